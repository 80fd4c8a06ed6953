import re
from datetime import date

from troth.demo import dispatches


def test_the_folder_holds_six_to_ten_dispatches() -> None:
    with dispatches() as folder:
        assert 6 <= len(list(folder.glob("*.txt"))) <= 10


def test_each_dispatch_gives_its_day_and_names_its_source() -> None:
    with dispatches() as folder:
        for file in folder.glob("*.txt"):
            first, *_, last = file.read_text(encoding="utf-8").splitlines()
            day = date.fromisoformat(first.removeprefix("date "))
            assert date(2025, 3, 18) <= day <= date(2025, 3, 28)
            assert file.name.startswith(day.isoformat())
            assert re.fullmatch(r"Source: .+\.", last)


def test_each_dispatch_is_short() -> None:
    with dispatches() as folder:
        for file in folder.glob("*.txt"):
            assert 80 <= len(file.read_text(encoding="utf-8").split()) <= 220
