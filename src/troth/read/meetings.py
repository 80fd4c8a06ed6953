"""Meetings: contacts between parties that happened, are happening, or are planned."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from troth.model import Meeting, MeetingKind, MeetingStatus
from troth.read.calendar import When
from troth.read.clauses import (
    FUTURE,
    MODALS,
    auxiliaries,
    case,
    dependents,
    place_near,
    subject_of,
    time_near,
    verb_of,
)
from troth.read.context import Context
from troth.read.layout import SegmentKind
from troth.read.lexicon import meeting_nouns, meeting_verbs
from troth.read.parsed import Sentence

HOLDING = frozenset(
    "hold held holds holding host hosted hosts hosting have had attend attended attending attends "
    "join joined convene convened convening open opened opening facilitate facilitated chair chaired begin began "
    "conduct conducted give gave lead led arrange arranged address addressed".split()
)
CONTACT = {
    MeetingKind.SUMMIT: "m",
    MeetingKind.TALKS: "m",
    MeetingKind.MEETING: "m",
    MeetingKind.VISIT: "m",
    MeetingKind.CALL: "c",
    MeetingKind.BRIEFING: "b",
}
PLANNED = re.compile(
    r"\b(?:will|to be held|due to|scheduled|planned|expected to|set to|upcoming|next|prospects? (?:for|of)|"
    r"preparations? for|going to|plans? to|invited)\b",
    re.IGNORECASE,
)
CALLED_OFF = re.compile(r"\b(?:cancel\w*|called off|postponed|scrapped)\b", re.IGNORECASE)
UNDER_WAY = re.compile(
    r"\b(?:was hosting|is hosting|are meeting|were attending|under way|underway|ongoing|opening|continu\w+ (?:facilitating|negotiating))\b",
    re.IGNORECASE,
)
PHONE = re.compile(r"\b(?:phone|telephone|call|video ?conference|by video)\b", re.IGNORECASE)
PRESS = frozenset({"reporters", "journalists", "press", "media", "newsmen"})
GENERIC = frozenset(
    {
        "talks",
        "negotiations",
        "negotiation",
        "discussions",
        "dialogue",
        "consultations",
        "session",
        "conference",
        "forum",
        "meetings",
        "calls",
        "conversations",
        "briefings",
    }
)


@dataclass(frozen=True)
class Contact:
    """A contact as one place of the text tells it."""

    meeting: Meeting
    token: int
    definite: bool
    sentence: int
    noun: str = ""
    sentences: tuple[int, ...] = ()


class MeetingFinder:
    """Finds the contacts of a text and joins what its mentions tell of each."""

    def __init__(self, context: Context) -> None:
        self.context = context
        parsed = context.parsed
        self.parsed = parsed
        self.doc = context.doc
        self.resolver = context.resolver
        self.times = context.times
        first = parsed.sentences[0] if parsed.sentences else None
        self.headline = parsed.words(first.start, first.end) if first else ""

    def find(self) -> list[Meeting]:
        """The meetings of the text, each once, in the order of their first mention."""
        contacts = [c for token in self.doc for c in self._at(token)]
        return [contact.meeting for contact in self._represented(_joined(contacts))]

    def _represented(self, contacts: list[Contact]) -> list[Contact]:
        """Contacts with those that a sentence behind them says were represented at them, and by whom."""
        out = list(contacts)
        for token in self.doc:
            if token.lower_ != "represented" or self.parsed.in_quotation(token.i):
                continue
            subject = subject_of(token)
            agent = next(dependents(token, "by"), None)
            number = self.parsed.sentence_of[token.i]
            near = [
                i
                for i, c in enumerate(out)
                if CONTACT[c.meeting.kind] == "m" and any(0 <= number - n <= 2 for n in c.sentences)
            ]
            if subject is None or agent is None or not near:
                continue
            last = out[near[-1]]
            people = [*last.meeting.participants, *self._names(subject), *self._names(agent)]
            meeting = replace(last.meeting, participants=tuple(dict.fromkeys(people)))
            out[near[-1]] = replace(last, meeting=meeting)
        return out

    def _at(self, token: Token) -> list[Contact]:
        if self.parsed.in_quotation(token.i):
            return []
        contact = self._noun(token) or self._verb(token)
        return [contact] if contact else []

    # --- nouns -------------------------------------------------------------------------------

    def _noun(self, token: Token) -> Contact | None:
        kind = self._noun_kind(token)
        if kind is None or self._negated(token):
            return None
        people = self._noun_parties(token)
        sentence = self.parsed.sentence(token.i)
        start, end = self._noun_span(token)
        time = self._time(token, sentence)
        place = self._place(token, sentence)
        determined = self.doc[start].lower_
        definite = determined in {
            "the",
            "this",
            "that",
            "these",
            "both",
            "thursday",
        } or self._possessive_time(token)
        generic = token.lower_ in GENERIC
        if not people and (generic or (time is None and place is None)) and not definite:
            return None
        if generic and not people:
            return None
        meeting = self._meeting(
            kind, people, place, time, self._status(token, sentence), start, end
        )
        noun = token.lower_
        return Contact(meeting, token.i, definite, sentence.number, noun, (sentence.number,))

    def _noun_kind(self, token: Token) -> MeetingKind | None:
        lower = token.lower_
        two = f"{self.doc[token.i - 1].lower_} {lower}" if token.i else lower
        kind = meeting_nouns().get(two) or meeting_nouns().get(lower)
        if kind is None or not (
            token.tag_.startswith("NN") or (token.text.istitle() and self._in_headline(token))
        ):
            return None
        if lower in {"call", "calls"} and not self._is_phone_call(token):
            return None
        if lower in {"conference", "forum", "session", "trip"} and meeting_nouns().get(two) is None:
            if not any(dependents(token, "with", "between")):
                return None
        if token.dep_ == "compound" and not self._in_headline(token):
            return None
        mention = self.resolver.names.at.get(token.i)
        if mention is not None and mention.kind == "body":
            return None
        if (
            lower in {"conversation", "conversations", "discussions"}
            and not self._phone_text(token)
            and lower != "conversation"
        ):
            return MeetingKind.TALKS
        if lower == "conversation" and not self._phone_text(token):
            return MeetingKind.TALKS
        if self._of_phone(token) and kind in {MeetingKind.TALKS}:
            return MeetingKind.CALL
        return kind

    def _in_headline(self, token: Token) -> bool:
        return self.parsed.sentence(token.i).segment.kind is SegmentKind.HEADLINE

    def _is_phone_call(self, token: Token) -> bool:
        before = self.doc[token.i - 1].lower_ if token.i else ""
        after = {t.lower_ for t in self.doc[token.i + 1 : token.i + 3]}
        if "for" in after or before in {"to", "they", "we"}:
            return False
        return (
            before in {"phone", "telephone", "video", "conference"}
            or bool(after & {"with", "between"})
            or self._in_headline(token)
        )

    def _phone_text(self, token: Token) -> bool:
        sentence = self.parsed.sentence(token.i)
        near = self.parsed.words(max(sentence.start, token.i - 3), token.i + 1)
        title = PHONE.search(self.headline) is not None
        own = (
            self.doc[token.left_edge.i].lower_ in {"the", "this"}
            or self.doc[token.i - 1].lower_ == "the"
        )
        return PHONE.search(near) is not None or (
            title and own and sentence.number > 0 and not any(dependents(token, "with", "between"))
        )

    def _of_phone(self, token: Token) -> bool:
        return self.doc[token.i - 1].lower_ in {"phone", "telephone", "video"} if token.i else False

    def _negated(self, token: Token) -> bool:
        before = {t.lower_ for t in self.doc[max(token.left_edge.i, token.i - 4) : token.i]}
        return bool(before & {"no", "any", "without"})

    def _noun_parties(self, token: Token) -> tuple[str, ...]:
        names: list[str] = []
        for child in token.children:
            if child.dep_ == "nmod:poss":
                names += self._names(child)
        for child in dependents(token, "with", "between", "among", "by", "alongside"):
            names += self._names(child)
        if token.lower_ not in {"call", "calls"}:
            for child in dependents(token, "of"):
                names += self._names(child)
        after = self._behind(token)
        if after is not None:
            names += self._names(after)
        verb = self._holder(token) or verb_of(token)
        if verb is not None and (self._holds(verb, token) or verb == self._holder(token)):
            subject = subject_of(verb)
            if subject is not None and not self._inside(subject, token):
                names += self._names(subject)
            for child in dependents(verb, "with", "between", "alongside"):
                if child.i > verb.i:
                    names += self._names(child)
            for child in verb.children:
                if (
                    child.dep_ in {"obj", "iobj"}
                    and child.i != token.i
                    and verb.lower_
                    in {
                        "host",
                        "hosted",
                        "hosting",
                        "hosts",
                        "welcomed",
                        "received",
                        "join",
                        "joined",
                    }
                ):
                    names += self._names(child)
            names += self._included(verb)
        if (
            names
            and verb is not None
            and case(token) in {"during", "after", "following", "in", "at"}
        ):
            subject = subject_of(verb)
            if subject is not None and token.lower_ in GENERIC and not self._inside(subject, token):
                names = [*self._names(subject), *names]
        if not names and verb is not None and self._noun_kind(token) is MeetingKind.BRIEFING:
            subject = subject_of(verb)
            names += (
                self._names(subject)
                if subject is not None and not self._inside(subject, token)
                else []
            )
        names += self._hyphenated(token)
        if not names:
            names += self._of_body(token)
        return tuple(dict.fromkeys(names))

    def _behind(self, token: Token) -> Token | None:
        """The phrase right behind "with" or "between" when the parse hangs it elsewhere."""
        following = self.doc[token.i + 1 : token.i + 2]
        if not len(following) or following[0].lower_ not in {"with", "between"}:
            return None
        for other in self.doc[token.i + 2 : token.i + 12]:
            if case(other) in {"with", "between"} or (
                other.dep_ in {"flat", "nmod", "obl"} and other.tag_.startswith("NN")
            ):
                return other
        return None

    def _inside(self, inner: Token, outer: Token) -> bool:
        return outer.left_edge.i <= inner.i <= outer.right_edge.i

    def _holder(self, token: Token) -> Token | None:
        """The verb of holding right before a contact's noun phrase, whatever the parse says."""
        i = token.i - 1
        while (
            i > 0
            and token.i - i < 6
            and self.doc[i].tag_.startswith(("DT", "JJ", "NN", "PRP$", "CD"))
        ):
            i -= 1
        return (
            self.doc[i]
            if self.doc[i].lower_ in HOLDING and self.doc[i].tag_.startswith("VB")
            else None
        )

    def _holds(self, verb: Token, noun: Token) -> bool:
        near = noun.dep_ in {"obj", "obl", "nmod", "conj", "xcomp"}
        return near and verb.lower_ in HOLDING

    def _included(self, verb: Token) -> list[str]:
        """Those that a subject is said to include: "leaders, including A and B, attended"."""
        names: list[str] = []
        subject = subject_of(verb)
        if subject is None:
            return names
        for i in range(subject.i, verb.i):
            if self.doc[i].lower_ == "including":
                names += [
                    self.resolver.names.name(m)
                    for m in self.resolver.names.mentions
                    if i < m.start < verb.i and m.kind == "person"
                ]
        return names

    def _of_body(self, token: Token) -> list[str]:
        """The body whose meeting it is: "the NATO summit"."""
        mention = self.resolver.names.at.get(token.i - 1)
        if mention is not None and mention.kind == "body" and mention.start > 0:
            return [self.resolver.names.name(mention)]
        return []

    def _hyphenated(self, token: Token) -> list[str]:
        """States that a compound names: "the Russia-Turkey summit"."""
        found = [
            self.resolver.names.at[i]
            for i in range(max(token.i - 4, 0), token.i)
            if i in self.resolver.names.at and self.resolver.names.at[i].kind == "state"
        ]
        joined = any(t.text in {"-", "–"} for t in self.doc[max(token.i - 4, 0) : token.i])
        return [self.resolver.names.name(m) for m in found] if joined and len(found) > 1 else []

    def _names(self, head: Token) -> list[str]:
        who = self.resolver.who(head)
        lower = head.lower_
        if lower in {"sides", "parties", "leaders", "they", "both"} and not who.names:
            return list(self.resolver.parties)
        return list(self.context.parties(who))

    def _noun_span(self, token: Token) -> tuple[int, int]:
        start = token.i
        while start > token.left_edge.i and (
            self.doc[start - 1].tag_.startswith(("JJ", "NN", "DT", "PRP$", "CD", "HYPH", "VBN"))
            and self.doc[start - 1].lower_ not in {"that"}
        ):
            start -= 1
        return start, token.i + 1

    def _possessive_time(self, token: Token) -> bool:
        return any(
            child.dep_ == "nmod:poss"
            and any(self.parsed.token_at(t.start) == child.i for t in self.times)
            for child in token.children
        )

    # --- verbs ---------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Contact | None:
        entry = meeting_verbs().get(token.lower_)
        if entry is None or not token.tag_.startswith("VB"):
            if token.lower_ in {"told", "addressed", "addressing", "speaking", "spoke"}:
                return self._press(token)
            return None
        base, kind = entry
        if base == "host":
            return None
        press = self._press(token)
        if press is not None:
            return press
        aux = auxiliaries(token)
        if aux & MODALS or aux & {"not", "n't", "never", "if"}:
            return None
        partner = self._partner(token, base)
        if partner is None:
            return None
        sentence = self.parsed.sentence(token.i)
        names = self._verb_parties(token, partner)
        if base == "visit":
            subject = subject_of(token)
            names = self._names(subject) if subject is not None else []
            near = next(
                (
                    self.resolver.names.at[i]
                    for i in range(token.i + 1, min(token.i + 6, len(self.doc)))
                    if i in self.resolver.names.at
                ),
                None,
            )
            if near is None or near.kind not in {"place", "state"} or not names:
                return None
        if len(names) < (2 if base in {"speak", "talk"} else 1):
            return None
        if base == "visit" and not any(n for n in names):
            return None
        if base == "speak":
            local = PHONE.search(self.parsed.words(sentence.start, sentence.end))
            called = PHONE.search(self.headline) and sentence.number <= 2
            kind = MeetingKind.CALL if local or called else MeetingKind.TALKS
            if case(partner) == "alongside":
                kind = MeetingKind.MEETING
        time = self._time(token, sentence)
        place = self._place(token, sentence)
        if base == "visit" and near is not None:
            place = self.parsed.words(near.start, near.end)
        end = partner.i + 1 if case(partner) == "alongside" else token.i + 1
        if kind is MeetingKind.CALL:
            end = self._phone_end(token)
        status = self._status(token, sentence)
        start = token.i
        while start > sentence.start and self.doc[start - 1].lower_ in FUTURE:
            start -= 1
        meeting = self._meeting(kind, tuple(names), place, time, status, start, end)
        return Contact(meeting, token.i, False, sentence.number, "", (sentence.number,))

    def _phone_end(self, token: Token) -> int:
        for i in range(token.i + 1, min(token.i + 6, len(self.doc))):
            if self.doc[i].lower_ in {"phone", "telephone"}:
                return i + 1
        return token.i + 1

    def _partner(self, token: Token, base: str) -> Token | None:
        cases = {"speak": ("with", "to", "alongside"), "talk": ("with", "to"), "meet": ("with",)}
        for child in dependents(token, *cases.get(base, ("with",))):
            if child.i > token.i:
                return child
        for other in self.doc[token.i + 1 : min(token.i + 9, len(self.doc))]:
            if other.is_punct or other.tag_ in {"VBD", "VBZ", "MD"}:
                break
            if case(other) in cases.get(base, ("with",)) and other.tag_.startswith(("NN", "PRP")):
                return other
        if base in {"meet", "visit"}:
            return next((c for c in token.children if c.dep_ == "obj" and c.i > token.i), None) or (
                subject_of(token) if base == "meet" else None
            )
        return None

    def _verb_parties(self, token: Token, partner: Token) -> list[str]:
        names: list[str] = []
        subject = subject_of(token)
        if subject is None and token.tag_ == "VBG":
            subject = self._main_subject(token)
        if subject is not None:
            names += self._names(subject)
        names += self._names(partner)
        return list(dict.fromkeys(names))

    def _main_subject(self, token: Token) -> Token | None:
        sentence = self.parsed.sentence(token.i)
        for other in self.doc[token.i : sentence.end]:
            if other.dep_ == "nsubj" and self.parsed.quote_of[other.i] < 0:
                return other
        return None

    def _press(self, token: Token) -> Contact | None:
        """A talk to the press: "told reporters", "addressing the press"."""
        following = self.doc[token.i + 1 : token.i + 5]
        press = next((t for t in following if t.lower_ in PRESS), None)
        if press is None or any(
            t.is_punct or t.tag_ in {"VBD", "VBZ"} for t in self.doc[token.i + 1 : press.i]
        ):
            return None
        if token.lower_ not in {
            "told",
            "addressed",
            "addressing",
            "briefed",
            "speaking",
            "spoke",
            "tell",
            "tells",
        }:
            return None
        subject = subject_of(token) or self._main_subject(token)
        names = self._names(subject) if subject is not None else []
        if not names:
            return None
        sentence = self.parsed.sentence(token.i)
        meeting = self._meeting(
            MeetingKind.BRIEFING,
            tuple(names),
            self._place(token, sentence),
            self._time(token, sentence),
            MeetingStatus.HELD,
            token.i,
            press.i + 1,
        )
        return Contact(meeting, token.i, False, sentence.number, "", (sentence.number,))

    # --- shared ----------------------------------------------------------------------------------

    def _time(self, token: Token, sentence: Sentence) -> When | None:
        start, end = self._clause(token, sentence)
        free = [time for time in self.times if not self._of_another(time, token)]
        return time_near(self.parsed, free, token, start, end)

    def _of_another(self, time: When, token: Token) -> bool:
        """Whether a day belongs to another noun: "Thursday's meeting" says nothing of the talks."""
        after = self.parsed.token_at(time.end - 1) + 1
        if after >= len(self.doc) or self.doc[after].text not in {"'s", "’s"}:
            return False
        return not after < token.i <= after + 3

    def _clause(self, token: Token, sentence: Sentence) -> tuple[int, int]:
        """The part of the sentence around a token that another finite verb does not own."""
        start, end = sentence.start, sentence.end
        for i in range(token.i - 1, sentence.start, -1):
            if self.doc[i].text in {";", ":"} or self.parsed.in_quotation(i):
                start = i + 1
                break
        for i in range(token.i + 1, sentence.end):
            if self.doc[i].text in {";", ":"} or self.parsed.in_quotation(i):
                end = i
                break
        return start, max(end, start + 1)

    def _place(self, token: Token, sentence: Sentence) -> str | None:
        start, end = token.i, min(sentence.end, token.i + 22)
        for i in range(token.i + 1, end):
            if (
                self.doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}
                or self.parsed.in_quotation(i)
                or self.doc[i].text in {";", ":"}
            ):
                end = i
                break
        if start >= end:
            return None
        return place_near(self.context, token, start, end)

    def _status(self, token: Token, sentence: Sentence) -> MeetingStatus:
        verb = token if token.tag_.startswith("VB") else verb_of(token)
        words = self.parsed.words(max(sentence.start, token.i - 16), min(sentence.end, token.i + 4))
        if CALLED_OFF.search(words):
            return MeetingStatus.CALLED_OFF
        aux = auxiliaries(verb) if verb is not None else set()
        if aux & FUTURE and verb is not None and verb.lower_ in {"continue", "facilitating"}:
            return MeetingStatus.UNDER_WAY
        if UNDER_WAY.search(words):
            return MeetingStatus.UNDER_WAY
        if aux & FUTURE or PLANNED.search(words):
            return MeetingStatus.PLANNED
        return MeetingStatus.HELD

    def _meeting(
        self,
        kind: MeetingKind,
        people: tuple[str, ...],
        place: str | None,
        time: When | None,
        status: MeetingStatus,
        start: int,
        end: int,
    ) -> Meeting:
        return Meeting(
            kind=kind,
            participants=people,
            place=place,
            on=time.day if time else None,
            until=time.until if time else None,
            status=status,
            text=self.parsed.span(start, end),
        )


