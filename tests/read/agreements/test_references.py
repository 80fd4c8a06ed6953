import pytest

from tests.read.agreements.texts import AGREEMENT, with_term
from troth.read.agreements import AgreementError, loads
from troth.read.agreements.references import PlaceNames, reference_troubles
from troth.read.agreements.tree import read_tree

PLACES: PlaceNames = {
    "seas": frozenset({"Black Sea", "Sea of Azov"}),
    "districts": frozenset({"Kolm Oblast"}),
}


def told(text: str, places: PlaceNames | None = None) -> list[tuple[str, str | None]]:
    with pytest.raises(AgreementError) as caught:
        loads(text, places)
    return [(fault.path, fault.nearest) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("more", "path", "nearest"),
    [
        ("area: [{place: Blak Sea, layer: seas}]", "terms[0].area[0].place", "Black Sea"),
        ("area: [{place: Black Sea, layer: sees}]", "terms[0].area[0].layer", "seas"),
        ("target: {layer: distrits}", "terms[0].target.layer", "districts"),
        (
            "readings: [{id: r, holder: norland, area: [{place: Qqq, layer: seas}]}]",
            "terms[0].readings[0].area[0].place",
            None,
        ),
    ],
)
def test_an_unknown_place_is_told(more: str, path: str, nearest: str | None) -> None:
    assert told(with_term(more), PLACES) == [(path, nearest)]


def test_known_places_are_no_fault() -> None:
    more = "area: [{place: Black Sea, layer: seas}, {layer: districts}]\ntarget: {layer: seas}"
    assert loads(with_term(more), PLACES).terms[0].area[0].name == "Black Sea"


def test_places_are_not_looked_at_when_none_are_known() -> None:
    assert loads(with_term("area: [{place: Nowhere, layer: nothing}]"))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (AGREEMENT.replace("id: sudland", "id: norland"), "parties[1].id"),
        (
            AGREEMENT.replace("title: The text of Kolm}", "title: T}\n  - {id: text, title: U}"),
            "sources[1].id",
        ),
        (AGREEMENT + AGREEMENT[AGREEMENT.index("  - id: quiet") :], "terms[1].id"),
        (
            with_term("readings: [{id: r, holder: norland}, {id: r, holder: sudland}]"),
            "terms[0].readings[1].id",
        ),
        (with_term("needs: [norland, norland]"), "terms[0].needs[1]"),
    ],
)
def test_an_id_that_stands_twice_is_told(text: str, path: str) -> None:
    assert path in [found for found, _ in told(text)]


@pytest.mark.parametrize(
    ("party", "path"),
    [
        ("{id: s, name: NORLAND}", "parties[1].name"),
        ("{id: s, name: S, names: [x, norland ARMY]}", "parties[1].names[1]"),
        ("{id: s, name: S, voices: [norland radio]}", "parties[1].voices[0]"),
    ],
)
def test_a_name_leads_to_one_party_alone(party: str, path: str) -> None:
    text = AGREEMENT.replace("{id: sudland, name: Sudland}", party).replace(", sudland]", "]")
    assert told(text) == [(path, None)]


def test_a_party_may_use_its_own_name_twice() -> None:
    text = AGREEMENT.replace("names: [Norland army]", "names: [norland, NORLAND]")
    assert loads(text).parties[0].names == ("norland", "NORLAND")


@pytest.mark.parametrize("text", ["terms: 3", "parties: [1, {id: 2}, {names: 3}]", "terms: [[]]"])
def test_values_of_any_form_are_looked_at(text: str) -> None:
    assert isinstance(reference_troubles(read_tree(text).root, PLACES), list)


def test_sources_of_windows_are_looked_at() -> None:
    more = (
        "window: {from: 2025-03-01, until: 2025-04-01,"
        " extensions: [{until: 2025-05-01, source: x}]}"
    )
    assert told(with_term(more)) == [("terms[0].window.extensions[0].source", None)]
