"""Who reports an incident: a party to the conflict, somebody known to be none, or nobody knows."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from troth.model.agreement import Agreement, Party
from troth.model.truth import Truth


def is_partial(reporters: Sequence[str], family: str, agreement: Agreement) -> Truth:
    """Whether only parties to the conflict, or those who speak for them, report something.

    A reporter speaks for a party when a name or a voice of the party stands in it as whole words.
    One is known to be no party when the agreement names it so, as a party that is not in the
    conflict, or when it is listed in ``reporters.tsv``, and the whole of its name is that name. Of
    all others it is not known, and so it cannot be told who reports.

    Args:
        reporters: who says so; when nobody is named, the family of the source does.
        family: of the source.
        agreement: names the parties.

    Returns:
        YES when only parties do, NO when at least one known outsider does.
    """
    return min(
        _speaks_for_a_party(name, agreement.parties) for name in tuple(reporters) or (family,)
    )


@lru_cache(maxsize=100_000)
def _speaks_for_a_party(reporter: str, parties: tuple[Party, ...]) -> Truth:
    words = _words(reporter)
    fighting = _forms(party for party in parties if party.in_conflict)
    if any(form in words for form in fighting):
        return Truth.YES
    outside = _forms(party for party in parties if not party.in_conflict)
    return Truth.NO if words in outside or words in _outsiders() else Truth.UNKNOWN


def _forms(parties: Iterable[Party]) -> set[str]:
    named = {
        _words(form)
        for party in parties
        for form in (party.id, party.name, *party.names, *party.voices)
    }
    return {form for form in named if form.strip()}


@cache
def _outsiders() -> frozenset[str]:
    text = files("troth.model").joinpath("reporters.tsv").read_text(encoding="utf-8")
    return frozenset(_words(line) for line in text.splitlines() if line and line[0] != "#")


def _words(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " " + " ".join(re.findall(r"[^\W_]+", folded)) + " "
