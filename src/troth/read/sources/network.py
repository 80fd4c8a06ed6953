"""The network, fenced in: only public addresses are dialled, and only for so long.

An address given by a page or a redirect could otherwise make this machine ask its own services or
its neighbours. A name is resolved once, each of its addresses is checked, and exactly a checked one
is dialled, so that a name that changes its answer meanwhile gains nothing; the certificate is
still checked against the name.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from troth.errors import FetchError, LimitError
from troth.settings import Limits

Endpoint = tuple[str, int]
"""An IP address and a port."""

UNPLAIN = tuple(
    ipaddress.ip_network(block)
    for block in (
        *("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96"),
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "192.88.99.0/24"),
        *("192.0.0.0/24", "2001::/23", "3fff::/20", "5f00::/16"),
    )
)
"""Blocks that ``ipaddress`` takes for public in one of its versions and that are not plainly so:
addresses that embed another (mapped, NAT64, 6to4, Teredo), and blocks set aside for protocols."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to one machine on the open internet, and says so plainly.

    Private, loopback, link-local, shared (carrier-grade), multicast, reserved, unspecified and
    documentation addresses are not, nor are those that embed another address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    return not any(parsed in block for block in UNPLAIN if block.version == parsed.version)


def resolve(host: str, port: int) -> list[Endpoint]:
    """The endpoints of a host, in the order in which the system would try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(entry[4][0]), int(entry[4][1])) for entry in found]


@dataclass(frozen=True)
class Network:
    """How names become addresses, and which addresses may be dialled."""

    resolve: Callable[[str, int], list[Endpoint]] = resolve
    allows: Callable[[str], bool] = is_public


INTERNET = Network()


class Deadline:
    """A moment after which nothing may be waited for."""

    def __init__(self, seconds: float, where: str = "") -> None:
        self._seconds = seconds
        self._where = where
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None = None) -> float:
        """How long may still be waited, and no longer than ``timeout``.

        Raises:
            LimitError: the moment has passed.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise LimitError(
                f"the server did not finish within {self._seconds:g} seconds",
                where=self._where,
                next_step="Save the page with a browser and read the file.",
            )
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    """A connection that no single byte of can be waited for after the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._inner.read(max_bytes, self._deadline.left(timeout))
        except httpcore.ReadTimeout:
            self._deadline.left()
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Dialler(httpcore.NetworkBackend):
    """Resolves, checks and dials."""

    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._network = network
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address, number in self._checked(host, port):
            try:
                left = self._deadline.left(timeout)
                stream = self._inner.connect_tcp(address, number, left, None, socket_options)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                problem = error
            else:
                return _Stream(stream, self._deadline)
        raise problem or httpcore.ConnectError("the name has no address")

    def _checked(self, host: str, port: int) -> list[Endpoint]:
        try:
            found = self._network.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host!r} cannot be resolved") from error
        allowed = [endpoint for endpoint in found if self._network.allows(endpoint[0])]
        if found and not allowed:
            raise refused_address(host)
        return allowed


def refused_address(host: str) -> FetchError:
    """The refusal of a host on a private or otherwise special address."""
    return FetchError(
        f"{host!r} is not a machine on the open internet, and is not asked",
        where=host,
        next_step="If you trust the page, save it with a browser and read the file.",
    )


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport over the fenced network, for one download.

    Args:
        limits: how long may be waited, counted from now on.
        network: how names become addresses, and which may be dialled.
    """

    def __init__(self, limits: Limits, *, network: Network = INTERNET) -> None:
        deadline = Deadline(limits.total_seconds)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_keepalive_connections=0,
            network_backend=_Dialler(network, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the body comes as it is read.

        Raises:
            FetchError: the address must not be asked.
            LimitError: the time is over.
            httpx.TransportError: the network or the server failed.
        """
        with _translated():
            answer = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=_sent(request),
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


def _sent(request: httpx.Request) -> Iterable[bytes]:
    """The body of a request; empty when it only asks."""
    if not isinstance(request.stream, httpx.SyncByteStream):
        raise TypeError("the request must be a synchronous one")
    return request.stream


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _translated():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _translated:  # noqa: N801
    """Turns httpcore's errors into httpx's."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, httpcore.TimeoutException):
            raise httpx.ReadTimeout(str(error)) from error
        if isinstance(
            error,
            httpcore.NetworkError | httpcore.ProtocolError | httpcore.UnsupportedProtocol,
        ):
            raise httpx.TransportError(str(error)) from error
