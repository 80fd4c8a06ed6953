"""Actors out of answers: whom the text names, at every place where it does."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from troth.model import Actor, ActorKind, Document, Issue, Office, Span, Statement
from troth.read.llm.answer import ProposedActor, ProposedOffice
from troth.read.llm.checked import Shown
from troth.read.llm.located import locate
from troth.read.llm.pieces import Piece
from troth.read.llm.records import refusal
from troth.read.sources.problem import UnreadableError

_T = TypeVar("_T")


class Actors:
    """Collects the actors of one document, and issues of what is refused.

    Args:
        document: the whole document.
        text_shows: what it shows.

    Attributes:
        issues: what was refused so far.
    """

    def __init__(self, document: Document, text_shows: Shown) -> None:
        self._document = document
        self._shows = text_shows
        self._kinds: dict[str, ActorKind] = {}
        self._forms: dict[str, set[str]] = {}
        self._offices: dict[str, list[Office]] = {}
        self._acts_for: dict[str, list[str]] = {}
        self.issues: list[Issue] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The names so far, in the order in which they came."""
        return tuple(self._kinds)

    def take(self, piece: Piece, given: ProposedActor) -> None:
        """Take an actor of an answer; what the text does not show of it is left out.

        Raises:
            UnreadableError: the text does not name it.
        """
        name = self._shows.name(given.name)
        kind = self._kinds.setdefault(name, given.kind)
        if kind is ActorKind.UNKNOWN:
            self._kinds[name] = given.kind
        self._forms.setdefault(name, {name}).update(self._checked(given.forms))
        sides = self._acts_for.setdefault(name, [])
        sides += [side for side in self._checked(given.acts_for) if side not in sides]
        for office in given.offices:
            self._take_office(name, piece, office)

    def found(self, statements: Iterable[Statement]) -> tuple[Actor, ...]:
        """The actors in the order of the text; speakers that no answer lists are of unknown kind.

        A form that several bear names none of them, unless it is the whole name of one.
        """
        for statement in statements:
            for name in statement.speaker:
                self._kinds.setdefault(name, ActorKind.UNKNOWN)
                self._forms.setdefault(name, {name})
        bearers = Counter(form for forms in self._forms.values() for form in forms)
        actors = [self._actor(name, bearers) for name in self._kinds]
        last = len(self._document.text)
        return tuple(
            sorted(actors, key=lambda a: (a.mentions[0].start if a.mentions else last, a.name))
        )

    def _actor(self, name: str, bearers: Counter[str]) -> Actor:
        own = [form for form in self._forms[name] if form == name or bearers[form] == 1]
        mentions = self._mentions(own)
        return Actor(
            name=name,
            kind=self._kinds[name],
            forms=tuple(sorted({" ".join(mention.text.split()) for mention in mentions})),
            offices=tuple(self._offices.get(name, ())),
            acts_for=tuple(self._acts_for.get(name, ())),
            mentions=tuple(mentions),
        )

    def _mentions(self, forms: Iterable[str]) -> list[Span]:
        """The places of some forms, none inside another; a longer form goes before a shorter."""
        return [self._document.span(start, end) for start, end in self._shows.places(*forms)]

    def _take_office(self, name: str, piece: Piece, given: ProposedOffice) -> None:
        def made() -> Office:
            place = locate(given.text, self._document.text, piece, "an office")
            published = self._document.published
            return Office(
                title=self._shows.verbatim(given.title),
                of=self._shows.name(given.of) if given.of else None,
                as_of=published.isoformat() if published else None,
                text=self._document.span(*place),
            )

        office = self._or_none(made)
        known = self._offices.setdefault(name, [])
        if office and office not in known:
            known.append(office)

    def _checked(self, names: Iterable[str]) -> list[str]:
        found = [self._or_none(partial(self._shows.name, name)) for name in names]
        return [name for name in found if name]

    def _or_none(self, find: Callable[[], _T]) -> _T | None:
        try:
            return find()
        except UnreadableError as error:
            self.issues.append(refusal(error, self._document))
            return None
