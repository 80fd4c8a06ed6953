"""Fifty terms with real places, for the benchmark of checking: no agreement has them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from benchmarks import places
from troth.check.checks import Check, checks_of
from troth.check.match import Plan, plan
from troth.model.agreement import (
    Agreement,
    Area,
    AreaKind,
    Party,
    Target,
    Term,
    TermKind,
    Window,
)

IN_FORCE = date(2022, 12, 1)
TODAY = date(2026, 6, 1)
ZONE = "Europe/Kyiv"

AT_A_STATION_M = 5_000.0
AT_THE_FRONT_M = 15_000.0

ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("strike", ("energy",)),
    ("force", ()),
    ("aerial_strike", ("infrastructure",)),
    ("strike", ("civilian_object", "civilians")),
    ("drone_strike", ()),
)
"""Acts and targets, in turn; no class is any target."""

WINDOWS: tuple[tuple[date, int], ...] = (
    (date(2025, 3, 18), 30),
    (date(2025, 4, 19), 2),
    (date(2024, 1, 1), 366),
    (date(2023, 7, 1), 90),
    (date(2025, 5, 8), 3),
    (date(2023, 1, 1), 3 * 365),
)
"""First days and lengths in days, in turn: of an energy truce, two holiday truces, a year and so
on."""


def truce(made: Mapping[str, pa.Table]) -> Agreement:
    """Fifty prohibitions, for one party each, of acts against targets in windows and areas."""
    terms = []
    for number, area in enumerate(_areas(made)):
        act, classes = ASKED[number % len(ASKED)]
        first, days = WINDOWS[number % len(WINDOWS)]
        window = Window(first, first + timedelta(days=days), ZONE)
        changes: dict[str, Any] = {
            "act": act,
            "target": Target(classes) if classes else None,
            "window": window,
            "bearers": (("north", "south")[number // 3 % 2],),
        }
        terms.append(replace(_any_force(number, area), **changes))
    return _agreement("mixed", terms)


def anything(made: Mapping[str, pa.Table]) -> Agreement:
    """The same areas, for any force of one party at any time."""
    terms = [_any_force(number, area) for number, area in enumerate(_areas(made))]
    return _agreement("anything", terms)


def planned(agreement: Agreement, made: Mapping[str, pa.Table]) -> Plan:
    """The checks that the agreement asks for, made ready."""
    checks: list[Check] = checks_of([agreement], today=TODAY)[0]
    return plan(checks, made)


def _areas(made: Mapping[str, pa.Table]) -> list[Area]:
    named = [
        Area(AreaKind.PLACE, layer=layer, name=name)
        for layer in (places.DISTRICTS, places.SEAS)
        for name in made[layer]["name"].to_pylist()
    ]
    stations = [
        Area(AreaKind.LAYER, layer=layer, within_m=AT_A_STATION_M)
        for layer in made
        if layer.startswith(places.POWER)
    ]
    front = Area(AreaKind.LAYER, layer=places.FRONT, within_m=AT_THE_FRONT_M)
    return [*named, *stations, front]


def _any_force(number: int, area: Area) -> Term:
    return Term(
        id=f"term-{number}",
        kind=TermKind.PROHIBITION,
        bearers=("north",),
        act="force",
        text="A term of a benchmark.",
        area=(area,),
        window=Window(None, None, ZONE),
    )


def _agreement(name: str, terms: list[Term]) -> Agreement:
    parties = (Party("north", "Northland"), Party("south", "Southland"))
    return Agreement(name, 1, "A benchmark", IN_FORCE, parties, (), tuple(terms))
