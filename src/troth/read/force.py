"""Force: the verbs and nouns that tell of a use of force, with who did it and what was hit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from troth.model import IncidentKind
from troth.read.attackers import CLAIMED, Attackers
from troth.read.blows import (
    BACK,
    CONTROL,
    PARTICIPLES,
    belongs,
    controlled,
    determiner,
    each_other,
    is_aimed,
    is_captivity,
    is_charge,
    is_content,
    is_of_force_before,
    is_passive,
    is_taken,
    is_told_by_pronoun,
    is_unarmed,
    noun_target,
    object_of,
    opens_clause,
    patient,
    tells_death,
    words_before,
)
from troth.read.calendar import WEEKDAYS, When
from troth.read.casualties import casualties
from troth.read.clauses import (
    MODALS,
    NEGATIONS,
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

POWERS = frozenset({"state", "body"})
"""Kinds of actor that strike with arms even where the text names none."""

NEARBY = 2
"""Sentences behind arms within which people are hurt by them."""

WIELDING = frozenset({"use", "throw", "hurl", "open", "launch", "fire"})
"""Verbs that tell of force by the means that is their object."""

STRIKES = frozenset({"strike", "strikes"})
"""Nouns that also name the stopping of work."""

POWERFUL = frozenset({"attack", "hit", "strike", "occupy", "seize"})
"""Verbs that tell of force where a power does them."""

BARE = frozenset({"explode", "detonate", "clash", "fight"})
"""Verbs that tell of force without saying what was hit."""

ARMED_TEXT = 4
"""Words for arms and armed people with which a text as a whole tells of force."""

MODIFIERS = frozenset({"nummod", "compound", "amod", "nmod:desc", "nmod:unmarked", "nmod"})
HELD = frozenset({"obj", "ccomp", "obl", "nsubj"})
"""Dependents that a noun is even where its tag makes it an adjective."""

CLAIM = 3
"""Tokens of the longest claim that does not tell what for."""

YEAR = re.compile(r"(?:19|20)\d{2}")


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
        placed: its own phrase tells where, or in which year.
        noun: a noun tells it.
        pronoun: who did it is told by a pronoun.
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
    pronoun: bool = False
    placed: bool = False


class ForceFinder:
    """Finds the places of a text that tell of force."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.doc = context.doc
        self.attackers = Attackers(context)

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
            if force is not None and (around is None or _is_another(force, around)):
                found.append(force)
                told.update((i, force) for i in range(force.start, force.end))
        return [*found, *self._claims(told)]

    def _claims(self, told: dict[int, Force]) -> Iterator[Force]:
        """Who claimed what was told before, where only "claimed responsibility" tells it."""
        for item in self.context.said:
            cue, (start, end) = item.cue, item.ranges[0]
            if cue is None or cue.entry is None or cue.entry.verb != "claim" or end - start > CLAIM:
                continue
            content = [token for token in self.doc[start:end] if token.lower_ in CLAIMED]
            if content and not any(i in told for i in range(start, end)):
                by = self.context.parties(item.who)
                word = ForceWord("claim", IncidentKind.OTHER, needs_arms=True)
                yield Force(content[0], word, start, end, by, None, definite=True, noun=True)

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
        target = controlled(token) or patient(token)
        if not self._means_force(token, word, target):
            return None
        return Force(
            token,
            word,
            *_inside_said(self.context, token, *self._clause(token)),
            by=self.attackers.of_verb(token),
            target=target,
            negated=bool(words_before(token) & NEGATIONS) or self._not_before(token),
            definite=is_of_force_before(token),
            placed=True,
            pronoun=is_told_by_pronoun(token),
        )

    def _unreal(self, token: Token) -> bool:
        """Whether a verb tells of what might be, shall be or is only spoken of."""
        before = words_before(token)
        if token.head.lower_ in group("beginning") and token.dep_ == "xcomp":
            return bool(words_before(token.head) & (MODALS | {"will", "if", "to"}))
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
        if armed or word.base == "take" or (word.base != "kill" and not word.needs_arms):
            return True
        return self._harmful(token, word, around)

    def _harmful(self, token: Token, word: ForceWord, around: str) -> bool:
        """Whether a verb without arms beside it tells of force by its doer, victim or setting."""
        setting = pattern("lethal_setting").search(around) is not None
        captives = pattern("captives").search(around) is not None
        if word.base == "kill":
            return self.armed_text or setting or captives or self._of_persons(token)
        if word.base in {"injure", "wound"}:
            return self.armed_text or setting or self._armed_before(token)
        if word.base == "fall":
            return setting
        if word.kind is IncidentKind.SEIZURE and captives:
            return True
        return word.base in POWERFUL and self._by_power(token, word)

    def _armed_before(self, token: Token) -> bool:
        """Whether one of the last sentences before tells of arms."""
        number = self.context.parsed.sentence_of[token.i]
        before = self.context.parsed.sentences[max(0, number - NEARBY) : number]
        words = (self.context.parsed.words(each.start, each.end) for each in before)
        return any(pattern("armed").search(each) for each in words)

    def _by_power(self, token: Token, word: ForceWord) -> bool:
        """Whether a state or body is the one that strikes, or two strike each other's things."""
        doer = next(dependents(token, "by"), None) if is_passive(token) else subject_of(token)
        who = self.context.resolver.who(doer) if doer is not None else None
        kinds = POWERS if word.kind is IncidentKind.SEIZURE else POWERS | {"group"}
        power = who is not None and who.kind in kinds and bool(who.names)
        return power or each_other(token)

    def _of_persons(self, token: Token) -> bool:
        """Whether a person kills, or somebody named is killed, and no accident is told."""
        named = (patient(token), None if is_passive(token) else subject_of(token))
        return any(self.context.resolver.who(one).kind == "person" for one in named if one)

    def _means_force(self, token: Token, word: ForceWord, target: Token | None) -> bool:
        """Whether a verb of many meanings has that of force here."""
        if target is not None and target.lower_ in group("intangible"):
            return False
        if word.base in WIELDING | {"hold"}:
            return self._wields(token, word)
        if target is None:
            placed = word.base != "fight" or self._is_placed(token, *self._clause(token))
            return word.base in BARE and placed
        if word.base in {"fight", "occupy"} and token.tag_ == "VBG":
            return any(child.dep_ == "aux" for child in token.children)
        if word.base == "fall":
            return is_taken(token)
        return word.base != "take" or self._captures(token)

    def _wields(self, token: Token, word: ForceWord) -> bool:
        """Whether a verb has a means of force for its object, or captives: "opened fire"."""
        if word.base == "hold":
            return is_captivity(token)
        if word.base in {"launch", "fire"}:
            return self._launches(token)
        used = patient(token) if is_passive(token) else object_of(token)
        if used is None:
            return False
        if word.base == "open":
            return used.lower_ in {"fire", "gunfire"}
        return not group("means_of_force").isdisjoint(t.lower_ for t in used.subtree)

    def _captures(self, token: Token) -> bool:
        """Whether "take" means to seize: hostages, captives, or a place taken over."""
        taken = object_of(token)
        if taken is not None and taken.lower_ in group("taken_lightly"):
            return False
        near = self.context.parsed.words(max(0, token.i - 6), min(token.i + 7, len(self.doc)))
        over = token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "over"
        if CONTROL in {child.lower_ for child in token.children if child.dep_ == "obj"}:
            return pattern("armed").search(self._words_around(token)) is not None
        return over or pattern("captives").search(near) is not None

    def _launches(self, token: Token) -> bool:
        """Whether an attack or a weapon is launched or fired, and not a campaign or a minister."""
        near = self.context.parsed.words(token.i, min(token.i + 8, len(self.doc)))
        return any(pattern(name).search(near) for name in ("striking", "attack", "shot"))

    def _clause(self, token: Token) -> tuple[int, int]:
        """The clause of a verb: from its subject to the end of what depends on it."""
        sentence = self.context.parsed.sentence(token.i)
        own = [
            t.i for t in token.subtree if sentence.start <= t.i < sentence.end and belongs(t, token)
        ]
        start, end = min(own, default=token.i), max(own, default=token.i) + 1
        # What force answers is no part of it: "fired missiles in response to the raid".
        for child in token.children:
            if child.left_edge.i > token.i and child.lower_ in group("answering"):
                end = min(end, child.left_edge.i)
        if tells_death(token):
            start = min(start, *(t.i for t in token.head.subtree if t.i >= sentence.start))
        if token.dep_ in PARTICIPLES and token.tag_ == "VBN" and not is_content(token):
            start = min(start, token.head.left_edge.i)
            while start < token.head.i and self.doc[start].dep_ == "case":
                start += 1
        while start < token.i and (self.doc[start].is_punct or opens_clause(self.doc[start])):
            start += 1
        quoted = self.context.parsed.in_quotation(token.i)
        if not quoted:
            end = self._before_quoted(token.i + 1, end)
        while end > token.i + 1 and self.doc[end - 1].is_punct:
            if self.doc[end - 1].is_quote and not quoted:
                break
            end -= 1
        return start, end

    def _before_quoted(self, start: int, end: int) -> int:
        """Where a clause ends that a parse carries on into the quotation behind its colon."""
        for i in range(start, end - 1):
            if self.doc[i].text == ":" and self.doc[i + 1].is_quote:
                return i
        return end

    # --- nouns -----------------------------------------------------------------------------------

    def _noun(self, token: Token) -> Force | None:
        word = self._noun_word(token)
        if word is None or not self._is_of_force(token, word):
            return None
        determined = determiner(token)
        by, target = self.attackers.of_noun(token, word), noun_target(token, word)
        around = self._words_around(token)
        armed = by or pattern("armed").search(around) or self._armed_at(token, around)
        if determined in {"such", "further", "any", "no"} or (word.needs_arms and not armed):
            return None
        start, end = phrase(self.context.parsed, token)
        end = max(end, token.i + 1)
        if not by and target is None and not self._is_placed(token, start, end):
            return None
        counted = any(child.lower_ in group("ordinals") for child in token.children)
        told = any(child.dep_ == "cop" for child in token.children)
        back = told or (determined in BACK and not counted) or self._of_day(token)
        definite = back and target is None and not self.attackers.named(token)
        own = place_near(self.context, token, start, end) or _year_of(self.context, token)
        start, end = _inside_said(self.context, token, start, end)
        return Force(
            token, word, start, end, by, target, definite=definite, noun=True, placed=bool(own)
        )

    def _is_of_force(self, token: Token, word: ForceWord) -> bool:
        """Whether a noun tells of what was, not of what might be, a charge or an undertaking."""
        if is_unreal(self.context.parsed, token) or self._only_thought_of(token):
            return False
        if self._in_heading(token) or is_charge(token, word) or is_unarmed(token, word):
            return False
        around = self._words_around(token)
        if token.lower_ in STRIKES and not is_aimed(token) and pattern("labour").search(around):
            return pattern("striking").search(around) is not None
        if word.kind is IncidentKind.BOMBING and pattern("accident").search(around):
            return pattern("armed").search(around) is not None
        return word.base != "operation" or bool(self.attackers.performer(token))

    def _armed_at(self, token: Token, around: str) -> bool:
        """Whether a noun tells of arms by the dead of its sentence, or in a text of force."""
        return self.armed_text or casualties(around).killed is not None

    def _of_day(self, noun: Token) -> bool:
        """Whether a noun is named by its day: "Monday's attack"."""
        owners = (child for child in noun.children if child.dep_ == "nmod:poss")
        return any(owner.lower_ in group("times").union(WEEKDAYS) for owner in owners)

    def _noun_word(self, token: Token) -> ForceWord | None:
        named = token.tag_.startswith("NN") or (token.tag_ == "JJ" and token.dep_ in HELD)
        if not named or (token.dep_ == "compound" and not token.is_sent_end):
            return None
        index = force_words("n")
        two = f"{self.doc[token.i - 1].lower_} {token.lower_}" if token.i else ""
        return index.get(two) or index.get(token.lower_)

    def _only_thought_of(self, token: Token) -> bool:
        """Whether the verb that governs a noun makes it something feared, planned or prevented."""
        later = (child for child in token.children if child.dep_ == "acl:relcl")
        if any(words_before(child) & (MODALS | {"will"}) for child in later):
            return True
        verb = verb_of(token)
        if verb is None or token.dep_ not in {"obj", "obl", "xcomp", "nsubj"}:
            return False
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.lower_ in group("leading_to"):
            return True
        if token.dep_ == "nsubj":
            return verb.lower_ in group("unreal_verbs") and bool(words_before(verb) & MODALS)
        if words_before(verb) & {"will", "would", "could", "might", "may", "if"}:
            return True
        performed = verb.dep_ == "xcomp" and verb.lower_ in group("performing")
        return (verb.head if performed else verb).lower_ in group("unreal_verbs")

    def _is_placed(self, token: Token, start: int, end: int) -> bool:
        """Whether the text tells where or when it happened."""
        last = self.context.parsed.sentence(token.i).end
        if casualties(self._words_around(token)).killed is not None:
            return True
        place = place_near(self.context, token, token.i, last)
        return place is not None or time_of(self.context, token, start, end) is not None


