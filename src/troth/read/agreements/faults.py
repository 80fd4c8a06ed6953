"""What is wrong in the file of an agreement: every fault of it, in one error."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from troth.errors import SourceError

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys, and places in lists counted from zero."""

LONGEST = 100
"""Characters of a word to which a nearest one is sought."""

ALIKE = 60.0
"""How like a word must be to be offered in place of one, from 0 to 100; below it, none is."""


@dataclass(frozen=True)
class Trouble:
    """Something wrong with a value, before the file and the line are known.

    Attributes:
        path: the value.
        what: what is wrong with it.
        nearest: the valid word that is most like the one given.
        next_step: what the writer can do.
    """

    path: Path
    what: str
    nearest: str | None = None
    next_step: str = ""

    def under(self, path: Path) -> "Trouble":
        """The same, of a value that stands within another."""
        return Trouble(path + self.path, self.what, self.nearest, self.next_step)


@dataclass(frozen=True)
class Fault:
    """Something wrong in the file of an agreement.

    Attributes:
        file: its name, or empty for a form that comes from no file.
        line: counted from one; None when there is no file.
        path: of the value, such as ``terms[2].window.from``; empty for the file as a whole.
        what: what is wrong.
        nearest: the valid word that is most like the one given.
        next_step: what the writer can do.
    """

    file: str
    line: int | None
    path: str
    what: str
    nearest: str | None = None
    next_step: str = ""

    @property
    def where(self) -> str:
        """The file and the line, as far as there are any."""
        line = f"line {self.line}" if self.line is not None else ""
        return ", ".join(part for part in (self.file, line) if part)

    @property
    def problem(self) -> str:
        """The path and what is wrong there."""
        return f"{self.path}: {self.what}" if self.path else self.what

    @property
    def advice(self) -> str:
        """What to do about it: the nearest valid word, or a step."""
        meant = f"Did you mean “{self.nearest}”?" if self.nearest is not None else ""
        return " ".join(part for part in (meant, self.next_step) if part)

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{where}{self.problem}.{advice}"


class AgreementError(SourceError):
    """An agreement that cannot be used, with every fault that was found in it.

    Args:
        faults: at least one, in the order of the file.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        if len(self.faults) == 1:
            super().__init__(first.problem, where=first.where, next_step=first.advice)
        else:
            super().__init__(f"{len(self.faults)} faults", where=first.file)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)

    def __reduce__(self) -> tuple[object, ...]:
        return (AgreementError, (self.faults,))


def path_words(path: Path) -> str:
    """A path as people write it: ``terms[2].window.from``."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word that is most like another, capitals aside; None when none is like it."""
    if len(word) > LONGEST:
        return None
    folded = {item.casefold(): item for item in words}
    best = process.extractOne(word.casefold(), list(folded), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return folded[best[0]] if best else None
