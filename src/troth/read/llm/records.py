"""Records out of an answer: what the text shows becomes one, what it does not becomes an issue.

A record is refused as a whole when what it rests on is: its content, its cue, its words. A speaker,
a participant, a day or a number that is refused leaves its field unknown.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import TypeVar

from troth.model import (
    Amount,
    Commitment,
    Document,
    Incident,
    Issue,
    Meeting,
    Span,
    Statement,
)
from troth.read.llm.answer import (
    ProposedCommitment,
    ProposedCount,
    ProposedIncident,
    ProposedMeeting,
    ProposedStatement,
)
from troth.read.llm.checked import NEXT, Shown, count, stands_for
from troth.read.llm.located import SPAN, Quote, locate, shown
from troth.read.llm.pieces import Piece
from troth.read.money import sums
from troth.read.sources.problem import UnreadableError

SPEAKER = "llm-speaker"
NEAR = 600
"""Code points between a cue or a mention and the content that it belongs to, at most."""

_T = TypeVar("_T")


class Records:
    """Makes records of one piece of a document, and issues of what it refuses.

    Args:
        document: the whole document.
        piece: the part that the answer is about.
        text_shows: what the document shows.

    Attributes:
        issues: what was refused so far.
    """

    def __init__(self, document: Document, piece: Piece, text_shows: Shown) -> None:
        self._document = document
        self._piece = piece
        self._shows = text_shows
        self.issues: list[Issue] = []

    def statement(self, given: ProposedStatement) -> Statement:
        """A statement.

        Raises:
            UnreadableError: its content or its cue is not there.
        """
        content = tuple(self._span(quote, "the content of a statement") for quote in given.content)
        _check_order(content)
        cue = self._near(given.cue, content, "the cue of a statement") if given.cue else None
        speaker, mention = self._speaker(given, (*content, cue) if cue else content)
        return Statement(
            speaker=speaker,
            speaker_text=mention,
            cue=cue,
            content=content,
            form=self._shows.form(content),
            act=given.act,
            on=self._day(given.on),
        )

    def meeting(self, given: ProposedMeeting) -> Meeting:
        """A meeting.

        Raises:
            UnreadableError: its words are not there.
        """
        text = self._span(given.text, "a meeting")
        on, until = self._days(given.on, given.until)
        return Meeting(
            kind=given.kind,
            participants=self._names(given.participants),
            place=self._place(given.place),
            on=on,
            until=until,
            status=given.status,
            text=text,
        )

    def commitment(self, given: ProposedCommitment) -> Commitment:
        """A commitment; its amounts are all the sums of money that stand in its words.

        Raises:
            UnreadableError: its words are not there, or it is nobody's.
        """
        text = self._span(given.text, "a commitment")
        by = self._names(given.by)
        if not by:
            raise UnreadableError(
                "llm-name",
                f"a commitment was refused: the text names nobody who would do {shown(text.text)}",
                next_step=NEXT,
            )
        since, until = self._days(given.since, given.until)
        found = (self._maybe(quote, "a condition") for quote in given.conditions)
        return Commitment(
            by=by,
            to=self._names(given.to),
            kind=given.kind,
            standing=given.standing,
            amounts=_amounts(text),
            conditions=tuple(span for span in found if span),
            since=since,
            until=until,
            text=text,
        )

    def incident(self, given: ProposedIncident) -> Incident:
        """An incident.

        Raises:
            UnreadableError: its words are not there.
        """
        text = self._span(given.text, "an incident")
        since, until = self._days(given.since, given.until) if given.negated else (None, None)
        return Incident(
            kind=given.kind,
            by=self._names(given.by),
            target=self._maybe(given.target, "a target"),
            place=self._place(given.place),
            on=self._day(given.on),
            killed=self._count(given.killed, "a number of dead"),
            injured=self._count(given.injured, "a number of injured"),
            reported_by=self._names(given.reported_by),
            negated=given.negated,
            since=since,
            until=until,
            text=text,
        )

    # What an answer quotes

    def _span(self, quote: Quote, what: str) -> Span:
        return self._document.span(*locate(quote, self._document.text, self._piece, what))

    def _maybe(self, quote: Quote | None, what: str) -> Span | None:
        return self._or_none(lambda: self._span(quote, what)) if quote else None

    def _near(self, quote: Quote, anchors: Sequence[Span], what: str) -> Span:
        span = self._span(quote, what)
        if min(_gap(span, anchor) for anchor in anchors) > NEAR:
            raise UnreadableError(
                SPAN,
                f"{what} was refused: {shown(span.text)} stands far from what is said",
                next_step=NEXT,
            )
        return span

    def _speaker(
        self, given: ProposedStatement, anchors: Sequence[Span]
    ) -> tuple[tuple[str, ...], Span | None]:
        """Who speaks, and the mention; nobody when the mention is not there or names another."""
        if given.speaker_text is None:
            return self._names(given.speaker), None
        quote = given.speaker_text
        mention = self._or_none(lambda: self._near(quote, anchors, "a speaker"))
        if mention is None:
            return (), None
        meant = []
        for name in self._names(given.speaker):
            if stands_for(name, mention.text):
                meant.append(name)
            else:
                what = f"a speaker was refused: {shown(mention.text)} does not name {shown(name)}"
                self._refuse(UnreadableError(SPEAKER, what, next_step=NEXT), mention)
        return tuple(meant), mention

    # What the text shows

    def _names(self, given: Iterable[str]) -> tuple[str, ...]:
        found = (self._or_none(partial(self._shows.name, name)) for name in given)
        return tuple(dict.fromkeys(name for name in found if name))

    def _place(self, given: str | None) -> str | None:
        return self._or_none(partial(self._shows.verbatim, given)) if given else None

    def _day(self, quote: Quote | None) -> str | None:
        return self._days(quote, None)[0]

    def _days(self, first: Quote | None, last: Quote | None) -> tuple[str | None, str | None]:
        """First and last day; the last is unknown when it would be before the first."""
        begins = self._when(first)
        ends = self._when(last)
        on = begins[0] if begins else None
        until = (ends[1] or ends[0]) if ends else (begins[1] if begins else None)
        if on and until and until < on[: len(until)]:
            what = f"a last day was refused: {until} is before {on}"
            self._refuse(UnreadableError("llm-date", what, next_step=NEXT))
            until = None
        return on, until

    def _when(self, quote: Quote | None) -> tuple[str | None, str | None] | None:
        span = self._maybe(quote, "a day")
        when = self._or_none(lambda: self._shows.day(span)) if span else None
        return (when.day, when.until) if when else None

    def _count(self, given: ProposedCount | None, what: str) -> int | None:
        span = self._maybe(given.quote, what) if given else None
        if given is None or span is None:
            return None
        return self._or_none(lambda: count(given.value, span, what))

    # What is refused

    def _or_none(self, find: Callable[[], _T]) -> _T | None:
        try:
            return find()
        except UnreadableError as error:
            self._refuse(error)
            return None

    def _refuse(self, error: UnreadableError, text: Span | None = None) -> None:
        self.issues.append(refusal(error, self._document, text))


def refusal(error: UnreadableError, document: Document, text: Span | None = None) -> Issue:
    """The issue that says what was refused."""
    return Issue(error.code, error.what, document.file, error.next_step, text)


def _check_order(content: tuple[Span, ...]) -> None:
    """Refuse content that is nothing, or overlaps itself, or is not in the order of the text."""
    apart = all(a.end <= b.start for a, b in pairwise(content))
    if not content or not apart:
        raise UnreadableError(
            SPAN,
            "a statement was refused: its content is empty or not in the order of the text",
            next_step=NEXT,
        )


def _amounts(text: Span) -> tuple[Amount, ...]:
    return tuple(found.amount for found in sums(text.text))


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
