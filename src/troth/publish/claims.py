"""Claims in plain words: what was claimed, what the evidence says, and why."""

from collections.abc import Iterator

from troth.model import Entry
from troth.model.claim import ClaimKind, ClaimOutcome, ClaimResult, ClaimRow, Total
from troth.publish.findings import coverage_lines
from troth.publish.words import counted, plain, title_words

OUTCOMES = {
    ClaimOutcome.SUPPORTED: "supported by the evidence",
    ClaimOutcome.CONTRADICTED: "contradicted by the evidence",
    ClaimOutcome.CANNOT_BE_TOLD: "cannot be told from the evidence",
}

SHOWN_ROWS = 20
"""Rows that are told one by one."""


def claim_lines(entry: Entry, result: ClaimResult) -> Iterator[str]:
    """A claim told line by line: who said it and where, the outcome, the rows, the coverage."""
    query = result.query
    yield f"“{' '.join(query.text.text.split())}”"
    yield (
        f"  {title_words(entry.document)}, characters {query.text.start}-{query.text.end};"
        f" claimed by {', '.join(query.claimant) or 'the writer'}"
    )
    sort = "that it did not happen" if query.kind is ClaimKind.NEGATED else "how many"
    yield f"  Claims {sort}: {_asked(result)}."
    yield f"  Outcome: {OUTCOMES[result.outcome]} ({', '.join(map(plain, result.reasons))})."
    if result.own_figures_only:
        yield "  Only the claimant's own figures support it."
    for total in result.totals:
        yield f"  {_total(total)}"
    for row in result.rows[:SHOWN_ROWS]:
        yield f"    {_row(row)}"
    if len(result.rows) > SHOWN_ROWS:
        yield f"    … and {counted(len(result.rows) - SHOWN_ROWS, 'more row')}."
    for line in coverage_lines(result.coverage):
        yield f"  {line}"


def _asked(result: ClaimResult) -> str:
    query = result.query
    parts = [plain(query.act) if query.act else "use of weapons"]
    if query.target:
        parts.append(f"on {plain(query.target)}")
    if query.parties:
        parts.append(f"by {', '.join(query.parties)}")
    if query.widest:
        start = query.widest.start.isoformat() if query.widest.start else "an unknown beginning"
        end = query.widest.end.isoformat() if query.widest.end else "an unknown end"
        parts.append(f"from {start} to before {end} ({query.zone})")
    return " ".join(parts)


def _row(row: ClaimRow) -> str:
    item = row.evidence
    where = f"{item.file}, line {item.line}" if item.line else item.file
    sure = "falls under the claim" if row.certain else "may fall under the claim"
    tests = ", ".join(f"{name} {value.word}" for name, value in vars(item.tests).items())
    day = item.start[:10] if item.start else "day not told"
    by = f" by {row.bearer}" if row.bearer else ""
    return f"{day} {item.source} {item.row} ({where}): {sure}{by}; {tests}"


def _total(total: Total) -> str:
    whose = (
        "the claimant's own" if total.own else "independent" if total.independent else "a party's"
    )
    return (
        f"{total.source} ({whose} figures): weapons {_range(total.weapons)},"
        f" stopped {_range(total.stopped)}"
    )


def _range(bounds: tuple[int, int | None] | None) -> str:
    if bounds is None:
        return "not told"
    low, high = bounds
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
