"""What a document leaves for the pages that show many: small rows, set aside on disk."""

import json
from datetime import date
from typing import Any

from troth.model import Entry
from troth.publish.card import Card
from troth.publish.cards import LEDGERS
from troth.publish.document import Cards
from troth.publish.pages import names_data
from troth.publish.spool import Spool
from troth.publish.words import first_line, title_words

LAST = "9999-99-99"
"""Sorts what has no day after everything that has one."""


def put_rows(spool: Spool, entry: Entry, shown: Cards, name: str) -> None:
    """Set aside the document's row of the index and its entries of the common ledger."""
    published = entry.document.published
    ledgers = [card for kind in LEDGERS for card in shown[kind]]
    spool.meet(actor for card in ledgers for actor in card.actors)
    spool.put("documents", _newest_first(published), _document_row(entry, shown, ledgers, name))
    for card in shown["commitment"]:
        spool.put("commitments", _iso(published) or LAST, _entry_row(entry, card, name))
    for card, record in zip(shown["incident"], entry.reading.incidents, strict=True):
        day = record.on or record.since or record.until
        spool.put("incidents", day or LAST, _entry_row(entry, card, name, day=day))


def search_data(cards: list[Card]) -> dict[str, str]:
    """What a row's filters look at: the names, and for each entry its kind, sort and names."""
    names = list(dict.fromkeys(name for card in cards for name in card.actors))
    place = {name: number for number, name in enumerate(names)}
    entries = sorted({(c.kind, c.sort, tuple(place[name] for name in c.actors)) for c in cards})
    return {"names": names_data(names), "entries": json.dumps(entries)}


def _document_row(entry: Entry, shown: Cards, ledgers: list[Card], name: str) -> dict[str, Any]:
    document = entry.document
    return {
        "href": f"documents/{name}.html",
        "title": title_words(document),
        "first_line": "" if document.title else first_line(document.text),
        "language": document.language or "",
        "publisher": document.publisher,
        "published": _iso(document.published),
        "counts": {kind: len(group) for kind, group in shown.items()},
        "judgements": len(entry.judgements),
        **search_data(ledgers),
    }


def _entry_row(entry: Entry, card: Card, name: str, *, day: str | None = None) -> dict[str, Any]:
    return {
        "href": f"documents/{name}.html#{card.id}",
        "label": card.label,
        "title": title_words(entry.document),
        "language": entry.document.language or "",
        "published": _iso(entry.document.published),
        "day": day,
        "lead": card.lead,
        "who": card.names,
        "otherwise": card.otherwise,
        "quote": card.quotes[0],
        "record": card.record,
        "short_record": card.short_record,
        "facts": [[fact.label, fact.values, fact.otherwise] for fact in card.facts],
        **search_data([card]),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _newest_first(day: date | None) -> str:
    return f"{9_999_999 - day.toordinal():07}" if day else LAST
