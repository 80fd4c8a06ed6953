"""Who was looking when and where, for the days and the area of a check."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import shapely

from troth.check.checks import Check
from troth.check.clocks import on_clocks
from troth.check.coverage import COLUMNS, Activity, activity, coverage
from troth.check.match import NOWHERE, plan
from troth.checking.evidence import Evidence
from troth.model.finding import Coverage, SourceActivity

NO_DISTRICTS = (
    "The record has no districts that make up the area, so nobody can be said to have looked there."
)

WHOLE = 0.99
"""Share of an area that districts must make up; borders of two sources never meet exactly."""

DISTRICTS = "districts"
"""The layer of places by which coverage is counted, where a record has it."""


class Watched:
    """Who was looking when and where, for the area of any check, from the evidence itself.

    Args:
        evidence: of the record.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._districts = evidence.layer(DISTRICTS)
        self._told: dict[str, Activity] = {}

    def told(self, zone: str) -> Activity:
        """What sources reported on each day of a zone's clocks; counted once for each zone."""
        if zone not in self._told:
            batches = on_clocks(self._evidence.batches(columns=COLUMNS), zone)
            self._told[zone] = activity(batches, districts=self._districts)
        return self._told[zone]

    def coverage(self, check: Check) -> Coverage:
        """The coverage of the days and districts of a check, suspensions left out.

        In a term with an area, the districts must make up all of it: where they do not, nobody can
        be said to have looked there.
        """
        parts = []
        for interval in check.intervals:
            if interval.start is None or interval.end is None:
                return Coverage(0, 0, note="The time asked about has no beginning or no end.")
            until = (interval.end - timedelta(microseconds=1)).date() + timedelta(days=1)
            parts.append(self._between(interval.start.date(), until, check))
        return together(parts)

    def everywhere(self, since: date, until: date, zone: str) -> Coverage:
        """The coverage of every district of the record, for what has no area of its own."""
        told = self.told(zone)
        if self._districts is None:
            return nowhere(coverage(told, since=since, until=until), NO_DISTRICTS)
        names = self._districts["id"].to_pylist()
        return coverage(told, since=since, until=until, districts=names)

    def _between(self, since: date, until: date, check: Check) -> Coverage:
        told = self.told(check.zone)
        if not check.term.area:
            return coverage(told, since=since, until=until)
        met = self._met(check)
        if met is None:
            return nowhere(coverage(told, since=since, until=until), NO_DISTRICTS)
        return coverage(told, since=since, until=until, districts=met)

    def _met(self, check: Check) -> list[str] | None:
        """The districts that the area of a check meets; None unless they make up all of it."""
        made = plan([check], self._evidence.all_layers)
        if self._districts is None or made.area[0] in {None, NOWHERE}:
            return None
        zones = [zone for zone in made.zones if zone.group == made.area[0]]
        area = shapely.union_all([shapely.from_wkb(zone.shape) for zone in zones])
        rows = self._districts.select(["id", "geometry"]).to_pylist()
        shapes = {row["id"]: shapely.from_wkb(row["geometry"]) for row in rows}
        met = {name: shape for name, shape in shapes.items() if shape.intersects(area)}
        covered = shapely.union_all(list(met.values())).intersection(area).area
        return list(met) if met and covered >= WHOLE * area.area else None


def nowhere(seen: Coverage, why: str) -> Coverage:
    """The same activity of sources, where nobody can be said to have looked."""
    return replace(seen, observed=0, note=f"{why} {seen.note}".strip())


def together(parts: Sequence[Coverage]) -> Coverage:
    """The coverage of several times as one."""
    if len(parts) == 1:
        return parts[0]
    sources = [
        _one([item for part in parts for item in part.sources if item.source == name])
        for name in dict.fromkeys(item.source for part in parts for item in part.sources)
    ]
    return Coverage(
        cells=sum(part.cells for part in parts),
        observed=sum(part.observed for part in parts),
        sources=tuple(sources),
        gaps=tuple(gap for part in parts for gap in part.gaps),
        note=" ".join(dict.fromkeys(part.note for part in parts)),
    )


def _one(items: Sequence[SourceActivity]) -> SourceActivity:
    """What one source told in several times."""
    return replace(
        items[0],
        rows=sum(item.rows for item in items),
        days=sum(item.days for item in items),
        of_days=sum(item.of_days for item in items),
    )
