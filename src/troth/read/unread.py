"""Documents that no reader reads: in another language, or without words."""

from troth.model import Document, Issue


def is_readable(document: Document) -> bool:
    """Whether a text is in English, as far as anybody can tell."""
    return document.language in {None, "en"}


def unread(document: Document) -> Issue:
    """Why a document was not read: its language, else that it has no words."""
    if not is_readable(document):
        return Issue(
            "language",
            f"the text is in another language ({document.language}) and was not read",
            document.file,
            "Read an English version of it; Troth reads English only.",
        )
    return Issue("no-text", "the text has no words to read", document.file, "Check the source.")
