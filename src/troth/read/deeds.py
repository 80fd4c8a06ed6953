"""Deeds: what a verb with all that belongs to it tells of, as a PLOVER event type."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from troth.read.clauses import FUTURE, NEGATIONS, auxiliaries, case
from troth.read.event_words import LONGEST, USUAL, NounClass, VerbRow, event_nouns, event_verbs
from troth.read.lexicon import words

COMPLEMENTS = ("xcomp", "ccomp", "advcl", "csubj", "acl")
"""Clauses that a verb can govern, the more closely bound ones first."""
OWN_WORDS = frozenset({"aux", "aux:pass", "advmod", "mark", "cop"})
NAMED_DEEDS = frozenset(
    "talks mediation demand threat accusation criticism investigation support apology cooperation "
    "hostilities attack arrest deportation protest exercise withdrawal release resigning "
    "deployment expulsion suspension seizure refusal concession".split()
)
"""Classes of nouns that tell of a deed even without a verb: "the attack on"."""
THINGS = frozenset(
    {"property", "works", "passage", "premises", "censorship", "flag", "street", "refugees"}
)
"""Classes of nouns for what something is done to."""
DEEP = 5
"""Verbs that one event can be told through: "said it had agreed to begin to withdraw"."""
CLAUSE_WORDS = frozenset("as after when while before because since until although".split())
CLAUSE_ENDS = CLAUSE_WORDS - {"as"}
THROUGH = frozenset({"+", "prepare", "intent", "promise"})
"""Words of the table for verbs whose deed is that of the verb they govern."""
HAVE = frozenset({"has", "have", "had"})
BE = frozenset("is are was were be been being".split())
OBLIGED = frozenset("must should need needs ought".split())
POSSIBLE = frozenset({"could", "may", "might"})
WISHED = frozenset("would 'd ’d".split())
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
"""Types that are an intent to cooperate (AGREE) as long as they lie ahead."""
HOSTILE = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE"})
"""Types that are a threat when they are to come on a condition."""
THREATENED = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""Types that are a threat when they are meant or held possible."""
PAST = frozenset({"VBN", "VBD"})
DRIVEN_OUT = frozenset({"SANCTION/expel", "COERCE/deport"})
"""What has been done to people who look for refuge."""
CONTRARY = {
    **dict.fromkeys(("AID", "COOPERATE", "CONSULT", "SUPPORT", "AGREE"), "SANCTION/discontinue"),
    **dict.fromkeys(("ASSAULT", "MOBILIZE", "SANCTION"), "RETREAT"),
    **dict.fromkeys(("COERCE", "PROTEST", "REQUEST", "THREATEN", "ACCUSE", "REJECT"), "CONCEDE"),
}
"""What it is to end something, by its type: reduced relations, a retreat, a concession."""


@dataclass(frozen=True)
class Deed:
    """What a verb tells of.

    Attributes:
        verb: the word that tells it.
        plover: event type, with a mode behind a slash.
        recipient: slots in which to whom it is done may stand.
        negated: it is said not to have happened.
        clause: the clause of what is said or asked, when the deed lies in another's words.
    """

    verb: Token
    plover: str
    recipient: tuple[str, ...]
    negated: bool = False
    clause: Token | None = None


def deed_of(token: Token, depth: int = DEEP) -> Deed | None:
    """What a verb, or an adjective or noun behind "be", tells of; None for no event."""
    if not depth:
        return None
    for row, classes in _fitting(token):
        found = _told(token, row, classes, depth)
        if found is not None:
            return _in_mood(token, found)
    return None


def is_saying(token: Token) -> bool:
    """Whether a verb only introduces what somebody says."""
    return any(row.plover == "say" for row in event_verbs().get(token.lower_, ()))


def content_of(token: Token) -> Token | None:
    """The main word of what a verb of saying governs."""
    return next((c for c in token.children if c.dep_ in {"ccomp", "xcomp", "csubj"}), None)


def main_as_attribute(verb: Token) -> Token | None:
    """What stands for the subject's side of a main verb that the parse took for an attribute.

    "Chad mobilized reservists" read as one phrase has its noun before the verb; "forces have
    beaten farmers" read with "have" as the verb has that. None for a verb that is read as one.
    """
    noun = verb.head
    if verb.dep_ != "amod" or verb.tag_ not in {"VBN", "VBD"} or noun.i < verb.i or verb.i == 0:
        return None
    before = verb.nbor(-1)
    if noun.dep_ == "obj" and noun.head.i == before.i and before.lower_ in HAVE:
        return before
    alone = noun.head.i == noun.i and before.tag_.startswith("NN") and not verb.is_sent_start
    return before if alone else None


