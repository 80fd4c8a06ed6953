"""Force: the verbs and nouns that tell of a use of force, with who did it and what was hit."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from troth.model import IncidentKind
from troth.read.calendar import WEEKDAYS, When
from troth.read.casualties import casualties
from troth.read.clauses import (
    MODALS,
    NEGATIONS,
    case,
    dependents,
    is_unreal,
    phrase,
    place_near,
    subject_of,
    time_near,
    verb_of,
)
from troth.read.context import Context
from troth.read.layout import SegmentKind
from troth.read.lexicon import ForceWord, force_words, group, pattern

BACK = frozenset({"the", "this", "that", "these", "those", "such", "both", "all"})
"""Words that point back to force told before."""

BARE = frozenset({"explode", "detonate", "clash", "fight"})
"""Verbs that tell of force without saying what was hit."""

ARMED_TEXT = 4
"""Words for arms and armed people with which a text as a whole tells of force."""

CLAUSE_WORDS = frozenset("that and but after as while when in on".split())
CLAUSES = frozenset({"conj", "parataxis", "advcl", "ccomp"})
PARTICIPLES = frozenset({"acl", "acl:relcl"})
CLAIMED = frozenset({"responsibility", "credit"})


@dataclass(frozen=True)
class Force:
    """A use of force as one place of the text tells it.

    Attributes:
        token: the verb or noun that tells it.
        word: its entry in the lexicon.
        start: first token of what tells it.
        end: one past the last.
        by: names of who did it, as far as the clause tells.
        target: head of the phrase for what was hit.
        negated: it is said not to have happened.
        definite: it points back to force told before.
        noun: a noun tells it.
    """

    token: Token
    word: ForceWord
    start: int
    end: int
    by: tuple[str, ...]
    target: Token | None
    negated: bool = False
    definite: bool = False
    noun: bool = False


class ForceFinder:
    """Finds the places of a text that tell of force."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.doc = context.doc

    @cached_property
    def armed_text(self) -> bool:
        """Whether the text tells of strikes or bombs anywhere, or of arms again and again."""
        text = self.context.parsed.document.text
        if any(pattern(name).search(text) for name in ("striking", "bombing")):
            return True
        return len(pattern("armed").findall(text)) >= ARMED_TEXT

    def find(self) -> list[Force]:
        """The places that tell of force: verbs, and nouns outside what the verbs tell."""
        found = [force for token in self.doc if (force := self._verb(token)) is not None]
        told = {i: force for force in found for i in range(force.start, force.end)}
        for token in self.doc:
            around = told.get(token.i)
            force = self._noun(token)
            if force is not None and (around is None or _of_others(force, around)):
                found.append(force)
                told.update((i, force) for i in range(force.start, force.end))
        return found

    def _words_around(self, token: Token) -> str:
        sentence = self.context.parsed.sentence(token.i)
        return self.context.parsed.words(sentence.start, sentence.end)

    def _in_heading(self, token: Token) -> bool:
        return self.context.parsed.sentence(token.i).segment.kind is SegmentKind.HEADING

    # --- verbs -----------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Force | None:
        word = force_words("v").get(token.lower_)
        if word is None or not token.tag_.startswith("VB") or token.dep_ in {"amod", "compound"}:
            return None
        if self._in_heading(token) or self._unreal(token) or not self._forceful(token, word):
            return None
        target = _patient(token)
        if not self._means_force(token, word, target):
            return None
        return Force(
            token,
            word,
            *_inside_said(self.context, token, *self._clause(token)),
            by=self._agent(token),
            target=target,
            negated=bool(_before(token) & NEGATIONS) or self._not_before(token),
        )

    def _unreal(self, token: Token) -> bool:
        """Whether a verb tells of what might be, shall be or is only spoken of."""
        before = _before(token)
        if token.head.lower_ in group("beginning") and token.dep_ == "xcomp":
            return bool(_before(token.head) & (MODALS | {"will", "if", "to"}))
        if before & (MODALS | {"will", "if", "to"}):
            return True
        own = any(child.dep_ == "nsubj" and child.i < token.i for child in token.children)
        if (
            token.tag_ == "VB"
            and not own
            and not before & {*("did", "do", "does", "not", "n't", "has", "have", "had")}
        ):
            return True
        if self.context.parsed.in_quotation(token.i) and token.tag_ in {"VB", "VBG", "VBP"}:
            return True
        if token.tag_ == "VBN" and token.i and token.nbor(-1).tag_ == "IN":
            return True
        governed = token.dep_ in {"xcomp", "advcl", "acl"} and token.tag_ == "VBG"
        return governed and token.head.lower_ in group("unreal_verbs")

    def _not_before(self, token: Token) -> bool:
        first = self.context.parsed.sentence(token.i).start
        near = self.doc[max(first, token.i - 3) : token.i]
        return any(t.lower_ in {"not", "n't", "n’t", "never"} for t in near)

    def _forceful(self, token: Token, word: ForceWord) -> bool:
        """Whether a verb tells of armed force, and not of an accident or a figure of speech."""
        around = self._words_around(token)
        armed = pattern("armed").search(around) is not None
        accident = pattern("accident").search(around) is not None
        if accident and not armed:
            return False
        if word.base == "kill":
            setting = pattern("lethal_setting").search(around) is not None
            return armed or self.armed_text or setting or self._of_persons(token)
        if not word.needs_arms or word.base == "take":
            return True
        if word.base in {"attack", "hit", "strike", "occupy", "seize"} and self._by_power(token):
            return True
        return armed or (word.base in {"injure", "wound"} and self.armed_text)

    def _by_power(self, token: Token) -> bool:
        """Whether a state or body is the one that strikes, or two strike each other's things."""
        doer = next(dependents(token, "by"), None) if _is_passive(token) else subject_of(token)
        who = self.context.resolver.who(doer) if doer is not None else None
        power = who is not None and who.kind in {"state", "body"} and bool(who.names)
        return power or _each_other(token)

    def _of_persons(self, token: Token) -> bool:
        """Whether a person kills, or somebody named is killed, and no accident is told."""
        named = (_patient(token), None if _is_passive(token) else subject_of(token))
        return any(self.context.resolver.who(one).kind == "person" for one in named if one)

    def _means_force(self, token: Token, word: ForceWord, target: Token | None) -> bool:
        """Whether a verb of many meanings has that of force here."""
        if word.base in {"launch", "fire"}:
            return self._launches(token)
        if target is None:
            placed = word.base != "fight" or self._is_placed(token, *self._clause(token))
            return word.base in BARE and placed
        if word.base == "fight" and token.tag_ == "VBG":
            return any(child.dep_ == "aux" for child in token.children)
        if word.base == "occupy" and token.tag_ == "VBG":
            return any(child.dep_ == "aux" for child in token.children)
        if word.base in {"use", "throw", "hurl"}:
            return target.lower_ in group("means_of_force")
        return word.base != "take" or self._captures(token)

    def _captures(self, token: Token) -> bool:
        """Whether "take" means to seize: hostages, captives, or a place taken over."""
        near = self.context.parsed.words(max(0, token.i - 6), min(token.i + 7, len(self.doc)))
        over = token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "over"
        return over or pattern("captives").search(near) is not None

    def _launches(self, token: Token) -> bool:
        """Whether an attack or a weapon is launched or fired, and not a campaign or a minister."""
        near = self.context.parsed.words(token.i, min(token.i + 8, len(self.doc)))
        return any(pattern(name).search(near) for name in ("striking", "attack", "shot"))

    def _agent(self, token: Token) -> tuple[str, ...]:
        """Who a verb says did it."""
        if _is_passive(token):
            by = next(dependents(token, "by"), None)
            return (self._owner(by) or self.context.parties_at(by)) if by is not None else ()
        subject = subject_of(token)
        if subject is None:
            return ()
        return self.context.parties_at(subject) or self._owner(subject)

    def _clause(self, token: Token) -> tuple[int, int]:
        """The clause of a verb: from its subject to the end of what depends on it."""
        sentence = self.context.parsed.sentence(token.i)
        own = [
            t.i
            for t in token.subtree
            if sentence.start <= t.i < sentence.end and _belongs(t, token)
        ]
        start, end = min(own, default=token.i), max(own, default=token.i) + 1
        if token.dep_ in PARTICIPLES and token.tag_ == "VBN" and not _is_content(token):
            start = min(start, token.head.left_edge.i)
            while start < token.head.i and self.doc[start].dep_ == "case":
                start += 1
        while start < token.i and (self.doc[start].is_punct or _opens_clause(self.doc[start])):
            start += 1
        quoted = self.context.parsed.in_quotation(token.i)
        while end > token.i + 1 and self.doc[end - 1].is_punct:
            if self.doc[end - 1].is_quote and not quoted:
                break
            end -= 1
        return start, end

    # --- nouns -----------------------------------------------------------------------------------

    def _noun(self, token: Token) -> Force | None:
        word = self._noun_word(token)
        if word is None or is_unreal(self.context.parsed, token):
            return None
        if self._in_heading(token) or self._only_thought_of(token):
            return None
        if word.base == "operation" and not self._performer(token):
            return None
        determined = _determiner(token)
        by, target = self._noun_agent(token, word), _noun_target(token, word)
        around = self._words_around(token)
        armed = by or pattern("armed").search(around) or self._armed_at(token, around)
        if determined in {"such", "further", "any", "no"} or (word.needs_arms and not armed):
            return None
        start, end = phrase(self.context.parsed, token)
        end = max(end, token.i + 1)
        if not by and target is None and not self._is_placed(token, start, end):
            return None
        counted = any(child.lower_ in group("ordinals") for child in token.children)
        back = (determined in BACK and not counted) or self._of_day(token)
        definite = back and target is None and not self._named_agent(token)
        start, end = _inside_said(self.context, token, start, end)
        return Force(token, word, start, end, by, target, definite=definite, noun=True)

    def _armed_at(self, token: Token, around: str) -> bool:
        """Whether a noun tells of arms by the dead of its sentence, or in a text of force."""
        return self.armed_text or casualties(around).killed is not None

    def _of_day(self, noun: Token) -> bool:
        """Whether a noun is named by its day: "Monday's attack"."""
        owners = (child for child in noun.children if child.dep_ == "nmod:poss")
        return any(owner.lower_ in group("times").union(WEEKDAYS) for owner in owners)

    def _noun_word(self, token: Token) -> ForceWord | None:
        if not token.tag_.startswith("NN") or (token.dep_ == "compound" and not token.is_sent_end):
            return None
        index = force_words("n")
        two = f"{self.doc[token.i - 1].lower_} {token.lower_}" if token.i else ""
        return index.get(two) or index.get(token.lower_)

    def _only_thought_of(self, token: Token) -> bool:
        """Whether the verb that governs a noun makes it something feared, planned or prevented."""
        verb = verb_of(token)
        if verb is None or token.dep_ not in {"obj", "obl", "xcomp", "nsubj"}:
            return False
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.lower_ in group("leading_to"):
            return True
        if token.dep_ == "nsubj":
            return verb.lower_ in group("unreal_verbs") and bool(_before(verb) & MODALS)
        unreal = _before(verb) & {"will", "would", "could", "might", "may", "if"}
        return bool(unreal) or verb.lower_ in group("unreal_verbs")

    def _noun_agent(self, token: Token, word: ForceWord) -> tuple[str, ...]:
        """Who a noun's phrase says did it, else who is said to have claimed it."""
        by: tuple[str, ...] = ()
        if _victim(token, word) is None:
            by = self._named_agent(token)
        return by or self._performer(token) or claimed_by(self.context, token)

    def _named_agent(self, token: Token) -> tuple[str, ...]:
        """Who a noun's own phrase says did it, before it or behind "by"."""
        behind = dependents(token, "by", "from")
        return self._owner(token) or tuple(
            name for child in behind for name in self.context.parties_at(child)
        )

    def _performer(self, noun: Token) -> tuple[str, ...]:
        """Who is said to have carried out what a noun names: "the group staged two attacks"."""
        verb = noun.head
        if noun.dep_ != "obj" or verb.lower_ not in group("performing") or _is_passive(verb):
            return ()
        subject = subject_of(verb)
        return self.context.parties_at(subject) if subject is not None else ()

    def _owner(self, noun: Token) -> tuple[str, ...]:
        """Whose strike or forces a phrase names: "Turkish airstrikes", "the group's attack"."""
        found: list[str] = []
        for child in noun.children:
            if child.dep_ == "nmod:poss" and child.i < noun.i:
                found += self.context.parties_at(child)
        for i in range(noun.left_edge.i, noun.i):
            mention = self.context.mention(i)
            if mention is None or mention.kind not in {"state", "body"} or found:
                continue
            before = self.doc[i - 1].lower_ if i else ""
            if before not in {"in", "on", "against", "near", "of", "from"}:
                found.append(self.context.name(mention))
        return tuple(dict.fromkeys(found))

    def _is_placed(self, token: Token, start: int, end: int) -> bool:
        """Whether the text tells where or when it happened."""
        last = self.context.parsed.sentence(token.i).end
        if casualties(self._words_around(token)).killed is not None:
            return True
        place = place_near(self.context, token, token.i, last)
        return place is not None or time_of(self.context, token, start, end) is not None


