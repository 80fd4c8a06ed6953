"""The corpus readers that the training configurations name, with their augmentation."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from spacy.util import registry

from troth.read.components import SPANS_KEY, shadow

__all__ = ["attribution_corpus", "sentence_corpus"]

_Reader = Callable[[Language], Iterator[Example]]
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "’s": "'s", "n’t": "n't"}


@registry.readers("training.SentenceCorpus.v1")  # type: ignore[untyped-decorator]
def sentence_corpus(path: Path, preset: float, augment: float, seed: int) -> _Reader:
    """Read documents for the tagger, the parser and the names.

    preset (float): the share of documents whose gold sentence starts the model is given.
    augment (float): the share of documents whose casing or quotation marks are changed.
    """
    rng = random.Random(seed)

    def read(nlp: Language) -> Iterator[Example]:
        docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
        if augment:
            rng.shuffle(docs)
        for doc in docs:
            words = [token.text for token in doc]
            gold = doc
            if rng.random() < augment:
                words = _changed(words, rng)
                gold = _reworded(doc, words)
            given = Doc(nlp.vocab, words=words, spaces=[bool(t.whitespace_) for t in gold])
            if rng.random() < preset:
                for token, reference in zip(given, gold, strict=True):
                    token.is_sent_start = bool(reference.is_sent_start)
            yield Example(given, gold)

    return read


@registry.readers("training.AttributionCorpus.v1")  # type: ignore[untyped-decorator]
def attribution_corpus(path: Path, shuffle: bool, seed: int) -> _Reader:
    """Read parsed articles for the attribution component, their features computed once."""
    rng = random.Random(seed)
    kept: list[Example] = []

    def read(nlp: Language) -> Iterator[Example]:
        if not kept:
            for gold in DocBin().from_disk(path).get_docs(nlp.vocab):
                gold.spans[SPANS_KEY] = list(gold.ents)
                bare = shadow(gold)
                reference = shadow(gold)
                reference.set_ents([Span(reference, e.start, e.end, e.label_) for e in gold.ents])
                reference.spans[SPANS_KEY] = list(reference.ents)
                kept.append(Example(bare, reference))
        if shuffle:
            rng.shuffle(kept)
        yield from kept

    return read


def _changed(words: list[str], rng: random.Random) -> list[str]:
    """Write the words as a headline or an old wire would, or with the other quotation marks."""
    kind = rng.choice(("quotes", "quotes", "lower", "upper", "title", "title"))
    if kind == "lower":
        return [word.lower() for word in words]
    if kind == "upper":
        return [word.upper() for word in words]
    if kind == "title":
        return [word[:1].upper() + word[1:] if len(word) > 3 else word for word in words]
    if any(word in _STRAIGHT for word in words):
        return [_STRAIGHT.get(word, word) for word in words]
    opened, curly = False, []
    for word in words:
        opened ^= word == '"'
        mark = "“" if opened else "”"
        curly.append(mark if word == '"' else word.replace("'", "’"))
    return curly


def _reworded(gold: Doc, words: list[str]) -> Doc:
    """Copy the annotation of a document onto other words."""
    parsed = gold.has_annotation("DEP")
    doc = Doc(
        gold.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in gold],
        tags=[token.tag_ for token in gold] if gold.has_annotation("TAG") else None,
        heads=[token.head.i for token in gold] if parsed else None,
        deps=[token.dep_ for token in gold] if parsed else None,
        sent_starts=None if parsed else [bool(token.is_sent_start) for token in gold],
    )
    if gold.has_annotation("ENT_IOB"):
        doc.set_ents([Span(doc, e.start, e.end, label=e.label_) for e in gold.ents])
    return doc
