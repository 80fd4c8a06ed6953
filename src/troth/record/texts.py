"""The texts of a record: one file for each document, named by the hash of its bytes."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from troth.errors import RecordError, VerifyError
from troth.model import Document
from troth.record.atomic import UNFINISHED, write

FOLDER = "documents"
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
            write(path, document.text.encode("utf-8"))
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
