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
