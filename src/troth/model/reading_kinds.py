"""What the incidents of readings tell of: acts from their kinds, targets from their words.

The tables are data: ``reading_kinds.tsv`` and ``target_words.tsv`` beside this file.
"""

import re
from functools import cache
from importlib.resources import files

from troth.model.kinds import targets
from troth.model.vocabulary import IncidentKind


def act_of(kind: IncidentKind) -> str:
    """The act of ``acts()`` that an incident of this kind is told to be."""
    return _acts()[kind.value]


def target_of(words: str) -> str | None:
    """The kind of ``targets()`` that words for what was hit name.

    The longest words count: ``gas pumping station`` is not its ``station``. Of several targets on
    one line of kinds it is the narrowest (``energy facilities, a power plant``), else the kind
    that holds all of them (``a school and a church``). None when the words name no kind, or no
    one kind.
    """
    kinds = {_kinds_of_words()[_plain(match[0])] for match in _pattern().finditer(words)}
    if None in kinds:
        return None
    return _together([kind for kind in kinds if kind is not None])


def _together(kinds: list[str]) -> str | None:
    if not kinds:
        return None
    lines = sorted((targets().line(kind) for kind in kinds), key=len, reverse=True)
    if all(line[0] in lines[0] for line in lines):
        return lines[0][0]
    shared = [kind for kind in lines[0] if all(kind in line for line in lines)]
    return shared[0] if shared else None


@cache
def _acts() -> dict[str, str]:
    return {kind: act for kind, act in _rows("reading_kinds.tsv") if act}


@cache
def _kinds_of_words() -> dict[str, str | None]:
    return {
        form: target or None
        for words, target in _rows("target_words.tsv")
        for form in (words, _plural(words))
    }


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(_kinds_of_words(), key=len, reverse=True)
    either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _plural(words: str) -> str:
    if words.endswith("y") and words[-2] not in "aeiou":
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith(("s", "x", "ch", "sh")) else f"{words}s"


def _rows(name: str) -> list[tuple[str, str]]:
    text = files("troth.model").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in (line.split("\t") for line in lines[1:])]
