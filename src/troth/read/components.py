"""The pipeline component that finds attributions, and the features it reads.

Importing this module registers with spaCy what the packaged pipeline needs to load:

- the architecture ``troth.FeatureEmbed.v1`` (embeds the columns that `features` computes),
- the factory ``attribution`` (writes SOURCE, CUE and CONTENT spans to ``doc.spans``),
- the scorer ``troth.attribution_scorer.v1`` (exact spans, used while training).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.scorer import Scorer
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import minibatch, registry
from spacy.vocab import Vocab
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)
from thinc.types import Floats2d, Ints2d

__all__ = ["COLUMNS", "SPANS_KEY", "Attribution", "features", "shadow"]

SPANS_KEY = "attribution"
"""The group of ``doc.spans`` that `Attribution` fills."""

COLUMNS = (
    "norm",
    "prefix",
    "suffix",
    "shape",
    "tag",
    "dep",
    "head",
    "head_tag",
    "quote",
    "clause",
    "outer_clause",
    "governor",
    "edges",
    "reporting",
    "neighbours",
)
"""The names of the columns of `features`, in order."""

_READ: list[int | str] = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "TAG", "DEP", "LOWER", "HEAD"]
_FEATURES = "troth_features"
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_ESCAPED = {"``": "“", "''": "”"}
_CLAUSES = (
    "ROOT",
    "root",
    "ccomp",
    "parataxis",
    "advcl",
    "acl",
    "acl:relcl",
    "advcl:relcl",
    "csubj",
    "csubj:pass",
    "csubj:outer",
    "xcomp",
)
_REPORTED = ("ccomp", "parataxis", "xcomp", "csubj", "csubj:pass")
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "obl:agent")
_VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")

_Keys = NDArray[np.uint64]


def _ids(names: Iterable[str]) -> _Keys:
    return np.array([get_string_id(name) for name in names], dtype=np.uint64)


_CLAUSE_IDS = _ids(_CLAUSES)
_REPORTED_IDS = _ids(_REPORTED)
_SUBJECT_IDS = _ids(_SUBJECTS)
_VERB_IDS = _ids(_VERBS)


def _mix(*parts: Any) -> _Keys:
    """Combine columns into one column of keys (FNV-like, wrapping at 64 bits)."""
    mixed = np.full(len(parts[0]), 14695981039346656037, dtype=np.uint64)
    for part in parts:
        mixed = (mixed ^ np.asarray(part).astype(np.uint64)) * np.uint64(1099511628211)
    return mixed


def _quotes(doc: Doc) -> NDArray[np.int64]:
    """Say of every token where it stands to the quotation marks of its paragraph.

    0 outside, 1 inside, 2 an opening mark, 3 a closing mark. Curly and straight marks come
    out the same; a straight mark's side is told from the spaces around it.
    """
    states = np.zeros(len(doc), dtype=np.int64)
    inside = False
    start = 0
    spaced = True
    for i, token in enumerate(doc):
        text = _ESCAPED.get(token.text, token.text)
        if "\n" in text:
            inside, start = False, i + 1
        elif text in _OPENING:
            states[i], inside = 2, True
        elif text in _CLOSING or text == '"':
            after = bool(token.whitespace_) or i + 1 == len(doc) or doc[i + 1].is_punct
            closes = text != '"' or (inside if spaced == after else after)
            if not closes:
                states[i], inside = 2, True
            else:
                states[i] = 3
                if not inside and not (states[start:i] == 3).any():
                    states[start:i][states[start:i] == 0] = 1
                inside = False
        elif inside:
            states[i] = 1
        spaced = bool(token.whitespace_) or token.is_space
    return states


def features(doc: Doc) -> _Keys:
    """Compute the keys that `Attribution` embeds: one row a token, one of `COLUMNS` a column.

    Needs tags and a parse for the syntactic columns; without them these are constant.
    """
    count = len(doc)
    if not count:
        return np.zeros((0, len(COLUMNS)), dtype=np.uint64)
    raw = doc.to_array(_READ)
    raw = raw.reshape((count, 8)).astype(np.uint64)
    norm, prefix, suffix, shape, tag, dep, lower = (raw[:, i].copy() for i in range(7))
    here = np.arange(count)
    head = here + raw[:, 7].astype(np.int64)
    quote = _quotes(doc)
    marks = quote >= 2
    for column in (norm, prefix, suffix, shape, lower):
        column[marks] = quote[marks].astype(np.uint64)

    top = head == here
    clausal = np.isin(dep, _CLAUSE_IDS) | top
    reported = (np.isin(dep, _REPORTED_IDS) & ~top) & np.isin(tag[head], _VERB_IDS)
    subject = np.isin(dep, _SUBJECT_IDS)

    clause = _climb(here, head, clausal)
    outer = _climb(head[clause], head, clausal)
    content = _climb(here, head, reported | top)
    in_content = reported[content]
    subjects = _climb(here, head, subject | top)
    in_subject = subject[subjects]
    reporter = np.zeros(count, dtype=bool)
    reporter[head[reported]] = True

    left, right = _edges(head)
    zero = np.uint64(0)
    edges = (
        (here == left[clause]) * 1
        + (here == right[clause]) * 2
        + (here == left[head]) * 4
        + (here == right[head]) * 8
        + in_content * 16
        + (in_content & (here == left[content])) * 32
        + (in_content & (here == right[content])) * 64
    )
    reporting = (
        reporter * 1
        + reporter[head] * 2
        + (in_subject & reporter[head[subjects]]) * 4
        + (in_subject & (here == left[subjects])) * 8
        + (in_subject & (here == right[subjects])) * 16
    )
    before = np.concatenate(([0], quote[:-1]))
    after = np.concatenate((quote[1:], [0]))
    return np.stack(
        [
            norm,
            prefix,
            suffix,
            shape,
            tag,
            dep,
            _mix(lower[head], np.sign(head - here) + 1),
            _mix(tag[head], dep, np.sign(head - here) + 1),
            _mix(quote, before, after),
            _mix(dep[clause], lower[head[clause]], in_content),
            _mix(dep[outer], lower[outer]),
            np.where(in_content, _mix(lower[head[content]], dep[content]), zero),
            _mix(edges, quote),
            _mix(reporting, dep[clause]),
            _mix(in_content, in_content[head[clause]], quote, reporter[outer]),
        ],
        axis=1,
    )


def _climb(start: NDArray[Any], head: NDArray[Any], stop: NDArray[np.bool_]) -> NDArray[Any]:
    """Follow heads upwards from every token until `stop` holds (it must hold at every root)."""
    at = start
    for _ in range(len(head)):
        moving = ~stop[at]
        if not moving.any():
            break
        at = np.where(moving, head[at], at)
    return at


def _edges(head: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give the first and the last token of every token's subtree."""
    left = np.arange(len(head))
    right = left.copy()
    for _ in range(len(head)):
        old_left, old_right = left.copy(), right.copy()
        np.minimum.at(left, head, old_left)
        np.maximum.at(right, head, old_right)
        if (left == old_left).all() and (right == old_right).all():
            break
    return left, right


