"""The five tests again, one incident at a time and in the plainest way, to compare with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import shapely

from troth.check.checks import Check
from troth.check.match import NOWHERE, Plan
from troth.check.zones import LADDER_M, pieces_of
from troth.model.kinds import acts, targets
from troth.model.truth import Truth


def plainly(row: Mapping[str, Any], made: Plan, number: int) -> dict[str, Truth]:
    """The outcome of each test of one incident against one check."""
    check = made.checks[number]
    return {
        "act": _act(check.term.act, row["act"], row["act_probability"]),
        "target": _target(row, made, number),
        "area": _placed(row, made, made.area[number]),
        "window": _window(row, check),
        "party": _party(row, check),
    }


def _labelled(value: Truth, probability: float | None) -> Truth:
    return value if probability is None or probability >= 0.8 else Truth.UNKNOWN


def _act(asked: str, told: str | None, probability: float | None) -> Truth:
    value = acts().covers(asked, told)
    if probability is None or probability >= 0.8 or told is None or told not in acts():
        return value
    apart = acts().line(told)[-1] != acts().line(asked)[-1]
    return Truth.NO if apart and probability >= 0.5 else Truth.UNKNOWN


def _target(row: Mapping[str, Any], made: Plan, number: int) -> Truth:
    asked = made.checks[number].term.target
    if asked is None:
        return Truth.YES
    said = [Truth.NO]
    if asked.classes:
        best = max(targets().covers(item, row["target"]) for item in asked.classes)
        told = _labelled(best, row["target_probability"])
        if told is not Truth.UNKNOWN:
            return told
        said.append(told)
    if asked.names:
        name = row["target_name"]
        wanted = {item.casefold() for item in asked.names}
        said.append(
            Truth.UNKNOWN if name is None else Truth.YES if name.casefold() in wanted else Truth.NO
        )
    if asked.layer:
        near = _placed(row, made, made.near[number])
        said.append(near if asked.complete else max(near, Truth.UNKNOWN))
    return max(said)


def _placed(row: Mapping[str, Any], made: Plan, group: int | None) -> Truth:
    if group is None:
        return Truth.YES
    if group == NOWHERE or row["longitude"] is None or row["precision_m"] is None:
        return Truth.UNKNOWN
    steps = [step for step, radius in enumerate(LADDER_M) if radius >= row["precision_m"]]
    if not steps:
        return Truth.UNKNOWN
    pieces = pieces_of(made.zones, steps[0])
    point = shapely.Point(row["longitude"], row["latitude"])
    told = [Truth.NO]
    for zone, outer, inner in zip(made.zones, pieces.outer, pieces.inner, strict=True):
        if zone.group == group:
            inside = inner.intersects(point)
            here = Truth.YES if inside else Truth.UNKNOWN if outer.intersects(point) else Truth.NO
            told.append(min(here, _stands(row, zone.since, zone.until)))
    return max(told)


def _stands(row: Mapping[str, Any], since: Any, until: Any) -> Truth:
    low = datetime.combine(since, datetime.min.time()) if since else datetime.min
    high = datetime.combine(until, datetime.min.time()) if until else datetime.max
    return _between(row["start"], row["end"], low, high)


def _window(row: Mapping[str, Any], check: Check) -> Truth:
    intervals = check.intervals if row["clock"] == "local" else check.intervals_utc()
    return max(
        (
            _between(row["start"], row["end"], item.start or datetime.min, item.end or datetime.max)
            for item in intervals
        ),
        default=Truth.NO,
    )


def _between(start: Any, end: Any, low: datetime, high: datetime) -> Truth:
    start = start or datetime.min
    end = end or datetime.max
    if end < start:
        start, end = datetime.min, datetime.max
    if start == end:
        return Truth.YES if low <= start < high else Truth.NO
    if low <= start and end <= high:
        return Truth.YES
    return Truth.UNKNOWN if start < high and end > low else Truth.NO


def _party(row: Mapping[str, Any], check: Check) -> Truth:
    known = {
        form.casefold(): party.id
        for party in check.agreement.parties
        for form in (party.id, party.name, *party.names)
    }
    found = {known.get(name.casefold()) for name in row["by"]}
    if not found:
        return Truth.UNKNOWN
    if check.bearer in found and (row["by_all"] or len(found) == 1):
        return Truth.YES
    return Truth.UNKNOWN if check.bearer in found or None in found else Truth.NO
