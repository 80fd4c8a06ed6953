"""The site: one pass over the ledger, then the pages that show many documents."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from troth.errors import PublishError
from troth.model import (
    Act,
    CommitmentKind,
    Entry,
    IncidentKind,
    Issue,
    LedgerView,
    MeetingKind,
)
from troth.publish.cards import LEDGERS, cards
from troth.publish.data import DataFolder
from troth.publish.document import document_values, every_card
from troth.publish.folder import MARKER, swapped_in
from troth.publish.pages import Pages
from troth.publish.rows import put_rows
from troth.publish.spool import Spool, spooling
from troth.publish.words import ACTS, moment_words

SHORT = 12
"""Characters of a document's id in its file names, unless two would be the same."""

NAMES_OFFERED = 500
"""How many names the actor filter of the index suggests; any name can be typed."""

SORTS = {
    "statement": tuple(Act),
    "meeting": tuple(MeetingKind),
    "commitment": tuple(CommitmentKind),
    "incident": tuple(IncidentKind),
}


def publish_site(
    view: LedgerView,
    folder: Path,
    *,
    title: str = "Troth",
    as_of: datetime | None = None,
    progress: Callable[[int], None] | None = None,
) -> Path:
    """Write a static site of a ledger: an index, a page for each document, and the data.

    The site appears whole or not at all; the same ledger gives the same bytes. Memory does not
    grow with the number of documents.

    Args:
        view: the ledger.
        folder: where the site goes; a site that Troth made there before is replaced.
        title: the name of the site.
        as_of: show what the ledger held at that moment.
        progress: told the number of documents written so far, after each.

    Returns:
        The path of the index page.

    Raises:
        PublishError: ``folder`` is not a site that Troth made, or cannot be written.
    """
    with swapped_in(folder) as fresh, spooling(fresh.parent) as spool:
        site = _Site(fresh, Pages(title, moment_words(as_of) if as_of else ""), spool)
        for number in site.write_documents(view.entries(as_of=as_of)):
            if progress:
                progress(number)
        site.write_index(view.issues(as_of=as_of))
        site.write_ledger()
        (fresh / MARKER).write_text('{"made_by": "troth", "form": 1}\n', encoding="utf-8")
    return folder / "index.html"


def file_name(document_id: str, taken: Path) -> str:
    """The shortened id that names a document's files; lengthened where it is taken.

    Raises:
        PublishError: the document was there before.
    """
    for length in range(SHORT, len(document_id) + 1):
        name = document_id[:length]
        if not (taken / f"{name}.html").exists():
            return name
    raise PublishError(
        "the ledger gave this document twice",
        where=document_id,
        next_step="Check the record with `troth verify`.",
    )


@dataclass(frozen=True)
class _Site:
    """A site being built in ``folder``."""

    folder: Path
    pages: Pages
    spool: Spool

    def write_documents(self, entries: Iterable[Entry]) -> Iterator[int]:
        """Everything that needs the texts, in one pass; gives the number written so far."""
        data = DataFolder(self.folder / "data")
        (self.folder / "documents").mkdir()
        with data.open_lines() as lines:
            for number, entry in enumerate(entries, start=1):
                self._write_document(entry, data, lines)
                yield number

    def _write_document(self, entry: Entry, data: DataFolder, lines: IO[str]) -> None:
        name = file_name(entry.document.id, self.folder / "documents")
        shown = cards(entry.reading)
        values = document_values(entry, shown, name)
        path = self.folder / "documents" / f"{name}.html"
        self.pages.write(path, "document.html", script="document.js", values=values)
        data.add(name, entry.reading, every_card(shown), lines)
        put_rows(self.spool, entry, shown, name)

    def write_index(self, issues: Iterable[Issue]) -> None:
        """The page of all documents."""
        for issue in issues:
            self.spool.put(
                "issues",
                "",
                {"where": issue.where, "what": issue.what, "next_step": issue.next_step},
            )
        values = {
            "total": self.spool.count("documents"),
            "rows": self.spool.rows("documents"),
            "kinds": (*LEDGERS, "issue"),
            "names": self.spool.names(most=NAMES_OFFERED),
            "acts": ACTS,
            "sorts": {**SORTS, "statement": ()},
            "issue_count": self.spool.count("issues"),
            "issues": self.spool.rows("issues"),
        }
        self.pages.write(self.folder / "index.html", "index.html", "overview.js", values)

    def write_ledger(self) -> None:
        """The page of all commitments and incidents."""
        values = {
            "commitment_count": self.spool.count("commitments"),
            "commitments": self.spool.rows("commitments"),
            "incident_count": self.spool.count("incidents"),
            "incidents": self.spool.rows("incidents"),
            "names": self.spool.names(most=NAMES_OFFERED),
            "sorts": {kind: SORTS[kind] for kind in ("commitment", "incident")},
        }
        self.pages.write(self.folder / "ledger.html", "ledger.html", "overview.js", values)
