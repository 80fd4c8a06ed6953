"""The page for people who write agreements: every example of it loads, and no key is left out."""

import re
from pathlib import Path
from textwrap import indent

import pytest

from troth.read.agreements import json_schema, loads

PAGE = (Path(__file__).parents[2] / "docs" / "agreements.md").read_text(encoding="utf-8")
BLOCKS: list[str] = re.findall(r"(?ms)^```yaml\n(.*?)^```$", PAGE)
WHOLE, *PARTS = BLOCKS


def in_a_file(part: str) -> str:
    """The whole file of the page with these keys in place of its own."""
    kind, keys = part.split("\n", 1)
    if kind == "# keys of a file":
        return keys + WHOLE
    head, term = WHOLE.split("terms:\n")
    for key in re.findall(r"(?m)^(\w+):", keys):
        term = re.sub(rf"(?m)^    {key}:.*\n(?:      .*\n)*", "", term)
    return f"{head}terms:\n{term}{indent(keys, '    ')}"


def test_the_whole_file_loads() -> None:
    assert loads(WHOLE).terms[0].id == "quiet"


@pytest.mark.parametrize("part", PARTS, ids=range(len(PARTS)))
def test_every_part_loads_in_a_file(part: str) -> None:
    assert loads(in_a_file(part))


def test_every_key_is_in_an_example() -> None:
    schema = json_schema()
    forms = [schema, *schema["$defs"].values()]
    keys = {key for form in forms for key in form["properties"]} - {"draft"}
    told = set(re.findall(r"(\w+):", "".join(BLOCKS)))
    assert keys <= told, keys - told