def objects_of(verb: Token) -> list[Token]:
    """The objects of a verb, and the subjects of a passive one."""
    found = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"}]
    return found if main_as_attribute(verb) is None else [*found, verb.head]


def is_passive(verb: Token) -> bool:
    """Whether what is done stands in the passive: "was attacked", "ordered out by"."""
    if _describes(verb) or main_as_attribute(verb) is not None:
        return False
    if any(c.dep_ in {"aux:pass", "nsubj:pass", "obl:agent"} for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if any(c.dep_ == "aux" and c.lower_ in BE for c in verb.children):
        return True
    return verb.dep_ == "acl" and verb.head.head.i != verb.head.i


def noun_deed(token: Token) -> Deed | None:
    """What a noun tells of without a verb of its own: "the attack on", "their visit to"."""
    for word, place in _phrases_in(token.doc, token.left_edge.i, token.i + 1):
        if place[1] == token.i + 1:
            named = [each for each in event_nouns()[word] if each.name in NAMED_DEEDS]
            told = next((each.plover for each in named if each.plover), None)
            return Deed(token, told, USUAL) if told else None
    return None


def names_deed(noun: Token) -> bool:
    """Whether a noun names what is done or ordered, rather than what it is done to."""
    return any(each.name not in THINGS for each in event_nouns().get(noun.lower_, ()))


def in_phrase(noun: Token) -> bool:
    """Whether a noun is part of a fixed phrase of the table, as in "state of emergency"."""
    found = _phrases_in(noun.doc, noun.left_edge.i, min(noun.i + LONGEST, len(noun.doc)))
    return any(first <= noun.i < last - 1 for _, (first, last) in found)


def civilian(verb: Token) -> bool:
    """Whether those who do something are told to be people who do not fight."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "obl:agent"}), None)
    if subject is None and verb.dep_ in {"xcomp", "conj", "advcl"}:
        subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return False
    near = verb.doc[subject.left_edge.i : min(subject.right_edge.i + 1, subject.i + 5)]
    people = any(t.text[:1].isupper() and t.tag_ in {"NNPS"} for t in near)
    return people or any(_is_civilian(t.lower_) for t in near)


def _is_civilian(word: str) -> bool:
    listed = any(each.name == "civilians" for each in event_nouns().get(word, ()))
    return listed or word in words("civilians.txt")


def _fitting(token: Token) -> Iterator[tuple[VerbRow, list[NounClass]]]:
    """Rows for a verb with what stands beside it, by the closest words that a row is for."""
    rows = [row for row in event_verbs().get(_key(token), ()) if _has_particle(token, row.particle)]
    if not rows:
        return
    classes: list[NounClass] = []
    names = set(_setting(token))
    for heads in _beside(token):
        for head in heads:
            near = _of_phrase(head)
            names |= {each.name for each in near}
            classes += near
        yield from ((row, classes) for row in rows if row.objects and row.takes(names))
    yield from ((row, classes) for row in rows if not row.objects)


def _setting(token: Token) -> Iterator[str]:
    """What the table calls by names of its own, beside the classes of nouns."""
    if civilian(token):
        yield "by_civilians"
    clauses = [c for c in token.children if c.dep_ in COMPLEMENTS and _to(c)]
    objects = [c for c in token.children if c.dep_ in {"obj", "nsubj:pass"}]
    if objects and any(c.dep_ in {"xcomp", "ccomp"} for c in clauses):
        yield "asked"
    if clauses or any(_to(c) for o in objects for c in o.children if c.dep_ == "acl"):
        yield "purpose"
    if _jointly(token):
        yield "jointly"
    if any(
        c.dep_ == "obl" and case(c) in {"to", "into"} and c.tag_.startswith("NNP")
        for c in token.children
    ):
        yield "to_place"
    if _to_refugees(token):
        yield "to_refugees"


def _to_refugees(token: Token) -> bool:
    """Whether something is done for people who have fled or were driven out.

    Parsers join the participle in "to farmers ordered out of Togo" in many ways, also as a verb
    with a subject or an adverbial; so the words are taken as they follow each other.
    """
    rest = token.doc[token.i + 1 : token.sent.end]
    clause = list(takewhile(lambda t: not t.is_punct and t.lower_ not in CLAUSE_ENDS, rest))
    to = next((t.i for t in clause if t.lower_ in {"to", "for"} and t.tag_ == "IN"), None)
    if to is None:
        return False
    found = _phrases_in(token.doc, to, clause[-1].i + 1)
    return any(_driven_out(t) for t in clause if t.i > to) or any(
        each.name == "refugees" for word, _ in found for each in event_nouns()[word]
    )


def _driven_out(verb: Token) -> bool:
    rows = event_verbs().get(verb.lower_, ()) if verb.tag_ in PAST else ()
    return any(row.plover in DRIVEN_OUT and _has_particle(verb, row.particle) for row in rows)


def _jointly(token: Token) -> bool:
    """Whether several that are named do something together: "French and Thai ships"."""
    for child in token.children:
        if child.dep_ == "nsubj" or (child.dep_ == "obl" and case(child) == "with"):
            named = [t for t in child.subtree if t.tag_.startswith("NNP") or t.text[:1].isupper()]
            joint = any(t.dep_ == "conj" and t.text[:1].isupper() for t in named)
            if joint or (named and child.dep_ == "obl"):
                return True
    return False


def _to(clause: Token) -> bool:
    return any(c.tag_ == "TO" for c in clause.children)


def _key(token: Token) -> str:
    linked = token.tag_ != "VB" and any(child.dep_ == "cop" for child in token.children)
    return f"be {_first_word(token)}" if linked or _describes(token) else token.lower_


def _describes(token: Token) -> bool:
    """Whether a participle tells how somebody is and not what is done: "is prepared to"."""
    known = token.tag_ == "VBN" and f"be {token.lower_}" in event_verbs()
    return known and any(c.lower_ in BE for c in token.children if c.dep_ in {"aux", "aux:pass"})


def _first_word(token: Token) -> str:
    """The first word of a predicate: "out" of "is out of the question"."""
    for child in token.children:
        if child.dep_ == "case":
            return child.lower_
    return token.lower_


def _has_particle(token: Token, particle: tuple[str, ...]) -> bool:
    if not particle:
        return True
    here = token.doc[token.i + 1 : token.i + 1 + len(particle)]
    if tuple(t.lower_ for t in here) == particle:
        return True
    if len(particle) > 1:
        return all(any(t.lower_ == word for t in token.subtree) for word in particle)
    behind = [c for o in objects_of(token) for c in o.children if c.dep_ == "nmod"]
    if any(c.tag_ == "NNP" and case(c) == particle[0] for c in behind):
        return True
    return any(
        (c.dep_ in {"compound:prt", "advmod"} and c.lower_ == particle[0])
        or (c.dep_ in {"obl", "advcl"} and c.i > token.i and case(c) == particle[0])
        for c in token.children
    )


def _told(token: Token, row: VerbRow, classes: list[NounClass], depth: int) -> Deed | None:
    """The deed that a row of the table tells of here, by itself or through what is governed."""
    if row.plover == "say":
        return _said(token, depth)
    if row.plover in {"=", "end"}:
        return _named(token, row, classes, depth)
    if row.plover in THROUGH:
        return _through(token, row, _governed(token, depth))
    return Deed(token, row.plover, row.recipient)


def _through(token: Token, row: VerbRow, inner: Deed | None) -> Deed | None:
    """The deed that a verb governs, as it is begun, prepared, meant or promised."""
    if row.plover == "promise":
        hostile = inner is not None and _type(inner) in HOSTILE
        return Deed(token, "THREATEN" if hostile else "AGREE", row.recipient)
    if inner is not None and row.plover == "intent" and _type(inner) in COOPERATIVE:
        return replace(inner, plover="AGREE")
    if inner is not None and row.plover == "intent" and _type(inner) in THREATENED:
        return replace(inner, plover="THREATEN")
    if inner is not None and row.plover == "prepare" and _type(inner) == "ASSAULT":
        return replace(inner, plover="MOBILIZE/troops")
    return inner


def _type(deed: Deed) -> str:
    return deed.plover.split("/")[0]


def _said(token: Token, depth: int) -> Deed | None:
    """The deed in what is said; what another must do is a request."""
    content = content_of(token)
    if content is None:
        return None
    if _own_words(content) & OBLIGED and not _about_speaker(content):
        return Deed(token, "REQUEST", ("clause",), clause=content)
    inner = deed_of(content, depth - 1)
    if inner is None:
        refused = _ahead(content) and _own_words(content) & NEGATIONS
        return Deed(token, "REJECT", USUAL, clause=content) if refused else None
    ahead = _ahead(content) and token.lower_ not in words("decreeing.txt")
    possible = bool(_own_words(content) & POSSIBLE)
    if (ahead and _type(inner) in HOSTILE) or (possible and _type(inner) in THREATENED):
        inner = replace(inner, plover="THREATEN")
    return replace(inner, clause=inner.clause or content)


def _about_speaker(content: Token) -> bool:
    subject = next((c for c in content.children if c.dep_ in {"nsubj", "nsubj:pass"}), None)
    return subject is None or subject.lower_ in {"he", "she", "it", "they", "we", "i"}


def _governed(token: Token, depth: int) -> Deed | None:
    """The deed of the verb that this one governs."""
    behind = [c for c in token.children if c.dep_ == "obj"]
    purposes = [c for each in behind for c in each.children if _ordered(c)]
    for kind in COMPLEMENTS:
        for child in [*token.children, *purposes]:
            if child.dep_ == kind and child.i > token.i:
                found = deed_of(child, depth - 1)
                if found is not None:
                    return found
    return None


def _ordered(clause: Token) -> bool:
    """Whether a clause tells what a noun is for: "a decree to ban", "a decree banning"."""
    if clause.dep_ == "acl" and clause.tag_ == "VBG":
        return any(each.name == "decree" for each in event_nouns().get(clause.head.lower_, ()))
    return clause.dep_ in {"acl", "xcomp"} and _to(clause)


def _named(token: Token, row: VerbRow, classes: list[NounClass], depth: int) -> Deed | None:
    """The deed that the object of a verb of many meanings names, or its contrary."""
    wanted = frozenset().union(*row.objects)
    told = next(
        (c.plover for c in classes if c.plover and (not wanted or c.name in wanted)),
        None,
    )
    if told is None:
        inner = _governed(token, depth)
        told = inner.plover if inner is not None else None
    if told is None:
        return None
    if row.plover == "end":
        told = CONTRARY.get(told.split("/")[0])
    return Deed(token, told, row.recipient) if told else None


def _in_mood(token: Token, deed: Deed) -> Deed:
    """The deed as the verb's auxiliaries have it: to come, refused, threatened, not done."""
    own = _own_words(token)
    kind = _type(deed)
    ahead = _ahead(token)
    denied = bool(own & NEGATIONS)
    if ahead and denied and kind in COOPERATIVE | {"AGREE"}:
        return replace(deed, plover="REJECT")
    if denied:
        return replace(deed, negated=True)
    if ahead and kind in COOPERATIVE:
        return replace(deed, plover="AGREE")
    if ahead and kind in HOSTILE | {"REJECT"} and _conditional(token):
        return replace(deed, plover="THREATEN")
    return deed


def _ahead(token: Token) -> bool:
    """Whether a verb tells what is to come: "will leave", "would leave", "is to leave"."""
    own = _own_words(token)
    due = token.tag_ == "VB" and "to" in own and bool(own & BE)
    return due or bool(own & FUTURE) or (bool(own & WISHED) and "have" not in own)


def _own_words(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ in OWN_WORDS} | (
        auxiliaries(token) & NEGATIONS if token.dep_ == "xcomp" else set()
    )


def _conditional(token: Token) -> bool:
    return any(
        mark.lower_ in {"if", "unless"}
        for clause in token.children
        if clause.dep_ == "advcl"
        for mark in clause.children
    )


def _beside(token: Token) -> Iterator[list[Token]]:
    """Heads of what stands beside a verb: its objects, then what else depends on it.

    What an intransitive verb says of its subject ("the riots continue") counts last.
    """
    children = list(token.children)
    objects = objects_of(token)
    if token.dep_ == "acl" and token.tag_ == "VBN":
        objects.append(token.head)
    yield objects
    yield [c for c in children if c.dep_ in {"obl", "xcomp", "nmod", "obl:unmarked"}]
    if not objects:
        yield [c for c in children if c.dep_ == "nsubj"]


def _of_phrase(head: Token) -> list[NounClass]:
    first = head.left_edge.i
    last = head.i + 1
    for child in head.children:
        if child.i > head.i:
            if child.dep_ not in {"nmod", "compound", "flat", "conj", "amod", "nmod:desc"}:
                break
            last = child.right_edge.i + 1
    behind = (i for i in range(head.i + 1, last) if _opens_clause(head.doc[i]))
    last = next(behind, last)
    spans = list(_phrases_in(head.doc, first, last))
    spans.sort(key=lambda item: (not item[1][0] <= head.i < item[1][1], abs(head.i - item[1][0])))
    return [each for word, _ in spans for each in event_nouns()[word]]


def _opens_clause(token: Token) -> bool:
    """Whether a phrase has ended where another clause begins, wherever the parse hangs it."""
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.lower_ in CLAUSE_WORDS


def _phrases_in(doc: Doc, first: int, last: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Known words and phrases among tokens, the longest at each place."""
    lower = [token.lower_ for token in doc[first:last]]
    i = 0
    while i < len(lower):
        for size in range(min(LONGEST, len(lower) - i), 0, -1):
            text = " ".join(lower[i : i + size]).replace(" - ", "-")
            if text in event_nouns() and "-" not in lower[i + size : i + size + 1]:
                yield text, (first + i, first + i + size)
                i += size - 1
                break
        i += 1
