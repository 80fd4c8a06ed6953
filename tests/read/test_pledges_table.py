from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.errors import SourceError, UsageError
from troth.model import Issue
from troth.model.pledge import PLEDGES
from troth.read.pledge_dates import announced
from troth.read.pledge_mapping import PledgeMapping, pledge_mapping
from troth.read.pledges_table import number, read_pledges

MAPPING = PledgeMapping.model_validate(
    {
        "kind": "pledges",
        "source": "somebody",
        "delimiter": ";",
        "decimal": ",",
        "thousands": ".",
        "unknown": ["", ".", "undisclosed", "No price"],
        "donor": "Donor",
        "row": "ID",
        "first": "First",
        "announced": "Announced",
        "promised": "EUR",
        "delivered": "Delivered",
        "amount": "Amount",
        "currency": "Currency",
        "promised_from": "From",
        "delivered_from": "From",
        "origins": {"given": "source", "prices": "prices", "none": None},
        "item": {"name": "Item", "count": "Units", "promised_value": "Price"},
        "urls": ["Url"],
    }
)
HEADER = "ID;Donor;First;Announced;EUR;Delivered;Amount;Currency;From;Item;Units;Price;Url"
PLEDGE = (
    "A1;Anna;1;05/03/2022;1.000.000,50;undisclosed;2.000.000;USD;given;van;3;5;https://a.example"
)


def read(folder: Path, *lines: str, header: str = HEADER) -> tuple[list[dict[str, Any]], Any]:
    path = folder / "pledges.csv"
    path.write_text("\ufeff" + "\r\n".join([header, *lines]) + "\r\n", encoding="utf-8")
    table, issues = read_pledges(path, MAPPING)
    assert table.schema.equals(PLEDGES)
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows, issues


def codes(issues: tuple[Issue, ...]) -> list[tuple[str, str]]:
    return [(issue.code, issue.where) for issue in issues]


def test_a_pledge_is_a_row_and_what_is_undisclosed_stays_unknown(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, PLEDGE)
    row = rows[0]
    assert (row["donor"], row["row"], row["line"]) == ("Anna", "A1", 2)
    assert row["promised"] == Decimal("1000000.50")
    assert (row["delivered"], row["allocated"], row["delivered_from"]) == (None, None, None)
    assert (row["amount"], row["currency"]) == (Decimal(2_000_000), "USD")
    assert (row["announced_since"], row["announced_until"]) == (date(2022, 3, 5), date(2022, 3, 6))
    assert row["items"] == [{"name": "van", "count": 3, "delivered": None}]
    assert row["urls"] == ["https://a.example"]
    assert issues == ()


def test_the_rows_of_a_package_are_one_pledge(tmp_path: Path) -> None:
    more = "A1;Anna;0;05/03/2022;;;;USD;given;tent;undisclosed;No price;"
    rows, issues = read(tmp_path, PLEDGE, more)
    assert [item["name"] for item in rows[0]["items"]] == ["van", "tent"]
    assert (len(rows), issues) == (1, ())


def test_two_valued_rows_of_one_id_are_two_pledges(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, PLEDGE, PLEDGE.replace("1.000.000,50", "7"))
    assert [row["promised"] for row in rows] == [Decimal("1000000.50"), Decimal(7)]
    assert rows[0]["id"] != rows[1]["id"]
    assert issues == ()


def test_a_package_without_its_value_is_unknown_and_told(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, PLEDGE.replace(";1;", ";0;", 1))
    assert rows[0]["promised"] is None
    assert codes(issues) == [("pledge-value", "pledges.csv, line 2")]


def test_a_value_from_prices_is_a_lower_bound_when_an_item_has_none(tmp_path: Path) -> None:
    first = PLEDGE.replace("given", "prices")
    more = "A1;Anna;0;05/03/2022;;;;USD;prices;tent;undisclosed;No price;"
    assert read(tmp_path, first)[0][0]["promised_at_least"] is False
    assert read(tmp_path, first, more)[0][0]["promised_at_least"] is True


def test_a_row_that_stands_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, PLEDGE, PLEDGE)
    assert len(rows) == 1
    assert codes(issues) == [("pledge-twice", "pledges.csv, line 3")]


