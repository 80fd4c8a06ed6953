"""Undertakings: nouns that tell what somebody is bound to, ready for or at work on.

"Norway's commitment to …", "the efforts by Norway and its allies to …", "the steps we are taking".
"""

from collections.abc import Iterator

from spacy.tokens import Token

from troth.model import Standing
from troth.read.announcements import is_official
from troth.read.clauses import case, dependents, phrase, subject_of, verb_of
from troth.read.context import Context
from troth.read.lexicon import group, verb_forms, words
from troth.read.passages import Passage
from troth.read.pledges import Pledge, passages
from troth.read.referents import OURS, PLURAL, SINGULAR, THING
from troth.read.terms import is_deed

Names = tuple[str, ...]

STANDINGS = {
    "binding_nouns": Standing.PROMISED,
    "ready_nouns": Standing.OFFERED,
    "working_nouns": Standing.PROMISED,
    "giving_nouns": Standing.PROMISED,
    "signing_nouns": Standing.AGREED,
    "pact_nouns": Standing.AGREED,
}
"""The groups of nouns, and how far what they tell stands."""

COMPLEMENTS = frozenset({"to", "for", "of", "in", "on", "by", "among", "with"})
OWNERS = frozenset({"state", "body", "person"})
BEHIND = ("by", "of", "among", "from", "between")
PRONOUNS = SINGULAR | PLURAL | THING | OURS
GOING_ON = frozenset({"VBG", "VBP", "VBZ", "VB"})


def undertakings(context: Context) -> Iterator[Pledge]:
    """What the nouns of a text say that somebody undertakes."""
    found: set[int] = set()
    for token in context.doc:
        standing = None if _inside(token, found) else _standing(token)
        if standing is not None and _is_endorsing(token):
            found.add(token.i)
            continue
        if standing is None or context.in_headline(token) or _is_void(token):
            continue
        names, first = _owner(context, token)
        names, first = (names, first) if names else _relative(context, token)
        names, first = (names, first) if names else _mutual(context, token)
        names, first = (names, first) if names else _voiced(context, token)
        if names and _tells(context, token, names):
            found.add(token.i)
            end = _end(context, token)
            general = token.lower_ in group("giving_nouns") and not _has_verb(token)
            yield Pledge(names, standing, first, end, general=general)


def _inside(token: Token, found: set[int]) -> bool:
    """Whether a noun only belongs to what an undertaking is for, and is none joined to it."""
    head = token
    while head.head.i != head.i and head.dep_ != "conj":
        head = head.head
        if head.i in found:
            return True
    return False


def _has_verb(noun: Token) -> bool:
    """Whether a noun's phrase goes on to what is done: "support to rebuild"."""
    return any(child.dep_ in {"acl", "acl:relcl"} for child in noun.children)


def _standing(token: Token) -> Standing | None:
    """The standing that a noun gives to what its phrase tells; None for other words."""
    if not token.tag_.startswith("NN") or token.dep_ == "compound":
        return None
    return next((s for name, s in STANDINGS.items() if token.lower_ in group(name)), None)


def _is_void(token: Token) -> bool:
    """Whether an undertaking is denied, asked for, over, or none of a doer's: "no plans"."""
    own = {child.lower_ for child in token.children if child.i < token.i}
    verb = verb_of(token)
    lost = verb is not None and verb.lower_ in group("void_verbs")
    thanked = case(token) == "for" and token.head.lower_ in group("thanks")
    void = bool(own & {"no", "any", "without", "former"}) or lost or thanked
    return void or _is_matter(token)


def _is_endorsing(token: Token) -> bool:
    """Whether a noun only tells that somebody is for a plan, a process or a deal of others."""
    if token.lower_ not in group("giving_nouns"):
        return False
    return any(
        head.lower_ in group("endorsed_nouns") for head in dependents(token, "for", "to", "in")
    )


def _is_matter(token: Token) -> bool:
    """Whether an undertaking is only talked about, or told as what led to something past."""
    verb = token.head
    if not verb.tag_.startswith("VB"):
        return False
    topic = token.dep_ == "obj" and verb.lower_ in group("topic_verbs")
    cause = token.dep_ == "nsubj" and verb.tag_ == "VBD" and verb.dep_ != "acl:relcl"
    return cause or (topic and token.lower_ in group("giving_nouns"))


