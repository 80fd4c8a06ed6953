"""Turns: where a sentence turns away from what a cue governs."""

from collections.abc import Sequence

from spacy.tokens import Token

from troth.read.cues import AUXILIARIES, Found
from troth.read.encoder import SPANS_KEY
from troth.read.lexicon import group
from troth.read.parsed import Parsed
from troth.read.stretches import FINITE, Stretches

ADDING = frozenset("after before as when while but who which though although".split())
ASIDE = frozenset("during amid following but despite beyond".split())
DASHES = frozenset({"—", "–"})
JOINING = frozenset({"and", "but", "while"})


class Turns:
    """The places where the writer, or another speaker, takes over from a content."""

    def __init__(self, parsed: Parsed, found: Sequence[Found], stretches: Stretches) -> None:
        self._parsed = parsed
        self._doc = parsed.doc
        self._found = found
        self._cue_at = {cue.verb.i: cue for cue in found}
        self._stretches = stretches
        self._held = {
            i
            for words in parsed.doc.spans.get(SPANS_KEY, ())
            if words.label_ == "CONTENT"
            for i in range(words.start + 1, words.end - 1)
        }

    def limit(self, cue: Found, position: int) -> int:
        """Where the content can end at the latest: the sentence's end or the writer's next turn."""
        end = min(
            self._stretches.sentence_end(cue.verb.i),
            self._joined_clause(cue, position),
            self._main_clause(cue, position),
        )
        for i in range(position + 1, end):
            if self._turns(cue, i, end, position):
                return i
        return end

    def _joined_clause(self, cue: Found, position: int) -> int:
        """Where a clause begins that is joined to the cue's own, and so is the writer's again.

        By the parse, unless the pipeline's attributions let the content go on over it.
        """
        starts = [len(self._doc)]
        head = cue.verb
        while True:
            starts += [
                self._opening(cue, child)
                for child in head.children
                if child.dep_ == "conj"
                and child.left_edge.i > position
                and self._is_clause(child)
                and not (head == cue.verb and self._goes_on_with_that(child))
                and not (head == cue.verb and self._elliptic(cue, child))
            ]
            if head.head.i == head.i or head.dep_ == "conj":
                break
            head = head.head
        free = [i for i in starts if i == len(self._doc) or self._parsed.quote_of[i] < 0]
        narrow = self._narrow(cue)
        return min(i for i in free if narrow or i not in self._held)

    @staticmethod
    def _goes_on_with_that(joined: Token) -> bool:
        """Whether "that" opens a joined clause, which is still said: "ordered a halt, and that"."""
        return any(c.lower_ == "that" and c.dep_ == "mark" for c in joined.children)

    def _opening(self, cue: Found, joined: Token) -> int:
        """Where a joined clause opens: at its joint or subject where the content is held so far."""
        edge = joined.left_edge.i
        if edge not in self._held or not self._narrow(cue):
            return edge
        opens = {"cc", "nsubj", "nsubj:pass", "aux", "aux:pass", "cop"}
        own = (c.left_edge.i for c in joined.children if c.dep_ in opens and c.i > cue.verb.i)
        return min(own, default=joined.i)

    def _main_clause(self, cue: Found, position: int) -> int:
        """Where the main clause begins behind a clause set before it: "When he told …, they …"."""
        verb = cue.verb
        head = verb.head
        if verb.dep_ not in {"advcl", "acl:relcl"} or not self._narrow(cue):
            return len(self._doc)
        while head.i < verb.i and head.head.i != head.i:
            head = head.head
        subject = next((c for c in head.children if c.dep_ in {"nsubj", "nsubj:pass"}), None)
        if subject is None or not position < subject.left_edge.i < head.i:
            return len(self._doc)
        return subject.left_edge.i

    def _elliptic(self, cue: Found, joined: Token) -> bool:
        """Whether a joined verb has the subject of the clause that is said, not the speaker."""
        own = any(child.dep_ in {"nsubj", "nsubj:pass"} for child in joined.children)
        said = any(
            child.dep_ == "ccomp" and cue.verb.i < child.i < joined.i for child in cue.verb.children
        )
        return said and not own and joined.i not in self._cue_at

    def _is_clause(self, token: Token) -> bool:
        """Whether a joined word is a finite verb, or has an auxiliary or copula that is."""
        return token.tag_ in FINITE or any(
            child.tag_ in FINITE and child.dep_ in {"aux", "aux:pass", "cop"}
            for child in token.children
        )

    def _turns(  # noqa: PLR0911 -- a table of cases, in order
        self, cue: Found, i: int, end: int, position: int
    ) -> bool:
        """Whether at a comma or joining word the sentence turns away from the content."""
        word = self._doc[i]
        if self._parsed.quote_of[i] >= 0 and not self._stretches.quote_starts(i):
            return False
        if word.text == ":":
            return self._quoted_by_another(i, end)
        if word.lower_ in {"after", "before"}:
            return self._told_after(cue, i, position)
        if word.lower_ == "despite":
            return self._told_despite(i, end)
        if word.text == ",":
            return self._turns_at_comma(cue, i, end)
        if word.lower_ in JOINING:
            return self._shared(cue, self._next_cue(i, end)) or self._new_speaker(cue, i, end)
        if self._said_beside(cue, i):
            return True
        aside = (word.text in DASHES and self._ends_aside(cue, i)) or self._explains(i)
        return aside or word.text == ";" or word.lower_ == "citing" or self._relayed(i, position)

    def _said_beside(self, cue: Found, i: int) -> bool:
        """Whether a participle tells what he said besides: "exchanged greetings noting"."""
        later = self._cue_at.get(i)
        return (
            later is not None
            and later.verb.tag_ == "VBG"
            and later.verb.dep_ == "advcl"
            and later.verb.head == cue.verb
            and not any(child.dep_ == "mark" for child in later.verb.children)
            and later.mention == cue.mention
        )

    def _explains(self, i: int) -> bool:
        """Whether a participle behind a quotation is the writer's word on it: "…,” meaning"."""
        if self._doc[i].lower_ not in group("explaining") or self._doc[i].tag_ != "VBG":
            return False
        before = i - 2 if self._doc[i - 1].text == "," else i - 1
        return before >= 0 and self._parsed.in_quotation(before)

    def _relayed(self, i: int, position: int) -> bool:
        """Whether "according to" behind what is said tells who relays it."""
        return self._doc[i].lower_ == "according" and i - position > 2

    def _ends_aside(self, cue: Found, i: int) -> bool:
        """Whether a dash ends an aside that its pair opened before the cue."""
        first = self._parsed.sentence(cue.verb.i).start
        before = [
            token
            for token in self._doc[first : cue.verb.i]
            if token.text == self._doc[i].text and self._parsed.quote_of[token.i] < 0
        ]
        return len(before) % 2 == 1

    def _turns_at_comma(  # noqa: PLR0911 -- a table of cases, in order
        self, cue: Found, i: int, end: int
    ) -> bool:
        following = self._stretches.word(i + 1)
        if following == "with":
            return any(i < c.verb.i < min(end, i + 7) and c.verb.tag_ == "VBG" for c in self._found)
        if following in {"who", "which"} and self._speaks_next(i + 1):
            return True
        if following in {"citing", "however"} or (self._narrow(cue) and following in ASIDE):
            return True
        later = self._next_cue(i, end)
        if later is not None and (self._shared(cue, later) or later.verb.tag_ == "VBG"):
            return True
        if following == "while" and self._writes(cue, i):
            return True
        if following in ADDING - {"who", "which"}:
            return any(i < c.verb.i < end and c.frame != "noun" for c in self._found)
        return following == "and" and self._new_speaker(cue, i, end)

    def _writes(self, cue: Found, comma: int) -> bool:
        """Whether "while" behind a comma opens a clause of the writer's: ", while footage shows".

        One in the tense of what is reported ("while the north had become poorer") is not his.
        """
        opened = self._doc[comma + 1]
        clause = opened.head
        own = any(c.dep_.startswith("nsubj") and c.i > opened.i for c in clause.children)
        return own and clause.tag_ in FINITE

    def _speaks_next(self, pronoun: int) -> bool:
        """Whether a relative pronoun is who speaks at a cue right behind it: ", which issued"."""
        return any(c.mention == (pronoun, pronoun + 1) and not c.passive for c in self._found)

    def _quoted_by_another(self, colon: int, end: int) -> bool:
        """Whether the quotation behind a colon has a cue of its own behind it."""
        if colon + 1 >= end or self._parsed.quote_of[colon + 1] < 0:
            return False
        quoted = self._parsed.quoted[self._parsed.quote_of[colon + 1]]
        end = min(quoted.end + 8, self._stretches.sentence_end(quoted.end - 1))
        return any(quoted.end <= c.verb.i < end for c in self._found)

    def _next_cue(self, i: int, end: int) -> Found | None:
        """The cue right behind a comma or joining word, adverbs and auxiliaries passed over."""
        after = i + 1
        if self._doc[i].text == "," and self._stretches.word(after) in JOINING:
            after += 1
        while after < end and (
            self._doc[after].tag_.startswith("RB") or self._doc[after].lower_ in AUXILIARIES
        ):
            after += 1
        return self._cue_at.get(after)

    @staticmethod
    def _shared(cue: Found, later: Found | None) -> bool:
        """Whether a later cue has the same subject: "said … and added"."""
        return (
            later is not None
            and later.mention == cue.mention
            and later.frame != "noun"
            and not later.passive
        )

    def _told_after(self, cue: Found, i: int, position: int) -> bool:
        """Whether "after" or "before" opens a past clause of the writer's, far enough behind."""
        if i - position < 6 or cue.verb.tag_ not in {"VBD", "VBN"} or self._narrow(cue):
            return False
        following = self._doc[i + 1 : i + 8]
        finite = next((t for t in following if t.tag_ in FINITE), None)
        return (
            finite is not None
            and finite.tag_ == "VBD"
            and not following[0].tag_.startswith("VBG")
            and all(t.text != "," for t in self._doc[i + 1 : finite.i])
        )

    def _told_despite(self, i: int, end: int) -> bool:
        """Whether what another tells stands behind "despite": "despite Ann Lee claiming"."""
        return any(
            i < c.verb.i < end
            and c.verb.tag_ == "VBG"
            and c.mention
            and c.mention[0] <= i + 3
            and c.mention[0] > i
            for c in self._found
        )

    def _narrow(self, cue: Found) -> bool:
        """Whether a cue governs a noun phrase or infinitive rather than a clause."""
        return (
            (cue.entry is not None and "S" not in cue.entry.frames)
            or cue.frame != "verb"
            or (
                cue.entry is not None
                and bool(cue.entry.prepositions("P"))
                and self._stretches.word(cue.end) in cue.entry.prepositions("P")
            )
        )

    def _new_speaker(self, cue: Found, i: int, end: int) -> bool:
        """Whether a new subject with a cue of its own begins right behind a joint."""
        for later in self._found:
            if (
                not i < later.verb.i < min(end, i + 26)
                or later.frame != "verb"
                or later.mention is None
            ):
                continue
            starts_here = i < later.mention[0] <= i + 4
            parallel = later.verb.tag_ == cue.verb.tag_ and later.mention != cue.mention
            if starts_here and parallel and later.who != cue.who:
                return True
        return False
