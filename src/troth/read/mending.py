"""Mending parses: what the treebanks have too seldom for a parser to learn."""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Token

from troth.read.lexicon import group

__all__ = ["mend", "parse"]

CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "conj", "parataxis"})


def parse(nlp: Language, docs: Iterable[Doc]) -> None:
    """Run the pipeline over texts and mend what it made of them."""
    for doc in nlp.pipe(docs):
        mend(doc)


def mend(doc: Doc) -> None:
    """Set right what the grammar needs and the parser often gets wrong.

    "Worth" and its sum are tied to the noun before them ("announced aid *worth two billion*"); who
    is given something is no part of its name ("lend *Norway* two ferries"); one speaks with
    somebody, not by a telephone with somebody ("spoke by telephone *with Ann Lee*"); what is told
    by radio is not by the radio ("announced a truce *by radio*"); an order is not given by who is
    to follow it ("ordered checks *by the coast guard*"); and "co-" is no verb.
    """
    for token in doc:
        dep = token.dep_
        if dep in CLAUSES and token.lower_ == "worth":
            valued = _valued(token)
            if valued is not None:
                token.head = valued
                token.dep_ = "amod"
        elif dep == "compound" and _is_given(token):
            token.head = token.head.head
            token.dep_ = "iobj"
        elif dep == "nmod" and (_is_spoken_with(token) or _is_told_by(token)):
            means = token.head
            for child in [c for c in token.children if c.i < means.i < token.i]:
                child.head = means
            token.head = means.head
            token.dep_ = "obl"
        elif dep == "obl" and token.head.lower_ in group("ordered_words"):
            ordered = _ordered(token)
            if ordered is not None:
                token.head = ordered
                token.dep_ = "nmod"
        elif token.lower_ == "co":
            _join_prefix(token)


def _is_given(token: Token) -> bool:
    """Whether a name stands between a verb and the number of the verb's object."""
    thing = token.head
    if token.tag_ != "NNP" or thing.dep_ != "obj" or thing.head.i != token.left_edge.i - 1:
        return False
    return any(c.dep_ == "nummod" and c.i > token.i for c in thing.children)


def _is_spoken_with(token: Token) -> bool:
    """Whether "with" somebody hangs on the means by which a verb says that people talked."""
    means = token.head
    return (
        means.lower_ in group("means_of_talk")
        and means.dep_ == "obl"
        and means.head.tag_.startswith("VB")
        and any(child.lower_ in {"with", "to"} for child in token.children)
    )


def _is_told_by(token: Token) -> bool:
    """Whether "by radio" hangs on what a verb says was told by it."""
    by = any(child.lower_ in {"by", "via", "over"} for child in token.children)
    told = token.head.dep_ == "obj" and token.head.head.tag_.startswith("VB")
    return by and told and token.lower_ in group("means_of_talk")


def _ordered(doer: Token) -> Token | None:
    """The deed that somebody ordered "by" a doer: "ordered *checks* by the coast guard"."""
    passive = any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in doer.head.children)
    by = any(child.lower_ == "by" and child.dep_ == "case" for child in doer.children)
    deeds = [c for c in doer.head.children if c.dep_ == "obj" and c.i < doer.i]
    return deeds[-1] if by and deeds and not passive else None


def _join_prefix(prefix: Token) -> None:
    """Give the verb behind "co-" what hangs on its prefix, and its place where it has it."""
    doc, at = prefix.doc, prefix.i + 2
    if at >= len(doc) or doc[at - 1].text != "-" or not doc[at].tag_.startswith("VB"):
        return
    verb = doc[at]
    if verb.head.i == prefix.i:
        above = verb if prefix.head.i == prefix.i else prefix.head
        verb.head, verb.dep_ = above, prefix.dep_
        prefix.head, prefix.dep_ = verb, "compound:prt"
    if prefix.head.i == verb.i:
        for child in [*prefix.children]:
            child.head = verb


def _valued(worth: Token) -> Token | None:
    """The object of the verb above that stands before "worth", where a sum stands behind."""
    summed = any(child.i > worth.i and child.dep_ in {"obj", "obl"} for child in worth.children)
    before = [c for c in worth.head.children if c.dep_ == "obj" and c.i < worth.i]
    copula = any(child.dep_ in {"cop", "nsubj", "mark"} for child in worth.children)
    return before[-1] if before and summed and not copula else None
