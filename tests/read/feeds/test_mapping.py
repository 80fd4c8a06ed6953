from importlib.resources import files
from pathlib import Path

import pytest

from troth.errors import SourceError, UsageError
from troth.read.feeds import mappings
from troth.read.feeds.mapping import Mapping, read_mapping
from troth.read.feeds.mappings import shipped

GOOD = """kind: incidents
source: arda
columns:
  start: day
"""


def parsed(folder: Path, text: str) -> Mapping:
    path = folder / "map.yaml"
    path.write_text(text)
    return read_mapping(path)


def test_the_least_mapping_is_read(tmp_path: Path) -> None:
    assert parsed(tmp_path, GOOD).columns.start.column == ("day",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (GOOD + "licens: x\n", "line 5: the key 'licens' is not known; did you mean 'licence'?"),
        (
            GOOD + "  wepons: x\n",
            "line 5: the key 'columns.wepons' is not known; did you mean",
        ),
        (GOOD + "  act: {constant: drone_strik}\n", "line 5: .*did you mean 'drone_strike'?"),
        (GOOD + "  act: {column: a, value: {}}\n", "line 5: .*did you mean 'values'"),
        (GOOD + "  act: {column: a, constant: force}\n", "line 5: .*either 'column' or 'constant'"),
        (GOOD + "  start: other\n", "line 5: the key 'start' stands twice"),
        ("kind: incidents\nsource: arda\n", "line 1: the key 'columns' is missing"),
        (GOOD.replace("incidents", "meetings"), "line 1: kind"),
        (GOOD.replace("arda", "../arda"), "line 2: source"),
        (GOOD + "decimal: ;\n", "line 5: decimal"),
        (GOOD + "a: [\n", "not YAML"),
        (GOOD + "licence: &a x\nzone: *a\n", "line 6: a mapping cannot refer"),
        ("", "line 1: the key 'kind' is missing"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        parsed(tmp_path, text)


def test_nothing_is_taken_for_a_number_or_a_day(tmp_path: Path) -> None:
    text = GOOD + "  act: {column: a, values: {no: force, 2020-01-01: strike, '1': clash}}\n"
    act = parsed(tmp_path, text).columns.act
    assert act is not None
    assert list(act.values) == ["no", "2020-01-01", "1"]


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_mappings_are_right(name: str, tmp_path: Path) -> None:
    text = files("troth.read.feeds.mappings").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    assert parsed(tmp_path, text).columns.row is not None


def test_a_shipped_mapping_is_found_by_its_name_and_another_by_its_file(tmp_path: Path) -> None:
    assert mappings.named("gaza_daily").source == "gaza-daily"
    with pytest.raises(UsageError, match="there is no mapping 'gaza'"):
        mappings.named("gaza")
    with pytest.raises(SourceError):
        mappings.named(str(tmp_path / "none.yaml"))
