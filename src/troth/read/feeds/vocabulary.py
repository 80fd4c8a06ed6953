"""Codes of other vocabularies as kinds of our own."""

from collections.abc import Iterable
from functools import cache

from troth.model.kinds import Kinds, acts


def in_common(kinds: Kinds, codes: Iterable[str]) -> str | None:
    """The narrowest kind that takes in all of some kinds; None when there is none.

    Raises:
        KeyError: a code is not in the tree.
    """
    lines = [kinds.line(code) for code in dict.fromkeys(codes)]
    if not lines:
        return None
    return next((code for code in lines[0] if all(code in line for line in lines)), None)


@cache
def acts_by(vocabulary: str) -> dict[str, str]:
    """The act for each code of ``acled``, ``cameo`` or ``plover``.

    A code that several acts name stands for what they have in common, which is always true of it,
    and for nothing where they have nothing in common.
    """
    named: dict[str, list[str]] = {}
    for kind in acts().members:
        for code in getattr(kind, vocabulary):
            named.setdefault(code, []).append(kind.code)
    found = {code: in_common(acts(), kinds) for code, kinds in named.items()}
    return {code: act for code, act in found.items() if act is not None}


def by_longest_prefix(codes: dict[str, str], code: str) -> str | None:
    """What the longest beginning of a code that is known stands for."""
    return next(
        (codes[code[:size]] for size in range(len(code), 1, -1) if code[:size] in codes), None
    )
