"""Tables of codes that feeds use, as data: files of tabs, each naming its source."""

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one table as dicts of its header; lines that begin with ``#`` are comments."""
    text = files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return tuple(
        dict(zip(header, line.split("\t") + [""] * len(header), strict=False)) for line in lines[1:]
    )


@cache
def column(name: str, key: str, value: str) -> dict[str, str]:
    """One column of a table by another one."""
    return {row[key]: row[value] for row in table(name)}


@cache
def names(name: str) -> tuple[str, ...]:
    """The column names of a feed, in the order of its files, as in ``<name>.txt``."""
    text = files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.split() if not line.startswith("#"))
