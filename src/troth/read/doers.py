"""Doers: who would do what a statement promises, offers, demands or agrees."""

from spacy.tokens import Token

from troth.model import Act, CommitmentKind
from troth.read.clauses import auxiliaries, dependents, subject_of
from troth.read.lexicon import group, pattern
from troth.read.money import sums
from troth.read.passages import RELATIVES, Passage
from troth.read.referents import OURS
from troth.read.terms import kind_of

Names = tuple[str, ...]

MUST = frozenset({"must", "should", "need", "needs", "needed", "has", "have", "ought", "shall"})
WILL = frozenset({"will", "'ll", "’ll", "would", "shall", "can", "could"})
DIRECTING = frozenset({"instruct", "order", "direct", "task"})
"""Verbs with which somebody orders his own side."""

ORDERED = frozenset({"instructed", "ordered", "directed", "tasked"})
PLEDGING = WILL - {"can", "could", "would"}

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

NEEDED = frozenset({"for", "of", "on", "upon", "to"})
NEED_REACH = 14
"""Tokens behind a noun of need within which the deed is named."""

DEAL_REACH = 14
"""Words of a noun phrase among which it names the deed."""


def act_in(passage: Passage) -> Act:
    """What a statement does as far as somebody is bound by it.

    Asking for a thing and inviting to do one are demands; voting or threatening to do one binds.
    """
    act, told = passage.item.statement.act, passage.item.statement.cue
    infinitive = passage.opening() == "infinitive"
    if passage.cue == "ask" and told is not None and told.text.lower().endswith(" for"):
        return Act.DEMAND
    if passage.cue == "invite" and passage.to(passage.start, passage.end) is not None:
        return Act.DEMAND
    if passage.cue == "vote" and infinitive:
        return Act.PROMISE
    threatened = act is Act.THREATEN and infinitive and passage.is_deed()
    return Act.PROMISE if threatened else act


def doers_of(passage: Passage) -> Names:
    """Who would do what a statement is about; empty for nobody in particular."""
    if _directs(passage):
        return passage.speakers
    if _is_state_of_mind(passage) or passage.doc[passage.start].lower_ in {"any", "no"}:
        return ()
    return _holder(passage) or _doers(passage, act_in(passage))


def _doers(passage: Passage, act: Act) -> Names:
    """Who would do what an act is about: who is asked, who refuses, or who is bound."""
    if act is Act.DEMAND:
        return _asked(passage)
    if act is Act.REJECT:
        return _refusing(passage)
    return _promising(passage, act)


def _refusing(passage: Passage) -> Names:
    """Who will not do what he is said to refuse or reject."""
    wont = passage.cue == "refuse" and passage.opening() == "infinitive"
    refused = wont or (passage.cue in {"refuse", "reject"} and passage.is_deed())
    return passage.speakers if refused else ()


def _promising(passage: Passage, act: Act) -> Names:
    """Who is bound by what he promises, offers or agrees to."""
    beside = _agreed_with(passage) if act is Act.AGREE else ()
    if beside:
        return tuple(dict.fromkeys((*passage.speakers, *beside)))
    opening = passage.opening()
    gerund = act is Act.PROMISE and passage.doc[passage.start].tag_ == "VBG"
    if opening == "infinitive" or gerund:
        return passage.speakers
    if opening == "clause":
        return _bound(passage, act)
    early = passage.context.parsed.words(
        passage.start, min(passage.end, passage.start + DEAL_REACH)
    )
    told = pattern("deal").search(early) or sums(early)
    return (_owner(passage) or passage.speakers) if told else ()


def sides_in(passage: Passage) -> Names:
    """The states that "both sides of the A-B conflict" names."""
    names = tuple(dict.fromkeys(passage.context.states(passage.start, passage.end)))
    sides = any(token.lower_ in {"sides", "parties"} for token in passage.tokens)
    return names if sides and len(names) > 1 else ()


def _directs(passage: Passage) -> bool:
    """Whether somebody orders his own side to do something, or a deed to be done."""
    told = passage.to(passage.start, passage.end) is not None or passage.is_deed()
    return passage.cue in DIRECTING and told


def _is_state_of_mind(passage: Passage) -> bool:
    """Whether a content only tells what somebody will think or feel: "we will never forget"."""
    verb = passage.main_verb()
    return verb is not None and verb.lower_ in group("minding_verbs")


def _holder(passage: Passage) -> Names:
    """Whose readiness or commitment a speaker tells of: "confirmed X's readiness to"."""
    cue = passage.item.cue
    if cue is None or cue.frame != "light":
        return ()
    owners = (c for c in passage.doc[cue.end - 1].children if c.dep_ == "nmod:poss")
    owner = next((c for c in owners if not c.tag_.startswith("PRP")), None)
    return passage.context.parties_at(owner) if owner is not None else ()


def _agreed_with(passage: Passage) -> Names:
    """With whom somebody agrees to do what: "agreed with X to …"."""
    before = passage.doc[passage.start - 1].lower_ if passage.start else ""
    to = passage.to(passage.start, passage.end)
    if before != "with" or to is None or to == passage.start:
        return ()
    return passage.parties_in(passage.start, to)


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
    if subject.lower_ not in OURS and binds_speaker(passage):
        return passage.speakers
    able = WILL if act is Act.OFFER else WILL - {"can", "could"}
    bound = words & able or passage.is_deed() or pattern("intends").search(passage.words)
    return passage.parties_of(subject) if bound else ()


