"""The same function on Apache Spark: a local session, and a cluster of two workers."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.check.worlds import checks, incident, table
from troth.check.match import match, plan
from troth.check.spark import match_with_spark

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed: troth[spark]")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java runtime")

HOME = Path(pyspark.__file__).parent
STARTED_WITHIN_SECONDS = 60

MADE = plan(checks(), {})
ROWS = table(*(incident(number, longitude=9.5 + number / 100) for number in range(200)))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The incidents in two files, in folders like those of a record."""
    found = []
    for number, part in enumerate((ROWS.slice(0, 120), ROWS.slice(120))):
        folder = tmp_path / "incidents" / "source=viina" / f"year={2024 + number}"
        folder.mkdir(parents=True)
        pq.write_table(part, folder / "rows.parquet")
        found.append(folder / "rows.parquet")
    return found


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A master and two workers, each a process of its own; the address of the master."""
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("SPARK_HOME", str(HOME))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"spark://127.0.0.1:{port}"
    where = ["--host", "127.0.0.1", "--webui-port", "0"]
    log = tmp_path / "master.log"
    started = [_start("master.Master", *where, "--port", str(port), log=log)]
    for number in range(2):
        options = [*where, "-c", "1", "-m", "1g", "-d", str(tmp_path / f"worker{number}")]
        started.append(_start("worker.Worker", *options, address, log=tmp_path / f"{number}.log"))
    try:
        _wait_for(log, "Registering worker", times=2)
        yield address
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def _start(name: str, *options: str, log: Path) -> "subprocess.Popen[bytes]":
    program = [str(HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *options]
    quiet = {**os.environ, "SPARK_DAEMON_MEMORY": "256m"}
    with log.open("wb") as out:
        return subprocess.Popen(program, stdout=out, stderr=out, env=quiet)


def _wait_for(log: Path, words: str, *, times: int) -> None:
    end = time.monotonic() + STARTED_WITHIN_SECONDS
    while log.read_text(encoding="utf-8").count(words) < times:
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.2)


def ordered(found: pa.Table) -> list[dict[str, int]]:
    rows: list[dict[str, int]] = found.to_pylist()
    return sorted(rows, key=lambda row: (row["incident"], row["check"]))


def test_a_cluster_of_two_workers_gives_the_same_rows(files: list[Path], cluster: str) -> None:
    found = match_with_spark(files, MADE, master=cluster)
    assert found.schema == match(ROWS, MADE).schema
    assert ordered(found) == ordered(match(ROWS, MADE))
    assert found.num_rows > 0
