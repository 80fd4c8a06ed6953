"""PLOVER and CAMEO codes of statements, meetings, commitments and incidents.

The codes follow from what a record already says, so they are computed where it is written out and
never stored. The table is data: ``event_codes.tsv`` beside this file, with its sources.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from troth.model.reading import Commitment, Incident, Meeting, Statement

ANY = "*"


@dataclass(frozen=True)
class EventCodes:
    """A record in the vocabularies of event data.

    Attributes:
        plover: event type of PLOVER (2021), with its mode behind a slash where it has one, such as
            ``REQUEST/yield``; None when PLOVER has none or the record does not tell which.
        cameo: code of CAMEO, such as ``1056``; None in the same cases.
    """

    plover: str | None
    cameo: str | None


@dataclass(frozen=True)
class _Row:
    record: str
    kind: str
    standing: str
    words: re.Pattern[str] | None
    codes: EventCodes

    def holds(self, kind: str, standing: str, cue: str) -> bool:
        return (
            self.kind in {kind, ANY}
            and self.standing in {standing, ANY}
            and (self.words is None or self.words.search(cue) is not None)
        )


def codes_of(record: Statement | Meeting | Commitment | Incident) -> EventCodes:
    """The codes of a record: of what a statement does, what a contact is, how far a promise stands.

    The doer is the speaker, the participants, or whoever brings the commitment to its standing:
    what is demanded is a request to those who would do it. What did not happen has no code.
    """
    if isinstance(record, Statement):
        cue = record.cue.text if record.cue else ""
        return _first("statement", record.act.value, ANY, cue)
    if isinstance(record, Meeting):
        return _first("meeting", record.kind.value, record.status.value, "")
    if isinstance(record, Incident):
        return _first("incident", record.kind.value, "negated" if record.negated else ANY, "")
    return _first("commitment", record.kind.value, record.standing.value, "")


def _first(record: str, kind: str, standing: str, cue: str) -> EventCodes:
    rows = _rows()[record]
    return next((r.codes for r in rows if r.holds(kind, standing, cue)), EventCodes(None, None))


@cache
def _rows() -> dict[str, tuple[_Row, ...]]:
    text = files("troth.model").joinpath("event_codes.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = [_row(line.split("\t")) for line in lines[1:]]
    names = {row.record for row in rows}
    return {name: tuple(row for row in rows if row.record == name) for name in names}


def _row(cells: list[str]) -> _Row:
    record, kind, standing, words, plover, cameo = cells
    pattern = re.compile(rf"\b(?:{words})", re.IGNORECASE) if words else None
    return _Row(record, kind, standing, pattern, EventCodes(plover or None, cameo or None))
