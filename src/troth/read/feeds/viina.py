"""VIINA 2.0: Violent Incident Information from News Articles, and tables derived from it.

Reports in news media, classified and placed by a machine (Zhukov and Ayers, 2023,
https://github.com/zhukovyuri/VIINA). Two forms are read: the original events, with their labels in
the same file or without, and tables of events that were kept for words of targets and attacks.

The day of a row is that of the report, which tells of that day or the one before; the day after
is taken in as well, because the day was set where the outlet is, not at the place.
"""

from dataclasses import dataclass
from functools import cache, partial

import pyarrow as pa
import pyarrow.compute as pc

from troth.model import Issue
from troth.model.kinds import acts, targets
from troth.read.feeds.batch import (
    Feed,
    FeedBatch,
    Notes,
    Reader,
    build,
    day_interval,
    interval_columns,
    located,
)
from troth.read.feeds.codes import column, table
from troth.read.feeds.columns import (
    Parsed,
    by_text,
    constant,
    families,
    lists,
    names_in,
    or_null,
)
from troth.read.feeds.coordinates import Extent, extent
from troth.read.feeds.dates import Times
from troth.read.feeds.numbers import PLAIN
from troth.read.feeds.opened import Rows
from troth.read.feeds.rows import Block
from troth.read.feeds.vocabulary import in_common

SOURCE = "viina"
LICENCE = "ODbL 1.0"
NEEDED = ("event_id_1pd", "date", "latitude", "longitude")
"""Columns without which a file is not read."""

LIKELY = 0.8
"""From this probability on, a label is taken for what it says, as checks do."""

FLAG = 0.5
"""The probability of a label of which only a flag is given: more likely than not, and no more."""

KEPT_FOR_WORDS = 0.5
"""The probability that a row tells of force at all, where it was kept because its text has a word
for a target and one for an attack. Among such rows are arrests, repairs and forecasts; no share of
them was ever published, so the figure only says that it cannot be told."""

_CHECK = "Compare the row to VIINA."
_BOTH = "|"


@dataclass(frozen=True)
class Label:
    """A label of VIINA: what it says, and where a file has its probability or flag."""

    name: str
    act: str
    target: str | None
    rank: int
    column: str
    flag: bool


def reader(rows: Rows, licence: str | None) -> Reader:
    """How the blocks of one file of VIINA become batches."""
    feed = Feed(SOURCE, licence or LICENCE, machine=False, clock="local")
    around = extent(rows, "latitude", "longitude", PLAIN)
    return Reader(partial(_batch, feed, _labels(rows.columns()), around))


def unlabelled(rows: Rows) -> tuple[Issue, ...]:
    """Says of a file without labels, and not kept for its words, that no act can be told."""
    if _labels(rows.columns()) or {"target_classes", "target_class_auto"} & {*rows.columns()}:
        return ()
    return (
        Issue(
            "no-labels",
            "the file has no labels of what happened; the act of its rows is unknown",
            f"{rows.file}, line 1",
            "Join VIINA's file of labels to it by viina_version and event_id, and import that.",
        ),
    )


def _labels(columns: tuple[str, ...]) -> tuple[Label, ...]:
    found = []
    for row in table("viina_labels"):
        name = row["label"]
        told = name if name in columns else f"{name}_b"
        if told in columns:
            # Derived tables say in a column of its own that they give the flag.
            flag = told.endswith("_b") or f"{name}_field" in columns
            target = row["target"] or None
            found.append(Label(name, row["act"], target, int(row["rank"]), told, flag))
    return tuple(found)


def _batch(feed: Feed, labels: tuple[Label, ...], around: Extent | None, block: Block) -> FeedBatch:
    notes = Notes(block)
    outlets = _first_of(block, "sources_matching", "source")
    reporters = lists(outlets, partial(names_in, separator=_BOTH))
    by, by_all = _parties(notes)
    columns = {
        **_what(notes, labels),
        "by": by,
        "by_all": by_all,
        "family": families(outlets, partial(names_in, separator=_BOTH), SOURCE),
        "reported_by": reporters,
        "place": or_null(_first_of(block, "asciiname", "location", "address")),
        "words": or_null(_first_of(block, "representative_text", "text")),
        "url": or_null(_first_page(_first_of(block, "source_urls", "url"))),
        **_where(notes, around),
        **_when(notes),
    }
    incidents = build(feed, block, block.texts("event_id_1pd"), columns)
    return FeedBatch(incidents, (*block.issues, *notes.issues), block.rows_read)


def _first_of(block: Block, *names: str) -> pa.Array:
    """The first of several columns that has a text, row by row."""
    found = block.texts(names[0])
    for name in names[1:]:
        found = pc.if_else(pc.equal(found, ""), block.texts(name), found)
    return found


def _first_page(pages: pa.Array) -> pa.Array:
    def first(text: str) -> Parsed:
        return next(iter(names_in(text, _BOTH)), ""), None

    return by_text(pages, pa.string(), first).values


# What happened, and to what


def _what(notes: Notes, labels: tuple[Label, ...]) -> dict[str, pa.Array]:
    block = notes.block
    classes = _first_of(block, "target_classes", "target_class_auto")
    kept = [by_text(classes, pa.string(), _target)][0]
    target = notes.values("target_classes", "code", kept, _CHECK)
    size = len(block)
    chance = pc.if_else(
        pc.is_valid(target), pa.scalar(KEPT_FOR_WORDS), pa.scalar(None, pa.float64())
    )
    if labels:
        told = _chosen(notes, labels)
        return {
            "act": told["act"],
            "act_probability": told["act_probability"],
            "target": pc.coalesce(target, told["target"]),
            "target_probability": pc.if_else(
                pc.is_valid(target), chance, told["target_probability"]
            ),
        }
    worded = pc.not_equal(classes, "")
    return {
        "act": pc.if_else(worded, pa.scalar("force"), pa.scalar(None, pa.string())),
        "act_probability": pc.if_else(
            worded, pa.scalar(KEPT_FOR_WORDS), pa.scalar(None, pa.float64())
        ),
        "target": target,
        "target_probability": chance,
        "target_name": constant(None, pa.string(), size),
    }


