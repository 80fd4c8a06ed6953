"""What kind of place a feature is, from what its file says of it."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from troth.model.kinds import targets
from troth.read.places.raw import UnusableError


def kind_of(properties: Mapping[str, Any], columns: Sequence[str]) -> str | None:
    """The narrowest kind that the columns give; None when all of them are empty.

    Raises:
        UnusableError: a value is in no table of kinds, or two columns contradict each other.
    """
    found = [
        _kind(column, str(value).strip())
        for column in columns
        if (value := properties.get(column)) not in (None, "")
    ]
    if not found:
        return None
    narrowest = max(found, key=lambda kind: len(targets().line(kind)))
    if any(kind not in targets().line(narrowest) for kind in found):
        raise UnusableError(
            "place-kind",
            f"its columns contradict each other ({', '.join(found)})",
            "Name fewer columns of kinds, or mend the row.",
        )
    return narrowest


def _kind(column: str, value: str) -> str:
    table = _table()
    for key in ((column, value), (column, "*")):
        if key in table:
            return table[key]
    if value in targets():
        return value
    raise UnusableError(
        "place-kind",
        f"{value[:40]!r} in column {column[:40]!r} is no kind of place that is known",
        "Give the kind with --kind, or a column that holds kinds of the vocabulary of targets.",
    )


@cache
def _table() -> dict[tuple[str, str], str]:
    text = files("troth.read.places").joinpath("place_kinds.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {(column, value): kind for column, value, kind in lines[1:]}
