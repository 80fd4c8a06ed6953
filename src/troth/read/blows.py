"""Blows: what the parse around a verb or noun of force tells: what was hit, and how it is told."""

import re

from spacy.tokens import Token

from troth.model import IncidentKind
from troth.read.calendar import WEEKDAYS
from troth.read.clauses import case, dependents, subject_of
from troth.read.lexicon import ForceWord, force_words, group, pattern, words

BACK = frozenset({"the", "this", "that", "these", "those", "such", "both", "all"})
"""Words that point back to force told before."""

CONTROL = "control"
FALLING = frozenset({"fall", "falls", "falling", "fell", "fallen"})
FIGHTING = frozenset({"fight", "fights", "fighting", "fought"})
DYING = frozenset({"die", "dies", "died", "dying"})
CLAUSE_WORDS = frozenset("that and but after as while when in on".split())
CLAUSES = frozenset({"conj", "parataxis", "advcl", "ccomp"})
PARTICIPLES = frozenset({"acl", "acl:relcl"})
DATED = re.compile(
    r"\d|^(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|yesterday|today|overnight|night|morning|week|month|year|times?)$",
    re.IGNORECASE,
)


def words_before(verb: Token) -> set[str]:
    """Auxiliaries, negations and conjunctions of a verb, and such words right before it."""
    kinds = {"aux", "aux:pass", "advmod", "mark"}
    own = {c.lower_ for c in verb.children if c.dep_ in kinds and c.i < verb.i}
    near = verb.doc[max(0, verb.i - 2) : verb.i]
    return own | {t.lower_ for t in near if t.tag_ in {"MD", "TO", "RB"}}


def is_passive(verb: Token) -> bool:
    """Whether a verb is told from the side of what was hit."""
    if any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children):
        return True
    near = {t.lower_ for t in verb.doc[max(0, verb.i - 3) : verb.i]}
    auxiliary = bool(near & {"was", "were", "been", "being", "is", "are"})
    joined = verb.dep_ in PARTICIPLES and verb.tag_ == "VBN"
    return joined or (auxiliary and verb.tag_ in {"VBN", "VBD"})


def patient(verb: Token) -> Token | None:
    """Head of the phrase for what a verb's force hit."""
    if not is_passive(verb):
        return _hit(verb)
    for child in verb.children:
        if child.dep_ in {"nsubj:pass", "nsubj"} and child.i < verb.i:
            relative = child.tag_ in {"WP", "WDT"} and verb.dep_ == "acl:relcl"
            return verb.head if relative else child
    if verb.dep_ in PARTICIPLES:
        return verb.head
    subject = subject_of(verb) if verb.dep_ in {"conj", "advcl"} else None
    return subject or bare_before(verb)


def _hit(verb: Token) -> Token | None:
    """What a verb in the active hits: its object, or what stands behind "at" and the like.

    "Fired shots at X" and "used force against X" hit X.
    """
    cases = ("with", "against") if verb.lower_ in FIGHTING else ("into", "at", "on", "against")
    near = (head for head in dependents(verb, *cases) if head.lower_ not in WEEKDAYS)
    struck = object_of(verb)
    if struck is not None and struck.lower_ not in group("means_of_force") | group("fired_things"):
        return struck
    hit = next(near, None)
    if hit is None and struck is not None:
        hit = next(dependents(struck, *cases), None)
    return hit or next((c for c in verb.children if c.i > verb.i and is_bare(c)), struck)


def object_of(verb: Token) -> Token | None:
    """The object of a verb in the active."""
    return next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)


def bare_before(verb: Token) -> Token | None:
    """The noun before a passive verb that the parse takes for something else than its subject."""
    if verb.dep_ not in {"ccomp", "advcl"}:
        return None
    return next(
        (c for c in reversed(list(verb.head.children)) if c.i < verb.i and is_bare(c)), None
    )


def is_bare(token: Token) -> bool:
    """Whether a noun without a preposition is no subject, object or time by the parse."""
    timed = token.lower_ in group("times").union(WEEKDAYS)
    noun = token.tag_.startswith("NN") and token.dep_ in {"obl", "obl:unmarked", "iobj"}
    return noun and not timed and not case(token) and not DATED.search(token.text)


def tells_death(verb: Token) -> bool:
    """Whether a clause tells how somebody died: "died after being shot"."""
    after = any(child.dep_ == "mark" and child.lower_ == "after" for child in verb.children)
    return after and verb.dep_ == "advcl" and verb.head.lower_ in DYING


def is_taken(verb: Token) -> bool:
    """Whether a place falls: "fell to the rebels", "fell under army control"."""
    under = next(dependents(verb, "under"), None)
    return any(dependents(verb, "to")) or (under is not None and under.lower_ == CONTROL)


