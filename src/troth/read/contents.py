"""Contents: which stretch of the text a cue governs, in each frame it can stand in."""

from dataclasses import dataclass

from spacy.tokens import Token

from troth.read.calendar import When
from troth.read.cues import AUXILIARIES, Found
from troth.read.layout import SegmentKind
from troth.read.parsed import Parsed
from troth.read.referents import DETERMINERS

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
ADDING = frozenset(
    {"after", "before", "as", "when", "while", "but", "who", "which", "though", "although"}
)
STOPS = frozenset({".", ",", ";", ":", "!", "?", "—", "–", "…"})
MARKS = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''"})
FILL = frozenset(
    "on in at during ahead after before via to from through late early alongside by with following "
    "upon under".split()
)
KEPT_PREPOSITIONS = frozenset({"about", "on"})
SETTINGS = frozenset(
    "by on in at via during despite after before following amid when while as".split()
)
ASIDE = frozenset({"during", "amid", "following", "but", "despite", "beyond"})
RIGHT_NOUN = ("NN", "JJ", "CD", "DT", "PRP$", "POS", "HYPH", "VBG", "VBN")
INCLUDED = frozenset({"thank", "congratulate"})

Range = tuple[int, int]


@dataclass(frozen=True)
class Content:
    """Tokens of a statement's content; ``cue_end`` is where the cue's own words end."""

    ranges: tuple[Range, ...]
    cue_end: int


