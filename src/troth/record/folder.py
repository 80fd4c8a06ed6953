"""The folder of a record: whether it is one, or may become one."""

from pathlib import Path

from troth import settings
from troth.errors import RecordError
from troth.record.texts import FOLDER

DATABASE = "troth.db"
BESIDE = frozenset({"agreements", "findings", "incidents", "places", "README.md", FOLDER})
"""What may be in the folder before there is a record: people's work, and a broken-off start."""


def ready(folder: Path, *, create: bool) -> None:
    """Make the folder if that is asked for, and see that it can hold this record.

    Raises:
        RecordError: it is no record and may not become one; nothing was created in it.
    """
    if folder.exists() and not folder.is_dir():
        raise RecordError(
            "a record is a folder, and this is a file",
            where=str(folder),
            next_step="Name another folder for the record.",
        )
    if _is_record(folder):
        return
    if not create:
        raise RecordError(
            "there is no record here",
            where=str(folder),
            next_step="Name its folder with --record, or make one: troth read FILE --record DIR.",
        )
    _refuse_strangers(folder)
    _make(folder)


def _is_record(folder: Path) -> bool:
    if (folder / DATABASE).exists():
        return True
    # With the rows in a database elsewhere, the texts are what shows a record.
    return not _keeps_its_rows(folder) and (folder / FOLDER).is_dir()


def _keeps_its_rows(folder: Path) -> bool:
    return settings.record_database(folder) == f"sqlite:///{folder / DATABASE}"


def _refuse_strangers(folder: Path) -> None:
    orphaned = _keeps_its_rows(folder) and any((folder / FOLDER).glob("*/*.txt"))
    strangers = sorted(_strangers(folder))
    if _is_record(folder):  # somebody else has made it while this one looked
        return
    if orphaned:
        raise RecordError(
            f"this record has lost its {DATABASE}",
            where=str(folder),
            next_step="Put back a copy of it, or name another folder for a new record.",
        )
    if strangers:
        raise RecordError(
            f"this folder is not a record and is not empty (it holds {strangers[0]!r})",
            where=str(folder),
            next_step="Name a new or empty folder for the record.",
        )


def _strangers(folder: Path) -> set[str]:
    if not folder.is_dir():
        return set()
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return names - BESIDE


def _make(folder: Path) -> None:
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(
            f"the folder of the record cannot be made ({error.strerror})",
            where=str(folder),
            next_step="Check the rights of the folder above it, or name another.",
        ) from error
