"""The texts that the benchmarks read: the news folder where it is, else the demonstration's."""

from datetime import date
from pathlib import Path

from troth.demo import dispatches
from troth.model import Document
from troth.read.sources import documents

PUBLISHED = date(2025, 3, 27)


def news(shared: Path) -> tuple[str, list[Document]]:
    """A name for the texts, and the texts; page furniture of the dispatches is left in."""
    files = sorted((shared / "news").rglob("*.txt"))
    if files:
        return f"{shared / 'news'}, {len(files)} texts", [_document(file) for file in files]
    with dispatches() as folder:
        found = [item for item in documents(str(folder)) if isinstance(item, Document)]
    return f"the demonstration's {len(found)} dispatches, 20 times", found * 20


def words(read: list[Document]) -> int:
    """Words between white space, all texts together."""
    return sum(len(document.text.split()) for document in read)


def _document(file: Path) -> Document:
    return Document(text=file.read_text(encoding="utf-8"), file=file.name, published=PUBLISHED)
