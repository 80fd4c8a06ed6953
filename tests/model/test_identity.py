import os
import subprocess
import sys
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from troth.model import Document, canonical, content_id

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
FORMS = st.dictionaries(st.text(max_size=6), VALUES, max_size=5)


@given(FORMS, st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(form: dict[str, Any], random: Any) -> None:
    items = list(form.items())
    random.shuffle(items)
    assert content_id("statement", dict(items)) == content_id("statement", form)


@given(FORMS, FORMS)
def test_different_content_has_a_different_id(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = canonical(one) == canonical(other)
    assert (content_id("statement", one) == content_id("statement", other)) == same


@given(FORMS)
def test_the_kind_and_the_owner_are_part_of_the_id(form: dict[str, Any]) -> None:
    ids = {
        content_id("statement", form),
        content_id("meeting", form),
        content_id("statement", form, of="a"),
    }
    assert len(ids) == 3


def test_an_id_is_the_same_in_another_process() -> None:
    # Guards against anything that hangs on the seed of Python's own hashes.
    code = "from troth.model import content_id; print(content_id('x', {'b': 1, 'a': 'é'}, of='d'))"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == content_id("x", {"b": 1, "a": "é"}, of="d")


def test_the_id_of_a_document_is_that_of_its_text_alone() -> None:
    here = Document(text="é", file="a.txt")
    there = Document(text="é", file="b.txt", publisher="b")
    assert here.id == there.id
    assert here.id == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
