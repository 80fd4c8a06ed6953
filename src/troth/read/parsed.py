"""A document's text, tokenised and parsed, with the way back to its characters."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

from troth.model import Document, Span
from troth.read.encoder import PARAGRAPHS
from troth.read.layout import Segment, SegmentKind, segments
from troth.read.quotes import Quotation, quotations
from troth.read.sentences import starts

GLUED = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z]+(?: [A-Z][a-z]+)* of (?:the )?[A-Z])")
WORD = re.compile(r"\S+")
LONGEST_RUN = 500
"""Characters without a space that are given to the tokenizer at once."""
ENDLESS = re.compile(rf"\S{{{LONGEST_RUN},}}")
OFFICE = re.compile(r"[A-Z][\w-]+(?: (?:(?:of|the|and|for) )*[A-Z][\w’'-]+)*")


@dataclass(frozen=True)
class Caption:
    """A name card that a web page left in its text: the name again, glued to an office."""

    start: int
    end: int
    name: str
    office: str
    office_start: int


@dataclass(frozen=True)
class Sentence:
    """Tokens ``[start, end)`` of one sentence, its segment, and its number in the text."""

    start: int
    end: int
    segment: Segment
    number: int


@dataclass(frozen=True)
class Quoted:
    """A quotation by its tokens ``[start, end)``, the marks included."""

    start: int
    end: int
    marks: Quotation


@dataclass
class Parsed:
    """A parsed document.

    Tokens carry no white space and no page furniture; ``starts`` and ``ends`` say where each lies
    in the document's own text, so every span is cut from that text.
    """

    document: Document
    doc: Doc
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]
    quoted: list[Quoted]
    captions: list[Caption]
    quote_of: list[int] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.quote_of = [-1] * len(self.doc)
        for number, quoted in enumerate(self.quoted):
            self.quote_of[quoted.start : quoted.end] = [number] * (quoted.end - quoted.start)
        self.sentence_of = [0] * len(self.doc)
        for sentence in self.sentences:
            size = sentence.end - sentence.start
            self.sentence_of[sentence.start : sentence.end] = [sentence.number] * size

    def span(self, start: int, end: int) -> Span:
        """The document's span of tokens ``[start, end)``.

        Raises:
            AnchorError: the range of tokens is empty.
        """
        return Span(self.document.text, self.starts[start], self.ends[end - 1])

    def words(self, start: int, end: int) -> str:
        """The text of tokens ``[start, end)``, its white space made single spaces."""
        if start >= end:
            return ""
        return " ".join(self.document.text[self.starts[start] : self.ends[end - 1]].split())

    def sentence(self, token: int) -> Sentence:
        """The sentence that a token is in."""
        return self.sentences[self.sentence_of[token]]

    def tokens(self, sentence: Sentence) -> Iterator[Token]:
        """The tokens of a sentence."""
        return iter(self.doc[sentence.start : sentence.end])

    def in_quotation(self, token: int) -> bool:
        """Whether a token is inside quotation marks."""
        return self.quote_of[token] >= 0

    def token_at(self, character: int) -> int:
        """The last token that begins at or before a character of the text."""
        return max(bisect_right(self.starts, character) - 1, 0)


def tokenised(document: Document, nlp: Language) -> Parsed:
    """The document's tokens with their sentence starts set, not parsed yet."""
    text = document.text
    cards = captions(text)
    words: list[str] = []
    begins: list[bool] = []
    places: list[tuple[int, int]] = []
    owners: list[Segment] = []
    for segment in segments(text):
        if segment.kind is SegmentKind.DATELINE:
            continue
        own = list(_tokens(text, segment, cards, nlp))
        flags = starts([word for word, _, _ in own])
        for (word, start, end), flag in zip(own, flags, strict=True):
            words.append(word)
            places.append((start, end))
            begins.append(flag)
            owners.append(segment)
    spaces = [
        index + 1 < len(places) and places[index][1] < places[index + 1][0]
        for index in range(len(places))
    ]
    doc = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=[*begins])
    doc.user_data[PARAGRAPHS] = _paragraphs(owners)
    first = [index for index, begin in enumerate(begins) if begin] + [len(words)]
    sentences = [Sentence(a, b, owners[a], number) for number, (a, b) in enumerate(pairwise(first))]
    starts_, ends_ = [a for a, _ in places], [b for _, b in places]
    quoted = list(_quoted(text, starts_, ends_, owners))
    return Parsed(document, doc, starts_, ends_, sentences, quoted, cards)


