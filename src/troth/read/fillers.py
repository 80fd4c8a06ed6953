"""Fillers: what stands between a cue and its content: times, places, media, addressees."""

from collections.abc import Sequence

from troth.read.calendar import When
from troth.read.cues import Found
from troth.read.lexicon import group, words
from troth.read.parsed import Parsed
from troth.read.referents import DETERMINERS
from troth.read.stretches import FINITE, Stretches

FILL = frozenset(
    "on in at during ahead after before via to from through late early alongside by with following "
    "upon under".split()
)


class Fillers:
    """Finds the way past what a cue has beside its content.

    Attributes:
        time_end: where a time ends, by the token at which it begins.
    """

    def __init__(self, parsed: Parsed, times: Sequence[When], stretches: Stretches) -> None:
        self._doc = parsed.doc
        self._stretches = stretches
        self.time_end = {
            parsed.token_at(time.start): parsed.token_at(time.end - 1) + 1 for time in times
        }

    def past_fillers(self, cue: Found, position: int, limit: int) -> int:
        """Behind adverbs, times, media, places and an addressee that stand before the content."""
        addressed = cue.entry is not None and "A" in cue.entry.frames
        moved = True
        while moved and position < limit:
            moved = False
            if (
                position in self.time_end
                and self.time_end[position] <= limit
                and self._stretches.word(self.time_end[position]) not in {"'s", "’s"}
            ):
                position, moved = self.time_end[position], True
            elif self._stretches.word(position) == "in" and (
                self._stretches.word(position + 1) in group("adverbial_nouns")
            ):
                position, moved = position + 2, True
            elif self._stretches.word(position) in FILL | {"social"}:
                end = self._phrase_end(position + 1, limit)
                if end > position + 1:
                    position, moved = end, True
            elif (
                self._doc[position].tag_ == "RB"
                and self._stretches.word(position) not in {"not", "so", "now"}
            ) or self._stretches.word(position) == "of":
                position, moved = position + 1, True
            elif addressed and self._addressee(cue, position, limit):
                position, moved = self._addressee(cue, position, limit), True
                addressed = False
        return position

    def _addressee(self, cue: Found, position: int, limit: int) -> int:
        """Where an addressee ends that begins here; 0 when none does."""
        if cue.entry is None or cue.entry.verb not in words("addressing_verbs.txt"):
            return 0
        if self._doc[position].tag_ == "PRP":
            return position + 1
        if cue.entry.verb in {"warn", "promise"}:
            return 0
        spoken_to = self._by_parse(cue, position, limit)
        if spoken_to:
            return spoken_to
        end = self._phrase_end(position, limit)
        return end if position < end < limit else 0

    @staticmethod
    def _by_parse(cue: Found, position: int, limit: int) -> int:
        """Where an object ends that stands before a clause of the same verb; 0 without both."""
        children = list(cue.verb.children)
        clause = next((c for c in children if c.dep_ == "ccomp" and c.i > cue.verb.i), None)
        for child in children:
            if child.dep_ in {"iobj", "obj"} and child.left_edge.i == position:
                end = int(child.right_edge.i) + 1
                return end if clause is not None and end <= clause.left_edge.i < limit else 0
        return 0

    def _phrase_end(self, position: int, limit: int) -> int:
        """End of a short noun phrase: article, adjectives, nouns, and what "of" adds."""
        if position in self.time_end:
            return min(self.time_end[position], limit)
        i = position
        seen = False
        while i < limit:
            tag, lower = self._doc[i].tag_, self._doc[i].lower_
            if (lower == "of" and (seen or i == position)) or lower in {"-", "&"} or tag == "POS":
                i += 1
                seen = False
                continue
            if seen and (
                tag in {"DT", "PRP", "PRP$", "EX", "WP", "WDT", "JJS"} or lower in DETERMINERS
            ):
                break
            if tag.startswith(("NN", "CD", "JJ", "DT", "PRP", "VBG", "SYM")):
                if (
                    seen
                    and tag.startswith("NNP")
                    and not self._doc[i - 1].tag_.startswith(("NNP", "JJ", "NN"))
                ):
                    break
                if (
                    seen
                    and self._doc[i - 1].tag_ == "NNP"
                    and tag in {"NNS", "NN"}
                    and self._doc[i].dep_ in {"nsubj", "nsubj:pass"}
                ):
                    break
                seen = seen or tag.startswith(("NN", "PRP", "CD", "SYM"))
                i += 1
                continue
            break
        return i if seen else position

    def past_parenthesis(self, comma: int, limit: int) -> int | None:
        """Behind a short aside in commas: "said, in Russian, that …"."""
        for i in range(comma + 1, min(comma + 8, limit)):
            if self._stretches.word(i) == ",":
                return i + 1
            if self._doc[i].tag_ in FINITE:
                return None
        return None
