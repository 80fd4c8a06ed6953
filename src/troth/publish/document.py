"""What the page of one document is filled with."""

from collections import defaultdict
from typing import Any

from troth.model import KINDS, Entry, Judgement, record_form
from troth.publish.card import Card, Fact
from troth.publish.cards import LEDGERS
from troth.publish.judgements import Ruling, rulings
from troth.publish.text import text_paragraphs
from troth.publish.visible import has_hidden
from troth.publish.words import (
    ACTS,
    NOT_STATED,
    PUBLISHED_FROM,
    day_words,
    first_line,
    moment_words,
    title_words,
    web_address,
)

Cards = dict[str, tuple[Card, ...]]


def document_values(entry: Entry, shown: Cards, name: str) -> dict[str, Any]:
    """Everything that the document template names; ``name`` is the base of its data files."""
    document = entry.document
    return {
        "document": document,
        "name": name,
        "title": title_words(document),
        "first_line": "" if document.title else first_line(document.text),
        "about": about(entry),
        "address": web_address(document.url),
        "cards": shown,
        "paragraphs": text_paragraphs(document.text, every_card(shown)),
        "hidden_characters": has_hidden(document.text),
        "acts": {act: ACTS[act] for act in ACTS if act in {c.sort for c in shown["statement"]}},
        "sorts": {kind: sorted({card.sort for card in shown[kind]}) for kind in LEDGERS[1:]},
        "names": sorted({name for kind in LEDGERS for c in shown[kind] for name in c.actors}),
        **_judged(entry, shown),
    }


def every_card(shown: Cards) -> list[Card]:
    """All cards of a document in the order of its page."""
    return [card for group in shown.values() for card in group]


def about(entry: Entry) -> tuple[Fact, ...]:
    """Where a document came from and when; the three times kept apart."""
    document = entry.document
    source = PUBLISHED_FROM.get(document.published_from or "", document.published_from)
    known = f" ({source})" if source else " (how that is known was not noted)"
    published = (day_words(document.published) + known,) if document.published else ()
    retrieved = (moment_words(document.retrieved),) if document.retrieved else ()
    return (
        Fact("Publisher", _known(document.publisher), NOT_STATED),
        Fact("Published", published, "not known"),
        Fact("Licence", _known(document.licence), NOT_STATED),
        Fact("Retrieved", retrieved, "not fetched; read from a local source"),
        Fact("In this record since", (moment_words(entry.learned),)),
        Fact("File", (document.file,)),
        Fact("Language", _known(document.language), "could not be told"),
        Fact("SHA-256 of the text", (document.id,)),
        Fact("Read by", (entry.reading.reader,)),
    )


def _known(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _judged(entry: Entry, shown: Cards) -> dict[str, Any]:
    """Judgements beside what they judge; those of older readings apart, none dropped."""
    waiting: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in entry.judgements:
        waiting[judgement.subject].append(judgement)
    on_document = rulings(waiting.pop(entry.document.id, ()), {})
    on_cards: dict[str, tuple[Ruling, ...]] = {}
    for name, group in zip(KINDS, shown.values(), strict=True):
        for card, record in zip(group, getattr(entry.reading, name), strict=True):
            judged = waiting.pop(card.record, ())
            on_cards[card.id] = rulings(judged, record_form(record))
    left = (rulings(each, {}) for each in waiting.values())
    return {
        "rulings": on_cards,
        "document_rulings": on_document,
        "other_rulings": [ruling for group in left for ruling in group],
    }