def _of_others(force: Force, other: Force) -> bool:
    """Whether others did what a noun tells than what the verb around it tells."""
    return bool(force.by and other.by) and not set(force.by) & set(other.by)


def time_of(context: Context, token: Token, start: int, end: int) -> When | None:
    """The time nearest to a token in tokens ``[start, end)``, else in its sentence."""
    sentence = context.parsed.sentence(token.i)
    inner = time_near(context.parsed, context.times, token, start, end)
    own = [time for time in context.times if not _of_report(context, time, token)]
    return inner or time_near(context.parsed, own, token, sentence.start, sentence.end)


def _of_report(context: Context, time: When, token: Token) -> bool:
    """Whether a day only tells when it was reported: "It was reported on Monday that …"."""
    day = context.doc[context.parsed.token_at(time.start)]
    verb = verb_of(day)
    impersonal = verb is not None and any(c.lower_ == "it" for c in verb.children)
    return impersonal and verb is not None and verb.is_ancestor(token) and verb.i < token.i


def claimed_by(context: Context, token: Token) -> tuple[str, ...]:
    """Who its own sentence or one of the two behind it says claimed a use of force."""
    number = context.parsed.sentence_of[token.i]
    for item in context.said:
        cue = item.cue
        if cue is None or cue.entry is None or cue.entry.verb != "claim":
            continue
        claimed = {t.lower_ for t in context.doc[item.ranges[0][0] : item.ranges[-1][1]]}
        if not (claimed & CLAIMED or (cue.passive and claimed & force_words("n").keys())):
            continue
        if 0 <= context.parsed.sentence_of[cue.verb.i] - number <= 2:
            return context.parties(item.who)
    return ()


