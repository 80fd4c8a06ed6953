from dataclasses import replace
from datetime import date, datetime, time
from io import StringIO

import pytest
from hypothesis import given, settings
from rich.console import Console

from tests.agreement_strategies import agreements
from troth.model.agreement import (
    Agreement,
    Area,
    AreaKind,
    Citation,
    Condition,
    Extension,
    Party,
    Pledge,
    Side,
    Suspension,
    Target,
    Term,
    TermKind,
    TermReading,
    Window,
)
from troth.model.reading import Amount
from troth.model.truth import Truth
from troth.publish.agreements import (
    Change,
    agreement_lines,
    areas_words,
    diff,
    diff_lines,
    pledge_words,
    print_agreement,
    print_diff,
    target_words,
    window_words,
)

TERM = Term(
    id="quiet",
    kind=TermKind.PROHIBITION,
    bearers=("norland", "sudland"),
    act="strike",
    text="Nobody strikes.",
    target=Target(classes=("energy",)),
    window=Window(date(2025, 3, 18), date(2025, 4, 17), "Europe/Kyiv"),
    needs=("norland", "sudland"),
    accepted_by=("norland",),
    sources=("text",),
    readings=(
        TermReading(
            "late",
            "sudland",
            "text",
            "Counted from a week later.",
            window=Window(date(2025, 3, 25), date(2025, 4, 24)),
        ),
    ),
)
AGREEMENT = Agreement(
    id="kolm",
    version=1,
    title="Truce of Kolm",
    in_force=date(2025, 3, 18),
    parties=(Party("norland", "Norland"), Party("sudland", "Sudland")),
    sources=(Citation("text", "The text", published=date(2025, 3, 18)),),
    terms=(TERM,),
)


def with_term(**changes: object) -> Agreement:
    return replace(AGREEMENT, terms=(replace(TERM, **changes),))  # type: ignore[arg-type]


def test_an_agreement_is_shown_in_words() -> None:
    assert agreement_lines(AGREEMENT) == [
        "Truce of Kolm",
        "kolm, version 1; in force from 18 March 2025",
        "",
        "quiet: Norland and Sudland must not: strike from a distance",
        "  Nobody strikes.",
        "  to what: energy facilities",
        "  when: from 18 March 2025, through 16 April 2025 (Europe/Kyiv)",
        "  binds nobody: not accepted by Sudland; accepted by Norland",
        "  sources: text",
        "  reading late, held by Sudland",
        "    Counted from a week later.",
        "    when: from 25 March 2025, through 23 April 2025 (UTC)",
        "    source: [text] The text, 18 March 2025",
        "",
        "Sources",
        "  [text] The text, 18 March 2025",
    ]


def test_a_draft_is_said_to_be_one() -> None:
    lines = agreement_lines(replace(AGREEMENT, draft=True))
    assert "A draft: no person has accepted it, and it is used in no check." in lines


def test_who_is_bound_is_told() -> None:
    lines = agreement_lines(with_term(accepted_by=("norland", "sudland")))
    assert "  binds Norland and Sudland; accepted by Norland and Sudland" in lines


def test_nothing_in_an_agreement_can_move_the_cursor() -> None:
    screen = StringIO()
    console = Console(file=screen, width=100, force_terminal=False)
    print_agreement(replace(AGREEMENT, title="[red]a\x1b[2Jb"), console)
    assert screen.getvalue().splitlines()[0] == "[red]a␛[2Jb"


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(None, None), "start not told, no end agreed (UTC)"),
        (
            Window(datetime(2014, 9, 5, 18), None, "Europe/Kyiv"),
            "from 5 September 2014, 18:00, no end agreed (Europe/Kyiv)",
        ),
        (
            Window(
                date(2025, 3, 1),
                date(2025, 4, 1),
                day_ends=time(19, 30),
                extensions=(Extension(date(2025, 5, 1)),),
                suspensions=(Suspension(date(2025, 3, 5), None),),
            ),
            "from 1 March 2025, through 31 March 2025; made longer through 30 April 2025;"
            " suspended from 5 March 2025, no end told (UTC, days ending at 19:30)",
        ),
    ],
)
def test_a_window_in_words(window: Window, words: str) -> None:
    assert window_words(window) == words