def binds_speaker(passage: Passage) -> bool:
    """Whether a content binds its speaker somewhere: "we will", "I have ordered X to"."""
    for token in passage.tokens:
        verb = token.head
        if token.lower_ not in OURS or token.dep_ != "nsubj" or verb.dep_ in RELATIVES:
            continue
        if verb.lower_ in group("minding_verbs") or auxiliaries(verb) & {"if", "not", "n't", "n’t"}:
            continue
        words = passage.context.parsed.words(token.i, min(verb.i + 2, passage.end))
        ordered = verb.lower_ in ORDERED and passage.to(verb.i, passage.end) is not None
        if ordered or auxiliaries(verb) & PLEDGING or pattern("intends").search(words):
            return True
    return False


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
    told = _in_nouns(passage)
    if told:
        return told
    to = passage.to(passage.start, passage.end)
    must = next((token for token in passage.tokens if _obliges(token)), None)
    if must is not None and (to is None or must.i < to):
        return _obliged(passage, must)
    cue = passage.item.cue
    frames = cue.entry.frames if cue is not None and cue.entry is not None else frozenset()
    before_to = bool(frames & {"O", "C"}) or passage.cue in {"call", "appeal"}
    if before_to and to is not None and to > passage.start:
        if _suffers(passage, to):
            return _agent(passage, to)
        words = passage.item.statement.cue
        for_it = words is not None and words.text.lower().endswith(" for")
        found = passage.parties_in(passage.start, to, only_people=for_it)
        if found or not for_it:
            return found
    verb = passage.main_verb()
    if verb is not None and verb.tag_ in {"VB", "VBP"} and passage.cue in ASKING:
        subject = subject_of(verb)
        inside = subject is not None and passage.holds(subject)
        return passage.parties_of(subject) if inside and subject is not None else ()
    return _addressed(passage)


def sought(passage: Passage) -> tuple[Names, int]:
    """Whom nouns of need name, and where they stand: "the need for X to …"."""
    doc = passage.doc
    for i in range(passage.start, passage.end - 3):
        if doc[i].lower_ not in group("need_nouns") or doc[i + 1].lower_ not in NEEDED:
            continue
        deed = passage.to(i + 2, passage.end) or _gerund(passage, i + 2)
        if deed is None or deed - i > NEED_REACH or _suffers(passage, deed):
            continue
        names = passage.parties_in(i + 2, deed, only_people=True)
        if names:
            return names, i
    return (), passage.start


def _gerund(passage: Passage, start: int) -> int | None:
    """The gerund that has a doer of its own before it: "of X allowing …"."""
    for token in passage.doc[start + 1 : min(passage.end, start + NEED_REACH)]:
        if token.tag_ == "VBG" and token.nbor(-1).tag_.startswith(("NN", "PRP", "POS")):
            return token.i
    return None


def _in_nouns(passage: Passage) -> Names:
    """A doer told by nouns: of whom a withdrawal is sought, or who holds those to be released."""
    names, _ = sought(passage)
    if names:
        return names
    for token in passage.tokens:
        if token.lower_ in group("captive_words") and token.tag_ == "VBN":
            by = next(dependents(token, "by"), None)
            if by is not None:
                return passage.parties_of(by)
        if token.lower_ in group("own_deeds") and token.tag_.startswith("NN"):
            owner = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
            owner = owner or next(dependents(token, "of", "by"), None)
            if owner is not None and (names := _possessed(passage, owner)):
                return names
    return ()


def _possessed(passage: Passage, owner: Token) -> Names:
    """The party that a phrase names, or whose forces it names."""
    states = passage.context.states(owner.left_edge.i, owner.i + 1)
    return (states[0],) if states else passage.context.parties_at(owner)


def _suffers(passage: Passage, to: int) -> bool:
    """Whether the deed behind "to" is done to its subject: "for the killers to be tried"."""
    following = passage.doc[to + 1 : min(to + 5, passage.end)]
    return (
        bool(len(following))
        and following[0].lower_ == "be"
        and any(token.tag_ == "VBN" for token in following)
    )


def _agent(passage: Passage, to: int) -> Names:
    """Who a deed told in the passive would be done by, where the text tells."""
    by = next((t.i for t in passage.doc[to : passage.end] if t.lower_ == "by"), None)
    return passage.parties_in(by + 1, passage.end) if by is not None else ()


def _obliges(token: Token) -> bool:
    """Whether a word puts its subject under a duty: "must", "needs to"."""
    if token.lower_ not in MUST or token.tag_ not in {"MD", "VBZ", "VBP", "VBD"}:
        return False
    last = token.i + 1 >= len(token.doc)
    return token.tag_ == "MD" or (not last and token.nbor(1).lower_ == "to")


def _obliged(passage: Passage, must: Token) -> Names:
    """Whom a word of duty obliges; nobody when it is the speaker's own side."""
    verb = must.head if must.tag_ == "MD" else must
    if any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in verb.children):
        return next((passage.parties_of(by) for by in dependents(verb, "by")), ())
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
    asked = _we_ask(passage)
    if asked is not None:
        return passage.parties_in(asked, min(passage.end, asked + 6))
    return _other_party(passage) or _source(passage) or _needed(passage)


def _we_ask(passage: Passage) -> int | None:
    """The first token behind "we urge", "I count on" or the like; None without such words."""
    for token in passage.tokens:
        if token.lower_ not in group("asking_verbs") or not token.tag_.startswith("VB"):
            continue
        subject = subject_of(token)
        if subject is None or subject.lower_ not in OURS:
            continue
        after = token.i + 1
        return after + (passage.doc[after].lower_ in {"on", "from", "upon"})
    return None


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
