"""Who reports an incident: a party to the conflict, or somebody else."""

import re
from collections.abc import Sequence
from functools import lru_cache

from troth.model.agreement import Agreement, Party


def is_partial(reporters: Sequence[str], family: str, agreement: Agreement) -> bool:
    """Whether only parties to the conflict, or those who speak for them, report something.

    A reporter speaks for a party when a name or a voice of the party stands in it as whole words:
    "a senior Ukrainian official", where "Ukrainian" is such a name. That errs on the careful side:
    what it takes for a party's word becomes an allegation, never a fact.

    Args:
        reporters: who says so; when nobody is named, the family of the source does.
        family: of the source.
        agreement: names the parties.
    """
    named = tuple(reporters) or (family,)
    parties = tuple(party for party in agreement.parties if party.in_conflict)
    return all(_speaks_for_any(name, parties) for name in named)


@lru_cache(maxsize=100_000)
def _speaks_for_any(reporter: str, parties: tuple[Party, ...]) -> bool:
    words = _words(reporter)
    return any(
        f" {_words(form).strip()} " in words
        for party in parties
        for form in (party.id, party.name, *party.names, *party.voices)
        if _words(form).strip()
    )


def _words(text: str) -> str:
    return " " + " ".join(re.findall(r"[^\W_]+", text.casefold())) + " "
