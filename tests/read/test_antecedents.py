"""Whom a pronoun or a role can mean, by where its antecedent stands."""

import pytest

from tests.read.texts import document, only_statement
from troth.read import Reader


@pytest.mark.parametrize(
    "text",
    [
        "Bo Strand left Geneva. Speaking to Ann Lee of the Herald, he said that the truce held.",
        "Bo Strand left Geneva. In a long letter to Ann Lee, he said that the truce held.",
    ],
)
def test_who_is_spoken_to_in_an_opening_phrase_is_not_who_speaks(reader: Reader, text: str) -> None:
    assert only_statement(reader.read(document(text))).speaker == ("Bo Strand",)


def test_the_subject_of_a_relative_clause_gives_way_to_the_main_subject(reader: Reader) -> None:
    text = (
        "Bo Strand signed the pact in Geneva in which Ann Lee became minister. "
        '"Nobody will remove me," he declared.'
    )
    assert only_statement(reader.read(document(text))).speaker == ("Bo Strand",)


def test_he_is_no_unnamed_woman(reader: Reader) -> None:
    text = "Bo Strand arrived in Geneva. A woman waited there. He said that the truce held."
    assert only_statement(reader.read(document(text))).speaker == ("Bo Strand",)


@pytest.mark.parametrize("role", ["commissioner", "chairwoman", "prosecutor", "archbishop"])
def test_an_office_refers_back_to_its_holder(reader: Reader, role: str) -> None:
    text = f"{role.title()} Ann Lee arrived in Geneva. The {role} said that the truce held."
    assert only_statement(reader.read(document(text))).speaker == ("Ann Lee",)


def test_a_noun_means_the_body_that_was_the_subject_before_one_only_named(reader: Reader) -> None:
    text = (
        "The Court of Appeal upheld the truce. Its work is watched by the Court of Justice. "
        "The court said that the truce held."
    )
    assert only_statement(reader.read(document(text))).speaker == ("Court of Appeal",)


def test_the_holder_of_a_lower_office_is_not_called_by_the_higher_one(reader: Reader) -> None:
    text = (
        "Vice President Ann Lee met President Bo Strand in Geneva. "
        "The Vice President said that the truce held."
    )
    assert only_statement(reader.read(document(text))).speaker == ("Ann Lee",)


def test_the_leaders_of_a_call_are_all_that_the_headline_joins(reader: Reader) -> None:
    text = (
        "Readout of President Lee’s Call with President Strand of Norway, Chancellor Roth of "
        "Austria, and Prime Minister Diaz of Peru\n\n"
        "President Lee briefed leaders on his trip. The leaders agreed to share fuel."
    )
    statement = reader.read(document(text)).statements[-1]
    assert statement.speaker == ("Lee", "Strand", "Roth", "Diaz")


def test_the_leaders_of_a_call_are_all_that_its_first_sentence_joins(reader: Reader) -> None:
    text = (
        "Readout of President Lee’s Call with Allies\n\n"
        "President Ann Lee spoke today with President Bo Strand of Norway, Prime Minister Carl "
        "Diaz of Peru, and Chancellor Eva Roth. The leaders agreed to share fuel."
    )
    statement = only_statement(reader.read(document(text)))
    assert statement.speaker == ("Ann Lee", "Bo Strand", "Carl Diaz", "Eva Roth")


def test_the_leaders_of_a_call_are_the_listed_participants(reader: Reader) -> None:
    text = (
        "Readout of President Lee’s Video Call with Leaders\n\n"
        "President Lee held a video call with leaders today. They agreed to share fuel.\n\n"
        "Participants in the call included Prime Minister Carl Diaz of Peru, President Bo Strand "
        "of Norway, and Chancellor Eva Roth of Austria."
    )
    statement = only_statement(reader.read(document(text)))
    assert statement.speaker == ("Lee", "Carl Diaz", "Bo Strand", "Eva Roth")


def test_somebody_s_spokesman_is_not_himself(reader: Reader) -> None:
    text = "Bo Strand arrived in Geneva. A Strand spokesman said that the truce held."
    assert only_statement(reader.read(document(text))).speaker == ("Strand spokesman",)
