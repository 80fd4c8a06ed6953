import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.model import Act
from troth.read.acts import act_of


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("the talks lasted four hours", Act.ASSERT),
        ("we will send observers", Act.PROMISE),
        ("we are willing to host the talks", Act.OFFER),
        ("both sides must stop firing", Act.DEMAND),
        ("the other side should stop firing", Act.DEMAND),
        ("the shelling violated the truce", Act.ACCUSE),
        ("we are grateful to the hosts", Act.APPRAISE),
        ("we will retaliate", Act.PROMISE),
        ("the charge is baseless", Act.REJECT),
        ("both sides have agreed to a truce", Act.AGREE),
    ],
)
def test_the_content_tells_the_act_where_the_cue_does_not(content: str, act: Act) -> None:
    assert act_of(content, named=None, verb="say") is act


@pytest.mark.parametrize("named", [act for act in Act if act is not Act.PROMISE])
def test_the_act_that_the_cue_names_wins(named: Act) -> None:
    assert act_of("we will thank them, they must stop", named=named) is named


def test_what_somebody_else_will_do_is_no_promise() -> None:
    assert act_of("the snow will melt", named=None) is Act.ASSERT


def test_what_the_own_state_will_do_is_a_promise() -> None:
    content = "Norway will send observers"
    assert act_of(content, named=None, own=("Norway",)) is Act.PROMISE


def test_what_would_be_is_no_promise() -> None:
    assert act_of("it would help us", named=None) is not Act.PROMISE


@pytest.mark.parametrize(
    ("content", "act"),
    [("a deal on prisoners", Act.AGREE), ("a package of aid", Act.PROMISE)],
)
def test_an_announced_deal_is_agreed_and_an_announced_measure_promised(
    content: str, act: Act
) -> None:
    assert act_of(content, named=Act.PROMISE, verb="announce") is act


@given(st.text(), st.none() | st.sampled_from(Act), st.lists(st.text(max_size=5)).map(tuple))
def test_every_content_has_an_act(content: str, named: Act | None, own: tuple[str, ...]) -> None:
    assert act_of(content, named=named, own=own) in Act


def test_inside_a_quotation_he_is_somebody_else() -> None:
    assert act_of("he will come", named=None, own=("Ann Lee",)) is Act.ASSERT


def test_a_doer_does_not_reach_over_a_comma() -> None:
    assert act_of("as far as we know, this will be the last", named=None) is Act.ASSERT


def test_what_depends_on_another_is_offered() -> None:
    assert act_of("we will leave if the guns fall silent", named=None) is Act.OFFER


def test_the_need_for_another_to_act_is_a_demand() -> None:
    assert act_of("the need for Norway to open the road", named=None) is Act.DEMAND
    assert act_of("the need to open the road", named=None) is Act.ASSERT
