"""Short texts as documents, and the few questions that the tests ask of their readings."""

from datetime import date

from troth.model import Actor, Document, Reading, Statement

PUBLISHED = date(2025, 3, 27)
"""A Thursday."""


def document(text: str, *, published: date | None = PUBLISHED, name: str = "note.txt") -> Document:
    """A text, published on a Thursday if nothing else is said."""
    return Document(text, name, published=published)


def only_statement(reading: Reading) -> Statement:
    """The one statement of a reading."""
    (statement,) = reading.statements
    return statement


def contents(statement: Statement) -> list[str]:
    """The words of a statement's content, span by span."""
    return [span.text for span in statement.content]


def actor(reading: Reading, name: str) -> Actor:
    """The actor with this name."""
    return next(item for item in reading.actors if item.name == name)
