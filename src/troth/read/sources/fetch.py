"""Fetching: one address, once, without cookies, proxies or passwords, within limits.

Redirects are followed by hand, so that every hop is checked like the first. What the server says of
the content's kind and length is taken as a hint; what counts is what arrives.
"""

import re
import ssl
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.message import Message
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

import httpx

from troth.errors import FetchError, LimitError
from troth.read.sources.content import Content
from troth.read.sources.network import Deadline, GuardedTransport, is_public, refused_address
from troth.read.sources.unpack import inflate
from troth.settings import Limits

PORTS = frozenset((80, 443, 8080, 8443))
"""The ports of web servers; others belong to services that an address must not reach."""

HOST = re.compile(r"[\w.-]{1,253}|[0-9A-Fa-f:.]{2,45}")
"""A name or address of a machine."""

REDIRECTS = frozenset((301, 302, 303, 307, 308))


@lru_cache(maxsize=1)
def user_agent() -> str:
    """How Troth names itself to servers."""
    try:
        return f"troth/{version('troth')}"
    except PackageNotFoundError:
        return "troth"


def fetch(address: str, *, limits: Limits, transport: httpx.BaseTransport | None = None) -> Content:
    """What a server gives for an address.

    Args:
        address: http or https.
        limits: of size, time and redirects.
        transport: in the place of the guarded one; it is not closed.

    Raises:
        FetchError: the address must not be asked, or the server does not give it.
        LimitError: it is too large, or takes too long.
        UnreadableError: the body is damaged.
    """
    if transport is not None:
        return _fetched(address, limits, transport)
    guarded = GuardedTransport(limits)
    try:
        return _fetched(address, limits, guarded)
    finally:
        guarded.close()


def _fetched(address: str, limits: Limits, transport: httpx.BaseTransport) -> Content:
    deadline = Deadline(limits.total_seconds, address)
    url = checked_url(address, where=address)
    for _ in range(limits.redirects + 1):
        response = _ask(url, limits, transport, address)
        try:
            if response.status_code not in REDIRECTS:
                return _content(address, url, response, limits, deadline)
            url = _next(url, response, address)
        finally:
            response.close()
    raise FetchError(
        f"the server redirects more than {limits.redirects} times",
        where=address,
        next_step="Open it in a browser and give the address where it ends.",
    )


def checked_url(address: str, *, where: str) -> httpx.URL:
    """The address as one that may be asked.

    Raises:
        FetchError: its scheme, host or port is not one, or it holds a password.
    """
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _refused("it is not a valid address", where) from error
    if url.scheme not in {"http", "https"} or not HOST.fullmatch(url.host):
        raise _refused("only http and https addresses can be read", where)
    if url.userinfo:
        raise _refused("an address must not hold a user name or password", where)
    if (url.port or 443) not in PORTS:
        raise _refused(f"port {url.port} is not one of a web server", where)
    if _is_literal(url.host) and not is_public(url.host):
        raise FetchError(
            f"{str(url)[:200]!r} is not on the open internet, and is not asked",
            where=where,
            next_step=refused_address(url.host).next_step,
        )
    return url


def _is_literal(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


def _refused(why: str, where: str) -> FetchError:
    return FetchError(
        f"this address is not asked: {why}",
        where=where,
        next_step="Check the address.",
    )


def _ask(
    url: httpx.URL, limits: Limits, transport: httpx.BaseTransport, where: str
) -> httpx.Response:
    request = httpx.Request(
        "GET",
        url,
        headers={
            "User-Agent": user_agent(),
            "Accept": "text/html, application/xhtml+xml, application/*;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip",
        },
        extensions={"timeout": httpx.Timeout(limits.connect_seconds).as_dict()},
    )
    try:
        return transport.handle_request(request)
    except FetchError as error:
        raise FetchError(error.what, where=where, next_step=error.next_step) from error
    except LimitError as error:
        raise LimitError(error.what, where=where, next_step=error.next_step) from error
    except (httpx.HTTPError, OSError, ssl.SSLError) as error:
        raise _failed(error, where) from error


def _failed(error: Exception, where: str) -> FetchError:
    reason = str(error).strip().rstrip(".")[:200] or type(error).__name__
    return FetchError(
        f"the server could not be asked: {reason}",
        where=where,
        next_step="Check the address and the network, and try again.",
    )


def _next(url: httpx.URL, response: httpx.Response, where: str) -> httpx.URL:
    try:
        target = url.join(response.headers.get("Location", ""))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _refused("it redirects to what is not an address", where) from error
    return checked_url(str(target), where=where)


def _content(
    address: str, url: httpx.URL, response: httpx.Response, limits: Limits, deadline: Deadline
) -> Content:
    if response.status_code != 200:
        raise FetchError(
            f"the server answered {response.status_code} {response.reason_phrase}".strip(),
            where=address,
            next_step="Check the address in a browser.",
        )
    media_type, charset = _declared(response.headers.get("Content-Type", ""))
    return Content(
        data=_body(response, limits, deadline, address),
        file=address,
        where=address,
        name=url.path,
        media_type=media_type,
        charset=charset,
        url=str(url),
        retrieved=datetime.now(UTC),
    )


def _declared(header: str) -> tuple[str | None, str | None]:
    message = Message()
    message["Content-Type"] = header.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    return (
        message.get_content_type() if header else None,
        charset if isinstance(charset, str) else None,
    )


def _body(response: httpx.Response, limits: Limits, deadline: Deadline, where: str) -> bytes:
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:20]) > limits.source_bytes:
        raise _too_large(limits.source_bytes, where)
    encoding = response.headers.get("Content-Encoding", "")
    try:
        chunks = _counted(response, limits, deadline, where)
        return inflate(chunks, encoding=encoding, limit=limits.source_bytes, where=where)
    except httpx.HTTPError as error:
        raise _failed(error, where) from error


def _counted(
    response: httpx.Response, limits: Limits, deadline: Deadline, where: str
) -> Iterator[bytes]:
    arrived = 0
    for chunk in _stream(response):
        deadline.left()
        arrived += len(chunk)
        if arrived > limits.source_bytes:
            raise _too_large(limits.source_bytes, where)
        yield chunk


def _stream(response: httpx.Response) -> Iterable[bytes]:
    """The bytes as they come; ``iter_raw`` would refuse an answer that is already in memory."""
    if not isinstance(response.stream, httpx.SyncByteStream):
        raise TypeError("the transport must be a synchronous one")
    return response.stream


def _too_large(limit: int, where: str) -> LimitError:
    return LimitError(
        f"the server gives more than {limit:,} bytes",
        where=where,
        next_step="Check the address; if it is right, download it and read its parts.",
    )
