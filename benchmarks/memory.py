"""Memory while many documents are read: it must not grow with their number."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path


def resident(pid: int) -> int:
    """Resident bytes of a process and all its children, shared pages counted in each."""
    total = 0
    for process in [pid, *_children(pid)]:
        try:
            for line in Path(f"/proc/{process}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1]) * 1024
        except OSError:
            continue
    return total


def _children(pid: int) -> list[int]:
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [child for text in own for child in [int(text), *_children(int(text))]]


def course(files: list[Path], documents: int, jobs: int) -> Iterator[tuple[int, int]]:
    """Documents read so far and resident bytes, at every tenth of a run over ``documents`` files.

    The files are repeated under new names in a temporary folder and read by `troth read`.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, file in zip(range(documents), cycle(files), strict=False):
            shutil.copyfile(file, folder / f"{number:06d}.txt")
        command = [sys.executable, "-m", "troth", "read", str(folder), "--format", "jsonl"]
        with subprocess.Popen(
            [*command, "--jobs", str(jobs)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as run:
            assert run.stdout is not None
            for count, _ in enumerate(run.stdout, start=1):
                if count % max(documents // 10, 1) == 0:
                    yield count, resident(run.pid)
            time.sleep(0)