def _target(text: str) -> tuple[str | None, str | None]:
    """The kind of target that all classes of a row have in common."""
    known = column("viina_targets", "class", "target")
    classes = names_in(text, _BOTH)
    if unknown := [name for name in classes if name not in known]:
        return None, f"{unknown[0][:40]!r} is no class of targets"
    kinds = [known[name] for name in classes]
    return (in_common(targets(), kinds) if all(kinds) else None), None


def _chosen(notes: Notes, labels: tuple[Label, ...]) -> dict[str, pa.Array]:
    """The act and target of each row, from the probabilities of its labels."""
    chances = [_chances(notes, label) for label in labels]
    found = [_most_telling(labels, row) for row in zip(*chances, strict=True)]
    act, act_chance, target, target_chance = zip(*found, strict=True) if found else ((), (), (), ())
    return {
        "act": pa.array(act, pa.string()),
        "act_probability": pa.array(act_chance, pa.float64()),
        "target": pa.array(target, pa.string()),
        "target_probability": pa.array(target_chance, pa.float64()),
    }


def _chances(notes: Notes, label: Label) -> list[float | None]:
    texts = notes.block.texts(label.column)
    found = by_text(texts, pa.float64(), _flag if label.flag else _chance)
    values: list[float | None] = notes.values(
        label.column, "probability", found, _CHECK
    ).to_pylist()
    return values


def _chance(text: str) -> tuple[float | None, str | None]:
    if text in {"", "NA"}:
        return None, None
    number = PLAIN.parse(text)
    if number is None or not 0 <= number <= 1:
        return None, f"{text[:40]!r} is not a probability"
    return number, None


def _flag(text: str) -> tuple[float | None, str | None]:
    if text in {"", "NA", "0", "FALSE"}:
        return None, None
    return (FLAG, None) if text in {"1", "TRUE"} else (None, f"{text[:40]!r} is not a flag")


Told = tuple[str | None, float | None, str | None, float | None]


def _most_telling(labels: tuple[Label, ...], chances: tuple[float | None, ...]) -> Told:
    """Act, probability, target, probability of one row.

    Of the likely labels, the lowest rank counts, and of several there what they have in common.
    Where none is likely, the most probable one counts, with its probability.
    """
    told = [(label, chance) for label, chance in zip(labels, chances, strict=True) if chance]
    if not told:
        return None, None, None, None
    likely = [(label, chance) for label, chance in told if chance >= LIKELY]
    aimed = [(chance, label.target) for label, chance in told if label.target]
    chance, target = max(aimed) if aimed else (None, None)
    if not likely:
        best, most = max(told, key=lambda item: (item[1], -item[0].rank))
        return best.act, most, target, chance
    lowest = min(label.rank for label, _ in likely)
    same = [(label, each) for label, each in likely if label.rank == lowest]
    act = in_common(acts(), [label.act for label, _ in same])
    # What they have in common holds if any of them does.
    return act, max(each for _, each in same), target, chance


# Who


def _parties(notes: Notes) -> tuple[pa.Array, pa.Array]:
    """Who began it: one party where a label gives it a high probability.

    A flag alone does not settle it. Then any of the parties may have done it, those that are
    flagged being named first; where none is, nothing is told.
    """
    block = notes.block
    found = []
    for name, party in column("viina_parties", "label", "name").items():
        told = name if name in block else f"{name}_b"
        if told in block:
            flag = told.endswith("_b") or f"{name}_field" in block
            label = Label(name, "", None, 0, told, flag)
            found.append((party, _chances(notes, label)))
    if not found:
        size = len(block)
        return constant([], pa.list_(pa.string()), size), constant(False, pa.bool_(), size)
    names = tuple(party for party, _ in found)
    rows = [_doers(names, row) for row in zip(*(chances for _, chances in found), strict=True)]
    return (
        pa.array([names for names, _ in rows], pa.list_(pa.string())),
        pa.array([sure for _, sure in rows], pa.bool_()),
    )


def _doers(names: tuple[str, ...], chances: tuple[float | None, ...]) -> tuple[list[str], bool]:
    sure = [
        name for name, chance in zip(names, chances, strict=True) if chance and chance >= LIKELY
    ]
    if sure:
        return sure, len(sure) == 1
    likely = [
        name for name, chance in zip(names, chances, strict=True) if chance and chance >= FLAG
    ]
    if not likely:
        return [], False
    everyone = [*likely, *(name for name in _everyone() if name not in likely)]
    return everyone, False


@cache
def _everyone() -> tuple[str, ...]:
    return tuple(column("viina_parties", "label", "name").values())


# Where and when


def _where(notes: Notes, around: Extent | None) -> dict[str, pa.Array]:
    return located(notes, "GEO_PRECISION", column("viina_where", "code", "precision_m"), around)


def _when(notes: Notes) -> dict[str, pa.Array]:
    found = Times().days(notes.block.texts("date"))
    day = notes.values("date", "date", found, "Compare the date to the source.")
    one = constant(1, pa.int32(), len(notes.block))
    return {**interval_columns(notes, *day_interval(day, day, one, one)), "reported": day}
