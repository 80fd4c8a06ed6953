"""Step one: from sources to documents, and from documents to what they say."""

from troth.read.reader import Reader

__all__ = ["Reader"]
