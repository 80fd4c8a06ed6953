"""Files that are complete or not there at all, whatever is killed when."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

UNFINISHED = ".tmp"
"""How the name of a file ends while it is written; a killed run may leave one."""


def write(path: Path, data: bytes) -> None:
    """Write a file under another name and rename it: no reader ever sees half of it.

    Its folder is made if it is missing.

    Raises:
        OSError: the disk is full, or the rights are missing.
    """
    _make(path.parent)
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


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Have the names in a folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
