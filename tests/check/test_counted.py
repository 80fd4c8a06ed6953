from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.check.counted import counted_claims
from troth.model import Act, Document, Form, Statement
from troth.model.agreement import Interval, Party
from troth.model.claim import ClaimQuery, Quantity
from troth.model.kinds import acts

NIGHT = Interval(datetime(2025, 3, 27, 12), datetime(2025, 3, 28, 12))
RURITANIA = Party("r", "Ruritania", ("Ruritanian",))


def claims(text: str, *, on: date | None = None, said: str | None = None) -> list[ClaimQuery]:
    document = Document(f"It said: {text}", "a.txt", published=date(2025, 3, 28))
    content = (document.span(9, 9 + len(text)),)
    statement = Statement(("The Air Force",), None, None, content, Form.INDIRECT, Act.ASSERT, said)
    return counted_claims(statement, document, on=on, parties=[RURITANIA])


def told(text: str) -> list[tuple[str, Quantity | None, Quantity | None]]:
    return [(claim.act, claim.weapons, claim.stopped) for claim in claims(text)]


def exactly(number: int) -> Quantity:
    return Quantity(number, number)


@pytest.mark.parametrize(
    ("text", "used", "stopped"),
    [
        ("117 drones, 56 shot down", 117, 56),
        ("Ruritania launched 163 drones, of which 89 were destroyed", 163, 89),
        ("it intercepted 56 of the 117 drones", 117, 56),
        ("56 of 117 drones were shot down", 117, 56),
        ("it fired 117 attack drones and 42 of them were downed.", 117, 42),
        ("it sent 1,117 drones; nothing else happened", 1117, None),
        ("it launched forty-two UAVs", 42, None),
        ("42 drones shot down", None, 42),
        ("the Air Force downed 42 drones", None, 42),
    ],
)
def test_numbers_of_drones_are_read(text: str, used: int | None, stopped: int | None) -> None:
    wanted = tuple(None if number is None else exactly(number) for number in (used, stopped))
    assert told(text) == [("drone_strike", *wanted)]


def test_each_weapon_is_a_claim_of_its_own() -> None:
    assert told("it sent 86 drones and fired 3 missiles and 40 shells") == [
        ("drone_strike", exactly(86), None),
        ("missile_strike", exactly(3), None),
        ("shelling", exactly(40), None),
    ]


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("at least 100", Quantity(100, None)),
        ("more than 100", Quantity(101, None)),
        ("up to 100", Quantity(None, 100)),
        ("fewer than 100", Quantity(None, 99)),
    ],
)
def test_bounds_are_read(words: str, quantity: Quantity) -> None:
    assert told(f"it launched {words} drones") == [("drone_strike", quantity, None)]


@pytest.mark.parametrize(
    "text",
    [
        "it has 300 drones",
        "about 100 drones were launched",
        "it did not launch 117 drones, 56 shot down",
        "it would have launched 100 drones",
        "117 drones and missiles were launched, 80 shot down",
        "42 people were killed when drones were shot down",
        "it launched 5 drones and 6 drones",
        "it launched a $2 million drone",
        "it launched drones",
    ],
)
def test_what_does_not_parse_is_no_claim(text: str) -> None:
    assert claims(text) == []


def test_what_was_destroyed_besides_is_not_what_was_stopped() -> None:
    assert told("it attacked with 20 drones, leaving 12 destroyed houses") == [
        ("drone_strike", exactly(20), None)
    ]


def test_a_claim_has_its_words() -> None:
    (claim,) = claims("Ruritania launched 163 drones, of which 89 were destroyed, it added")
    assert claim.text.text == "163 drones, of which 89 were destroyed"
    assert claim.claimant == ("The Air Force",)


def test_overnight_is_from_noon_to_noon() -> None:
    (claim,) = claims("it launched 163 drones overnight")
    assert (claim.widest, claim.narrowest, claim.open) == (NIGHT, NIGHT, ())


def test_the_night_is_the_one_before_it_was_said() -> None:
    (claim,) = claims("it launched 163 drones during the night", said="2025-03-20")
    assert claim.widest == Interval(datetime(2025, 3, 19, 12), datetime(2025, 3, 20, 12))


def test_without_words_for_it_the_time_is_unknown() -> None:
    (claim,) = claims("it launched 163 drones")
    assert (claim.widest, claim.open) == (None, ("time",))


def test_a_day_that_the_caller_knows_is_the_time() -> None:
    (claim,) = claims("it launched 163 drones", on=date(2025, 3, 20))
    assert claim.widest == Interval(datetime(2025, 3, 20), datetime(2025, 3, 21))


@pytest.mark.parametrize("which", ["cruise", "Zephyr", "ballistic"])
def test_only_some_of_the_weapons_are_asked_about_too_broadly(which: str) -> None:
    (claim,) = claims(f"it launched 12 {which} missiles overnight")
    assert claim.open == ("act",)


def test_a_party_beside_the_weapons_used_them() -> None:
    (claim,) = claims("the Air Force shot down 12 Ruritanian drones overnight")
    assert (claim.parties, claim.open) == (("Ruritania",), ())


WORDS = "117 56 forty-two 2.5 drones missiles launched shot down of them which were cruise".split()
SIGNS = [" ", " ", " ", ", ", ". ", "\n", "-"]


@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=3), min_size=1, max_size=20),
    st.sampled_from(SIGNS),
)
def test_any_words_are_claims_or_not(words: list[str], sign: str) -> None:
    text = f"it {sign.join(words)}"
    for claim in claims(text):
        assert claim.act in acts()
        assert claim.text.text in text


def test_a_long_sentence_is_left_alone() -> None:
    assert claims("it launched 12 drones " + "and 3 " * 1000) == []
