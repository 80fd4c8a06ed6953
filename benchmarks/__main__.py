"""Measure and print as Markdown tables: ``python -m benchmarks [--documents N] [--shared DIR]``.

``--checking-rows N`` sets how many incidents are checked; ``--only-checking`` leaves out the rest.
"""

import argparse
import os
from pathlib import Path

from benchmarks import checking, machine, memory, speed, stages, texts
from troth.model import Document
from troth.read import Reader


def main() -> None:
    """Run every benchmark and print its table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument(
        "--documents", type=int, default=10_000, help="for memory; 0 leaves it out"
    )
    options.add_argument(
        "--checking-rows", type=int, default=10_000_000, help="incidents; 0 leaves checking out"
    )
    options.add_argument("--only-checking", action="store_true", help="nothing but checking")
    chosen = options.parse_args()
    if chosen.only_checking:
        print(f"Machine: {machine.name()}")
    else:
        _texts(chosen)
    if chosen.checking_rows:
        checking.report(chosen.shared, chosen.checking_rows)


def _texts(chosen: argparse.Namespace) -> None:
    title, documents = texts.news(chosen.shared)
    print(f"Machine: {machine.name()}\n\nTexts: {title}, {texts.words(documents)} words\n")
    own = Reader()
    next(own.read_many(documents[:1]))
    _speeds(own, documents, chosen.shared)
    _stages(own, documents)
    files = sorted((chosen.shared / "news").rglob("*.txt"))
    if chosen.documents and files:
        _memory(files, chosen.documents)


def _speeds(own: Reader, documents: list[Document], shared: Path) -> None:
    total = texts.words(documents)
    bare, reading = speed.bare(own, documents), speed.reading(own, documents)
    rows = [
        ("bare pipeline, one process", len(documents) / bare, total / bare),
        ("troth, one process", len(documents) / reading, total / reading),
    ]
    if (shared / "news").is_dir():
        cores = os.cpu_count() or 1
        seconds, count = speed.from_files(shared / "news", cores)
        rows.append(
            (f"troth, {cores} processes, start-up included", count / seconds, total / seconds)
        )
    print("| | documents/s | words/s | of the bare pipeline |\n|---|---|---|---|")
    for label, per_document, per_word in rows:
        print(f"| {label} | {per_document:.1f} | {per_word:,.0f} | {per_word * bare / total:.2f} |")


def _stages(own: Reader, documents: list[Document]) -> None:
    spent, whole = stages.shares(own, documents)
    print("\n| stage | share of the time |\n|---|---|")
    for stage, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"| {stage} | {seconds / whole:.1%} |")
    print(f"| the rest | {1 - sum(spent.values()) / whole:.1%} |")


def _memory(files: list[Path], count: int) -> None:
    jobs = os.cpu_count() or 1
    print(f"\n| documents read ({jobs} processes) | resident memory, MiB |\n|---|---|", flush=True)
    for done, size in memory.course(files, count, jobs):
        print(f"| {done:,} | {size / 2**20:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
