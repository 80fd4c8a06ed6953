"""The commands and their options, as ``troth --help`` tells them."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

import troth
from troth import settings
from troth.cli import commands
from troth.cli import read as reading
from troth.cli import record as records
from troth.cli.commands import DAY, RecordFolder
from troth.cli.output import Format

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"troth {troth.__version__}")
        raise typer.Exit


@app.callback()
def about(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who said what, who promised what, and whether it is being kept.

    Exit status: 0 when all went well, 1 when something could not be read or does not hold, 2 when
    the command was not understood, 130 when it was interrupted.
    """


@app.command()
def read(  # noqa: PLR0913 - one parameter for each option
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, addresses, feeds; - is stdin."),
    ],
    *,
    published: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="DATE", help="Day of publication, if you know it."),
    ] = None,
    record: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep what is read in this record.")
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="Tables, one JSON value, or one object a line.")
    ] = Format.TEXT,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Do not print the readings.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Read N documents at a time.")] = 1,
    pipeline: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Another spaCy pipeline, by name or folder."),
    ] = None,
    reader: Annotated[
        reading.ReaderKind,
        typer.Option(help="What reads; llm asks the server that TROTH_LLM_URL names."),
    ] = reading.ReaderKind.PIPELINE,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with status 1 for any issue at all.")
    ] = False,
) -> None:
    """Say what texts report: statements, meetings, commitments, incidents.

    With --format json, one SOURCE that holds one document gives one object; several sources or a
    folder give an array. Messages go to standard error. The status is 1 when a SOURCE gave no
    document at all; with --strict, for any issue.
    """
    options = reading.ReadOptions(
        sources,
        published=_day(published),
        record=record,
        format=format_,
        quiet=quiet,
        jobs=jobs,
        pipeline=pipeline,
        reader=reader,
    )
    tally = reading.read(options)
    if tally.has_failed(options, strict=strict):
        raise typer.Exit(1)


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that takes the site.")],
    record: RecordFolder = None,
    title: Annotated[str, typer.Option(help="Title of the site.")] = records.TITLE,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="DATE", help="Show what was known on that day (UTC)."),
    ] = None,
) -> None:
    """Write a record as a static site that needs no network."""
    records.publish(folder, record=record or _default(), title=title, as_of=_day(as_of))


@app.command()
def verify(
    record: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The record. [default: $TROTH_RECORD or record]"),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Check a record again from its bytes: every hash, span and reference.

    The status is 1 when something does not hold.
    """
    if not records.verify(record or _default(), output=format_):
        raise typer.Exit(1)


@app.command()
def judge(  # noqa: PLR0913 - one parameter for each option
    subject: Annotated[
        str, typer.Argument(metavar="RECORD_ID", help="Id of a record, or the beginning of it.")
    ],
    *,
    verdict: Annotated[records.Verdict, typer.Option(help="What you decide.")],
    reason: Annotated[str, typer.Option(help="Why, in your words.")],
    by: Annotated[str, typer.Option(help="Who judges.")],
    correction: Annotated[
        str | None,
        typer.Option(metavar="JSON", help="The right form of the record, with 'corrected'."),
    ] = None,
    record: RecordFolder = None,
) -> None:
    """Write down what a person decides about a record; the record itself stays as it was read."""
    records.judge(
        subject,
        verdict=verdict,
        reason=reason,
        by=by,
        correction=correction,
        record=record or _default(),
    )


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Takes the record and the site.")
    ] = Path("troth-demo"),
) -> None:
    """Do all of it on an embedded case, and say where to look."""
    records.demo(folder)


app.command(name="import")(commands.import_)
app.command()(commands.check)
app.command()(commands.explain)
app.command()(commands.claims)
app.command()(commands.trend)
app.command()(commands.pledges)
app.add_typer(commands.agreements, name="agreements")
app.add_typer(commands.places, name="places")
app.add_typer(commands.incidents, name="incidents")


def _default() -> Path:
    return settings.record_folder()


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
