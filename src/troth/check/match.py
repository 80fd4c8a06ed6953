"""Matches: which incidents fall under which checks, each of the five tests three-valued.

``match`` is a pure function from an Arrow table of incidents to an Arrow table of matches, the
checks given with a plan that can be pickled; so it runs over batches on one machine, and as it is
in ``mapInArrow`` on many.

Acts, targets and parties have few different values, and a time can stand in few ways to the bounds
of a few windows: those tests are made once for each combination. Only incidents that no other test
rules out are joined with the zones, by SedonaDB.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from troth.check.by_kind import ByKind
from troth.check.by_place import zoned
from troth.check.by_time import ByTime
from troth.check.checks import Check
from troth.check.columns import UNKNOWN, YES, Array
from troth.check.grid import bit_of
from troth.check.zones import Zone, ZoneSets
from troth.model.finding import TESTS

MATCH_COLUMNS = (
    "id",
    "act",
    "act_probability",
    "by",
    "by_all",
    "target",
    "target_probability",
    "target_name",
    "longitude",
    "latitude",
    "precision_m",
    "geometry",
    "start",
    "end",
    "clock",
)
"""The columns of the table of incidents that the tests look at."""

MATCHES = pa.schema(
    [
        pa.field("incident", pa.string(), nullable=False),
        pa.field("check", pa.int32(), nullable=False),
        *(pa.field(name, pa.int8(), nullable=False) for name in TESTS),
    ]
)
"""One row for each incident and check that no test rules out; tests are values of ``Truth``."""

NOWHERE = -1


@dataclass(frozen=True)
class Plan:
    """Checks made ready for matching.

    Attributes:
        checks: in the order in which matches count them.
        zones: of all areas and layers of targets.
        area: for each check the set of zones of its area: None everywhere, ``NOWHERE`` unknown.
        near: the same for the layer of its target.
        missing: layers and places that terms name and the record lacks, in plain words.
    """

    checks: tuple[Check, ...]
    zones: tuple[Zone, ...]
    area: tuple[int | None, ...]
    near: tuple[int | None, ...]
    missing: tuple[str, ...] = ()


def plan(checks: Sequence[Check], layers: Mapping[str, pa.Table]) -> Plan:
    """Make checks ready.

    Args:
        checks: what is asked.
        layers: the layers of places that there are.

    Raises:
        UsageError: an area reaches across the antimeridian.
    """
    sets = ZoneSets(layers)
    area: list[int | None] = []
    near: list[int | None] = []
    for check in checks:
        term = check.term
        area.append(_group(sets.area(term.area)) if term.area else None)
        layered = term.target is not None and term.target.layer is not None
        near.append(_group(sets.near(term.target)) if layered and term.target else None)
    return Plan(
        tuple(checks), tuple(sets.zones), tuple(area), tuple(near), tuple(sets.missing.values())
    )


def _group(found: int | None) -> int:
    return NOWHERE if found is None else found


def match(incidents: pa.Table, made: Plan) -> pa.Table:
    """The incidents that fall, or may fall, under each check.

    Args:
        incidents: with ``MATCH_COLUMNS`` at least; any order.
        made: the plan.

    Returns:
        A table of ``MATCHES``: a row for each incident and check of which no test is a "no".
    """
    if not incidents.num_rows or not made.checks:
        return MATCHES.empty_table()
    tests = _Tests.of(incidents, made)
    parts = [tests.matched(number) for number in range(len(made.checks))]
    return _together(parts, incidents["id"])


@dataclass(frozen=True)
class _Tests:
    """The tests of a table against a plan, each made as often as it has different outcomes.

    Attributes:
        made: the plan.
        kinds: act, target and party, for each combination of kinds.
        times: the window, for each way to stand to the bounds.
        codes: for each row, its combination and its way together.
        kind_of, time_of: the combination, and the way, of each code.
        possible: for each check, which of these no test but those of place rule out.
        where: for each set of zones and each row, whether it lies in it.
    """

    made: Plan
    kinds: ByKind
    times: ByTime
    codes: Array
    kind_of: Array
    time_of: Array
    possible: Sequence[Array]
    where: Array

    @classmethod
    def of(cls, table: pa.Table, made: Plan) -> "_Tests":
        kinds = ByKind.of(table, made.checks)
        times = ByTime.of(table, made.checks)
        codes = kinds.codes * np.int32(times.count) + times.codes
        possible = [
            np.logical_and.outer(kinds.possible(number), times.window[number] > 0).ravel()
            for number in range(len(made.checks))
        ]
        asked = np.zeros(kinds.count * times.count, dtype=np.uint64)
        for number, found in enumerate(possible):
            for group in (made.area[number], made.near[number]):
                if group is not None and group != NOWHERE:
                    asked[found] |= bit_of(group)
        return cls(
            made,
            kinds,
            times,
            codes,
            np.repeat(np.arange(kinds.count), times.count),
            np.tile(np.arange(times.count), kinds.count),
            possible,
            zoned(table, made.zones, asked[codes]),
        )

    def matched(self, number: int) -> tuple[Array, dict[str, Array]]:
        """Of one check: the rows that match, and the outcome of each test."""
        rows, area = self._in_area(number)
        kind = self.kind_of[self.codes[rows]]
        target = self._target(number, rows, kind)
        told = {
            "act": self.kinds.act[number][kind],
            "target": target,
            "area": area,
            "window": self.times.window[number][self.time_of[self.codes[rows]]],
            "party": self.kinds.party[number][kind],
        }
        if target.all():
            return rows, told
        return rows[target > 0], {name: value[target > 0] for name, value in told.items()}

    def _in_area(self, number: int) -> tuple[Array, Array]:
        """Of one check: the rows that act, party, window and area do not rule out, and the area."""
        group = self.made.area[number]
        possible = self.possible[number]
        if group is None or group == NOWHERE:
            rows = np.flatnonzero(possible[self.codes])
            return rows, self._placed(group, rows)
        # Few rows lie in an area, so that these are looked for first.
        rows = np.flatnonzero(self.where[group])
        rows = rows[possible[self.codes[rows]]]
        return rows, self.where[group][rows]

    def _target(self, number: int, rows: Array, kind: Array) -> Array:
        target = self.kinds.target[number][kind]
        asks = self.kinds.asks_layer[number][kind]
        if not asks.any():
            return target
        near = self._placed(self.made.near[number], rows)
        asked = self.made.checks[number].term.target
        if asked is not None and not asked.complete:
            near = np.maximum(near, UNKNOWN)
        return np.where(asks, np.maximum(target, near), target)

    def _placed(self, group: int | None, rows: Array) -> Array:
        if group is None:
            return np.full(len(rows), YES)
        if group == NOWHERE:
            return np.full(len(rows), UNKNOWN)
        found: Array = self.where[group][rows]
        return found


def _together(parts: Sequence[tuple[Array, dict[str, Array]]], ids: pa.ChunkedArray) -> pa.Table:
    rows = np.concatenate([rows for rows, _ in parts])
    numbers = np.repeat(np.arange(len(parts), dtype=np.int32), [len(rows) for rows, _ in parts])
    columns = [ids.take(pa.array(rows)), pa.array(numbers)]
    for name in TESTS:
        columns.append(pa.array(np.concatenate([told[name] for _, told in parts])))
    return pa.Table.from_arrays(columns, schema=MATCHES)
