import json

from tests.publish.sample import judgement, sample_reading
from troth.model import record_form
from troth.publish.judgements import rulings

READING = sample_reading()
STATEMENT = READING.statements[0]
FORM = record_form(STATEMENT)


def test_a_correction_shows_both_values_of_what_it_changes() -> None:
    given = {**FORM, "act": "promise", "on": "2031-05-07"}
    judged = judgement(READING, "statement", STATEMENT, correction=json.dumps(given))
    assert rulings([judged], FORM)[0].changes == (
        ("act", "offer", "promise"),
        ("on", "unknown", "2031-05-07"),
    )


def test_lists_and_spans_of_a_correction_are_their_words() -> None:
    given = {"speaker": [], "cue": {"text": "told", "span": [0, 4]}}
    judged = judgement(READING, "statement", STATEMENT, correction=json.dumps(given))
    assert rulings([judged], FORM)[0].changes == (
        ("speaker", "Ada Brandt", "none"),
        ("cue", "said", "told"),
    )


def test_a_correction_that_is_no_form_is_shown_as_written() -> None:
    judged = judgement(READING, "statement", STATEMENT, correction="it was a promise")
    assert rulings([judged], FORM)[0].changes == (("everything", "", "it was a promise"),)


def test_a_judgement_keeps_who_when_and_why() -> None:
    ruling = rulings([judgement(READING, "statement", STATEMENT)], FORM)[0]
    assert (ruling.verdict, ruling.by, ruling.reason) == (
        "accepted",
        "R. Viewer",
        "Heard the recording.",
    )
    assert ruling.at == "9 May 2031, 08:30 UTC"
