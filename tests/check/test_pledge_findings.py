from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from troth.check.pledge_findings import by_donor, pledge_verdict
from troth.model import Amount
from troth.model.agreement import Pledge
from troth.model.finding import Verdict
from troth.model.pledge import PLEDGES
from troth.read.pledge_mapping import pledge_mapping
from troth.read.pledges_table import read_pledges

TRACKER = (
    Path(__file__).parents[3]
    / "shared"
    / "feeds"
    / "kiel_support_tracker"
    / "Ukraine_support_tracker.csv"
)
TODAY = date(2025, 6, 1)
EARLIER, LATER = date(2025, 5, 31), date(2025, 6, 30)


def pledge(donor: str, promised: int | None, delivered: int | None, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {item.name: None for item in PLEDGES}
    known = {"promised": promised, "delivered": delivered}
    return {
        **row,
        **dict.fromkeys(("id", "source", "row", "row_hash", "file"), "a"),
        "line": 1,
        "donor": donor,
        "items": [],
        "urls": [],
        "promised_at_least": False,
        "delivered_at_least": False,
        **{name: None if value is None else Decimal(value) for name, value in known.items()},
        **more,
    }


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=PLEDGES)


def test_sums_count_what_is_known_and_tell_what_is_not() -> None:
    total = by_donor(
        table(pledge("Anna", 10, 4), pledge("Anna", 5, None), pledge("Anna", None, 1))
    )[0]
    assert (total.pledges, total.promised, total.promised_unknown) == (3, Decimal(15), 1)
    assert (total.delivered, total.delivered_unknown) == (Decimal(5), 1)
    assert (total.compared, total.compared_share) == (1, Decimal("0.4"))
    assert not total.promised_is_all
    assert total.share is None


def test_a_share_is_told_when_all_is_known() -> None:
    total = by_donor(table(pledge("Anna", 10, 4), pledge("Anna", 10, 6)))[0]
    assert (total.share, total.promised_is_all) == (Decimal("0.5"), True)


def test_a_lower_bound_gives_no_share() -> None:
    total = by_donor(table(pledge("Anna", 10, 4, delivered_at_least=True)))[0]
    assert (total.share, total.delivered_is_all) == (None, False)


def test_nothing_promised_gives_no_share() -> None:
    total = by_donor(table(pledge("Anna", 0, 0)))[0]
    assert (total.share, total.compared_share) == (None, None)


def test_donors_are_ordered_by_what_they_promised() -> None:
    rows = table(pledge("Anna", 1, None), pledge("Boris", 2, None), pledge("Clara", 1, None))
    assert [total.donor for total in by_donor(rows)] == ["Boris", "Anna", "Clara"]


def test_no_pledges_have_no_donors() -> None:
    assert by_donor(table()) == []


def euros(value: float | None) -> Amount | None:
    return None if value is None else Amount(value, "EUR")


@pytest.mark.parametrize(
    ("promised", "delivered", "deadline", "verdict", "reasons"),
    [
        (10, 10, EARLIER, Verdict.KEPT, ("delivered_in_full",)),
        (10, 11, None, Verdict.KEPT, ("delivered_in_full",)),
        (10, 9, EARLIER, Verdict.BREACHED, ("delivered_short", "deadline_passed")),
        (10, 0, EARLIER, Verdict.BREACHED, ("delivered_short", "deadline_passed")),
        (10, 9, TODAY, Verdict.UNDETERMINED, ("not_due",)),
        (10, 9, LATER, Verdict.UNDETERMINED, ("not_due",)),
        (10, 9, None, Verdict.UNDETERMINED, ("no_deadline",)),
        (10, None, EARLIER, Verdict.UNDETERMINED, ("delivered_unknown",)),
        (10, None, LATER, Verdict.UNDETERMINED, ("delivered_unknown", "not_due")),
        (10, None, None, Verdict.UNDETERMINED, ("delivered_unknown", "no_deadline")),
        (None, 10, EARLIER, Verdict.UNDETERMINED, ("promised_unknown",)),
    ],
)
def test_a_pledge_is_kept_or_breached_only_by_what_is_known(
    promised: float | None,
    delivered: float | None,
    deadline: date | None,
    verdict: Verdict,
    reasons: tuple[str, ...],
) -> None:
    term = Pledge(euros(promised), None, euros(delivered), deadline)
    assert pledge_verdict(term, TODAY) == (verdict, reasons)


def test_sums_of_two_currencies_are_not_compared() -> None:
    term = Pledge(Amount(10, "EUR"), None, Amount(10, "USD"), EARLIER)
    assert pledge_verdict(term, TODAY) == (Verdict.UNDETERMINED, ("currencies_differ",))


def test_what_was_only_allocated_is_not_delivered() -> None:
    term = Pledge(Amount(10, "EUR"), Amount(10, "EUR"), None, EARLIER)
    assert pledge_verdict(term, TODAY)[0] is Verdict.UNDETERMINED


@pytest.mark.skipif(not TRACKER.is_file(), reason="the tracker is not at hand")
def test_the_trackers_sums_are_those_of_pandas() -> None:
    found, _ = read_pledges(TRACKER, pledge_mapping("kiel"))
    totals = {total.donor: total for total in by_donor(found)}
    sheet = pd.read_csv(TRACKER, sep=";", decimal=",", thousands=".", na_values=[".", "\xa0"])
    sheet = sheet[sheet["Total_value_dummy (1 is first row in the package)"] == 1]
    columns = ["Converted Value in EUR", "Total monetary value delivered in EUR"]
    sums = sheet.groupby("Countries")[columns].sum()
    unknown = sheet[columns].isna().groupby(sheet["Countries"]).sum()
    assert {
        donor: (float(total.promised), float(total.delivered)) for donor, total in totals.items()
    } == {str(donor): (float(row.iloc[0]), float(row.iloc[1])) for donor, row in sums.iterrows()}
    # One package has no row that carries its value; it is counted as unknown besides.
    extra = {"Japan": 1}
    assert {
        donor: total.delivered_unknown - extra.get(donor, 0) for donor, total in totals.items()
    } == {str(donor): int(row.iloc[1]) for donor, row in unknown.iterrows()}
    assert {
        donor: total.promised_unknown - extra.get(donor, 0) for donor, total in totals.items()
    } == {str(donor): int(row.iloc[0]) for donor, row in unknown.iterrows()}
