from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.model.kinds import acts, targets
from troth.model.reading_kinds import act_of, target_of
from troth.model.vocabulary import IncidentKind


@pytest.mark.parametrize("kind", IncidentKind)
def test_every_kind_of_incident_is_an_act(kind: IncidentKind) -> None:
    assert act_of(kind) in acts()


def test_a_killing_is_no_more_than_force_since_nothing_tells_of_whom() -> None:
    assert act_of(IncidentKind.KILLING) == "force"


def test_every_target_of_the_words_is_in_the_tree() -> None:
    text = files("troth.model").joinpath("target_words.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
    named = {line.split("\t")[1] for line in lines} - {""}
    assert named <= set(targets().codes)


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("each other's energy facilities", "energy"),
        ("an oil pumping station near the border", "pipeline"),
        ("The Nuclear  Power Plant", "nuclear_plant"),
        ("energy infrastructure, a power plant", "power_plant"),
        ("a school and a church", "civilian_object"),
        ("warships", "warship"),
        ("churches", "religious"),
    ],
)
def test_words_name_their_target(words: str, target: str) -> None:
    assert target_of(words) == target


@pytest.mark.parametrize(
    "words",
    ["", "a hospital and a power plant", "civilian infrastructure", "a town", "the export office"],
)
def test_words_that_name_no_one_kind_name_none(words: str) -> None:
    assert target_of(words) is None


@given(st.text(max_size=60))
def test_any_words_name_a_kind_or_none(words: str) -> None:
    assert target_of(words) in {None, *targets().codes}
