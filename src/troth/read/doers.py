"""Doers: who would do what a statement promises, offers, demands or agrees."""

from spacy.tokens import Token

from troth.model import Act, CommitmentKind
from troth.read.asked import MUST, asked
from troth.read.clauses import auxiliaries, subject_of
from troth.read.lexicon import force_words, group, pattern
from troth.read.measures import enacted
from troth.read.money import sums
from troth.read.passages import RELATIVES, Passage, is_for_people
from troth.read.referents import OURS, SINGULAR, THING
from troth.read.terms import kind_of

Names = tuple[str, ...]

WILL = frozenset({"will", "'ll", "’ll", "would", "shall", "can", "could"})

PLEDGING = WILL - {"can", "could", "would"}

STATE_MATTERS = frozenset(
    {
        CommitmentKind.AID,
        CommitmentKind.SANCTIONS,
        CommitmentKind.SANCTIONS_RELIEF,
        CommitmentKind.DEPLOYMENT,
    }
)
"""Kinds that a state does even when a person announces them."""

SUPPORTING = frozenset({"support", "backing"})

HOPE_REACH = 4
"""Tokens of a content among which it says that it is hoped."""

DEAL_REACH = 14
"""Words of a noun phrase among which it names the deed."""


def act_in(passage: Passage) -> Act:
    """What a statement does as far as somebody is bound by it.

    Asking for a thing is a demand; voting or threatening to do one binds.
    """
    act, told = passage.item.statement.act, passage.item.statement.cue
    infinitive = passage.opening() == "infinitive"
    if passage.cue == "ask" and told is not None and told.text.lower().endswith(" for"):
        return Act.DEMAND
    if passage.cue == "vote" and infinitive:
        return Act.PROMISE
    threatened = act is Act.THREATEN and infinitive and passage.is_deed()
    return Act.PROMISE if threatened else act


def doers_of(passage: Passage) -> Names:
    """Who would do what a statement is about; empty for nobody in particular."""
    invited = passage.cue == "invite" and passage.to(passage.start, passage.end) is not None
    if invited or _directs(passage):
        return (_ordered(passage) if not invited else ()) or passage.speakers
    if _is_state_of_mind(passage) or passage.doc[passage.start].lower_ in {"any", "no"}:
        return ()
    if _only_endorses(passage) or _is_possible(passage):
        return ()
    return _holder(passage) or _doers(passage, act_in(passage))


def _doers(passage: Passage, act: Act) -> Names:
    """Who would do what an act is about: who is asked, who refuses, or who is bound."""
    if act is Act.DEMAND:
        return asked(passage)
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
    told = pattern("deal").search(early) or sums(early) or passage.cue in group("vowing_verbs")
    return (_owner(passage) or passage.speakers) if told else ()


def _directs(passage: Passage) -> bool:
    """Whether somebody orders his own side to do something, or a deed to be done."""
    told = passage.to(passage.start, passage.end) is not None or passage.is_deed()
    force = any(t.lower_ in force_words("n") for t in passage.tokens)
    own = told or (passage.item.statement.act is Act.PROMISE and not force)
    return passage.cue in group("directing_verbs") and own


def _ordered(passage: Passage) -> Names:
    """Who is to do what somebody orders: "ordered checks by the coast guard"."""
    if passage.to(passage.start, passage.end) is not None:
        return ()
    by = next((t.i for t in passage.tokens if t.lower_ == "by" and t.dep_ == "case"), None)
    return passage.parties_in(by + 1, passage.end, only_people=True) if by is not None else ()


def _only_endorses(passage: Passage) -> bool:
    """Whether somebody only voices support for what others do: "reiterated its support for"."""
    cue, told = passage.item.cue, passage.item.statement.cue
    voiced = cue is not None and cue.frame in {"light", "noun"} and told is not None
    by_noun = voiced and told is not None and told.text.lower().split()[-1] in SUPPORTING
    opening = {token.lower_ for token in passage.doc[passage.start : passage.start + 4]}
    by_content = passage.item.statement.act is Act.AGREE and bool(opening & SUPPORTING)
    return by_noun or (by_content and passage.opening() == "phrase")


def _is_possible(passage: Passage) -> bool:
    """Whether a content only says what something could be: "it could be anybody"."""
    verb = passage.main_verb()
    if verb is None or act_in(passage) is not Act.OFFER:
        return False
    subject, copula = subject_of(verb), any(c.dep_ == "cop" for c in verb.children)
    other = subject is not None and subject.lower_ in SINGULAR | THING
    return copula and other and bool(auxiliaries(verb) & {"can", "could", "might", "may"})


def _is_state_of_mind(passage: Passage) -> bool:
    """Whether a content only tells what somebody will think or feel: "we will never forget"."""
    verb = passage.main_verb()
    minded = verb is not None and verb.lower_ in group("minding_verbs")
    return minded or is_hoped(passage)


def is_hoped(passage: Passage) -> bool:
    """Whether a content opens with words of hope: "hopefully, we are going to …"."""
    first = min(passage.start + HOPE_REACH, passage.end)
    return pattern("hoping").search(passage.context.parsed.words(passage.start, first)) is not None


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
        told = committed or words & (WILL | MUST)
        if not told or subject.lower_ in group("agreed_nouns"):
            return ()
        return passage.parties_of(subject) if _can_act(passage, subject) else passage.speakers
    if passage.cue in group("pledging_verbs") and verb.lower_ in group("receiving_words"):
        return passage.speakers
    if subject.lower_ not in OURS and binds_speaker(passage):
        return passage.speakers
    able = WILL if act is Act.OFFER else WILL - {"can", "could"}
    deed = passage.is_deed() and (verb.tag_ != "VBD" or passage.cue in group("pledging_verbs"))
    bound = words & able or deed or pattern("intends").search(passage.words) or enacted(verb)
    return passage.parties_of(subject) if bound else ()


def _can_act(passage: Passage, subject: Token) -> bool:
    """Whether a subject is somebody who can do something, and no thing: "ships should sail"."""
    mention = passage.context.mention(subject.i)
    named = mention is not None and mention.kind != "place"
    pronoun = subject.tag_ in {"PRP", "DT", "WP"}
    return named or pronoun or is_for_people(subject.lower_)


def binds_speaker(passage: Passage) -> bool:
    """Whether a content binds its speaker somewhere: "we will", "I have ordered X to"."""
    if is_hoped(passage):
        return False
    for token in passage.tokens:
        verb = token.head
        if token.lower_ not in OURS or token.dep_ != "nsubj" or verb.dep_ in RELATIVES:
            continue
        if verb.lower_ in group("minding_verbs") or auxiliaries(verb) & {"if", "not", "n't", "n’t"}:
            continue
        words = passage.context.parsed.words(token.i, min(verb.i + 2, passage.end))
        ordered = (
            verb.lower_ in group("ordered_words") and passage.to(verb.i, passage.end) is not None
        )
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