def _joined(contacts: list[Contact]) -> list[Contact]:
    """Contacts with the mentions of one and the same made one."""
    out: list[Contact] = []
    for contact in contacts:
        twin = next((i for i in range(len(out) - 1, -1, -1) if _same(out[i], contact)), None)
        if twin is None:
            if contact.meeting.participants or contact.meeting.on or contact.meeting.place:
                out.append(contact)
        else:
            out[twin] = _merged(out[twin], contact)
    return out


def _same(a: Contact, b: Contact) -> bool:
    """Whether two mentions can tell of one contact."""
    one, two = a.meeting, b.meeting
    if CONTACT[one.kind] != CONTACT[two.kind]:
        return False
    if one.on and two.on and not (one.on.startswith(two.on) or two.on.startswith(one.on)):
        return False
    if one.place and two.place and one.place != two.place:
        return False
    if one.status is MeetingStatus.PLANNED and two.status is MeetingStatus.HELD and not b.definite:
        return False
    shared = set(one.participants) & set(two.participants)
    if (
        b.definite
        and b.noun
        and a.noun == b.noun
        and one.kind in {MeetingKind.SUMMIT, MeetingKind.VISIT}
    ):
        return True
    if (
        one.kind is two.kind
        and shared
        and (shared == set(one.participants) or shared == set(two.participants))
    ):
        return True
    if b.definite and not two.participants:
        return one.kind is two.kind or two.kind is MeetingKind.MEETING
    if not one.participants or not two.participants:
        return one.kind is two.kind and (b.definite or a.sentence == b.sentence)
    return bool(shared) and (len(shared) > 1 or a.sentence == b.sentence or b.definite)


def _merged(a: Contact, b: Contact) -> Contact:
    one, two = a.meeting, b.meeting
    people = tuple(dict.fromkeys([*one.participants, *two.participants]))
    status = (
        one.status
        if one.status is not MeetingStatus.PLANNED or two.status is MeetingStatus.PLANNED
        else one.status
    )
    meeting = replace(
        one,
        participants=people,
        place=one.place or two.place,
        on=one.on or (two.on if two.participants or a.sentence == b.sentence else None),
        until=one.until or (two.until if one.on in {None, two.on} else None),
        status=status,
    )
    return replace(a, meeting=meeting, sentences=a.sentences + b.sentences)
