import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from troth.errors import UsageError, VerifyError
from troth.model import Issue, content_id
from troth.model.incident_table import INCIDENTS
from troth.record.imports import Import
from troth.record.incidents import Incidents
from troth.record.joins import Join


@dataclass(frozen=True)
class Some:
    incidents: pa.RecordBatch
    issues: tuple[Issue, ...] = ()
    rows_read: int = 0


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2025, 3, 27, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(hours=1)
        return self.moment


def row(name: str, content: str = "", **told: Any) -> dict[str, Any]:
    known = {"source": "arda", "row": name, "row_hash": sha256(content.encode()).hexdigest()}
    return {
        "id": content_id("incident row", known),
        **known,
        "family": "arda",
        "file": "a.csv",
        "line": 2,
        "licence": "CC0",
        "by": [],
        "by_all": False,
        "clock": "local",
        "reported_by": ["Post"],
        "denied_by": [],
        "machine": False,
        "start": datetime(2025, 3, 19),
        "end": datetime(2025, 3, 20),
        "longitude": 37.5,
        "latitude": 48.5,
        **told,
    }


def some(*rows: dict[str, Any], issues: Sequence[Issue] = ()) -> Some:
    batch = pa.RecordBatch.from_pylist(list(rows), schema=INCIDENTS)
    return Some(batch, tuple(issues), len(rows) + len(issues))


