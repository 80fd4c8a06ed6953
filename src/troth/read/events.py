"""Events: who did what to whom, in the types of PLOVER.

A sentence is read from its main verb down: what is only said, begun or tried leads to what it is
about; a noun says what a verb of many meanings does ("hold talks"); auxiliaries tell what is to
come, refused or threatened. The words are tables in ``lexicon/``, after the definitions of the
PLOVER Manual (2021).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from spacy.language import Language
from spacy.tokens import Token

from troth.model import Document, Span
from troth.read.deeds import Deed, content_of, deed_of, is_saying, noun_deed
from troth.read.event_parties import EventParties, Party
from troth.read.event_words import USUAL
from troth.read.mending import parse
from troth.read.names import find_names
from troth.read.offices import find_offices
from troth.read.parsed import Parsed, Sentence, tokenised
from troth.read.who import Resolver

ATTRIBUTES = frozenset({"amod", "acl", "acl:relcl"})
"""How a verb hangs on a noun that it only tells more of."""
BATCH = 16
"""Documents parsed together."""


@dataclass(frozen=True)
class Event:
    """Somebody did something, to somebody.

    Attributes:
        plover: event type of PLOVER (2021), with its mode behind a slash where the words tell one;
            None when the words are none that an event is told with.
        text: the word that tells it.
        actor: who did it; None when the text does not tell.
        recipient: to whom; None when the text does not tell.
        negated: it is said not to have happened.
        leading: the one that its sentence is about; at most one in each sentence.
    """

    plover: str | None
    text: Span
    actor: Party | None
    recipient: Party | None
    negated: bool = False
    leading: bool = False

    @property
    def type(self) -> str | None:
        """The event type without its mode."""
        return self.plover.split("/")[0] if self.plover else None


def find_events(parsed: Parsed, resolver: Resolver) -> Iterator[Event]:
    """The events of a text, in the order of its sentences, the leading one of each first."""
    parties = EventParties(parsed, resolver)
    for sentence in parsed.sentences:
        yield from _in_sentence(parsed, parties, sentence)


def events_of(documents: Iterable[Document], nlp: Language) -> Iterator[list[Event]]:
    """The events of each document, in their order; a batch of documents is in memory at a time."""
    waiting = iter(documents)
    while batch := [tokenised(document, nlp) for document in islice(waiting, BATCH)]:
        parse(nlp, [parsed.doc for parsed in batch if len(parsed.doc)])
        for parsed in batch:
            names = find_names(parsed)
            find_offices(parsed, names)
            yield list(find_events(parsed, Resolver(parsed, names)))


def _in_sentence(parsed: Parsed, parties: EventParties, sentence: Sentence) -> Iterator[Event]:
    tokens = list(parsed.tokens(sentence))
    roots = [t for t in tokens if t.head.i == t.i]
    deeds: dict[int, Deed] = {}
    others = sorted((t for t in tokens if _predicate(t)), key=_attribute)
    for token in [*roots, *others]:
        deed = deed_of(token)
        if deed is not None:
            deeds.setdefault(deed.verb.i, deed)
    for number, deed in enumerate(deeds.values()):
        event = _event(parsed, parties, deed, leading=number == 0)
        if number == 0 and roots and _attribute(deed.verb):
            event = _filled(event, _event(parsed, parties, Deed(_told(roots[0]), "", USUAL)))
        yield event
    if not deeds and roots:
        yield from _without_verb(parsed, parties, roots[0], tokens)


def _without_verb(
    parsed: Parsed, parties: EventParties, root: Token, tokens: list[Token]
) -> Iterator[Event]:
    """The event of a sentence whose verbs tell of none: a noun's, or one of unknown type."""
    named = (noun_deed(token) for token in tokens if token.tag_.startswith("NN"))
    noun = next((deed for deed in named if deed is not None), None)
    main = _event(parsed, parties, Deed(_told(root), "", USUAL), leading=True)
    if noun is None:
        if main.actor is not None:
            yield main
        return
    event = _event(parsed, parties, noun, leading=True)
    actor = event.actor or main.actor
    recipient = event.recipient or main.recipient
    yield replace(event, actor=actor, recipient=recipient)


def _filled(event: Event, main: Event) -> Event:
    """An event that only an attribute tells, with the parties of the sentence it stands in."""
    actor, recipient = main.actor or event.actor, main.recipient or event.recipient
    return replace(event, actor=actor, recipient=recipient)


def _told(verb: Token) -> Token:
    """The verb of what is said, however often it is said that it is said."""
    content = content_of(verb) if is_saying(verb) else None
    return _told(content) if content is not None and _predicate(content) else verb


def _predicate(token: Token) -> bool:
    return token.tag_.startswith("VB") or any(c.dep_ == "cop" for c in token.children)


def _attribute(token: Token) -> bool:
    """Whether a verb only tells more of a noun, itself or by what it hangs on.

    No sentence is about such a verb, unless the noun is the sentence.
    """
    while token.head.i != token.i:
        if token.dep_ in ATTRIBUTES and token.head.head.i != token.head.i:
            return True
        token = token.head
    return False


def _event(parsed: Parsed, parties: EventParties, deed: Deed, *, leading: bool = False) -> Event:
    actor = parties.actor(deed)
    return Event(
        plover=deed.plover or None,
        text=parsed.span(deed.verb.i, deed.verb.i + 1),
        actor=actor,
        recipient=parties.recipient(deed, actor),
        negated=deed.negated,
        leading=leading,
    )
