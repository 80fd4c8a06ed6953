"""Real incident data to the end: what it tells, and what it honestly cannot."""

from datetime import date
from pathlib import Path

import pytest

from troth.check.checks import Period
from troth.checking import check_claims, check_record, trend_of
from troth.checking.trends import TrendQuestion
from troth.model.claim import ClaimOutcome
from troth.model.finding import Finding, Verdict
from troth.pipeline import read_sources
from troth.read import Reader
from troth.read.feeds import mappings, read_feed
from troth.read.places import read_layer
from troth.record import Ledger
from troth.record.incidents import Incidents
from troth.record.places import Places

SHARED = Path(__file__).parents[3] / "shared"
FEEDS = SHARED / "feeds"

pytestmark = pytest.mark.skipif(
    not FEEDS.is_dir(), reason=f"the real incident data is not in {FEEDS}"
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with the seed's text, districts, and the events of UCDP and VIINA."""
    folder = tmp_path_factory.mktemp("real") / "record"
    viina = FEEDS / "viina_energy_strikes" / "VIINA_2025_REBUILD.csv"
    ucdp = FEEDS / "ucdp_ged_ukraine" / "UCDP-Ukraine.csv"
    districts = next((SHARED / "places" / "geoboundaries_ukr").glob("*.geojson"))
    seed = SHARED / "seeds" / "2025-03-27-paris-summit.txt"
    with Ledger.open(folder, create=True) as ledger:
        list(read_sources([str(seed)], make_reader=Reader, ledger=ledger))
        for kind, file in (("viina", viina), ("ucdp", ucdp)):
            Incidents(folder).add(read_feed(kind, file), file=file, source=kind)
        table, _ = read_layer(districts, layer="districts", kind="district")
        Places(folder).put(table, layer="districts", file=districts.name)
    return folder


def test_the_claim_of_the_seed_cannot_be_told_and_the_coverage_says_why(record: Path) -> None:
    ((_, result),) = check_claims(record, zone="Europe/Kyiv")
    assert result.query.text.text.startswith("Ukraine and Russia have now not hit each other")
    assert result.outcome is ClaimOutcome.CANNOT_BE_TOLD
    assert result.coverage.share < 0.5
    assert ("2025-03-26", "2025-03-27") in result.coverage.gaps
    assert {row.evidence.source for row in result.rows} == {"viina"}


def energy(record: Path, reading: str) -> list[Finding]:
    period = Period(date(2025, 3, 18), date(2025, 4, 30))
    found = check_record(record, ["energy-truce-2025"], reading=reading, period=period)
    return [finding for _, finding in found.findings]


def test_an_incident_of_19_march_is_inside_one_reading_and_outside_of_the_other(
    record: Path,
) -> None:
    early, late = (energy(record, name) for name in ("from-18-march", "from-25-march"))
    days = {item.start[:10] for item in early[0].evidence if item.start}
    assert "2025-03-19" in days
    assert all(item.start is None or item.start >= "2025-03-24" for item in late[0].evidence)
    assert {item.verdict for item in (*early, *late)} == {Verdict.UNDETERMINED}


@pytest.mark.parametrize(
    ("change", "days", "before", "after"),
    [
        (date(2014, 9, 5), 14, 409, 82),
        (date(2015, 2, 15), 14, 106, 41),
        (date(2020, 7, 27), 60, 32, 13),
    ],
)
def test_events_before_and_after_a_truce(
    record: Path, change: date, days: int, before: int, after: int
) -> None:
    made, _ = trend_of(record, TrendQuestion(change, days, days, source="ucdp"))
    assert (made.before.count, made.after.count) == (before, after)
    ratio = made.ratio
    assert ratio.value == pytest.approx(after / before, rel=1e-6)
    assert (ratio.low or 9) < after / before < (ratio.high or 0)


def test_a_second_conflict_is_read_by_the_same_code(tmp_path: Path) -> None:
    file = FEEDS / "gaza_daily" / "casualties_daily.json"
    mapping = mappings.named("gaza_daily")
    with Ledger.open(tmp_path, create=True):
        Incidents(tmp_path).add(
            read_feed("csv", file, mapping=mapping), file=file, source=mapping.source
        )
    made, _ = trend_of(
        tmp_path,
        TrendQuestion(date(2025, 10, 10), 42, 42, counted="killed", zone="Asia/Gaza"),
    )
    assert made.before.count > made.after.count > 0
    found = check_record(tmp_path, ["gaza-ceasefire-2025-10"]).findings
    told = {finding.verdict for _, finding in found if finding.term == "no-force"}
    # Every row counts the dead and names nobody who did it.
    assert told == {Verdict.UNDETERMINED}
