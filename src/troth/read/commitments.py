"""Commitments: what somebody is bound to do, offers, or is asked to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from troth.model import Act, Commitment, CommitmentKind, Span, Standing
from troth.read.clauses import auxiliaries, case, subject_of
from troth.read.contents import Range
from troth.read.context import Context
from troth.read.layout import SegmentKind
from troth.read.lexicon import commitment_kinds
from troth.read.money import sums
from troth.read.statements import Said
from troth.read.who import OURS, PLURAL, SINGULAR, THING

STANDINGS = {
    Act.AGREE: Standing.AGREED,
    Act.PROMISE: Standing.PROMISED,
    Act.OFFER: Standing.OFFERED,
    Act.DEMAND: Standing.DEMANDED,
    Act.REJECT: Standing.REJECTED,
}
RANK = (
    Standing.AGREED,
    Standing.PROMISED,
    Standing.OFFERED,
    Standing.REJECTED,
    Standing.DEMANDED,
    Standing.DISCUSSED,
)
MUST = frozenset({"must", "should", "need", "needs", "needed", "has", "have", "ought", "shall"})
WILL = frozenset({"will", "'ll", "’ll", "would", "shall", "can", "could"})
OFFICIAL = re.compile(
    r"\b(?:statement|readout|outcomes?|joint|communiqu[eé]|declaration|fact sheet|agreement|memorandum|"
    r"telephone conversation|protocol|press release|remarks)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|as soon as|once|provided that|provided|on condition that|unless|as long as|only after|only if|"
    r"subject to|pending)\s+",
    re.IGNORECASE,
)
UNCONDITIONAL = re.compile(
    r"\b(?:without (?:any )?(?:preconditions?|conditions?)|unconditional(?:ly)?|with no conditions)\b",
    re.IGNORECASE,
)
TALKED_OF = re.compile(
    r"\b(?:guarantees?|deployment|deploy|force|presence|peacekeep\w+|ceasefire|truce|sanctions|aid|withdrawal|mission)\b",
    re.IGNORECASE,
)
DEAL = re.compile(
    r"\b(?:cease-?fire|truce|agreement|deal|accord|package|aid|assistance|withdrawal|deployment|release|exchange|"
    r"sanctions|initiative|plan|coalition|support|mission|corridor|loan|funding|system|systems|investment|"
    r"cooperation|measures|halt|ban|measure|resolution|contours|contacts?|dialogue|investigation|commitment|"
    r"troops|forces|move|willingness|readiness)\b",
    re.IGNORECASE,
)


OWNED = {
    "commitment": Standing.PROMISED,
    "pledge": Standing.PROMISED,
    "support": Standing.PROMISED,
    "readiness": Standing.OFFERED,
    "willingness": Standing.OFFERED,
    "openness": Standing.OFFERED,
    "work": Standing.PROMISED,
    "efforts": Standing.PROMISED,
}
"""Nouns of what somebody is bound or ready to do, with the standing they give it."""

STATE_MATTERS = frozenset(
    {
        CommitmentKind.AID,
        CommitmentKind.SANCTIONS,
        CommitmentKind.SANCTIONS_RELIEF,
        CommitmentKind.DEPLOYMENT,
    }
)
"""Kinds that a state does even when a person announces them."""


@dataclass(frozen=True)
class Doer:
    """Who would do it, and the tokens of what is to be done."""

    names: tuple[str, ...]
    verb: Token | None = None


class CommitmentFinder:
    """Finds the commitments that statements make and that official texts state themselves."""

    def __init__(self, context: Context) -> None:
        self.context = context
        parsed = context.parsed
        self.parsed = parsed
        self.doc = context.doc
        self.resolver = context.resolver
        self.times = context.times
        self.said = context.said
        first = parsed.sentences[0] if parsed.sentences else None
        title = parsed.words(first.start, first.end) if first else ""
        headed = first is not None and first.segment.kind is SegmentKind.HEADLINE
        self.official = headed and OFFICIAL.search(title) is not None

    def find(self) -> list[Commitment]:
        """The commitments of the text, each once."""
        found = [c for item in self.said for c in self._said(item)]
        found += list(self._own_voice())
        found += list(self._talked_of())
        found.sort(key=lambda commitment: commitment.text.start)
        return _distinct(found)

    # --- from statements -------------------------------------------------------------------------

    def _said(self, item: Said) -> Iterator[Commitment]:
        act = item.statement.act
        standing = STANDINGS.get(act)
        start, end = item.ranges[0][0], item.ranges[-1][1]
        if (
            item.cue is not None
            and self.parsed.sentence(item.cue.verb.i).segment.kind is SegmentKind.HEADLINE
        ):
            return
        if standing is not None:
            doer = self._doer(item, act, start, end)
            if doer is not None and doer.names:
                yield self._commitment(item, doer.names, standing, start, end)
                return
        if act is not Act.REJECT:
            yield from self._inside(item, start, end)
            yield from self._needed(item, start, end)
            yield from self._owned(item, start, end)
            yield from self._intended(item, start, end)

    def _doer(self, item: Said, act: Act, start: int, end: int) -> Doer | None:
        """Who would do what a statement promises, offers, demands or agrees; None for nobody."""
        speakers = self.context.parties(item.who)
        if _directs(item):
            return Doer(speakers)
        head = self._opening(start, end)
        if act is Act.DEMAND:
            return self._asked(item, start, end)
        if act is Act.REJECT:
            cue = item.cue.entry.verb if item.cue and item.cue.entry else ""
            names = speakers if cue in {"refuse", "reject"} and self._deed(start, end) else ()
            return Doer(names) if names else None
        if head == "infinitive":
            return Doer(speakers)
        verb = self._main_verb(start, end)
        if act is Act.PROMISE and self.doc[start].tag_ == "VBG":
            return Doer(speakers)
        if head == "clause" and verb is not None:
            aux = auxiliaries(verb)
            bound = aux & (WILL | MUST) or "committed" in {t.lower_ for t in self.doc[start:end]}
            if act is Act.AGREE and not bound:
                return None
            subject = subject_of(verb)
            if not aux & WILL and act is not Act.AGREE and not self._deed(start, end):
                return None
            names = self._names(subject, item) if subject is not None else speakers
            return Doer(names or (), verb)
        if head == "phrase" and DEAL.search(self.parsed.words(start, min(end, start + 14))):
            return Doer(self._owner(item, start, end) or speakers)
        return None

    def _opening(self, start: int, end: int) -> str:
        """How a content opens: with "to", a clause or a noun phrase."""
        if self.doc[start].lower_ == "to" or (
            self.doc[start].lower_ == "not" and self.doc[min(start + 1, end - 1)].lower_ == "to"
        ):
            return "infinitive"
        verb = self._main_verb(start, end)
        if verb is None:
            return "phrase"
        subject = subject_of(verb)
        inside = subject is not None and start <= subject.i < end
        return "clause" if inside and verb.dep_ not in {"acl", "acl:relcl"} else "phrase"

    def _main_verb(self, start: int, end: int) -> Token | None:
        """The finite verb that a content is built on, or its copula's complement."""
        inside = [t for t in self.doc[start:end] if not start <= t.head.i < end or t.head.i == t.i]
        for token in inside:
            if token.tag_.startswith("VB") and token.dep_ not in {"acl", "acl:relcl"}:
                return token
            if any(
                c.dep_ in {"cop", "aux", "nsubj"} for c in token.children
            ) and not token.tag_.startswith("VB"):
                return token
        for token in self.doc[start:end]:
            if (
                token.tag_ == "MD"
                and token.head.i != token.i
                and start <= token.head.i < end
                and token.head.dep_ not in {"acl", "acl:relcl", "advcl"}
            ):
                return token.head
        return None

    def _names(self, head: Token | None, item: Said) -> tuple[str, ...]:
        """The parties that a subject inside a content means; the speaker's own side for "we"."""
        if head is None:
            return ()
        lower = head.lower_
        if lower in OURS:
            return self._side(item)
        who = self.resolver.who(head)
        owned = {c.lower_ for c in head.children if c.dep_ == "nmod:poss"}
        if owned & (SINGULAR | PLURAL | THING | OURS) and who.actor is None:
            return self._state_side(item)
        if lower in SINGULAR | THING and not who.names:
            return self.context.parties(item.who)
        state = self._state_of(head)
        if who.actor is None and state:
            return state
        return self.context.parties(who)

    def _state_of(self, head: Token) -> tuple[str, ...]:
        """The state that a phrase such as "the U.S. assistance" or "French aid" belongs to."""
        for i in range(head.left_edge.i, head.i):
            mention = self.resolver.names.at.get(i)
            if mention is not None and mention.kind == "state":
                return (self.resolver.names.name(mention),)
        return ()

    def _side(self, item: Said) -> tuple[str, ...]:
        """Who "we" are when one speaks: the speaker, as the text names him."""
        return self.context.parties(item.who)

    def _state_side(self, item: Said) -> tuple[str, ...]:
        """The state that a speaker's administration, troops or funds belong to, if it can be told."""
        if item.who.actor is not None:
            actor = self.resolver.names.actors[item.who.actor]
            if actor.kind == "person":
                home = self.resolver.home(item.who.actor)
                return (home,) if home else item.who.names
        return self.context.parties(item.who)

    def _owner(self, item: Said, start: int, end: int) -> tuple[str, ...]:
        """The state whose aid, plan or troops a noun phrase names: "a new French aid package"."""
        for i in range(start, min(end, start + 6)):
            mention = self.resolver.names.at.get(i)
            if (
                mention is not None
                and mention.kind == "state"
                and self.doc[i - 1].lower_ not in {"for", "to", "with", "from", "against"}
            ):
                if len(item.who.names) > 1:
                    return ()
                return (self.resolver.names.name(mention),)
            if self.doc[i].tag_ in {"IN", "TO"} and self.doc[i].lower_ != "of":
                break
        given = self._kind(self.parsed.words(start, end)) in STATE_MATTERS
        if (
            given
            and len(item.who.names) == 1
            and item.statement.act is Act.PROMISE
            and not _directs(item)
        ):
            return self._state_side(item)
        return ()

    def _asked(self, item: Said, start: int, end: int) -> Doer | None:
        """Who is asked to act: the subject of "must", or the party before "to"."""
        frames = item.cue.entry.frames if item.cue and item.cue.entry else frozenset()
        to = next(
            (
                i
                for i in range(start, end)
                if self.doc[i].lower_ == "to" and self._verb_follows(i, end)
            ),
            None,
        )
        must = next((t for t in self.doc[start:end] if self._obliges(t)), None)
        if must is not None and (to is None or must.i < to):
            verb = must.head if must.tag_ == "MD" else must
            subject = subject_of(verb) or self._before(must.i, start)
            names = self._names(subject, item) if subject is not None else ()
            if subject is not None and subject.lower_ in OURS:
                return None
            return Doer(names, verb) if names else self._sides(start, end)
        if frames & {"O", "C"} and to is not None and to > start:
            names = self._at(start, to)
            return Doer(names) if names else None
        if (
            item.cue is not None
            and item.cue.entry
            and item.cue.entry.verb in {"call", "appeal"}
            and to is not None
            and to > start
        ):
            names = self._at(start, to)
            return Doer(names) if names else None
        verb = self._main_verb(start, end)
        if (
            verb is not None
            and verb.tag_ in {"VB", "VBP"}
            and item.cue is not None
            and item.cue.entry
            and item.cue.entry.verb
            in {"recommend", "demand", "ask", "request", "propose", "insist"}
        ):
            subject = subject_of(verb)
            names = (
                self._names(subject, item)
                if subject is not None and start <= subject.i < end
                else ()
            )
            return Doer(names) if names else None
        return self._addressed(item, start, end)

    def _obliges(self, token: Token) -> bool:
        """Whether a word puts its subject under a duty: "must", "needs to"."""
        if token.lower_ not in MUST or token.tag_ not in {"MD", "VBZ", "VBP", "VBD"}:
            return False
        return token.tag_ == "MD" or (
            token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "to"
        )

    def _verb_follows(self, i: int, end: int) -> bool:
        return any(self.doc[k].tag_ == "VB" for k in range(i + 1, min(i + 3, end)))

    def _before(self, i: int, start: int) -> Token | None:
        for k in range(i - 1, max(start - 1, i - 8), -1):
            if self.doc[k].tag_.startswith(("NN", "PRP")):
                return self.doc[k]
        return None

    def _at(self, start: int, end: int) -> tuple[str, ...]:
        """The parties named by the phrase in a range."""
        heads = [
            t
            for t in self.doc[start:end]
            if t.tag_.startswith(("NN", "PRP", "CD")) and not start <= t.head.i < end
        ]
        head = (
            heads[0]
            if heads
            else next(
                (
                    t
                    for t in self.doc[start:end]
                    if t.tag_.startswith("NN") and t.dep_ not in {"compound", "nmod:poss"}
                ),
                None,
            )
        )
        if head is None:
            return ()
        who = self.resolver.who(head)
        return self.context.parties(who) or who.names

    def _sides(self, start: int, end: int) -> Doer | None:
        """Two states that "both sides of the A-B conflict" names."""
        found = [
            self.resolver.names.name(self.resolver.names.at[i])
            for i in range(start, end)
            if i in self.resolver.names.at and self.resolver.names.at[i].kind == "state"
        ]
        names = tuple(dict.fromkeys(found))
        sides = any(t.lower_ in {"sides", "parties"} for t in self.doc[start:end])
        return Doer(names) if sides and len(names) > 1 else None

    def _addressed(self, item: Said, start: int, end: int) -> Doer | None:
        """A doer that a demand names in passing: "asked him for …", "expect from X …"."""
        verb = item.cue.entry.verb if item.cue and item.cue.entry else ""
        words = self.parsed.words(start, end)
        if re.search(
            r"\bwe (?:strongly )?(?:urge|call on|ask|demand|expect from)\b", words, re.IGNORECASE
        ):
            match = next(
                (
                    i
                    for i in range(start, end)
                    if self.doc[i].lower_ in {"urge", "on", "ask", "from"}
                ),
                None,
            )
            if match is not None:
                names = self._at(match + 1, min(end, match + 6))
                return Doer(names) if names else None
        if verb in {"ask", "request", "demand"} and self.resolver.parties:
            others = tuple(n for n in self.resolver.parties if n not in item.who.names)
            if len(others) == 1 and self._deed(start, end):
                return Doer(others)
        source = re.search(r"\bfrom\b", words)
        if (
            source
            and item.statement.act is Act.DEMAND
            and verb in {"demand", "request", "ask", "seek", "call"}
        ):
            place = next(i for i in range(start, end) if self.doc[i].lower_ == "from")
            near = self.resolver.names.at.get(place + 1) or self.resolver.names.at.get(place + 2)
            if near is not None and near.kind in {"state", "body", "person"}:
                return Doer((self.resolver.names.name(near),))
        need = next(
            (
                t.i
                for t in self.doc[start:end]
                if t.lower_ in {"need", "needs", "needed"} and t.tag_.startswith("VB")
            ),
            None,
        )
        if need is not None:
            for i in range(need + 1, min(end, need + 7)):
                mention = self.resolver.names.at.get(i)
                if mention is None or self.resolver.names.name(mention) in self._side(item):
                    continue
                if mention.kind in {"state", "body", "place"}:
                    return Doer((self.resolver.names.name(mention),))
        return None

    def _deed(self, start: int, end: int) -> bool:
        """Whether words name something that is done: aid, a truce, a withdrawal …"""
        return self._kind(self.parsed.words(start, end)) is not CommitmentKind.OTHER

    def _inside(self, item: Said, start: int, end: int) -> Iterator[Commitment]:
        """A promise or demand in a clause of a content whose act is another."""
        for token in self.doc[start:end]:
            if token.tag_ != "MD" or token.head.i == token.i:
                continue
            verb = token.head
            subject = subject_of(verb)
            if subject is None or not start <= subject.i < end:
                continue
            demanded = token.lower_ in {"must", "should"}
            if not demanded and token.lower_ not in {"will", "'ll", "’ll"}:
                continue
            if demanded and subject.lower_ in OURS:
                continue
            names = self._names(subject, item)
            ours = subject.lower_ in OURS and not demanded
            if not names:
                found = self._sides(start, end) if demanded else None
                names = found.names if found else ()
            first = max(start, verb.left_edge.i)
            last = min(end, verb.right_edge.i + 1)
            if not names or first >= last or not (ours or self._deed(first, last)):
                continue
            standing = Standing.DEMANDED if demanded else Standing.PROMISED
            yield self._commitment(item, names, standing, *self._trimmed(first, last))

    def _needed(self, item: Said, start: int, end: int) -> Iterator[Commitment]:
        """What a content says there is need for somebody to do: "the need for X to announce …"."""
        for i in range(start, end - 3):
            if self.doc[i].lower_ not in {"need", "necessity"} or self.doc[i + 1].lower_ != "for":
                continue
            to = self._to(i + 2, end)
            names = self._at(i + 2, to) if to is not None and to - i < 12 else ()
            if names:
                yield self._commitment(item, names, Standing.DEMANDED, *self._trimmed(i, end))

    def _owned(self, item: Said, start: int, end: int) -> Iterator[Commitment]:
        """Whose commitment or readiness a content speaks of: "the U.S. commitment to …"."""
        for token in self.doc[start:end]:
            standing = OWNED.get(token.lower_)
            if (
                standing is None
                or token.i + 1 >= end
                or self.doc[token.i + 1].lower_ not in {"to", "for", "of", "by"}
            ):
                continue
            if token.lower_ in {"work", "efforts"} and not self._deed(token.i + 1, end):
                continue
            names, first = self._holder(item, token, start)
            if names and token.i + 2 < end:
                yield self._commitment(
                    item, names, standing, *self._trimmed(max(first, start), end)
                )

    def _intended(self, item: Said, start: int, end: int) -> Iterator[Commitment]:
        """What a content says somebody intends or works to do: "X intends to provide …"."""
        for token in self.doc[start:end]:
            if token.lower_ not in {
                "intends",
                "intend",
                "plans",
                "pledges",
                "working",
            } or not token.tag_.startswith("VB"):
                continue
            subject = subject_of(token)
            to = self._to(token.i + 1, min(end, token.i + 8))
            if (
                subject is None
                or not start <= subject.i < token.i
                or to is None
                or not self._deed(to, end)
            ):
                continue
            names = self._names(subject, item)
            if names:
                yield self._commitment(
                    item,
                    names,
                    Standing.PROMISED,
                    *self._trimmed(max(start, subject.left_edge.i), end),
                )

    def _holder(self, item: Said, token: Token, start: int) -> tuple[tuple[str, ...], int]:
        """Who holds a commitment: its possessor, the state before it, or who is behind "of"."""
        if self.doc[token.i + 1].lower_ in {"of", "by"}:
            near = self.resolver.names.at.get(token.i + 2) or self.resolver.names.at.get(
                token.i + 3
            )
            if near is not None and near.kind in {"state", "body"} and near.end < len(self.doc):
                return (self.resolver.names.name(near),), token.left_edge.i
            return (), start
        for i in range(token.i - 1, max(start - 1, token.i - 6), -1):
            mention = self.resolver.names.at.get(i)
            if mention is not None and mention.kind in {"state", "body", "person"}:
                return (self.resolver.names.name(mention),), mention.start
            lower = self.doc[i].lower_
            if lower in {"his", "her", "their", "its", "our"}:
                return (
                    self._side(item)
                    if token.lower_ in {"readiness", "willingness", "openness"}
                    else self._state_side(item)
                ), i
            if self.doc[i].tag_ in {"IN", "VBD", "VBZ", "TO"} or self.doc[i].text == ",":
                break
        return (), start

    def _to(self, start: int, end: int) -> int | None:
        return next(
            (
                k
                for k in range(start, end)
                if self.doc[k].lower_ == "to" and self._verb_follows(k, end)
            ),
            None,
        )

    def _trimmed(self, start: int, end: int) -> Range:
        while start < end - 1 and (
            self.doc[start].is_punct or self.doc[start].lower_ in {"that", "and", "but"}
        ):
            start += 1
        while end > start + 1 and self.doc[end - 1].is_punct:
            end -= 1
        return start, end

    # --- the text's own voice ----------------------------------------------------------------------

    def _own_voice(self) -> Iterator[Commitment]:
        """What an official text says in its own voice that somebody will do."""
        taken = {i for item in self.said for a, b in item.ranges for i in range(a, b)}
        for token in self.doc:
            bound = (
                token.lower_ == "committed"
                and self.official
                and self.doc[token.i - 1].lower_ in {"is", "are", "remain", "remains"}
            )
            if (
                not bound and (token.lower_ not in {"will", "shall"} or token.tag_ != "MD")
            ) or token.i in taken:
                continue
            if self.parsed.in_quotation(token.i) or (token.head.i == token.i and not bound):
                continue
            verb = token if bound else token.head
            subject = subject_of(verb)
            if (
                subject is None
                or subject.i > token.i
                or ("not" in auxiliaries(verb) and not self.official)
            ):
                continue
            who = self.resolver.who(subject)
            names = self.context.parties(who)
            sentence = self.parsed.sentence(token.i)
            start, end = who.start, sentence.end
            while (
                end > start
                and self.doc[end - 1].is_punct
                and self.doc[end - 1].text not in {'"', "”"}
            ):
                end -= 1
            if not names or start >= end or verb.dep_ in {"acl:relcl", "advcl"}:
                continue
            if not self.official and not self._deed(start, end):
                continue
            yield self._plain(names, Standing.PROMISED, start, end)

    def _talked_of(self) -> Iterator[Commitment]:
        """What might be done, by whom: "the possible deployment of forces by X"."""
        for token in self.doc:
            if self.parsed.in_quotation(token.i) or not token.tag_.startswith("NN"):
                continue
            if not TALKED_OF.fullmatch(token.text):
                continue
            own = {c.lower_ for c in token.children if c.i < token.i}
            if own & {"possible", "potential", "proposed"}:
                by = next(
                    (
                        c
                        for c in token.children
                        if c.dep_ in {"nmod", "obl", "obl:agent"} and case(c) == "by"
                    ),
                    None,
                )
                by = by or self._by_behind(token)
                if by is None:
                    continue
                names = self.resolver.who(by).names
                stop = by.right_edge.i + 1 if by.right_edge.i - by.i < 8 else by.i + 1
                if stop < len(self.doc) and self.doc[stop].is_quote:
                    stop += 1
                if names:
                    yield self._plain(names, Standing.DISCUSSED, self._article(token), stop)
            else:
                yield from self._can_offer(token)

    def _can_offer(self, token: Token) -> Iterator[Commitment]:
        """ "security guarantees Europe can offer Ukraine"."""
        for modal in self.doc[token.i + 1 : token.i + 5]:
            if modal.lower_ not in {"can", "could", "might", "may"} or modal.i - token.i < 2:
                continue
            mention = self.resolver.names.at.get(modal.i - 1)
            following = self.doc[modal.i + 1].lower_ if modal.i + 1 < len(self.doc) else ""
            if (
                mention is None
                or mention.start != token.i + 1
                or following not in {"offer", "give", "provide"}
            ):
                continue
            end = modal.i + 2
            near = self.resolver.names.at.get(end)
            end = near.end if near else end
            yield self._plain(
                (self.resolver.names.name(mention),), Standing.DISCUSSED, self._article(token), end
            )

    def _article(self, token: Token) -> int:
        start = token.i
        while (
            start > 0
            and self.doc[start - 1].tag_.startswith(("NN", "JJ", "DT"))
            and not self.doc[start].is_sent_start
        ):
            start -= 1
        return start

    def _by_behind(self, token: Token) -> Token | None:
        for i in range(token.i + 1, min(token.i + 8, len(self.doc))):
            if self.doc[i].lower_ == "by":
                return next(
                    (
                        t
                        for t in self.doc[i + 1 : i + 10]
                        if t.tag_.startswith("NN") and case(t) == "by"
                    ),
                    None,
                )
        return None

    # --- one commitment ------------------------------------------------------------------------------

    def _plain(
        self, names: tuple[str, ...], standing: Standing, start: int, end: int
    ) -> Commitment:
        return self._built(names, standing, start, end, start, end)

    def _commitment(
        self, item: Said, names: tuple[str, ...], standing: Standing, start: int, end: int
    ) -> Commitment:
        first = start
        joined = (
            item.cue is not None
            and item.cue.frame in {"verb", "noun", "light"}
            and not item.cue.passive
        )
        if joined and standing is Standing.AGREED and item.cue and item.cue.mention:
            mention = item.cue.mention
            if mention[0] < item.cue.start < start and start - mention[0] < 14:
                first = mention[0]
        if item.cue is not None and item.cue.passive and start < item.cue.start:
            end = max(end, item.cue.mention[1] if item.cue.mention else item.cue.end)
            end = self._with_terms(end)
        return self._built(names, standing, first, end, start, end)

    def _with_terms(self, end: int) -> int:
        """A few words behind "offered by X" that give its terms: "without preconditions"."""
        sentence = self.parsed.sentence(end - 1)
        for stop in range(min(end + 5, sentence.end), end, -1):
            if UNCONDITIONAL.fullmatch(self.parsed.words(end, stop).strip("\"'“”")):
                return stop
        return end

    def _built(
        self,
        names: tuple[str, ...],
        standing: Standing,
        first: int,
        last: int,
        start: int,
        end: int,
    ) -> Commitment:
        span = self.parsed.span(first, last)
        words = self.parsed.words(start, end)
        since, until = self._term(span)
        return Commitment(
            by=names,
            to=self._beneficiaries(start, end, names),
            kind=self._kind(words),
            standing=standing,
            amounts=tuple(s.amount for s in sums(self.parsed.document.text, span.start, span.end)),
            conditions=self._conditions(span, last),
            since=since,
            until=until,
            text=span,
        )

    def _kind(self, words: str) -> CommitmentKind:
        early = None
        for kind, pattern in commitment_kinds():
            match = pattern.search(words)
            if match and (early is None or match.start() + 25 < early[0]):
                early = (match.start(), kind)
        return early[1] if early else CommitmentKind.OTHER

    def _beneficiaries(self, start: int, end: int, by: tuple[str, ...]) -> tuple[str, ...]:
        names = []
        for i in range(start + 1, end):
            mention = self.resolver.names.at.get(i)
            if (
                mention is None
                or mention.start != i
                or mention.role not in {"name", "capital"}
                or mention.kind == "place"
            ):
                continue
            before = self.doc[i - 1].lower_
            if before == "the" and i >= 2:
                before = self.doc[i - 2].lower_
            if before in {"for", "to", "helping", "supporting", "support"}:
                names.append(self.resolver.names.name(mention))
        return tuple(name for name in dict.fromkeys(names) if name not in by)

    def _conditions(self, span: Span, last: int) -> tuple[Span, ...]:
        """What a commitment depends on, in its own span or right behind it."""
        text = self.parsed.document.text
        sentence = self.parsed.sentence(last - 1)
        stop = self.parsed.ends[sentence.end - 1]
        found = []
        for match in UNCONDITIONAL.finditer(text, span.start, min(stop, span.end + 30)):
            found.append(Span(text, match.start(), match.end()))
        for match in CONDITION.finditer(text, span.start, stop):
            end = re.compile(r"[,;.”\"]|$").search(text, match.end(), stop)
            edge = end.start() if end else stop
            if edge > match.end():
                found.append(Span(text, match.end(), edge))
        return tuple(found)

    def _term(self, span: Span) -> tuple[str | None, str | None]:
        """First and last day of a commitment's term, where "from" and "until" say so."""
        text = self.parsed.document.text
        since = until = None
        for time in self.times:
            if not span.start <= time.start < span.end:
                continue
            before = text[max(span.start, time.start - 12) : time.end].lower()
            if re.search(r"\b(?:from|since|starting(?: on)?|beginning(?: on)?)\s+\w*", before):
                since = since or time.day
            elif re.search(r"\b(?:until|till|by|through)\b", before):
                until = until or time.day
        return since, until


def _directs(item: Said) -> bool:
    return (
        item.cue is not None
        and item.cue.entry is not None
        and item.cue.entry.verb in {"instruct", "order", "direct", "task"}
    )


def _distinct(found: list[Commitment]) -> list[Commitment]:
    """Each commitment once: those of one doer and kind in one place are joined, furthest standing first."""
    out: list[Commitment] = []
    for item in found:
        twin = next((i for i, other in enumerate(out) if _same(other, item)), None)
        if twin is None:
            out.append(item)
        elif RANK.index(item.standing) < RANK.index(out[twin].standing):
            out[twin] = replace(item, to=item.to or out[twin].to)
    return out


def _same(a: Commitment, b: Commitment) -> bool:
    if a.by != b.by or a.kind is not b.kind:
        return False
    return a.text.overlaps(b.text) or a.text.text == b.text.text


def find_commitments(context: Context) -> list[Commitment]:
    """The commitments of a text, in the order of their spans."""
    return CommitmentFinder(context).find()
