"""Findings on the disk."""

from pathlib import Path

import pytest

from tests.check.test_findings import of
from tests.check.worlds import incident
from troth.errors import RecordError, UsageError
from troth.record.findings import Findings


def test_a_finding_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = Findings(tmp_path)
    finding = of(incident())
    name = kept.add(finding)
    assert kept.get(name[:8]) == (name, finding)
    assert list(kept) == [(name, finding)]
    assert list(kept.problems()) == []


def test_adding_it_again_changes_nothing(tmp_path: Path) -> None:
    kept = Findings(tmp_path)
    name = kept.add(of(incident()))
    before = (tmp_path / "findings" / f"{name}.json").stat()
    assert kept.add(of(incident())) == name
    assert (tmp_path / "findings" / f"{name}.json").stat() == before


@pytest.mark.parametrize("beginning", ["", "0123456", "zzzzzzzz"])
def test_a_finding_is_named_by_enough_of_its_id(tmp_path: Path, beginning: str) -> None:
    kept = Findings(tmp_path)
    kept.add(of(incident()))
    with pytest.raises(UsageError):
        kept.get(beginning)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1]", b"\xff", b"[" * 100_000, b'{"kind": "permission"}'],
    ids=["empty", "object", "list", "bytes", "deep", "permission"],
)
def test_what_is_no_finding_is_told(tmp_path: Path, content: bytes) -> None:
    kept = Findings(tmp_path)
    path = tmp_path / "findings" / f"{'a' * 64}.json"
    path.parent.mkdir()
    path.write_bytes(content)
    assert [where for _, where in kept.problems()] == [str(path)]
    with pytest.raises(RecordError):
        kept.get("a" * 64)


def test_a_share_that_was_changed_is_told(tmp_path: Path) -> None:
    kept = Findings(tmp_path)
    name = kept.add(of(seen=50))
    path = tmp_path / "findings" / f"{name}.json"
    path.write_bytes(path.read_bytes().replace(b'"share":0.5', b'"share":1.0'))
    assert len(list(kept.problems())) == 1
