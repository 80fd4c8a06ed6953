"""Antecedents: whom a later pronoun or noun can refer back to."""

import re
from bisect import bisect_left

from spacy.tokens import Token

from troth.read.descriptions import Descriptions
from troth.read.lexicon import group, role_nouns, title_words
from troth.read.named import NamedIn
from troth.read.names import POSSESSIVE, Names
from troth.read.offices import woman_by
from troth.read.parsed import Parsed
from troth.read.phrases import Phrases
from troth.read.referents import DETERMINERS, Who

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"acl:relcl", "advcl:relcl"})
LOWER = frozenset({"vice", "deputy", "assistant"})
"""Words that make an office one below another."""
MAIN = 2
"""The rank of a main verb's subject."""
STALE = 12
"""How many sentences back a pronoun may reach; set by reading, not tuned on a corpus."""


class Antecedents:
    """Everybody that a text makes a later word able to mean, and how likely each is."""

    def __init__(
        self,
        parsed: Parsed,
        names: Names,
        *,
        phrases: Phrases,
        named: NamedIn,
        descriptions: Descriptions,
    ) -> None:
        self._parsed = parsed
        self._names = names
        self._doc = parsed.doc
        self._phrases = phrases
        self._named = named
        self._descriptions = descriptions
        self._subjects = self._find_subjects()

    def before(self, token: Token, kinds: set[str]) -> list[Who]:
        """Earlier subjects of the wanted kinds, the likeliest first."""
        found = self._earlier(token, kinds)
        return [who for _, who in sorted(found, key=lambda item: item[0])]

    def _earlier(self, token: Token, kinds: set[str]) -> list[tuple[tuple[int, int, int], Who]]:
        """Everybody before a word of the wanted kinds: sentences back, less rank, less place."""
        sentence = self._parsed.sentence_of[token.i]
        quote = self._parsed.quote_of[token.i]
        found = []
        earlier = bisect_left(self._subjects, token.i, key=lambda subject: subject[0])
        for place, who in (self._subjects[i] for i in range(earlier - 1, -1, -1)):
            distance = sentence - self._parsed.sentence_of[place]
            if distance > STALE:
                break
            if (
                self._parsed.quote_of[place] not in {-1, quote}
                or who.kind not in kinds
                or not who.names
                or (distance == 0 and self._fronted(place, token))
            ):
                continue
            found.append(((distance, -self._rank(place), -place), who))
        return found

    def _fronted(self, place: int, token: Token) -> bool:
        """Whether somebody stands in a phrase without a subject that opens a word's own clause.

        Who speaks is not whom he speaks to: "Speaking to Ann Lee, he said".
        """
        if token.dep_ not in {"nsubj", "nsubj:pass"}:
            return False
        sentence = self._parsed.sentence(token.i)
        opening = self._doc[sentence.start : token.i]
        return place < token.i and not any(
            other.dep_ in {"nsubj", "nsubj:pass"} or other.tag_ in FINITE for other in opening
        )

    def _rank(self, place: int) -> int:
        """Subjects of a sentence's main verb before other subjects before the rest."""
        token = self._doc[place]
        if token.dep_ == "nsubj" and token.head.dep_ in RELATIVE:
            return 1
        mention = self._names.at.get(place)
        if (
            mention is not None
            and mention.end < len(self._doc)
            and self._doc[mention.end].tag_ in {"VBD", "VBZ"}
        ):
            return MAIN
        if token.dep_ in {"nsubj", "nsubj:pass"}:
            return MAIN if token.head.dep_ in {"root", "ROOT", "parataxis", "conj"} else 1
        return 0

    def fits(self, who: Who, pronoun: str) -> bool:
        """Whether a pronoun's gender allows it to mean somebody; what is unknown allows it."""
        if who.actor is not None:
            woman = self._names.actors[who.actor].woman
        else:
            woman = woman_by(" ".join(who.names))
        if pronoun in {"she", "her", "herself"}:
            return woman is not False
        if pronoun in {"he", "him", "his", "himself"}:
            return woman is not True
        return True

    def holders(self, head: Token, start: int, end: int) -> Who | None:
        """Holders of one office in several states: "the Russian and French presidents"."""
        names: list[str] = []
        wanted = self._named.demonyms(start, end)
        if (end < len(self._doc) and self._doc[end].lower_ in {"and", "of"}) or len(wanted) == 1:
            wanted += [
                self._names.name(m)
                for m in self._named.mentions(end, min(end + 4, len(self._doc)))
                if m.kind == "state" and m.role == "name"
            ]
        for state in dict.fromkeys(wanted):
            holder = self._of_state(state, head)
            if holder is not None:
                names.append(self._names.actors[holder].name)
        return Who(tuple(names), "group", start, end) if len(names) > 1 else None

    def holder(self, head: Token, start: int, end: int) -> Who | None:
        """The person that "the French leader" or "the official" means."""
        wanted = self._named.demonyms(start, end) + self._state_behind(head, end)
        if wanted:
            holder = self._of_state(wanted[0], head)
            if holder is None:
                return None
            return Who((self._names.actors[holder].name,), "person", start, end, holder)
        plain = all(
            self._doc[i].lower_ in DETERMINERS
            or i == head.i
            or self._doc[i].lower_ in title_words()
            for i in range(start, end)
        )
        if not plain:
            return None
        office = [t.lower_ for t in self._doc[start:end]]
        for who in self.before(head, {"person", "unnamed"}):
            if who.kind == "unnamed" and head.lower_ in who.names[0].lower():
                return who
            if who.kind == "person" and self._could_be(who, office, head.lower_):
                return who
        return None

    def only_holder(self, head: Token, start: int, end: int) -> Who | None:
        """The one person of a text, before or behind, who holds an office of a place.

        "Lakeland's governor" is the governor Ann Lee where the text has no other.
        """
        of = [m for m in self._named.mentions(start, head.i) if m.kind in {"place", "state"}]
        if len(of) != 1 or of[0].end > head.i or end != head.i + 1:
            return None
        if any(t.lower_ not in DETERMINERS for t in self._doc[start : of[0].start]):
            return None
        title = [t for t in self._doc[of[0].end : head.i + 1] if t.text not in POSSESSIVE]
        if any(t.lower_ not in title_words() for t in title):
            return None
        office = " ".join(t.lower_ for t in title)
        state = self._names.name(of[0]) if of[0].kind == "state" else None
        holders = [i for i in self._names.people() if self._holds(i, office, state)]
        if len(holders) != 1:
            return None
        return Who((self._names.actors[holders[0]].name,), "person", start, end, holders[0])

    def _holds(self, actor: int, office: str, state: str | None) -> bool:
        """Whether a person holds an office now, and of no other state."""
        person = self._names.actors[actor]
        if state is not None and person.states and state not in person.states:
            return False
        return any(
            re.search(rf"\b{re.escape(office)}\b", title.lower())
            and not set(title.lower().split()) - set(office.split()) & group("not_in_office")
            for title, *_ in person.offices
        )

    def _offices(self, who: Who) -> list[list[str]]:
        """The words of every office that the text gives a person."""
        if who.actor is None:
            return []
        return [title.lower().split() for title, *_ in self._names.actors[who.actor].offices]

    def _could_be(self, who: Who, office: list[str], noun: str) -> bool:
        """Whether a person's offices allow to call him so; unknown offices allow it.

        The holder of a lower office is not called by the higher one's name.
        """
        offices = self._offices(who)
        if not offices or any(
            noun in own and set(own) & LOWER == set(office) & LOWER for own in offices
        ):
            return True
        return noun in {
            "leader",
            "politician",
            "colleague",
            "counterpart",
            "man",
            "woman",
            "head",
            "official",
        }

    def _state_behind(self, head: Token, end: int) -> list[str]:
        found = [m for m in self._named.mentions(head.i + 1, end) if m.kind == "state"]
        return [self._names.name(m) for m in found]

    def _of_state(self, state: str, head: Token) -> int | None:
        """The newest person before this place who acts for a state; failing that, one unclaimed."""
        seen = list(
            dict.fromkeys(
                m.actor
                for m in reversed(self._names.mentions)
                if m.kind == "person" and m.start < head.i
            )
        )
        for actor in seen:
            if state in self._names.actors[actor].states:
                return actor
        unclaimed = [actor for actor in seen if not self._names.actors[actor].states]
        return unclaimed[0] if len(unclaimed) == 1 else None

    def same_noun(self, head: Token, kind: str, start: int, end: int) -> Who | None:
        """The body that "the agency" or "the group" means: the newest whose name fits.

        One that was the subject of a main verb goes before one that was only mentioned.
        """
        if any(self._named.mentions(start, end)) or not self._named.plain(head, start, end):
            return None
        found = self._earlier(head, {"body", "state", "group"})
        found.sort(key=lambda item: (item[0][1] > -MAIN, item[0]))
        for _, who in found:
            name = " ".join(who.names).lower()
            if head.lower_ in name.split() or (kind == "state" and who.kind == "state"):
                return who
        if kind == "body" and head.lower_ in group("any_body"):
            for who in self.before(head, {"body"}):
                on_the_web = head.lower_ not in group("web_bodies") or "." in who.names[0]
                if on_the_web and any(character.isupper() for character in who.names[0]):
                    return who
        return None

    def _find_subjects(self) -> list[tuple[int, Who]]:
        """Every phrase that a later word could refer back to, by the place of its head."""
        found: list[tuple[int, Who]] = []
        for mention in self._names.mentions:
            if mention.role in {"demonym", "people"} or mention.kind == "place":
                continue
            head = self._doc[mention.start : mention.end].root
            kind = mention.kind
            top = self._top(head)
            if self._named.possessed(mention) or (kind == "state" and not self._acts(top)):
                continue
            who = Who((self._names.name(mention),), kind, mention.start, mention.end, mention.actor)
            found.append((top.i if top.left_edge.i <= mention.start else head.i, who))
        for token in self._doc:
            if token.dep_ in {"nsubj", "nsubj:pass"} and token.i not in self._names.at:
                role = role_nouns().get(token.lower_)
                indefinite = self._doc[token.left_edge.i].lower_ in {"a", "an", "one", "another"}
                if role and role.kind == "person" and not role.many and indefinite:
                    start, end = self._phrases.core(token)
                    apposed = self._named.apposed(token, start, end)
                    if apposed is None and not self._named.mentions_person(start, end):
                        found.append((token.i, self._descriptions.described(token, start, end)))
                elif (
                    token.tag_ == "NNS"
                    and role is None
                    and token.lower_.endswith(
                        ("officials", "media", "authorities", "representatives", "members")
                    )
                ):
                    start, end = self._phrases.core(token)
                    found.append((token.i, self._descriptions.described(token, start, end)))
        return sorted(found, key=lambda item: item[0])

    def _top(self, head: Token) -> Token:
        """The head of the phrase that a name is the title's or apposition's part of."""
        own = self._names.at.get(head.i)
        while head.dep_ in {"flat", "flat:name", "appos", "compound"} and head.head.i != head.i:
            other = self._names.at.get(head.head.i)
            if other is not None and other is not own and other.kind == "person":
                break
            head = head.head
        return head

    def _acts(self, head: Token) -> bool:
        return head.dep_ in {
            "nsubj",
            "nsubj:pass",
            "conj",
            "obl:agent",
            "obl",
            "obj",
            "root",
            "ROOT",
        }