def _inside_said(context: Context, token: Token, start: int, end: int) -> tuple[int, int]:
    """A clause without the attribution around the content that it stands in."""
    for item in context.said:
        for a, b in item.ranges:
            if a <= token.i < b and not (a <= start and end <= b):
                return max(start, a), min(end, b)
    return start, end


def _before(verb: Token) -> set[str]:
    """Auxiliaries, negations and conjunctions of a verb, and such words right before it."""
    kinds = {"aux", "aux:pass", "advmod", "mark"}
    own = {c.lower_ for c in verb.children if c.dep_ in kinds and c.i < verb.i}
    near = verb.doc[max(0, verb.i - 2) : verb.i]
    return own | {t.lower_ for t in near if t.tag_ in {"MD", "TO", "RB"}}


def _is_passive(verb: Token) -> bool:
    if any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children):
        return True
    near = {t.lower_ for t in verb.doc[max(0, verb.i - 3) : verb.i]}
    auxiliary = bool(near & {"was", "were", "been", "being", "is", "are"})
    joined = verb.dep_ in PARTICIPLES and verb.tag_ == "VBN"
    return joined or (auxiliary and verb.tag_ in {"VBN", "VBD"})


def _patient(verb: Token) -> Token | None:
    """Head of the phrase for what a verb's force hit."""
    if not _is_passive(verb):
        found = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
        near = dependents(verb, "into", "at", "on", "against")
        return found or next((head for head in near if head.lower_ not in WEEKDAYS), None)
    for child in verb.children:
        if child.dep_ in {"nsubj:pass", "nsubj"} and child.i < verb.i:
            relative = child.tag_ in {"WP", "WDT"} and verb.dep_ == "acl:relcl"
            return verb.head if relative else child
    if verb.dep_ in PARTICIPLES:
        return verb.head
    return subject_of(verb) if verb.dep_ in {"conj", "advcl"} else None


