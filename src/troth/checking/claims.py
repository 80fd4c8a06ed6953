"""The claims of a record, held against the incidents of the same record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from troth.check.claims import (
    CLAIM_COLUMNS,
    check_claim,
    claim_checks,
    claim_days,
    negated_claim,
)
from troth.check.counted import counted_claims
from troth.check.gather import COLUMNS, gather
from troth.check.match import plan
from troth.checking.agreements import find_agreements, shipped_agreements
from troth.checking.evidence import Evidence
from troth.checking.moments import end_of
from troth.checking.watched import Watched
from troth.model import Entry
from troth.model.agreement import Agreement, Party
from troth.model.claim import ClaimQuery, ClaimResult
from troth.model.finding import Coverage
from troth.record import Ledger

UNBOUNDED = "The claim has no beginning or no end, so nobody can be said to have looked all along."


def check_claims(
    record: Path,
    agreements: Sequence[str] = (),
    *,
    zone: str = "UTC",
    as_of: date | None = None,
) -> list[tuple[Entry, ClaimResult]]:
    """Every claim of the texts of a record that can be checked, with what the evidence says.

    Args:
        record: its folder.
        agreements: whose parties are known by their names and voices; those of the record and
            those that come with Troth, if none is named.
        zone: in which days are counted.
        as_of: as known at the end of that day, in UTC.

    Raises:
        TrothError: the record or an agreement cannot be used.
    """
    if agreements:
        known = find_agreements(agreements, record)
    else:
        own = find_agreements((), record) if any((record / "agreements").glob("*.y*ml")) else []
        known = [*own, *shipped_agreements()]
    parties = parties_of(known)
    found = []
    with Ledger.open(record) as ledger:
        evidence = Evidence(ledger, end_of(as_of))
        watched = Watched(evidence)
        for entry in ledger.entries(as_of=end_of(as_of)):
            for query in _queries(entry, parties, zone):
                found.append((entry, _checked(query, evidence, watched, parties)))
    return found


def parties_of(agreements: Iterable[Agreement]) -> tuple[Party, ...]:
    """The parties of several agreements; those of one id and one name are one, put together.

    Two of one id and different names are two, whatever their agreements call them.
    """
    found: dict[tuple[str, str], Party] = {}
    for party in (party for agreement in agreements for party in agreement.parties):
        key = (party.id, party.name.casefold())
        taken = {name for name, _ in found}
        apart = party.id if party.id not in taken else f"{party.id} ({party.name})"
        known = found.setdefault(key, replace(party, id=apart))
        found[key] = replace(
            known,
            names=tuple(dict.fromkeys((*known.names, *party.names))),
            voices=tuple(dict.fromkeys((*known.voices, *party.voices))),
            in_conflict=known.in_conflict or party.in_conflict,
        )
    return tuple(found.values())


def _queries(entry: Entry, parties: Sequence[Party], zone: str) -> Iterator[ClaimQuery]:
    document, reading = entry.document, entry.reading
    for incident in reading.incidents:
        if incident.negated:
            yield negated_claim(incident, document, actors=reading.actors, zone=zone)
    for statement in reading.statements:
        yield from counted_claims(statement, document, parties=parties, zone=zone)


def _checked(
    query: ClaimQuery, evidence: Evidence, watched: Watched, parties: tuple[Party, ...]
) -> ClaimResult:
    columns = tuple(dict.fromkeys((*COLUMNS, *CLAIM_COLUMNS)))
    made = plan(claim_checks(query, parties), evidence.all_layers)
    found = gather(evidence.batches(columns=columns), made, kept=CLAIM_COLUMNS)
    days = claim_days(query)
    seen = (
        watched.everywhere(days[0], days[1], query.zone) if days else Coverage(0, 0, note=UNBOUNDED)
    )
    return check_claim(
        query,
        found.matches,
        found.rows,
        coverage=seen,
        parties=parties,
        events=evidence.events(),
    )
