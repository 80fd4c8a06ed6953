"""Trees of kinds: the acts that terms and incidents speak of, and what acts are done to.

The trees are data: ``acts.tsv`` and ``targets.tsv`` beside this file, with a line for each kind,
its more general kind, its label, and, for acts, the codes that other vocabularies use for it.
"""

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from troth.model.truth import Truth


@dataclass(frozen=True)
class Kind:
    """One kind of a tree.

    Attributes:
        code: its name in data: lower case, words joined by underscores.
        within: the code of the more general kind, or None at a root.
        label: in plain neutral words.
        plover: PLOVER event types and modes, such as ``ASSAULT/drone``.
        cameo: CAMEO codes or roots, such as ``195``.
        acled: ACLED event or sub-event types.
        ucdp: UCDP types of violence: 1 state-based, 2 non-state, 3 one-sided.
    """

    code: str
    within: str | None
    label: str
    plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    acled: tuple[str, ...] = ()
    ucdp: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kinds:
    """A tree of kinds."""

    members: tuple[Kind, ...]
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Kind:
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, Kind]:
        return {kind.code: kind for kind in self.members}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in the order of the file."""
        return tuple(kind.code for kind in self.members)

    def line(self, code: str) -> tuple[str, ...]:
        """A code and the more general ones, from itself to its root.

        Raises:
            KeyError: there is no such kind.
        """
        if code not in self._lines:
            within = self._by_code[code].within
            self._lines[code] = (code, *(self.line(within) if within else ()))
        return self._lines[code]

    def covers(self, asked: str, told: str | None) -> Truth:
        """Whether what is told to be of one kind is of the kind asked for.

        A more general kind than the one asked for may or may not be it: that cannot be told.
        Nor can it when nothing, or a word that is not in the tree, is told.

        Raises:
            KeyError: the kind asked for is not in the tree.
        """
        line = self.line(asked)
        if told is None or told not in self:
            return Truth.UNKNOWN
        if asked in self.line(told):
            return Truth.YES
        return Truth.UNKNOWN if told in line else Truth.NO


@cache
def acts() -> Kinds:
    """What parties do, or must not do."""
    return _read("acts.tsv")


@cache
def targets() -> Kinds:
    """What acts are done to."""
    return _read("targets.tsv")


def _read(name: str) -> Kinds:
    text = files("troth.model").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    names, *rows = (line.split("\t") for line in lines)
    return Kinds(tuple(_kind(dict(zip(names, row, strict=False))) for row in rows))


def _kind(row: dict[str, str]) -> Kind:
    others = {
        name: tuple(item for item in row.get(name, "").split("|") if item)
        for name in ("plover", "cameo", "acled", "ucdp")
    }
    return Kind(row["code"], row["within"] or None, row["label"], **others)