def _tells(context: Context, token: Token, names: Names) -> bool:
    """Whether a noun's phrase tells what is undertaken, and that is more than a liking."""
    start, end = token.i + 1, _end(context, token)
    if token.lower_ in group("signing_nouns"):
        return any(head.lower_ in group("agreed_nouns") for head in dependents(token, "of"))
    if token.lower_ in group("pact_nouns"):
        return _binds(context, token, names)
    if start >= end or context.doc[start].lower_ == "under":
        return False
    deed = is_deed(context, start, end)
    if token.lower_ in group("effort_nouns"):
        return deed and not _is_alone(context, names)
    planned = token.lower_ in group("working_nouns") and _has_verb(token)
    bound = planned or token.lower_ in group("binding_nouns") | group("ready_nouns")
    return bound or deed or _for_party(context, start, end, names)


def _is_alone(context: Context, names: Names) -> bool:
    """Whether the only doer is a person, whose efforts are his own and bind nobody."""
    people = {actor.name for actor in context.resolver.names.actors if actor.kind == "person"}
    return len(names) == 1 and names[0] in people


def _binds(context: Context, token: Token, names: Names) -> bool:
    """Whether an agreement's phrase tells what its parties are to do: "X-Y agreement on aid"."""
    cited = case(token) in {"under", "since", "of", "in", "per", "for", "with", "to"}
    heads = dependents(token, "on", "regarding", "about")
    told = any(is_deed(context, h.left_edge.i, h.right_edge.i + 1) for h in heads)
    return (told or any(_deeds(token))) and not cited and bool(names)


def _deeds(noun: Token) -> Iterator[Token]:
    """What a noun's phrase says is to be done: "to exchange", "on unlocking"."""
    return (
        c for c in noun.children if c.dep_ == "acl" and c.tag_ in {"VB", "VBG"} and c.i > noun.i
    )


def _for_party(context: Context, start: int, end: int, names: Names) -> bool:
    """Whether a party other than the doer is named as the one who benefits."""
    found = (context.mention(i) for i in range(start, min(end, start + 5)))
    return any(
        m is not None and m.kind in {"state", "body"} and context.name(m) not in names
        for m in found
    )


def _end(context: Context, token: Token) -> int:
    """End of a noun's phrase in its sentence, what is said to be done in a clause included."""
    end = phrase(context.parsed, token)[1]
    for child in token.children:
        if child.i > token.i and child.dep_ in {"acl", "acl:relcl"}:
            end = max(end, child.right_edge.i + 1)
    if token.dep_ == "nsubj:pass":
        deeds = (c for c in token.head.children if c.dep_ in {"xcomp", "advcl", "acl"})
        end = max([end, *(c.right_edge.i + 1 for c in deeds if c.i > token.head.i)])
    end = min(end, context.parsed.sentence(token.i).end)
    while end > token.i + 1 and context.doc[end - 1].is_punct:
        end -= 1
    return end


# --- whose it is ---------------------------------------------------------------------------------


def _owner(context: Context, token: Token) -> tuple[Names, int]:
    """Whose a noun is, and the first token that tells it."""
    for child in token.children:
        if child.dep_ == "nmod:poss" and child.i < token.i:
            himself = token.lower_ in group("ready_nouns") | group("personal_nouns")
            return _possessor(context, child, himself=himself), child.left_edge.i
    for i in range(token.left_edge.i, token.i):
        mention = context.mention(i)
        if mention is not None and mention.kind in {"state", "body"}:
            if i and context.doc[i - 1].tag_ in {"IN", "TO"}:
                break
            joined = token.lower_ in group("pact_nouns") and context.doc[i + 1].text in {"-", "–"}
            names = context.states(i, token.i) if joined else [context.name(mention)]
            return tuple(dict.fromkeys(names)), mention.start
    behind = _behind(context, token)
    given = token.lower_ in group("giving_nouns")
    if behind is not None and (not given or case(behind) == "by"):
        return _named(context, behind), phrase(context.parsed, token)[0]
    if token.dep_ == "conj" and _standing(token.head) is not None:
        return _owner(context, token.head)[0], token.left_edge.i
    return (), token.i