def test_a_row_that_is_alike_counts_and_is_told(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, PLEDGE, PLEDGE.replace("a.example", "b.example"))
    assert len(rows) == 2
    assert codes(issues) == [("pledge-alike", "pledges.csv, line 3")]


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("1.000.000,50", "a lot", "pledge-number", "promised"),
        ("1.000.000,50", "1.00", "pledge-number", "promised"),
        ("1.000.000,50", "9" * 30, "pledge-number", "promised"),
        ("USD", "dollars", "pledge-currency", "currency"),
        ("given", "heard", "pledge-origin", "promised_from"),
        ("05/03/2022", "31/02/2022", "pledge-date", "announced_since"),
        ("05/03/2022", "soon", "pledge-date", "announced_since"),
    ],
)
def test_a_value_that_cannot_be_understood_is_unknown_and_told(
    tmp_path: Path, old: str, new: str, code: str, column: str
) -> None:
    rows, issues = read(tmp_path, PLEDGE.replace(old, new))
    assert rows[0][column] is None
    assert codes(issues) == [(code, "pledges.csv, line 2")]


def test_a_correction_below_zero_counts_and_is_told(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, PLEDGE.replace("1.000.000,50", "-5.000"))
    assert rows[0]["promised"] == Decimal(-5000)
    assert codes(issues) == [("pledge-negative", "pledges.csv, line 2")]


def test_a_cut_row_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, PLEDGE, "A2;Boris;1")
    assert len(rows) == 1
    assert codes(issues) == [("pledge-row", "pledges.csv, line 3")]


def test_a_row_of_nobody_is_told(tmp_path: Path) -> None:
    rows, issues = read(tmp_path, PLEDGE.replace("Anna", "."))
    assert (rows, codes(issues)) == ([], [("pledge-row", "pledges.csv, line 2")])


@pytest.mark.parametrize("header", [HEADER.replace("EUR", "USD"), HEADER + ";EUR"])
def test_a_column_that_is_missing_or_twice_is_an_error(tmp_path: Path, header: str) -> None:
    with pytest.raises(SourceError, match="'EUR'"):
        read(tmp_path, header=header)


def test_a_quotation_without_end_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path, '"' + PLEDGE)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        read_pledges(tmp_path / "none.csv", MAPPING)


@pytest.mark.parametrize(
    ("words", "between"),
    [
        ("25/02/2022", (date(2022, 2, 25), date(2022, 2, 26))),
        ("until 2/24/2023", (None, date(2023, 2, 25))),
        ("until 5/4/2022", (None, date(2022, 5, 5))),
        ("until 11/2022", (None, date(2022, 12, 1))),
        ("unclear, 04/22", (date(2022, 4, 1), date(2022, 5, 1))),
        ("not specified, 12/2022", (date(2022, 12, 1), date(2023, 1, 1))),
        ("between 3/20/2022 and 7/1/2022", (date(2022, 3, 20), date(2022, 7, 2))),
        ("until 09/08/2022", None),
        ("until 06/31/2022", None),
        ("between 7/1/2022 and 3/20/2022", None),
        ("in spring", None),
        ("until 13/2022", None),
        ("", None),
    ],
)
def test_a_date_is_as_rough_as_it_is_written(words: str, between: Any) -> None:
    assert announced(words) == between


@given(st.text(max_size=40))
def test_any_words_are_a_date_or_none(words: str) -> None:
    found = announced(words)
    assert found is None or found[1] is not None


@given(st.integers(0, 10**14), st.integers(0, 99))
def test_any_number_is_read_exactly(whole: int, cents: int) -> None:
    cell = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert number(cell, decimal=",", thousands=".") == Decimal(f"{whole}.{cents:02}")


def test_a_mapping_with_an_unknown_key_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("kind: pledges\nsource: a\ndonor: b\nrow: c\npromised: d\ncolour: red\n")
    with pytest.raises(SourceError, match="colour"):
        pledge_mapping(path)


@pytest.mark.parametrize("text", ["[", "- a", "kind: incidents", "&a [*a]", "[" * 5000])
def test_what_is_no_mapping_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError):
        pledge_mapping(path)


def test_a_mapping_that_is_not_shipped_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="kiel"):
        pledge_mapping("../kiel")
