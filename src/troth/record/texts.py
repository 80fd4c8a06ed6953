"""The texts of a record: one file for each document, named by the hash of its bytes."""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from troth.errors import RecordError, VerifyError
from troth.model import Document

FOLDER = "documents"
UNFINISHED = ".tmp"
AGAIN = "Put back a copy of it, or move it away and read its source again."


class Texts:
    """The ``documents/`` folder of a record; a file in it is complete or not there at all."""

    def __init__(self, record: Path) -> None:
        self.folder = record / FOLDER

    def path(self, document_id: str) -> Path:
        """Where the text of a document lies: ``documents/ab/abcdef….txt``."""
        return self.folder / document_id[:2] / f"{document_id}.txt"

    def put(self, document: Document) -> None:
        """Store a text, whatever is killed when; a text that is there stays as it is.

        Raises:
            RecordError: the file cannot be written.
        """
        path = self.path(document.id)
        if path.exists():
            return
        try:
            _make(path.parent)
            _write(path, document.text.encode("utf-8"))
        except OSError as error:
            raise RecordError(
                f"the text cannot be stored ({error.strerror})",
                where=str(path),
                next_step="Check the disk and the rights of the folder, then run this again.",
            ) from error

    def get(self, document_id: str) -> str:
        """The text of a document, checked against its hash.

        Raises:
            VerifyError: the file is missing or has changed.
        """
        path = self.path(document_id)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise VerifyError(
                f"the text of a document cannot be read ({error.strerror})",
                where=str(path),
                next_step=AGAIN,
            ) from error
        if sha256(data).hexdigest() != document_id:
            raise VerifyError(
                "the text of a document is not what was stored", where=str(path), next_step=AGAIN
            )
        return data.decode("utf-8")

    def files(self) -> Iterator[Path]:
        """Every file in the folder, sorted, but for what a killed run left unfinished."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.suffix != UNFINISHED:
                yield path


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _settle(folder.parent)


def _write(path: Path, data: bytes) -> None:
    """Write under another name and rename: no reader ever sees half a text."""
    with NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.stem}.", suffix=UNFINISHED, delete=False
    ) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    try:
        Path(file.name).replace(path)
    except FileNotFoundError:
        # Another writer of the same text came first and took this file for a killed run's.
        if not path.exists():
            raise
    _settle(path.parent)
    for leftover in path.parent.glob(f".{path.stem}.*{UNFINISHED}"):
        with suppress(FileNotFoundError):
            leftover.unlink()


def _settle(folder: Path) -> None:
    """Have the names in a folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
