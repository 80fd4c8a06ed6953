"""The pipeline component that reads: tags, trees, names and attributions from one encoder.

Importing this module registers the factory ``encoder`` with spaCy. Its network is an ONNX graph
that `training.encoder` makes; a text is read in windows of whole sentences, each once.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch
from spacy.vocab import Vocab

from troth.read.decoding import Floats, Ints, best_labels, heads_of, spans_of
from troth.read.sentences import starts
from troth.read.windows import Window, Words, windows
from troth.read.wordpieces import WordPieces

__all__ = ["PARAGRAPHS", "SPANS_KEY", "Encoder", "words_of"]

SPANS_KEY = "attribution"
"""The group of ``doc.spans`` that holds SOURCE, CUE and CONTENT."""
PARAGRAPHS = "paragraphs"
"""Where ``doc.user_data`` may tell the words that begin paragraphs; else line breaks do."""
BATCH_DOCS = 32
BATCH_WINDOWS = 64
"""Windows whose labels are decoded together."""

MODEL, VOCABULARY = "model.onnx", "vocab.txt"
LABELS, WEIGHTS = "labels.json", "weights.npz"
SPACE_TAG, SPACE_DEP = "_SP", "dep"
"""What spaCy's own pipelines say of white space."""


class _Marks:
    """The labels of words that make stretches, and how they follow each other.

    Args:
        labels: ``O``, and ``B-`` and ``I-`` with every kind.
        start: what the first word's label adds.
        step: what a label (column) behind another (row) adds.
    """

    def __init__(self, labels: list[str], start: Floats, step: Floats) -> None:
        self.kinds = [name[2:] for name in labels if name.startswith("B-")]
        self._kind = np.array([self.kinds.index(n[2:]) if n != "O" else -1 for n in labels])
        self._begins = np.array([name.startswith("B-") for name in labels])
        self._start, self._step = start, step

    def room(self, sizes: Ints) -> Floats:
        """Room for the scores of sequences of these sizes."""
        return np.zeros((len(sizes), sizes.max(), len(self._kind)), dtype=np.float32)

    def best(self, scores: Floats, sizes: Ints) -> Ints:
        """The best labels of every sequence."""
        return best_labels(scores, sizes, self._start, self._step)

    def spans(self, labels: Ints, offset: int) -> list[tuple[int, int, int]]:
        """The stretches that labels tell, each moved by ``offset``."""
        found = spans_of(labels, self._begins, self._kind)
        return [(start + offset, end + offset, kind) for start, end, kind in found]


@dataclass
class _Read:
    """What the network says of the words of a text."""

    tags: Ints
    heads: Ints
    deps: Ints
    names: list[tuple[int, int, int]]
    said: list[tuple[int, int, int]]

    @classmethod
    def nothing(cls, size: int) -> "_Read":
        """What is said of so many words before they were read."""
        tags, heads, deps = (np.zeros(size, dtype=np.int64) for _ in range(3))
        return cls(tags, heads, deps, [], [])