def controlled(verb: Token) -> Token | None:
    """What somebody takes control of, or what falls to somebody."""
    if verb.lower_ in FALLING:
        return subject_of(verb)
    held = next((c for c in verb.children if c.dep_ == "obj" and c.lower_ == CONTROL), None)
    return next(dependents(held, "of"), None) if held is not None else None


def is_told_by_pronoun(verb: Token) -> bool:
    """Whether a pronoun stands for who does it."""
    subject = subject_of(verb)
    return subject is not None and subject.tag_ == "PRP"


def is_of_force_before(verb: Token) -> bool:
    """Whether a verb tells what force told before did: "the attack killed two"."""
    subject = subject_of(verb) if not is_passive(verb) else None
    if subject is None or subject.lower_ not in force_words("n"):
        return False
    counted = any(child.lower_ in group("ordinals") for child in subject.children)
    return determiner(subject) in BACK and not counted


def is_content(verb: Token) -> bool:
    """Whether a verb's clause tells the content of a noun: "a statement that X was hit"."""
    return any(c.dep_ == "mark" for c in verb.children) and subject_of(verb) is not None


def determiner(noun: Token) -> str:
    """The first word of a noun's phrase, its preposition left out."""
    own = (
        t for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.dep_ not in {"case", "cc", "punct"}
    )
    return next((t.lower_ for t in own), noun.lower_)


def opens_clause(token: Token) -> bool:
    """Whether a token only joins its clause to the one before."""
    return token.lower_ in CLAUSE_WORDS and token.dep_ in {"mark", "cc"}


def belongs(inner: Token, verb: Token) -> bool:
    """Whether a token is part of a verb's own clause and not of one joined to it."""
    token = inner
    while token.i != verb.i:
        if token.dep_ in CLAUSES and token.tag_.startswith("VB"):
            return False
        token = token.head
        if token.head.i == token.i and token.i != verb.i:
            return False
    return True


def noun_target(token: Token, word: ForceWord) -> Token | None:
    """What a noun's phrase says was hit: "the attack on X"; "the offensive of X" tells the doer."""
    cases = ("with", "between") if word.kind is IncidentKind.CLASH else ()
    by = next(dependents(token, "by"), None)
    target = next(dependents(token, "on", "against", "of", "at", *cases), None)
    if target is None and by is not None:
        target = next(dependents(by, "on", "against"), None)
    if target is not None and case(target) == "of" and word.base in {"offensive", "war"}:
        target = None
    return target or victim(token, word)


def is_charge(noun: Token, word: ForceWord) -> bool:
    """Whether a noun only names the crime of a charge: "two counts of murder"."""
    if word.kind is not IncidentKind.KILLING or any(dependents(noun, "of")):
        return False
    head = noun.head
    return case(noun) in {"of", "with", "for"} and head.lower_ in group("accusing")


def is_aimed(noun: Token) -> bool:
    """Whether a noun's phrase says on what: "strikes on workers", not "a strike on Monday"."""
    return any(head.lower_ not in WEEKDAYS for head in dependents(noun, "on"))


def is_unarmed(noun: Token, word: ForceWord) -> bool:
    """Whether a noun of force is a figure of speech: "a legal battle", "the workers' strike"."""
    before = {child.lower_ for child in noun.lefts if child.dep_ in {"amod", "compound"}}
    if word.needs_arms and before & group("unarmed_modifiers"):
        return True
    owners = {child.lower_ for child in noun.lefts if child.dep_ == "nmod:poss"}
    if noun.lower_ in {"strike", "strikes"} and owners & words("civilians.txt"):
        return True
    target = noun_target(noun, word)
    return target is not None and target.lower_ in group("intangible")


def victim(token: Token, word: ForceWord) -> Token | None:
    """Whom a killing or capture befell, when only he is named: "the journalist's murder"."""
    if word.kind not in {IncidentKind.KILLING, IncidentKind.SEIZURE}:
        return None
    if any(dependents(token, "of")):
        return None
    return next((c for c in token.children if c.dep_ == "nmod:poss" and c.i < token.i), None)


def each_other(verb: Token) -> bool:
    """Whether what a verb's subjects do goes both ways: "hit each other's facilities"."""
    behind = verb.doc[verb.i + 1 : verb.i + 3]
    return [token.lower_ for token in behind] in (["each", "other"], ["one", "another"])


def is_captivity(verb: Token) -> bool:
    """Whether "held" tells of captives and of who holds them: "hostages held by rebels"."""
    near = [verb.head, *(c for c in verb.children if c.tag_.startswith("NN"))]
    captive = any(pattern("captives").fullmatch(token.text) for token in near)
    described = verb.tag_ == "VBN" and verb.dep_ == "acl" and any(dependents(verb, "by"))
    return captive and described
