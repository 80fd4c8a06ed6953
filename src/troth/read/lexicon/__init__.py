"""The reader's vocabulary: tables of words in files of their own, each naming its source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from troth.model import Act, CommitmentKind, IncidentKind, MeetingKind

VOWELS = "aeiou"
DOUBLING = frozenset(
    "admit ban bar beg begin commit compel drop equip expel extol gun hit kidnap nab overrun "
    "patrol permit plan put quip ram rebel rebut refer regret repel run set ship shun slam snub "
    "stab stop submit swap".split()
)
"""Verbs whose last consonant doubles before an ending, though no past form of a table says so."""


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one table as dicts of its header; lines that begin with ``#`` are comments."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a one-column list."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def group(name: str) -> frozenset[str]:
    """The words of one group of the table of groups, in lower case.

    Raises:
        KeyError: there is no such group.
    """
    return frozenset(_collected("groups.tsv", "words")[name].split())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of whole words, without case, of one name of the table of patterns.

    Raises:
        KeyError: there is no such pattern.
    """
    return _whole_words(_collected("patterns.tsv", "pattern", joint="|")[name])


@cache
def _collected(table: str, column: str, *, joint: str = " ") -> dict[str, str]:
    """One column of a table by the name of its rows; rows of one name are joined."""
    found: dict[str, list[str]] = {}
    for row in rows(table):
        found.setdefault(row["name"], []).append(row[column])
    return {name: joint.join(cells) for name, cells in found.items()}


def _whole_words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


# --- verbs -----------------------------------------------------------------------------------


@cache
def irregular() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Past forms and participles of irregular verbs by their base form."""
    return {
        row["base"]: (tuple(row["past"].split("|")), tuple(row["participle"].split("|")))
        for row in rows("irregular_verbs.tsv")
    }


def verb_forms(base: str) -> frozenset[str]:
    """Every form of an English verb: base, third person, present participle, past, participle."""
    return frozenset({base, _third(base), _ing(base), *_past(base)})


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    return {"have": "has", "go": "goes", "do": "does"}.get(base, base + "s")


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return _doubled(base) + "ing"


def _past(base: str) -> tuple[str, ...]:
    known = irregular().get(base)
    if known:
        return known[0] + known[1]
    if base.endswith("e"):
        return (base + "d",)
    if base.endswith("y") and base[-2] not in VOWELS:
        return (base[:-1] + "ied",)
    return (_doubled(base) + "ed",)


def _doubled(base: str) -> str:
    """The base with its last consonant doubled where its forms are spelt so."""
    past, _ = irregular().get(base, ((), ()))
    doubled = base + base[-1]
    return doubled if base in DOUBLING or any(f.startswith(doubled) for f in past) else base


# --- speech ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cue:
    """A verb of speaking: the act it names (None leaves it to the content) and its frames."""

    verb: str
    act: Act | None
    frames: frozenset[str]

    def prepositions(self, frame: str) -> frozenset[str]:
        """The prepositions that this verb takes in frame ``B``, ``F`` or ``P``."""
        start = f"{frame}:"
        return frozenset(item[len(start) :] for item in self.frames if item.startswith(start))


@cache
def cues() -> dict[str, Cue]:
    """Verbs of speaking by every one of their forms; rows of one verb are joined."""
    frames: dict[str, set[str]] = {}
    acts: dict[str, Act | None] = {}
    for row in rows("cues.tsv"):
        frames.setdefault(row["verb"], set()).update(row["frames"].split())
        acts.setdefault(row["verb"], None if row["act"] == "-" else Act(row["act"]))
    index: dict[str, Cue] = {}
    for verb, found in frames.items():
        cue = Cue(verb, acts[verb], frozenset(found))
        index.update(dict.fromkeys(verb_forms(verb), cue))
    return index


@dataclass(frozen=True)
class CueNoun:
    """A noun that tells of speaking, and the words that join it to its content."""

    noun: str
    act: Act | None
    joints: frozenset[str]


@cache
def light_nouns() -> dict[str, CueNoun]:
    """Nouns of expressions such as "expressed gratitude"; joints are their light verbs."""
    return {
        row["noun"]: CueNoun(row["noun"], Act(row["act"]), frozenset(row["verbs"].split()))
        for row in rows("light.tsv")
    }


@cache
def light_verbs() -> dict[str, str]:
    """Base form of light verbs by every form."""
    bases = {verb for noun in light_nouns().values() for verb in noun.joints}
    return {form: base for base in sorted(bases) for form in verb_forms(base)}


@cache
def cue_nouns() -> dict[str, CueNoun]:
    """Nouns such as "agreement" that carry content of their own; joints introduce it."""
    return {
        row["noun"]: CueNoun(
            row["noun"],
            None if row["act"] == "-" else Act(row["act"]),
            frozenset(row["complements"].split()),
        )
        for row in rows("nouns.tsv")
    }


@dataclass(frozen=True)
class ActWords:
    """Words that tell an act in a content; ``whose`` says what must be the speaker's own side."""

    act: Act
    whose: str
    pattern: re.Pattern[str]


