"""The log of imports of incident data: what was read, when, and which files came of it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from troth.errors import VerifyError
from troth.model import content_id
from troth.record.lines import append_line, read_lines

NAME = "imports.jsonl"


@dataclass(frozen=True)
class Import:
    """One file of incident data, taken into a record.

    Attributes:
        file: its name, with the ``sha256`` of its bytes.
        source: the feed.
        licence: of the rows; None when unknown.
        learned: when the record first held them, in UTC, ISO 8601.
        rows: of the file, the unusable ones counted.
        new: rows that the record did not hold.
        duplicates: rows that the file has more than once, beyond the first time each.
        issues: how many there were; ``issues_file`` has them.
        files: paths in the record, below ``incidents/``, with the SHA-256 of their bytes.
        id: content id of all this.
    """

    file: str
    sha256: str
    source: str
    licence: str | None
    learned: str
    rows: int
    new: int
    duplicates: int
    issues: int
    files: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Content id of all the rest."""
        return content_id("import", asdict(self))

    @property
    def form(self) -> dict[str, Any]:
        """As a line of the log."""
        return {"id": self.id, **asdict(self)}

    def parts(self, folder: str) -> list[str]:
        """Its files below one folder, sorted."""
        return sorted(path for path in self.files if path.startswith(f"{folder}/"))

    def known_by(self, moment: datetime | None) -> bool:
        """Whether it was learned by a moment; always, when none is given."""
        return moment is None or datetime.fromisoformat(self.learned) <= moment


class Imports:
    """The log ``imports.jsonl``, to which lines are only added."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def all(self) -> Iterator[Import]:
        """Every import, oldest first.

        Raises:
            VerifyError: a line is not one of an import.
        """
        for number, form in read_lines(self.path):
            where = f"{NAME}, line {number}"
            yield self._import(form, where)

    def _import(self, form: dict[str, Any], where: str) -> Import:
        try:
            told = form.pop("id")
            found = Import(**form)
            datetime.fromisoformat(found.learned)
        except (KeyError, TypeError, ValueError) as error:
            raise _changed(where) from error
        if found.id != told:
            raise _changed(where)
        return found

    def add(self, item: Import) -> None:
        """Write an import down; from then on its rows count."""
        append_line(self.path, item.form)


def _changed(where: str) -> VerifyError:
    return VerifyError(
        "an import is not what was written down",
        where=where,
        next_step="Put back a copy of the file.",
    )
