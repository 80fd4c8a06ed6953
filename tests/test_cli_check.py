"""The commands about agreements and incidents, as a person runs them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.test_cli import Ran
from troth.cli import main
from troth.model.finding import Verdict
from troth.record.findings import Findings

AGREEMENT = """
agreement: river-truce
version: 1
title: Truce on the river
in_force: 2025-03-01
parties:
  - {id: north, name: Northland, names: [Northern forces], voices: [Northern Radio]}
  - {id: south, name: Southland, names: [Southern forces], voices: [Southern Radio]}
sources:
  - {id: text, title: Text of the truce, publisher: The mediator, published: 2025-03-01}
terms:
  - id: no-strikes
    kind: prohibition
    bearers: [north, south]
    act: strike
    target: {classes: [energy]}
    area:
      - polygon: [[10, 50], [12, 50], [12, 52], [10, 52], [10, 50]]
    window: {from: 2025-03-05, through: 2025-03-31, zone: Europe/Kyiv}
    text: Neither side strikes energy facilities by the river.
    sources: [text]
    readings:
      - id: early
        holder: north
        note: From the day of the call.
        window: {from: 2025-03-01, through: 2025-03-31, zone: Europe/Kyiv}
      - id: late
        holder: south
        note: From the day of the signature.
        window: {from: 2025-03-10, through: 2025-03-31, zone: Europe/Kyiv}
  - id: no-flights
    kind: prohibition
    bearers: [north]
    act: overflight
    needs: [north, south]
    accepted_by: [north]
    text: No flights over the river.
"""

MAPPING = """
kind: incidents
source: daily
licence: CC0
zone: Europe/Kyiv
columns:
  row: id
  start: day
  latitude: lat
  longitude: lon
  precision_m: {constant: "500"}
  act: act
  target: target
  by: by
  reported_by: said
