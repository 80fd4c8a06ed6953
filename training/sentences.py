"""Annotated sentences."""

from dataclasses import dataclass, field

__all__ = ["Sentence"]


@dataclass
class Sentence:
    """One sentence: its words, and whichever annotation its corpus has."""

    words: list[str]
    spaces: list[bool]
    id: str = ""
    document: str = ""
    tags: list[str] | None = None
    heads: list[int] = field(default_factory=list)
    deps: list[str] | None = None
    entities: list[tuple[int, int, str]] | None = None
