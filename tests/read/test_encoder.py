"""The component that reads: what it writes on any document, and on which nothing depends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from troth.read import pipelines
from troth.read.encoder import PARAGRAPHS, SPANS_KEY, words_of

SAID = (
    "Ann Lee said on Thursday that Norway must keep the truce.\n\n"
    "“We will not leave,” the minister told reporters in Oslo."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipelines.load()


def _told(doc: Doc) -> list[object]:
    words = [(token.tag_, token.dep_, token.head.i) for token in doc]
    spans = [(s.start, s.end, s.label_) for s in [*doc.ents, *doc.spans[SPANS_KEY]]]
    return [words, spans]


def test_a_text_has_tags_trees_names_and_attributions(nlp: Language) -> None:
    doc = nlp(SAID)
    assert {(e.text, e.label_) for e in doc.ents} >= {("Ann Lee", "PER"), ("Norway", "LOC")}
    said = next(token for token in doc if token.text == "said")
    assert (said.tag_, said.dep_) == ("VBD", "ROOT")
    assert [t.text for t in said.lefts if t.dep_ == "nsubj"] == ["Ann"]
    told = {(span.text, span.label_) for span in doc.spans[SPANS_KEY]}
    assert {("Ann Lee", "SOURCE"), ("said on Thursday", "CUE")} & told


@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.text(min_size=1, max_size=8), max_size=40))
def test_any_words_get_a_tree_for_every_sentence(nlp: Language, words: list[str]) -> None:
    doc = nlp(Doc(nlp.vocab, words=words))
    for sentence in doc.sents:
        assert sum(token.head.i == token.i for token in sentence) == 1
    assert all(token.tag_ and token.dep_ for token in doc)


def test_a_text_reads_the_same_alone_and_beside_others(nlp: Language) -> None:
    others = [nlp.make_doc(text) for text in ("Snow fell.", SAID * 5, "A" * 300)]
    beside = list(nlp.pipe([*others, nlp.make_doc(SAID)]))[-1]
    assert _told(beside) == _told(nlp(SAID))


def test_sentence_starts_that_are_set_are_kept(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words="Ann left Bob stayed".split())
    for token in doc:
        token.is_sent_start = token.i in {0, 2}
    assert [sentence.text for sentence in nlp(doc).sents] == ["Ann left", "Bob stayed"]


def test_line_breaks_are_paragraphs_and_no_words(nlp: Language) -> None:
    doc = nlp.make_doc("A truce held\n\nSnow fell")
    places, words = words_of(doc)
    assert words.words == ["A", "truce", "held", "Snow", "fell"]
    assert words.paragraphs == [True, False, False, True, False]
    assert [doc[int(i)].text for i in places] == words.words
    assert nlp(doc)[3].tag_ == "_SP"


def test_paragraphs_that_are_told_are_taken(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words="A truce held Snow fell".split())
    doc.user_data[PARAGRAPHS] = [0, 3]
    assert words_of(doc)[1].paragraphs == [True, False, False, True, False]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n"])
def test_nothing_to_read_is_read_without_complaint(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert not doc.ents
    assert not list(doc.spans[SPANS_KEY])
