"""The published form of an agreement: plain JSON values, under the keys of its YAML file.

What is not told is left out, so that an empty list and a missing key are one and the same, and
whole numbers are written without a fraction: equal agreements give equal forms and equal hashes.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from troth.model.agreement import (
    Agreement,
    Area,
    AreaKind,
    Citation,
    Condition,
    Party,
    Pledge,
    Position,
    Side,
    Target,
    Term,
    TermReading,
    Window,
)
from troth.model.identity import content_id
from troth.model.reading import Amount
from troth.model.truth import Truth

Json = Any
"""A value that ``json`` can write."""

MET = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}
"""The words of a file for whether a condition is met."""


def agreement_form(agreement: Agreement) -> dict[str, Json]:
    """An agreement as JSON values, keys in the order in which a person would read them."""
    accepted = agreement.accepted
    return _told(
        agreement=agreement.id,
        version=agreement.version,
        title=agreement.title,
        in_force=_moment(agreement.in_force),
        ended=_moment(agreement.ended),
        draft=agreement.draft or None,
        accepted={"by": accepted[0], "on": _moment(accepted[1])} if accepted else None,
        parties=[_party(party) for party in agreement.parties],
        sources=[_citation(source) for source in agreement.sources],
        terms=[_term(term) for term in agreement.terms],
    )


def agreement_hash(agreement: Agreement) -> str:
    """The content id of an agreement: the same for the same terms, however its file is laid out."""
    return content_id("agreement", agreement_form(agreement))


def _told(**values: Json) -> dict[str, Json]:
    """What is told: neither nothing nor an empty list; ``since`` is called ``from`` in files."""
    names = {"since": "from"}
    return {
        names.get(key, key): value
        for key, value in values.items()
        if value is not None and value not in ([], "")
    }


def _moment(value: date | datetime | time | None) -> str | None:
    return value.isoformat() if value is not None else None


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _party(party: Party) -> dict[str, Json]:
    form = _told(id=party.id, name=party.name, names=list(party.names), voices=list(party.voices))
    return form | {"in_conflict": party.in_conflict}


def _citation(source: Citation) -> dict[str, Json]:
    return _told(
        id=source.id,
        title=source.title,
        url=source.url,
        publisher=source.publisher,
        published=_moment(source.published),
        document=source.document,
        span=list(source.span) if source.span else None,
    )


def _term(term: Term) -> dict[str, Json]:
    return _told(
        id=term.id,
        kind=term.kind.value,
        bearers=list(term.bearers),
        beneficiaries=list(term.beneficiaries),
        act=term.act,
        target=_target(term.target),
        area=_areas(term.area),
        window=_window(term.window),
        conditions=[_condition(item) for item in term.conditions],
        needs=list(term.needs),
        accepted_by=list(term.accepted_by),
        pledge=_pledge(term.pledge),
        text=term.text,
        sources=list(term.sources),
        readings=[_reading(item) for item in term.readings],
    )


def _reading(reading: TermReading) -> dict[str, Json]:
    form = _told(
        id=reading.id,
        holder=reading.holder,
        source=reading.source,
        note=reading.note,
        act=reading.act,
        target=_target(reading.target),
        window=_window(reading.window),
    )
    # An empty list told is not nothing told: everywhere, and on no condition.
    if reading.area is not None:
        form["area"] = _areas(reading.area)
    if reading.conditions is not None:
        form["conditions"] = [_condition(item) for item in reading.conditions]
    return form


def _target(target: Target | None) -> dict[str, Json] | None:
    if target is None:
        return None
    return _told(
        classes=list(target.classes),
        names=list(target.names),
        layer=target.layer,
        within_m=_number(target.within_m) or None,
        complete=target.complete or None,
    )


def _areas(areas: Iterable[Area]) -> list[Json]:
    return [_area(area) for area in areas]


def _area(area: Area) -> dict[str, Json]:
    outline, *holes = area.rings or ((),)
    return _told(
        place=area.name if area.of is AreaKind.PLACE else None,
        layer=area.layer,
        polygon=_positions(outline),
        holes=[_positions(hole) for hole in holes],
        line=_positions(area.line) if area.of is AreaKind.LINE else None,
        point=_positions(area.line)[0] if area.of is AreaKind.POINT else None,
        within_m=_number(area.within_m) or None,
        side=area.side.value if area.side is not Side.BOTH else None,
    )


def _positions(positions: Iterable[Position]) -> list[Json]:
    return [[_number(longitude), _number(latitude)] for longitude, latitude in positions]


def _window(window: Window | None) -> dict[str, Json] | None:
    if window is None:
        return None
    return _told(
        since=_moment(window.start),
        until=_moment(window.until),
        zone=window.zone,
        day_ends=_moment(window.day_ends),
        extensions=[
            _told(until=_moment(item.until), source=item.source) for item in window.extensions
        ],
        suspensions=[
            _told(since=_moment(item.since), until=_moment(item.until), source=item.source)
            for item in window.suspensions
        ],
    )


def _condition(condition: Condition) -> dict[str, Json]:
    return _told(text=condition.text, met=MET[condition.met], source=condition.source)


def _pledge(pledge: Pledge | None) -> dict[str, Json] | None:
    if pledge is None:
        return None
    return _told(
        promised=_amount(pledge.promised),
        allocated=_amount(pledge.allocated),
        delivered=_amount(pledge.delivered),
        deadline=_moment(pledge.deadline),
    )


def _amount(amount: Amount | None) -> dict[str, Json] | None:
    if amount is None:
        return None
    return {"amount": _number(amount.value), "currency": amount.currency}