def _behind(context: Context, token: Token) -> Token | None:
    """The doer behind a noun: the name right behind "by" or "of", else as the parse hangs it."""
    following = context.doc[token.i + 1 : token.i + 3]
    if len(following) == 2 and following[0].lower_ in BEHIND:
        after = following[1].i + (following[1].lower_ == "the")
        mention = context.mention(after)
        if mention is not None and mention.kind in OWNERS:
            return context.doc[mention.start : mention.end].root
    return next((c for c in dependents(token, *BEHIND) if c.i > token.i), None)


def _named(context: Context, head: Token) -> Names:
    """Who a phrase means, without what its noun is for: "the commitment of X to …"."""
    heads = [head, *(child for child in head.children if child.dep_ == "conj")]
    names: list[str] = []
    for one in heads:
        mention = context.mention(one.i)
        own = mention is not None and mention.kind in OWNERS
        names += [context.name(mention)] if own and mention else context.parties_at(one)
    return tuple(dict.fromkeys(names))


def _possessor(context: Context, owner: Token, *, himself: bool = False) -> Names:
    """Who a possessor means; for "our" in a content its speaker, for a leader his state."""
    if owner.lower_ in group("home_nouns"):
        owners = [c for c in owner.children if c.dep_ == "nmod:poss" and c.lower_ in PRONOUNS]
        return context.homes(context.parties_at(owners[0])) if owners else _named(context, owner)
    if owner.lower_ not in PRONOUNS:
        return _named(context, owner)
    passage = _passage_at(context, owner.i)
    if passage is not None and owner.lower_ in OURS:
        return passage.home()
    if owner.lower_ in OURS:
        return issuer(context)
    who = context.resolver.who(owner)
    single = who.kind == "person" and len(who.names) == 1 and not himself
    return context.homes(who.names) if single else context.parties(who)


def issuer(context: Context) -> Names:
    """Whose official text it is: that of the side of the first one whom its headline names."""
    if not is_official(context):
        return ()
    for mention in context.resolver.names.mentions:
        if mention.start >= context.parsed.sentences[0].end:
            break
        if mention.kind in {"person", "state"}:
            return context.homes((context.name(mention),))
    return ()


def _passage_at(context: Context, i: int) -> Passage | None:
    """The innermost content that a token stands in."""
    here = [passage for passage in passages(context) if passage.start <= i < passage.end]
    return min(here, key=lambda passage: passage.end - passage.start, default=None)


def _mutual(context: Context, token: Token) -> tuple[Names, int]:
    """The parties of a contact, for what an official text calls mutual or says was expressed."""
    own = {child.lower_ for child in token.children if child.i < token.i}
    told = token.dep_ == "nsubj:pass" and token.head.lower_ in words("impersonal_passives.txt")
    parties = context.resolver.parties if token.lower_ not in group("working_nouns") else ()
    if parties and (told or own & {"mutual", "joint", "shared", "common"}):
        return tuple(parties), token.left_edge.i
    return (), token.i


def _voiced(context: Context, token: Token) -> tuple[Names, int]:
    """Who expresses his own readiness, or those whose support he conveys."""
    verb = token.head
    if token.dep_ != "obj" or not _is_voicing(verb):
        return (), token.i
    if token.lower_ in group("giving_nouns"):
        of = next(dependents(token, "of"), None)
        return (_named(context, of) if of is not None else ()), token.left_edge.i
    subject = subject_of(verb)
    own = token.lower_ in group("ready_nouns") | group("binding_nouns") and _has_verb(token)
    names = _possessor(context, subject, himself=True) if own and subject is not None else ()
    return names, token.i


def _is_voicing(verb: Token) -> bool:
    return verb.tag_.startswith("VB") and any(
        verb.lower_ in verb_forms(base) for base in group("voicing_verbs")
    )


def _relative(context: Context, token: Token) -> tuple[Names, int]:
    """Who a relative clause says does it: "the steps Norway is taking to …"."""
    if token.lower_ not in group("working_nouns"):
        return (), token.i
    for child in token.children:
        if child.dep_ != "acl:relcl" or child.tag_ not in GOING_ON:
            continue
        subject = subject_of(child)
        if subject is not None and token.i < subject.i < child.i:
            return _possessor(context, subject), token.left_edge.i
    return (), token.i