class Record:
    """A record to import into, with files that have the content of their batches."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.incidents = Incidents(folder / "record")
        self.home = folder / "record" / "incidents"

    def add(self, *batches: Some, name: str = "a.csv") -> Import:
        path = self.folder / name
        path.write_text(repr([batch.incidents.to_pylist() for batch in batches]))
        return self.incidents.add(batches, file=path, source="arda", clock=self.clock)

    def rows(self, **options: Any) -> list[dict[str, Any]]:
        return [row for batch in self.incidents.batches(**options) for row in batch.to_pylist()]

    def names(self, **options: Any) -> list[str]:
        return [row["row"] for row in self.rows(**options)]

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.home).as_posix(): path.read_bytes()
            for path in sorted(self.home.rglob("*"))
            if path.is_file()
        }

    def problems(self) -> list[tuple[str, str]]:
        return list(self.incidents.problems())


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path)


def test_rows_come_back_as_they_were(record: Record) -> None:
    area = shapely.box(30, 40, 31, 41).wkb
    rows = [
        row("1", act="strike", act_probability=0.5, killed_best=3, words="Words"),
        row("2", longitude=None, latitude=None, geometry=area),
        row("3", longitude=None, latitude=None, start=None, end=None),
    ]
    record.add(some(*rows))
    nothing = dict.fromkeys(INCIDENTS.names)
    found = sorted(record.rows(), key=lambda item: item["row"])
    assert found == [{**nothing, **item} for item in rows]
    assert record.problems() == []


def test_files_lie_by_source_and_year(record: Record) -> None:
    record.add(some(row("1"), row("2", start=datetime(2014, 9, 5)), row("3", start=None)))
    folders = {place.rpartition("/")[0] for place in record.files() if place.endswith(".parquet")}
    assert folders == {
        "source=arda/year=2014",
        "source=arda/year=2025",
        "source=arda/year=unknown",
    }


def test_other_programs_can_open_the_files(record: Record) -> None:
    geopandas = pytest.importorskip("geopandas")
    record.add(some(row("1")))
    (path,) = record.home.rglob("*.parquet")
    frame = geopandas.read_parquet(path)
    assert (frame.geometry.x[0], frame.geometry.y[0]) == (37.5, 48.5)
    assert frame.crs.to_epsg() in {4326, None}


def test_an_import_says_what_it_was(record: Record) -> None:
    issue = Issue("date", "no day", "a.csv, line 4", "Look.")
    done = record.add(some(row("1"), row("1"), row("2"), issues=[issue]))
    assert (done.file, done.source, done.licence) == ("a.csv", "arda", "CC0")
    assert (done.rows, done.new, done.duplicates, done.issues) == (4, 2, 1, 2)
    assert done.learned == "2025-03-27T13:00:00+00:00"
    assert [item.code for item in record.incidents.issues(done)] == ["date", "row-twice"]
    assert list(record.incidents.imports()) == [done]


def test_importing_a_file_twice_changes_nothing(record: Record) -> None:
    record.add(some(row("1"), row("2")))
    before = record.files()
    again = record.add(some(row("1"), row("2")))
    assert again.new == 0
    assert record.files() == before


def test_importing_a_file_of_issues_twice_changes_nothing(record: Record) -> None:
    issue = Issue("date", "no day", "a.csv, line 4", "Look.")
    record.add(some(issues=[issue]))
    before = record.files()
    record.add(some(issues=[issue]))
    assert record.files() == before


def test_of_files_that_overlap_only_the_new_rows_are_taken(record: Record) -> None:
    record.add(some(row("1"), row("2")))
    done = record.add(some(row("2"), row("3")), name="b.csv")
    assert (done.new, done.duplicates) == (1, 0)
    assert sorted(record.names()) == ["1", "2", "3"]


def test_the_cut_into_batches_changes_nothing(record: Record, tmp_path: Path) -> None:
    rows = [row(str(at % 7)) for at in range(20)]
    other = Record(tmp_path / "other")
    other.folder.mkdir()
    one = record.add(some(*rows))
    many = other.add(*(some(item) for item in rows))
    assert (one.new, one.duplicates) == (many.new, many.duplicates) == (7, 13)
    assert record.names() == other.names()


def test_a_row_that_changed_is_told_and_the_newest_counts(record: Record) -> None:
    record.add(some(row("1", "old"), row("2")))
    then = record.clock.moment
    done = record.add(some(row("1", "new"), row("2")), name="b.csv")
    assert (done.new, done.issues) == (1, 1)
    assert [item.code for item in record.incidents.issues(done)] == ["row-changed"]
    assert sorted(record.names()) == ["1", "2"]
    assert {item["row_hash"] for item in record.rows()} == {
        sha256(text).hexdigest() for text in (b"new", b"")
    }
    assert {item["row_hash"] for item in record.rows(as_of=then)} == {
        sha256(text).hexdigest() for text in (b"old", b"")
    }
    assert record.problems() == []


def test_two_versions_in_one_file_both_count_and_are_told(record: Record) -> None:
    done = record.add(some(row("1", "old"), row("1", "new")))
    assert (done.new, done.duplicates) == (2, 0)
    assert [item.code for item in record.incidents.issues(done)] == ["row-changed"]
    assert record.names() == ["1", "1"]


def test_a_place_in_a_file_does_not_take_another_place(record: Record) -> None:
    record.add(some(row("line 2", "january")))
    record.add(some(row("line 2", "february")), name="b.csv")
    assert record.names() == ["line 2", "line 2"]


def test_rows_learned_later_are_not_known_before(record: Record) -> None:
    record.add(some(row("1")))
    then = record.clock.moment
    record.add(some(row("2")), name="b.csv")
    assert record.names(as_of=then - timedelta(seconds=1)) == []
    assert record.names(as_of=then) == ["1"]
    assert sorted(record.names()) == ["1", "2"]


def test_columns_come_in_the_order_that_is_asked_for(record: Record) -> None:
    record.add(some(row("1")))
    (batch,) = record.incidents.batches(columns=["row", "geometry", "act"])
    assert batch.schema.names == ["row", "geometry", "act"]
    assert batch.to_pylist() == [{"row": "1", "geometry": None, "act": None}]
    with pytest.raises(UsageError, match="no column"):
        list(record.incidents.batches(columns=["nothing"]))


def test_a_record_without_incidents_has_none(record: Record) -> None:
    assert record.rows() == []
    assert record.problems() == []
    assert dict(record.incidents.events()) == {}


class KilledError(Exception):
    """Stands for whatever ends a program."""


def cut_short(*batches: Some) -> Iterator[Some]:
    yield from batches
    raise KilledError


def test_an_interrupted_import_leaves_nothing_and_can_be_done_again(record: Record) -> None:
    path = record.folder / "a.csv"
    path.write_text("x")
    with pytest.raises(KilledError):
        record.incidents.add(cut_short(some(row("1"))), file=path, source="arda")
    assert record.rows() == []
    assert record.problems() == []
    assert record.add(some(row("1"))).new == 1


def test_what_a_killed_import_left_does_not_count_and_is_told(record: Record) -> None:
    done = record.add(some(row("1")))
    log = record.home / "imports.jsonl"
    log.write_text("")
    (record.home / "x.tmp").mkdir()
    (record.home / "x.tmp" / "2025.parquet").write_bytes(b"half")
    assert record.rows() == []
    told = {where: what for what, where in record.problems()}
    assert set(told) == {f"incidents/{place}" for place in (*done.files, "x.tmp/2025.parquet")}
    assert "interrupted" in told["incidents/x.tmp/2025.parquet"]
    record.add(some(row("1")))
    assert record.names() == ["1"]
    assert record.problems() == []


def test_half_a_line_of_the_log_does_not_count(record: Record) -> None:
    record.add(some(row("1")))
    log = record.home / "imports.jsonl"
    log.write_bytes(log.read_bytes() + b'{"id":"half')
    assert record.names() == ["1"]
    record.add(some(row("2")), name="b.csv")
    assert sorted(record.names()) == ["1", "2"]
    assert all(json.loads(line) for line in log.read_text().splitlines())


def test_a_changed_file_is_a_problem(record: Record) -> None:
    record.add(some(row("1")))
    (path,) = record.home.rglob("*.parquet")
    changed = pq.read_table(path).to_pylist()
    changed[0]["row"] = "2"
    schema = pq.read_schema(path)
    pq.write_table(pa.Table.from_pylist(changed, schema=schema), path)
    told = [what for what, _ in record.problems()]
    assert any("bytes have changed" in what for what in told)
    assert any("id of row 2 is not that of its content" in what for what in told)


def test_a_file_that_is_no_table_is_a_problem(record: Record) -> None:
    record.add(some(row("1")))
    (path,) = record.home.rglob("*.parquet")
    path.write_bytes(b"nothing")
    assert any("no table" in what for what, _ in record.problems())
    with pytest.raises(VerifyError):
        record.rows()


def test_a_missing_and_a_strange_file_are_problems(record: Record) -> None:
    record.add(some(row("1")))
    (path,) = record.home.rglob("*.parquet")
    path.rename(path.with_name("other.parquet"))
    assert sorted(what.split(" ")[0] for what, _ in record.problems()) == ["no", "the"]


def test_a_changed_line_of_the_log_is_a_problem(record: Record) -> None:
    record.add(some(row("1")))
    log = record.home / "imports.jsonl"
    log.write_text(log.read_text().replace('"new":1', '"new":2'))
    assert ("an import is not what was written down", "imports.jsonl, line 1") in record.problems()


@pytest.mark.parametrize("name", ["", "../x", "A", "a/b", "x" * 101])
def test_a_source_that_is_no_name_is_refused(record: Record, name: str) -> None:
    path = record.folder / "a.csv"
    path.write_text("x")
    with pytest.raises(UsageError, match="name of a source"):
        record.incidents.add([], file=path, source=name)


def test_rows_of_another_source_are_refused(record: Record) -> None:
    with pytest.raises(UsageError, match="not of the source"):
        record.add(some({**row("1"), "source": "other"}))
    assert record.rows() == []


def joined(record: Record, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    for one, other in pairs:
        record.incidents.join(Join(one, other, "somebody", "the same", "2025-03-27T12:00:00+00:00"))
    return dict(record.incidents.events())


def test_what_hangs_together_is_one_event(record: Record) -> None:
    found = joined(record, [("d", "c"), ("b", "a"), ("c", "b"), ("y", "x")])
    assert found == {"a": "a", "b": "a", "c": "a", "d": "a", "x": "x", "y": "x"}
    assert record.problems() == []


def test_the_order_of_joins_does_not_matter(record: Record, tmp_path: Path) -> None:
    pairs = [("d", "c"), ("b", "a"), ("c", "b"), ("y", "x"), ("e", "d")]
    other = Record(tmp_path / "other")
    assert joined(record, pairs) == joined(other, pairs[::-1])


def test_an_incident_is_not_joined_with_itself(record: Record) -> None:
    with pytest.raises(UsageError):
        joined(record, [("a", "a")])
