"""Parties: who stands beside whom, whose contact a text is about, and who issues it."""

from collections.abc import Iterable

from spacy.tokens import Span, Token

from troth.read.layout import SegmentKind
from troth.read.lexicon import group, states, titles, words
from troth.read.names import Mention, Names
from troth.read.parsed import Parsed, Sentence
from troth.read.phrases import Phrases

CONTACT_WORDS = frozenset(
    "call conversation conversations spoke met meeting talks talked summit negotiations visit "
    "discussions hosted welcomed".split()
)
MEETING_VERBS = frozenset("spoke met speaks meets talked held speaking meeting".split())


PARTNER_REACH = 15
"""Tokens behind a name in which its partner must begin."""


class Parties:
    """The pairs of a text, the two parties of its contact, and its issuers.

    Attributes:
        contact: the parties of the contact that the text is about, mostly two; empty without one.
        issuers: who speaks in a statement of his own; empty where the headline names nobody.
    """

    def __init__(self, parsed: Parsed, names: Names, phrases: Phrases) -> None:
        self._parsed = parsed
        self._names = names
        self._phrases = phrases
        self._doc = parsed.doc
        self._sides: tuple[list[Mention], ...] = ()
        self._pairs = self._find_pairs()
        self.contact = self._find_parties()
        self.issuers = self._find_issuers()

    def _find_pairs(self) -> list[tuple[int, tuple[str, ...]]]:
        """Parties put side by side: "A and B", "between A and B", "A met with B"."""
        found: list[tuple[int, tuple[str, ...]]] = []
        for mention in self._names.mentions:
            if mention.kind not in {"person", "state"} or mention.role != "name":
                continue
            partner = self._partner(mention)
            if (
                partner is not None
                and partner.kind == mention.kind
                and partner.actor != mention.actor
            ):
                names = (self._names.name(mention), self._names.name(partner))
                found.append((partner.end, names))
        return found

    def _partner(self, mention: Mention) -> Mention | None:
        """The next name when only "and", "with" and the like, titles or a verb stand between."""
        for other in self._names.near(mention.end, mention.end + PARTNER_REACH)[:4]:
            between = self._doc[mention.end : other.start]
            if self._parsed.sentence_of[mention.start] != self._parsed.sentence_of[other.start]:
                return None
            if len(between) >= PARTNER_REACH:
                return None
            lower = {token.lower_ for token in between}
            if (
                other.kind == mention.kind
                and other.actor != mention.actor
                and lower & {"and", "with", "to"}
            ):
                tied = all(self._phrases.ties(token) for token in between)
                met = lower & MEETING_VERBS and lower & {"with", "to"}
                if tied or met:
                    return other
        return None

    def _find_parties(self) -> tuple[str, ...]:
        """The parties of the contact that the text is about, if its beginning tells of one.

        Where several met on a side, all of them.
        """
        for sentence in self._parsed.sentences[:4]:
            several = self._delegations(sentence)
            if several:
                return several
        for sentence in self._parsed.sentences[:4]:
            here = self._names.near(sentence.start, sentence.end)
            headed = sentence.segment.kind is SegmentKind.HEADLINE
            tokens = list(self._parsed.tokens(sentence))
            told_by = headed and any(t.lower_ in {"from", "by"} for t in tokens)
            contact = [t.i for t in tokens if t.lower_ in CONTACT_WORDS]
            if told_by:
                here = [m for m in here if contact and m.start > contact[-1]]
            people = list(dict.fromkeys(self._names.name(m) for m in here if m.kind == "person"))
            if not contact:
                continue
            many = self._many(here, contact)
            if many or len(people) == 2:
                return many or tuple(people)
            if len(people) == 1 and headed and not told_by:
                return self._partners(people[0])
        return ()

    def _delegations(self, sentence: Sentence) -> tuple[str, ...]:
        """Three people or more of whom a sentence tells that they met: "A and B met with C"."""
        if sentence.segment.kind is not SegmentKind.BODY:
            return ()
        tokens = self._parsed.tokens(sentence)
        met = next((t.i for t in tokens if t.lower_ in MEETING_VERBS and t.tag_ == "VBD"), None)
        with_ = met and next((i for i in range(met, sentence.end) if self._word(i) == "with"), None)
        if not met or not with_:
            return ()
        before = self._row(self._people(sentence.start, met))
        behind = self._row(self._people(with_, sentence.end))
        several = self._several(before, behind)
        if several:
            self._sides = before, behind
        return several

    def _several(self, before: list[Mention], behind: list[Mention]) -> tuple[str, ...]:
        """All on the two sides of a contact; empty where a side has none, or both one each."""
        actors = dict.fromkeys(m.actor for m in before + behind)
        if not before or not behind or len(actors) < 3:
            return ()
        return tuple(self._names.actors[actor].name for actor in actors)

    def side_of(self, phrase: Iterable[Token]) -> tuple[str, ...]:
        """Those who met for the state that a phrase names: "the Norwegian officials".

        The side whose offices name it, or the one that names none where the other names its own.
        """
        wanted = _states_in(phrase)
        if len(wanted) != 1 or len(self._sides) != 2:
            return ()
        told = [(side, _states_in(self._offices(side))) for side in self._sides]
        whose = [side for side, of in told if wanted <= of]
        if not whose and sum(bool(of) for _, of in told) == 1:
            whose = [side for side, of in told if not of]
        return tuple(self._names.name(m) for m in whose[0]) if len(whose) == 1 else ()

    def _offices(self, side: list[Mention]) -> Span:
        """The people on one side of a contact with the offices before them."""
        first = self._parsed.sentence(side[0].start).start
        verbs = (i for i in range(side[0].start, first, -1) if self._word(i) == "with")
        return self._doc[next(verbs, first) : side[-1].end]

    def _word(self, i: int) -> str:
        return self._doc[i].lower_

    def _people(self, start: int, end: int) -> list[Mention]:
        return [m for m in self._names.near(start, end) if m.kind == "person"]

    def _row(self, people: list[Mention]) -> list[Mention]:
        """The people at the beginning of a list that only their offices and "and" stand between."""
        row = people[:1]
        for mention in people[1:]:
            between = self._doc[row[-1].end : mention.start]
            if any(t.tag_.startswith(("VB", "W", "MD")) or t.tag_ == "POS" for t in between):
                break
            if not any(t.text == "," or t.lower_ == "and" for t in between):
                break
            row.append(mention)
        return row

    def _partners(self, name: str) -> tuple[str, ...]:
        """The parties of a contact of whom the headline names one only."""
        for sentence in self._parsed.sentences[1:3]:
            verbs = [t.i for t in self._parsed.tokens(sentence) if t.lower_ in MEETING_VERBS]
            many = self._many(self._names.near(sentence.start, sentence.end), verbs)
            if name in many:
                return many
        listed = tuple(self._names.name(m) for m in self._participants())
        person = next(i for i, actor in enumerate(self._names.actors) if actor.name == name)
        other = self._other_party(person)
        others = listed or ((other,) if other else ())
        return tuple(dict.fromkeys((name, *others))) if others else ()

    def _many(self, here: list[Mention], contact: list[int]) -> tuple[str, ...]:
        """All that a sentence joins on the two sides of one of its words of contact."""
        people = [m for m in here if m.kind == "person"]
        for word in contact:
            before = self._row([m for m in people if m.end <= word])
            behind = self._row([m for m in people if m.start > word])
            if before and behind and self._meets(word, behind[0]):
                return self._several(before, behind)
        return ()

    def _meets(self, verb: int, other: Mention) -> bool:
        """Whether only "with" or "to", titles and the like stand between a verb and a name."""
        between = self._doc[verb + 1 : other.start]
        words_ = {token.lower_ for token in between}
        told = words_ & {"with", "to"} or not between
        return bool(told) and all(
            self._joins(t) or t.lower_ in {"with", "to", "by", "phone", "today", "separately"}
            for t in between
        )

    def _participants(self) -> list[Mention]:
        """Those that a sentence lists: "Participants in the call included …"."""
        for sentence in self._parsed.sentences:
            if self._doc[sentence.start].lower_ in group("taking_part"):
                here = self._names.near(sentence.start, sentence.end)
                return self._row([m for m in here if m.kind == "person"])
        return []

    def _joins(self, token: Token) -> bool:
        """Whether a token may stand between two names of one list, in a title or around it."""
        return (
            self._phrases.ties(token)
            or token.text[:1].isupper()
            or token.lower_ in {"-", "in", ";", "for"}
        )

    def _find_issuers(self) -> tuple[str, ...]:
        """Who speaks in a statement of his own: "Statement from Ann Lee on …" in the headline."""
        if (
            not self._parsed.sentences
            or self._parsed.sentences[0].segment.kind is not SegmentKind.HEADLINE
        ):
            return ()
        first = self._parsed.sentences[0]
        lower = [token.lower_ for token in self._parsed.tokens(first)]
        start = next((i for i, word in enumerate(lower) if word in {"from", "by", "of"}), None)
        if start is None or not set(lower[:start]) & {
            "statement",
            "remarks",
            "declaration",
            "communiqué",
            "communique",
        }:
            return ()
        names: list[str] = []
        for i in range(start + 1, len(lower)):
            if lower[i] in {"on", "regarding", "at", "welcoming", "following", "calling"}:
                break
            mention = self._names.at.get(first.start + i)
            if mention is not None and mention.kind in {"person", "state", "body"}:
                names.append(self._names.name(mention))
        people = {actor.name for actor in self._names.actors if actor.kind == "person"}
        chosen = [name for name in names if name in people] or names
        return tuple(dict.fromkeys(chosen))

    def _other_party(self, person: int) -> str | None:
        """Who a headline's partner talked with: another person, an office, or the other state."""
        for mention in self._names.mentions:
            if (
                mention.kind == "person"
                and mention.actor != person
                and not self._parsed.in_quotation(mention.start)
                and self._doc[max(mention.start - 1, 0)].lower_ not in group("kin")
            ):
                return self._names.name(mention)
        own = self._names.actors[person].states
        for mention in self._names.mentions:
            if (
                mention.kind == "state"
                and mention.start >= 2
                and self._names.name(mention) not in own
            ):
                office = self._doc[mention.start - 2]
                if self._doc[mention.start - 1].lower_ == "of" and office.lower_ in titles():
                    return self._parsed.words(office.i, mention.end)
        for _, pair in self._pairs:
            others = [name for name in pair if name not in own]
            if len(pair) == 2 and len(others) == 1:
                return others[0]
        return None

    def pair_before(self, position: int, kind: str = "any") -> tuple[str, ...]:
        """The newest parties that stood side by side before a place, of one kind if wanted."""
        people = {actor.name for actor in self._names.actors if actor.kind == "person"}
        for place, pair in reversed(self._pairs):
            if place < position and (kind != "person" or set(pair) <= people):
                return pair
        return self.contact

    def states_of(self, pair: tuple[str, ...]) -> tuple[str, ...]:
        """The states of a pair: themselves, or those that the persons act for."""
        found = []
        for name in pair:
            actor = next((a for a in self._names.actors if a.name == name), None)
            if actor is not None and actor.kind == "person":
                found += actor.states[:1]
            elif actor is not None:
                found.append(name)
        return tuple(found) if len(found) == len(pair) else pair

    def home(self, actor: int | None) -> str | None:
        """The state that a person acts for, as the text says or lets be seen from whose aid it is.

        A readout may never say of which state its president is; the support he promises is called
        by the state's name. A state that another party of the contact acts for is not taken.
        """
        if actor is None or self._names.actors[actor].kind != "person":
            return None
        if self._names.actors[actor].states:
            return self._names.actors[actor].states[0]
        claimed = {
            state
            for i, other in enumerate(self._names.actors)
            if i != actor
            for state in other.states
        }
        for mention in self._names.mentions:
            if mention.kind != "state" or mention.role in {"people", "capital"}:
                continue
            name = self._names.name(mention)
            if name not in claimed and self._disposes(mention):
                return name
        return None

    def _disposes(self, mention: Mention) -> bool:
        """Whether words beside a state's name speak of its own support, forces or resolve."""
        near = [t.lower_ for t in self._doc[mention.end : mention.end + 5]]
        before = [t.lower_ for t in self._doc[max(0, mention.start - 4) : mention.start]]
        owned = (
            bool(near) and near[0] in words("owning.txt") and bool(set(near) & words("matters.txt"))
        )
        of = "of" in before[-2:] and bool(set(before) & words("matters.txt"))
        return owned or of


def _states_in(tokens: Iterable[Token]) -> set[str]:
    """The states that words name by themselves or by their adjectives."""
    forms = states()
    return {forms[token.text].state for token in tokens if token.text in forms}
