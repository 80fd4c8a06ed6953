"""Any table or JSON list of incidents, read with a mapping of its columns."""

from functools import partial
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from troth.model.kinds import Kinds, acts, targets
from troth.read.feeds.batch import (
    Feed,
    FeedBatch,
    Notes,
    Reader,
    Tally,
    build,
    interval_columns,
    point_columns,
)
from troth.read.feeds.clock import zone_of
from troth.read.feeds.columns import Values, by_text, constant, lists, names_in, or_null
from troth.read.feeds.coordinates import Extent, extent, points
from troth.read.feeds.dates import Orders, Times
from troth.read.feeds.mapping import Columns, Mapping, Value
from troth.read.feeds.numbers import Numbers
from troth.read.feeds.opened import Rows
from troth.read.feeds.rows import Block

_TEXTS = ("place", "target_name", "words", "url")
_LISTS = ("by", "reported_by", "denied_by")
_COUNTS = ("killed_low", "killed_best", "killed_high", "injured", "weapons", "weapons_stopped")
_SHARES = ("act_probability", "target_probability")
_MOST_DAYS = 3_660
_JOINED = "\x1f"
_CHECK = "Compare the row to the source, or correct the mapping."


def reader(rows: Rows, mapping: Mapping, licence: str | None) -> Reader:
    """How the blocks of a table become batches under a mapping."""
    feed = Feed(mapping.source, licence or mapping.licence, mapping.machine, "local")
    found = _Mapped(feed, mapping, rows)
    return Reader(found.batch, found.tally)


