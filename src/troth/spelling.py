"""File names as text: on most systems they are bytes, and not every one of them is text."""


def printable(name: str) -> str:
    """A name as Python gives it, made text that can be written anywhere.

    What the locale kept Python from understanding is understood as UTF-8; bytes that are no text
    at all are spelt out: a backslash, an x and the byte in hexadecimal.
    """
    data = name.encode("utf-8", "surrogateescape")
    return data.decode("utf-8", "backslashreplace")
