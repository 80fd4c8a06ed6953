from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.read.feeds.made import codes, read

DERIVED = (
    "event_id_1pd,date,sources_matching,source_urls,target_classes,asciiname,longitude,latitude"
)
ORIGINAL = "viina_version,event_id_1pd,date,GEO_PRECISION,source,url,text,longitude,latitude"


def derived(folder: Path, classes: str, outlets: str = "post", **more: str) -> dict[str, Any]:
    names = ",".join([DERIVED, *more])
    cells = ",".join(
        ["5", "20250320", outlets, "https://a.example/1|https://b.example/2", classes, "Osgiliath",
         "37.5", "48.5", *more.values()]
    )  # fmt: skip
    (row,), _ = read(folder, "viina", f"{names}\n{cells}\n")
    return row


def original(folder: Path, **more: str) -> dict[str, Any]:
    names = ",".join([ORIGINAL, *more])
    cells = ",".join(
        ["2", "5", "20250320", "ADM3", "post", "https://a.example/1", "Words", "37.5", "48.5",
         *more.values()]
    )  # fmt: skip
    (row,), _ = read(folder, "viina", f"{names}\n{cells}\n")
    return row


def test_the_day_of_a_report_is_an_interval_of_three_days(tmp_path: Path) -> None:
    row = derived(tmp_path, "PIPELINE_PUMPING")
    assert (row["start"], row["end"]) == (datetime(2025, 3, 19), datetime(2025, 3, 22))
    assert row["reported"] == date(2025, 3, 20)


def test_a_row_kept_for_its_words_is_no_certain_strike(tmp_path: Path) -> None:
    row = derived(tmp_path, "PIPELINE_PUMPING")
    assert (row["act"], row["act_probability"]) == ("force", 0.5)
    assert (row["target"], row["target_probability"]) == ("pipeline", 0.5)


@pytest.mark.parametrize(
    ("classes", "target"),
    [
        ("FUEL_STORAGE_TERMINAL|REFINING_PETROCHEM_GAS", "oil_gas"),
        ("ENERGY_GRID_SUPPORT|FUEL_STORAGE_TERMINAL", "energy"),
        ("AMMUNITION_ARSENAL|REFINING_PETROCHEM_GAS", None),
    ],
)
def test_several_classes_are_what_they_have_in_common(
    tmp_path: Path, classes: str, target: str | None
) -> None:
    row = derived(tmp_path, classes)
    assert row["target"] == target
    assert (row["target_probability"] is None) == (target is None)


def test_an_unknown_class_is_an_issue(tmp_path: Path) -> None:
    data = f"{DERIVED}\n5,20250320,post,u,CASTLE,Osgiliath,37.5,48.5\n"
    (row,), issues = read(tmp_path, "viina", data)
    assert row["target"] is None
    assert codes(issues) == ["code"]


def test_one_outlet_is_the_family_and_several_are_viina(tmp_path: Path) -> None:
    assert derived(tmp_path, "PIPELINE_PUMPING")["family"] == "post"
    row = derived(tmp_path, "PIPELINE_PUMPING", "post|wire")
    assert (row["family"], row["reported_by"]) == ("viina", ["post", "wire"])
    assert row["url"] == "https://a.example/1"


def test_labels_give_the_act_with_its_probability(tmp_path: Path) -> None:
    row = original(tmp_path, t_uav="0.95", t_property="0.99", t_artillery="0.1")
    assert (row["act"], row["act_probability"]) == ("drone_strike", pytest.approx(0.95))


def test_likely_labels_give_what_they_have_in_common(tmp_path: Path) -> None:
    row = original(tmp_path, t_uav="0.85", t_artillery="0.9")
    assert (row["act"], row["act_probability"]) == ("strike", pytest.approx(0.9))


def test_an_unlikely_label_keeps_its_probability(tmp_path: Path) -> None:
    row = original(tmp_path, t_uav="0.3", t_arrest="0.6")
    assert (row["act"], row["act_probability"]) == ("detention", pytest.approx(0.6))


def test_a_flag_is_no_certainty(tmp_path: Path) -> None:
    row = original(tmp_path, t_uav_b="1")
    assert (row["act"], row["act_probability"]) == ("drone_strike", 0.5)


def test_without_labels_the_act_is_unknown_and_that_is_an_issue(tmp_path: Path) -> None:
    data = f"{ORIGINAL}\n2,5,20250320,ADM3,post,u,Words,37.5,48.5\n"
    (row,), issues = read(tmp_path, "viina", data)
    assert (row["act"], row["words"], row["precision_m"]) == (None, "Words", 25_000)
    assert codes(issues) == ["no-labels"]


def test_a_likely_doer_is_named(tmp_path: Path) -> None:
    row = original(tmp_path, a_rus_init="0.9", a_ukr_init="0.2")
    assert (len(row["by"]), row["by_all"]) == (1, True)


def test_a_flag_does_not_settle_who_did_it(tmp_path: Path) -> None:
    row = original(tmp_path, a_rus_init_b="1", a_ukr_init_b="0")
    assert len(row["by"]) > 1
    assert not row["by_all"]


def test_who_was_involved_is_not_who_did_it(tmp_path: Path) -> None:
    assert original(tmp_path, a_rus="0.9", a_ukr="0.1")["by"] == []


def test_a_probability_beyond_one_is_an_issue(tmp_path: Path) -> None:
    data = f"{ORIGINAL},t_uav\n2,5,20250320,ADM3,post,u,Words,37.5,48.5,1.5\n"
    (row,), issues = read(tmp_path, "viina", data)
    assert row["act"] is None
    assert codes(issues) == ["probability"]
