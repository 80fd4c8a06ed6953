import pytest

from tests.read.texts import actor, document, only_statement
from troth.model import ActorKind
from troth.read import Reader


def names(reader: Reader, text: str) -> dict[str, ActorKind]:
    return {item.name: item.kind for item in reader.read(document(text)).actors}


def test_a_person_has_one_name_for_all_its_forms(reader: Reader) -> None:
    text = "Ann Lee spoke in Geneva. Lee said that the truce had held."
    lee = actor(reader.read(document(text)), "Ann Lee")
    assert lee.kind is ActorKind.PERSON
    assert lee.forms == ("Ann Lee", "Lee")
    assert [span.start for span in lee.mentions] == [0, 25]


def test_a_title_is_no_part_of_a_name(reader: Reader) -> None:
    assert "Ann Lee" in names(reader, "President Ann Lee said that the truce had held.")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Norway said that the truce had held.", "Norway"),
        ("Oslo said that it would send observers.", "Norway"),
        ("Norwegian soldiers counted the shots, Ann Lee said.", "Norway"),
    ],
)
def test_a_state_is_known_by_name_capital_and_adjective(
    reader: Reader, text: str, state: str
) -> None:
    assert names(reader, text)[state] is ActorKind.STATE


def test_a_capital_that_speaks_is_the_state(reader: Reader) -> None:
    (statement,) = reader.read(document("Oslo said that it would send observers.")).statements
    assert statement.speaker == ("Norway",)


def test_an_acronym_in_brackets_is_the_same_body(reader: Reader) -> None:
    body = "North Atlantic Treaty Organization"
    text = f"The {body} (NATO) met in Oslo. NATO said that the truce had held."
    (statement,) = reader.read(document(text)).statements
    assert statement.speaker == (body,)


def test_an_unnamed_source_is_an_actor_of_its_own(reader: Reader) -> None:
    found = names(reader, "A senior Ukrainian official said that the truce had held.")
    assert found["senior Ukrainian official"] is ActorKind.UNNAMED


def test_a_hyphen_ties_a_particle_to_the_name_behind_it(reader: Reader) -> None:
    text = "President Omar Hadi el-Karim said that the truce held."
    assert only_statement(reader.read(document(text))).speaker == ("Omar Hadi el-Karim",)


def test_a_name_that_goes_on_in_the_only_fuller_one_is_the_same_body(reader: Reader) -> None:
    text = "The Supreme Court of Norway met. The Supreme Court said that the truce held."
    assert only_statement(reader.read(document(text))).speaker == ("Supreme Court of Norway",)


def test_with_two_fuller_names_a_short_one_stays_apart(reader: Reader) -> None:
    text = (
        "The Supreme Court of Norway and the Supreme Court of Sweden met. "
        "The Supreme Court said that the truce held."
    )
    assert only_statement(reader.read(document(text))).speaker == ("Supreme Court",)


def test_a_surname_in_another_spelling_is_the_same_person(reader: Reader) -> None:
    text = "Spokesman Omar Haddad arrived in Geneva. The truce held, Hadad said."
    assert only_statement(reader.read(document(text))).speaker == ("Omar Haddad",)


def test_a_spelling_between_two_surnames_is_nobodys(reader: Reader) -> None:
    text = (
        "Minister Omar Haddad and President Ali Hadadi arrived in Geneva. "
        'The truce held, Hadad said. "Nobody broke it," Haddad said.'
    )
    speakers = {name for item in reader.read(document(text)).statements for name in item.speaker}
    assert "Hadad" in speakers


def test_a_name_does_not_go_on_in_the_next_paragraph(reader: Reader) -> None:
    text = "Talk with President of Norway Ann Lee\n\nAnn Lee said that the truce had held."
    assert only_statement(reader.read(document(text))).speaker == ("Ann Lee",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Voter Ann Lee said that the truce had held.", "Ann Lee"),
        ("Mei-ling Tam said that the truce had held.", "Mei-ling Tam"),
        (
            "The Parliament of Norway met. The Norwegian Parliament said that the truce had held.",
            "Parliament of Norway",
        ),
        (
            "The Committee to Protect Harbours said that the truce had held.",
            "Committee to Protect Harbours",
        ),
        (
            "The Court of England and Wales ruled that the truce had held.",
            "Court of England and Wales",
        ),
    ],
)
def test_a_name_has_all_its_words_and_no_title(reader: Reader, text: str, name: str) -> None:
    assert only_statement(reader.read(document(text))).speaker == (name,)


def test_a_surname_that_begins_a_double_one_is_not_its_first_name(reader: Reader) -> None:
    text = "The Lee-Harris Administration sent aid.\n\nPresident Lee said that the truce had held."
    (statement,) = reader.read(document(text)).statements
    assert statement.speaker == ("Lee",)


def test_a_surname_is_that_of_the_full_name_with_a_number(reader: Reader) -> None:
    text = (
        "Readout of Secretary Strand’s Call with Allies\n\n"
        "Secretary of Defense Bo K. Strand III said that the truce had held."
    )
    reading = reader.read(document(text))
    assert [a.name for a in reading.actors if a.kind == "person"] == ["Bo K. Strand III"]


def test_an_organ_is_named_with_those_whom_it_is_for(reader: Reader) -> None:
    full = "Steering Committee of the Rail Platform for Mali"
    text = (
        f"Ann Lee praised the work of the {full}. "
        "The Steering Committee said that repairs would go on."
    )
    assert reader.read(document(text)).statements[-1].speaker == (full,)
