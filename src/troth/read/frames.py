"""Frames: the ways in which a verb of speaking brings its content behind it."""

from spacy.tokens import Token

from troth.read.cues import Found, praised
from troth.read.fillers import Fillers
from troth.read.governed import GovernedClauses
from troth.read.lexicon import Cue, group
from troth.read.parsed import Parsed
from troth.read.referents import DETERMINERS
from troth.read.stretches import FINITE, MARKS, Content, Stretches
from troth.read.turns import Turns

KEPT_PREPOSITIONS = frozenset({"about", "on"})
MEDIUM = frozenset({"on", "over", "in", "through"})
SETTINGS = frozenset("by via during despite amid following when while as".split())


class Frames:
    """Tries the frames of a cue's verb, the more telling ones first."""

    def __init__(
        self,
        parsed: Parsed,
        *,
        stretches: Stretches,
        turns: Turns,
        fillers: Fillers,
        governed: GovernedClauses,
    ) -> None:
        self._parsed = parsed
        self._doc = parsed.doc
        self._stretches = stretches
        self._turns = turns
        self._fillers = fillers
        self._governed = governed

    def forward(self, cue: Found) -> Content | None:
        """What a cue governs behind it, in the first of its frames that holds; None in none."""
        entry = cue.entry
        if entry is None:
            return None
        position = self._stretches.past_particle(cue)
        limit = self._turns.limit(cue, position)
        if position >= limit:
            return None
        for frame in (
            self._asked,
            self._sided,
            self._prepositional,
            self._blamed,
            self._thanked,
            self._governed.clause,
            self._infinitive,
            self._wished,
            self._called,
            self._object,
        ):
            content = frame(cue, position, limit)
            if content is not None:
                return content
        return None

    def _asked(self, cue: Found, position: int, limit: int) -> Content | None:
        """A party asked to act: "urged X to …", "called on X to …"."""
        entry = cue.entry
        if entry is None or not entry.frames & {"O", "C"}:
            return None
        start = position
        if ("C" in entry.frames and self._stretches.word(position) in {"on", "upon"}) or (
            "C" in entry.frames and self._stretches.word(position) == "for"
        ):
            start = position + 1
        elif "O" not in entry.frames:
            return None
        to = self._to_verb(start, limit)
        if to is None or to == start or to - start > 14:
            return None
        between = self._doc[start:to]
        if any(token.tag_ in FINITE or token.lower_ in {",", "that"} for token in between):
            return None
        if (
            self._doc[start].tag_.startswith(("NN", "PRP", "DT", "JJ", "CD"))
            or self._stretches.word(start) in DETERMINERS
        ):
            return self._stretches.make(cue, start, limit, start)
        return None

    def _to_verb(self, start: int, limit: int) -> int | None:
        for i in range(start, limit - 1):
            after = i + 2 if self._doc[i + 1].text in MARKS else i + 1
            if (
                self._doc[i].lower_ == "to"
                and after < limit
                and self._doc[after].tag_ in {"VB", "RB"}
                and self._parsed.quote_of[i] < 0
            ):
                return i
        return None

    def _sided(self, cue: Found, position: int, limit: int) -> Content | None:
        """What somebody speaks for: "spoke in favour of closer ties"."""
        if cue.entry is None or "V" not in cue.entry.frames or position + 3 >= limit:
            return None
        word = self._stretches.word
        sided = word(position) == "in" and word(position + 1) in group("favouring")
        if not sided or word(position + 2) != "of":
            return None
        return self._stretches.make(cue, position + 3, limit, position + 3)

    def _prepositional(self, cue: Found, position: int, limit: int) -> Content | None:
        """What a preposition brings: "called for …", "agreed on …", "asked about …"."""
        entry = cue.entry
        if entry is None:
            return None
        for place in (position, position + 1):
            word = self._stretches.word(place)
            if place > position and self._doc[position].tag_ != "RB":
                break
            if word in entry.prepositions("P") and place + 1 < limit:
                if self._doc[place + 1].tag_ == "VB" and word == "to":
                    continue
                keep = word in KEPT_PREPOSITIONS and entry.verb not in {"agree"}
                return self._stretches.make(
                    cue, place if keep else place + 1, limit, place if keep else place + 1
                )
        for word in entry.prepositions("P") & {"on", "about"}:
            if "A" not in entry.frames:
                break
            for i in range(position, min(limit, position + 8)):
                if self._stretches.word(i) == word and self._parsed.quote_of[i] < 0:
                    return self._stretches.make(cue, i, limit)
        return None

    def _blamed(self, cue: Found, position: int, limit: int) -> Content | None:
        """Somebody blamed or praised and what for; the party stays in the content."""
        entry = cue.entry
        if entry is None or not entry.prepositions("B"):
            return None
        start = self._fillers.past_fillers(cue, position, limit)
        if start < limit and self._begins_phrase(start):
            return self._quoted_apart(cue, start, limit) or self._stretches.make(cue, start, limit)
        return None

    def _quoted_apart(self, cue: Found, start: int, limit: int) -> Content | None:
        """Somebody praised and the quotation that does it: "praised Lee on television: “…”"."""
        colon = next((i for i in range(start, limit - 1) if self._doc[i].text == ":"), None)
        if colon is None or self._parsed.quote_of[colon + 1] < 0:
            return None
        party = next((c for c in cue.verb.children if c.dep_ == "obj" and c.i >= start), None)
        where = next((c for c in cue.verb.children if c.right_edge.i == colon - 1), None)
        if party is None or where is None or where.dep_ != "obl" or where.i < party.i:
            return None
        if where.left_edge.lower_ not in {"on", "in", "at", "by", "via"}:
            return None
        quoted = self._parsed.quoted[self._parsed.quote_of[colon + 1]]
        ranges = (start, where.left_edge.i), (quoted.start, quoted.end)
        return Content(ranges, self._stretches.past_particle(cue))

    def _begins_phrase(self, i: int) -> bool:
        token = self._doc[i]
        return (
            token.tag_.startswith(
                (
                    "NN",
                    "PRP",
                    "DT",
                    "JJ",
                    "CD",
                    "VBG",
                    "PDT",
                    "WP",
                    "``",
                    "''",
                    '"',
                    "VBN",
                    "RBS",
                    "$",
                )
            )
            or token.text in MARKS
            or token.lower_ in DETERMINERS
            or token.lower_ in {"how", "all", "any", "no", "such", "as"}
            or self._quantifies(token)
        )

    def _quantifies(self, token: Token) -> bool:
        """Whether a word makes a number behind it a rough one: "more than 20 million"."""
        numbers = self._doc[token.i + 1 : token.i + 4]
        return token.lower_ in group("quantifying") and any(t.tag_ in {"CD", "$"} for t in numbers)

    def _thanked(self, cue: Found, position: int, limit: int) -> Content | None:
        """What somebody is thanked for; who is thanked is left out."""
        entry = cue.entry
        if entry is None or not entry.prepositions("F"):
            return None
        if self._parsed.quote_of[position] >= 0:
            return self._governed.quoted_from(cue, position, limit)
        for i in range(position, min(limit, position + 22)):
            if self._stretches.word(i) in entry.prepositions("F") and self._doc[i].tag_ == "IN":
                if self._stretches.word(i) == "on" and i in self._fillers.time_end:
                    continue
                return self._stretches.make(cue, i, limit)
        return self._stretches.make(cue, position, limit)

    def _infinitive(self, cue: Found, position: int, limit: int) -> Content | None:
        """What the speaker is to do: "agreed to share"."""
        if cue.entry is None or "T" not in cue.entry.frames:
            return None
        start = (
            self._fillers.past_fillers(cue, position, limit)
            if self._stretches.word(position) != "to"
            else position
        )
        if self._stretches.word(start) == "not":
            start = start if self._stretches.word(start + 1) == "to" else limit
        if start < limit - 1 and (
            self._stretches.word(start) == "to"
            or (self._stretches.word(start + 1) == "to" and self._stretches.word(start) == "not")
        ):
            return self._stretches.make(cue, start, limit)
        return None

    def _wished(self, cue: Found, position: int, limit: int) -> Content | None:
        """What somebody is wished, who is left out: "wished her a safe journey"."""
        if cue.entry is None or "I" not in cue.entry.frames:
            return None
        if any(self._wished_to(child, position, limit) for child in cue.verb.children):
            return self._stretches.make(cue, position, limit)
        parts = [c for c in cue.verb.children if position <= c.i < limit and not c.is_punct]
        if len(parts) < 2 or parts[0].dep_ not in {"iobj", "obj"}:
            return None
        if not parts[1].tag_.startswith("NN") or parts[1].dep_ not in {"obj", "ccomp", "xcomp"}:
            return None
        return self._stretches.make(cue, parts[1].left_edge.i, limit)

    @staticmethod
    def _wished_to(child: Token, position: int, limit: int) -> bool:
        """Whether an object is wished to somebody behind it: "wished success to the crew"."""
        to = child.dep_ == "obj" and child.left_edge.i == position
        parts = [*child.children, *child.head.children] if to else []
        return any(
            other.dep_ in {"nmod", "obl"}
            and child.i < other.i < limit
            and other.left_edge.lower_ == "to"
            for other in parts
        )

    def _called(self, cue: Found, position: int, limit: int) -> Content | None:
        """Something called something: "called the move a mistake", "described it as …"."""
        entry = cue.entry
        if entry is None:
            return None
        behind = entry.prepositions("K")
        if behind:
            position += 1 if self._stretches.word(position) in behind else limit - position
        if (not behind and "K" not in entry.frames) or position >= limit:
            return None
        if not self._begins_phrase(position):
            return None
        rest = self._doc[position:limit]
        named_so = (
            any(self._names_so(token) for token in rest)
            or any(self._parsed.quote_of[token.i] >= 0 for token in rest)
            or any(child.dep_ == "xcomp" and child.i > cue.verb.i for child in cue.verb.children)
        )
        return self._stretches.make(cue, position, limit) if named_so else None

    @staticmethod
    def _names_so(token: Token) -> bool:
        """Whether "as" tells what something is called, and not when or why: "as a mistake"."""
        return token.lower_ == "as" and (
            token.dep_ == "case" or token.nbor(1).is_quote or token.head.tag_ in {"VBN", "JJ", "NN"}
        )

    def _object(self, cue: Found, position: int, limit: int) -> Content | None:
        """A noun phrase or gerund: "announced a package", "condemned the attack"."""
        if cue.entry is None or not self._takes_noun(cue, cue.entry):
            return None
        start = self._fillers.past_fillers(cue, position, limit)
        if start >= limit or not self._begins_phrase(start):
            return None
        if self._doc[start].tag_ == "PRP" and limit - start <= 2:
            return None
        if cue.mention is not None and start <= cue.mention[0] < limit:
            return None
        if (
            cue.entry.verb == "cite"
            and self._parsed.sentence_of[start] == self._parsed.sentence_of[cue.verb.i]
            and self._source(start)
        ):
            return None
        return self._stretches.make(cue, start, self._object_end(cue, start, limit))

    @staticmethod
    def _takes_noun(cue: Found, entry: Cue) -> bool:
        """Whether a verb tells something with a noun phrase; views that are shared are a topic."""
        things = (c.lower_ for c in cue.verb.children if c.dep_ == "obj")
        if entry.verb == "share" and any(thing in group("exchanged_nouns") for thing in things):
            return False
        return "N" in entry.frames or ("H" in entry.frames and praised(cue.verb))

    def _source(self, i: int) -> bool:
        """Whether somebody cited begins at a token, and not what was said."""
        return self._doc[i].ent_type_ == "PER" or self._stretches.word(i) in {
            "sources",
            "anonymous",
            "unnamed",
            "officials",
        }

    def _object_end(self, cue: Found, start: int, limit: int) -> int:
        """Where a noun phrase ends when settings follow it: "by television on Friday"."""
        head = next(
            (c for c in cue.verb.children if c.dep_ == "obj" and start <= c.i < limit), None
        )
        if head is None:
            return limit
        ends = [
            child.left_edge.i
            for child in cue.verb.children
            if child.i > head.i and self._is_setting(child)
        ]
        free = [i for i in ends if start < i < limit and self._parsed.quote_of[i] < 0]
        return min(free, default=limit)

    def setting_after(self, cue: Found, start: int, limit: int) -> int:
        """Where a setting of the cue's clause begins behind a token; the limit without one."""
        ends = [c.left_edge.i for c in cue.verb.children if self._is_setting(c)]
        free = [i for i in ends if start < i < limit and self._parsed.quote_of[i] < 0]
        return min(free, default=limit)

    @staticmethod
    def _complements(child: Token) -> bool:
        """Whether "as" tells what something is said to be: "announced the cause as a stroke"."""
        finite = child.tag_ in FINITE or any(c.tag_ in FINITE for c in child.children)
        apart = child.lower_ in group("as_settings")
        return child.left_edge.lower_ == "as" and not finite and not apart

    def _is_setting(self, child: Token) -> bool:
        """Whether a part of a clause tells when, how or amid what something is said."""
        first = child.left_edge
        if self._complements(child):
            return False
        if child.dep_ in {"obl", "obl:unmarked", "advmod", "advcl", "nmod:unmarked"} and (
            first.lower_ in SETTINGS or first.i in self._fillers.time_end
        ):
            return True
        if child.dep_ in {"obl", "obl:unmarked", "nmod:unmarked"} and child.lower_ in group(
            "spans"
        ):
            return True
        through = {"to": "receivers"} | dict.fromkeys(MEDIUM, "media")
        means = through.get(first.lower_)
        if means is not None and child.dep_ == "obl" and child.lower_ in group(means):
            return True
        joined = child.dep_ == "obl" and first.lower_ in {"on", "in"}
        if joined and first.i + 1 in self._fillers.time_end:
            return True
        return child.dep_ == "advcl" and self._doc[first.i - 1].text == "," and child.tag_ == "VBG"
