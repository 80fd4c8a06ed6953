from pathlib import Path

from troth.read.feeds import read_feed
from troth.record.incidents import Incidents

MAPPING = """kind: incidents
source: arda
columns: {start: day, row: "no"}
"""


def test_a_million_duplicates_are_one_row_and_one_issue(tmp_path: Path) -> None:
    feed, mapping = tmp_path / "feed.csv", tmp_path / "map.yaml"
    feed.write_text("no,day\n" + "7,2025-03-19\n" * 1_000_000)
    mapping.write_text(MAPPING)
    incidents = Incidents(tmp_path / "record")
    batches = read_feed("csv", feed, mapping=mapping)
    done = incidents.add(batches, file=feed, source="arda")
    assert (done.rows, done.new, done.duplicates, done.issues) == (1_000_000, 1, 999_999, 1)
    (issue,) = incidents.issues(done)
    assert (issue.code, issue.where) == ("row-twice", "feed.csv, line 3")
    assert sum(len(batch) for batch in incidents.batches()) == 1