def _paragraphs(owners: list[Segment]) -> list[int]:
    """The tokens that begin a paragraph."""
    numbers = [segment.paragraph for segment in owners]
    return [i for i, number in enumerate(numbers) if i == 0 or number != numbers[i - 1]]


def _tokens(
    text: str, segment: Segment, cards: list[Caption], nlp: Language
) -> Iterator[tuple[str, int, int]]:
    """Words of a segment with their places; white space and name cards are passed over."""
    for first, last in _without(segment, cards):
        for start, end in _bounded(text, first, last):
            for token in nlp.make_doc(text[start:end]):
                if not token.is_space:
                    yield token.text, start + token.idx, start + token.idx + len(token)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch cut where it goes on too long without a space.

    A tokenizer looks at such a run again for every mark it takes off, so that a page of quotation
    marks would take it minutes.
    """
    for run in ENDLESS.finditer(text, start, end):
        if start < run.start():
            yield start, run.start()
        for piece in range(run.start(), run.end(), LONGEST_RUN):
            yield piece, min(piece + LONGEST_RUN, run.end())
        start = run.end()
    if start < end:
        yield start, end


def _without(segment: Segment, cards: list[Caption]) -> Iterator[tuple[int, int]]:
    start = segment.start
    for card in cards:
        if segment.start <= card.start < segment.end:
            yield start, card.start
            start = card.end
    yield start, segment.end


def captions(text: str) -> list[Caption]:
    """Name cards that a web page left behind a name: "Ann Lee Lee AnnMinister of Health"."""
    found = []
    for match in GLUED.finditer(text):
        before = list(WORD.finditer(text, max(0, match.start() - 120), match.start()))[-8:]
        office = OFFICE.match(text, match.end())
        words = [word.group() for word in before]
        size = _repeated(words)
        if size and office:
            name = _name_before(words, size)
            start = before[-size].start()
            found.append(Caption(start, office.end(), name, office.group(), match.end()))
    return found


def _repeated(words: list[str]) -> int:
    """How many of the last words say the name before them again; 0 when none do.

    All its words in another order ("Ann Lee Lee Ann"), or its surname and the rest
    ("Mr Lee Lee Ann").
    """
    for size in (2, 3, 4):
        if len(words) >= 2 * size and sorted(words[-size:]) == sorted(words[-2 * size : -size]):
            return size
    for size in (2, 3):
        if len(words) > size and words[-size] == words[-size - 1]:
            return size
    return 0


def _name_before(words: list[str], size: int) -> str:
    """The name that a card repeats, as it stands before the card."""
    if len(words) >= 2 * size and sorted(words[-size:]) == sorted(words[-2 * size : -size]):
        return " ".join(words[-2 * size : -size])
    return words[-size - 1]


def _quoted(
    text: str, starts_: list[int], ends_: list[int], owners: list[Segment]
) -> Iterator[Quoted]:
    """The quotations of the text by their tokens."""
    blocks: list[tuple[int, int]] = []
    paragraph = -1
    for segment in owners:
        if segment.paragraph == paragraph:
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], segment.end))
        else:
            blocks.append((segment.start, segment.end))
            paragraph = segment.paragraph
    for marks in quotations(text, blocks):
        first = bisect_right(ends_, marks.start)
        last = bisect_right(starts_, marks.end - 1)
        if first < last:
            yield Quoted(first, last, marks)
