"""Governed clauses: "said that …", "said, “…”", "told reporters on Friday …"."""

from troth.read.cues import Found
from troth.read.fillers import Fillers
from troth.read.layout import SegmentKind
from troth.read.parsed import Parsed
from troth.read.stretches import FINITE, STOPS, Content, Stretches


class GovernedClauses:
    """Finds the clause or quotation that a verb of speaking governs."""

    def __init__(self, parsed: Parsed, stretches: Stretches, fillers: Fillers) -> None:
        self._parsed = parsed
        self._doc = parsed.doc
        self._stretches = stretches
        self._fillers = fillers

    def clause(self, cue: Found, position: int, limit: int) -> Content | None:
        """A clause or quotation: "said (that) …", "said, “…”"."""
        entry = cue.entry
        if entry is None or not entry.frames & {"S", "A", "Q"}:
            return None
        start = self._clause_begin(cue, position, limit)
        if start is None:
            return None
        if (
            "Q" in entry.frames
            and self._parsed.quote_of[start] < 0
            and self._stretches.word(start - 1) != "that"
        ):
            return None
        if self._parsed.quote_of[start] >= 0:
            return self.quoted_from(cue, start, limit)
        return self._stretches.make(cue, start, limit)

    def quoted_from(self, cue: Found, start: int, limit: int) -> Content | None:
        """A quotation behind the cue; words behind it that go on are content as well."""
        quoted = self._parsed.quoted[self._parsed.quote_of[start]]
        end = quoted.end
        rest = self._doc[end:limit]
        goes_on = any(token.is_alpha for token in rest) and self._stretches.word(end) not in STOPS
        if goes_on or self._more_quotes(end, limit):
            return self._stretches.make(cue, start, limit)
        return Content(((quoted.start, end),), self._stretches.past_particle(cue))

    def _more_quotes(self, end: int, limit: int) -> bool:
        """Whether further quoted words follow in the same clause: "a" and "b"."""
        return self._stretches.word(end) in {",", "and", "but", "or"} and any(
            self._parsed.quote_of[i] >= 0 for i in range(end, min(limit, end + 4))
        )

    def _clause_begin(self, cue: Found, position: int, limit: int) -> int | None:
        """Where a governed clause begins, addressee and settings passed over; None without one."""
        that = self._that(cue, position, limit)
        if that is not None:
            return that + 1 if that + 1 < limit else None
        of_whom = self._of_whom(cue, position, limit)
        if of_whom is not None:
            return of_whom
        filled = self._fillers.past_fillers(cue, position, limit)
        if filled >= limit:
            return None
        if self._stretches.word(filled) in {",", ":"} and filled + 1 < limit:
            after = filled + 1
            if self._parsed.quote_of[after] >= 0 or self._stretches.word(filled) == ":":
                return after
            inner = self._fillers.past_parenthesis(filled, limit)
            if inner is None:
                return None
            filled = inner
        return self._settled(cue, position, filled, limit)

    def _of_whom(self, cue: Found, position: int, limit: int) -> int | None:
        """Where the quotation begins that is of somebody: "said of Lee, “…”"."""
        if self._stretches.word(position) not in {"of", "about"}:
            return None
        for child in cue.verb.children:
            mark = child.right_edge.i + 1
            if child.left_edge.i == position and mark + 1 < limit:
                quoted = self._parsed.quote_of[mark + 1] >= 0
                return mark + 1 if quoted and self._stretches.word(mark) in {",", ":"} else None
        return None

    def _settled(self, cue: Found, position: int, filled: int, limit: int) -> int | None:
        """Where a clause without "that" begins, behind what was passed over."""
        if self._parsed.quote_of[filled] >= 0 and self._stretches.quote_starts(filled):
            return filled
        clause = self._governed_clause(cue, position, limit)
        if clause is not None and clause >= filled:
            return clause if clause - filled > 8 else filled
        finite = FINITE | {"VBN", "VBG"} if self._headline(cue) else FINITE
        if (
            any(token.tag_ in finite for token in self._doc[filled:limit])
            and self._doc[filled].tag_ not in FINITE
            and self._stretches.word(filled) not in {",", ".", "and", "but"}
        ):
            return filled
        return None

    def _headline(self, cue: Found) -> bool:
        return self._parsed.sentence(cue.verb.i).segment.kind is SegmentKind.HEADLINE

    def _that(self, cue: Found, position: int, limit: int) -> int | None:
        """The "that" that opens the governed clause, when no verb stands before it."""
        start = self._fillers.past_fillers(cue, position, limit)
        reach = position + 16 if cue.entry is not None and "A" in cue.entry.frames else start + 1
        for i in range(position, min(limit, reach)):
            token = self._doc[i]
            if token.lower_ == "that" and token.tag_ in {"IN", "WDT", "DT"}:
                following = self._doc[i + 1 : limit]
                clause = any(t.tag_ in FINITE or t.tag_.startswith("VB") for t in following)
                return i if clause and (token.dep_ != "det" or i == position) else None
            if token.tag_ in FINITE or self._parsed.quote_of[i] >= 0 or token.lower_ in {":"}:
                return None
        return None

    def _governed_clause(self, cue: Found, position: int, limit: int) -> int | None:
        for child in cue.verb.children:
            if (
                child.i > cue.verb.i
                and child.dep_ in {"ccomp", "parataxis", "csubj"}
                and child.i < limit
            ):
                return max(child.left_edge.i, position)
            if (
                child.i > cue.verb.i
                and child.dep_ in {"xcomp", "advcl"}
                and child.tag_ == "VBG"
                and child.i == position
            ):
                return child.i
        return None
