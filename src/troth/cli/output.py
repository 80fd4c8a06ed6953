"""Readings as they are printed, one printer for each format."""

import json
from enum import StrEnum
from typing import Protocol, TextIO

from rich.console import Console

import troth
from troth.model import Reading, to_form


class Format(StrEnum):
    """What ``troth read`` prints."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


class Printer(Protocol):
    """Prints readings as they come."""

    def put(self, reading: Reading) -> None:
        """Print one reading, or keep it until what follows is known."""
        ...

    def end(self) -> None:
        """Print what was kept; no reading follows."""
        ...


class Tables:
    """The ledgers of each reading as tables."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._first = True

    def put(self, reading: Reading) -> None:
        """Print a reading, apart from the one before it."""
        if not self._first:
            self._console.print()
        self._first = False
        troth.print_reading(reading, self._console)

    def end(self) -> None:
        """Nothing was kept."""


class JsonLines:
    """One object a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def put(self, reading: Reading) -> None:
        """Print the form of a reading as one line."""
        self._stream.write(json.dumps(to_form(reading), ensure_ascii=False) + "\n")
        self._stream.flush()

    def end(self) -> None:
        """Nothing was kept."""


class Json:
    """One object for one document, an array for several, without holding more than one of them.

    Args:
        stream: where to print.
        several: print an array however many there are.
    """

    def __init__(self, stream: TextIO, *, several: bool) -> None:
        self._stream = stream
        self._several = several
        self._count = 0
        self._kept: Reading | None = None

    def put(self, reading: Reading) -> None:
        """Keep the first reading of a source that may hold more; print any other."""
        self._count += 1
        if self._count == 1 and not self._several:
            self._kept = reading
            return
        if self._kept:
            self._element(self._kept, first=True)
            self._kept = None
            self._several = True
        self._element(reading, first=self._count == 1)

    def end(self) -> None:
        """Print the one reading, or close the array."""
        if self._kept:
            self._stream.write(_laid_out(self._kept) + "\n")
        elif self._several:
            self._stream.write("\n]\n" if self._count else "[]\n")

    def _element(self, reading: Reading, *, first: bool) -> None:
        self._stream.write(("[\n" if first else ",\n") + _laid_out(reading))


class Nothing:
    """Prints nothing."""

    def put(self, reading: Reading) -> None:
        """Pass the reading by."""

    def end(self) -> None:
        """Nothing was kept."""


def _laid_out(reading: Reading) -> str:
    """The form of a reading with one record a line: to be read, searched and compared."""
    parts = [f"{json.dumps(name)}: {_value(value)}" for name, value in to_form(reading).items()]
    return "{\n" + ",\n".join(parts) + "\n}"


def _value(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value) + "\n]"
