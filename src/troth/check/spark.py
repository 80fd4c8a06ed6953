"""The same matching on Apache Spark: ``match`` as it is, through ``mapInArrow``."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from troth.check.match import MATCH_COLUMNS, MATCHES, Plan, match
from troth.errors import UsageError
from troth.model.finding import TESTS

MATCHES_IN_SPARK = "incident string, check int, " + ", ".join(f"{name} byte" for name in TESTS)
"""The schema of ``MATCHES`` in Spark's own words."""


def match_with_spark(files: Sequence[Path], made: Plan, *, master: str) -> pa.Table:
    """The matches of GeoParquet files of incidents, worked out by a Spark cluster.

    The rows are those that ``match`` gives on one machine; their order is not.

    Args:
        files: of the table of incidents; every worker must be able to read them.
        made: the plan; it is sent to the workers.
        master: address of the cluster, or ``local[N]``.

    Raises:
        UsageError: PySpark is not installed.
    """
    if not files:
        return MATCHES.empty_table()
    with _session(master) as session:
        # Their folders are named like a column that is in the files: nothing is read from names.
        frame = session.read.option("recursiveFileLookup", "true").parquet(*map(str, files))
        with warnings.catch_warnings():
            # It warns of a pandas newer than it knows; no pandas is used on this way.
            warnings.filterwarnings("ignore", message="PySpark", category=FutureWarning)
            found = frame.select(*MATCH_COLUMNS).mapInArrow(_matcher(made), MATCHES_IN_SPARK)
            table: pa.Table = found.toArrow()
    return table.cast(MATCHES)


def _matcher(made: Plan) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def matched(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from match(pa.Table.from_batches([batch]), made).to_batches()

    return matched


@contextmanager
def _session(master: str) -> Iterator[Any]:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            "PySpark is not installed",
            next_step="Install it: pip install 'troth[spark]', and a Java runtime.",
        ) from error
    session = (
        SparkSession.builder.master(master)
        .appName("troth check")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "200000")
        .getOrCreate()
    )
    try:
        yield session
    finally:
        session.stop()
