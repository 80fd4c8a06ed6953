"""Append-only files of JSON lines, one record a line, whatever is killed when."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from troth.errors import VerifyError
from troth.model import canonical


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number and content of each whole line; a last one without its end was never finished.

    Raises:
        VerifyError: a whole line is not a JSON object.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.endswith(b"\n"):
                yield number, _form(line, f"{path.name}, line {number}")


def _form(line: bytes, where: str) -> dict[str, Any]:
    try:
        form = json.loads(line)
    except ValueError as error:
        raise _damaged(where) from error
    if not isinstance(form, dict):
        raise _damaged(where)
    return form


def _damaged(where: str) -> VerifyError:
    return VerifyError(
        "the line is not what was written", where=where, next_step="Put back a copy of the file."
    )


def append_line(path: Path, form: Mapping[str, Any]) -> None:
    """Add a line, so that it outlives a loss of power; half a line left by others goes first."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        _drop_half(descriptor)
        os.write(descriptor, canonical(form) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop_half(descriptor: int) -> None:
    end = os.fstat(descriptor).st_size
    whole = end
    while whole and os.pread(descriptor, 1, whole - 1) != b"\n":
        whole -= 1
    if whole < end:
        os.ftruncate(descriptor, whole)