def shadow(doc: Doc) -> Doc:
    """Make a bare copy of the words of `doc` that carries its `features`.

    The copy has no sentence boundaries and no entities: a quotation may run over several
    sentences, and spaCy's recogniser would neither cross a boundary nor overwrite an entity.
    """
    keys = doc.user_data.get(_FEATURES)
    bare = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
    )
    bare.user_data[_FEATURES] = features(doc) if keys is None else keys
    return bare


def _read_features(
    model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
) -> tuple[list[Ints2d], Callable[[list[Ints2d]], list[Doc]]]:
    columns = model.attrs["columns"]
    found = []
    for doc in docs:
        keys = doc.user_data.get(_FEATURES)
        keys = features(doc) if keys is None else keys
        found.append(model.ops.asarray2i(cast(Any, keys[:, columns]), dtype="uint64"))
    return found, lambda _: []


@registry.architectures("troth.FeatureEmbed.v1")  # type: ignore[untyped-decorator]
def FeatureEmbed(  # noqa: N802 (spaCy names its architectures like classes)
    width: int, columns: dict[str, list[int]]
) -> Model[list[Doc], list[Floats2d]]:
    """Embed the named columns of `features` and mix them into one vector a token.

    width (int): the width of the output.
    columns (dict): for each column of `COLUMNS` to use, the rows and the width of its table.
    """
    names = [name for name in COLUMNS if name in columns]
    reader: Model[list[Doc], list[Ints2d]] = Model(
        "troth_features",
        _read_features,
        attrs={"columns": [COLUMNS.index(name) for name in names]},
    )
    tables: list[Model[Any, Any]] = [
        HashEmbed(columns[name][1], columns[name][0], column=i, seed=8 + i, dropout=0.0)
        for i, name in enumerate(names)
    ]
    total = sum(columns[name][1] for name in names)
    mixer = Maxout(width, total, nP=3, dropout=0.0, normalize=True)
    embed: Any = chain(
        cast(Any, reader),
        cast(Any, list2ragged()),
        cast(Any, with_array(concatenate(*cast(Any, tables)))),
        cast(Any, with_array(cast(Any, mixer))),
        cast(Any, ragged2list()),
    )
    return cast("Model[list[Doc], list[Floats2d]]", embed)


class Attribution(EntityRecognizer):  # type: ignore[misc]
    """An entity recogniser over `features` that writes to ``doc.spans["attribution"]``.

    It leaves ``doc.ents`` alone. Put it behind the tagger and the parser.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions of one document."""
        self._annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Find the attributions of a stream of documents."""
        for docs in minibatch(stream, size=batch_size):  # type: ignore[no-untyped-call]
            self._annotate(docs)
            yield from docs

    def _annotate(self, docs: list[Doc]) -> None:
        shadows = [shadow(doc) for doc in docs]
        self.set_annotations(shadows, self.predict(shadows))
        for doc, bare in zip(docs, shadows, strict=True):
            doc.spans[SPANS_KEY] = [
                Span(doc, found.start, found.end, label=found.label_) for found in bare.ents
            ]


def _spans(doc: Doc, attr: str) -> list[Span]:
    return list(doc.spans.get(SPANS_KEY, []))


def _score(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    scores: dict[str, Any] = Scorer.score_spans(
        examples, SPANS_KEY, getter=_spans, has_annotation=lambda _: True
    )
    return scores


@registry.scorers("troth.attribution_scorer.v1")  # type: ignore[untyped-decorator]
def _make_scorer() -> Callable[..., dict[str, Any]]:
    return _score


@Language.factory(
    "attribution",
    assigns=["doc.spans"],
    requires=["token.tag", "token.dep", "token.head"],
    default_config={
        "update_with_oracle_cut_size": 100,
        "scorer": {"@scorers": "troth.attribution_scorer.v1"},
    },
    default_score_weights={"attribution_f": 1.0, "attribution_per_type": None},
)
def make_attribution(
    nlp: Language,
    name: str,
    model: Model[Any, Any],
    update_with_oracle_cut_size: int,
    scorer: Callable[..., dict[str, Any]] | None,
) -> Attribution:
    """Build the component from its configuration."""
    vocab: Vocab = nlp.vocab
    return Attribution(
        vocab,
        model,
        name=name,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        scorer=scorer,
    )
