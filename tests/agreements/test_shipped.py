import json
import re
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from troth.agreements import agreements
from troth.model.agreement import Agreement, Interval
from troth.publish.agreement_yaml import to_yaml
from troth.publish.agreements import agreement_lines, diff, print_agreement
from troth.publish.odrl import odrl
from troth.read.agreements import from_form, json_schema, load, loads, to_form

SHARED = Path(__file__).parents[2] / ".." / "shared"
RUN = 8
"""So many words in a row that stand in a source too would be its sentence and not ours."""

with agreements() as folder:
    FILES = sorted(folder.glob("*.yaml"))


def shipped(name: str) -> Agreement:
    with agreements() as here:
        return load(here / f"{name}.yaml")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[n : n + RUN]) for n in range(len(found) - RUN + 1)}


def own_words(file: Path) -> str:
    """Everything in a file but the titles and addresses of its sources."""
    text = file.read_text(encoding="utf-8")
    return re.sub(r"(?m)^    (title|url): .*$", "", text)


def test_agreements_are_shipped() -> None:
    assert {file.stem for file in FILES} >= {
        "energy-truce-2025",
        "black-sea-2025",
        "general-ceasefire-offer-2025",
        "french-aid-2025",
        "minsk-2014",
        "minsk-2014-memorandum",
        "minsk-2015",
        "truce-2020-07-27",
        "gaza-ceasefire-2025-01",
        "gaza-ceasefire-2025-10",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_agreement_loads_shows_exports_and_comes_back(file: Path) -> None:
    agreement = load(file)
    assert loads(to_yaml(agreement)) == agreement
    assert from_form(json.loads(json.dumps(to_form(agreement)))) == agreement
    assert agreement_lines(agreement)
    assert odrl(agreement)["@graph"]
    assert diff(agreement, agreement) == ()
    screen = StringIO()
    print_agreement(agreement, Console(file=screen, width=80))
    assert agreement.terms[0].id in screen.getvalue()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_term_has_a_source_and_every_source_a_use(file: Path) -> None:
    form = to_form(load(file))
    assert all(term.get("sources") for term in form["terms"])
    cited = set(re.findall(r'"([a-z0-9-]+)"', json.dumps(form["terms"])))
    assert {source["id"] for source in form["sources"]} <= cited


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_those_who_fight_are_treated_alike(file: Path) -> None:
    """Each is known by forms of its name, and has sources that speak for it."""
    fighting = [party for party in load(file).parties if party.in_conflict]
    assert all(party.names and party.voices for party in fighting)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_agreement_is_written_in_our_own_words(file: Path) -> None:
    sources = [*(SHARED / "seeds").glob("*.txt"), *(SHARED / "news" / "whitehouse").glob("2025*")]
    if not sources:
        pytest.skip("the texts that agreements were written from are not here")
    ours = runs(own_words(file))
    for source in sources:
        assert not ours & runs(source.read_text(encoding="utf-8")), source.name


def test_a_version_is_told_apart_from_the_one_before() -> None:
    first, second = shipped("minsk-2014"), shipped("minsk-2014-memorandum")
    assert (first.id, first.version, second.version) == (second.id, 1, 2)
    assert {change.term for change in diff(first, second)} >= {"heavy-weapons", "no-flights"}


def test_the_energy_truce_has_two_readings_of_its_thirty_days() -> None:
    truce = shipped("energy-truce-2025")
    assert truce.readings == ("from-18-march", "from-25-march")
    early, late = (truce.terms[0].under(reading).window for reading in truce.readings)
    assert early is not None
    assert late is not None
    assert early.intervals() == (Interval(datetime(2025, 3, 18), datetime(2025, 4, 17)),)
    assert late.intervals() == (Interval(datetime(2025, 3, 25), datetime(2025, 4, 24)),)


def test_the_condition_on_the_black_sea_is_one_side_s_reading() -> None:
    terms = shipped("black-sea-2025").terms
    assert not any(term.under("at-once").conditions for term in terms)
    assert all(term.under("on-condition").conditions for term in terms)


def test_the_general_ceasefire_binds_nobody() -> None:
    offer = shipped("general-ceasefire-offer-2025")
    assert offer.in_force is None
    assert offer.terms[0].missing == ("russia",)


def test_the_pledge_keeps_what_is_unknown() -> None:
    pledge = shipped("french-aid-2025").terms[0].pledge
    assert pledge is not None
    assert pledge.promised is not None
    assert (pledge.promised.value, pledge.promised.currency) == (2_000_000_000, "EUR")
    assert (pledge.allocated, pledge.delivered, pledge.deadline) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "utc"),
    [
        ("minsk-2014", datetime(2014, 9, 5, 15, 0)),
        ("minsk-2015", datetime(2015, 2, 14, 22, 0)),
        ("truce-2020-07-27", datetime(2020, 7, 26, 21, 1)),
        ("gaza-ceasefire-2025-01", datetime(2025, 1, 19, 9, 15)),
        ("gaza-ceasefire-2025-10", datetime(2025, 10, 10, 9, 0)),
    ],
)
def test_a_ceasefire_starts_at_its_hour(name: str, utc: datetime) -> None:
    window = shipped(name).terms[0].window
    assert window is not None
    assert window.intervals_utc()[0].start == utc


def test_the_first_phase_in_gaza_has_forty_two_days() -> None:
    window = shipped("gaza-ceasefire-2025-01").terms[0].window
    assert window is not None
    assert window.until == date(2025, 3, 2)
    assert (date(2025, 3, 2) - date(2025, 1, 19)).days == 42


def test_the_published_schema_is_that_of_the_files() -> None:
    assert "terms" in json_schema()["properties"]
