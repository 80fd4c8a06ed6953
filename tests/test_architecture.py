"""What the layout promises, apart from the import contract that ``make lint`` checks."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "troth").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def _imports(file: Path) -> set[str]:
    """The first two names of every module that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {".".join(name.split(".")[:2]) for name in found}


def _parts(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_model_needs_nothing_but_python() -> None:
    allowed = {"troth.model", "troth.errors"}
    for file in SOURCES:
        if "model" in file.parts:
            ours = {name for name in _imports(file) if name.startswith("troth")}
            assert ours <= allowed, file
            assert not _imports(file) & {"pydantic", "sqlalchemy", "spacy", "httpx"}, file


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_error_is_caught_without_naming_it(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            assert caught not in {"everything", "Exception", "BaseException"}, node.lineno


def test_every_dependency_is_locked() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    locked = set(re.findall(r"^([a-z0-9-]+)==", LOCK, flags=re.MULTILINE))
    names = {_parts(re.match(r"[A-Za-z0-9._-]+", item).group()) for item in wanted}  # type: ignore[union-attr]
    assert names <= locked


def test_everything_locked_has_hashes_and_no_address() -> None:
    pins = re.findall(r"^[a-z0-9-]+==.*?(?=^[a-z]|\Z)", LOCK, flags=re.MULTILINE | re.DOTALL)
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in LOCK
