from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from tests.agreement_strategies import agreements
from tests.read.agreements.texts import AGREEMENT
from troth.model.agreement import Agreement
from troth.model.kinds import acts
from troth.read.agreements import json_schema, to_form
from troth.read.agreements.schema import keys_at

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def parsed(text: str) -> Any:
    """As an editor's YAML 1.2 core schema would have it: days stay text."""
    loader: Any = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith("timestamp")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=loader)


def test_the_schema_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_an_agreement_fits_the_schema() -> None:
    VALIDATOR.validate(parsed(AGREEMENT))


@settings(max_examples=15, deadline=None)
@given(agreements())
def test_every_form_fits_the_schema(agreement: Agreement) -> None:
    VALIDATOR.validate(to_form(agreement))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("act: strike", "act: strke"),
        ("kind: prohibition", "kind: ban"),
        ("title: Truce", "tittle: Truce"),
        ("in_force: 2025-03-18", "in_force: [2025]"),
    ],
)
def test_an_editor_sees_what_is_wrong(before: str, after: str) -> None:
    assert not VALIDATOR.is_valid(parsed(AGREEMENT.replace(before, after)))


def test_the_schema_lists_the_acts() -> None:
    act = json_schema()["$defs"]["TermForm"]["properties"]["act"]
    assert act["anyOf"][0]["enum"] == list(acts().codes)


def test_every_key_is_described() -> None:
    schema = json_schema()
    for form in [schema, *schema["$defs"].values()]:
        for name, key in form["properties"].items():
            if form["title"] != "AcceptedForm":
                assert key.get("description"), (form["title"], name)


def test_keys_are_known_at_every_path() -> None:
    assert "terms" in keys_at(())
    assert "from" in keys_at(("terms", 3, "readings", 0, "window"))
    assert keys_at(("terms", 0, "act")) == ()
    assert keys_at(("nothing",)) == ()