class Encoder:
    """Writes tags, heads, relations, ``doc.ents`` and ``doc.spans["attribution"]``.

    Sentence starts that are set are kept; where none is known, layout and punctuation tell.
    """

    def __init__(self, vocab: Vocab, name: str = "encoder") -> None:
        self.vocab = vocab
        self.name = name
        self._cut: WordPieces
        self._session: InferenceSession

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        self._read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH_DOCS) -> Iterator[Doc]:
        """Read a stream of documents, ``batch_size`` together."""
        for docs in minibatch(stream, size=batch_size):  # type: ignore[no-untyped-call]
            self._read(docs)
            yield from docs

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> "Encoder":
        """Load the network, its vocabulary and its labels from a folder."""
        folder = Path(path)
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(
            str(folder / MODEL), options, providers=["CPUExecutionProvider"]
        )
        self._cut = WordPieces.from_file(folder / VOCABULARY)
        form = json.loads((folder / LABELS).read_text(encoding="utf-8"))
        weights = np.load(folder / WEIGHTS, allow_pickle=False)
        self._tags = self._strings(form["tags"])
        self._deps = self._strings(form["deps"])
        self._names, self._said = (
            _Marks(form[name], weights[f"{name}.start"], weights[f"{name}.step"])
            for name in ("names", "said")
        )
        self._relation = tuple(weights[f"dep.{name}"] for name in ("root", "weight", "bias"))
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Do nothing: `training.encoder.pack` writes the folder."""

    def _read(self, docs: Sequence[Doc]) -> None:
        texts = [words_of(doc) for doc in docs]
        cuts: list[tuple[int, Window]] = []
        read = []
        for number, (places, words) in enumerate(texts):
            cuts += [(number, window) for window in windows(words, self._cut)]
            read.append(_Read.nothing(len(places)))
        cuts.sort(key=lambda cut: len(cut[1].first))
        for start in range(0, len(cuts), BATCH_WINDOWS):
            self._run(cuts[start : start + BATCH_WINDOWS], read)
        for doc, (places, _), found in zip(docs, texts, read, strict=True):
            self._write(doc, places, found)

    def _strings(self, names: list[str]) -> NDArray[np.uint64]:
        return np.array([self.vocab.strings.add(name) for name in names], dtype=np.uint64)

    def _run(self, cuts: list[tuple[int, Window]], read: list[_Read]) -> None:
        """Send windows through the network, and put what it says into ``read``.

        Each goes alone: the products are made in eight bits whose scale is that of everything
        that goes together, and what a window says must not depend on its neighbours.
        """
        sizes = np.array([len(window.first) for _, window in cuts])
        names, said = self._names.room(sizes), self._said.room(sizes)
        for row, (number, window) in enumerate(cuts):
            tags, arcs, dep_from, dep_to, names[row, : sizes[row]], said[row, : sizes[row]] = (
                found[0] for found in self._session.run(None, _inputs(window))
            )
            heads = heads_of(arcs, window.sentences)
            here, found = slice(window.start, window.end), read[number]
            found.tags[here] = tags
            found.heads[here] = heads + window.start
            found.deps[here] = self._relations(dep_from, dep_to, heads)
        named, spoken = self._names.best(names, sizes), self._said.best(said, sizes)
        for row, (number, window) in enumerate(cuts):
            read[number].names += self._names.spans(named[row, : sizes[row]], window.start)
            read[number].said += self._said.spans(spoken[row, : sizes[row]], window.start)

    def _relations(self, dep_from: Floats, dep_to: Floats, heads: Ints) -> Ints:
        """The likeliest relation of every word to its head."""
        root, weight, bias = self._relation
        to = dep_to[heads]
        to[heads == np.arange(len(heads))] = root
        to += dep_from
        np.maximum(to, 0, out=to)
        return np.asarray((to @ weight + bias).argmax(1))

    def _write(self, doc: Doc, places: Ints, found: _Read) -> None:
        """Put what was read of the words at ``places`` on a document."""
        doc.spans[SPANS_KEY] = []
        size = len(doc)
        if not size:
            return
        values = np.zeros((size, 3), dtype=np.uint64)
        heads = np.maximum(np.arange(size) - 1, 0)
        values[:, 0] = self.vocab.strings.add(SPACE_TAG)
        values[:, 1] = self.vocab.strings.add(SPACE_DEP)
        if len(places):
            values[places, 0] = self._tags[found.tags]
            values[places, 1] = self._deps[found.deps]
            heads[places] = places[found.heads]
            heads[: places[0]] = places[0]
        values[:, 2] = (heads - np.arange(size)).astype(np.uint64)
        doc.from_array(["TAG", "DEP", "HEAD"], cast(Any, values))
        doc.ents = tuple(_spans(doc, places, self._names.kinds, found.names))
        doc.spans[SPANS_KEY] = _spans(doc, places, self._said.kinds, found.said)


def _spans(
    doc: Doc, places: Ints, kinds: list[str], found: list[tuple[int, int, int]]
) -> list[Span]:
    """Stretches of words as spans of a document, in its order."""
    return [
        Span(doc, int(places[start]), int(places[end - 1]) + 1, label=kinds[kind])
        for start, end, kind in sorted(found)
    ]


def _inputs(window: Window) -> dict[str, NDArray[np.int64]]:
    """A window as the network takes it."""
    return {
        name: np.array([getattr(window, name)], dtype=np.int64)
        for name in ("pieces", "marks", "first", "last", "sentence")
    }


def words_of(doc: Doc) -> tuple[Ints, Words]:
    """The words of a document that are not white space, with their places in it."""
    known = doc.to_array("SENT_START").astype(np.int64)
    told = doc.user_data.get(PARAGRAPHS)
    places: list[int] = []
    words: list[str] = []
    spaced: list[bool] = []
    paragraphs: list[bool] = []
    begins = True
    for token in doc:
        if token.is_space:
            begins = begins or (told is None and "\n" in token.text)
            if spaced:
                spaced[-1] = True
            continue
        places.append(token.i)
        words.append(token.text)
        spaced.append(bool(token.whitespace_))
        paragraphs.append(begins)
        begins = False
    where = np.array(places, dtype=np.int64)
    if told is not None and len(words) == len(doc):
        paragraphs = [False] * len(words)
        for place in told:
            paragraphs[place] = True
    states = known[where].tolist()
    return where, Words(words, spaced, _sentences(words, paragraphs, states), paragraphs)


def _sentences(words: list[str], paragraphs: list[bool], known: list[int]) -> list[bool]:
    """Where sentences begin: as is known already, else as `starts` tells for each paragraph."""
    if all(known):
        return [state == 1 for state in known]
    told: list[bool] = []
    cuts = [i for i, begins in enumerate(paragraphs) if begins] + [len(words)]
    for start, end in pairwise(cuts):
        told += starts(words[start:end])
    return [
        state == 1 or (begins and state == 0) for state, begins in zip(known, told, strict=True)
    ]


@Language.factory(
    "encoder",
    assigns=[
        "token.tag",
        "token.dep",
        "token.head",
        "token.is_sent_start",
        "doc.sents",
        "doc.ents",
        "doc.spans",
    ],
)
def make_encoder(nlp: Language, name: str) -> Encoder:
    """Make the component; its weights come from the pipeline's folder."""
    return Encoder(nlp.vocab, name)
