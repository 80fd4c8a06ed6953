"""Only public addresses are dialled, and exactly those that were checked."""

from http.server import BaseHTTPRequestHandler

import httpx
import pytest

from tests.read.sources.servers import network, plain, serving
from troth.errors import FetchError
from troth.read.sources.network import Endpoint, GuardedTransport, Network, is_public
from troth.settings import Limits


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.127.255.254", "192.0.0.8", "192.0.2.1"),
        *("198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "2002:7f00:1::", "2002:808:808::1"),
        *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "2001:0:4136:e378::1"),
        *("2001:db8::1", "::ffff:0:7f00:1", "", "localhost", "8.8.8.8:80", "0x7f.1"),
    ],
)
def test_all_other_addresses(address: str) -> None:
    assert not is_public(address)


def get(url: str, where: Network, **limits: float) -> bytes:
    transport = GuardedTransport(Limits(**{"total_seconds": 5.0, **limits}), network=where)  # type: ignore[arg-type]
    try:
        response = transport.handle_request(
            httpx.Request("GET", url, extensions={"timeout": {"connect": 2.0, "read": 2.0}})
        )
        return response.read()
    finally:
        transport.close()


def test_a_name_is_resolved_once_and_the_checked_address_is_dialled() -> None:
    """Guards against a name that answers otherwise the second time it is asked."""
    asked: list[str] = []

    with serving(plain(b"hello")) as port:

        def resolve(host: str, number: int) -> list[Endpoint]:
            asked.append(host)
            return [("127.0.0.1", port)] if len(asked) == 1 else [("10.0.0.1", 80)]

        where = Network(resolve=resolve, allows=lambda address: address == "127.0.0.1")
        assert get("http://news.example/", where) == b"hello"
    assert asked == ["news.example"]


def test_a_body_is_sent_with_the_request() -> None:
    def echo(request: BaseHTTPRequestHandler) -> None:
        plain(request.rfile.read(int(request.headers["Content-Length"])))(request)

    with serving(echo) as port:
        transport = GuardedTransport(Limits(), network=network({"a.example": ("127.0.0.1", port)}))
        response = transport.handle_request(
            httpx.Request("POST", "http://a.example/", content=b"hello")
        )
        assert response.read() == b"hello"
        transport.close()


def test_the_host_is_asked_by_its_name() -> None:
    seen: list[str | None] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Host"])
        plain(b"")(request)

    with serving(answer) as port:
        get("http://news.example/", network({"news.example": ("127.0.0.1", port)}))
    assert seen == ["news.example"]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1"])
def test_a_name_of_a_private_address_is_refused(address: str) -> None:
    where = Network(resolve=lambda host, port: [(address, port)])
    with pytest.raises(FetchError, match="open internet"):
        get("http://inside.example/", where)


def test_of_several_addresses_only_the_public_are_dialled() -> None:
    with serving(plain(b"hello")) as port:
        where = Network(
            resolve=lambda host, number: [("10.0.0.1", 1), ("127.0.0.1", port)],
            allows=lambda address: address == "127.0.0.1",
        )
        assert get("http://news.example/", where) == b"hello"


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    with serving(plain(b"")) as closed:
        pass
    with serving(plain(b"hello")) as port:
        where = Network(
            resolve=lambda host, number: [("127.0.0.1", closed), ("127.0.0.1", port)],
            allows=lambda address: address == "127.0.0.1",
        )
        assert get("http://news.example/", where) == b"hello"


def test_an_unknown_name_is_a_transport_error() -> None:
    with pytest.raises(httpx.TransportError):
        get("http://nowhere.example/", network({}))
