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


def _mended(words: str, heads: list[int], deps: str, tags: str) -> Doc:
    """Words with a parse, mended."""
    doc = Doc(
        pipelines.load().vocab,
        words=words.split(),
        heads=heads,
        deps=deps.split(),
        tags=tags.split(),
    )
    mend(doc)
    return doc


def test_who_is_given_something_is_no_part_of_its_name() -> None:
    deps = "nsubj ROOT compound nummod obj"
    doc = _mended("Oslo lent Mali two ferries", [1, 1, 4, 4, 1], deps, "NNP VBD NNP CD NNS")
    assert (doc[2].head.text, doc[2].dep_) == ("lent", "iobj")


def test_one_speaks_with_somebody_and_not_by_a_telephone_with_him() -> None:
    deps, tags = "nsubj ROOT case obl case nmod", "NNP VBD IN NN IN NNP"
    doc = _mended("Lee spoke by telephone with Strand", [1, 1, 3, 1, 5, 3], deps, tags)
    assert (doc[5].head.text, doc[5].dep_) == ("spoke", "obl")


def test_who_is_to_do_what_is_ordered_belongs_to_the_deed() -> None:
    deps = "nsubj ROOT obj case obl"
    doc = _mended("Lee ordered checks by guards", [1, 1, 1, 4, 1], deps, "NNP VBD NNS IN NNS")
    assert (doc[4].head.text, doc[4].dep_) == ("checks", "nmod")


def test_what_hangs_on_a_prefix_belongs_to_its_verb() -> None:
    deps, tags = "nsubj compound:prt punct ROOT obj", "NNP VB HYPH VBD NNS"
    doc = _mended("Lee co - chaired talks", [1, 3, 1, 3, 3], deps, tags)
    assert (doc[0].head.text, doc[0].dep_) == ("chaired", "nsubj")


def test_a_verb_takes_the_place_of_its_prefix() -> None:
    deps, tags = "nsubj ROOT punct advcl obj", "NNP VBD HYPH VBD NNS"
    doc = _mended("Lee co - chaired talks", [1, 1, 1, 1, 3], deps, tags)
    assert [(t.head.text, t.dep_) for t in (doc[0], doc[3])] == [
        ("chaired", "nsubj"),
        ("chaired", "ROOT"),
    ]