class ContentFinder:
    """Finds what each cue governs."""

    def __init__(self, parsed: Parsed, found: list[Found], times: list[When]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.found = found
        self.cue_at = {cue.verb.i: cue for cue in found}
        self.time_end = {
            parsed.token_at(time.start): parsed.token_at(time.end - 1) + 1 for time in times
        }

    def content(self, cue: Found) -> Content | None:
        """What a cue governs, or None when it governs nothing."""
        if cue.frame == "according":
            return self._according(cue)
        if cue.frame == "noun":
            return self._noun(cue)
        if cue.passive:
            return self._subject(cue)
        before = self._quotation_before(cue)
        if before is not None:
            return self._with_continuation(cue, before)
        forward = self._light(cue) if cue.frame == "light" else self._forward(cue)
        if forward is not None:
            return forward
        if cue.entry is not None and "S" in cue.entry.frames:
            return self._backward(cue)
        return None

    # --- shared ----------------------------------------------------------------------------

    def _word(self, i: int) -> str:
        return self.doc[i].lower_ if 0 <= i < len(self.doc) else ""

    def _sentence_end(self, i: int) -> int:
        """Where the sentence of a token ends; a quotation that goes on past it is followed."""
        end = self.parsed.sentence(i).end
        while end < len(self.doc):
            number = self.parsed.quote_of[end - 1]
            if number < 0 or self.parsed.quoted[number].end <= end:
                break
            end = self.parsed.sentence(self.parsed.quoted[number].end - 1).end
            if self.parsed.quote_of[end - 1] == number:
                break
        return end

    def _trim(self, start: int, end: int) -> Range | None:
        """A range without joining words before it and stops after it."""
        while start < end and (
            self.doc[start].text in STOPS
            or (
                self.doc[start].lower_ == "that"
                and self.doc[start].tag_ in {"IN", "WDT", "DT"}
                and self._clause_follows(start)
            )
        ):
            start += 1
        while end > start and self._loose(start, end):
            end -= 1
        return (start, end) if start < end else None

    def _loose(self, start: int, end: int) -> bool:
        """Whether the last token is a stop outside quotation marks, or half a pair of marks."""
        token = self.doc[end - 1]
        number = self.parsed.quote_of[end - 1]
        if token.text in STOPS or token.text in {"-"}:
            return number < 0 or self.parsed.quoted[number].start < start
        if token.lower_ in {"and", "but", "or"} and number < 0:
            return True
        return token.text == ")" and not any(t.text == "(" for t in self.doc[start:end])

    def _clause_follows(self, start: int) -> bool:
        return start + 1 < len(self.doc)

    def _span_whole(self, start: int, end: int) -> Range:
        """A range that does not cut a quotation short at either side by a mark."""
        number = self.parsed.quote_of[start]
        if number >= 0 and self.parsed.quoted[number].start == start - 1:
            start -= 1
        if end < len(self.doc) and self.parsed.quote_of[end] == self.parsed.quote_of[end - 1] >= 0:
            if self.doc[end].text in MARKS:
                end += 1
        return start, end

    # --- content before the cue --------------------------------------------------------------

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
            and self.doc[edge].text in {",", "—", "–", "-"}
            and self.parsed.quote_of[edge] < 0
        ):
            edge -= 1
        if edge < 0 or self.parsed.quote_of[edge] < 0:
            return None
        quoted = self.parsed.quoted[self.parsed.quote_of[edge]]
        if quoted.end != edge + 1 or not self._same_sentence(quoted.end - 1, cue):
            return None
        if cue.verb.tag_ == "VBG" and cue.mention is not None:
            sentence = self.parsed.sentence(cue.verb.i)
            shared = any(
                sentence.start <= c.verb.i < cue.verb.i and c.mention == cue.mention
                for c in self.found
            )
            if shared or cue.mention[1] < quoted.start:
                return None
        first = self.parsed.sentence(quoted.start)
        if first.start >= quoted.start:
            return quoted.start, quoted.end
        lead = self._clause_start(first.start, quoted.start)
        return (lead, quoted.end) if lead is not None else (quoted.start, quoted.end)

    def _same_sentence(self, last: int, cue: Found) -> bool:
        """Whether a quotation ends in the cue's sentence, or with a mark that let it end early."""
        if self.parsed.sentence_of[last] == self.parsed.sentence_of[cue.start]:
            return True
        return any(self.doc[i].text in {"?", "!"} for i in range(max(last - 1, 0), last + 1))

    def _clause_start(self, start: int, stop: int) -> int | None:
        """Where unquoted words before a quotation begin, when they are part of what is said."""
        for i in range(start, stop):
            if i in self.cue_at:
                return None
        return self._past_joint(start)

    def _past_joint(self, start: int) -> int:
        while self._word(start) in {"but", "and", "however", "meanwhile", ","}:
            start += 1
        return start

    def _with_continuation(self, cue: Found, before: Range) -> Content:
        """A quotation before the cue, and its second half when the sentence goes on behind."""
        ranges = [before]
        position = max(cue.end, cue.mention[1] if cue.mention else cue.end)
        limit = self._sentence_end(cue.verb.i)
        while position < limit and not (
            self.parsed.quote_of[position] >= 0
            and self.parsed.quoted[self.parsed.quote_of[position]].start == position
        ):
            if (
                self.doc[position].tag_ in FINITE
                or self.doc[position].tag_ == "VBG"
                or position - cue.end > 12
            ):
                break
            position += 1
        direct = position == max(cue.end, cue.mention[1] if cue.mention else cue.end)
        if (
            position < limit
            and self.parsed.quote_of[position] >= 0
            and (direct or self._word(position - 1) in {",", ":", "that"})
        ):
            quoted = self.parsed.quoted[self.parsed.quote_of[position]]
            if quoted.start == position and position not in self._cue_quotes(cue):
                ranges.append((quoted.start, quoted.end))
        return Content(tuple(ranges), cue.end)

    def _cue_quotes(self, cue: Found) -> set[int]:
        """Where quotations begin that a later cue of the sentence introduces."""
        later = [c for c in self.found if cue.verb.i < c.verb.i]
        return {q.start for c in later for q in self.parsed.quoted if 0 <= q.start - c.end <= 2}

    def _backward(self, cue: Found) -> Content | None:
        """A clause before the attribution: "…, he said"."""
        edge = self._attribution_start(cue) - 1
        if self._word(edge) not in {",", "—", "–", "-"}:
            return None
        sentence = self.parsed.sentence(cue.verb.i)
        start = self._past_joint(sentence.start)
        other = [
            c
            for c in self.found
            if sentence.start <= c.verb.i < edge and c.frame == "verb" and not c.passive
        ]
        if other and edge - start < 4:
            return None
        clause = self.doc[start:edge]
        if not any(token.tag_ in FINITE for token in clause):
            return None
        if self._introduces(start, edge):
            return None
        trimmed = self._trim(start, edge)
        return Content((trimmed,), cue.end) if trimmed else None

    def _introduces(self, start: int, edge: int) -> bool:
        """Whether what stands before is only a setting ("Speaking in …", "As talks began")."""
        first = self.doc[start]
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
        return opens and not any(token.lower_ == "," for token in self.doc[start:edge])

    # --- content behind the cue ---------------------------------------------------------------

    def _forward(self, cue: Found) -> Content | None:
        entry = cue.entry
        if entry is None:
            return None
        position = self._past_particle(cue)
        limit = self._limit(cue, position)
        if position >= limit:
            return None
        for frame in (
            self._asked,
            self._prepositional,
            self._blamed,
            self._thanked,
            self._clause,
            self._infinitive,
            self._called,
            self._object,
        ):
            content = frame(cue, position, limit)
            if content is not None:
                return content
        return None

    def _past_particle(self, cue: Found) -> int:
        position = cue.end
        if self._word(position) in {"out", "up", "down"} and self.doc[position].tag_ in {
            "RP",
            "IN",
        }:
            position += 1
        if self._word(position) == "clear":
            position += 1
        return position

    def _make(
        self, cue: Found, start: int, limit: int, cue_end: int | None = None
    ) -> Content | None:
        trimmed = self._trim(start, limit)
        if trimmed is None:
            return None
        return Content((self._span_whole(*trimmed),), cue_end or self._past_particle(cue))

    def _limit(self, cue: Found, position: int) -> int:
        """Where the content can end at the latest: the sentence's end or the writer's next turn."""
        end = self._sentence_end(cue.verb.i)
        for i in range(position + 1, end):
            if self._turns(cue, i, end, position):
                return i
        return end

    def _turns(self, cue: Found, i: int, end: int, position: int) -> bool:
        """Whether at a comma or joining word the sentence turns away from the content."""
        word = self.doc[i]
        if self.parsed.quote_of[i] >= 0 and not self._quote_starts(i):
            return False
        if word.text == ";":
            return True
        if word.text == ":" and i + 1 < end and self.parsed.quote_of[i + 1] >= 0:
            quoted = self.parsed.quoted[self.parsed.quote_of[i + 1]]
            return any(quoted.end <= c.verb.i < quoted.end + 8 for c in self.found)
        if word.lower_ == "citing" or (word.lower_ == "," and self._word(i + 1) == "citing"):
            return True
        if word.lower_ in {"after", "before"} and self._told_after(cue, i, position_of=position):
            return True
        if word.lower_ == "," and self._word(i + 1) == "with":
            return any(i < c.verb.i < min(end, i + 7) and c.verb.tag_ == "VBG" for c in self.found)
        if word.lower_ not in {",", "and", "but", ";", "while"}:
            return False
        if word.lower_ == "," and (
            (self._narrow(cue) and self._word(i + 1) in ASIDE) or self._word(i + 1) == "however"
        ):
            return True
        after = i + 1
        if word.lower_ == "," and self._word(after) in {"and", "but", "while"}:
            after += 1
        while after < end and (
            self.doc[after].tag_.startswith("RB") or self.doc[after].lower_ in AUXILIARIES
        ):
            after += 1
        nxt = self.cue_at.get(after)
        if (
            nxt is not None
            and nxt.mention == cue.mention
            and nxt.frame != "noun"
            and not nxt.passive
        ):
            return True
        if nxt is not None and nxt.verb.tag_ == "VBG" and word.lower_ == ",":
            return True
        if word.lower_ == "," and self._word(i + 1) in ADDING:
            return any(i < c.verb.i < end and c.frame != "noun" for c in self.found) and self._word(
                i + 1
            ) not in {"who", "which"}
        if word.lower_ in {"and", "but", "while", ";"} or (
            word.lower_ == "," and self._word(i + 1) in {"and", "but", "while"}
        ):
            return self._new_speaker(cue, i, end)
        return False

    def _clause_opens(self, start: int, end: int) -> bool:
        """Whether a subject and its finite verb begin at a token."""
        for token in self.doc[start : min(end, start + 9)]:
            behind_noun = token.i > start and self.doc[token.i - 1].tag_.startswith(("NN", "PRP"))
            if token.tag_ in FINITE or (
                token.tag_ == "VBN" and behind_noun and token.dep_ not in {"acl", "amod"}
            ):
                return any(t.tag_.startswith(("NN", "PRP")) for t in self.doc[start : token.i])
            if token.tag_ in {"IN", "TO"} or token.text == ",":
                return False
        return False

    def _told_after(self, cue: Found, i: int, *, position_of: int) -> bool:
        """Whether "after" or "before" opens a clause of the writer's: finite, past, behind enough."""
        if i - position_of < 6 or cue.verb.tag_ not in {"VBD", "VBN"} or self._narrow(cue):
            return False
        following = self.doc[i + 1 : i + 8]
        finite = next((t for t in following if t.tag_ in FINITE), None)
        return (
            finite is not None
            and finite.tag_ == "VBD"
            and not following[0].tag_.startswith("VBG")
            and all(t.text != "," for t in self.doc[i + 1 : finite.i])
        )

    def _narrow(self, cue: Found) -> bool:
        """Whether a cue governs a noun phrase or infinitive rather than a clause."""
        return (
            (cue.entry is not None and "S" not in cue.entry.frames)
            or cue.frame != "verb"
            or (
                cue.entry is not None
                and bool(cue.entry.prepositions("P"))
                and self._word(cue.end) in cue.entry.prepositions("P")
            )
        )

    def _governs_noun(self, cue: Found) -> bool:
        """Whether a verb that takes clauses and nouns has a noun here, by its object and no clause."""
        kinds = {c.dep_ for c in cue.verb.children if c.i > cue.verb.i}
        return "obj" in kinds and not kinds & {"ccomp", "parataxis"}

    def _quote_starts(self, i: int) -> bool:
        return self.parsed.quoted[self.parsed.quote_of[i]].start == i

    def _new_speaker(self, cue: Found, i: int, end: int) -> bool:
        """Whether a new subject with a cue of its own begins right behind a joint."""
        for later in self.found:
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

    def _clause(self, cue: Found, position: int, limit: int) -> Content | None:
        """A clause or quotation: "said (that) …", "said, “…”"."""
        entry = cue.entry
        if entry is None or not entry.frames & {"S", "A", "Q"}:
            return None
        start = self._clause_begin(cue, position, limit)
        if start is None:
            return None
        if (
            "Q" in entry.frames
            and self.parsed.quote_of[start] < 0
            and self._word(start - 1) != "that"
        ):
            return None
        if self.parsed.quote_of[start] >= 0:
            return self._quoted_from(cue, start, limit)
        return self._make(cue, start, limit)

    def _quoted_from(self, cue: Found, start: int, limit: int) -> Content | None:
        """A quotation behind the cue; words behind it that go on are content as well."""
        quoted = self.parsed.quoted[self.parsed.quote_of[start]]
        end = quoted.end
        rest = self.doc[end:limit]
        goes_on = any(token.is_alpha for token in rest) and self._word(end) not in STOPS
        if goes_on or self._more_quotes(end, limit):
            return self._make(cue, start, limit)
        return Content(((quoted.start, end),), self._past_particle(cue))

    def _more_quotes(self, end: int, limit: int) -> bool:
        """Whether further quoted words follow in the same clause: "a" and "b"."""
        return self._word(end) in {",", "and", "but", "or"} and any(
            self.parsed.quote_of[i] >= 0 for i in range(end, min(limit, end + 4))
        )

    def _clause_begin(self, cue: Found, position: int, limit: int) -> int | None:
        """Where a governed clause begins, addressee and settings passed over; None without one."""
        that = self._that(cue, position, limit)
        if that is not None:
            return that + 1 if that + 1 < limit else None
        clause = self._governed_clause(cue, position, limit)
        filled = self._past_fillers(cue, position, limit)
        if filled >= limit:
            return None
        if self._word(filled) in {",", ":"} and filled + 1 < limit:
            after = filled + 1
            if self.parsed.quote_of[after] >= 0 or self._word(filled) == ":":
                return after
            inner = self._past_parenthesis(filled, limit)
            if inner is None:
                return None
            filled = inner
        if self.parsed.quote_of[filled] >= 0 and self._quote_starts(filled):
            return filled
        if clause is not None and clause >= position and not self._in_filler(clause, filled):
            return (
                min(clause, filled)
                if filled - clause > 0 and self._nominal_start(clause)
                else max(clause, filled)
                if clause - filled > 8
                else min(clause, filled)
            )
        finite = FINITE | {"VBN", "VBG"} if self._headline(cue) else FINITE
        if any(token.tag_ in finite for token in self.doc[filled:limit]):
            if self.doc[filled].tag_ not in FINITE and self._word(filled) not in {
                ",",
                ".",
                "and",
                "but",
            }:
                return filled
        return None

    def _headline(self, cue: Found) -> bool:
        return self.parsed.sentence(cue.verb.i).segment.kind is SegmentKind.HEADLINE

    def _nominal_start(self, i: int) -> bool:
        return self.doc[i].tag_ in {
            "DT",
            "PRP",
            "NNP",
            "NN",
            "NNS",
            "PRP$",
            "JJ",
            "EX",
            "CD",
            "NNPS",
        }

    def _in_filler(self, clause: int, filled: int) -> bool:
        """Whether the parse lets the clause begin inside a setting that was passed over."""
        return clause < filled

    def _past_parenthesis(self, comma: int, limit: int) -> int | None:
        """Behind a short aside in commas: "said, in Russian, that …"."""
        for i in range(comma + 1, min(comma + 8, limit)):
            if self._word(i) == ",":
                return i + 1
            if self.doc[i].tag_ in FINITE:
                return None
        return None

    def _that(self, cue: Found, position: int, limit: int) -> int | None:
        """The "that" that opens the governed clause, when no verb stands before it."""
        start = self._past_fillers(cue, position, limit)
        reach = position + 16 if cue.entry is not None and "A" in cue.entry.frames else start + 1
        for i in range(position, min(limit, reach)):
            token = self.doc[i]
            if token.lower_ == "that" and token.tag_ in {"IN", "WDT", "DT"}:
                following = self.doc[i + 1 : limit]
                clause = any(t.tag_ in FINITE or t.tag_.startswith("VB") for t in following)
                return i if clause and (token.dep_ != "det" or i == position) else None
            if token.tag_ in FINITE or self.parsed.quote_of[i] >= 0 or token.lower_ in {":"}:
                return None
        return None

    def _governed_clause(self, cue: Found, position: int, limit: int) -> int | None:
        for child in cue.verb.children:
            if (
                child.i > cue.verb.i
                and child.dep_ in {"ccomp", "parataxis", "csubj"}
                and child.i < limit
            ):
                edge = max(child.left_edge.i, position)
                return edge
            if (
                child.i > cue.verb.i
                and child.dep_ in {"xcomp", "advcl"}
                and child.tag_ == "VBG"
                and child.i == position
            ):
                return child.i
        return None

    def _past_fillers(self, cue: Found, position: int, limit: int) -> int:
        """Behind adverbs, times, media, places and an addressee that stand before the content."""
        addressed = cue.entry is not None and "A" in cue.entry.frames
        moved = True
        while moved and position < limit:
            moved = False
            if (
                position in self.time_end
                and self.time_end[position] <= limit
                and self._word(self.time_end[position]) not in {"'s", "’s"}
            ):
                position, moved = self.time_end[position], True
            elif self._word(position) in FILL or self._word(position) in {"social"}:
                end = self._phrase_end(position + 1, limit)
                if end > position + 1:
                    position, moved = end, True
            elif (
                self.doc[position].tag_ == "RB" and self._word(position) not in {"not", "so", "now"}
            ) or self._word(position) in {"of"}:
                position, moved = position + 1, True
            elif addressed and self._addressee(cue, position, limit):
                position, moved = self._addressee(cue, position, limit), True
                addressed = False
        return position

    def _addressee(self, cue: Found, position: int, limit: int) -> int:
        """Where an addressee ends that begins here; 0 when none does."""
        if cue.entry is None or cue.entry.verb not in {
            "tell",
            "inform",
            "assure",
            "remind",
            "notify",
            "brief",
            "reassure",
            "update",
            "warn",
            "promise",
            "ask",
        }:
            return 0
        mention = self.resolver_end(position)
        if self.doc[position].tag_ == "PRP":
            return position + 1
        if cue.entry.verb in {"warn", "promise"}:
            return 0
        end = mention or self._phrase_end(position, limit)
        return end if position < end < limit else 0

    def resolver_end(self, position: int) -> int:
        """End of a chain of names and titles that begins at a token; 0 when none does."""
        del position
        return 0

    def _phrase_end(self, position: int, limit: int) -> int:
        """End of a short noun phrase: article, adjectives, nouns, and what "of" adds."""
        if position in self.time_end:
            return min(self.time_end[position], limit)
        i = position
        seen = False
        while i < limit:
            tag, lower = self.doc[i].tag_, self.doc[i].lower_
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
                    and not self.doc[i - 1].tag_.startswith(("NNP", "JJ", "NN"))
                ):
                    break
                if (
                    seen
                    and self.doc[i - 1].tag_ == "NNP"
                    and tag in {"NNS", "NN"}
                    and self.doc[i].dep_ in {"nsubj", "nsubj:pass"}
                ):
                    break
                seen = seen or tag.startswith(("NN", "PRP", "CD", "SYM"))
                i += 1
                continue
            break
        return i if seen else position

    # --- other frames ---------------------------------------------------------------------------

    def _asked(self, cue: Found, position: int, limit: int) -> Content | None:
        """A party asked to act: "urged X to …", "called on X to …"."""
        entry = cue.entry
        if entry is None or not entry.frames & {"O", "C"}:
            return None
        start = position
        if ("C" in entry.frames and self._word(position) in {"on", "upon"}) or (
            "C" in entry.frames and self._word(position) == "for"
        ):
            start = position + 1
        elif "O" not in entry.frames:
            return None
        to = self._to_verb(start, limit)
        if to is None or to == start or to - start > 14:
            return None
        between = self.doc[start:to]
        if any(token.tag_ in FINITE or token.lower_ in {",", "that"} for token in between):
            return None
        if (
            self.doc[start].tag_.startswith(("NN", "PRP", "DT", "JJ", "CD"))
            or self._word(start) in DETERMINERS
        ):
            return self._make(cue, start, limit, start)
        return None

    def _to_verb(self, start: int, limit: int) -> int | None:
        for i in range(start, limit - 1):
            after = i + 2 if self.doc[i + 1].text in MARKS else i + 1
            if (
                self.doc[i].lower_ == "to"
                and after < limit
                and self.doc[after].tag_ in {"VB", "RB"}
                and self.parsed.quote_of[i] < 0
            ):
                return i
        return None

    def _prepositional(self, cue: Found, position: int, limit: int) -> Content | None:
        """What a preposition brings: "called for …", "agreed on …", "asked about …"."""
        entry = cue.entry
        if entry is None:
            return None
        for place in (position, position + 1):
            word = self._word(place)
            if place > position and self.doc[position].tag_ != "RB":
                break
            if word in entry.prepositions("P") and place + 1 < limit:
                if self.doc[place + 1].tag_ == "VB" and word == "to":
                    continue
                keep = word in KEPT_PREPOSITIONS and entry.verb not in {"agree"}
                return self._make(
                    cue, place if keep else place + 1, limit, place if keep else place + 1
                )
        for word in entry.prepositions("P") & {"on", "about"}:
            if "A" not in entry.frames:
                break
            for i in range(position, min(limit, position + 8)):
                if self._word(i) == word and self.parsed.quote_of[i] < 0:
                    return self._make(cue, i, limit)
        return None

    def _blamed(self, cue: Found, position: int, limit: int) -> Content | None:
        """Somebody blamed or praised and what for; the party stays in the content."""
        entry = cue.entry
        if entry is None or not entry.prepositions("B"):
            return None
        start = self._past_fillers(cue, position, limit)
        if start < limit and self._begins_phrase(start):
            return self._make(cue, start, limit)
        return None

    def _begins_phrase(self, i: int) -> bool:
        token = self.doc[i]
        return (
            token.tag_.startswith(
                ("NN", "PRP", "DT", "JJ", "CD", "VBG", "PDT", "WP", "``", "''", '"', "VBN", "RBS")
            )
            or token.text in MARKS
            or token.lower_ in DETERMINERS
            or token.lower_ in {"how", "all", "any", "no", "such", "as"}
        )

    def _thanked(self, cue: Found, position: int, limit: int) -> Content | None:
        """What somebody is thanked for; who is thanked is left out."""
        entry = cue.entry
        if entry is None or not entry.prepositions("F"):
            return None
        if self.parsed.quote_of[position] >= 0:
            return self._quoted_from(cue, position, limit)
        for i in range(position, min(limit, position + 22)):
            if self._word(i) in entry.prepositions("F") and self.doc[i].tag_ == "IN":
                if self._word(i) == "on" and i in self.time_end:
                    continue
                return self._make(cue, i, limit)
        return self._make(cue, position, limit)

    def _infinitive(self, cue: Found, position: int, limit: int) -> Content | None:
        """What the speaker is to do: "agreed to share"."""
        if cue.entry is None or "T" not in cue.entry.frames:
            return None
        start = (
            self._past_fillers(cue, position, limit) if self._word(position) != "to" else position
        )
        if self._word(start) == "not":
            start = start if self._word(start + 1) == "to" else limit
        if start < limit - 1 and (
            self._word(start) == "to"
            or (self._word(start + 1) == "to" and self._word(start) == "not")
        ):
            return self._make(cue, start, limit)
        return None

    def _called(self, cue: Found, position: int, limit: int) -> Content | None:
        """Something called something: "called the move a mistake", "described it as …"."""
        entry = cue.entry
        if entry is None or "K" not in entry.frames or not self._begins_phrase(position):
            return None
        rest = self.doc[position:limit]
        named_so = (
            any(token.lower_ == "as" for token in rest)
            or any(self.parsed.quote_of[token.i] >= 0 for token in rest)
            or any(child.dep_ == "xcomp" and child.i > cue.verb.i for child in cue.verb.children)
        )
        return self._make(cue, position, limit) if named_so else None

    def _object(self, cue: Found, position: int, limit: int) -> Content | None:
        """A noun phrase or gerund: "announced a package", "condemned the attack"."""
        if cue.entry is None or "N" not in cue.entry.frames:
            return None
        start = self._past_fillers(cue, position, limit)
        if start >= limit or not self._begins_phrase(start):
            return None
        if self.doc[start].tag_ == "PRP" and limit - start <= 2:
            return None
        if (
            cue.entry.verb == "cite"
            and self.parsed.sentence_of[start] == self.parsed.sentence_of[cue.verb.i]
        ):
            if self.doc[start].ent_type_ == "PER" or self._word(start) in {
                "sources",
                "anonymous",
                "unnamed",
                "officials",
            }:
                return None
        return self._make(cue, start, self._object_end(cue, start, limit))

    def _object_end(self, cue: Found, start: int, limit: int) -> int:
        """Where a noun phrase ends when settings of the cue follow it: "by television on Friday"."""
        head = next(
            (c for c in cue.verb.children if c.dep_ == "obj" and start <= c.i < limit), None
        )
        if head is None:
            return limit
        end = max(head.right_edge.i + 1, start + 1)
        if end >= limit or self.parsed.quote_of[end - 1] >= 0:
            return limit
        following = self.doc[end]
        setting = following.lower_ in SETTINGS or end in self.time_end
        owned = any(
            c.left_edge.i <= end <= c.right_edge.i and c.i > head.i
            for c in cue.verb.children
            if c.dep_ in {"obl", "advcl", "advmod"}
        )
        return end if setting and owned else limit

    def _light(self, cue: Found) -> Content | None:
        """What follows the noun of a light verb, or the noun's own phrase when nothing does."""
        limit = self._limit(cue, cue.end)
        content = self._make(cue, cue.end, limit, cue.end)
        if content is not None and content.ranges[0][1] - content.ranges[0][0] > 1:
            return content
        return None

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
            if subject is None:
                return None
            head = subject
        if head.i >= cue.start or head.tag_ == "PRP":
            return None
        trimmed = self._trim(head.left_edge.i, cue.start)
        if trimmed is None:
            return None
        ranges = [trimmed]
        if self._word(cue.end) == "to" and self._verb_soon(cue.end):
            rest = self._trim(cue.end, self._limit(cue, cue.end))
            ranges += [rest] if rest else []
        return Content(tuple(ranges), cue.end)

    def _verb_soon(self, i: int) -> bool:
        return any(token.tag_ == "VB" for token in self.doc[i + 1 : i + 3])

    def _noun(self, cue: Found) -> Content | None:
        start = cue.end
        if self._word(start) in {"that", "for", "on", "of"}:
            start += 1
        limit = self._limit(cue, start)
        return self._make(cue, start, limit, cue.end)

    def _according(self, cue: Found) -> Content | None:
        """What stands beside "according to X": behind it at the start, else before it."""
        if cue.mention is None:
            return None
        sentence = self.parsed.sentence(cue.verb.i)
        end = cue.mention[1]
        while (
            end < sentence.end
            and self.doc[end].text != ","
            and self.doc[end].text not in {".", ";"}
        ):
            end += 1
        if cue.start - sentence.start <= 2:
            return self._make(cue, end, self._sentence_end(cue.verb.i), cue.end)
        if (
            end < sentence.end - 2
            and self._word(cue.start - 1) in {",", "and", "but"}
            and self._word(end) == ","
        ):
            if self._word(cue.start - 1) != ",":
                return self._make(cue, end, self._sentence_end(cue.verb.i), cue.end)
            return self._make(cue, self._past_joint(sentence.start), cue.start, cue.end)
        start = self._past_joint(sentence.start)
        for other in self.found:
            if (
                sentence.start <= other.verb.i < cue.start
                and other.frame == "verb"
                and self._word(other.end) == ","
            ):
                start = max(start, other.end)
        trimmed = self._trim(start, cue.start)
        return Content((trimmed,), cue.end) if trimmed else None
