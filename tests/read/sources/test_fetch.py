"""An address is fetched once, politely, and within limits."""

import gzip
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date

import httpx
import pytest

from tests.read.sources import samples
from tests.read.sources.samples import ARTICLE, only_document, only_issue
from tests.read.sources.servers import Answer, endless, network, plain, redirect, serving
from troth.model import Issue
from troth.read.sources import documents
from troth.read.sources.network import GuardedTransport
from troth.settings import Limits

URL = "http://news.example/talks"
SMALL = Limits(source_bytes=100_000, total_seconds=2.0, connect_seconds=1.0)
PAGE = samples.page(*ARTICLE).encode()


def mock(answer: Callable[[httpx.Request], httpx.Response]) -> httpx.MockTransport:
    return httpx.MockTransport(answer)


def test_a_page_is_a_document_with_its_address() -> None:
    answer = httpx.Response(200, content=PAGE, headers={"Content-Type": "text/html"})
    document = only_document(documents(URL, transport=mock(lambda request: answer)))
    assert ARTICLE[1] in document.text
    assert (document.url, document.file) == (URL, URL)
    assert document.retrieved is not None
    assert document.retrieved.tzinfo is UTC


def test_the_option_tells_the_day() -> None:
    transport = mock(lambda request: httpx.Response(200, content=PAGE))
    day = date(2025, 3, 27)
    assert only_document(documents(URL, published=day, transport=transport)).published == day


def test_a_feed_is_read_whatever_its_declared_type() -> None:
    feed = samples.rss(f"<description>{samples.SENTENCE}</description>")
    transport = mock(lambda request: httpx.Response(200, text=feed))
    assert only_document(documents(URL, transport=transport)).publisher == "Valley Courier"


def test_the_request_names_troth_and_carries_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        if request.url.path == "/talks":
            headers = {"Location": "/moved", "Set-Cookie": "who=you"}
            return httpx.Response(302, headers=headers)
        return httpx.Response(200, content=PAGE)

    document = only_document(documents(URL, transport=mock(answer)))
    assert document.url == "http://news.example/moved"
    assert asked[0].headers["User-Agent"].startswith("troth/")
    assert not {"cookie", "authorization", "referer"} & set(asked[1].headers)


@pytest.mark.parametrize(
    "address",
    [
        "http://user:secret@news.example/",
        "http://news.example:22/",
        "http://news.example:6379/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http:///nothing",
        "http://news.example:99999/",
        "http://[bad/",
    ],
)
def test_an_address_that_must_not_be_asked_is_an_issue(address: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise AssertionError("it was asked")

    issue = only_issue(documents(address, transport=mock(answer)))
    assert (issue.code, issue.where) == ("fetch", address)


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://[::1]:8080/",
        "//169.254.169.254/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "http://a:b@news.example/",
        "http://news.example:25/",
        "http://[",
    ],
)
def test_every_hop_is_checked_like_the_first(target: str) -> None:
    answer = httpx.Response(302, headers={"Location": target})
    issue = only_issue(documents(URL, transport=mock(lambda request: answer)))
    assert (issue.code, issue.where) == ("fetch", URL)


def test_redirects_without_end_are_an_issue() -> None:
    answer = httpx.Response(302, headers={"Location": URL})
    assert "redirects" in only_issue(documents(URL, transport=mock(lambda request: answer))).what


@pytest.mark.parametrize("status", [204, 304, 403, 404, 500])
def test_another_status_is_an_issue(status: int) -> None:
    issue = only_issue(documents(URL, transport=mock(lambda request: httpx.Response(status))))
    assert str(status) in issue.what


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("no route"), httpx.ReadTimeout(""), OSError()]
)
def test_a_failing_network_is_an_issue(error: Exception) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error

    assert only_issue(documents(URL, transport=mock(answer))).code == "fetch"


def served(answer: Answer, *, limits: Limits = SMALL, inside: str = "10.0.0.5") -> Issue:
    """The one issue of a page that a real server on this machine answers."""
    with serving(answer) as port:
        names = {"news.example": ("127.0.0.1", port), "inside.example": (inside, port)}
        transport = GuardedTransport(limits, network=network(names))
        started = time.monotonic()
        issue = only_issue(documents(URL, limits=limits, transport=transport))
        assert time.monotonic() - started < 2 * limits.total_seconds
        transport.close()
    return issue


def test_a_served_page_is_read() -> None:
    with serving(plain(PAGE)) as port:
        transport = GuardedTransport(SMALL, network=network({"news.example": ("127.0.0.1", port)}))
        assert ARTICLE[0] in only_document(documents(URL, transport=transport)).text
        transport.close()


def test_a_compressed_page_is_read() -> None:
    with serving(plain(gzip.compress(PAGE), Content_Encoding="gzip")) as port:
        transport = GuardedTransport(SMALL, network=network({"news.example": ("127.0.0.1", port)}))
        assert ARTICLE[0] in only_document(documents(URL, transport=transport)).text
        transport.close()


@pytest.mark.parametrize("target", ["http://10.0.0.1/", "http://inside.example/"])
def test_a_redirect_to_a_private_address_is_an_issue(target: str) -> None:
    issue = served(redirect(target))
    assert (issue.code, issue.where) == ("fetch", URL)
    assert "open internet" in issue.what


def test_a_download_that_says_it_is_too_large_is_an_issue() -> None:
    assert served(plain(b"x", Content_Length="999999999")).code == "limit"


def test_a_download_that_turns_out_too_large_is_an_issue() -> None:
    assert served(endless(b"x" * 65536, wait=0.0)).code == "limit"


def test_a_compressed_bomb_is_an_issue() -> None:
    assert served(plain(samples.bomb(4 << 20), Content_Encoding="gzip")).code == "limit"


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "zstd"])
def test_another_encoding_is_an_issue(encoding: str) -> None:
    assert "encoded" in served(plain(b"x", Content_Encoding=encoding)).what


def test_a_body_cut_off_is_an_issue() -> None:
    assert served(plain(b"<html>", Content_Length="500")).code == "fetch"


def test_a_server_that_drips_for_ever_is_an_issue() -> None:
    assert (
        served(endless(b"x", wait=0.02), limits=replace(SMALL, total_seconds=0.5)).code == "limit"
    )


def test_headers_that_drip_for_ever_are_an_issue() -> None:
    limits = replace(SMALL, total_seconds=0.5)
    assert served(endless(b"", wait=0.02, head=True), limits=limits).code == "limit"


def test_a_server_that_falls_silent_is_an_issue() -> None:
    limits = replace(SMALL, connect_seconds=0.2)
    assert served(endless(b"x", wait=1.0), limits=limits).code == "fetch"
