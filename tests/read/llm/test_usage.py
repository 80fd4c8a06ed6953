from hypothesis import given
from hypothesis import strategies as st

from troth.model import Issue
from troth.read.llm.usage import Usage, told_in

COUNTS = st.integers(min_value=0, max_value=10**12)
USAGES = st.builds(Usage, COUNTS, COUNTS, COUNTS, st.none() | COUNTS, st.none() | COUNTS)


@given(USAGES)
def test_a_cost_is_read_back_from_the_issue_that_tells_it(usage: Usage) -> None:
    assert told_in([Issue("other", "x", "", ""), usage.issue("a.txt")]) == usage


def test_other_issues_tell_no_cost() -> None:
    assert told_in([Issue("llm-span", str(Usage()), "", "")]) is None


def test_an_unknown_count_makes_the_sum_unknown() -> None:
    usage = Usage(1, 0, 0, 10, 5)
    usage.spend(7, None)
    usage.spend(1, 1)
    assert (usage.tokens_in, usage.tokens_out) == (18, None)
    assert "tokens in: 18; tokens out: unknown" in str(usage)