def _is_content(verb: Token) -> bool:
    """Whether a verb's clause tells the content of a noun: "a statement that X was hit"."""
    return any(c.dep_ == "mark" for c in verb.children) and subject_of(verb) is not None


def _determiner(noun: Token) -> str:
    """The first word of a noun's phrase, its preposition left out."""
    own = (
        t for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.dep_ not in {"case", "cc", "punct"}
    )
    return next((t.lower_ for t in own), noun.lower_)


def _opens_clause(token: Token) -> bool:
    return token.lower_ in CLAUSE_WORDS and token.dep_ in {"mark", "cc"}


def _belongs(inner: Token, verb: Token) -> bool:
    """Whether a token is part of a verb's own clause and not of one joined to it."""
    token = inner
    while token.i != verb.i:
        if token.dep_ in CLAUSES and token.tag_.startswith("VB"):
            return False
        token = token.head
        if token.head.i == token.i and token.i != verb.i:
            return False
    return True


def _noun_target(token: Token, word: ForceWord) -> Token | None:
    """What a noun's phrase says was hit: "the attack on X"; "the offensive of X" tells the doer."""
    cases = ("with", "between") if word.kind is IncidentKind.CLASH else ()
    by = next(dependents(token, "by"), None)
    target = next(dependents(token, "on", "against", "of", "at", *cases), None)
    if target is None and by is not None:
        target = next(dependents(by, "on", "against"), None)
    if target is not None and case(target) == "of" and word.base in {"offensive", "war"}:
        target = None
    return target or _victim(token, word)


def _victim(token: Token, word: ForceWord) -> Token | None:
    """Whom a killing or capture befell, when only he is named: "the journalist's murder"."""
    if word.kind not in {IncidentKind.KILLING, IncidentKind.SEIZURE}:
        return None
    if any(dependents(token, "of")):
        return None
    return next((c for c in token.children if c.dep_ == "nmod:poss" and c.i < token.i), None)


def _each_other(verb: Token) -> bool:
    """Whether what a verb's subjects do goes both ways: "hit each other's facilities"."""
    behind = verb.doc[verb.i + 1 : verb.i + 3]
    return [token.lower_ for token in behind] in (["each", "other"], ["one", "another"])