class _Mapped:
    def __init__(self, feed: Feed, mapping: Mapping, rows: Rows) -> None:
        self._feed = feed
        self._mapping = mapping
        self._columns: Columns = mapping.columns
        self._numbers = Numbers(mapping.decimal)
        self._zone: ZoneInfo | None = zone_of(mapping.zone) if mapping.zone else None
        dated = {
            name: value
            for name in ("start", "end", "reported")
            if (value := getattr(self._columns, name)) is not None and value.column
        }
        names = list(dict.fromkeys(value.column[0] for value in dated.values()))
        orders = Orders(rows.texts, names, day_first=mapping.day_first)
        self._times = {
            name: Times(value.column[0], orders, self._zone) for name, value in dated.items()
        }
        self._around = self._extent(rows)
        self.tally = Tally()

    def _extent(self, rows: Rows) -> Extent | None:
        lat, lon = self._columns.latitude, self._columns.longitude
        if lat is None or lon is None or not (lat.column and lon.column):
            return None
        return extent(rows, lat.column[0], lon.column[0], self._numbers)

    def batch(self, whole: Block) -> FeedBatch:
        """The incidents of one block."""
        block = self._kept(whole)
        notes = Notes(block)
        columns: dict[str, pa.Array] = {
            **{name: or_null(self._text(notes, name)) for name in _TEXTS},
            **{name: self._names(notes, name) for name in _LISTS},
            **{name: self._count(notes, name) for name in _COUNTS},
            **{name: self._share(notes, name) for name in _SHARES},
            "act": self._code(notes, "act", acts()),
            "target": self._code(notes, "target", targets()),
            "by_all": constant(self._mapping.by_all, pa.bool_(), len(block)),
            **self._where(notes),
            **self._when(notes),
        }
        if self._columns.family is not None:
            named = self._text(notes, "family")
            source = self._mapping.source
            columns["family"] = pc.if_else(pc.equal(named, ""), source, pc.utf8_lower(named))
        incidents = build(self._feed, block, self._text(notes, "row"), columns)
        return FeedBatch(incidents, (*block.issues, *notes.issues), block.rows_read)

    def _kept(self, block: Block) -> Block:
        """Without the rows that are no incidents, which are counted."""
        dropped = set[int]()
        for name, words in self._mapping.skip_when.items():
            here = pc.is_in(block.texts(name), pa.array(words))
            places = set(pc.indices_nonzero(here).to_pylist()) - dropped
            what = f"are no incidents: {name} is {' or '.join(words)}"
            self.tally.count(what, places, block)
            dropped |= places
        return block.without(dropped)

    def _code(self, notes: Notes, name: str, tree: Kinds) -> pa.Array:
        """A column of codes of a tree; another word tells no kind, and is an issue."""
        found = by_text(self._text(notes, name), pa.string(), partial(_of_tree, tree))
        return notes.values(name, "word", found, "Give it a code under values in the mapping.")

    def _text(self, notes: Notes, name: str) -> pa.Array:
        """The texts that a value gives; empty where it gives none."""
        value: Value | None = getattr(self._columns, name)
        size = len(notes.block)
        if value is None or value.constant is not None:
            return constant(value.constant if value else "", pa.string(), size)
        texts = [notes.block.texts(column) for column in value.column]
        joined = pc.utf8_trim_whitespace(pc.binary_join_element_wise(*texts, value.join))
        return self._translated(notes, name, value, joined)

    def _translated(self, notes: Notes, name: str, value: Value, texts: pa.Array) -> pa.Array:
        if not value.values and value.otherwise is None:
            return texts
        found = by_text(texts, pa.string(), partial(_translation, value))
        return pc.fill_null(notes.values(name, "code", found, _CHECK), "")

    def _names(self, notes: Notes, name: str) -> pa.Array:
        value: Value | None = getattr(self._columns, name)
        size = len(notes.block)
        if value is None:
            return constant([], pa.list_(pa.string()), size)
        if value.constant is not None:
            names = names_in(value.constant, value.split or _JOINED)
            return constant(names, pa.list_(pa.string()), size)
        texts = [notes.block.texts(column) for column in value.column]
        joined = pc.binary_join_element_wise(*texts, _JOINED)
        split = value.split

        def parts(text: str) -> list[str]:
            cells = names_in(text, _JOINED)
            found = [
                part for cell in cells for part in (names_in(cell, split) if split else [cell])
            ]
            if value.values:
                found = [value.values.get(part, value.otherwise or part) for part in found]
            return list(dict.fromkeys(found))

        return lists(joined, parts)

    def _count(self, notes: Notes, name: str) -> pa.Array:
        return notes.values(name, "count", self._numbers.counts(self._text(notes, name)), _CHECK)

    def _number(self, notes: Notes, name: str) -> Values:
        return self._numbers.decimals(self._text(notes, name))

    def _share(self, notes: Notes, name: str) -> pa.Array:
        found = self._number(notes, name)
        outside = pc.or_(pc.less(found.values, 0), pc.greater(found.values, 1))
        problem = pc.if_else(pc.fill_null(outside, False), "not from 0 to 1", found.problems)
        inside = pc.if_else(pc.is_valid(problem), None, found.values)
        return notes.values(name, "probability", Values(inside, problem), _CHECK).cast(pa.float32())

    def _where(self, notes: Notes) -> dict[str, pa.Array]:
        found = points(
            self._number(notes, "latitude"), self._number(notes, "longitude"), self._around
        )
        columns = point_columns(notes, found)
        radius = self._number(notes, "precision_m")
        wrong = pc.fill_null(pc.less(radius.values, 0), False)
        problem = pc.if_else(wrong, "less than nothing", radius.problems)
        metres = pc.if_else(wrong, None, radius.values)
        precision = notes.values("precision_m", "precision", Values(metres, problem), _CHECK)
        known = pc.is_valid(columns["latitude"])
        return {**columns, "precision_m": pc.if_else(known, precision, None)}

    def _when(self, notes: Notes) -> dict[str, pa.Array]:
        start = self._moment(notes, "start")
        last = "end" if self._columns.end is not None else "start"
        end = (
            notes.values(last, "date", self._bound(notes, last), _CHECK)
            if last == "end"
            else (self._bound(notes, "start").values)
        )
        before, after = self._days(notes, "days_before"), self._days(notes, "days_after")
        interval = interval_columns(notes, pc.subtract(start, before), pc.add(end, after))
        days = self._reported(notes)
        return {**interval, "reported": days}

    def _moment(self, notes: Notes, name: str) -> pa.Array:
        found = self._times.get(name, Times()).starts(self._text(notes, name))
        return notes.values(name, "date", found, _CHECK)

    def _bound(self, notes: Notes, name: str) -> Values:
        return self._times.get(name, Times()).ends(self._text(notes, name))

    def _days(self, notes: Notes, name: str) -> pa.Array:
        found = self._numbers.counts(self._text(notes, name))
        over = pc.fill_null(pc.greater(found.values, _MOST_DAYS), False)
        problem = pc.if_else(over, f"more than {_MOST_DAYS:,} days", found.problems)
        told = Values(pc.if_else(over, pa.scalar(None, pa.int32()), found.values), problem)
        days = pc.fill_null(notes.values(name, "count", told, _CHECK), 0)
        return pc.multiply(days.cast(pa.int64()), 86_400_000_000).cast(pa.duration("us"))

    def _reported(self, notes: Notes) -> pa.Array:
        if "reported" not in self._times:
            return pa.nulls(len(notes.block), pa.date32())
        found = self._times["reported"].days(self._text(notes, "reported"))
        return notes.values("reported", "date", found, _CHECK)


def _of_tree(tree: Kinds, text: str) -> tuple[str | None, str | None]:
    if not text or text in tree:
        return text or None, None
    return None, f"{text[:40]!r} is no code"


def _translation(value: Value, text: str) -> tuple[str | None, str | None]:
    if text in value.values:
        return value.values[text], None
    if not text:
        return None, None
    if value.otherwise is not None:
        return value.otherwise, None
    return None, f"{text[:40]!r} is not in the mapping"
