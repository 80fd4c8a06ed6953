"""Cues: the words that tell of speaking, whose they are, and which frame they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from troth.model import Act
from troth.read.calendar import When
from troth.read.layout import SegmentKind
from troth.read.lexicon import Cue, cue_nouns, cues, irregular, light_nouns, light_verbs, words
from troth.read.parsed import Parsed
from troth.read.referents import Who
from troth.read.who import Resolver

MODALS = frozenset("would could might may should can will 'll ’ll must shall 'd ’d wo ca".split())
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
CONDITIONS = frozenset({"if", "unless", "whether", "once", "until"})
AUXILIARIES = frozenset(
    "has have had was were is are been being be having did does do 's ’s".split()
)
CONTACT = frozenset(
    "spoke speak speaks met meet meets talked held convened hosted joined called".split()
)
LINKS = frozenset("of with by for to in and or from about against on - 's ’s".split())
SAYING = frozenset(
    "say tell add write tweet announce declare claim warn insist argue deny admit explain reply respond "
    "urge ask demand accuse condemn praise criticise criticize state caution testify assert stress".split()
)
"""Verbs whose subject speaks, whatever noun it is."""

WEAK = frozenset("guarantee offer promise share call direct order press push name".split())
IMPERSONAL = frozenset(
    "suggest indicate signal highlight reveal make reflect specify imply".split()
)
IMPERSONAL_PASSIVE = frozenset(
    "agreed noted stressed emphasised emphasized underlined pointed stated confirmed expressed reaffirmed".split()
)


@dataclass(frozen=True)
class Found:
    """One cue in the text.

    Attributes:
        verb: its main token.
        start: first token of the cue's words, auxiliaries included.
        end: one past the last.
        entry: the verb's row in the lexicon; None for "according to" and nouns.
        act: the act that the cue names, if any.
        who: who speaks.
        mention: tokens of the speaker's mention, None when there is none.
        passive: the content is the cue's grammatical subject.
        frame: how the content stands: ``verb``, ``light``, ``noun`` or ``according``.
    """

    verb: Token
    start: int
    end: int
    entry: Cue | None
    act: Act | None
    who: Who | None
    mention: tuple[int, int] | None
    passive: bool = False
    frame: str = "verb"


class CueFinder:
    """Finds the cues of a parsed document, in order."""

    def __init__(self, parsed: Parsed, resolver: Resolver, times: list[When]) -> None:
        self.times = {parsed.token_at(time.end - 1) for time in times} | {
            token.i
            for token in parsed.doc
            if token.lower_ in {"day", "week", "month", "year", "morning", "evening"}
        }
        self.parsed = parsed
        self.doc = parsed.doc
        self.resolver = resolver
        self.found: dict[int, Found] = {}

    def find(self) -> list[Found]:
        """All cues, by the place of their main token."""
        for token in self.doc:
            cue = self._cue(token)
            if cue is not None:
                self.found[token.i] = cue
        return [self.found[i] for i in sorted(self.found)]

    def _cue(self, token: Token) -> Found | None:
        if self._silenced(token):
            return None
        lower = token.lower_
        if lower == "according" and self._word(token.i + 1) == "to":
            return self._according(token)
        if lower in cue_nouns() and token.tag_.startswith(("NN", "JJ")):
            noun = self._noun(token)
            if noun is not None:
                return noun
        if (lower in cues() or lower in light_verbs()) and self._is_verb(token):
            return self._verb(token)
        return None

    def _word(self, i: int) -> str:
        return self.doc[i].lower_ if 0 <= i < len(self.doc) else ""

    def _silenced(self, token: Token) -> bool:
        """Inside quotation marks, in a heading, or no word at all."""
        segment = self.parsed.sentence(token.i).segment
        return self.parsed.in_quotation(token.i) or segment.kind is SegmentKind.HEADING

    def _is_verb(self, token: Token) -> bool:
        if token.tag_.startswith("VB") and token.dep_ not in {"amod", "compound"}:
            return True
        if self._past_form(token) and self._stands_as_verb(token):
            return True
        headline = self.parsed.sentence(token.i).segment.kind is SegmentKind.HEADLINE
        third = (token.text.endswith("s") and token.text.islower()) or token.lower_ == "call"
        follows_noun = token.i > 0 and self.doc[token.i - 1].tag_.startswith("NN")
        after = self._word(token.i + 1)
        return headline and third and follows_noun and after not in {"of", "by", "in", "on", "with"}

    @staticmethod
    def _past_form(token: Token) -> bool:
        known = irregular().get(cues()[token.lower_].verb if token.lower_ in cues() else "")
        past = known is not None and token.lower_ in known[0] + known[1]
        return token.text.islower() and (token.lower_.endswith("ed") or past)

    def _stands_as_verb(self, token: Token) -> bool:
        """Whether a past form that the tagger takes for an adjective has a verb's company."""
        before = token.i - 1
        near = {t.lower_ for t in self.doc[max(0, token.i - 3) : token.i]}
        if near & {"has", "have", "had"}:
            return True
        mention = self.resolver.names.at.get(before)
        if mention is not None and mention.end == token.i and mention.role in {"name", "capital"}:
            return True
        first = self.parsed.sentence(token.i).start
        return self._word(before) == "," and self._before_apposition(before, first) is not None

    # --- verbs -----------------------------------------------------------------------------

    def _verb(self, token: Token) -> Found | None:
        if self._unsaid(token):
            return None
        start = self._group_start(token)
        passive = self._passive(token, start)
        if not passive and self._reduced(token):
            return None
        entry = cues().get(token.lower_)
        who, mention = self._agent(token) if passive else self._subject(token)
        if passive and who is None:
            who, mention, passive = self._impersonal(token)
            if who is None:
                return None
        if who is None or not self._can_speak(token, who, mention, entry):
            return None
        if entry is not None and not self._particle(token, entry):
            return None
        if self._adjectival(token, start):
            return None
        light = self._light(token)
        act = entry.act if entry else None
        if light is not None:
            return Found(
                token,
                start,
                light.i + 1,
                entry,
                light_nouns()[light.lower_].act,
                who,
                mention,
                passive,
                "light",
            )
        if entry is None and mention is None and who.names and not passive:
            noun = next(
                (c for c in token.children if c.i < token.i and c.lower_ in light_nouns()), None
            )
            if noun is not None:
                act = light_nouns()[noun.lower_].act
                return Found(
                    token, noun.left_edge.i, token.i + 1, None, act, who, None, False, "light"
                )
        if entry is None:
            return None
        return Found(token, start, token.i + 1, entry, act, who, mention, passive)

    def _particle(self, token: Token, entry: Cue) -> bool:
        """Whether a verb that needs a particle has it: "pointed out"."""
        needed = entry.prepositions("R")
        return not needed or self._word(token.i + 1) in needed

    def _adjectival(self, token: Token, start: int) -> bool:
        """Whether a participle only describes a state: "remains committed to"."""
        del start
        return (
            token.tag_ in {"VBN", "JJ"}
            and self._word(token.i - 1)
            in {"remains", "remain", "remained", "stays", "feel", "felt", "fully", "deeply"}
            and not self._perfect(token)
        )

    def _perfect(self, token: Token) -> bool:
        return any(child.lower_ in {"has", "have", "had"} for child in token.children)

    def _unsaid(self, token: Token) -> bool:
        """Negated, merely possible, conditional, or only intended."""
        before = self.doc[max(self.parsed.sentence(token.i).start, token.i - 4) : token.i]
        own = {child.lower_ for child in token.children if child.i < token.i}
        near = {t.lower_ for t in before[-2:]}
        if (own | near) & NEGATIONS and not self._other_verb_between(token):
            return token.lower_ not in {"deny", "denied", "denies"} or True
        if own & MODALS or self._word(token.i - 1) in MODALS:
            return True
        if own & CONDITIONS and token.dep_ == "advcl":
            return True
        if (
            token.tag_ == "VBN"
            and self._word(token.i - 1) in {"is", "are", "remain", "remains"}
            and token.lower_ == "committed"
        ):
            return True
        if self._word(token.i - 1) == "to" or ("to" in own and token.tag_ == "VB"):
            return not self._purpose(token)
        if token.tag_ == "VB" and own & {"did", "do", "does"}:
            return False
        return token.tag_ == "VB" and not (token.dep_ == "conj" and self._purpose(token))

    def _other_verb_between(self, token: Token) -> bool:
        """Whether a negation near a verb belongs to another verb before it."""
        for i in range(token.i - 1, max(token.i - 4, -1), -1):
            if self.doc[i].lower_ in NEGATIONS:
                return False
            if self.doc[i].is_punct or (
                self.doc[i].tag_.startswith("VB") and self.doc[i].lower_ not in AUXILIARIES
            ):
                return True
        return False

    def _purpose(self, token: Token) -> bool:
        """Whether an infinitive tells what a contact was for: "spoke today … to underscore"."""
        sentence = self.parsed.sentence(token.i)
        head = token.head
        hops = 0
        while head.i != head.head.i and hops < 4 and head.lower_ not in CONTACT:
            head, hops = head.head, hops + 1
        earlier = self.doc[sentence.start : token.i]
        contact = [t for t in earlier if t.lower_ in CONTACT and t.tag_.startswith("VB")]
        between = self.doc[contact[-1].i + 1 : token.i] if contact else earlier
        blocked = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in between)
        return bool(contact) and not blocked

    def _group_start(self, token: Token) -> int:
        """First token of the verb with its auxiliaries: "has since declared"."""
        start = token.i
        position = token.i - 1
        while position >= 0 and not self.doc[position + 1].is_sent_start:
            word = self.doc[position]
            if word.lower_ in AUXILIARIES and word.tag_ != "POS":
                start = position
            elif not (word.tag_.startswith("RB") and word.lower_ not in NEGATIONS):
                break
            position -= 1
        return start

    def _passive(self, token: Token, start: int) -> bool:
        if token.tag_ not in {"VBN", "VBD"}:
            return False
        if any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in token.children):
            return True
        group = {self.doc[i].lower_ for i in range(start, token.i)}
        if group & {"was", "were", "is", "are", "been", "being", "be"}:
            return True
        return (
            token.dep_ in {"acl", "acl:relcl"}
            and token.tag_ == "VBN"
            and self._by(token) is not None
        )

    def _reduced(self, token: Token) -> bool:
        """Whether a participle right behind a common noun says what was done to it by nobody named."""
        if token.tag_ != "VBN" or token.dep_ not in {"acl", "acl:relcl"} or token.i == 0:
            return False
        before = self.doc[token.i - 1]
        return before.tag_ in {"NN", "NNS"} and before.text.islower() and self._by(token) is None

    def _by(self, token: Token) -> Token | None:
        """The head of the phrase behind "by"."""
        for child in token.children:
            if child.dep_ in {"obl:agent", "obl", "nmod"} and child.i > token.i:
                if any(c.dep_ == "case" and c.lower_ == "by" for c in child.children):
                    return child
        return None

    def _agent(self, token: Token) -> tuple[Who | None, tuple[int, int] | None]:
        by = self._by(token)
        if by is None:
            return None, None
        who = self.resolver.who(by)
        return who, (who.start, who.end)

    def _impersonal(self, token: Token) -> tuple[Who | None, tuple[int, int] | None, bool]:
        """Speakers of "it was agreed": the parties of the contact that the text is about."""
        before = [child for child in token.children if child.i < token.i]
        subjects = [c for c in before if c.dep_ in {"nsubj:pass", "expl", "nsubj"}]
        expletive = any(child.lower_ == "it" for child in subjects)
        noun = next((c for c in subjects if c.lower_ in light_nouns()), None)
        light = (
            noun is not None
            and light_verbs().get(token.lower_) in light_nouns()[noun.lower_].joints
        )
        if (
            not light
            and not expletive
            and subjects
            and self.resolver.parties
            and token.lower_ in IMPERSONAL_PASSIVE
        ):
            return Who(self.resolver.parties, "group", token.i, token.i + 1), None, True
        if not light and not (expletive and token.lower_ in IMPERSONAL_PASSIVE):
            return None, None, True
        pair = self.resolver.parties or self.resolver.pair_before(token.i)
        return Who(pair, "group", token.i, token.i + 1), None, False

    def _subject(self, token: Token) -> tuple[Who | None, tuple[int, int] | None]:
        """Who the subject of a verb of speaking is, by the parse and by what stands beside it."""
        head = self._subject_head(token)
        if head is None:
            return self._shared(token)
        who = self.resolver.who(self._antecedent(head))
        if head.lower_ in {"who", "which", "that"}:
            return who, (head.i, head.i + 1)
        return who, (who.start, who.end)

    def _person_before(self, token: Token) -> Token | None:
        """The person named right before a verb, unless the name only belongs to the subject."""
        position = token.i - 1
        first = self.parsed.sentence(token.i).start
        while position >= first and (
            (self.doc[position].lower_ in AUXILIARIES and self.doc[position].tag_ != "POS")
            or self.doc[position].tag_.startswith("RB")
        ):
            position -= 1
        mention = self.resolver.names.at.get(position) if position >= first else None
        if mention is None or mention.kind != "person" or mention.end != position + 1:
            return None
        if self.parsed.quote_of[position] >= 0 or (
            mention.start > first and self._word(mention.start - 1) in LINKS
        ):
            return None
        return self.doc[mention.start : mention.end].root

    def _inverted(self, token: Token) -> bool:
        """Whether a verb stands right behind what was said: "…," said X."""
        before = token.i > 0 and (self.doc[token.i - 1].is_quote or self._word(token.i - 1) == ",")
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
            apposed = self._before_apposition(token.i - 1, self.parsed.sentence(token.i).start)
            if apposed is not None:
                return apposed
        quote = self.parsed.quote_of
        beside = self._person_before(token)
        for child in token.children:
            if child.dep_ in {"nsubj", "nsubj:pass"} and quote[child.i] < 0:
                if beside is not None and child.i < token.i:
                    return beside
                if child.i in self.times:
                    continue
                if child.i > token.i and not self._inverted(token):
                    continue
                crowded = child.i < token.i and self._clause_between(child, token)
                if not crowded:
                    return child
        if self._inverted(token):
            head = self._phrase_at(token.i + 1)
            if head is not None:
                return head
        return self._phrase_before(token)

    def _clause_between(self, subject: Token, token: Token) -> bool:
        """Whether a quotation or a long clause lies between a supposed subject and its verb."""
        between = self.doc[subject.i + 1 : token.i]
        return any(self.parsed.quote_of[t.i] >= 0 for t in between) and len(between) > 12

    def _phrase_at(self, position: int) -> Token | None:
        """The head of the phrase that begins at a token."""
        if position >= len(self.doc) or self.doc[position].is_sent_start:
            return None
        for token in self.doc[position : position + 10]:
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
                and token.dep_ not in {"compound", "nmod:poss"}
            ):
                return token
        mention = self.resolver.names.at.get(position)
        return self.doc[mention.start : mention.end].root if mention else None

    def _phrase_before(self, token: Token) -> Token | None:
        """The name or pronoun right before a verb, its adverbs and auxiliaries passed over."""
        position = token.i - 1
        first = self.parsed.sentence(token.i).start
        while position >= first and (
            (self.doc[position].lower_ in AUXILIARIES and self.doc[position].tag_ != "POS")
            or self.doc[position].tag_.startswith("RB")
        ):
            position -= 1
        if position < first or self.parsed.quote_of[position] >= 0:
            return None
        before = self.doc[position]
        if before.text == "," and token.tag_ in {"VBD", "VBZ"}:
            return self._before_apposition(position, first)
        if before.tag_ == "PRP" and before.lower_ in {"he", "she", "they", "it", "we", "i"}:
            return before
        mention = self.resolver.names.at.get(position)
        headline = self.parsed.sentence(token.i).segment.kind is SegmentKind.HEADLINE
        has = any(t.lower_ in {"has", "have", "had"} for t in self.doc[position + 1 : token.i])
        bare = token.tag_ in {"VBN", "JJ", "NN"} and (position == token.i - 1 or has)
        finite = token.tag_ in {"VBD", "VBZ", "VBP"} or (headline and token.tag_ == "VBG") or bare
        if mention is not None and mention.role in {"name", "capital", "people"} and finite:
            return self.doc[mention.start : mention.end].root
        if (
            before.tag_ in {"NN", "NNS"}
            and before.lower_ in words("speakers.txt")
            and (finite or has)
        ):
            return before
        if before.tag_.startswith("NNP") and finite and before.text[:1].isupper():
            return before
        return None

    def _before_apposition(self, comma: int, first: int) -> Token | None:
        """The name that an apposition in commas belongs to: "Ann Lee, the minister, said"."""
        own = self.resolver.names.at.get(comma - 1)
        if (
            own is not None
            and own.kind == "person"
            and own.start > first
            and self._word(own.start - 1) == ","
        ):
            return self.doc[own.start : own.end].root
        for i in range(comma - 1, max(first, comma - 16), -1):
            if self.doc[i].tag_ in {"VBD", "VBZ", "MD"} or self.parsed.quote_of[i] >= 0:
                return None
            if self.doc[i].text == ",":
                mention = self.resolver.names.at.get(i - 1)
                if mention is not None and mention.kind == "person":
                    return self.doc[mention.start : mention.end].root
                return None
        return None

    def _shared(self, token: Token) -> tuple[Who | None, tuple[int, int] | None]:
        """The subject that a further verb shares with a cue before it in its sentence."""
        sentence = self.parsed.sentence(token.i)
        earlier = [
            c for i, c in self.found.items() if sentence.start <= i < token.i and c.frame != "noun"
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
        adverb = self.doc[token.i - 1].tag_.startswith("RB") if token.i else False
        return before in {"and", "but", "then", ","} or (adverb and further in {"and", "but", ","})

    def _governed(self, token: Token) -> tuple[Who | None, tuple[int, int] | None]:
        """The subject of the verb that governs a participle or is joined to this one."""
        head, hops = token, 0
        while hops < 4:
            if head.dep_ in {"acl", "acl:relcl"} and head.tag_ == "VBG":
                noun = head.head
                role = noun.lower_
                if (
                    role in words("speakers.txt") and role not in {"statement", "report", "letter"}
                ) or noun.i in self.resolver.names.at:
                    who = self.resolver.who(noun)
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
            if subject is not None and self.parsed.quote_of[subject.i] < 0:
                who = self.resolver.who(self._antecedent(subject))
                return who, (who.start, who.end)
        return self._main_subject(token)

    def _main_subject(self, token: Token) -> tuple[Who | None, tuple[int, int] | None]:
        """The subject of the sentence's main verb, for a participle or joined verb without one."""
        if token.tag_ not in {"VBG", "VBD", "VBZ", "VB"}:
            return None, None
        sentence = self.parsed.sentence(token.i)
        for other in self.doc[sentence.start : token.i]:
            if other.dep_ == "nsubj" and self.parsed.quote_of[other.i] < 0:
                who = self.resolver.who(other)
                return who, (who.start, who.end)
        return None, None

    def _can_speak(
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
            and entry.verb not in IMPERSONAL
        )
        if strong and entry is not None and head is not None:
            named = head.tag_ in {"NNP", "NNPS"} or head.text[:1].isupper()
            if (named and entry.verb not in WEAK) or (
                entry.verb in SAYING and who.kind in {"unnamed", "group", "body"}
            ):
                return head.lower_ not in {"this", "that", "which", "it", "there", "what"}
        return any(self._speaks(name) for name in who.names)

    def _speaks(self, name: str) -> bool:
        spoken = [word.lower().strip("'’\"“”,") for word in name.split()]
        if set(spoken) & words("speakers.txt"):
            return True
        at = self.resolver.names
        return any(
            name == actor.name for actor in at.actors if actor.kind in {"person", "state", "body"}
        )

    def _light(self, token: Token) -> Token | None:
        """The noun of a light verb: "gratitude" in "expressed their gratitude for"."""
        base = light_verbs().get(token.lower_)
        if base is None:
            return None
        for other in self.doc[token.i + 1 : token.i + 7]:
            if other.is_sent_start or other.tag_ in {"IN", "TO", "VBD", "VBZ"} or other.is_punct:
                return None
            noun = light_nouns().get(other.lower_)
            if (
                noun is not None
                and base in noun.joints
                and other.dep_ not in {"compound", "nmod:poss"}
            ):
                return other
        return None

    # --- nouns and "according to" ------------------------------------------------------------

    def _noun(self, token: Token) -> Found | None:
        """A noun with its speaker: "the president's call for …"."""
        entry = cue_nouns()[token.lower_]
        if self._word(token.i + 1) not in entry.joints:
            return None
        owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None) or self._possessor(
            token
        )
        if owner is not None and owner.tag_ == "PRP$":
            return None
        announced = self._announced(token)
        who = announced or (self._owners(owner) if owner is not None else self._nation(token))
        if who is None:
            return None
        if who.kind not in {"person", "state", "body", "group"} or not who.names:
            return None
        return Found(
            token, token.i, token.i + 1, None, entry.act, who, (who.start, who.end), frame="noun"
        )

    def _announced(self, token: Token) -> Who | None:
        """Whose "announcement of $3 billion" it is: that of the state whose president speaks."""
        if token.lower_ not in {"announcement", "pledge"} or not any(
            t.tag_ in {"$", "CD"} for t in self.doc[token.i + 1 : token.i + 5]
        ):
            return None
        who, _ = self._main_subject_any(token)
        home = self.resolver.home(who.actor) if who is not None else None
        return Who((home,), "state", token.i, token.i + 1) if home else None

    def _main_subject_any(self, token: Token) -> tuple[Who | None, tuple[int, int] | None]:
        sentence = self.parsed.sentence(token.i)
        for other in self.doc[sentence.start : token.i]:
            if other.dep_ == "nsubj" and self.parsed.quote_of[other.i] < 0:
                who = self.resolver.who(other)
                return who, (who.start, who.end)
        return None, None

    def _possessor(self, token: Token) -> Token | None:
        """The name before "'s" and at most one adjective: "the president's clear call"."""
        for place in (token.i - 1, token.i - 2):
            if self._word(place) in {"'s", "’s", "’", "'"}:
                mention = self.resolver.names.at.get(place - 1)
                return self.doc[mention.start : mention.end].root if mention else None
        return None

    def _nation(self, token: Token) -> Who | None:
        """The state whose adjective stands before a noun: "the U.S. proposal of"."""
        mention = self.resolver.names.at.get(token.i - 1)
        if mention is None or mention.kind != "state":
            return None
        name = self.resolver.names.name(mention)
        return Who((name,), "state", mention.start, mention.end, mention.actor)

    def _owners(self, owner: Token) -> Who:
        """Who owns a noun, several possessors together: "A's and B's agreement"."""
        who = self.resolver.who(owner)
        first = self.parsed.sentence(owner.i).start
        for i in range(who.start - 1, max(first, who.start - 10), -1):
            mention = self.resolver.names.at.get(i)
            if mention is not None and mention.kind == who.kind and mention.actor != who.actor:
                between = {t.lower_ for t in self.doc[mention.end : who.start]}
                if "and" in between and between & {"'s", "’s"}:
                    names = (self.resolver.names.name(mention), *who.names)
                    return Who(tuple(dict.fromkeys(names)), "group", mention.start, who.end)
            if self.doc[i].tag_ in {"VBD", "VBZ", "IN"} and self.doc[i].text not in {"'s", "’s"}:
                break
        return who

    def _according(self, token: Token) -> Found | None:
        head = self._phrase_at(token.i + 2)
        if head is None and token.head.i > token.i:
            head = token.head
        if head is None:
            return None
        who = self.resolver.who(head)
        if not who.names or not self._can_speak(token, who, (who.start, who.end), None):
            return None
        return Found(
            token, token.i, token.i + 2, None, None, who, (who.start, who.end), frame="according"
        )


def cue_words(found: list[Found]) -> Iterator[int]:
    """The places of all cues' main tokens."""
    return (cue.verb.i for cue in found)
