"""Checking: whole matching as a ratio of the bare join it rests on, and of two other engines.

Every contender runs in a process of its own, one after the other, on the same incidents.
"""

import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import places, postgis

TIMES = 3
"""Runs of a contender in its process: the median counts, and the first one warms up."""

PART = 10
"""PostGIS, GeoPandas and Spark are asked about one incident of so many, unless told otherwise."""

COURSE = (0.1, 0.2, 0.5, 1.0)
"""Shares of the incidents at which the course of the cost is measured."""

SLOWEST_SECONDS = 900


@dataclass(frozen=True)
class Run:
    """What one contender took.

    Attributes:
        seconds: the median of its runs.
        ready: before them.
        matches: how many.
        mebibytes: the most that was resident.
        outcomes: how many matches of each check and outcome.
    """

    seconds: float
    ready: float
    matches: int
    mebibytes: float
    outcomes: dict[tuple[int, ...], int]


@dataclass(frozen=True)
class Bench:
    """Where a benchmark finds its places and keeps its incidents."""

    shared: Path
    folder: Path

    def run(self, contender: str, case: str, rows: int, times: int = 1, *more: str) -> Run | None:
        """Run a contender; None, with a word, when it fails or takes too long."""
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.contenders", contender, case]
        options = ["--shared", self.shared, "--folder", self.folder, "--rows", rows]
        asked = [*command, *map(str, options), "--times", str(times), *more]
        try:
            done = subprocess.run(
                asked, capture_output=True, text=True, timeout=SLOWEST_SECONDS, check=True
            )
        except subprocess.TimeoutExpired:
            print(f"\n{contender}, {case}, {rows:,}: not done after {SLOWEST_SECONDS} seconds")
            return None
        except subprocess.CalledProcessError as error:
            print(f"\n{contender}, {case}, {rows:,}: failed: {error.stderr.strip()[-300:]}")
            return None
        found = json.loads(done.stdout.splitlines()[-1])
        return Run(
            median(found["seconds"]),
            found["ready"],
            found["matches"],
            found["memory"] / 2**20,
            pickle.loads(Path(found["outcomes"]).read_bytes()),  # written by the process above
        )


def report(shared: Path, rows: int) -> None:
    """Measure and print every table; a word instead where the places are not there."""
    if not places.are_there(shared):
        print(f"\nChecking is not measured: {shared / 'places'} does not have the places.")
        return
    with tempfile.TemporaryDirectory(prefix="checking-") as folder:
        bench = Bench(shared.resolve(), Path(folder))
        print(f"\n## Checking\n\n{rows:,} incidents, fifty terms, {os.cpu_count()} cores")
        for case in ("mixed", "anything"):
            _against_the_bare_join(bench, case, rows)
        _course(bench, rows)
        for case in ("mixed", "anything"):
            _against_others(bench, case, max(rows // PART, 1))
        if shutil.which("java"):
            _on_spark(bench, max(rows // PART, 1))


def _against_the_bare_join(bench: Bench, case: str, rows: int) -> None:
    bare = [
        run
        for name in ("bare", "bare-cut")
        if (run := bench.run(name, case, rows, TIMES)) is not None
    ]
    best = min(run.seconds for run in bare)
    print(f"\n| {case}, {rows:,} incidents | s | of the bare join | matches | resident, MiB |")
    print("|---|---|---|---|---|")
    print(f"| bare SedonaDB join | {best:.1f} | 1.0 | {bare[0].matches:,} | |")
    labels = {"troth": "troth, matches counted"}
    if case == "mixed":
        labels["troth-kept"] = "troth, matches and their incidents kept"
    for name, label in labels.items():
        run = bench.run(name, case, rows, TIMES if name == "troth" else 1)
        if run:
            print(
                f"| {label} | {run.seconds:.1f} | {run.seconds / best:.1f} | {run.matches:,} |"
                f" {run.mebibytes:,.0f} |",
                flush=True,
            )


def _course(bench: Bench, rows: int) -> None:
    print("\n| incidents, mixed | s | µs for each |\n|---|---|---|")
    for share in COURSE:
        some = int(rows * share)
        run = bench.run("troth", "mixed", some, TIMES)
        if run:
            print(f"| {some:,} | {run.seconds:.1f} | {run.seconds / some * 1e6:.2f} |", flush=True)


def _against_others(bench: Bench, case: str, rows: int) -> None:
    own = bench.run("troth", case, rows, TIMES)
    if own is None:
        return
    print(f"\n| {case}, {rows:,} incidents | s | times troth | the same rows |\n|---|---|---|---|")
    print(f"| troth | {own.seconds:.1f} | 1.0 | |", flush=True)
    others = {"frames-cut": "GeoPandas, zones cut", "frames": "GeoPandas, whole zones"}
    if postgis.is_there():
        others = {"postgis": "PostGIS, zones cut", **others}
    for name, label in others.items():
        run = bench.run(name, case, rows, TIMES if name == "postgis" else 1)
        if run:
            same = _same(own, run)
            times = run.seconds / own.seconds
            print(f"| {label} | {run.seconds:.1f} | {times:.1f} | {same} |", flush=True)


def _same(one: Run, other: Run) -> str:
    keys: Sequence[tuple[int, ...]] = [*{*one.outcomes, *other.outcomes}]
    apart = sum(abs(one.outcomes.get(key, 0) - other.outcomes.get(key, 0)) for key in keys)
    return "yes" if apart == 0 else f"no: {apart:,} apart"


def _on_spark(bench: Bench, rows: int) -> None:
    own = bench.run("troth", "mixed", rows, 1)
    print(f"\n| Spark, mixed, {rows:,} incidents | s | the same rows |\n|---|---|---|")
    for workers in (1, 2):
        run = bench.run("spark", "mixed", rows, TIMES, "--master", f"local[{workers}]")
        if run and own:
            print(f"| local[{workers}] | {run.seconds:.1f} | {_same(own, run)} |", flush=True)
