"""Who was looking when and where, for the days and the area of a check."""

from datetime import timedelta

import shapely

from troth.check.checks import Check
from troth.check.clocks import on_clocks
from troth.check.coverage import COLUMNS, Activity, activity, coverage
from troth.check.match import plan
from troth.checking.evidence import Evidence
from troth.model.finding import Coverage

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
        """The coverage of the days and districts of a check."""
        first, last = check.intervals[0].start, check.intervals[-1].end
        if first is None or last is None:
            return Coverage(0, 0, note="The time that is asked about has no beginning or no end.")
        until = (last - timedelta(microseconds=1)).date() + timedelta(days=1)
        return coverage(
            self.told(check.zone),
            since=first.date(),
            until=until,
            districts=self._met(check),
        )

    def _met(self, check: Check) -> list[str] | None:
        """The districts that the area of a check meets; None where they tell nothing."""
        if self._districts is None or not check.term.area:
            return None
        zones = plan([check], self._evidence.all_layers).zones
        shapes = [shapely.from_wkb(zone.shape) for zone in zones]
        found = [
            row["id"]
            for row in self._districts.select(["id", "geometry"]).to_pylist()
            if any(shapely.from_wkb(row["geometry"]).intersects(shape) for shape in shapes)
        ]
        return found or None
