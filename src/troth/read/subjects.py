"""Subjects: who speaks at a cue, by the parse and by what stands beside the verb."""

from spacy.tokens import Token

from troth.read.calendar import When
from troth.read.encoder import SPANS_KEY
from troth.read.found import AUXILIARIES, Found
from troth.read.layout import SegmentKind
from troth.read.lexicon import Cue, cue_nouns, cues, words
from troth.read.names import Mention
from troth.read.parsed import Parsed
from troth.read.referents import Who
from troth.read.who import Resolver

LINKS = frozenset("of with by for to in and or from about against on - 's ’s".split())

Spoken = tuple[Who | None, tuple[int, int] | None]
"""Who speaks, and the tokens that mention him; None where either is not there."""


class Subjects:
    """Finds whose a cue is; ``found`` are the cues before it, by their main token."""

    def __init__(
        self, parsed: Parsed, resolver: Resolver, times: list[When], found: dict[int, Found]
    ) -> None:
        self._times = {parsed.token_at(time.end - 1) for time in times} | {
            token.i
            for token in parsed.doc
            if token.lower_ in {"day", "week", "month", "year", "morning", "evening"}
        }
        self._parsed = parsed
        self._doc = parsed.doc
        self._resolver = resolver
        self._found = found
        self._source_at = {
            token.i: source
            for source in parsed.doc.spans.get(SPANS_KEY, ())
            if source.label_ == "SOURCE"
            for token in source
        }

    def _word(self, i: int) -> str:
        return self._doc[i].lower_ if 0 <= i < len(self._doc) else ""

    def subject(self, token: Token) -> Spoken:
        """Who the subject of a verb of speaking is, by the parse and by what stands beside it."""
        head = self._beside_participle(token) or self._subject_head(token)
        if head is None:
            return self._shared(token)
        who = self._resolver.who(self._antecedent(head))
        if head.lower_ in {"who", "which", "that"}:
            return who, (head.i, head.i + 1)
        named = self._named_last(head) if who.kind in {"body", "unnamed"} else None
        if named is not None:
            name = self._resolver.names.name(named)
            return Who((name,), "person", who.start, named.end, named.actor), (who.start, named.end)
        return who, (who.start, who.end)

    def _beside_participle(self, token: Token) -> Token | None:
        """Who speaks by a participle that another verb or a noun brings in.

        The one cited ("quoted Ann Lee as saying"), the one behind "with" ("with Ann Lee calling"),
        and whose words a noun tells of ("an order by Ann Lee directing").
        """
        if token.tag_ != "VBG":
            return None
        head = token.head
        if self._word(token.i - 1) == "as":
            entry = cues().get(head.lower_)
            cited = entry is not None and entry.verb in {"cite", "quote", "report"}
            deps = {"obj", "nsubj:pass"} if cited else set()
            return next((c for c in head.children if c.dep_ in deps and c.i < token.i), None)
        if token.dep_ == "acl" and head.lower_ in words("documents.txt") | cue_nouns().keys():
            return self.phrase_at(head.i + 2) if self._word(head.i + 1) == "by" else self.by(head)
        return self._behind_with(token)

    def _behind_with(self, token: Token) -> Token | None:
        """The person between "with" and a participle: "…, with Ann Lee of Oslo calling it"."""
        first = self._parsed.sentence(token.i).start
        for i in range(token.i - 1, max(first, token.i - 12), -1):
            if self._doc[i].is_punct or self._doc[i].tag_.startswith("VB"):
                return None
            mention = self._resolver.names.at.get(i)
            if mention is not None and mention.kind == "person":
                before = mention.start - 1
                while before > first and self._doc[before].tag_.startswith("NNP"):
                    before -= 1
                is_with = self._word(before) == "with"
                return self._doc[mention.start : mention.end].root if is_with else None
        return None

    def _named_last(self, head: Token) -> Mention | None:
        """The person in commas who ends what the pipeline takes for the source of a subject."""
        source = self._source_at.get(head.i)
        if source is None:
            return None
        mention = self._resolver.names.at.get(source.end - (2 if source[-1].text == "," else 1))
        if mention is None or mention.kind != "person" or mention.start <= head.i:
            return None
        return mention if self._word(mention.start - 1) == "," else None

    def _person_before(self, token: Token) -> Token | None:
        """The person named right before a verb, unless the name only belongs to the subject."""
        position = token.i - 1
        first = self._parsed.sentence(token.i).start
        while position >= first and (
            (self._doc[position].lower_ in AUXILIARIES and self._doc[position].tag_ != "POS")
            or self._doc[position].tag_.startswith("RB")
        ):
            position -= 1
        mention = self._resolver.names.at.get(position) if position >= first else None
        if mention is None or mention.kind != "person" or mention.end != position + 1:
            return None
        if self._parsed.quote_of[position] >= 0 or (
            mention.start > first and self._word(mention.start - 1) in LINKS
        ):
            return None
        return self._doc[mention.start : mention.end].root

    def _names_him(self, subject: Token, name: Token) -> bool:
        """Whether a name right before a verb is who its subject means, with a title before it."""
        him = self._resolver.names.at[name.i]
        who = self._resolver.who(subject)
        return who.actor == him.actor and who.start < him.start and who.end >= him.end

    def _inverted(self, token: Token) -> bool:
        """Whether a verb stands right behind what was said: "…," said X."""
        before = token.i > 0 and (self._doc[token.i - 1].is_quote or self._word(token.i - 1) == ",")
        return (
            before and token.tag_ in {"VBD", "VBZ", "VBN"} and token.lower_ not in {"told", "tells"}
        )

    def _antecedent(self, head: Token) -> Token:
        """What a relative pronoun stands for."""
        if head.lower_ in {"who", "which", "that"} and head.head.dep_ in {"acl:relcl", "acl"}:
            return head.head.head
        return head

    def _subject_head(self, token: Token) -> Token | None:
        if self._word(token.i - 1) == ",":
            apposed = self.before_apposition(token.i - 1, self._parsed.sentence(token.i).start)
            if apposed is not None:
                return apposed
        quote = self._parsed.quote_of
        beside = self._person_before(token)
        for child in token.children:
            if child.dep_ in {"nsubj", "nsubj:pass"} and quote[child.i] < 0:
                if beside is not None and child.i < token.i:
                    return child if self._names_him(child, beside) else beside
                if child.i in self._times:
                    continue
                if child.i > token.i and not self._inverted(token):
                    continue
                crowded = child.i < token.i and self._clause_between(child, token)
                if not crowded:
                    return child
        if self._inverted(token):
            head = self.phrase_at(token.i + 1)
            if head is not None and not self._opens_content(token, head):
                return head
        return self._phrase_before(token)

    def _opens_content(self, token: Token, head: Token) -> bool:
        """Whether a phrase behind a verb is the subject of what is said: ", said the roof fell"."""
        return (
            self._word(token.i - 1) == ","
            and head.dep_ in {"nsubj", "nsubj:pass"}
            and head.head.i > head.i
            and head.head.tag_ in {"VBD", "VBZ", "VBP", "VBN"}
        )

    def _clause_between(self, subject: Token, token: Token) -> bool:
        """Whether a quotation or a long clause lies between a supposed subject and its verb."""
        between = self._doc[subject.i + 1 : token.i]
        return any(self._parsed.quote_of[t.i] >= 0 for t in between) and len(between) > 12

    def phrase_at(self, position: int) -> Token | None:
        """The head of the phrase that begins at a token."""
        if position >= len(self._doc) or self._doc[position].is_sent_start:
            return None
        for token in self._doc[position : position + 10]:
            if (token.is_punct and token.text not in {"-", "."}) or token.tag_ in {
                "IN",
                "VBD",
                "VBZ",
                "TO",
            }:
                break
            nominal = token.tag_.startswith("NN") or token.tag_ == "PRP"
            if (
                nominal
                and token.left_edge.i <= position
                and token.dep_ not in {"compound", "amod", "nmod:poss", "nmod:desc"}
            ):
                return token
        mention = self._resolver.names.at.get(position)
        return self._doc[mention.start : mention.end].root if mention else None

    def _phrase_before(self, token: Token) -> Token | None:  # noqa: PLR0911 -- a table of cases, in order
        """The name or pronoun right before a verb, its adverbs and auxiliaries passed over."""
        position = token.i - 1
        first = self._parsed.sentence(token.i).start
        while position >= first and (
            (self._doc[position].lower_ in AUXILIARIES and self._doc[position].tag_ != "POS")
            or self._doc[position].tag_.startswith("RB")
        ):
            position -= 1
        if position < first or self._parsed.quote_of[position] >= 0:
            return None
        before = self._doc[position]
        if before.text == "," and token.tag_ in {"VBD", "VBZ"}:
            return self.before_apposition(position, first)
        if before.tag_ == "PRP" and before.lower_ in {"he", "she", "they", "it", "we", "i"}:
            return before
        mention = self._resolver.names.at.get(position)
        headline = self._parsed.sentence(token.i).segment.kind is SegmentKind.HEADLINE
        has = any(t.lower_ in {"has", "have", "had"} for t in self._doc[position + 1 : token.i])
        adverbs = all(t.tag_.startswith("RB") for t in self._doc[position + 1 : token.i])
        bare = token.tag_ in {"VBN", "JJ", "NN"} and (adverbs or has)
        finite = token.tag_ in {"VBD", "VBZ", "VBP"} or (headline and token.tag_ == "VBG") or bare
        if mention is not None and mention.role in {"name", "capital", "people"} and finite:
            return self._doc[mention.start : mention.end].root
        if (
            before.tag_ in {"NN", "NNS"}
            and before.lower_ in words("speakers.txt")
            and (finite or has)
        ):
            return self._apposed_to(before) or before
        if before.tag_.startswith("NNP") and finite and before.text[:1].isupper():
            return before
        return None

    def _apposed_to(self, noun: Token) -> Token | None:
        """The person of whose apposition a noun is the end: "Ann Lee, head of the court, ruled"."""
        top = noun
        while top.dep_ in {"nmod", "appos"} and top.head.i < top.i:
            top = top.head
        mention = self._resolver.names.at.get(top.i)
        return top if mention is not None and mention.kind == "person" else None

    def before_apposition(self, comma: int, first: int) -> Token | None:
        """The name that an apposition in commas belongs to: "Ann Lee, the minister, said"."""
        own = self._resolver.names.at.get(comma - 1)
        if (
            own is not None
            and own.kind == "person"
            and own.start > first
            and self._word(own.start - 1) == ","
        ):
            return self._doc[own.start : own.end].root
        for i in range(comma - 1, max(first, comma - 16), -1):
            if self._doc[i].tag_ in {"VBD", "VBZ", "MD"} or self._parsed.quote_of[i] >= 0:
                return None
            if self._doc[i].text == ",":
                mention = self._resolver.names.at.get(i - 1)
                if mention is not None and mention.kind == "person":
                    return self._doc[mention.start : mention.end].root
                return None
        return None

    def _shared(self, token: Token) -> Spoken:
        """The subject that a further verb shares with a cue before it in its sentence."""
        sentence = self._parsed.sentence(token.i)
        earlier = [
            c for i, c in self._found.items() if sentence.start <= i < token.i and c.frame != "noun"
        ]
        if token.tag_ == "VBG" or self._joined(token):
            if (
                token.tag_ == "VBG"
                and self._word(token.i - 1)
                not in {
                    ",",
                    "and",
                    "while",
                    "by",
                    "in",
                    "without",
                    '"',
                    "”",
                    "before",
                    "after",
                    "when",
                }
                and token.dep_ not in {"advcl", "conj"}
            ):
                return self._governed(token)
            for cue in reversed(earlier):
                if cue.who is not None and not cue.passive and cue.frame != "according":
                    return cue.who, cue.mention
            if token.tag_ in {"VBD", "VBZ"}:
                main = self._main_subject(token)
                if main[0] is not None:
                    return main
        return self._governed(token)

    def _joined(self, token: Token) -> bool:
        before = self._word(token.i - 1)
        further = self._word(token.i - 2)
        adverb = self._doc[token.i - 1].tag_.startswith("RB") if token.i else False
        return before in {"and", "but", "then", ","} or (adverb and further in {"and", "but", ","})

    def _governed(self, token: Token) -> Spoken:
        """The subject of the verb that governs a participle or is joined to this one."""
        head, hops = token, 0
        while hops < 4:
            deeper = head.tag_ == "VBN" and hops > 0
            if head.dep_ in {"acl", "acl:relcl"} and (head.tag_ == "VBG" or deeper):
                noun = head.head
                role = noun.lower_
                if (
                    role in words("speakers.txt") and role not in {"statement", "report", "letter"}
                ) or noun.i in self._resolver.names.at:
                    who = self._resolver.who(noun)
                    return who, (who.start, who.end)
            if head.dep_ not in {
                "conj",
                "advcl",
                "xcomp",
                "acl",
                "parataxis",
                "ccomp",
                "appos",
                "dep",
            }:
                break
            if head.head.i == head.i:
                break
            head, hops = head.head, hops + 1
            if not head.tag_.startswith("VB"):
                continue
            subject = next((c for c in head.children if c.dep_ in {"nsubj", "nsubj:pass"}), None)
            if subject is not None and self._parsed.quote_of[subject.i] < 0:
                who = self._resolver.who(self._antecedent(subject))
                return who, (who.start, who.end)
        return self._main_subject(token)

    def _main_subject(self, token: Token) -> Spoken:
        """The subject of the sentence's main verb, for a participle or joined verb without one."""
        if token.tag_ not in {"VBG", "VBD", "VBZ", "VB"}:
            return None, None
        sentence = self._parsed.sentence(token.i)
        for other in self._doc[sentence.start : token.i]:
            if other.dep_ == "nsubj" and self._parsed.quote_of[other.i] < 0:
                who = self._resolver.who(other)
                return who, (who.start, who.end)
        return self._opener(token)

    def _opener(self, token: Token) -> Spoken:
        """The person who opens a sentence right before the verb that a verb is governed by."""
        first = self._parsed.sentence(token.i).start
        for mention in self._resolver.names.near(first, token.head.i):
            end = mention.end + (self._word(mention.end) == ",")
            if mention.kind == "person" and end == token.head.i and mention.start - first < 4:
                who = self._resolver.who(self._doc[mention.start : mention.end].root)
                return who, (who.start, who.end)
        return None, None

    def main_subject_any(self, token: Token) -> Spoken:
        """The first unquoted subject of the sentence before a token, whatever its verb."""
        sentence = self._parsed.sentence(token.i)
        for other in self._doc[sentence.start : token.i]:
            if other.dep_ == "nsubj" and self._parsed.quote_of[other.i] < 0:
                who = self._resolver.who(other)
                return who, (who.start, who.end)
        return None, None

    def by(self, token: Token) -> Token | None:
        """The head of the phrase behind "by"."""
        for child in token.children:
            if (
                child.dep_ in {"obl:agent", "obl", "nmod"}
                and child.i > token.i
                and any(c.dep_ == "case" and c.lower_ == "by" for c in child.children)
            ):
                return child
        return None

    def agent(self, token: Token) -> Spoken:
        """Who the phrase behind a passive's "by" means."""
        by = self.by(token)
        if by is None:
            return None, None
        who = self._resolver.who(by)
        return who, (who.start, who.end)

    def can_speak(
        self, token: Token, who: Who, mention: tuple[int, int] | None, entry: Cue | None
    ) -> bool:
        """Whether who is named or described is somebody that can say something."""
        if who.kind in {"person", "state", "body"} and who.actor is not None:
            return not (entry and entry.verb in {"suggest", "signal"} and who.kind == "place")
        if not who.names:
            return (
                mention is not None and self._word(mention[0]) in {"he", "she", "they"}
            ) or mention is None
        if who.kind == "person":
            return True
        head = self._subject_head(token) if mention is not None else None
        strong = (
            entry is not None
            and entry.frames & {"S", "O", "B", "T"}
            and entry.verb not in words("impersonal_verbs.txt")
        )
        if strong and entry is not None and head is not None:
            named = head.tag_ in {"NNP", "NNPS"} or head.text[:1].isupper()
            if (named and entry.verb not in words("weak_verbs.txt")) or (
                entry.verb in words("saying_verbs.txt") and who.kind in {"unnamed", "group", "body"}
            ):
                return head.lower_ not in {"this", "that", "which", "it", "there", "what"}
        return any(self._speaks(name) for name in who.names) or self._is_source(mention, entry)

    def _is_source(self, mention: tuple[int, int] | None, entry: Cue | None) -> bool:
        """Whether the pipeline takes a named mention for the source of what is said."""
        if mention is None or (entry is not None and entry.verb in words("impersonal_verbs.txt")):
            return False
        return all(i in self._source_at for i in range(*mention)) and any(
            self._doc[i].tag_.startswith("NNP") for i in range(*mention)
        )

    def _speaks(self, name: str) -> bool:
        spoken = [word.lower().strip("'’\"“”,") for word in name.split()]
        if set(spoken) & words("speakers.txt"):
            return True
        at = self._resolver.names
        return any(
            name == actor.name for actor in at.actors if actor.kind in {"person", "state", "body"}
        )
