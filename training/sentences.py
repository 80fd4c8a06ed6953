"""Annotated sentences, and spaCy documents made of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

__all__ = ["Sentence", "chunks", "to_doc"]


@dataclass
class Sentence:
    """One sentence: its words, and whichever annotation its corpus has."""

    words: list[str]
    spaces: list[bool]
    id: str = ""
    document: str = ""
    tags: list[str] | None = None
    heads: list[int] = field(default_factory=list)
    deps: list[str] | None = None
    entities: list[tuple[int, int, str]] | None = None


def to_doc(vocab: Vocab, sentences: list[Sentence]) -> Doc:
    """Join sentences into one document; heads count within their sentence."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool | int | None] = []
    entities: list[tuple[int, int, str]] = []
    for sentence in sentences:
        offset = len(words)
        words += sentence.words
        spaces += sentence.spaces
        starts += [i == 0 for i in range(len(sentence.words))]
        tags += sentence.tags or []
        deps += sentence.deps or []
        heads += [head + offset for head in sentence.heads]
        entities += [(s + offset, e + offset, label) for s, e, label in sentence.entities or []]
    parsed = bool(deps)
    doc = Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=tags or None,
        heads=heads if parsed else None,
        deps=deps if parsed else None,
        sent_starts=None if parsed else starts,
    )
    if all(sentence.entities is not None for sentence in sentences):
        doc.set_ents([Span(doc, s, e, label=label) for s, e, label in entities])
    return doc


def chunks(sentences: Iterable[Sentence], words: int) -> Iterator[list[Sentence]]:
    """Group neighbouring sentences of one document until a group has this many words."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (
            sentence.document != group[0].document or sum(len(s.words) for s in group) >= words
        ):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group
