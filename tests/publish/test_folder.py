from pathlib import Path

import pytest

from troth.errors import PublishError
from troth.publish.folder import MARKER, swapped_in


def build(target: Path, words: str = "new") -> None:
    with swapped_in(target) as fresh:
        (fresh / MARKER).write_text("{}")
        (fresh / "index.html").write_text(words)


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    build(tmp_path / "deep" / "site")
    assert (tmp_path / "deep" / "site" / "index.html").read_text() == "new"


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    build(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").exists()


def test_a_site_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    build(tmp_path / "site", "old")
    build(tmp_path / "site", "new")
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failure_leaves_the_old_site(tmp_path: Path) -> None:
    build(tmp_path / "site", "old")
    with pytest.raises(ZeroDivisionError), swapped_in(tmp_path / "site"):
        raise ZeroDivisionError
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_foreign_folder_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishError, match="not a site that Troth made"):
        build(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_site_with_somebody_elses_files_is_refused(tmp_path: Path) -> None:
    build(tmp_path / "site")
    (tmp_path / "site" / ".git").mkdir()
    with pytest.raises(PublishError, match=r"did not write: \.git"):
        build(tmp_path / "site")


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(PublishError, match="not a folder"):
        build(tmp_path / "site")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match="cannot be written"):
        build(tmp_path / "file" / "site")


def test_a_link_to_a_site_stays_a_link(tmp_path: Path) -> None:
    build(tmp_path / "real", "old")
    (tmp_path / "link").symlink_to("real")
    build(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").read_text() == "new"


def test_others_may_read_the_site(tmp_path: Path) -> None:
    build(tmp_path / "site")
    assert (tmp_path / "site").stat().st_mode & 0o055 == 0o055
