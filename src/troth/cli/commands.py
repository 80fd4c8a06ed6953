"""The commands about agreements and incidents, and their options.

What they need is heavy, and loaded by the command that needs it: ``troth --help`` and
``troth verify`` do not wait for it.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from troth import settings
from troth.cli.output import Format
from troth.errors import UsageError

DAY = ["%Y-%m-%d"]

RecordFolder = Annotated[
    Path | None,
    typer.Option(
        "--record", metavar="DIR", help="Folder of the record. [default: $TROTH_RECORD or record]"
    ),
]
Output = Annotated[Format, typer.Option("--format", help="Text, one JSON value, or JSON lines.")]
Day = Annotated[datetime | None, typer.Option(formats=DAY, metavar="DATE")]
Strict = Annotated[bool, typer.Option("--strict", help="End with status 1 for any issue at all.")]

FIRST_YEAR, LAST_YEAR = 1900, 2998
"""Years that are asked about; beyond them there is no data, and the calendar ends."""


def _day(moment: datetime | None) -> date | None:
    """The day of an option.

    Raises:
        UsageError: it lies in no year that can be asked about.
    """
    if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UsageError(
            f"{moment.date()} cannot be asked about",
            next_step=f"Give a day of the years {FIRST_YEAR} to {LAST_YEAR}.",
        )
    return moment.date() if moment else None


def _zone(name: str) -> str:
    """A time zone that there is.

    Raises:
        UsageError: there is none of that name.
    """
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"there is no time zone {name!r}",
            next_step="Give one of the IANA data base, such as Europe/Kyiv or UTC.",
        ) from error


agreements = typer.Typer(no_args_is_help=True, help="Agreements: lint, show, compare, draft.")
places = typer.Typer(no_args_is_help=True, help="Layers of places: districts, plants, seas, lines.")
incidents = typer.Typer(no_args_is_help=True, help="Incidents: duplicates, and joining them.")


def check(  # noqa: PLR0913 - one parameter for each option
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AGREEMENT...]", help="Files or ids; all of the record if none."),
    ] = None,
    *,
    record: RecordFolder = None,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=DAY, metavar="DATE", help="First day.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--until", formats=DAY, metavar="DATE", help="Last day.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="DATE", help="As known at the end of that day (UTC)."),
    ] = None,
    reading: Annotated[
        str | None, typer.Option(metavar="R", help="Only under this reading.")
    ] = None,
    format_: Output = Format.TEXT,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Match N batches at a time.")] = 1,
    spark: Annotated[
        str | None, typer.Option(metavar="MASTER", help="Match on this Apache Spark cluster.")
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="VERDICT", help="End with status 1 if a finding says so."),
    ] = None,
) -> None:
    """Say whether agreements are being kept, under each reading, with proof."""
    from troth.cli import check as checking  # noqa: PLC0415
    from troth.model.finding import Verdict  # noqa: PLC0415

    unknown = sorted(set(fail_on or ()) - set(Verdict))
    if unknown:
        raise UsageError(
            f"{unknown[0]!r} is no verdict", next_step=f"Give one of: {', '.join(Verdict)}."
        )
    if since and until and until < since:
        raise UsageError(
            f"{until.date()} is before {since.date()}", next_step="Give the first day first."
        )
    options = checking.CheckOptions(
        names or (),
        record or settings.record_folder(),
        reading=reading,
        since=_day(since),
        until=_day(until),
        as_of=_day(as_of),
        format=format_,
        jobs=jobs,
        spark=spark,
    )
    if checking.check(options) & set(fail_on or ()):
        raise typer.Exit(1)


def explain(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="Its id, or the beginning.")],
    *,
    record: RecordFolder = None,
    whole: Annotated[bool, typer.Option("--all", help="Tell every incident.")] = False,
    format_: Output = Format.TEXT,
) -> None:
    """Tell a finding with everything that it rests on: incidents, tests, sources, coverage."""
    from troth.cli.check import explain_finding  # noqa: PLC0415

    explain_finding(finding, record=record or settings.record_folder(), whole=whole, output=format_)


def import_(  # noqa: PLR0913 - one parameter for each option
    kind: Annotated[str, typer.Argument(metavar="FEED", help="ucdp|acled|gdelt|viina|firms|csv")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Of incident data.")],
    *,
    record: RecordFolder = None,
    mapping: Annotated[
        str | None, typer.Option(metavar="YAML", help="What the columns of a csv mean: a file.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Time zone, if the feed names none.")
    ] = None,
    licence: Annotated[str | None, typer.Option(help="Instead of the publisher's.")] = None,
    format_: Output = Format.TEXT,
    strict: Strict = False,
) -> None:
    """Take incident data into a record; doing it again changes nothing."""
    from troth.cli.evidence import ImportOptions, import_incidents  # noqa: PLC0415

    options = ImportOptions(
        kind,
        files,
        record or settings.record_folder(),
        mapping=mapping,
        zone=zone,
        licence=licence,
        format=format_,
    )
    if import_incidents(options) and strict:
        raise typer.Exit(1)


@places.command("import")
def places_import(  # noqa: PLR0913 - one parameter for each option
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="GeoJSON or CSV.")],
    *,
    layer: Annotated[str, typer.Option(metavar="NAME", help="The layer that they belong to.")],
    record: RecordFolder = None,
    kind: Annotated[str | None, typer.Option(help="What the places are, such as district.")] = None,
    kind_column: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="A column that tells it.")
    ] = None,
    name_column: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column of the main name.")
    ] = None,
    since: Day = None,
    until: Day = None,
    by_day: Annotated[
        bool, typer.Option("--by-day", help="Each file stands for the day in its name.")
    ] = False,
    source: Annotated[str | None, typer.Option(help="Who made them.")] = None,
    licence: Annotated[str | None, typer.Option(help="Under which terms.")] = None,
    strict: Strict = False,
) -> None:
    """Take places into a layer of a record; doing it again changes nothing."""
    from troth.cli.evidence import LayerOptions, import_places  # noqa: PLC0415

    options = LayerOptions(
        files,
        layer,
        record or settings.record_folder(),
        kind=kind,
        kind_columns=tuple(kind_column or ()),
        name=name_column,
        since=_day(since),
        until=_day(until),
        by_day=by_day,
        source=source,
        licence=licence,
    )
    if import_places(options) and strict:
        raise typer.Exit(1)


@places.command("list")
def places_list(record: RecordFolder = None, format_: Output = Format.TEXT) -> None:
    """Print the layers of a record."""
    from troth.cli.evidence import list_places  # noqa: PLC0415

    list_places(record or settings.record_folder(), output=format_)


# Agreements

Names = Annotated[list[str] | None, typer.Argument(metavar="[AGREEMENT...]", help="Files or ids.")]


@agreements.command("list")
def agreements_list(record: RecordFolder = None, format_: Output = Format.TEXT) -> None:
    """Print the agreements of the record, and those that come with Troth."""
    from troth.cli.agreements import list_agreements  # noqa: PLC0415

    list_agreements(record or settings.record_folder(), output=format_)


@agreements.command("lint")
def agreements_lint(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="YAML files.")],
    *,
    record: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Hold places against this record's layers.")
    ] = None,
    format_: Output = Format.TEXT,
) -> None:
    """Read agreements strictly and tell every fault, with its line."""
    from troth.cli.agreements import lint  # noqa: PLC0415

    if not lint(files, record=record, output=format_):
        raise typer.Exit(1)


@agreements.command("show")
def agreements_show(
    names: Names = None, *, record: RecordFolder = None, format_: Output = Format.TEXT
) -> None:
    """Tell agreements in plain words, readings side by side."""
    from troth.cli.agreements import show  # noqa: PLC0415

    show(names or (), record=record or settings.record_folder(), output=format_)


@agreements.command("diff")
def agreements_diff(
    first: Annotated[str, typer.Argument(metavar="A", help="A file, an id, or ID@VERSION.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The same.")],
    *,
    record: RecordFolder = None,
    format_: Output = Format.TEXT,
) -> None:
    """Tell where two versions, or two drafts, differ: term by term, in words."""
    from troth.cli.agreements import compare  # noqa: PLC0415

    compare(first, second, record=record or settings.record_folder(), output=format_)


@agreements.command("draft")
def agreements_draft(
    *,
    record: RecordFolder = None,
    title: Annotated[str, typer.Option(help="What the draft is called.")] = "Draft",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Takes the draft.")] = None,
) -> None:
    """Propose terms from the commitments of a record, for a person to complete."""
    from troth.cli.agreements import draft_from  # noqa: PLC0415

    draft_from(record or settings.record_folder(), title=title, out=out)


@agreements.command("accept")
def agreements_accept(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The completed draft.")],
    *,
    by: Annotated[str, typer.Option(help="Who accepts it.")],
    on: Day = None,
) -> None:
    """Accept a completed draft: from then on checks use it."""
    from troth.cli.agreements import accept_draft  # noqa: PLC0415

    accept_draft(file, by=by, on=(on or datetime.now(UTC)).date())


@agreements.command("odrl")
def agreements_odrl(
    name: Annotated[str, typer.Argument(metavar="AGREEMENT", help="A file, an id, ID@VERSION.")],
    *,
    record: RecordFolder = None,
) -> None:
    """Print an agreement as ODRL in JSON-LD."""
    from troth.cli.agreements import export  # noqa: PLC0415

    export(name, record=record or settings.record_folder())


@agreements.command("schema")
def agreements_schema() -> None:
    """Print the JSON Schema of agreement files, for editors."""
    from troth.cli.agreements import print_schema  # noqa: PLC0415

    print_schema()


# Numbers


def claims(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AGREEMENT...]", help="Whose parties are known; all if none."),
    ] = None,
    *,
    record: RecordFolder = None,
    zone: Annotated[str, typer.Option(metavar="ZONE", help="In which days are counted.")] = "UTC",
    as_of: Day = None,
    format_: Output = Format.TEXT,
) -> None:
    """Hold what texts claim (not since, so many) against the incident data of that time."""
    from troth.cli.numbers import claims as print_claims  # noqa: PLC0415

    print_claims(
        record or settings.record_folder(),
        names or (),
        zone=_zone(zone),
        as_of=_day(as_of),
        output=format_,
    )


def trend(  # noqa: PLR0913 - one parameter for each option
    *,
    change: Annotated[
        datetime, typer.Option(formats=DAY, metavar="DATE", help="First day after the change.")
    ],
    days: Annotated[int, typer.Option(min=1, max=10_000, help="Days before, and days after.")] = 30,
    bin_days: Annotated[
        int, typer.Option(min=1, max=10_000, help="Days that are counted together.")
    ] = 1,
    source: Annotated[str | None, typer.Option(help="Only of this feed.")] = None,
    act: Annotated[str | None, typer.Option(help="Only of this kind of act.")] = None,
    count: Annotated[
        str, typer.Option(help="What is counted: incidents, killed, injured or weapons.")
    ] = "incidents",
    zone: Annotated[str, typer.Option(metavar="ZONE", help="In which days are counted.")] = "UTC",
    record: RecordFolder = None,
    as_of: Day = None,
    format_: Output = Format.TEXT,
) -> None:
    """Say whether the number of incidents changed on a day, and how sure that is."""
    from troth.checking.trends import COUNTED, TrendQuestion  # noqa: PLC0415
    from troth.cli.numbers import trend as print_trend  # noqa: PLC0415

    if count not in COUNTED:
        raise UsageError(
            f"{count!r} cannot be counted", next_step=f"Give one of: {', '.join(COUNTED)}."
        )
    question = TrendQuestion(
        _day(change) or change.date(),
        days,
        days,
        bin_days=bin_days,
        source=source,
        act=act,
        counted=count,
        zone=_zone(zone),
        as_of=_day(as_of),
    )
    print_trend(record or settings.record_folder(), question, output=format_)


def pledges(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table of pledges, as CSV.")],
    *,
    mapping: Annotated[str, typer.Option(help="What its columns are: kiel, or a YAML file.")],
    format_: Output = Format.TEXT,
    strict: Strict = False,
) -> None:
    """Say what each donor promised and delivered, what is unknown being kept unknown."""
    from troth.cli.numbers import pledges as print_them  # noqa: PLC0415

    if print_them(file, mapping, output=format_) and strict:
        raise typer.Exit(1)


@incidents.command("duplicates")
def incidents_duplicates(
    *,
    record: RecordFolder = None,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="The smallest score.")] = 0.7,
    join_above: Annotated[
        float | None, typer.Option(min=0, max=1, help="Join pairs of at least this score.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who wants them joined.")] = None,
    format_: Output = Format.TEXT,
) -> None:
    """Propose pairs of incidents that may be one event, with the parts of each score."""
    from troth.cli.numbers import duplicates  # noqa: PLC0415

    duplicates(
        record or settings.record_folder(),
        threshold=threshold,
        join_above=join_above,
        by=by,
        output=format_,
    )


@incidents.command("join")
def incidents_join(
    first: Annotated[str, typer.Argument(metavar="A", help="Id of an incident, or its start.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Id of another.")],
    *,
    by: Annotated[str, typer.Option(help="Who decides.")],
    reason: Annotated[str, typer.Option(help="Why, in your words.")],
    record: RecordFolder = None,
) -> None:
    """Write down that two incidents are one event."""
    from troth.cli.numbers import join  # noqa: PLC0415

    join(record or settings.record_folder(), first, second, by=by, reason=reason)
