"""Doers: who would do what a statement promises, offers, demands or agrees."""

import re

from spacy.tokens import Token

from troth.model import Act, CommitmentKind
from troth.read.clauses import auxiliaries, subject_of
from troth.read.lexicon import pattern
from troth.read.passages import Passage
from troth.read.referents import OURS
from troth.read.terms import kind_of

Names = tuple[str, ...]

MUST = frozenset({"must", "should", "need", "needs", "needed", "has", "have", "ought", "shall"})
WILL = frozenset({"will", "'ll", "’ll", "would", "shall", "can", "could"})
DIRECTING = frozenset({"instruct", "order", "direct", "task"})
"""Verbs with which somebody orders his own side."""

ASKING = frozenset({"recommend", "demand", "ask", "request", "propose", "insist"})
"""Verbs that take a demand in a bare clause: "demanded that X withdraw"."""

SEEKING = frozenset({"demand", "request", "ask", "seek", "call"})
"""Verbs that ask for something from somebody."""

STATE_MATTERS = frozenset(
    {
        CommitmentKind.AID,
        CommitmentKind.SANCTIONS,
        CommitmentKind.SANCTIONS_RELIEF,
        CommitmentKind.DEPLOYMENT,
    }
)
"""Kinds that a state does even when a person announces them."""

WE_ASK = re.compile(r"\bwe (?:strongly )?(?:urge|call on|ask|demand|expect from)\b", re.IGNORECASE)
DEAL_REACH = 14
"""Words of a noun phrase among which it names the deed."""


def doers_of(passage: Passage) -> Names:
    """Who would do what a statement is about; empty for nobody in particular."""
    act = passage.item.statement.act
    if _directs(passage):
        return passage.speakers
    if act is Act.DEMAND:
        return _asked(passage)
    if act is Act.REJECT:
        refused = passage.cue in {"refuse", "reject"} and passage.is_deed()
        return passage.speakers if refused else ()
    opening = passage.opening()
    gerund = act is Act.PROMISE and passage.doc[passage.start].tag_ == "VBG"
    if opening == "infinitive" or gerund:
        return passage.speakers
    if opening == "clause":
        return _bound(passage, act)
    early = passage.context.parsed.words(
        passage.start, min(passage.end, passage.start + DEAL_REACH)
    )
    return (_owner(passage) or passage.speakers) if pattern("deal").search(early) else ()


def sides_in(passage: Passage) -> Names:
    """The states that "both sides of the A-B conflict" names."""
    names = tuple(dict.fromkeys(passage.context.states(passage.start, passage.end)))
    sides = any(token.lower_ in {"sides", "parties"} for token in passage.tokens)
    return names if sides and len(names) > 1 else ()


def _directs(passage: Passage) -> bool:
    return passage.cue in DIRECTING


def _bound(passage: Passage, act: Act) -> Names:
    """The subject of a clause that says somebody will do it, or that a deed is done."""
    verb = passage.main_verb()
    subject = subject_of(verb) if verb is not None else None
    if verb is None or subject is None:
        return ()
    words = auxiliaries(verb)
    if act is Act.AGREE:
        committed = any(token.lower_ == "committed" for token in passage.tokens)
        return passage.parties_of(subject) if committed or words & (WILL | MUST) else ()
    return passage.parties_of(subject) if words & WILL or passage.is_deed() else ()


def _owner(passage: Passage) -> Names:
    """The state whose aid, plan or troops a noun phrase names: "a new French aid package"."""
    who = passage.item.who
    for i in range(passage.start, min(passage.end, passage.start + 6)):
        mention = passage.context.mention(i)
        before = passage.doc[i - 1].lower_
        if (
            mention is not None
            and mention.kind == "state"
            and before not in {"for", "to", "with", "from", "against"}
        ):
            return (passage.context.name(mention),) if len(who.names) <= 1 else ()
        if passage.doc[i].tag_ in {"IN", "TO"} and passage.doc[i].lower_ != "of":
            break
    promised = passage.item.statement.act is Act.PROMISE and len(who.names) == 1
    return passage.home() if promised and kind_of(passage.words) in STATE_MATTERS else ()


