"""Text from outside made safe to look at: what a screen would obey or hide is shown instead."""

import re

_ACTIVE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")
_BREAKING = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text with each control character and direction override as one visible character.

    Line ends, tabs and carriage returns stay. The length in code points does not change, so spans
    hold for the result too.
    """
    return _ACTIVE.sub(_picture, text)


def one_line(text: str) -> str:
    """The text as one line for a terminal: nothing in it can move the cursor or turn the line."""
    return _BIDI.sub("�", visible(_BREAKING.sub(" ", text))).strip()


def has_hidden(text: str) -> bool:
    """Whether ``visible`` would show something in place of a character."""
    return _ACTIVE.search(text) is not None


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "�"
