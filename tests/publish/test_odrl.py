import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hypothesis import given, settings

from tests.agreement_strategies import agreements
from tests.publish.test_agreements import AGREEMENT, TERM, with_term
from troth.model.agreement import (
    Agreement,
    Area,
    AreaKind,
    Pledge,
    Suspension,
    Target,
    Window,
)
from troth.model.kinds import acts
from troth.model.reading import Amount
from troth.publish.odrl import LEFT_OPERANDS, odrl, profile

OPERATORS = {"eq", "gt", "gteq", "hasPart", "isA", "isAllOf", "isAnyOf", "isNoneOf", "isPartOf"}
OPERATORS |= {"lt", "lteq", "neq"}
OWN_OPERANDS = {"dateTime", "spatial", "spatialCoordinates", "payAmount"}


def rules(agreement: Agreement) -> list[dict[str, Any]]:
    return [
        rule
        for policy in odrl(agreement)["@graph"]
        for key in ("permission", "prohibition", "obligation")
        for rule in policy.get(key, [])
    ]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        if value.get("@type") == "@json":
            return
        for item in value.values():
            yield from nodes(item)
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)


@settings(max_examples=30, deadline=None)
@given(agreements())
def test_what_the_information_model_requires_is_there(agreement: Agreement) -> None:
    """ODRL Information Model 2.2, sections 2.1, 2.5 and 2.6."""
    form = json.loads(json.dumps(odrl(agreement)))
    for policy in form["@graph"]:
        assert policy["@type"] in {"Agreement", "Offer", "Set"}
        assert policy["uid"]
        assert policy["profile"]
        assert {"permission", "prohibition", "obligation"} & set(policy)
    for rule in rules(agreement):
        assert rule["action"]
        assert rule["target"]
        assert rule["assigner"]
        assert rule["assignee"]
    for node in nodes(form):
        if "leftOperand" in node:
            assert node["operator"] in OPERATORS
            assert "rightOperand" in node
            left = node["leftOperand"]
            assert left in OWN_OPERANDS or left.removeprefix("troth:") in LEFT_OPERANDS
        if node.get("@type") == "LogicalConstraint":
            assert all("leftOperand" in item for item in node["or"]["@list"])


def test_a_rule_stands_once_for_each_bearer() -> None:
    (policy,) = odrl(with_term(accepted_by=("norland", "sudland")))["@graph"]
    assert policy["@type"] == "Agreement"
    first, second = policy["prohibition"]
    assert first["assignee"]["uid"] == "urn:troth:party:norland"
    assert [party["uid"] for party in first["assigner"]] == ["urn:troth:party:sudland"]
    assert second["assignee"]["uid"] == "urn:troth:party:sudland"
    assert first["action"] == "troth:strike"
    assert first["target"] == "troth:target:energy"


def test_what_is_not_accepted_is_an_offer_and_a_draft_a_set() -> None:
    assert odrl(AGREEMENT)["@graph"][0]["@type"] == "Offer"
    assert odrl(replace(AGREEMENT, draft=True))["@graph"][0]["@type"] == "Set"


def test_each_reading_is_a_policy() -> None:
    other = replace(TERM.readings[0], id="early", window=None)
    graph = odrl(with_term(readings=(other, *TERM.readings)))["@graph"]
    assert [policy["troth:reading"] for policy in graph] == ["early", "late"]
    starts = [
        policy["prohibition"][0]["constraint"][0]["rightOperand"]["@value"] for policy in graph
    ]
    assert starts == ["2025-03-17T22:00:00Z", "2025-03-25T00:00:00Z"]


def test_a_window_is_between_two_moments_outside_its_suspensions() -> None:
    window = Window(
        date(2025, 3, 1),
        datetime(2025, 4, 1, 12),
        suspensions=(Suspension(date(2025, 3, 5), date(2025, 3, 7)),),
    )
    found = rules(with_term(window=window, readings=()))[0]["constraint"]
    told = [(item["operator"], item["rightOperand"]["@value"]) for item in found[:2]]
    assert told == [("gteq", "2025-03-01T00:00:00Z"), ("lt", "2025-04-01T12:00:00Z")]
    after, before = found[2]["or"]["@list"]
    assert (after["operator"], after["rightOperand"]["@value"]) == ("gteq", "2025-03-07T00:00:00Z")
    assert (before["operator"], before["rightOperand"]["@value"]) == ("lt", "2025-03-05T00:00:00Z")


def test_an_area_is_a_place_or_geojson() -> None:
    ring = ((30.0, 45.0), (34.0, 45.0), (34.0, 49.0), (30.0, 45.0))
    area = (Area(AreaKind.PLACE, "seas", "Black Sea"), Area(AreaKind.POLYGON, rings=(ring,)))
    (union,) = rules(with_term(area=area, window=None, readings=()))[0]["constraint"]
    place, shape = union["or"]["@list"]
    assert place["leftOperand"] == "spatial"
    assert place["rightOperand"] == {"@id": "urn:troth:place:seas:Black%20Sea"}
    assert shape["leftOperand"] == "spatialCoordinates"
    assert shape["rightOperand"]["@value"]["geometry"]["type"] == "Polygon"


def test_several_targets_are_one_collection() -> None:
    target = Target(("refinery", "pipeline"), ("Kara mill",))
    found = rules(with_term(target=target))[0]["target"]
    assert found["@type"] == "AssetCollection"
    assert len(found["refinement"][0]["or"]["@list"]) == 2


def test_a_pledge_refines_its_act() -> None:
    pledge = Pledge(Amount(2_000_000_000, "EUR"), deadline=date(2025, 12, 31))
    rule = rules(with_term(pledge=pledge, window=None, readings=()))[0]
    (refinement,) = rule["action"]["refinement"]
    assert refinement["leftOperand"] == "payAmount"
    assert refinement["rightOperand"]["@value"] == "2000000000"
    assert refinement["unit"].endswith("EUR")
    assert "troth:delivered" not in rule["action"]
    assert rule["constraint"][0]["rightOperand"]["@value"] == "2026-01-01T00:00:00Z"


def test_the_profile_includes_every_act_in_use() -> None:
    actions = [item for item in profile()["@graph"] if item["@type"] == "Action"]
    assert [item["@id"] for item in actions] == [f"troth:{code}" for code in acts().codes]
    known = {item["@id"] for item in actions} | {"use"}
    assert all(item["includedIn"] in known for item in actions)
