"""Incidents: concrete uses of force, or harm by it, that the text tells or denies."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from troth.model import Incident, IncidentKind, Span
from troth.read.calendar import When
from troth.read.clauses import (
    MODALS,
    NEGATIONS,
    case,
    dependents,
    is_unreal,
    parties,
    phrase,
    place_near,
    subject_of,
    time_near,
    verb_of,
)
from troth.read.layout import SegmentKind
from troth.read.lexicon import ForceWord, force_words
from troth.read.numbers import NUMBER, number
from troth.read.parsed import Parsed, Sentence
from troth.read.statements import Said
from troth.read.who import Resolver

ARMED = re.compile(
    r"\b(?:drones?|missiles?|rockets?|shell(?:s|ing)?|artillery|air ?strikes?|bombs?|bombings?|explosives?|gunm[ae]n|gunfire|"
    r"guns?|troops|soldiers?|forces|militants?|militia|rebels?|terror\w*|insurgents?|army|military|warplanes?|jets?|"
    r"airstrike|fighters?|assailants?|gunshots?|poison\w*|tear gas|live rounds?|water cann?ons?|molotov|rubber bullets|fired|shots|suicide|ied|mortar|sniper|weapons?|armed|attackers?|raid|strikes?|offensive|warships?|"
    r"invasion|hit each other|energy facilities|facilities|jihad\w*|aggression|knife|machete|shot)\b",
    re.IGNORECASE,
)
STRIKING = re.compile(
    r"\b(?:drones?|missiles?|rockets?|shell(?:s|ing)?|artillery|air ?strikes?|air raids?|warplanes?|fighter jets?|"
    r"cruise|ballistic|uavs?)\b",
    re.IGNORECASE,
)
BOMBING = re.compile(
    r"\b(?:bomb(?:s|ings?)?|explosives?|suicide|ied|detonat\w+|blasts?|explosions?)\b",
    re.IGNORECASE,
)
FIRING = re.compile(
    r"\b(?:gunm[ae]n|opened fire|shot dead|tear gas|live rounds?|shooting|stabb\w+|clash\w*)\b",
    re.IGNORECASE,
)
ACCIDENT = re.compile(
    r"\b(?:crash(?:es|ed)?|accident\w*|fire brigade|earthquake|flood\w*|storm|hurricane|collision|stampede|disease|virus|cancer|collapsed?|lion|bus|truck driver|police officer\w*)\b",
    re.IGNORECASE,
)
UNREAL_VERBS = frozenset(
    "threaten threatened threatens plan planned plans prevent preventing avoid avoiding stop end ending condemn "
    "ban banning deter dissuade warn warned fear feared counter combat fighting against".split()
)
BACK = frozenset({"the", "this", "that", "these", "those", "such", "both"})
KILLED = (
    re.compile(
        rf"\b(?:kill(?:s|ed|ing)|claimed|murdered|left)\s+(?:at least |nearly |about |around |some |over |more than |up to )?(?P<n>{NUMBER})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<n>{NUMBER})\s+(?:[\w’'-]+\s+){{0,6}}(?:were |was |have been |had been |are |all )*(?:killed|dead|died|shot dead|murdered)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\bdeath toll (?:\w+ ){{0,4}}(?P<n>{NUMBER})\b", re.IGNORECASE),
)
INJURED = (
    re.compile(
        rf"\b(?:injur(?:es|ed|ing)|wound(?:s|ed|ing))\s+(?:at least |nearly |about |around |some |over |more than )?(?P<n>{NUMBER})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<n>{NUMBER})\s+(?:[\w’'-]+\s+){{0,4}}(?:were |was |others? |people |have been |had been )*(?:injured|wounded|hurt)\b",
        re.IGNORECASE,
    ),
)
NO_CASUALTIES = re.compile(
    r"\bno (?:casualties|one was (?:hurt|injured|killed)|injuries|deaths)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Force:
    """A use of force as one place of the text tells it."""

    incident: Incident
    token: int
    definite: bool
    noun: bool
    headline: bool = False
    victims: frozenset[str] = frozenset()


class IncidentFinder:
    """Finds the uses of force in a text and joins what its places tell of each."""

    def __init__(
        self, parsed: Parsed, resolver: Resolver, times: list[When], said: list[Said]
    ) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.resolver = resolver
        self.times = times
        self.said = said
        self.armed_text = bool(
            STRIKING.search(parsed.document.text) or BOMBING.search(parsed.document.text)
        )

    def find(self) -> list[Incident]:
        """The incidents of the text, each once, in the order of their spans."""
        found: list[Force] = []
        taken: list[tuple[int, int]] = []
        for token in self.doc:
            force = self._verb(token)
            if force is not None:
                found.append(force)
                sentence = self.parsed.sentence(token.i)
                taken.append((sentence.start, sentence.end))
        for token in self.doc:
            force = self._noun(token, found)
            if force is not None:
                found.append(force)
        found.sort(key=lambda force: force.incident.text.start)
        return [force.incident for force in _joined(found)]

    # --- verbs -----------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Force | None:
        word = force_words("v").get(token.lower_)
        if word is None or not token.tag_.startswith("VB") or token.dep_ in {"amod", "compound"}:
            return None
        sentence = self.parsed.sentence(token.i)
        if sentence.segment.kind is SegmentKind.HEADING or self._unreal(token):
            return None
        passive = self._passive(token)
        clause = self.parsed.words(sentence.start, sentence.end)
        if not self._forceful(token, word, clause):
            return None
        target = self._patient(token, passive)
        if word.base in {"launch", "fire"} and not self._launches(token):
            return None
        if word.base == "use" and not (
            target is not None
            and target.lower_
            in {"force", "gas", "cannon", "cannons", "canons", "weapons", "ammunition", "bullets"}
        ):
            return None
        if word.base == "take" and not self._captures(token):
            return None
        if word.base in {"shoot"} and not self._shot(token):
            return None
        if target is None and word.base not in {
            "explode",
            "detonate",
            "clash",
            "fight",
            "launch",
            "fire",
        }:
            return None
        by = self._agent(token, passive)
        start, end = self._clause(token, sentence)
        negated = bool(self._aux(token) & NEGATIONS) or self._not_before(token)
        return self._force(
            token, word, sentence, start, end, by, target, negated, definite=False, noun=False
        )

    def _unreal(self, token: Token) -> bool:
        aux = self._aux(token)
        if aux & (MODALS | {"will", "if", "to"}) or (
            token.tag_ == "VB"
            and not aux & {"did", "do", "does", "not", "n't", "has", "have", "had"}
        ):
            return True
        if self.parsed.in_quotation(token.i) and token.tag_ in {"VB", "VBG", "VBP"}:
            return True
        head = token.head
        return (
            token.dep_ in {"xcomp", "advcl", "acl"}
            and token.tag_ == "VBG"
            and head.lower_ in UNREAL_VERBS
        )

    def _aux(self, token: Token) -> set[str]:
        own = {
            c.lower_
            for c in token.children
            if c.dep_ in {"aux", "aux:pass", "advmod", "mark"} and c.i < token.i
        }
        before = {
            t.lower_
            for t in self.doc[max(0, token.i - 2) : token.i]
            if t.tag_ in {"MD", "TO", "RB"}
        }
        return own | before

    def _not_before(self, token: Token) -> bool:
        near = self.doc[max(self.parsed.sentence(token.i).start, token.i - 3) : token.i]
        return any(t.lower_ in {"not", "n't", "n’t", "never"} for t in near)

    def _passive(self, token: Token) -> bool:
        if any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in token.children):
            return True
        before = [t.lower_ for t in self.doc[max(0, token.i - 3) : token.i]]
        return (
            token.tag_ == "VBN"
            and bool(set(before) & {"was", "were", "been", "being", "is", "are"})
        ) or (token.tag_ == "VBN" and token.dep_ in {"acl", "acl:relcl"})

    def _forceful(self, token: Token, word: ForceWord, clause: str) -> bool:
        """Whether a verb tells of armed force here, and not of an accident or a figure of speech."""
        if ACCIDENT.search(clause) and not ARMED.search(clause):
            return False
        if not word.needs_arms:
            return (
                word.base != "kill"
                or bool(ARMED.search(clause))
                or (self.armed_text and not ACCIDENT.search(clause))
            )
        if word.base in {"injure", "wound"} and self.armed_text:
            return True
        return word.base == "take" or bool(ARMED.search(clause))

    def _captures(self, token: Token) -> bool:
        """Whether "take" means to seize: hostages, captives, or a place taken over."""
        near = self.parsed.words(max(0, token.i - 6), min(token.i + 7, len(self.doc)))
        over = token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "over"
        return over or bool(re.search(r"\b(?:hostages?|captives?|prisoners?)\b", near))

    def _launches(self, token: Token) -> bool:
        near = self.parsed.words(token.i, min(token.i + 8, len(self.doc)))
        return bool(
            STRIKING.search(near)
            or re.search(r"\b(?:offensive|attacks?|strikes?|assault|invasion|incursion)\b", near)
        )

    def _shot(self, token: Token) -> bool:
        following = {t.lower_ for t in self.doc[token.i + 1 : token.i + 9]}
        return (
            bool(following & {"down", "dead", "at", "by", "in"})
            or self._patient(token, self._passive(token)) is not None
        )

    def _patient(self, token: Token, passive: bool) -> Token | None:
        if passive:
            subject = next(
                (c for c in token.children if c.dep_ in {"nsubj:pass", "nsubj"} and c.i < token.i),
                None,
            )
            if subject is None and token.dep_ in {"acl", "acl:relcl"}:
                subject = token.head
            return subject or (subject_of(token) if token.dep_ == "conj" else None)
        found = next((c for c in token.children if c.dep_ == "obj" and c.i > token.i), None)
        if found is None:
            found = next(iter(dependents(token, "into", "at", "on", "against")), None)
        return found

    def _agent(self, token: Token, passive: bool) -> tuple[str, ...]:
        if passive:
            by = next(iter(dependents(token, "by")), None)
            if by is None:
                return ()
            return self._owner(by) or parties(self.resolver.who(by), self.resolver)
        subject = subject_of(token)
        if subject is None:
            return ()
        who = self.resolver.who(subject)
        return parties(who, self.resolver) or self._owner(subject)

    def _owner(self, noun: Token) -> tuple[str, ...]:
        """Whose strike or forces a phrase names: "Turkish airstrikes", "the group's attack"."""
        found: list[str] = []
        for child in noun.children:
            if child.dep_ == "nmod:poss" and child.i < noun.i:
                found += parties(self.resolver.who(child), self.resolver)
        for i in range(noun.left_edge.i, noun.i):
            mention = self.resolver.names.at.get(i)
            if mention is not None and mention.kind in {"state", "body"} and not found:
                if i and self.doc[i - 1].lower_ in {"in", "on", "against", "near", "of", "from"}:
                    continue
                found.append(self.resolver.names.name(mention))
        return tuple(dict.fromkeys(found))

    def _clause(self, token: Token, sentence: Sentence) -> tuple[int, int]:
        """The clause of a verb: from its subject to the end of what depends on it."""
        inside = [t for t in token.subtree if sentence.start <= t.i < sentence.end]
        start = min((t.i for t in inside if self._belongs(t, token)), default=token.i)
        end = max((t.i for t in inside if self._belongs(t, token)), default=token.i) + 1
        if token.dep_ in {"acl", "acl:relcl"} and token.tag_ == "VBN":
            start = min(start, token.head.left_edge.i)
        quote = self.parsed.quote_of[token.i]
        while start < token.i and (
            self.doc[start].is_punct
            or (
                self.doc[start].lower_
                in {"that", "and", "but", "after", "as", "while", "when", "in", "on"}
                and self._sets(start)
            )
        ):
            start += 1
        while (
            end > token.i + 1
            and self.doc[end - 1].is_punct
            and not (quote < 0 and self.doc[end - 1].is_quote)
        ):
            end -= 1
        return start, end

    def _sets(self, i: int) -> bool:
        return self.doc[i].dep_ in {"mark", "cc"}

    def _belongs(self, inner: Token, verb: Token) -> bool:
        """Whether a token is part of a verb's own clause and not of one joined to it."""
        token = inner
        while token.i != verb.i:
            if token.dep_ in {"conj", "parataxis", "advcl", "ccomp"} and token.tag_.startswith(
                "VB"
            ):
                return False
            token = token.head
            if token.head.i == token.i and token.i != verb.i:
                return False
        return True

    # --- nouns -----------------------------------------------------------------------------------

    def _noun(self, token: Token, verbs: list[Force]) -> Force | None:
        word = self._noun_word(token)
        if word is None or is_unreal(self.parsed, token):
            return None
        sentence = self.parsed.sentence(token.i)
        if sentence.segment.kind is SegmentKind.HEADING:
            return None
        verb = verb_of(token)
        if (
            verb is not None
            and (
                verb.lower_ in UNREAL_VERBS
                or self._aux(verb) & {"will", "would", "could", "might", "may", "if"}
            )
            and token.dep_ in {"obj", "obl", "xcomp"}
        ):
            return None
        if any(
            force.incident.text.start <= self.parsed.starts[token.i] < force.incident.text.end
            for force in verbs
        ):
            return None
        determined = self.doc[token.left_edge.i].lower_
        victim = self._victim(token, word)
        by = (
            ()
            if victim is not None
            else self._owner(token)
            or tuple(
                name
                for child in dependents(token, "by", "from")
                for name in parties(self.resolver.who(child), self.resolver)
            )
        )
        by = by or self._claimed(token)
        target = next(iter(dependents(token, "on", "against", "of", "at")), None)
        if target is not None and case(target) == "of" and word.base in {"offensive", "war"}:
            target = None
        target = target or victim
        start, end = self._noun_span(token)
        clause = self.parsed.words(sentence.start, sentence.end)
        if word.needs_arms and not (ARMED.search(clause) or by):
            return None
        definite = determined in BACK and target is None and not self._owner(token)
        time = self._time(token, sentence, start, end)
        place = place_near(self.parsed, self.resolver, token, token.i, sentence.end)
        if not by and target is None and place is None and not time:
            return None
        if determined in {"such", "further", "any", "no"}:
            return None
        return self._force(
            token,
            word,
            sentence,
            start,
            end,
            by,
            target,
            negated=False,
            definite=definite,
            noun=True,
        )

    def _victim(self, token: Token, word: ForceWord) -> Token | None:
        """Whom a killing or capture befell, when only he is named: "the journalist's murder"."""
        if word.kind not in {IncidentKind.KILLING, IncidentKind.SEIZURE} or any(
            dependents(token, "of")
        ):
            return None
        return next((c for c in token.children if c.dep_ == "nmod:poss" and c.i < token.i), None)

    def _noun_word(self, token: Token) -> ForceWord | None:
        if not token.tag_.startswith("NN") or (token.dep_ == "compound" and not token.is_sent_end):
            return None
        index = force_words("n")
        two = f"{self.doc[token.i - 1].lower_} {token.lower_}" if token.i else ""
        return index.get(two) or index.get(token.lower_)

    def _claimed(self, token: Token) -> tuple[str, ...]:
        """Who a neighbouring sentence says claimed it."""
        for item in self.said:
            cue = item.cue
            if cue is None or cue.entry is None or cue.entry.verb != "claim":
                continue
            gap = self.parsed.sentence_of[cue.verb.i] - self.parsed.sentence_of[token.i]
            if 0 <= gap <= 2:
                return parties(item.who, self.resolver)
        return ()

    def _noun_span(self, token: Token) -> tuple[int, int]:
        start, end = phrase(self.parsed, token)
        return start, max(end, token.i + 1)

    # --- one incident --------------------------------------------------------------------------------

    def _force(
        self,
        token: Token,
        word: ForceWord,
        sentence: Sentence,
        start: int,
        end: int,
        by: tuple[str, ...],
        target: Token | None,
        negated: bool,
        *,
        definite: bool,
        noun: bool,
    ) -> Force:
        start, end = self._inside_said(token, start, end)
        words = self.parsed.words(sentence.start, sentence.end)
        near = self.parsed.words(start, end)
        time = self._time(token, sentence, start, end)
        killed, injured = self._casualties(words, word, target)
        since, until = self._window(time) if negated else (None, None)
        reporter = self._reporter(token)
        by = () if by == reporter and self._is_person(by) else by
        incident = Incident(
            kind=self._kind(word, near, words),
            by=by or (() if noun else self._claimed(token)),
            target=self._target(target),
            place=place_near(self.parsed, self.resolver, token, start, min(sentence.end, end + 12)),
            on=None if negated else time.day if time else None,
            killed=killed,
            injured=injured,
            reported_by=reporter,
            negated=negated,
            since=since,
            until=until,
            text=self.parsed.span(start, end),
        )
        headline = sentence.segment.kind is SegmentKind.HEADLINE
        who = self.resolver.who(target) if target is not None else None
        victims = frozenset(who.names) if who is not None and who.kind == "person" else frozenset()
        return Force(incident, token.i, definite, noun, headline, victims)

    def _inside_said(self, token: Token, start: int, end: int) -> tuple[int, int]:
        """A clause without the attribution around the content that it stands in."""
        for item in self.said:
            for a, b in item.ranges:
                if a <= token.i < b and not (a <= start and end <= b):
                    return max(start, a), min(end, b)
        return start, end

    def _is_person(self, names: tuple[str, ...]) -> bool:
        people = {a.name for a in self.resolver.names.actors if a.kind == "person"}
        return bool(names) and set(names) <= people

    def _kind(self, word: ForceWord, near: str, words: str) -> IncidentKind:
        if (
            word.kind is IncidentKind.STRIKE
            or word.kind is IncidentKind.OTHER
            or word.base in {"kill", "killing"}
        ):
            if BOMBING.search(near):
                return IncidentKind.BOMBING
            if STRIKING.search(near) or (
                word.base in {"kill", "killing"}
                and re.search(r"\bair ?strike|drone|missile", words)
            ):
                return IncidentKind.STRIKE
        if word.base == "shoot" and re.search(r"\bshot down\b|\bshooting down\b", near):
            return IncidentKind.STRIKE
        return word.kind

    def _target(self, head: Token | None) -> Span | None:
        if head is None or head.lower_ in {"which", "that", "who", "it", "them", "him"}:
            return None
        start, end = phrase(self.parsed, head)
        return self.parsed.span(start, end) if start < end else None

    def _time(self, token: Token, sentence: Sentence, start: int, end: int) -> When | None:
        inner = time_near(self.parsed, self.times, token, start, end)
        return inner or time_near(self.parsed, self.times, token, sentence.start, sentence.end)

    def _window(self, time: When | None) -> tuple[str | None, str | None]:
        if time is None:
            return None, None
        before = self.parsed.document.text[max(0, time.start - 8) : time.start].lower()
        if "since" in before:
            return time.day, None
        if "until" in before or "till" in before:
            return None, time.day
        return time.day, time.day

    def _reporter(self, token: Token) -> tuple[str, ...]:
        """Who reports it: the speaker of the innermost statement that it stands in."""
        best: Said | None = None
        for item in self.said:
            for a, b in item.ranges:
                if a <= token.i < b and (
                    best is None or b - a < best.ranges[0][1] - best.ranges[0][0]
                ):
                    best = item
        return best.who.names if best is not None else ()

    def _casualties(
        self, words: str, word: ForceWord, target: Token | None
    ) -> tuple[int | None, int | None]:
        killed = _count(KILLED, words)
        injured = _count(INJURED, words)
        if NO_CASUALTIES.search(words):
            return killed or 0, injured or 0
        lethal = word.base in {
            "kill",
            "killing",
            "murder",
            "assassinate",
            "assassination",
            "execute",
            "behead",
        }
        if killed is None and lethal and target is not None:
            who = self.resolver.who(target)
            if who.kind == "person" and len(who.names) == 1:
                killed = 1
        return killed, injured