def _is_another(force: Force, other: Force) -> bool:
    """Whether a noun tells of other force than the words around it: by others, or new with a place.

    "The attack, the deadliest since an assault in Goma" tells of two.
    """
    others = bool(force.by and other.by) and not set(force.by) & set(other.by)
    new = force.placed and other.definite and determiner(force.token) in {"a", "an"}
    return others or new


def time_of(context: Context, token: Token, start: int, end: int) -> When | None:
    """The time nearest to a token in tokens ``[start, end)``, else in its sentence."""
    sentence = context.parsed.sentence(token.i)
    inner = _year_of(context, token) or time_near(context.parsed, context.times, token, start, end)
    own = [time for time in context.times if not _of_report(context, time, token)]
    return inner or time_near(context.parsed, own, token, sentence.start, sentence.end)


def _year_of(context: Context, noun: Token) -> When | None:
    """The year that stands before a noun: "the 1968 assassination", "the 2006 riots"."""
    before = [t for child in noun.lefts if child.dep_ in MODIFIERS for t in child.subtree]
    for token in before:
        if YEAR.fullmatch(token.text):
            start, end = context.parsed.starts[token.i], context.parsed.ends[token.i]
            return When(start, end, token.text)
    return None


def _of_report(context: Context, time: When, token: Token) -> bool:
    """Whether a day only tells when it was said or reported: "Police said on Monday that …"."""
    day = context.doc[context.parsed.token_at(time.start)]
    verb = verb_of(day)
    if verb is None or not verb.is_ancestor(token):
        return False
    impersonal = verb.i < token.i and any(c.lower_ == "it" for c in verb.children)
    return impersonal or any(
        item.cue is not None
        and item.cue.verb.i == verb.i
        and any(a <= token.i < b and not a <= day.i < b for a, b in item.ranges)
        for item in context.said
    )


def _inside_said(context: Context, token: Token, start: int, end: int) -> tuple[int, int]:
    """A clause without the attribution around the content that it stands in."""
    for item in context.said:
        for a, b in item.ranges:
            if a <= token.i < b and not (a <= start and end <= b):
                return max(start, a), min(end, b)
    return start, end
