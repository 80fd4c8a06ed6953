"""Findings in plain neutral words: the same words for every party."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from troth.model.agreement import AS_WRITTEN, Agreement
from troth.model.finding import TESTS, Coverage, Evidence, Finding, SourceActivity, Verdict
from troth.model.truth import Truth
from troth.publish.agreements import pledge_words
from troth.publish.visible import one_line
from troth.publish.words import counted, day_words, plain, web_address

VERDICTS = {
    Verdict.KEPT: "kept: somebody was looking, and nothing that falls under the term was told",
    Verdict.BREACHED: "breached: a source that is no party to the conflict tells of it",
    Verdict.ALLEGED: "alleged: only parties to the conflict say so",
    Verdict.DISPUTED: "disputed: only parties to the conflict say so, and it is denied",
    Verdict.UNDETERMINED: "undetermined: it cannot be told",
    Verdict.NOT_OBSERVED: "not observed: nobody was looking, or not enough",
}

PLEDGES = {
    Verdict.KEPT: "kept: at least what was promised is known to have been delivered",
    Verdict.BREACHED: "breached: its day has passed, and less is known to have been delivered",
}
"""What verdicts mean for a pledge."""

REASONS = {
    "independent_report": "At least one source that is no party to the conflict tells of it.",
    "parties_only": "Everybody who says so is a party to the conflict, or speaks for one.",
    "denied": "It is denied by those named below.",
    "parties_and_unknown": "Parties to the conflict say so; whether others do is not known.",
    "reporters_unknown": "Who says so is not known to be a party to the conflict, or to be none.",
    "machine_only": "Only machines tell of it, in words that no person has accepted.",
    "some_performance": "Something of it is told to have been done; whether all was is for people.",
    "cannot_be_told": "What is known of the incidents leaves open whether they fall under it.",
    "condition_unknown": "Whether a condition of the term is met is not known; if it is:",
    "nobody_looking": "No source that sees such acts shows that it was looking.",
    "gaps_in_coverage": "Sources that see such acts were looking for a part of the time or area.",
    "no_incident_with_coverage": "Sources that see such acts were looking, and none tells of one.",
    "no_report_of_performance": "Nobody tells that it was done, and its time is over.",
    "not_due": "Nobody tells that it was done; there was still time for it.",
    "delivered_unknown": "How much was delivered is not known.",
    "promised_unknown": "How much was promised is not known.",
    "no_deadline": "No day was named by which it had to be done.",
    "delivered_in_full": "At least what was promised was delivered.",
    "delivered_short": "Less than was promised was delivered.",
    "currencies_differ": "What was promised and what was delivered are in different currencies.",
    "deadline_passed": "The last day for it has passed.",
}

STYLES = {
    Verdict.KEPT: "green",
    Verdict.BREACHED: "red",
    Verdict.ALLEGED: "yellow",
    Verdict.DISPUTED: "yellow",
    Verdict.UNDETERMINED: "italic",
    Verdict.NOT_OBSERVED: "italic",
}

SHOWN_ID = 12
"""Characters of an id that are printed: enough to name it."""

SHOWN_INCIDENTS = 20
"""Incidents that ``explain`` tells one by one, unless it is asked for all."""


def print_findings(findings: Sequence[tuple[str, Finding]], console: Console) -> None:
    """Two lines for each finding: what was asked and the verdict, and what it rests on."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for name, finding in findings:
        verdict = plain(finding.verdict.value)
        heading = Text.assemble((verdict, f"bold {STYLES[finding.verdict]}"), ": ")
        heading.append(one_line(_asked(finding)))
        table.add_row(Text(name[:SHOWN_ID]), Group(heading, Text(_rests_on(finding), style="dim")))
    console.print(table)


def _asked(finding: Finding) -> str:
    return (
        f"{finding.agreement} v{finding.version}, {finding.term}, {finding.bearer},"
        f" {reading_words(finding.reading)}"
    )


def _rests_on(finding: Finding) -> str:
    if finding.pledge:
        return pledge_words(finding.pledge)
    certain = sum(item.tests.all is Truth.YES for item in finding.evidence)
    possible = len(finding.evidence) - certain
    families = len(finding.independent)
    return (
        f"{counted(certain, 'incident')} for certain, {possible:,} possible;"
        f" {families} independent {'source' if families == 1 else 'sources'};"
        f" {finding.coverage.share:.0%} of days and districts observed"
    )


def explain(
    name: str, finding: Finding, agreement: Agreement | None = None, *, whole: bool = False
) -> Iterator[str]:
    """A finding told line by line: the question, the verdict, why, and every source.

    Args:
        name: its id.
        finding: the finding.
        agreement: the version that it is about, when it is at hand: then the term is told too.
        whole: every incident, however many.
    """
    yield f"Finding {name}"
    yield from _question(finding, agreement)
    yield ""
    yield f"Verdict: {verdict_words(finding)}."
    for reason in finding.reasons:
        yield f"  {REASONS.get(reason, plain(reason))}"
    yield ""
    if finding.pledge:
        yield f"Pledge: {pledge_words(finding.pledge)}."
    else:
        yield from _incidents(finding, whole=whole)
        yield ""
        yield from coverage_lines(finding.coverage)
    yield ""
    yield (
        f"Made by the rules of version {finding.rules}, from what was known on "
        f"{day_words(finding.as_of or '')}. troth verify makes the verdict again from this proof."
    )


