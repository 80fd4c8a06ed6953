"""Folders: their files, one after another, in the order of their names."""

import os
from collections.abc import Iterator
from pathlib import Path

from troth.errors import SourceError
from troth.read.sources.problem import UnreadableError


def shown(path: Path) -> str:
    """A path as it can be written anywhere: bytes of a name that are no UTF-8 are spelt out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def files(root: Path) -> Iterator[Path | SourceError]:
    """Every file below a folder, sorted by name within each folder, depth first.

    Hidden files and folders are passed by. A link is followed to a file that lies in the folder
    itself, never out of it; linked folders are not entered. What cannot be read is given as the
    error that says so, in its place.
    """
    inside = root.resolve()
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if os.path.islink(path) and path != root:
            yield _linked(path, inside)
        elif os.path.isdir(path):
            found = _children(path)
            if isinstance(found, SourceError):
                yield found
            else:
                waiting.extend(reversed(found))
        else:
            yield path if os.path.isfile(path) else _special(path)


def _children(folder: Path) -> list[Path] | SourceError:
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        return unopened(folder, error)
    return [folder / name for name in names]


def _linked(path: Path, inside: Path) -> Path | SourceError:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        return unopened(path, error)
    if target.is_relative_to(inside) and target.is_file():
        return path
    return UnreadableError(
        "link",
        "this link leads out of the folder or to a folder; it was not followed",
        where=shown(path),
        next_step="Give the place that it leads to as a source of its own.",
    )


def _special(path: Path) -> SourceError:
    return UnreadableError(
        "unsupported",
        "this is neither a file nor a folder",
        where=shown(path),
        next_step="Give it as a source of its own if it is to be read.",
    )


def unopened(path: Path, error: OSError | RuntimeError) -> UnreadableError:
    """The refusal of a file or folder that the system does not open."""
    reason = getattr(error, "strerror", None) or "it cannot be followed"
    return UnreadableError(
        "unopened",
        f"this cannot be opened: {reason}",
        where=shown(path),
        next_step="Check that it is there and that you may read it.",
    )
