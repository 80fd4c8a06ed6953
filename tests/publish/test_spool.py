from pathlib import Path

from troth.publish.spool import spooling


def test_rows_come_back_by_key_and_then_as_put(tmp_path: Path) -> None:
    with spooling(tmp_path) as spool:
        for key, row in (("b", 1), ("a", 2), ("b", 3), ("a", 4)):
            spool.put("shelf", key, {"row": row})
        assert [row["row"] for row in spool.rows("shelf")] == [2, 4, 1, 3]
        assert spool.count("shelf") == 4


def test_shelves_are_apart(tmp_path: Path) -> None:
    with spooling(tmp_path) as spool:
        spool.put("one", "", {})
        assert spool.count("other") == 0


def test_the_names_of_most_documents_are_offered_sorted(tmp_path: Path) -> None:
    with spooling(tmp_path) as spool:
        spool.meet(["Norland", "Norland", "Ada Brandt"])
        spool.meet(["Norland", "Zet"])
        assert spool.names(most=2) == ["Ada Brandt", "Norland"]


def test_nothing_stays_on_the_disk(tmp_path: Path) -> None:
    with spooling(tmp_path) as spool:
        spool.put("shelf", "", {})
    assert list(tmp_path.iterdir()) == []
