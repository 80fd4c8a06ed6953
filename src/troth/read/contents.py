"""Contents: which stretch of the text a cue governs, before it, behind it or around it.

`ContentFinder` is the table of contents; `frames` and `governed` tell what stands behind a verb,
`turns` where that ends, `fillers` what is passed over, `stretches` how it is cut.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from troth.read.calendar import When
from troth.read.cues import Found, told_from
from troth.read.fillers import Fillers
from troth.read.frames import Frames
from troth.read.governed import GovernedClauses
from troth.read.layout import SegmentKind
from troth.read.lexicon import light_verbs
from troth.read.parsed import Parsed
from troth.read.stretches import FINITE, Content, Range, Stretches
from troth.read.turns import Turns

__all__ = ["Content", "ContentFinder", "Range"]


class ContentFinder:
    """Finds what each cue governs."""

    def __init__(self, parsed: Parsed, found: Sequence[Found], times: Sequence[When]) -> None:
        self._parsed = parsed
        self._doc = parsed.doc
        self._found = found
        self._cue_at = {cue.verb.i for cue in found}
        self._stretches = Stretches(parsed)
        self._turns = Turns(parsed, found, self._stretches)
        fillers = Fillers(parsed, times, self._stretches)
        self._frames = Frames(
            parsed,
            stretches=self._stretches,
            turns=self._turns,
            fillers=fillers,
            governed=GovernedClauses(parsed, self._stretches, fillers),
        )

    def content(self, cue: Found) -> Content | None:
        """What a cue governs, or None when it governs nothing."""
        other = {"according": self._according, "noun": self._noun}.get(cue.frame)
        if other is not None:
            return other(cue)
        if cue.passive:
            return self._told(cue) or self._subject(cue)
        before = self._quotation_before(cue)
        if before is not None:
            return self._with_continuation(cue, before)
        forward = self._light(cue) if cue.frame == "light" else self._frames.forward(cue)
        if forward is not None:
            return forward
        if cue.entry is not None and "S" in cue.entry.frames:
            return self._backward(cue)
        return None

    def _attribution_start(self, cue: Found) -> int:
        """First token of speaker and cue together."""
        start = cue.start
        if cue.mention is not None and cue.mention[0] < start and cue.start - cue.mention[1] <= 6:
            start = cue.mention[0]
        return start

    def _quotation_before(self, cue: Found) -> Range | None:
        """The quotation that ends right before the attribution, whole, with what leads it in."""
        edge = self._attribution_start(cue) - 1
        while (
            edge >= 0
            and self._doc[edge].text in {",", "—", "–", "-"}
            and self._parsed.quote_of[edge] < 0
        ):
            edge -= 1
        if edge < 0 or self._parsed.quote_of[edge] < 0:
            return None
        quoted = self._parsed.quoted[self._parsed.quote_of[edge]]
        if quoted.end != edge + 1 or not self._same_sentence(quoted.end - 1, cue):
            return None
        if cue.verb.tag_ == "VBG" and cue.mention is not None:
            sentence = self._parsed.sentence(cue.verb.i)
            shared = any(
                sentence.start <= c.verb.i < cue.verb.i and c.mention == cue.mention
                for c in self._found
            )
            if shared or cue.mention[1] < quoted.start:
                return None
        first = self._parsed.sentence(quoted.start)
        if first.start >= quoted.start:
            return quoted.start, quoted.end
        lead = self._clause_start(first.start, quoted.start)
        if not any(token.is_alpha for token in self._doc[first.start : quoted.start]):
            lead = None
        return (lead, quoted.end) if lead is not None else (quoted.start, quoted.end)

    def _same_sentence(self, last: int, cue: Found) -> bool:
        """Whether a quotation ends in the cue's sentence, or with a mark that let it end early."""
        if self._parsed.sentence_of[last] == self._parsed.sentence_of[cue.start]:
            return True
        return any(self._doc[i].text in {"?", "!"} for i in range(max(last - 1, 0), last + 1))

    def _clause_start(self, start: int, stop: int) -> int | None:
        """Where unquoted words before a quotation begin, when they are part of what is said."""
        for i in range(start, stop):
            if i in self._cue_at:
                return None
        return self._stretches.past_joint(start)

    def _with_continuation(self, cue: Found, before: Range) -> Content:
        """A quotation before the cue, and its second half when the sentence goes on behind."""
        ranges = [before]
        position = max(cue.end, cue.mention[1] if cue.mention else cue.end)
        limit = self._stretches.sentence_end(cue.verb.i)
        while position < limit and not (
            self._parsed.quote_of[position] >= 0
            and self._parsed.quoted[self._parsed.quote_of[position]].start == position
        ):
            if (
                self._doc[position].tag_ in FINITE
                or self._doc[position].tag_ == "VBG"
                or position - cue.end > 12
            ):
                break
            position += 1
        direct = position == max(cue.end, cue.mention[1] if cue.mention else cue.end)
        if (
            position < limit
            and self._parsed.quote_of[position] >= 0
            and (direct or self._stretches.word(position - 1) in {",", ":", "that"})
        ):
            quoted = self._parsed.quoted[self._parsed.quote_of[position]]
            if quoted.start == position and position not in self._cue_quotes(cue):
                ranges.append((quoted.start, quoted.end))
        return Content(tuple(ranges), cue.end)

    def _cue_quotes(self, cue: Found) -> set[int]:
        """Where quotations begin that a later cue of the sentence introduces."""
        later = [c for c in self._found if cue.verb.i < c.verb.i]
        return {q.start for c in later for q in self._parsed.quoted if 0 <= q.start - c.end <= 2}

    def _backward(self, cue: Found) -> Content | None:
        """A clause before the attribution: "…, he said"."""
        edge = self._attribution_start(cue) - 1
        if self._stretches.word(edge) not in {",", "—", "–", "-"}:
            return None
        if cue.mention is not None and self._doc[cue.mention[0]].tag_ in {"WP", "WDT"}:
            return None
        sentence = self._parsed.sentence(cue.verb.i)
        start = self._stretches.past_joint(sentence.start)
        other = [
            c
            for c in self._found
            if sentence.start <= c.verb.i < edge and c.frame == "verb" and not c.passive
        ]
        if other and edge - start < 4:
            return None
        clause = self._doc[start:edge]
        if not any(token.tag_ in FINITE for token in clause):
            return None
        if self._introduces(start, edge):
            return None
        trimmed = self._stretches.trim(start, edge)
        return Content((trimmed,), cue.end) if trimmed else None

    def _introduces(self, start: int, edge: int) -> bool:
        """Whether what stands before is only a setting ("Speaking in …", "As talks began")."""
        first = self._doc[start]
        opens = first.tag_ in {"VBG", "VBN"} or first.lower_ in {
            "as",
            "after",
            "when",
            "while",
            "in",
            "if",
            "before",
            "since",
            "during",
        }
        return opens and not any(token.lower_ == "," for token in self._doc[start:edge])

    def _light(self, cue: Found) -> Content | None:
        """What follows the noun of a light verb, or the noun's own phrase when nothing does."""
        limit = self._turns.limit(cue, cue.end)
        limit = self._frames.setting_after(cue, cue.end, limit)
        start = self._past_receiver(cue.end, limit)
        limit = self._before_receiver(cue, start, limit)
        content = self._stretches.make(cue, start, limit, cue.end)
        if content is not None and content.ranges[0][1] - content.ranges[0][0] > 1:
            return content
        return self._bare_noun(cue)

    def _before_receiver(self, cue: Found, start: int, limit: int) -> int:
        """Where what is sent ends, before whom it is sent to: "sent greetings to"."""
        if light_verbs().get(cue.verb.lower_) != "send":
            return limit
        return next((i for i in range(start, limit) if self._stretches.word(i) == "to"), limit)

    def _bare_noun(self, cue: Found) -> Content | None:
        """The noun of a light verb itself, when nothing follows: "gave its “sympathies”"."""
        noun = self._doc[cue.end - 1]
        first = noun.left_edge.i
        if not cue.verb.i < first < noun.i:
            return None
        return self._stretches.make(cue, first, noun.i + 1, cue.verb.i + 1)

    def _past_receiver(self, start: int, limit: int) -> int:
        """Behind who is thanked or wished well, where what for follows: "to X for …"."""
        if self._stretches.word(start) == "with":
            bound = (i for i in range(start, limit - 1) if self._binds(i))
            return next(bound, start)
        if self._stretches.word(start) != "to":
            return start
        for i in range(start + 1, min(limit, start + 12)):
            if self._doc[i].tag_.startswith("VB"):
                break
            if self._stretches.word(i) == "for":
                return i
        return start

    def _binds(self, i: int) -> bool:
        """Whether an infinitive that a noun brings begins here: "a deal with Norway to share"."""
        verb = self._doc[i + 1]
        return self._doc[i].tag_ == "TO" and verb.tag_ == "VB" and verb.dep_ in {"acl", "xcomp"}

    def _told(self, cue: Found) -> Content | None:
        """What the subject of a passive is told: "was told by Ann Lee that …"."""
        start = told_from(cue.verb)
        if start is None:
            return None
        limit = self._turns.limit(cue, start)
        return self._stretches.make(cue, start, limit, cue.end)

    def _subject(self, cue: Found) -> Content | None:
        """What a passive cue governs: its subject, or the noun it belongs to."""
        verb = cue.verb
        if verb.dep_ in {"acl", "acl:relcl"} and not any(
            child.dep_ == "nsubj:pass" and child.lower_ not in {"which", "that"}
            for child in verb.children
        ):
            head: Token = verb.head
        else:
            subject = next((c for c in verb.children if c.dep_ in {"nsubj:pass", "nsubj"}), None)
            if subject is None and verb.dep_ == "conj":
                shared = (c for c in verb.head.children if c.dep_ in {"nsubj:pass", "nsubj"})
                subject = next(shared, None)
            if subject is None:
                return None
            head = subject
        goes_on = self._goes_on(cue)
        if head.i >= cue.start or (head.tag_ == "PRP" and goes_on is None):
            return None
        sentence = self._parsed.sentence(cue.start)
        headline = sentence.segment.kind is SegmentKind.HEADLINE
        first = sentence.start if headline else head.left_edge.i
        behind = head.right_edge.i + 1
        verbs = any(t.tag_.startswith("VB") for t in self._doc[behind : cue.start])
        if verbs:
            commas = (i for i in range(head.i, behind) if self._stretches.word(i) == ",")
            behind = next(commas, behind)
        trimmed = self._stretches.trim(first, behind if verbs else cue.start)
        if trimmed is None:
            return None
        ranges = [trimmed]
        if goes_on is not None:
            rest = self._stretches.trim(goes_on, self._passive_end(cue, goes_on))
            ranges += [rest] if rest else []
        return Content(tuple(ranges), cue.end)

    def _goes_on(self, cue: Found) -> int | None:
        """Where a passive tells on what its subject is said, ordered or blamed for; or None."""
        if self._stretches.word(cue.end) == "to" and self._verb_soon(cue.end):
            return cue.end
        behind = cue.entry.prepositions("B") if cue.entry else frozenset()
        for child in cue.verb.children:
            if child.i > cue.end and child.dep_ == "obl" and child.left_edge.lower_ in behind:
                return child.left_edge.i
            first = child.left_edge
            if first.i > cue.end and child.dep_ == "xcomp" and first.lower_ == "to":
                return first.i if self._verb_soon(first.i) else None
        return None

    def _passive_end(self, cue: Found, start: int) -> int:
        """Where what a passive tells on ends: before the one it is done by."""
        limit = self._turns.limit(cue, start)
        by = (c.left_edge.i for c in cue.verb.children if c.left_edge.lower_ == "by")
        return min((i for i in by if i > start), default=limit)

    def _verb_soon(self, i: int) -> bool:
        return any(token.tag_ == "VB" for token in self._doc[i + 1 : i + 3])

    def _noun(self, cue: Found) -> Content | None:
        start = cue.end
        if self._stretches.word(start) in {"that", "for", "on", "of"}:
            start += 1
        limit = self._turns.limit(cue, start)
        if cue.mention is not None and cue.mention[0] > start:
            source = (i for i in range(start, cue.mention[0]) if self._stretches.word(i) == "from")
            limit = min(limit, next(source, limit))
        limit = next(
            (
                i
                for i in range(start + 1, limit)
                if self._stretches.word(i) == "," and self._stretches.word(i + 1) == "which"
            ),
            limit,
        )
        if cue.verb.dep_ in {"nsubj", "nsubj:pass"} and cue.verb.right_edge.i >= start:
            limit = min(limit, cue.verb.right_edge.i + 1)
        return self._stretches.make(cue, start, limit, cue.end)

    def _clause_within(self, start: int, stop: int) -> bool:
        """Whether a finite verb stands among some tokens, or a quotation."""
        return any(
            t.tag_ in FINITE or self._parsed.quote_of[t.i] >= 0 for t in self._doc[start:stop]
        )

    def _according(self, cue: Found) -> Content | None:
        """What stands beside "according to X": behind it at the start, else before it."""
        if cue.mention is None:
            return None
        sentence = self._parsed.sentence(cue.verb.i)
        end = cue.mention[1]
        while (
            end < sentence.end
            and self._doc[end].text != ","
            and self._doc[end].text not in {".", ";"}
        ):
            end += 1
        if cue.start - sentence.start <= 2:
            return self._stretches.make(cue, end, self._stretches.sentence_end(cue.verb.i), cue.end)
        if (
            end < sentence.end - 2
            and self._clause_within(sentence.start, cue.start)
            and self._stretches.word(cue.start - 1) in {",", "and", "but"}
            and self._stretches.word(end) == ","
        ):
            if self._stretches.word(cue.start - 1) != ",":
                return self._stretches.make(
                    cue, end, self._stretches.sentence_end(cue.verb.i), cue.end
                )
            return self._stretches.make(
                cue, self._stretches.past_joint(sentence.start), cue.start, cue.end
            )
        if self._stretches.word(end) == "," and not self._clause_within(sentence.start, cue.start):
            return self._stretches.make(cue, end, self._stretches.sentence_end(end), cue.end)
        start = self._stretches.past_joint(sentence.start)
        for other in self._found:
            if (
                sentence.start <= other.verb.i < cue.start
                and other.frame == "verb"
                and self._stretches.word(other.end) == ","
            ):
                start = max(start, other.end)
        trimmed = self._stretches.trim(start, cue.start)
        return Content((trimmed,), cue.end) if trimmed else None
