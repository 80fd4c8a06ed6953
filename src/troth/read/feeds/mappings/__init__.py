"""Mappings that are shipped: for tables that people use, and to write others from."""

from importlib.resources import as_file, files
from pathlib import Path

from troth.errors import UsageError
from troth.read.feeds.mapping import Mapping, read_mapping


def shipped() -> tuple[str, ...]:
    """The names of the shipped mappings, sorted."""
    found = (item.name for item in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


def named(name: str) -> Mapping:
    """A mapping by the name of its file, or by its own name if it is shipped.

    Raises:
        UsageError: it is neither.
        SourceError: the file cannot be read as a mapping.
    """
    if name.endswith((".yaml", ".yml")):
        return read_mapping(Path(name))
    if name not in shipped():
        raise UsageError(
            f"there is no mapping {name!r}",
            next_step=f"Name a YAML file, or one of: {', '.join(shipped())}.",
        )
    with as_file(files(__package__) / f"{name}.yaml") as file:
        return read_mapping(file)
