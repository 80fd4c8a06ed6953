"""Parties: who stands beside whom, whose contact a text is about, and who issues it."""

from troth.read.layout import SegmentKind
from troth.read.lexicon import group, titles, words
from troth.read.names import Mention, Names
from troth.read.parsed import Parsed
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
        contact: the two parties of the contact that the text is about; empty without one.
        issuers: who speaks in a statement of his own; empty where the headline names nobody.
    """

    def __init__(self, parsed: Parsed, names: Names, phrases: Phrases) -> None:
        self._parsed = parsed
        self._names = names
        self._phrases = phrases
        self._doc = parsed.doc
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
        """The two parties of the contact that the text is about, if its beginning tells of one."""
        for sentence in self._parsed.sentences[:4]:
            here = [m for m in self._names.mentions if sentence.start <= m.start < sentence.end]
            if sentence.segment.kind is SegmentKind.HEADLINE:
                contact = [t.i for t in self._parsed.tokens(sentence) if t.lower_ in CONTACT_WORDS]
                told_by = any(t.lower_ in {"from", "by"} for t in self._parsed.tokens(sentence))
                here = [m for m in here if not told_by or (contact and m.start > contact[-1])]
            people = list(dict.fromkeys(m.actor for m in here if m.kind == "person"))
            lower = {token.lower_ for token in self._parsed.tokens(sentence)}
            if not lower & CONTACT_WORDS:
                continue
            if len(people) == 2:
                return tuple(self._names.actors[a].name for a in people)
            if len(people) == 1 and sentence.segment.kind is SegmentKind.HEADLINE and not told_by:
                other = self._other_party(people[0])
                if other:
                    return (self._names.actors[people[0]].name, other)
        return ()

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
