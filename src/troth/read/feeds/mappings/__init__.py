"""Mappings that are shipped: for tables that people use, and to write others from."""

from importlib.resources import files


def shipped() -> tuple[str, ...]:
    """The names of the shipped mappings, sorted."""
    found = (item.name for item in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))
