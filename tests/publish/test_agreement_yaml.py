from dataclasses import replace

import pytest

from tests.publish.test_agreements import AGREEMENT, with_term
from troth.model.agreement import Pledge
from troth.publish.agreement_yaml import to_yaml
from troth.read.agreements import loads


def test_a_file_is_in_the_order_in_which_people_read() -> None:
    keys = [line.split(":")[0] for line in to_yaml(AGREEMENT).splitlines() if line[0] != " "]
    assert keys == ["agreement", "version", "title", "in_force", "parties", "sources", "terms"]


def test_only_a_draft_has_comments() -> None:
    assert "#" not in to_yaml(AGREEMENT)
    assert to_yaml(replace(AGREEMENT, draft=True)).startswith("# A draft")


def test_a_draft_says_what_to_complete() -> None:
    draft = replace(
        with_term(bearers=(), act="", window=None, needs=(), pledge=Pledge(None)), draft=True
    )
    text = to_yaml(draft)
    for word in ("bearers", "act", "window", "needs", "pledge.promised", "target and area"):
        assert f"# TO COMPLETE: {word}" in text
    assert "# TO COMPLETE: of each party" in text
    assert loads(text) == draft


@pytest.mark.parametrize("text", ["terms:", "- id: x\n  - id: y", "a\x85b", "a\u2028b", "no", "#"])
def test_words_cannot_be_taken_for_anything_else(text: str) -> None:
    agreement = replace(with_term(text=text), title=text, draft=True)
    assert loads(to_yaml(agreement)) == agreement
