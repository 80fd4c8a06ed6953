"""The question of a plan in plain tables, for other engines to answer the same.

What is not about places is told as a program without this one would hold it: for each check, which
values of an act, a target and a doer are a yes and which cannot be told. The engines do not have to
work these out, nor the zones; that is in their favour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry.base import BaseGeometry

from benchmarks.incidents import PRECISION_M, Mix
from troth.check import by_kind
from troth.check.by_kind import LIKELY, SURE
from troth.check.columns import FAR_FUTURE, FAR_PAST, count_of
from troth.check.match import Plan
from troth.check.zones import LADDER_M, level_of, pieces_of
from troth.model.agreement import Interval
from troth.model.finding import TESTS
from troth.model.truth import Truth

Array = npt.NDArray[Any]

Outcome = tuple[int, ...]
"""Number of a check, and the outcome of each of ``TESTS``."""

SEPARATOR = "+"
"""Between the names of several doers."""

SURENESS = (0, 1, 2)
"""Of a label: less likely right than wrong, likely right, as good as stated."""

NOT_LOCATED = -1
"""Level of an incident whose place is unknown, or known too badly to be compared."""


@dataclass(frozen=True)
class Labels:
    """What a label is to each check: check, label, one of ``SURENESS``, truth; no noes."""

    rows: list[tuple[int, str, int, int]]


@dataclass(frozen=True)
class Question:
    """A plan in plain tables.

    Attributes:
        checks: how many.
        act, target: a missing label is the empty string.
        party: the label is the names in one string, and 1 for its sureness when
            all of them did it, else 0.
        windows: check, whether for local clocks, start and end in microseconds.
        zones: for each check and level, the zone narrowed and the zone widened.
        pieces: the same for each check and level in pieces that do not overlap, with their truth.
    """

    checks: int
    act: Labels
    target: Labels
    party: Labels
    windows: list[tuple[int, bool, int, int]]
    zones: dict[tuple[int, int], tuple[BaseGeometry, BaseGeometry]]
    pieces: list[tuple[int, int, int, BaseGeometry]]


def asked(made: Plan, mix: Mix) -> Question:
    """The question of a plan about incidents of a mix.

    Every area is one zone that always stands, and every window one interval.
    """
    act, target, party = Labels([]), Labels([]), Labels([])
    windows = []
    for number, check in enumerate(made.checks):
        term, known = check.term, by_kind._parties(check.agreement)
        for word, sure in product(mix.acts, SURENESS):
            _add(act, number, word, sure, by_kind._act(term.act, word, sure))
        for word, sure in product(mix.targets, SURENESS):
            _add(target, number, word, sure, by_kind._target(term.target, word, sure, None)[0])
        for names, together in mix.by:
            told = by_kind._party(known, check.bearer, by_kind._SEPARATOR.join(names), together)
            _add(party, number, SEPARATOR.join(names), int(together), told)
        for local, (interval,) in ((False, check.intervals_utc()), (True, check.intervals)):
            windows.append((number, local, *_bounds(interval)))
    return Question(len(made.checks), act, target, party, windows, *_places(made))


def _add(labels: Labels, number: int, word: str | None, sure: int, truth: Truth) -> None:
    if truth is not Truth.NO:
        labels.rows.append((number, word or "", sure, int(truth)))


def _bounds(interval: Interval) -> tuple[int, int]:
    return (
        FAR_PAST if interval.start is None else count_of(interval.start),
        FAR_FUTURE if interval.end is None else count_of(interval.end),
    )


def _places(
    made: Plan,
) -> tuple[
    dict[tuple[int, int], tuple[BaseGeometry, BaseGeometry]],
    list[tuple[int, int, int, BaseGeometry]],
]:
    zones, pieces = {}, []
    checks = {group: number for number, group in enumerate(made.area) if group is not None}
    owner = [checks[zone.group] for zone in made.zones]
    for level in used_levels():
        found = pieces_of(made.zones, level)
        for number, inner, outer in zip(owner, found.inner, found.outer, strict=True):
            zones[number, level] = inner, outer
        for row in found.table.to_pylist():
            shape = shapely.from_wkb(row["geom"])
            pieces.append((owner[row["zone"]], level, row["value"], shape))
    return zones, pieces


def used_levels() -> list[int]:
    """The steps of the ladder that made incidents are on."""
    steps = np.array([metres for metres in PRECISION_M if metres is not None])
    return sorted({int(level) for level in level_of(steps)})


def plain(table: pa.Table) -> Mapping[str, Any]:
    """The columns of incidents that the question is about, with labels as in ``Question``."""
    x, y = table["longitude"].to_numpy(), table["latitude"].to_numpy()
    level = level_of(table["precision_m"].to_numpy()).astype(np.int16)
    level[np.isnan(x) | (level == len(LADDER_M))] = NOT_LOCATED
    start = table["start"].cast(pa.int64()).fill_null(FAR_PAST).to_numpy()
    end = table["end"].cast(pa.int64()).fill_null(FAR_FUTURE).to_numpy()
    return {
        "act": table["act"].fill_null(""),
        "act_sure": _sureness(table["act_probability"]),
        "target": table["target"].fill_null(""),
        "target_sure": _sureness(table["target_probability"]),
        "party": pc.binary_join(table["by"], SEPARATOR),
        "party_sure": table["by_all"].cast(pa.int8()),
        "local": pc.equal(table["clock"], "local"),
        "start": start,
        "end": end,
        "level": level,
        "x": x,
        "y": y,
    }


def _sureness(probability: pa.ChunkedArray) -> Array:
    found = probability.to_numpy()
    sureness = (found >= np.float32(SURE)).astype(np.int8) + (found >= np.float32(LIKELY))
    return np.where(np.isnan(found), 2, sureness).astype(np.int8)


def keys_of(check: Array, tests: Iterable[Array]) -> Array:
    """One number for each check and its outcomes, to the base of three."""
    keys = check.astype(np.int64)
    for values in tests:
        keys = keys * 3 + values
    return keys


def outcomes(tables: Iterable[pa.Table]) -> dict[Outcome, int]:
    """How many matches there are of each check and each outcome of its tests."""
    counts = np.zeros(0, dtype=np.int64)
    for table in tables:
        keys = keys_of(table["check"].to_numpy(), (table[name].to_numpy() for name in TESTS))
        more = np.bincount(keys, minlength=len(counts))
        more[: len(counts)] += counts
        counts = more
    return counted(counts)


def counted(counts: Array) -> dict[Outcome, int]:
    """The same from the count of each number of ``keys_of``."""
    return {decoded(int(key)): int(counts[key]) for key in np.flatnonzero(counts)}


def decoded(key: int) -> Outcome:
    """A check and its outcomes, of a number made of them to the base of three."""
    digits = []
    for _ in TESTS:
        key, digit = divmod(key, 3)
        digits.append(digit)
    return (key, *reversed(digits))
