"""Decoding: from bytes to exactly the characters they stand for, or a refusal."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from troth.model import Issue
from troth.read.sources.problem import UnreadableError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The longer ones first: UTF-32's begins like UTF-16's."""

_DECLARABLE = """
    utf-8 utf-16 utf-16-le utf-16-be utf-32 ascii cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254
    cp1255 cp1256 cp1257 cp1258 iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6
    iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r
    koi8-u mac-roman mac-cyrillic gbk gb2312 gb18030 big5 big5hkscs shift_jis cp932 euc_jp euc_kr
    cp949 iso2022_jp
"""

DECLARABLE = frozenset(_DECLARABLE.split())
"""What a source may declare. Python knows more, some of them no character encodings at all."""

DETECTABLE = [
    *("cp1252", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "cp949"),
]
"""What is looked for where nothing is declared. Of the Western code pages only the commonest is
listed: English text cannot tell them apart, and a detector only seems to."""

_LABEL = re.compile(r"[A-Za-z0-9_.:-]{1,40}")


@dataclass(frozen=True)
class Decoded:
    """Characters, and how they were told from bytes.

    Attributes:
        text: exactly as decoded; a byte-order mark of UTF-8 stays its first character.
        encoding: Python's name of the encoding.
        detected: nothing said so; it was told from the bytes.
    """

    text: str
    encoding: str
    detected: bool = False


def decode(data: bytes, *, declared: str | None = None, where: str) -> Decoded:
    """Decode strictly, in this order: byte-order mark, declared encoding, UTF-8, detection.

    A declared Western encoding gives way to UTF-8 where the bytes are valid UTF-8: servers add
    that declaration unasked, and a text in it is next to never valid UTF-8 by chance.

    Raises:
        UnreadableError: no encoding gives these bytes a meaning without replacing some.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data, encoding, where)
    for encoding in _candidates(declared):
        text = _try(data, encoding)
        if text is not None:
            return Decoded(text, encoding)
    return _detect(data, where)


def _marked(data: bytes, encoding: str, where: str) -> Decoded:
    text = _try(data, encoding)
    if text is None:
        raise _undecodable(f"it begins like {encoding.upper()} but is not valid", where)
    return Decoded(text, encoding)


def _candidates(declared: str | None) -> list[str]:
    label = encoding_named(declared)
    if label is None or label == "utf-8":
        return ["utf-8"]
    return ["utf-8", label] if label == "cp1252" else [label, "utf-8"]


def encoding_named(label: str | None) -> str | None:
    """Python's name of a declared encoding, or None for one that is unknown or unsafe.

    Latin-1 and ASCII are read as Windows-1252, their superset, as every browser does.
    """
    if label is None or not _LABEL.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name in {"ascii", "iso8859-1"}:
        return "cp1252"
    return name if name in DECLARABLE else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _detect(data: bytes, where: str) -> Decoded:
    if _is_damaged_utf8(data):
        raise _undecodable("it is UTF-8 with damaged bytes in it", where)
    best = from_bytes(data, cp_isolation=DETECTABLE, enable_fallback=False).best()
    text = _try(data, best.encoding) if best is not None else None
    if best is None or text is None:
        raise _undecodable("its encoding is not declared and cannot be told", where)
    return Decoded(text, best.encoding, detected=True)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether more of the bytes make valid UTF-8 sequences than do not."""
    good = sum(char > "\x7f" for char in data.decode("utf-8", "ignore"))
    bad = data.decode("utf-8", "replace").count("\ufffd")
    return good >= bad


def _undecodable(why: str, where: str) -> UnreadableError:
    return UnreadableError(
        "encoding",
        f"the bytes cannot be read as text: {why}",
        where=where,
        next_step="Save it as UTF-8 with a program that knows its encoding, and read it again.",
    )


def detected_issue(decoded: Decoded, where: str) -> Issue:
    """Says that an encoding was told from the bytes, so that letters with accents may be wrong."""
    return Issue(
        code="encoding-detected",
        what=f"the text is not UTF-8 and declares no encoding; it was read as {decoded.encoding}",
        where=where,
        next_step="Compare names with accents to the source, or save the source as UTF-8.",
    )
