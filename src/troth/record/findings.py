"""Findings on the disk: one file for each, named by its content."""

import json
from collections.abc import Iterator
from pathlib import Path

from troth.errors import RecordError, UsageError
from troth.model.finding import Finding
from troth.model.finding_form import finding_form, finding_from_form, finding_id
from troth.model.identity import canonical
from troth.record.atomic import write

FOLDER = "findings"
SHORTEST_BEGINNING = 8
"""Characters of an id that are enough to name it."""


class Findings:
    """The findings of a record; a finding is added once and never changed.

    Args:
        folder: of the record.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def add(self, finding: Finding) -> str:
        """Keep a finding; its id. Adding it again changes nothing.

        Raises:
            RecordError: the file cannot be written.
        """
        name = finding_id(finding)
        path = self._folder / f"{name}.json"
        try:
            if not path.exists():
                write(path, canonical(finding_form(finding)))
        except OSError as error:
            raise RecordError(
                f"the finding cannot be stored ({error.strerror})",
                where=str(path),
                next_step="Check the disk and the rights of the folder, then run this again.",
            ) from error
        return name

    def get(self, beginning: str) -> tuple[str, Finding]:
        """A finding and its id, by its id or a beginning of it.

        Raises:
            UsageError: no finding, or more than one, begins so.
            RecordError: its file is not what it was.
        """
        found = [path for path in self._files() if path.stem.startswith(beginning)]
        if len(beginning) < SHORTEST_BEGINNING or len(found) != 1:
            what = "no finding" if not found else f"{len(found)} findings"
            raise UsageError(
                f"{what} can be told by {beginning!r}",
                next_step=f"Give at least {SHORTEST_BEGINNING} characters of the id of one; "
                "troth check prints them.",
            )
        return found[0].stem, _read(found[0])

    def __iter__(self) -> Iterator[tuple[str, Finding]]:
        """Every finding with its id, in the order of ids.

        Raises:
            RecordError: a file is not what it was.
        """
        for path in self._files():
            yield path.stem, _read(path)

    def names(self) -> list[str]:
        """The id of every finding, sorted."""
        return [path.stem for path in self._files()]

    def problems(self) -> Iterator[tuple[str, str]]:
        """What does not hold: a file that is not the finding it is named for, and where."""
        for path in self._files():
            try:
                _read(path)
            except RecordError as error:
                yield error.what, str(path)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))


def _read(path: Path) -> Finding:
    data = path.read_bytes()
    try:
        finding = finding_from_form(json.loads(data))
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        raise RecordError(
            f"this is not a finding ({type(error).__name__}: {error})",
            where=str(path),
            next_step="Put back a copy of it, or make it again: troth check.",
        ) from error
    if finding_id(finding) != path.stem or canonical(finding_form(finding)) != data:
        raise RecordError(
            "this finding has changed: its content does not give its name",
            where=str(path),
            next_step="Put back a copy of it, or make it again: troth check.",
        )
    return finding
