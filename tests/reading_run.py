"""A run that reads a folder into a record, to be killed, by itself or from outside."""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.fakes import FakeReader
from troth.pipeline import read_sources
from troth.record import Ledger

MOMENTS = {
    "before the text has its name": ("os", "fsync"),
    "before the name outlives a loss of power": ("troth.record.atomic", "_settle"),
    "between the text and the rows": ("troth.record.writes", "add_document"),
    "in the middle of the rows": ("troth.record.writes", "_add_records"),
}
"""What a run calls at each of them."""


def read(folder: Path, record: Path, told: Path, *, jobs: int = 1) -> None:
    """Read, with a line in the file ``told`` for each outcome, once it is known."""
    make_reader = partial(FakeReader, seconds=0.005)
    with Ledger.open(record, create=True) as ledger, told.open("w", buffering=1) as lines:
        outcomes = read_sources([str(folder)], make_reader=make_reader, jobs=jobs, ledger=ledger)
        for outcome in outcomes:
            lines.write(f"{type(outcome.result).__name__} {outcome.known}\n")


def read_and_be_killed(folder: Path, record: Path, told: Path, moment: str, count: int) -> None:
    """Read until a moment comes for the ``count``th time."""
    module, name = MOMENTS[moment]
    _kill_at(sys.modules[module], name, count)
    read(folder, record, told)


def _kill_at(place: object, name: str, count: int) -> None:
    real: Callable[..., Any] = getattr(place, name)
    left = count

    def killing(*args: Any, **kwargs: Any) -> Any:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    setattr(place, name, killing)
