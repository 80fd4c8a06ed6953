"""PostGIS asked the same question, in a cluster of its own on a Unix socket."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import shapely

from benchmarks.question import Outcome, Question, plain
from troth.check.match import MATCH_COLUMNS

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
SETTINGS = {
    "shared_buffers": "2GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "effective_cache_size": "8GB",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "2",
    "random_page_cost": "1.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "listen_addresses": "",
}
"""For a machine of its own with a fast disk; nothing that is measured here must survive a crash."""

TABLES = """
create extension postgis;
create extension btree_gist;
create unlogged table raw (act text, act_sure smallint, target text, target_sure smallint,
  party text, party_sure smallint, local bool,
  start bigint, "end" bigint, level smallint, x float8, y float8);
create table act (number int, label text, sure smallint, truth int);
create table target (like act);
create table party (like act);
create table piece (number int, level smallint, truth int, shape geometry);
"""

INDEXES = """
create unlogged table incident as
  select *, case when level >= 0 then ST_Point(x, y) end as point from raw;
drop table raw;
create index on incident using gist (level, point);
create index on incident (start);
create index on incident (start) where level = -1;
create index on piece using gist (number, level, shape);
"""

QUESTION = """
select a.truth, t.truth, i.area,
  case when i.start >= case when i.local then {local_start} else {start} end
    and i."end" <= case when i.local then {local_end} else {end} end then 2 else 1 end,
  p.truth, count(*)
from (
  select i.*, z.truth as area from incident i
    join piece z on z.number = {number} and z.level = i.level and ST_Intersects(z.shape, i.point)
    where {within}
  union all
  select i.*, 1 as area from incident i where i.level = -1 and {within}
) i
  join act a on a.number = {number} and a.label = i.act and a.sure = i.act_sure
  join target t on t.number = {number} and t.label = i.target and t.sure = i.target_sure
  join party p on p.number = {number} and p.label = i.party and p.sure = i.party_sure
group by 1, 2, 3, 4, 5
"""

WITHIN = """(i.start < greatest({end}, {local_end}) and i."end" > least({start}, {local_start})
  and (i.local and i.start < {local_end} and i."end" > {local_start}
  or not i.local and i.start < {end} and i."end" > {start}))"""


def is_there() -> bool:
    """Whether PostgreSQL is installed where Debian puts it, with PostGIS."""
    extension = Path("/usr/share/postgresql/15/extension/postgis.control")
    return (PROGRAMS / "initdb").is_file() and extension.is_file()


@contextmanager
def cluster() -> Iterator["psycopg.Connection[tuple[int, ...]]"]:
    """A connection to a new cluster, which is thrown away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="postgis-"))
    data = folder / "data"
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_postgres:
        shutil.chown(folder, "postgres")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": folder}
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    control = [*as_postgres, str(PROGRAMS / "pg_ctl"), "-D", str(data), "-w"]
    initdb = [*as_postgres, str(PROGRAMS / "initdb"), "-D", str(data), "-A", "trust"]
    subprocess.run([*initdb, "-U", "postgres"], check=True, **quiet)  # type: ignore[call-overload]
    start = [*control, "-l", str(folder / "log"), "-o", f"-k {folder} {options}", "start"]
    subprocess.run(start, check=True, **quiet)  # type: ignore[call-overload]
    try:
        with psycopg.connect(f"host={folder} user=postgres", autocommit=True) as connection:
            yield connection
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, **quiet)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)


def load(
    connection: "psycopg.Connection[tuple[int, ...]]", files: Sequence[Path], question: Question
) -> None:
    """Fill tables, make indexes and statistics."""
    connection.execute(TABLES)
    with connection.cursor() as cursor:
        for file in files:
            columns = plain(pq.read_table(file, columns=list(MATCH_COLUMNS)))
            text = pa.BufferOutputStream()
            pyarrow.csv.write_csv(
                pa.table(dict(columns)), text, pyarrow.csv.WriteOptions(include_header=False)
            )
            with cursor.copy("copy raw from stdin (format csv)") as copy:
                copy.write(text.getvalue())
        for name, labels in (
            ("act", question.act),
            ("target", question.target),
            ("party", question.party),
        ):
            _copy(cursor, name, labels.rows)
        pieces = ((*row, shapely.to_wkb(shape, hex=True)) for *row, shape in question.pieces)
        _copy(cursor, "piece", pieces)
    connection.execute(INDEXES)
    connection.execute("vacuum analyze")


def _copy(
    cursor: "psycopg.Cursor[tuple[int, ...]]", table: str, rows: Iterable[tuple[object, ...]]
) -> None:
    with cursor.copy(f"copy {table} from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def answer(
    connection: "psycopg.Connection[tuple[int, ...]]", question: Question
) -> dict[Outcome, int]:
    """Matches by check and outcome, one query for each check."""
    found: dict[Outcome, int] = {}
    for number in range(question.checks):
        for *tests, count in connection.execute(_query(question, number)).fetchall():
            found[number, *tests] = count
    return found


def _query(question: Question, number: int) -> str:
    """The query of one check, with its bounds as constants, so that they are planned with."""
    values = {"number": number}
    for window in question.windows:
        if window[0] == number:
            before = "local_" if window[1] else ""
            values[f"{before}start"], values[f"{before}end"] = window[2], window[3]
    return QUESTION.format(within=WITHIN.format(**values), **values)
