"""A folder gives its files in order, and nothing from outside it."""

import os
from itertools import islice
from pathlib import Path

import pytest

from tests.read.sources.samples import SENTENCE, only_issue, saved
from troth.model import Document, Issue
from troth.read.sources import documents


def names(root: Path) -> list[str]:
    return [
        Path(found.file).relative_to(root).as_posix()
        for found in documents(str(root))
        if isinstance(found, Document)
    ]


def test_files_come_sorted_and_depth_first(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/2.txt", "b/1.txt", "a.txt"):
        saved(tmp_path, name, SENTENCE)
    assert names(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_hidden_files_are_passed_by(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".hidden.txt", ".git/x.txt", "a.txt"):
        saved(tmp_path, name, SENTENCE)
    assert names(tmp_path) == ["a.txt"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    target = saved(outside, "secret.txt", SENTENCE)
    (root / "a.txt").symlink_to(target)
    (root / "b").symlink_to(outside)
    (root / "c").symlink_to(root)
    (root / "d.txt").symlink_to(root / "nowhere")
    found = list(documents(str(root)))
    assert [getattr(issue, "code", None) for issue in found] == ["link", "link", "link", "unopened"]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(saved(tmp_path, "b.txt", SENTENCE))
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert only_issue(documents(str(tmp_path))).code == "unsupported"


def test_an_empty_folder_is_an_issue(tmp_path: Path) -> None:
    assert only_issue(documents(str(tmp_path))).code == "empty"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened_is_an_issue(tmp_path: Path) -> None:
    os.chmod(saved(tmp_path, "a.txt", SENTENCE), 0)
    assert only_issue(documents(str(tmp_path))).code == "unopened"


def test_files_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    for number in range(100):
        saved(tmp_path, f"{number:03}.txt", SENTENCE)
    found = documents(str(tmp_path))
    assert len(list(islice(found, 3))) == 3
    (tmp_path / "003.txt").write_text("Changed meanwhile, the envoy said.")
    document = next(found)
    assert isinstance(document, Document)
    assert document.text.startswith("Changed")


def test_a_file_that_vanishes_meanwhile_costs_no_other(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        saved(tmp_path, name, SENTENCE)
    found = documents(str(tmp_path))
    next(found)
    (tmp_path / "b.txt").unlink()
    issue, document = found
    assert isinstance(issue, Issue)
    assert isinstance(document, Document)


def test_a_name_that_is_no_utf8_is_spelt_out(tmp_path: Path) -> None:
    """Guards against half characters in what is printed or stored of a source."""
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as stream:
        stream.write(SENTENCE.encode())
    (document,) = documents(str(tmp_path))
    assert isinstance(document, Document)
    assert document.file == f"{tmp_path}/caf\\xe9.txt"


def test_a_deep_folder_is_read(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
        deep.mkdir()
    saved(deep, "a.txt", SENTENCE)
    assert len(names(tmp_path)) == 1