def verdict_words(finding: Finding) -> str:
    """The verdict in a line."""
    if finding.pledge and finding.verdict in PLEDGES:
        return PLEDGES[finding.verdict]
    return VERDICTS[finding.verdict]


def reading_words(reading: str) -> str:
    """Whose reading: its name, or that it is the text as written."""
    return "as written" if reading == AS_WRITTEN else reading


def _question(finding: Finding, agreement: Agreement | None) -> Iterator[str]:
    title = agreement.title if agreement else finding.agreement
    yield f"{title}, version {finding.version}; term {finding.term}, {finding.kind}"
    bearer = finding.bearer
    if agreement:
        term = agreement.term(finding.term)
        yield f"  {term.text}"
        bearer = agreement.party(finding.bearer).name
        for reading in term.readings:
            if reading.id == finding.reading and reading.note:
                yield f"  This reading: {reading.note}"
    yield f"Bearer: {bearer}. Reading: {reading_words(finding.reading)}."
    for since, until in finding.window:
        yield f"Asked about: {_times(since, until, finding.zone)}."


def _times(since: str | None, until: str | None, zone: str) -> str:
    start = _moment(since) if since else "a beginning that is not known"
    return f"from {start} {_end(until) if until else 'without a known end'} ({zone})"


def _moment(written: str) -> str:
    moment = datetime.fromisoformat(written)
    clock = "" if moment.time() == time() else f", {moment:%H:%M}"
    return day_words(moment.date()) + clock


def _end(written: str) -> str:
    """An end at midnight is the end of the day before, for people."""
    moment = datetime.fromisoformat(written)
    if moment.time() == time():
        return f"to the end of {day_words(moment.date() - timedelta(days=1))}"
    return f"to {_moment(written)}"


# Incidents


def _incidents(finding: Finding, *, whole: bool) -> Iterator[str]:
    if not finding.evidence:
        yield "Incidents: none falls under the term, and none may."
        return
    yield f"Incidents that fall, or may fall, under the term ({len(finding.evidence):,}):"
    shown = finding.evidence if whole else finding.evidence[:SHOWN_INCIDENTS]
    for number, item in enumerate(shown, start=1):
        yield f"{number:3}. {_when(item)}, {item.place or 'place not told'}"
        yield f"     source: {_row(item)}"
        yield f"     said by: {_people(item.reported_by) or item.family}{_standing(item)}"
        if item.by:
            one = "" if item.by_all or len(item.by) == 1 else "one of, which is not told: "
            yield f"     said to have been done by: {one}{_people(item.by)}"
        if item.denied_by:
            yield f"     denied by: {_people(item.denied_by)}"
        yield f"     {_tests(item)}"
    if len(shown) < len(finding.evidence):
        yield f"     … and {len(finding.evidence) - len(shown):,} more; --all tells them."


def _when(item: Evidence) -> str:
    if item.start is None or item.end is None:
        return "day not told"
    first = date.fromisoformat(item.start[:10])
    last = (datetime.fromisoformat(item.end) - timedelta(microseconds=1)).date()
    if last <= first:
        return day_words(first)
    return f"between {day_words(first)} and {day_words(last)}"


def _row(item: Evidence) -> str:
    if item.document and item.span:
        where = f"document {item.document[:SHOWN_ID]}, characters {item.span[0]}-{item.span[1]}"
    else:
        where = f"{item.file}" + (f", line {item.line}" if item.line else "")
    link = web_address(item.url)
    row = item.row[:SHOWN_ID] if item.document else item.row
    return f"{item.source} {row} ({where})" + (f" {link}" if link else "")


def _standing(item: Evidence) -> str:
    if item.machine:
        return " (by machine, accepted by no person: confirms nothing)"
    return {
        Truth.YES: " (a party to the conflict)",
        Truth.NO: " (no party to the conflict)",
        Truth.UNKNOWN: " (whether it is a party to the conflict is not known)",
    }[item.partial]


def _people(names: Iterable[str]) -> str:
    return ", ".join(names)


def _tests(item: Evidence) -> str:
    return "; ".join(f"{name}: {getattr(item.tests, name).word}" for name in TESTS)


# Coverage


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    """Who was looking, and when nobody was."""
    yield (
        f"Coverage: {coverage.observed:,} of {coverage.cells:,} days and districts observed "
        f"({coverage.share:.0%})."
    )
    for source in coverage.sources:
        yield f"  {_activity(source)}"
    for first, last in coverage.gaps[:SHOWN_INCIDENTS]:
        days = day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
        yield f"  Nobody looking: {days}."
    if coverage.note:
        yield f"  {coverage.note}"


def _activity(source: SourceActivity) -> str:
    usual = (
        f"usually {source.usual_per_day:.2g} a day"
        if source.usual_per_day is not None
        else "usual number not known"
    )
    span = f", reports from {source.first} to {source.last}" if source.first else ""
    return (
        f"{source.source}: {counted(source.rows, 'row')} on {source.days:,} of "
        f"{counted(source.of_days, 'day')}, {usual}{span}."
    )
