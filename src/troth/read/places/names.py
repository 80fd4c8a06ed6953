"""What a feature is called, from what its file says of it."""

from collections.abc import Mapping, Sequence
from typing import Any

USUAL = ("name", "shapename", "asciiname")
"""Columns that hold the main name in the files people use, in lower case, the best one first."""

LONGEST = 300
"""Most characters of a name; what is longer is no name."""


def names_of(
    properties: Mapping[str, Any], name: str | None, names: Sequence[str]
) -> tuple[str | None, list[str]]:
    """The main name, and every name in the order of the columns.

    Args:
        properties: what the file says of the feature.
        name: the column of the main name; the usual ones when None.
        names: columns of other names; when empty, all whose own name begins with ``name``.
    """
    main = _first(properties, [name] if name else _usual(properties))
    columns = names or [key for key in properties if key.casefold().startswith("name")]
    others = [_text(properties.get(column)) for column in columns]
    every = dict.fromkeys(item for item in (main, *others) if item)
    return main, list(every)


def _usual(properties: Mapping[str, Any]) -> list[str]:
    return [key for wanted in USUAL for key in properties if key.casefold() == wanted]


def _first(properties: Mapping[str, Any], columns: Sequence[str]) -> str | None:
    found = (_text(properties.get(column)) for column in columns)
    return next((text for text in found if text), None)


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    return text if 0 < len(text) <= LONGEST else None
