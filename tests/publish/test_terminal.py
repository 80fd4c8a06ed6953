from dataclasses import replace
from io import StringIO

from hypothesis import HealthCheck, given, settings
from rich.cells import cell_len
from rich.console import Console

from tests.publish.sample import sample_document, sample_reading
from tests.strategies import readings
from troth.model import Reading
from troth.publish import print_reading


def printed(reading: Reading, *, terminal: bool = False) -> str:
    file = StringIO()
    console = Console(
        file=file, width=80, force_terminal=terminal, color_system="truecolor" if terminal else None
    )
    print_reading(reading, console)
    return file.getvalue()


def words(reading: Reading) -> str:
    return " ".join(printed(reading).split())


def test_every_ledger_is_printed_issues_last() -> None:
    found = printed(sample_reading())
    titles = ("Statements (4)", "Meetings (1)", "Commitments (2)", "Incidents (2)", "Actors (2)")
    places = [found.index(title) for title in (*titles, "Issues (1)")]
    assert places == sorted(places)


def test_an_entry_has_its_words_and_says_what_is_unknown() -> None:
    found = words(sample_reading())
    assert "Strike said not to have happened" in found
    assert "Sums of money: 5,000,000 SEK" in found
    assert "Place: not said in the text" in found


def test_what_was_not_found_is_said_plainly() -> None:
    found = printed(Reading(sample_document("Quiet."), "sample 1"))
    for kind in ("statement", "meeting", "commitment", "incident", "actor"):
        assert f"No {kind} found." in found
    assert "No issue." in found


def test_an_unknown_day_and_publisher_are_said() -> None:
    document = sample_document("Quiet.", published=None, publisher=None)
    assert "publisher not stated by the source, day of publication not known" in words(
        Reading(document, "sample 1")
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_a_pipe_gets_no_colour_and_no_line_over_eighty_columns(reading: Reading) -> None:
    found = printed(reading)
    assert "\x1b" not in found
    assert all(cell_len(line) <= 80 for line in found.split("\n"))


def test_a_terminal_gets_colour() -> None:
    assert "\x1b[" in printed(sample_reading(), terminal=True)


def test_escapes_in_a_text_do_not_reach_the_terminal() -> None:
    reading = sample_reading()
    evil = replace(reading.meetings[0], place="\x1b[2J\x9b31m\u202eKolm\rx")
    found = words(replace(reading, meetings=(evil,)))
    assert "Place: ␛[2J�31m�Kolm x" in found


def test_markup_in_a_text_is_not_interpreted() -> None:
    reading = sample_reading()
    evil = replace(reading.meetings[0], place="[bold]Kolm[/bold] :smile:")
    assert "[bold]Kolm[/bold] :smile:" in words(replace(reading, meetings=(evil,)))