def test_an_area_in_words() -> None:
    ring = ((30.0, 45.0), (34.0, 45.0), (34.0, 49.0), (30.0, 45.0))
    assert areas_words(()) == "everywhere"
    assert (
        areas_words(
            (
                Area(AreaKind.PLACE, "seas", "Black Sea", within_m=1500),
                Area(AreaKind.POLYGON, rings=(ring, ring)),
                Area(AreaKind.LINE, line=ring[:2], within_m=500, side=Side.LEFT),
                Area(AreaKind.POINT, line=ring[:1], within_m=10),
                Area(AreaKind.LAYER, "districts"),
            )
        )
        == "Black Sea (seas) and 1.5 km around,"
        " a polygon of 3 corners between 45° N, 30° E and 49° N, 34° E without 1 hole,"
        " within 500 m of a line of 2 positions, on its left side,"
        " within 10 m of 45° N, 30° E and every place of the layer districts"
    )


def test_a_target_in_words() -> None:
    target = Target(("refinery",), ("Kara mill",), "plants", 2000, complete=True)
    assert target_words(target) == (
        "refineries, Kara mill or what lies within 2 km of a place of the layer plants,"
        " which holds all of them"
    )


def test_a_pledge_in_words() -> None:
    assert pledge_words(Pledge(Amount(2_000_000_000, "EUR"))) == (
        "promised 2,000,000,000 EUR, allocated unknown, delivered unknown, deadline none named"
    )


def test_a_diff_tells_each_field_with_before_and_after() -> None:
    after = replace(
        with_term(
            window=Window(date(2025, 3, 18), date(2025, 5, 17), "Europe/Kyiv"),
            conditions=(Condition("It rains.", Truth.NO),),
        ),
        version=2,
    )
    assert diff(AGREEMENT, after) == (
        Change(None, "version", "1", "2"),
        Change(
            "quiet",
            "when",
            "from 18 March 2025, through 16 April 2025 (Europe/Kyiv)",
            "from 18 March 2025, through 16 May 2025 (Europe/Kyiv)",
        ),
        Change("quiet", "on condition", None, "It rains. (met: no)"),
    )
    assert diff_lines(AGREEMENT, after)[0] == "From kolm, version 1 to kolm, version 2"
    assert "    before: not told" in diff_lines(AGREEMENT, after)


def test_a_diff_tells_terms_that_come_and_go() -> None:
    after = replace(AGREEMENT, terms=(replace(TERM, id="silence"),))
    gone, come = diff(AGREEMENT, after)
    words = "Norland and Sudland must not: strike from a distance. Nobody strikes."
    assert gone == Change("quiet", None, words, None)
    assert come == Change("silence", None, None, words)
    screen = StringIO()
    print_diff(AGREEMENT, after, Console(file=screen, width=100))
    assert "quiet: removed" in screen.getvalue()
    assert "silence: added" in screen.getvalue()


def test_a_diff_misses_nothing_that_words_do_not_tell_apart() -> None:
    ring = ((30.0, 45.0), (34.0, 45.0), (34.0, 49.0), (31.0, 46.0), (30.0, 45.0))
    moved = (*ring[:3], (31.5, 46.0), ring[0])
    one = with_term(area=(Area(AreaKind.POLYGON, rings=(ring,)),))
    two = with_term(area=(Area(AreaKind.POLYGON, rings=(moved,)),))
    (change,) = diff(one, two)
    assert change.field == "where"
    assert change.before != change.after


def test_the_same_agreement_has_no_diff() -> None:
    assert diff_lines(AGREEMENT, AGREEMENT)[1:] == ["They say the same."]


@settings(max_examples=25, deadline=None)
@given(agreements(), agreements())
def test_any_agreement_shows_and_compares(one: Agreement, two: Agreement) -> None:
    assert agreement_lines(one)
    assert diff(one, one) == ()
    assert bool(diff(one, two)) == (one != two)
