"""What feeds of incident data can see, by name; the facts are in ``feeds.tsv`` beside this file."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Feed:
    """A source of incident data.

    Attributes:
        name: as in the column ``source`` of the table of incidents.
        sees: ``all`` acts, only ``fatal`` events, only ``heat``, only ``some`` of what happens, or
            ``unknown``.
        machine: its rows are made by a machine from mentions or measurements.
        note: what limits it, in plain words; empty when nothing is known.
    """

    name: str
    sees: str = "unknown"
    machine: bool = False
    note: str = ""


UNLISTED = "what it sees is not known, so its silence says nothing"


def feed(name: str) -> Feed:
    """What is known of a feed; of one that is not listed it is unknown what it sees."""
    return _known().get(name, Feed(name, note=UNLISTED))


@cache
def _known() -> dict[str, Feed]:
    text = files("troth.model").joinpath("feeds.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: Feed(row[0], row[1], row[2] == "yes", row[3]) for row in rows[1:]}
