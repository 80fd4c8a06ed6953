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


def test_who_is_given_something_is_no_part_of_its_name() -> None:
    words = "Oslo lent Mali two ferries".split()
    heads, deps = [1, 1, 4, 4, 1], ["nsubj", "ROOT", "compound", "nummod", "obj"]
    tags = ["NNP", "VBD", "NNP", "CD", "NNS"]
    doc = Doc(pipelines.load().vocab, words=words, heads=heads, deps=deps, tags=tags)
    mend(doc)
    assert (doc[2].head.text, doc[2].dep_) == ("lent", "iobj")


def test_one_speaks_with_somebody_and_not_by_a_telephone_with_him() -> None:
    words = "Lee spoke by telephone with Strand".split()
    heads, deps = [1, 1, 3, 1, 5, 3], ["nsubj", "ROOT", "case", "obl", "case", "nmod"]
    tags = ["NNP", "VBD", "IN", "NN", "IN", "NNP"]
    doc = Doc(pipelines.load().vocab, words=words, heads=heads, deps=deps, tags=tags)
    mend(doc)
    assert (doc[5].head.text, doc[5].dep_) == ("spoke", "obl")


def test_who_is_to_do_what_is_ordered_belongs_to_the_deed() -> None:
    words = "Lee ordered checks by guards".split()
    heads, deps = [1, 1, 1, 4, 1], ["nsubj", "ROOT", "obj", "case", "obl"]
    tags = ["NNP", "VBD", "NNS", "IN", "NNS"]
    doc = Doc(pipelines.load().vocab, words=words, heads=heads, deps=deps, tags=tags)
    mend(doc)
    assert (doc[4].head.text, doc[4].dep_) == ("checks", "nmod")
