"""Who speaks at a cue: titles, appositions and what only looks like a speaker."""

import pytest

from tests.read.texts import document, only_statement
from troth.read import Reader


@pytest.mark.parametrize(
    "text",
    [
        "The report's lead author, doctoral candidate Ann Lee, said that the truce held.",
        "Another author, civil engineering professor Ann Lee, said that the truce held.",
        "Member of Parliament (MP) Ann Lee of the Reform Party said that the truce held.",
        '"The truce holds," said the university\'s chancellor, Ann Lee.',
    ],
)
def test_the_name_at_the_end_of_titles_is_who_speaks(reader: Reader, text: str) -> None:
    assert only_statement(reader.read(document(text))).speaker == ("Ann Lee",)


def test_the_subject_of_what_is_said_does_not_say_it(reader: Reader) -> None:
    text = "On the top floor, when the storm began, said the wall fell in."
    speakers = {name for item in reader.read(document(text)).statements for name in item.speaker}
    assert not speakers


@pytest.mark.parametrize(
    "text",
    [
        '"The truce," reads Judge Lind\'s ruling, "is still in force."',
        'Part of the judge\'s statement reads "the truce is still in force."',
        'The summary of the decision read in part: "The truce is still in force."',
        'A passage of Lind\'s verdict reads, "The truce is still in force."',
    ],
)
def test_a_document_speaks_for_whose_it_is(reader: Reader, text: str) -> None:
    reading = reader.read(document(f"Judge Karin Lind arrived in Geneva. {text}"))
    assert only_statement(reading).speaker == ("Karin Lind",)


@pytest.mark.parametrize("text", ['Ann Lee reads "The Truce" at night.', 'Ann Lee read "Peace".'])
def test_a_person_who_reads_says_nothing(reader: Reader, text: str) -> None:
    assert not reader.read(document(text)).statements


def test_who_does_something_by_shouting_shouts(reader: Reader) -> None:
    text = 'Members of the House of Commons protested by shouting "shame on you!" on Monday.'
    (name,) = only_statement(reader.read(document(text))).speaker
    assert name == "Members of the House of Commons"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The paper quoted Karin Lind as saying that the truce had held.", "Karin Lind"),
        ('"The truce holds," said a nurse using the pseudonym Karin.', "Karin"),
        ("Some of the villagers said that the truce had held.", "villagers"),
        ("The militant group, the Lake Front, said that the truce had held.", "Lake Front"),
        ("The Lake Front spoke. The government said that the truce had held.", "government"),
    ],
)
def test_who_is_named_beside_a_description_speaks(reader: Reader, text: str, speaker: str) -> None:
    assert only_statement(reader.read(document(text))).speaker == (speaker,)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The government of Norway met Ann Lee. The government statement said that it rained.",
            "government of Norway",
        ),
        (
            "The Bergen Department of Fisheries and Trade opened. "
            "The Department said that the quay was full.",
            "Bergen Department of Fisheries and Trade",
        ),
        (
            "The Bergen Department of Fisheries opened. They said that the quay was full.",
            "Bergen Department of Fisheries",
        ),
        ("Adviser Ann Lee came. DNSA Lee said that the quay was full.", "Ann Lee"),
        (
            "Norwegian judge says quay is full\n\nJudge Ann Lee visited the quay of Bergen.",
            "Ann Lee",
        ),
        ("Ann Lee rose. Local news reports said that the quay was full.", "Local news reports"),
    ],
)
def test_who_is_told_of_in_other_words_speaks(reader: Reader, text: str, speaker: str) -> None:
    assert only_statement(reader.read(document(text))).speaker == (speaker,)
