"""How far a long run has come, shown on a terminal only."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

Step = Callable[[], None]
"""Called for each document that is done."""


def are_many(sources: Sequence[str]) -> bool:
    """Whether sources are, as far as can be told before they are opened, more than one."""
    return len(sources) > 1 or any(Path(source).is_dir() for source in sources)


@contextmanager
def progress(console: Console, *, total: int, results_on_it: bool) -> Iterator[Step]:
    """A bar on a terminal, which goes when the run is over; nothing anywhere else.

    Args:
        console: where the bar is.
        total: how many are expected; there may turn out to be more.
        results_on_it: results are printed on the same terminal, and go above the bar.
    """
    if not console.is_terminal:
        yield lambda: None
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        redirect_stdout=results_on_it,
    ) as bar:
        task = bar.add_task("Reading", total=total)
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=done, total=max(total, done))

        yield step


def expected(sources: Sequence[str]) -> int:
    """How many documents sources probably hold: one for each file, and for each address."""
    return sum(_files(source) if Path(source).is_dir() else 1 for source in sources)


def _files(folder: str) -> int:
    count = 0
    for _, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        count += sum(not name.startswith(".") for name in names)
    return count
