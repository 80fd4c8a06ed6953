import re
from datetime import date
from pathlib import Path

import pytest

from troth.demo import dispatches
from troth.model import Document
from troth.read.sources import documents


@pytest.fixture(scope="module")
def read() -> list[Document]:
    with dispatches() as folder:
        found = list(documents(str(folder)))
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


def test_the_folder_holds_six_to_ten_dispatches(read: list[Document]) -> None:
    assert 6 <= len(read) <= 10


def test_each_dispatch_tells_its_title_publisher_and_day(read: list[Document]) -> None:
    for document in read:
        assert document.title
        assert document.text.startswith(document.title)
        assert document.publisher == "Troth demonstration"
        assert document.published
        assert date(2025, 3, 18) <= document.published <= date(2025, 3, 28)
        assert Path(document.file).name.startswith(document.published.isoformat())


def test_each_dispatch_names_its_source(read: list[Document]) -> None:
    for document in read:
        assert re.fullmatch(r"Source: .+\.", document.text.splitlines()[-1])


def test_each_dispatch_is_short(read: list[Document]) -> None:
    for document in read:
        assert 80 <= len(document.text.split()) <= 220