"""

ROWS = """id,day,lat,lon,act,target,by,said
1,2025-03-06,51,11,drone_strike,power_plant,Northern forces,Reuters
2,2025-03-15,51,11,strike,substation,Northern forces,Southern Radio
3,2025-03-16,51,11,strike,residential,Northern forces,Reuters
4,2025-03-17,0,0,strike,power_plant,Southern forces,Northern Radio
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TROTH_RECORD", "TROTH_DATABASE_URL", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    Path("river.yaml").write_text(AGREEMENT, encoding="utf-8")
    Path("map.yaml").write_text(MAPPING, encoding="utf-8")
    Path("rows.csv").write_text(ROWS, encoding="utf-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        captured = capsys.readouterr()
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


@pytest.fixture
def imported(run: Callable[..., Ran]) -> Callable[..., Ran]:
    """The same, with the incidents in the record."""
    assert run("import", "csv", "rows.csv", "--mapping", "map.yaml").status == 0
    return run


def verdicts(ran: Ran) -> dict[tuple[str, str], str]:
    found = json.loads(ran.out)["findings"]
    return {(item["reading"], item["bearer"]): item["verdict"] for item in found}


def test_an_incident_is_inside_of_one_reading_and_outside_of_the_other(
    imported: Callable[..., Ran],
) -> None:
    ran = imported("check", "river.yaml", "--format", "json", "--as-of", "2030-01-01")
    assert ran.status == 0, ran.err
    assert verdicts(ran) == {
        ("early", "north"): "breached",
        ("late", "north"): "alleged",
        ("early", "south"): "undetermined",
        ("late", "south"): "undetermined",
    }
    assert json.loads(ran.out)["unchecked"][0]["why"] == (
        "it binds nobody: not accepted by Southland"
    )


def test_a_check_can_be_asked_under_one_reading_and_for_some_days(
    imported: Callable[..., Ran],
) -> None:
    ran = imported(
        *("check", "river.yaml", "--format", "json", "--as-of", "2030-01-01"),
        *("--reading", "early", "--from", "2025-03-07", "--until", "2025-03-14"),
    )
    assert set(verdicts(ran)) == {("early", "north"), ("early", "south")}
    assert verdicts(ran)["early", "north"] == "not_observed"


def test_a_verdict_can_make_the_command_fail(imported: Callable[..., Ran]) -> None:
    assert imported("check", "river.yaml", "--fail-on", "breached").status == 1
    assert imported("check", "river.yaml", "--fail-on", "kept").status == 0
    ran = imported("check", "river.yaml", "--fail-on", "broken")
    assert ran.status == 2
    assert "is no verdict" in ran.err


def test_a_finding_is_explained_down_to_its_rows(imported: Callable[..., Ran]) -> None:
    found = json.loads(imported("check", "river.yaml", "--format", "json").out)["findings"]
    name = next(item["id"] for item in found if item["verdict"] == "breached")
    ran = imported("explain", name[:10])
    assert "Verdict: breached: a source that is no party to the conflict tells of it." in ran.out
    assert "daily 1 (rows.csv, line 2)" in ran.out
    assert "said to have been done by: Northern forces" in ran.out
    assert "From the day of the call." not in ran.out  # the file is no agreement of the record
    Path("record/agreements").mkdir()
    Path("river.yaml").rename("record/agreements/river.yaml")
    assert "From the day of the call." in imported("explain", name[:10]).out


def test_a_finding_that_is_not_there_is_a_mistake(imported: Callable[..., Ran]) -> None:
    ran = imported("explain", "0123456789")
    assert ran.status == 2
    assert "no finding can be told by '0123456789'" in ran.err


def test_checking_twice_keeps_the_same_findings(imported: Callable[..., Ran]) -> None:
    first = imported("check", "river.yaml", "--format", "json", "--as-of", "2030-01-01")
    kept = sorted(Path("record/findings").iterdir())
    again = imported("check", "river.yaml", "--format", "json", "--as-of", "2030-01-01")
    assert first.out == again.out
    assert sorted(Path("record/findings").iterdir()) == kept


def test_findings_and_incidents_are_verified(imported: Callable[..., Ran]) -> None:
    imported("check", "river.yaml")
    assert imported("verify").status == 0
    finding = next(Path("record/findings").iterdir())
    finding.write_text(finding.read_text("utf-8").replace("2025", "2024"), "utf-8")
    rows = next(Path("record/incidents").rglob("*.parquet"))
    rows.write_bytes(rows.read_bytes()[:-1])
    ran = imported("verify", "--format", "json")
    assert ran.status == 1
    told = {item["where"].split("/")[1] for item in json.loads(ran.out)["problems"]}
    assert told == {"findings", "source=daily"}


def test_a_finding_that_does_not_follow_from_its_proof_is_told(
    imported: Callable[..., Ran],
) -> None:
    """Somebody who changes the verdict and the name of the file with it is found out as well."""
    imported("check", "river.yaml")
    kept = Findings(Path("record"))
    name, finding = next(item for item in kept if item[1].verdict is Verdict.BREACHED)
    Path(f"record/findings/{name}.json").unlink()
    kept.add(replace(finding, verdict=Verdict.KEPT))
    ran = imported("verify")
    assert ran.status == 1
    assert "its proof gives 'breached' and not 'kept'" in ran.out


def test_evidence_that_the_record_does_not_have_is_told(imported: Callable[..., Ran]) -> None:
    imported("check", "river.yaml")
    kept = Findings(Path("record"))
    finding = next(item for _, item in kept if item.verdict is Verdict.BREACHED)
    other = replace(finding.evidence[0], by=("Southern forces",))
    kept.add(replace(finding, evidence=(other, *finding.evidence[1:])))
    stranger = replace(finding.evidence[0], incident="f" * 64)
    kept.add(replace(finding, evidence=(*finding.evidence, stranger)))
    ran = imported("verify")
    assert ran.status == 1
    assert "says something else" in ran.out
    assert f"incident {'f' * 64} is not in the record" in ran.out


def test_an_agreement_that_cannot_be_read_is_told(imported: Callable[..., Ran]) -> None:
    Path("record/agreements").mkdir()
    Path("record/agreements/x.yaml").write_text("nonsense", encoding="utf-8")
    ran = imported("verify")
    assert ran.status == 1
    assert "x.yaml" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "river.yaml", "--until", "9999-12-31"), "9999-12-31 cannot be asked about"),
        (("check", "river.yaml", "--as-of", "0001-01-01"), "cannot be asked about"),
        (
            ("check", "river.yaml", "--from", "2025-03-09", "--until", "2025-03-01"),
            "2025-03-01 is before 2025-03-09",
        ),
        (("trend", "--change", "0001-01-01"), "cannot be asked about"),
        (("trend", "--change", "2025-03-10", "--zone", "Nope/Zone"), "no time zone 'Nope/Zone'"),
        (("claims", "--zone", "../etc"), "no time zone"),
        (("check", "river.yaml", "--reading", "west"), "no agreement has a reading 'west'"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_error(
    imported: Callable[..., Ran], arguments: tuple[str, ...], words: str
) -> None:
    ran = imported(*arguments)
    assert ran.status == 2
    assert words in ran.err


def test_importing_a_file_twice_changes_nothing(imported: Callable[..., Ran]) -> None:
    before = {path: path.read_bytes() for path in Path("record/incidents").rglob("*.*")}
    ran = imported("import", "csv", "rows.csv", "--mapping", "map.yaml", "--format", "json")
    assert json.loads(ran.out)["new"] == 0
    assert {path: path.read_bytes() for path in Path("record/incidents").rglob("*.*")} == before


def test_rows_that_cannot_be_used_in_full_are_told(run: Callable[..., Ran]) -> None:
    ran = run("import", "csv", "rows.csv", "--mapping", "map.yaml", "--strict")
    assert ran.status == 1
    assert "rows.csv, line 5" in ran.err


def test_a_word_that_is_no_act_is_an_issue_and_no_act(run: Callable[..., Ran]) -> None:
    Path("rows.csv").write_text(ROWS.replace("drone_strike", "shooting"), encoding="utf-8")
    ran = run("import", "csv", "rows.csv", "--mapping", "map.yaml")
    assert "'shooting' is no code" in ran.err


def test_every_fault_of_an_agreement_is_a_line_of_its_own(imported: Callable[..., Ran]) -> None:
    text = AGREEMENT.replace("act: strike", "act: strik").replace("[north]", "[nort]")
    Path("bad.yaml").write_text(text, encoding="utf-8")
    ran = imported("check", "bad.yaml")
    assert ran.status == 1
    assert ran.err.count("Error: ") == 3


def test_an_agreement_with_faults_is_told_line_by_line(run: Callable[..., Ran]) -> None:
    text = AGREEMENT.replace("act: strike", "act: strik").replace(
        "bearers: [north]", "bearers: [nort]"
    )
    Path("bad.yaml").write_text(text, encoding="utf-8")
    ran = run("agreements", "lint", "bad.yaml")
    assert ran.status == 1
    assert "bad.yaml, line 15" in ran.out
    assert "Did you mean “strike”?" in ran.out
    assert "Did you mean “north”?" in ran.out
    assert run("agreements", "lint", "river.yaml").status == 0


def test_agreements_are_shown_and_compared(run: Callable[..., Ran]) -> None:
    assert "Truce on the river" in run("agreements", "show", "river.yaml").out
    later = AGREEMENT.replace("version: 1", "version: 2").replace("act: strike", "act: force")
    Path("later.yaml").write_text(later, encoding="utf-8")
    out = run("agreements", "diff", "river.yaml", "later.yaml").out
    assert "no-strikes" in out
    assert "no-flights" not in out
    assert "minsk" in run("agreements", "list").out


def test_an_agreement_is_exported(run: Callable[..., Ran]) -> None:
    assert "@graph" in json.loads(run("agreements", "odrl", "river.yaml").out)
    assert json.loads(run("agreements", "schema").out)["type"] == "object"


def test_an_agreement_that_is_not_there_is_a_mistake(imported: Callable[..., Ran]) -> None:
    ran = imported("check", "lake-truce")
    assert ran.status == 2
    assert "there is no agreement 'lake-truce'" in ran.err
    assert "black-sea-2025" in ran.err


def test_a_record_without_agreements_says_what_to_name(imported: Callable[..., Ran]) -> None:
    ran = imported("check")
    assert ran.status == 2
    assert "the record holds no agreement" in ran.err


def test_a_layer_that_is_missing_leaves_it_open_and_is_told(imported: Callable[..., Ran]) -> None:
    text = AGREEMENT.replace(
        "- polygon: [[10, 50], [12, 50], [12, 52], [10, 52], [10, 50]]",
        "- {place: The river, layer: rivers}",
    )
    Path("river.yaml").write_text(text, encoding="utf-8")
    ran = imported("check", "river.yaml")
    assert "the layer of places 'rivers' is not in the record" in ran.err
    assert "breached" not in ran.out


def test_places_are_imported_once_and_used(imported: Callable[..., Ran]) -> None:
    square = [[10, 50], [12, 50], [12, 52], [10, 52], [10, 50]]
    feature = {
        "type": "Feature",
        "properties": {"name": "The river"},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    form = {"type": "FeatureCollection", "features": [feature]}
    Path("rivers.geojson").write_text(json.dumps(form), encoding="utf-8")
    assert "taken in" in imported("places", "import", "rivers.geojson", "--layer", "rivers").err
    again = imported("places", "import", "rivers.geojson", "--layer", "rivers")
    assert "nothing was changed" in again.err
    assert "rivers: 1 places" in imported("places", "list").out
    text = AGREEMENT.replace(f"- polygon: {square}", "- {place: The river, layer: rivers}")
    Path("river.yaml").write_text(text, encoding="utf-8")
    assert "breached" in imported("check", "river.yaml").out


def test_a_trend_tells_counts_estimate_and_limits(imported: Callable[..., Ran]) -> None:
    asked = ("trend", "--change", "2025-03-10", "--days", "7", "--zone", "Europe/Kyiv")
    ran = imported(*asked, "--format", "json")
    (told,) = json.loads(ran.out)
    assert (told["trend"]["before"]["count"], told["trend"]["after"]["count"]) == (1, 2)
    assert told["trend"]["warnings"]
    assert imported("trend", "--change", "2025-03-10", "--act", "strik").status == 2


def test_duplicates_are_proposed_and_joined_by_a_person(imported: Callable[..., Ran]) -> None:
    Path("more.csv").write_text(ROWS.replace("1,2025-03-06", "9,2025-03-06"), encoding="utf-8")
    Path("other.yaml").write_text(MAPPING.replace("daily", "weekly"), encoding="utf-8")
    imported("import", "csv", "more.csv", "--mapping", "other.yaml")
    ran = imported("incidents", "duplicates", "--format", "json")
    first = json.loads(ran.out)[0]
    assert first["score"] > 0.8
    assert imported("incidents", "duplicates", "--join-above", "0.9").status == 2
    joined = imported(
        *("incidents", "join", first["first"], first["second"]),
        *("--by", "Ana", "--reason", "the same night"),
    )
    assert joined.status == 0, joined.err
    found = json.loads(imported("check", "river.yaml", "--format", "json").out)["findings"]
    events = {item["event"] for finding in found for item in finding["evidence"]}
    assert first["first"] in events


def test_a_draft_is_not_checked_until_a_person_accepts_it(run: Callable[..., Ran]) -> None:
    text = AGREEMENT.replace("version: 1\n", "version: 1\ndraft: true\n")
    Path("draft.yaml").write_text(text, encoding="utf-8")
    Path("record/agreements").mkdir(parents=True)
    run("import", "csv", "rows.csv", "--mapping", "map.yaml")
    ran = run("check", "draft.yaml", "--format", "json")
    assert json.loads(ran.out)["findings"] == []
    assert "draft that no person has accepted" in ran.out
    run("agreements", "accept", "draft.yaml", "--by", "Ana", "--on", "2025-04-01")
    assert json.loads(run("check", "draft.yaml", "--format", "json").out)["findings"]


def test_a_claim_is_held_against_the_same_incidents(
    imported: Callable[..., Ran], tmp_path: Path
) -> None:
    Path("claim.txt").write_text(
        "date 2025-03-20\n\nNorthland and Southland have not struck each other's energy"
        " facilities since Friday, a senior official said.\n",
        encoding="utf-8",
    )
    imported("read", "claim.txt", "--record", "record", "--quiet")
    ran = imported("claims", "river.yaml", "--zone", "Europe/Kyiv", "--format", "json")
    (claim,) = json.loads(ran.out)
    assert claim["query"]["act"] == "strike"
    assert claim["outcome"] == "cannot_be_told"
    assert {row["evidence"]["row"] for row in claim["rows"]} >= {"2"}
