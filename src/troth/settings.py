"""The limits and defaults of Troth, in one place; the environment changes those that may vary."""

import os
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much of what comes from outside is taken before it is refused.

    Attributes:
        source_bytes: largest file or download.
        unpacked_bytes: largest content taken out of one archive, feed or compressed page.
        text_characters: longest text of one document.
        members: most documents out of one archive or feed.
        redirects: most redirects of one download.
        connect_seconds: longest wait for a connection or for the next bytes.
        total_seconds: longest time for one whole download.
    """

    source_bytes: int = 64 * MEBIBYTE
    unpacked_bytes: int = 256 * MEBIBYTE
    text_characters: int = 1_000_000
    members: int = 10_000
    redirects: int = 5
    connect_seconds: float = 10.0
    total_seconds: float = 60.0


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class ModelLimits:
    """How much is asked of a language model, and taken from it.

    Attributes:
        piece_characters: longest piece of a text that is sent in one request.
        answer_bytes: largest answer to one request.
        answer_records: most records of one kind in one answer.
        retries: how often a request is made again.
        longest_wait: longest pause before a request is made again, in seconds.
        connect_seconds: longest wait for a connection.
        total_seconds: longest time for one whole request.
    """

    piece_characters: int = 6_000
    answer_bytes: int = 4 * MEBIBYTE
    answer_records: int = 200
    retries: int = 3
    longest_wait: float = 60.0
    connect_seconds: float = 10.0
    total_seconds: float = 300.0


DEFAULT_MODEL_LIMITS = ModelLimits()


def record_folder() -> Path:
    """The record used when none is named: ``$TROTH_RECORD``, else ``record`` in this folder."""
    return Path(os.environ.get("TROTH_RECORD", "record"))


def record_database(folder: Path) -> str:
    """The database of a record: ``$TROTH_DATABASE_URL``, else ``troth.db`` in its folder."""
    return os.environ.get("TROTH_DATABASE_URL") or f"sqlite:///{folder / 'troth.db'}"
