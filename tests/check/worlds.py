"""Small worlds for the tests of checks: two parties, a few agreements, incidents made to order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import shapely

from troth.check.checks import Check, checks_of
from troth.model.agreement import Agreement, Area, AreaKind, Party, Target, Term, TermKind, Window
from troth.model.incident_table import INCIDENTS, LAYER

TODAY = date(2030, 1, 1)

NORTH = Party("north", "Northland", ("Northern forces",), ("Northern News Agency",))
SOUTH = Party("south", "Southland", ("Southern forces",), ("Southern News Agency",))

SQUARE = Area(
    AreaKind.POLYGON,
    rings=(((10.0, 50.0), (12.0, 50.0), (12.0, 52.0), (10.0, 52.0), (10.0, 50.0)),),
)
MARCH = Window(date(2025, 3, 1), date(2025, 4, 1), zone="Europe/Kyiv")


def term(**changes: Any) -> Term:
    """A prohibition of strikes on energy in the square in March."""
    values: dict[str, Any] = {
        "id": "no-strikes",
        "kind": TermKind.PROHIBITION,
        "bearers": ("north", "south"),
        "act": "strike",
        "text": "No strikes on energy in the square.",
        "target": Target(("energy",)),
        "area": (SQUARE,),
        "window": MARCH,
    }
    return Term(**{**values, **changes})


def agreement(*terms: Term, **changes: Any) -> Agreement:
    """A version of the truce of the square."""
    values: dict[str, Any] = {
        "id": "truce",
        "version": 1,
        "title": "Truce of the square",
        "in_force": date(2025, 3, 1),
        "parties": (NORTH, SOUTH),
        "sources": (),
        "terms": terms or (term(),),
    }
    return Agreement(**{**values, **changes})


def checks(*agreements: Agreement, today: date = TODAY) -> list[Check]:
    """What agreements ask for."""
    return checks_of(agreements or (agreement(),), today=today)[0]


def incident(number: int = 0, **changes: Any) -> dict[str, Any]:
    """A strike on a power plant inside the square on 10 March by the north, told by an agency."""
    start = datetime(2025, 3, 10, tzinfo=UTC).replace(tzinfo=None)
    values: dict[str, Any] = {
        "id": f"{number:064x}",
        "source": "viina",
        "family": "reuters",
        "row": str(number),
        "row_hash": f"{number:064x}",
        "file": "rows.csv",
        "line": number + 2,
        "act": "drone_strike",
        "by": ["Northland"],
        "by_all": True,
        "target": "power_plant",
        "longitude": 11.0,
        "latitude": 51.0,
        "precision_m": 0.0,
        "start": start,
        "end": start + timedelta(days=1),
        "clock": "local",
        "reported_by": ["Reuters"],
        "denied_by": [],
        "machine": False,
    }
    return {**values, **changes}


def table(*rows: dict[str, Any]) -> pa.Table:
    """Incidents as a table, what they do not tell being null."""
    return pa.Table.from_pylist(
        [{**dict.fromkeys(INCIDENTS.names), **row} for row in rows], INCIDENTS
    )


def layer(name: str, *features: dict[str, Any]) -> pa.Table:
    """A layer of places; each feature gives ``name`` and ``shape``, and dates if it has any."""
    rows = [
        {
            **dict.fromkeys(LAYER.names),
            "id": f"{name}-{number}",
            "layer": name,
            "names": [],
            "geometry": shapely.to_wkb(feature["shape"]),
            **{key: value for key, value in feature.items() if key != "shape"},
        }
        for number, feature in enumerate(features)
    ]
    return pa.Table.from_pylist(rows, LAYER)
