"""The folder of a site: built beside its target and swapped in when it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from troth.errors import PublishError

MARKER = "troth-site.json"
OURS = {MARKER, "index.html", "ledger.html", "documents", "data"}
"""Everything that stands at the top of a site."""


@contextmanager
def swapped_in(target: Path) -> Iterator[Path]:
    """A new empty folder that takes the place of ``target`` when the block ends well.

    Until then, and when the block fails, ``target`` stays as it was.

    Raises:
        PublishError: ``target`` is something that Troth did not make, or cannot be written.
    """
    target = target.resolve()
    refuse_foreign(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as workshop:
            fresh, old = Path(workshop, "new"), Path(workshop, "old")
            fresh.mkdir()
            yield fresh
            _swap(fresh, target, old)
    except OSError as error:
        raise PublishError(
            f"the site cannot be written: {error.strerror or error}",
            where=str(error.filename or target),
            next_step="Check the free space and the rights of that folder, and publish again.",
        ) from error


def refuse_foreign(target: Path) -> None:
    """Make sure that replacing ``target`` destroys nothing but a site that Troth made.

    Raises:
        PublishError: it is a file, or a folder that holds anything else.
    """
    if not target.exists():
        return
    if not target.is_dir():
        raise _refusal(target, "is not a folder")
    names = {path.name for path in target.iterdir()}
    if names and MARKER not in names:
        raise _refusal(target, f"has no {MARKER}, so it is not a site that Troth made")
    if strangers := sorted(names - OURS):
        raise _refusal(target, f"holds what Troth did not write: {', '.join(strangers[:5])}")


def _refusal(target: Path, why: str) -> PublishError:
    return PublishError(
        f"this place {why}",
        where=str(target),
        next_step="Name a new or empty folder, or move what is there.",
    )


def _swap(fresh: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
