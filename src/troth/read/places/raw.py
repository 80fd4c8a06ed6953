"""Features of a layer as a file gives them, before anything is checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from troth.model import Issue


@dataclass(frozen=True)
class Raw:
    """One feature as read.

    Attributes:
        where: the file, with the line or the number of the feature.
        properties: what the file says of it, by column or key.
        geometry: a GeoJSON geometry, unchecked; None when the file gives none.
    """

    where: str
    properties: Mapping[str, Any]
    geometry: Any


class UnusableError(Exception):
    """A feature that cannot be used, and why; it becomes an issue."""

    def __init__(self, code: str, what: str, next_step: str) -> None:
        self.code = code
        self.what = what
        self.next_step = next_step
        super().__init__(what)

    def issue(self, where: str, name: str | None) -> Issue:
        """The issue that tells of it, naming the feature."""
        called = f"{name!r}: " if name else ""
        return Issue(self.code, f"{called}{self.what}", where, self.next_step)
