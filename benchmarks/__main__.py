"""Measure and print as Markdown tables: ``python -m benchmarks [--documents N] [--shared DIR]``.

``--checking-rows N`` sets how many incidents are checked; ``--only reading`` measures nothing but
the speed of reading, and so with the other parts: ``stages``, ``memory``, ``checking``.
"""

import argparse
import os
from pathlib import Path

from benchmarks import checking, machine, memory, speed, stages, texts
from troth.model import Document
from troth.read import Reader

PARTS = ("reading", "stages", "memory", "checking")


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
    options.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="nothing else")
    chosen = options.parse_args()
    print(f"Machine: {machine.name()}")
    if "reading" in chosen.only or "stages" in chosen.only:
        _texts(chosen)
    files = sorted((chosen.shared / "news").rglob("*.txt"))
    if "memory" in chosen.only and chosen.documents and files:
        _memory(files, chosen.documents)
    if "checking" in chosen.only and chosen.checking_rows:
        checking.report(chosen.shared, chosen.checking_rows)


def _texts(chosen: argparse.Namespace) -> None:
    title, documents = texts.news(chosen.shared)
    print(f"\nTexts: {title}, {texts.words(documents)} words")
    own = Reader()
    next(own.read_many(documents[:1]))
    if "reading" in chosen.only:
        _speeds(own, documents, chosen.shared)
    if "stages" in chosen.only:
        _stages(own, documents)


def _speeds(own: Reader, documents: list[Document], shared: Path) -> None:
    bare, reading = speed.bare(own, documents), speed.reading(own, documents)
    bert = speed.bert(own, documents)
    rows = [
        ("BERT-base, one pass, one thread", len(documents), bert.seconds),
        ("bare pipeline, one process", len(documents), bare),
        ("troth, one process", len(documents), reading),
    ]
    if (shared / "news").is_dir():
        cores = os.cpu_count() or 1
        whole, read = speed.from_files(shared / "news", cores)
        rows.append((f"troth, {cores} processes, start-up included", read, whole))
    total = texts.words(documents)
    print("\n| | documents/s | words/s | of the bare pipeline | times BERT-base |")
    print("|---|---|---|---|---|")
    for label, count, seconds in rows:
        print(
            f"| {label} | {count / seconds:.1f} | {total / seconds:,.0f} |"
            f" {bare / seconds:.2f} | {bert.seconds / seconds:.1f} |"
        )
    _sample(bert)


def _sample(bert: speed.Pass) -> None:
    print(
        f"\nBERT-base reads {bert.pieces:,} pieces in {bert.windows} windows,"
        f" {bert.pieces / bert.seconds:,.0f} pieces/s. Timed were {bert.timed} of the windows,"
        " the rest is scaled by their pieces."
    )


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
