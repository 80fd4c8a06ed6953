"""Mending parses: what the treebanks have too seldom for a parser to learn."""

from spacy.tokens import Doc, Token

__all__ = ["mend"]

CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "conj", "parataxis"})


def mend(doc: Doc) -> None:
    """Tie "worth" and its sum to the noun before it: "announced aid *worth two billion*".

    The treebanks have it a handful of times, and a parser takes it for a clause of the verb.
    """
    for token in doc:
        if token.lower_ == "worth" and token.dep_ in CLAUSES:
            valued = _valued(token)
            if valued is not None:
                token.head = valued
                token.dep_ = "amod"


def _valued(worth: Token) -> Token | None:
    """The object of the verb above that stands before "worth", where a sum stands behind."""
    summed = any(child.i > worth.i and child.dep_ in {"obj", "obl"} for child in worth.children)
    before = [c for c in worth.head.children if c.dep_ == "obj" and c.i < worth.i]
    copula = any(child.dep_ in {"cop", "nsubj", "mark"} for child in worth.children)
    return before[-1] if before and summed and not copula else None
