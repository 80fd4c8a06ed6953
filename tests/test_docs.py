"""The documentation holds: its examples run, its links lead somewhere, its words are the code's.

A ```console block is a transcript. Lines that begin with ``$ `` are run by bash, lines that begin
with ``> `` continue them, and the lines below are what they print, where ``...`` stands for
anything. A ```python block is executed. All blocks of one file share one empty folder.
"""

import enum
import inspect
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import troth.model

ROOT = Path(__file__).parents[1]
PAGES = [
    page
    for page in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
    if page.name != "LICENSE.md"
]
BIN = Path(sys.executable).parent

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", flags=re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


# Examples


@dataclass(frozen=True)
class Step:
    """One command of a transcript and what it is said to print."""

    command: str
    output: str


def _steps(block: str) -> list[Step]:
    steps = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        more = 1
        while more < len(lines) and lines[more].startswith(">"):
            more += 1
        command = [lines[0], *(line[2:] for line in lines[1:more])]
        steps.append(Step("\n".join(command), "\n".join(lines[more:]).strip("\n")))
    return steps


def _pattern(output: str) -> re.Pattern[str]:
    """What matches an expected output; blanks at the ends of lines do not matter."""
    lines = [line.rstrip() for line in output.splitlines()]
    pieces = ["(?:.*\n)*?" if line.strip() == "..." else _line(line) for line in lines]
    return re.compile("".join(pieces))


def _line(line: str) -> str:
    return ".*?".join(re.escape(piece) for piece in line.split("...")) + "\n"


def _run(step: Step, folder: Path) -> None:
    environment = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "COLUMNS": "100",
    }
    done = subprocess.run(
        ["bash", "-c", step.command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = f"$ {step.command}\n{done.stdout}{done.stderr}"
    assert done.returncode == 0, said
    printed = "".join(f"{line.rstrip()}\n" for line in (done.stdout + done.stderr).splitlines())
    as_told = not step.output or bool(_pattern(step.output).fullmatch(printed))
    assert as_told, f"{said}\nThe page says:\n{step.output}"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_the_examples_do_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, block in FENCE.findall(_read(page)):
        if language == "console":
            for step in _steps(block):
                _run(step, tmp_path)
        elif language == "python":
            exec(compile(block, _name(page), "exec"), {"__name__": "__example__"})


def test_a_transcript_is_taken_apart() -> None:
    block = "$ cat <<'END'\n> one\n> two\n> END\none\ntwo\n$ true\n"
    assert _steps(block) == [Step("cat <<'END'\none\ntwo\nEND", "one\ntwo"), Step("true", "")]


@pytest.mark.parametrize(
    ("output", "printed", "fits"),
    [
        ("one\n...\nfour", "one\ntwo\nthree\nfour\n", True),
        ("one\n...\nfour", "one\nfour\n", True),
        ("one\n...\nfour", "one\ntwo\n", False),
        ("a ... c", "a b c\n", True),
        ("a ... c", "a b d\n", False),
        ("a", "a\nb\n", False),
    ],
)
def test_three_dots_stand_for_anything(output: str, printed: str, fits: bool) -> None:
    assert bool(_pattern(output).fullmatch(printed)) == fits


# Links


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = FENCE.sub("", _read(page))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", _read(page))):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), target
        assert not anchor or anchor in _anchors(goal), target


# Words


@cache
def _help(command: str) -> str:
    arguments = [str(BIN / "troth"), *([command] if command else []), "--help"]
    environment = {**os.environ, "COLUMNS": "200"}
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_options_are_those_of_the_command_line(page: Path) -> None:
    for command, rest in re.findall(r"\btroth ([a-z]+)([^`\n|]*)", _read(page)):
        for option in OPTION.findall(rest):
            assert option in OPTION.findall(_help(command)), f"troth {command} {option}"


def test_the_form_that_is_shown_is_a_form() -> None:
    page = _read(ROOT / "docs" / "formats.md")
    shown = re.search(
        r"For the text `(.+)`:\n\n```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    assert shown
    document = troth.model.Document(text=shown[1], file="a.txt", published=date(2025, 3, 27))
    form = json.loads(shown[2])
    assert troth.model.to_form(troth.model.from_form(form, document, "test")) == form


def _sections(page: str) -> dict[str, str]:
    parts = re.split(r"^#+ `(\w+)`$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _defined(text: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \| \S", text, flags=re.MULTILINE))


def test_the_glossary_defines_every_type_and_every_value_of_the_model() -> None:
    page = _read(ROOT / "docs" / "glossary.md")
    sections = _sections(page)
    for name in troth.model.__all__:
        item = getattr(troth.model, name)
        if inspect.isclass(item) and issubclass(item, enum.Enum):
            assert {value.value for value in item} == _defined(
                re.split(r"^#", sections[name], flags=re.MULTILINE)[0]
            ), name
        elif inspect.isclass(item):
            assert name in _defined(page), name
