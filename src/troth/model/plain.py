"""Any value of the model as plain JSON values, for programs to read."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from troth.model.span import Span
from troth.model.truth import Truth

TRUTHS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}
"""How a truth is written."""


def plain(value: object) -> Any:
    """A value with everything in it as dict, list, str, int, float, bool or None.

    Days and moments are ISO 8601; sums of money keep their digits, as text; a span is its text
    with its place.

    Raises:
        TypeError: it has something in it that cannot be written.
    """
    if value is None or isinstance(value, bool | float | str) or type(value) is int:
        return str(value) if isinstance(value, StrEnum) else value
    if isinstance(value, Truth):
        return TRUTHS[value]
    if isinstance(value, Span):
        return {"text": value.text, "span": [value.start, value.end]}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return _several(value)


def _several(value: object) -> Any:
    if isinstance(value, tuple | list | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be written")