# --- who is asked --------------------------------------------------------------------------------


def _asked(passage: Passage) -> Names:
    """Who is asked to act: the subject of "must", or the party before "to"."""
    to = passage.to(passage.start, passage.end)
    must = next((token for token in passage.tokens if _obliges(token)), None)
    if must is not None and (to is None or must.i < to):
        return _obliged(passage, must)
    cue = passage.item.cue
    frames = cue.entry.frames if cue is not None and cue.entry is not None else frozenset()
    before_to = bool(frames & {"O", "C"}) or passage.cue in {"call", "appeal"}
    if before_to and to is not None and to > passage.start:
        return passage.parties_in(passage.start, to)
    verb = passage.main_verb()
    if verb is not None and verb.tag_ in {"VB", "VBP"} and passage.cue in ASKING:
        subject = subject_of(verb)
        inside = subject is not None and passage.holds(subject)
        return passage.parties_of(subject) if inside and subject is not None else ()
    return _addressed(passage)


def _obliges(token: Token) -> bool:
    """Whether a word puts its subject under a duty: "must", "needs to"."""
    if token.lower_ not in MUST or token.tag_ not in {"MD", "VBZ", "VBP", "VBD"}:
        return False
    last = token.i + 1 >= len(token.doc)
    return token.tag_ == "MD" or (not last and token.nbor(1).lower_ == "to")


def _obliged(passage: Passage, must: Token) -> Names:
    """Whom a word of duty obliges; nobody when it is the speaker's own side."""
    verb = must.head if must.tag_ == "MD" else must
    subject = subject_of(verb) or _noun_before(passage, must.i)
    if subject is not None and subject.lower_ in OURS:
        return ()
    names = passage.parties_of(subject) if subject is not None else ()
    return names or sides_in(passage)


def _noun_before(passage: Passage, i: int) -> Token | None:
    for k in range(i - 1, max(passage.start - 1, i - 8), -1):
        if passage.doc[k].tag_.startswith(("NN", "PRP")):
            return passage.doc[k]
    return None


def _addressed(passage: Passage) -> Names:
    """A doer that a demand names in passing: "asked him for …", "expect from X …"."""
    if WE_ASK.search(passage.words):
        place = _place(passage, {"urge", "on", "ask", "from"})
        if place is not None:
            return passage.parties_in(place + 1, min(passage.end, place + 6))
    return _other_party(passage) or _source(passage) or _needed(passage)


def _place(passage: Passage, words: set[str]) -> int | None:
    return next((token.i for token in passage.tokens if token.lower_ in words), None)


def _other_party(passage: Passage) -> Names:
    """The other of the two parties that a text is about, when one asks for a deed."""
    if passage.cue not in {"ask", "request", "demand"}:
        return ()
    speakers = passage.item.who.names
    others = tuple(name for name in passage.context.resolver.parties if name not in speakers)
    return others if len(others) == 1 and passage.is_deed() else ()


def _source(passage: Passage) -> Names:
    """From whom something is asked: "demanded from X …"."""
    place = _place(passage, {"from"})
    if place is None or passage.cue not in SEEKING:
        return ()
    near = passage.context.mention(place + 1) or passage.context.mention(place + 2)
    if near is None or near.kind not in {"state", "body", "person"}:
        return ()
    return (passage.context.name(near),)


def _needed(passage: Passage) -> Names:
    """Whom a speaker says that he needs: "we need X to …"."""
    need = next(
        (
            token.i
            for token in passage.tokens
            if token.lower_ in {"need", "needs", "needed"} and token.tag_.startswith("VB")
        ),
        None,
    )
    if need is None:
        return ()
    for i in range(need + 1, min(passage.end, need + 7)):
        mention = passage.context.mention(i)
        if mention is None or mention.kind not in {"state", "body", "place"}:
            continue
        name = passage.context.name(mention)
        if name not in passage.speakers:
            return (name,)
    return ()
