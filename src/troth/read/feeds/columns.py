"""Columns of text turned into columns of values, each different text looked at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Values:
    """A column of values.

    Attributes:
        values: null where there is no value.
        problems: row by row, what is wrong with the text there; null where nothing is.
    """

    values: pa.Array
    problems: pa.Array

    def bad(self) -> list[tuple[int, str]]:
        """The places of texts that gave no value, with what is wrong with them."""
        if self.problems.null_count == len(self.problems):
            return []
        places = pc.indices_nonzero(pc.is_valid(self.problems)).to_pylist()
        return [(place, self.problems[place].as_py()) for place in places]


Parsed = tuple[Any, str | None]
"""A value, or None, and what is wrong with the text, or None."""


def by_text(texts: pa.Array, kind: pa.DataType, parse: Callable[[str], Parsed]) -> Values:
    """Parse each different text of a column once.

    Args:
        texts: without nulls.
        kind: of the values.
        parse: gives ``(value or None, problem or None)``.
    """
    coded = texts.dictionary_encode()
    found = [parse(text) for text in coded.dictionary.to_pylist()]
    values = pa.array([value for value, _ in found], kind)
    problems = pa.array([problem for _, problem in found], pa.string())
    return Values(values.take(coded.indices), problems.take(coded.indices))


def mapped(texts: pa.Array, kind: pa.DataType, values: Mapping[str, Any]) -> pa.Array:
    """The value of each text in a mapping; null where it has none."""
    return by_text(texts, kind, lambda text: (values.get(text), None)).values


def lists(texts: pa.Array, split: Callable[[str], list[str]]) -> pa.Array:
    """A column of lists of names, each different text split once."""
    return by_text(texts, pa.list_(pa.string()), lambda text: (split(text), None)).values


def or_null(texts: pa.Array) -> pa.Array:
    """Texts with null in the place of empty ones."""
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def constant(value: Any, kind: pa.DataType, length: int) -> pa.Array:
    """One value so many times."""
    return pa.repeat(pa.scalar(value, kind), length) if length else pa.array([], kind)


def names_in(text: str, separator: str = ";") -> list[str]:
    """The names in a text, each once, in their order."""
    return list(dict.fromkeys(name for part in text.split(separator) if (name := part.strip())))


def families(texts: pa.Array, split: Callable[[str], list[str]], source: str) -> pa.Array:
    """The one reporter that a text names, in small letters; the feed itself if there are more."""

    def family(text: str) -> Parsed:
        names = split(text)
        return (names[0].lower() if len(names) == 1 else source), None

    return by_text(texts, pa.string(), family).values
