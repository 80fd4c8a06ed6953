"""Exact-span scores."""

from collections import Counter
from collections.abc import Hashable, Iterable

__all__ = ["SpanScore"]


class SpanScore:
    """Counts of right, found and wanted spans per label; a span is right when all of it is."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(
        self,
        found: Iterable[tuple[Hashable, Hashable, str]],
        wanted: Iterable[tuple[Hashable, Hashable, str]],
    ) -> None:
        """Count one document's spans, each (start, end, label)."""
        found, wanted = set(found), set(wanted)
        self.found.update(label for *_, label in found)
        self.wanted.update(label for *_, label in wanted)
        self.right.update(label for *_, label in found & wanted)

    def figures(self, label: str | None = None) -> dict[str, float]:
        """Give precision, recall and F1 in per cent: of one label, or of all together."""
        right, found, wanted = (
            counts.total() if label is None else counts[label]
            for counts in (self.right, self.found, self.wanted)
        )
        precision = 100 * right / found if found else 0.0
        recall = 100 * right / wanted if wanted else 0.0
        total = precision + recall
        return {
            "precision": round(precision, 2),
            "recall": round(recall, 2),
            "f1": round(2 * precision * recall / total, 2) if total else 0.0,
            "wanted": wanted,
        }

    def table(self) -> dict[str, dict[str, float]]:
        """Give the figures of every label, and of all together under ``all``."""
        labels = sorted(self.wanted | self.found)
        return {label: self.figures(label) for label in labels} | {"all": self.figures()}
