"""A reading in the terminal: the same ledgers as on its page, as tables."""

from collections.abc import Iterable

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from troth.model import Document, Reading
from troth.publish.card import Card, Fact
from troth.publish.cards import cards
from troth.publish.visible import one_line
from troth.publish.words import NOT_STATED, PUBLISHED_FROM, day_words, title_words

STYLES = {
    "statement": "yellow",
    "meeting": "green",
    "commitment": "magenta",
    "incident": "red",
    "actor": "cyan",
    "issue": "bright_yellow",
}
UNKNOWN = "italic"


def print_reading(reading: Reading, console: Console) -> None:
    """Print what a reader found in a document, issues last.

    Coloured where the console is a terminal. Nothing in the document can move the cursor, colour
    the screen or be taken for markup.
    """
    _print(console, *_header(reading))
    for kind, group in cards(reading).items():
        console.print()
        if group:
            console.print(_table(kind, group), highlight=False)
        else:
            _print(console, Text(_none(kind), style=UNKNOWN))


def _print(console: Console, *lines: Text) -> None:
    for line in lines:
        console.print(line, highlight=False)


def _none(kind: str) -> str:
    return "No issue." if kind == "issue" else f"No {kind} found."


def _header(reading: Reading) -> Iterable[Text]:
    document = reading.document
    yield Text(one_line(title_words(document)), style="bold")
    yield _safe(f"{document.publisher or 'publisher ' + NOT_STATED}, {_published(document)}")
    yield _safe(f"{document.file}, read by {reading.reader}")


def _published(document: Document) -> str:
    if not document.published:
        return "day of publication not known"
    source = PUBLISHED_FROM.get(document.published_from or "", document.published_from)
    return f"published {day_words(document.published)}" + (f" ({source})" if source else "")


def _table(kind: str, group: tuple[Card, ...]) -> Table:
    """One ledger: the number and heading of each entry, its words, and its fields."""
    table = Table(
        title=Text(f"{kind.capitalize()}s ({len(group)})", style=f"bold {STYLES[kind]}"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_header=False,
        expand=True,
        pad_edge=False,
        show_lines=False,
    )
    table.add_column(style=STYLES[kind], no_wrap=True)
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", ratio=2)
    for card in group:
        words = Group(_heading(card), *(_safe(quote) for quote in card.quotes))
        facts = Group(*(_fact(fact) for fact in card.facts))
        table.add_row(card.label, Padding(words, (0, 0, 1, 0)), Padding(facts, (0, 0, 1, 0)))
    return table


def _heading(card: Card) -> Text:
    badges = "".join(f", {badge}" for badge in card.badges)
    return Text(one_line(f"{card.heading}{badges}"), style="bold")


def _fact(fact: Fact) -> Text:
    line = Text(f"{fact.label}: ", style="dim")
    if not fact.values:
        return line.append(fact.otherwise, style=UNKNOWN)
    joint = "; " if fact.quoted else ", "
    return line.append(joint.join(one_line(value) for value in fact.values), style="not dim")


def _safe(text: str) -> Text:
    return Text(one_line(text))
