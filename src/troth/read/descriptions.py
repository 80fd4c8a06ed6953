"""Descriptions: what to call somebody whom the text describes and does not name."""

from spacy.tokens import Token

from troth.read.lexicon import group, states, title_words, words
from troth.read.parsed import Parsed
from troth.read.referents import Who
from troth.read.spelling import POSSESSIVE


class Descriptions:
    """The words by which a text calls those that it does not name."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._doc = parsed.doc

    def described(self, head: Token, start: int, end: int) -> Who:
        """Somebody whom the text describes and does not name, or names with common words."""
        first = start
        while first < end - 1 and (
            self._doc[first].lower_ in group("unnaming") or self._doc[first].is_punct
        ):
            if self._doc[first].lower_ in group("hiding") and first == end - 2 == head.i - 1:
                break
            first += 1
        if self._doc[first].lower_ == "its" and head.lower_ in group("sources") and first < head.i:
            first += 1
        first = self._past_origin(first, end)
        first = self._proper_tail(first, end)
        stop = end
        while stop > first + 1 and (
            self._doc[stop - 1].is_punct or self._doc[stop - 1].text in POSSESSIVE
        ):
            stop -= 1
        stop = self._joined_inside(head, stop)
        proper = any(self._doc[i].tag_.startswith("NNP") for i in range(first, stop))
        if head.tag_ == "NNP" and not any(
            self._doc[i].lower_ in words("bodies.txt") for i in range(first, stop)
        ):
            of = next(
                (i for i in range(head.i + 1, stop) if self._doc[i].lower_ in {"of", "from"}), stop
            )
            stop = of if head.lower_ not in title_words() else stop
        while first < stop - 1 and self._doc[first].lower_ in {"so", "-", "called", "so-called"}:
            first += 1
        text = self._parsed.words(first, stop).strip("\"“”'‘’ ")
        kind = "body" if head.lower_ in words("bodies.txt") else "unnamed"
        if head.tag_ in {"NNS", "NNPS"}:
            kind = "group"
        full = self._fuller(text) if proper or kind == "body" else text
        if full == text and stop - first == 1 and not proper and self._doc[start].lower_ == "the":
            full = self._named_before(head) or full
        return Who((full,) if full else (), kind, start, end)

    def _joined_inside(self, head: Token, stop: int) -> int:
        """End of a description that goes on: "heads of state and government"."""
        if stop + 1 < len(self._doc) and self._doc[stop].lower_ == "and":
            word = self._doc[stop + 1]
            if word.dep_ == "conj" and head.i < word.head.i < stop and word.tag_ in {"NN", "NNS"}:
                return stop + 2
        return stop

    def _proper_tail(self, first: int, end: int) -> int:
        """Where the name begins in "state-owned news agency Fars"."""
        tail = end
        while tail > first and self._doc[tail - 1].tag_.startswith("NNP"):
            tail -= 1
        noun = self._doc[tail - 1].lower_ if tail > first else ""
        return (
            tail
            if first < tail < end
            and noun in words("bodies.txt") | words("speakers.txt")
            and self._doc[tail - 1].text.islower()
            else first
        )

    def _past_origin(self, first: int, end: int) -> int:
        """Skip "Yemen-based", "Kurdish-led" and the like."""
        parts = [token.lower_ for token in self._doc[first : first + 3]]
        if (
            len(parts) == 3
            and parts[1] == "-"
            and parts[2] in {"based", "led", "backed", "run", "controlled"}
        ):
            return first + 3 if first + 3 < end else first
        if self._doc[first].lower_.endswith(("-based", "-led", "-backed")) and first + 1 < end:
            return first + 1
        return first

    def _named_before(self, head: Token) -> str | None:
        """What a lone noun was called before: "Omsk hospital" for "the hospital"."""
        if head.lower_ not in words("speakers.txt") or head.tag_ != "NN":
            return None
        for i in range(head.left_edge.i - 1, 0, -1):
            token = self._doc[i]
            if token.lower_ != head.lower_:
                continue
            first = i
            while (
                first > 0
                and self._doc[first - 1].tag_.startswith("NNP")
                and not self._doc[first].is_sent_start
            ):
                first -= 1
            if first < token.i:
                return self._parsed.words(first, token.i + 1)
        return None

    def _fuller(self, text: str) -> str:
        """The fuller form that the text has for a described body: "Syrian state media"."""
        lower = text.lower()
        best = text
        if len(lower.split()) < 2:
            return best
        for sentence in self._parsed.sentences:
            line = self._parsed.words(sentence.start, sentence.end)
            position = line.lower().find(" " + lower)
            if position <= 0:
                continue
            before = line[:position].split()[-1:]
            if before and before[0] in states() and states()[before[0]].role == "demonym":
                best = max(best, f"{before[0]} {text}", key=len)
        return best
