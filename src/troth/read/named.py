"""Names inside a phrase: which of them says who the phrase means."""

from collections.abc import Iterable

from spacy.tokens import Token

from troth.read.lexicon import group, title_words, words
from troth.read.names import POSSESSIVE, Mention, Names
from troth.read.parsed import Parsed
from troth.read.phrases import Phrases
from troth.read.referents import DETERMINERS

LONGEST_TITLE = 10
"""Words that can stand between a comma and the name in apposition behind them."""


class NamedIn:
    """The names that stand inside or right beside a phrase."""

    def __init__(self, parsed: Parsed, names: Names, phrases: Phrases) -> None:
        self._parsed = parsed
        self._names = names
        self._phrases = phrases
        self._doc = parsed.doc

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The names that begin or lie within tokens ``[start, end)``, in order."""
        found = {self._names.at[i] for i in range(start, end) if i in self._names.at}
        return sorted(found, key=lambda mention: mention.start)

    def possessed(self, mention: Mention) -> bool:
        """Whether a name owns what follows: "Lee’s"."""
        after = mention.end
        return after < len(self._doc) and self._doc[after].text in POSSESSIVE

    def _owns(self, mention: Mention, end: int) -> bool:
        """Whether a name owns something within a phrase, and does not just end it."""
        return self.possessed(mention) and mention.end < end

    def _behind_preposition(self, mention: Mention, start: int) -> bool:
        before = mention.start - 1
        return before > start and self._doc[before].lower_ in {
            "of",
            "to",
            "for",
            "by",
            "in",
            "with",
            "from",
            "at",
        }

    def person_in(self, head: Token, start: int, end: int) -> Mention | None:
        """The person that a phrase names: the last who neither owns nor qualifies its head."""
        people = [m for m in self.mentions(start, end) if m.kind == "person"]
        people = [m for m in people if not self._owns(m, end) or m.start <= head.i < m.end]
        people = [m for m in people if not self._behind_preposition(m, start)]
        people = [m for m in people if not self._names_whose(m, head)]
        return people[-1] if people else None

    @staticmethod
    def _names_whose(mention: Mention, head: Token) -> bool:
        """Whether a name tells whose somebody is who is not named: "a Lee spokesman"."""
        return mention.end <= head.i and head.tag_ in {"NN", "NNS"} and head.text.islower()

    def state_only(self, start: int, end: int) -> Mention | None:
        """The state that a phrase names by itself: "Moscow", "the United States"."""
        for mention in self.mentions(start, end):
            rest = [i for i in range(start, end) if not mention.start <= i < mention.end]
            free = all(
                self._doc[i].lower_ in DETERMINERS
                or self._doc[i].is_punct
                or self._doc[i].dep_ in {"advmod"}
                for i in rest
            )
            if mention.kind == "state" and mention.role in {"name", "capital"} and free:
                return mention
        return None

    def side_in(self, head: Token, start: int, end: int) -> Mention | None:
        """The state whose side a phrase names: "the Norwegian side"."""
        found = [m for m in self.mentions(start, end) if m.kind == "state"]
        if head.lower_ not in group("side_nouns") or len(found) != 1 or found[0].end != head.i:
            return None
        before = self._doc[start : found[0].start]
        return found[0] if all(token.lower_ in DETERMINERS for token in before) else None

    def body_in(self, head: Token, start: int, end: int) -> Mention | None:
        """The body or place that a phrase names with its head."""
        for mention in self.mentions(start, end):
            if mention.kind in {"body", "place"} and mention.start <= head.i < mention.end:
                whole = [
                    i
                    for i in range(start, end)
                    if not mention.start <= i < mention.end
                    and self._doc[i].lower_ not in DETERMINERS
                    and not self._doc[i].is_punct
                ]
                if not whole or (mention.kind == "body" and not self._describes(whole)):
                    return mention
        return None

    def _describes(self, tokens: Iterable[int]) -> bool:
        """Whether tokens beside a name are part of who is meant: "of Iraq"."""
        return any(self._doc[i].lower_ in {"of", "for"} for i in tokens)

    def apposed(self, head: Token, start: int, end: int) -> Mention | None:
        """The name beside a description in commas: "a key aide, Ann Lee, told"."""
        doc, last = self._doc, self._parsed.sentence(head.i).end
        if head.lower_ in group("any_body") and end + 1 < last and doc[end].text == ",":
            return self._apposed_body(end + 1, last)
        if head.lower_ not in words("speakers.txt") and head.lower_ not in title_words():
            return None
        if end + 1 < last and doc[end].text == ",":
            mention = self._behind_titles(end + 1, last)
            if (
                mention is not None
                and mention.end < last
                and (doc[mention.end].is_punct or self._phrases.verb_at(mention.end))
                and not (self._according(start) and not doc[mention.end].is_punct)
            ):
                return mention
        if start >= 2 and doc[start - 1].text == ",":
            mention = self._names.at.get(start - 2)
            if (
                mention is not None
                and mention.kind == "person"
                and end < last
                and doc[end].text == ","
            ):
                return mention
        return None

    def _according(self, start: int) -> bool:
        """Whether "according to" stands before a phrase: what follows its comma is what is said."""
        return start >= 2 and self._doc[start - 2].lower_ == "according"

    def alias(self, end: int) -> Mention | None:
        """The name that somebody described is given right behind: "a nurse called Ann"."""
        for i in range(end, min(end + 6, len(self._doc))):
            mention = self._names.at.get(i)
            if mention is not None:
                return mention if mention.kind == "person" and i > end else None
            if self._doc[i].lower_ not in group("naming"):
                return None
        return None

    def _apposed_body(self, first: int, last: int) -> Mention | None:
        """The body in commas behind a description: "the militant group, the Lake Front, said"."""
        at = first + 1 if first < last and self._doc[first].lower_ == "the" else first
        mention = self._names.at.get(at)
        if mention is None or mention.kind != "body" or mention.start != at:
            return None
        return mention if mention.end < last and self._doc[mention.end].text == "," else None

    def _behind_titles(self, first: int, last: int) -> Mention | None:
        """The person whose name ends a phrase of titles: "law professor Ann Lee"."""
        for i in range(first, min(first + LONGEST_TITLE, last)):
            mention = self._names.at.get(i)
            if mention is not None and mention.kind == "person":
                joined = i > first and self._doc[i - 1].tag_ == "CC"
                return mention if mention.start == i and not joined else None
            if self._doc[i].lower_ == "but":
                return None
            nominal = self._doc[i].tag_.startswith(("JJ", "NN", "CC", "HYPH"))
            if mention is None and not nominal and self._doc[i].lower_ not in title_words():
                return None
        return None

    def mentions_person(self, start: int, end: int) -> bool:
        """Whether tokens ``[start, end)`` name a person."""
        return any(m.kind == "person" for m in self.mentions(start, end))

    def plain(self, head: Token, start: int, end: int) -> bool:
        """Whether a phrase is a noun with articles and counts only: "the two sides"."""
        office = {"of", "state", "government", "and"} if head.lower_ in {"head", "heads"} else set()
        free = DETERMINERS | {"two", "three", "four", "all"} | office
        return all(self._doc[i].lower_ in free or i == head.i for i in range(start, end))

    def demonyms(self, start: int, end: int) -> list[str]:
        """The states that tokens name by themselves or by their adjectives."""
        return [
            self._names.name(m)
            for m in self.mentions(start, end)
            if m.kind == "state" and m.role in {"demonym", "name"}
        ]
