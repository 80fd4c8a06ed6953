"""Deeds of parses that are written down here, so that no pipeline has a say in them."""

import pytest
import spacy
from spacy.tokens import Doc, Token

from troth.read.deeds import deed_of, is_passive, main_as_attribute, names_deed, objects_of

Word = tuple[str, str, str, int]
"""A word with its tag, its dependency and the number of its head."""


VOCABULARY = spacy.blank("en").vocab


def parsed(*words: Word) -> Doc:
    """A sentence with this parse."""
    texts, tags, deps, heads = zip(*words, strict=True)
    return Doc(VOCABULARY, words=list(texts), tags=list(tags), deps=list(deps), heads=list(heads))


def told(token: Token) -> str | None:
    """The type of what a verb tells of."""
    deed = deed_of(token)
    return deed.plover if deed else None


NAME: Word = ("Chad", "NNP", "nsubj", 1)


@pytest.mark.parametrize(
    ("noun", "plover"),
    [
        ("aid", "SANCTION/discontinue"),
        ("attacks", "RETREAT/ceasefire"),
        ("sanctions", "RETREAT"),
    ],
)
def test_to_end_something_is_its_contrary(noun: str, plover: str) -> None:
    doc = parsed(NAME, ("stopped", "VBD", "ROOT", 1), (noun, "NNS", "obj", 1))
    assert told(doc[1]) == plover


def test_a_verb_that_begins_leads_to_what_it_begins() -> None:
    doc = parsed(
        NAME,
        ("began", "VBD", "ROOT", 1),
        ("to", "TO", "mark", 3),
        ("withdraw", "VB", "xcomp", 1),
    )
    assert told(doc[1]) == "RETREAT/withdraw"


def test_force_that_is_prepared_is_mobilization() -> None:
    doc = parsed(
        NAME,
        ("prepared", "VBD", "ROOT", 1),
        ("to", "TO", "mark", 3),
        ("attack", "VB", "xcomp", 1),
    )
    assert told(doc[1]) == "MOBILIZE/troops"


def test_who_is_prepared_to_is_willing() -> None:
    doc = parsed(
        NAME,
        ("is", "VBZ", "aux:pass", 2),
        ("prepared", "VBN", "ROOT", 2),
        ("to", "TO", "mark", 4),
        ("withdraw", "VB", "xcomp", 2),
    )
    assert told(doc[2]) == "AGREE"
    assert not is_passive(doc[2])


def test_force_on_a_condition_is_a_threat() -> None:
    doc = parsed(
        ("Chad", "NNP", "nsubj", 2),
        ("will", "MD", "aux", 2),
        ("attack", "VB", "ROOT", 2),
        ("if", "IN", "mark", 5),
        ("they", "PRP", "nsubj", 5),
        ("stay", "VBP", "advcl", 2),
    )
    assert told(doc[2]) == "THREATEN"


def test_a_blocked_road_is_a_protest_when_civilians_block_it() -> None:
    def blocked(who: str) -> str | None:
        return told(
            parsed(
                (who, "NNS", "nsubj", 1), ("blocked", "VBD", "ROOT", 1), ("roads", "NNS", "obj", 1)
            )[1]
        )

    assert blocked("Farmers") == "PROTEST/obstruct"
    assert blocked("Soldiers") == "COERCE/restrict"


def test_a_main_verb_that_was_taken_for_an_attribute_has_subject_and_object() -> None:
    doc = parsed(
        ("Chad", "NNP", "nsubj", 1),
        ("mobilized", "VBN", "amod", 2),
        ("reservists", "NNS", "ROOT", 2),
    )
    assert main_as_attribute(doc[1]) == doc[0]
    assert objects_of(doc[1]) == [doc[2]]
    assert not is_passive(doc[1])


def test_an_attribute_stays_one_where_the_sentence_has_a_verb() -> None:
    doc = parsed(
        ("The", "DT", "det", 2),
        ("captured", "VBN", "amod", 2),
        ("soldiers", "NNS", "nsubj", 3),
        ("escaped", "VBD", "ROOT", 3),
    )
    assert main_as_attribute(doc[1]) is None


def test_a_verb_of_no_table_tells_of_nothing() -> None:
    doc = parsed(NAME, ("outnumbers", "VBZ", "ROOT", 1), ("Togo", "NNP", "obj", 1))
    assert deed_of(doc[1]) is None


def test_a_noun_names_a_deed_or_what_it_is_done_to() -> None:
    doc = parsed(("curfew", "NN", "ROOT", 0), ("bridge", "NN", "obj", 0), ("table", "NN", "obj", 0))
    assert names_deed(doc[0])
    assert not names_deed(doc[2])
