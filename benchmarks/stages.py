"""Where the time of a reading goes: the stages of the reader, timed from outside."""

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from troth.model import Document
from troth.read import Reader, reader

STAGES = {
    "tokenised": "layout and tokens",
    "parse": "pipeline",
    "find_names": "names",
    "find_offices": "names",
    "Resolver": "who is who",
    "times": "days",
    "find_statements": "statements",
    "find_meetings": "meetings",
    "find_commitments": "commitments",
    "find_incidents": "incidents",
    "find_actors": "actors",
    "find_doubts": "doubts",
}
"""Functions of `troth.read.reader` and the stage that each belongs to."""


def shares(own: Reader, documents: list[Document]) -> tuple[dict[str, float], float]:
    """Seconds by stage, and the seconds of the whole run."""
    spent: defaultdict[str, float] = defaultdict(float)

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            start = time.perf_counter()
            try:
                result = function(*args, **options)
                return list(result) if stage == "doubts" else result
            finally:
                spent[stage] += time.perf_counter() - start

        return call

    with ExitStack() as patches:
        for name, stage in STAGES.items():
            if hasattr(reader, name):
                patches.enter_context(
                    patch.object(reader, name, timed(stage, getattr(reader, name)))
                )
        start = time.perf_counter()
        for _ in own.read_many(documents):
            pass
        whole = time.perf_counter() - start
    return dict(spent), whole