def _count(patterns: tuple[re.Pattern[str], ...], words: str) -> int | None:
    for pattern in patterns:
        match = pattern.search(words)
        if match:
            value = number(match["n"].strip(" -"))
            if isinstance(value, int) and not re.fullmatch(r"(?:19|20)\d{2}", match["n"].strip()):
                return value
    return None


def _joined(found: list[Force]) -> list[Force]:
    """Incidents with the places that tell of one and the same made one."""
    out: list[Force] = []
    for force in found:
        twin = next((i for i in range(len(out) - 1, -1, -1) if _same(out[i], force)), None)
        if twin is not None:
            out[twin] = _merged(out[twin], force)
        elif not force.definite:
            out.append(force)
    return out


def _same(a: Force, b: Force) -> bool:
    """Whether two places can tell of one event: nothing they say conflicts, and one says little."""
    one, two = a.incident, b.incident
    if one.negated != two.negated:
        return False
    if one.text.overlaps(two.text):
        return True
    if one.on and two.on and one.on != two.on:
        return False
    if one.place and two.place and one.place != two.place:
        return False
    if one.by and two.by and not set(one.by) & set(two.by):
        return False
    if IncidentKind.SEIZURE in {one.kind, two.kind} and one.kind is not two.kind:
        return False
    if b.definite or a.headline:
        return True
    same_target = (
        one.target is not None and two.target is not None and one.target.text == two.target.text
    )
    bare = two.on is None and two.place is None and not two.by
    return same_target or bare or (one.place is not None and one.place == two.place)


def _merged(a: Force, b: Force) -> Force:
    one, two = a.incident, b.incident
    incident = replace(
        one,
        by=one.by or two.by,
        target=one.target or two.target,
        place=one.place or two.place,
        on=one.on or two.on,
        killed=one.killed if one.killed is not None else two.killed,
        injured=one.injured if one.injured is not None else two.injured,
    )
    if a.headline and not b.definite:
        incident = replace(incident, text=two.text, target=two.target or one.target, kind=two.kind)
        return replace(b, incident=incident)
    return replace(a, incident=incident)


def find_incidents(
    parsed: Parsed, resolver: Resolver, times: list[When], said: list[Said]
) -> list[Incident]:
    """The incidents of a text, in the order of their spans."""
    return IncidentFinder(parsed, resolver, times, said).find()
