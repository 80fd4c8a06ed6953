"""Spans: exact places in the stored text of a document."""

from dataclasses import InitVar, dataclass, field

from troth.errors import AnchorError


@dataclass(frozen=True, order=True)
class Span:
    """Characters ``[start, end)`` of a document's text, in Unicode code points.

    A span can only be built from the text it lies in, so its ``text`` is always what the document
    says at that place.

    Args:
        source: the whole text of the document; not kept.
        start: first code point.
        end: one past the last code point.

    Raises:
        AnchorError: the range is empty or lies outside the text.
    """

    source: InitVar[str]
    start: int
    end: int
    text: str = field(init=False)

    def __post_init__(self, source: str) -> None:
        if not 0 <= self.start < self.end <= len(source):
            raise AnchorError(
                f"no text at [{self.start}, {self.end}) of {len(source)} characters",
                next_step="A span must be a non-empty range inside its document.",
            )
        object.__setattr__(self, "text", source[self.start : self.end])

    @classmethod
    def located(cls, source: str, start: int, end: int, text: str) -> "Span":
        """Build a span and check that it holds ``text``.

        Raises:
            AnchorError: the document says something else there.
        """
        span = cls(source, start, end)
        if span.text != text:
            raise AnchorError(
                f"{text[:60]!r} is not at [{start}, {end}), which reads {span.text[:60]!r}",
                next_step="Read the document again; its text or the record has changed.",
            )
        return span

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether every character of ``other`` is in this span."""
        return self.start <= other.start and other.end <= self.end
