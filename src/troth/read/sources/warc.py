"""Web archives: WARC, plain or compressed, and WACZ, which is a ZIP of them.

Each page or plain text that was answered with status 200 is a document with its address; the day of
the capture is when it was retrieved. Images, scripts and redirects are not texts and are passed by.
"""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.limitreader import LimitReader  # type: ignore[import-untyped]

from troth.errors import LimitError, SourceError
from troth.model import Document, Issue
from troth.read.sources.build import MARKUP_PER_TEXT
from troth.read.sources.content import Content
from troth.read.sources.page import read_page
from troth.read.sources.problem import UnreadableError, issue_of, quiet
from troth.read.sources.sniff import Kind, sniff
from troth.read.sources.text import read_text
from troth.read.sources.unpack import Unpacked, gunzip, inflate, too_much
from troth.settings import Limits

PAGES = frozenset(("text/html", "application/xhtml+xml", "text/plain"))

MALFORMED = (ArchiveLoadFailed, AttributeError, EOFError, LookupError, TypeError, ValueError)
"""What warcio raises on damaged archives."""

ZIP_DAMAGE = (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError, ValueError)
"""What zipfile raises on damaged, encrypted or odd archives, beside zlib's own error."""

Record = Any
"""A record of warcio, which comes without types."""


class _Records(ArchiveIterator):  # type: ignore[misc]
    """warcio's iterator, without its warnings on standard error."""

    INC_RECORD = ""


def read_warc(content: Content, limits: Limits) -> Iterator[Document | Issue]:
    """The documents of an uncompressed WARC file.

    Raises:
        SourceError: the archive is damaged or holds no page.
    """
    yield from read_records(BytesIO(content.data), content, limits)


def read_records(
    stream: BinaryIO | Unpacked, content: Content, limits: Limits
) -> Iterator[Document | Issue]:
    """The documents of the WARC records of a stream.

    Raises:
        SourceError: the archive is damaged or holds no page; what came before stands.
    """
    count = 0
    for record in _records(stream, content.where):
        if not _is_page(record):
            continue
        count += 1
        if count > limits.members:
            raise _too_many(limits.members, content.where)
        yield from _documents(record, content, limits)
    if not count:
        raise _no_pages(content.where)


def _records(stream: BinaryIO | Unpacked, where: str) -> Iterator[Record]:
    with quiet("warcio"):
        try:
            yield from _Records(stream)
        except MALFORMED as error:
            raise _damaged("the WARC archive", where) from error


def _is_page(record: Record) -> bool:
    headers = record.http_headers
    return (
        record.rec_type == "response"
        and headers is not None
        and headers.get_statuscode() == "200"
        and _media_type(headers)[0] in PAGES
    )


def _media_type(headers: Any) -> tuple[str, str | None]:
    name, _, rest = (headers.get_header("Content-Type") or "").partition(";")
    charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'")
    return name.strip().lower(), charset or None


def _documents(record: Record, content: Content, limits: Limits) -> Iterator[Document | Issue]:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    where = f"{content.where} ({url})"
    try:
        page = _page(record, content, limits, url, where)
        is_text = sniff(page.data, media_type=page.media_type) is Kind.TEXT
        yield from (read_text if is_text else read_page)(page, limits)
    except SourceError as error:
        yield issue_of(error, where)


def _page(record: Record, content: Content, limits: Limits, url: str, where: str) -> Content:
    media_type, charset = _media_type(record.http_headers)
    return Content(
        data=_body(record, MARKUP_PER_TEXT * limits.text_characters, where),
        file=content.file,
        where=where,
        media_type=media_type,
        charset=charset,
        url=url or None,
        retrieved=_captured(record.rec_headers.get_header("WARC-Date")),
        published=content.published,
    )


def _body(record: Record, limit: int, where: str) -> bytes:
    stream = LimitReader(record.raw_stream, limit + 1)
    if (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream, decomp_type=None)
    try:
        chunks = list(iter(lambda: stream.read(65536), b""))
        if sum(map(len, chunks)) > limit:
            raise too_much(where, limit)
        if record.raw_stream.limit and not record.raw_stream.read(1):
            raise EOFError("the record ends before its stated length")
    except MALFORMED as error:
        raise _damaged("the archived page", where) from error
    encoding = record.http_headers.get_header("Content-Encoding") or ""
    return inflate(chunks, encoding=encoding, limit=limit, where=where)


def _captured(value: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def read_zip(content: Content, limits: Limits) -> Iterator[Document | Issue]:
    """The documents of the WARC files in a WACZ.

    Nothing is written to disk, and a member whose name leaves the archive is not read.

    Raises:
        SourceError: it is damaged, no WACZ, a bomb, or holds no page.
    """
    try:
        with zipfile.ZipFile(BytesIO(content.data)) as archive:
            members = _members(archive, content, limits)
            for member in members:
                yield from _member(archive, member, content, limits)
    except (*ZIP_DAMAGE, zlib.error) as error:
        raise _damaged("the ZIP archive", content.where) from error


def _members(archive: zipfile.ZipFile, content: Content, limits: Limits) -> list[zipfile.ZipInfo]:
    everything = archive.infolist()
    if len(everything) > limits.members:
        raise _too_many(limits.members, content.where)
    if sum(member.file_size for member in everything) > limits.unpacked_bytes:
        raise too_much(content.where, limits.unpacked_bytes)
    found = [member for member in everything if member.filename.endswith((".warc", ".warc.gz"))]
    if not found:
        raise UnreadableError(
            "unsupported",
            "this ZIP archive is not a WACZ: there is no WARC file in it",
            where=content.where,
            next_step="Unpack it and read the files in it; of an office file, save a PDF.",
        )
    return sorted(found, key=lambda member: member.filename)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, content: Content, limits: Limits
) -> Iterator[Document | Issue]:
    where = f"{content.where} ({member.filename})"
    inner = Content(data=b"", file=content.file, where=where, published=content.published)
    try:
        _check_member(member, where)
        with cast(zipfile.ZipExtFile, archive.open(member)) as packed:
            stream = Unpacked(packed, packed=member.compress_size, where=where, limits=limits)
            if member.filename.endswith(".gz"):
                stream = gunzip(stream.read(), where=where, limits=limits)
            yield from read_records(stream, inner, limits)
    except SourceError as error:
        yield issue_of(error, where)


def _check_member(member: zipfile.ZipInfo, where: str) -> None:
    if member.filename.startswith("/") or ".." in member.filename.split("/"):
        raise UnreadableError(
            "archive",
            "the name of this member leads out of the archive; it was not read",
            where=where,
            next_step="Do not trust this archive; ask its maker for a clean one.",
        )
    if member.flag_bits & 1:
        raise UnreadableError(
            "encrypted",
            "this member of the archive is encrypted",
            where=where,
            next_step="Save the archive without a password and read that.",
        )


def _too_many(most: int, where: str) -> LimitError:
    return LimitError(
        f"the archive has more than {most:,} members",
        where=where,
        next_step="Split the archive and read its parts.",
    )


def _no_pages(where: str) -> UnreadableError:
    return UnreadableError(
        "archive",
        "the archive holds no web page or text that was answered with status 200",
        where=where,
        next_step="Check that the capture went well, for instance in a replay tool.",
    )


def _damaged(thing: str, where: str) -> UnreadableError:
    return UnreadableError(
        "archive",
        f"{thing} is damaged or cut off",
        where=where,
        next_step="Download or copy it again, whole.",
    )