@cache
def act_words() -> tuple[ActWords, ...]:
    """Words of acts; rows of one act and side are joined."""
    found: dict[tuple[Act, str], list[str]] = {}
    for row in rows("acts.tsv"):
        found.setdefault((Act(row["act"]), row["whose"]), []).append(row["pattern"])
    return tuple(
        ActWords(act, whose, _whole_words("|".join(patterns)))
        for (act, whose), patterns in found.items()
    )


# --- names -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class StateForm:
    """One form of a state's name: ``role`` is name, demonym or capital."""

    state: str
    role: str


@cache
def states() -> dict[str, StateForm]:
    """States by every form of their names; a name wins over a demonym, that over a capital."""
    index: dict[str, StateForm] = {}
    table = [*rows("states.tsv"), *rows("regions.tsv")]
    for row in table:
        for form in [row["name"], *_cells(row["other"])]:
            index[form] = StateForm(row["name"], "name")
    for role in ("demonyms", "capital"):
        for row in table:
            for form in _cells(row[role]):
                index.setdefault(form, StateForm(row["name"], role.rstrip("s")))
                if role == "demonyms" and form[-1] not in "she":
                    index.setdefault(form + "s", StateForm(row["name"], "people"))
    return index


@cache
def state_beginnings() -> frozenset[str]:
    """Every beginning of a state's form, which its first word must be however words are cut."""
    return frozenset(form[:size] for form in states() for size in range(1, len(form) + 1))


@cache
def regions() -> frozenset[str]:
    """Names of regions that stand in the table of states but are none."""
    return frozenset(row["name"] for row in rows("regions.tsv"))


def _cells(text: str) -> list[str]:
    return [cell for cell in text.split("|") if cell]


@cache
def titles() -> frozenset[str]:
    """Words of offices and titles, in lower case."""
    return words("titles.txt")


@cache
def title_words() -> frozenset[str]:
    """Every single word that occurs in a title."""
    return frozenset(word for title in titles() for word in title.split()) | {"of", "for", "and"}


@dataclass(frozen=True)
class RoleNoun:
    """A noun that refers back to somebody: how many, and of which kind."""

    noun: str
    many: bool
    kind: str


@cache
def role_nouns() -> dict[str, RoleNoun]:
    """Nouns such as "official" or "sides" by their form."""
    return {
        row["noun"]: RoleNoun(row["noun"], row["number"] == "many", row["kind"])
        for row in rows("role_nouns.tsv")
    }


# --- money -----------------------------------------------------------------------------------


@cache
def currencies() -> dict[str, str]:
    """ISO 4217 code by word or sign, in lower case."""
    return {row["form"]: row["code"] for row in rows("currencies.tsv")}


# --- contacts and force ----------------------------------------------------------------------


@cache
def meeting_nouns() -> dict[str, MeetingKind]:
    """Kinds of contact by the noun that names it, in lower case."""
    return {
        row["word"]: MeetingKind(row["kind"])
        for row in rows("meeting_words.tsv")
        if row["pos"] == "n"
    }


@cache
def meeting_heads() -> frozenset[str]:
    """The last word of every noun that names a contact."""
    return frozenset(noun.split()[-1] for noun in meeting_nouns())


@cache
def meeting_verbs() -> dict[str, tuple[str, MeetingKind]]:
    """Base verb and kind of contact by every form of the verb."""
    return {
        form: (row["word"], MeetingKind(row["kind"]))
        for row in rows("meeting_words.tsv")
        if row["pos"] == "v"
        for form in verb_forms(row["word"])
    }


@dataclass(frozen=True)
class ForceWord:
    """A word of force: its base form, kind, and whether it needs something armed beside it."""

    base: str
    kind: IncidentKind
    needs_arms: bool


@cache
def force_words(pos: str) -> dict[str, ForceWord]:
    """Words of force by form; ``pos`` is ``n`` or ``v``."""
    index: dict[str, ForceWord] = {}
    for row in rows("incident_words.tsv"):
        if row["pos"] != pos:
            continue
        word = ForceWord(row["word"], IncidentKind(row["kind"]), row["sense"] == "armed")
        forms = verb_forms(row["word"]) if pos == "v" else {row["word"], row["word"] + "s"}
        for form in forms:
            index.setdefault(form, word)
    return index


# --- commitments -----------------------------------------------------------------------------


@cache
def commitment_kinds() -> tuple[tuple[CommitmentKind, re.Pattern[str]], ...]:
    """Patterns that tell what a commitment is about, the more telling ones first."""
    return tuple(
        (CommitmentKind(row["kind"]), re.compile(rf"(?<!\w)(?:{row['pattern']})", re.IGNORECASE))
        for row in rows("commitment_kinds.tsv")
    )
