import pytest
from spacy.tokens import Doc

from tests.read.texts import document
from troth.read import Reader, pipelines
from troth.read.mending import mend


def _doc(head: int, dep: str) -> Doc:
    """ "Oslo sent aid worth two euros" with "worth" tied to ``head`` as ``dep``."""
    words = "Oslo sent aid worth two euros".split()
    heads = [1, 1, 1, head, 5, 3]
    deps = ["nsubj", "ROOT", "obj", dep, "nummod", "obj"]
    return Doc(pipelines.load().vocab, words=words, heads=heads, deps=deps)


def test_worth_and_a_sum_belong_to_the_noun_before_them() -> None:
    doc = _doc(1, "ccomp")
    mend(doc)
    assert (doc[3].head.text, doc[3].dep_) == ("aid", "amod")


def test_what_is_right_already_stays() -> None:
    doc = _doc(2, "amod")
    mend(doc)
    assert (doc[3].head.text, doc[3].dep_) == ("aid", "amod")


@pytest.mark.parametrize("what", ["military aid for Mali", "aid", "a package of weapons"])
def test_aid_that_is_worth_a_sum_is_a_commitment(reader: Reader, what: str) -> None:
    text = f"Ann Lee, the Norwegian president, announced {what} worth two billion euros."
    (commitment,) = reader.read(document(text)).commitments
    assert commitment.text.text == f"{what} worth two billion euros"
    assert [(a.value, a.currency) for a in commitment.amounts] == [(2_000_000_000, "EUR")]
