"""Values of the model as plain JSON values."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from troth.model.agreement import Party, TermKind
from troth.model.plain import plain
from troth.model.span import Span
from troth.model.truth import Truth


def test_every_value_can_be_written() -> None:
    told = {
        "day": date(2025, 3, 1),
        "moment": datetime(2025, 3, 1, 12),
        "sum": Decimal("2.50"),
        "truth": (Truth.YES, Truth.UNKNOWN),
        "kind": TermKind.OBLIGATION,
        "span": Span("a truce", 2, 7),
        "party": Party("north", "Northland", ("N",)),
        "none": None,
    }
    assert json.loads(json.dumps(plain(told))) == {
        "day": "2025-03-01",
        "moment": "2025-03-01T12:00:00",
        "sum": "2.50",
        "truth": ["yes", "unknown"],
        "kind": "obligation",
        "span": {"text": "truce", "span": [2, 7]},
        "party": {
            "id": "north",
            "name": "Northland",
            "names": ["N"],
            "voices": [],
            "in_conflict": True,
        },
        "none": None,
    }


def test_what_cannot_be_written_is_an_error() -> None:
    with pytest.raises(TypeError):
        plain(object())
