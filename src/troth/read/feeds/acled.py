"""ACLED: Armed Conflict Location & Event Data, the export of 31 columns.

Coded by people from media and partners (codebook: https://acleddata.com/resources/). ``actor1``
and ``actor2`` are no attacker and defender: which of them did it is not told, except in violence
against civilians, where the codebook puts the doer first. ACLED's terms forbid passing on its
rows, so the notes are not kept, and the licence says so.
"""

from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

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
from troth.read.feeds.codes import column, names
from troth.read.feeds.columns import by_text, families, lists, mapped, names_in, or_null
from troth.read.feeds.coordinates import Extent, extent
from troth.read.feeds.dates import Orders, Times
from troth.read.feeds.numbers import PLAIN
from troth.read.feeds.opened import Rows
from troth.read.feeds.rows import Block
from troth.read.feeds.vocabulary import acts_by

SOURCE = "acled"
LICENCE = "ACLED terms of use: rows must not be passed on"
COLUMNS = names("acled_columns")
NEEDED = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "latitude", "longitude")
"""Columns without which a file is not read."""

_DOER_FIRST = "Violence against civilians"
_CIVILIANS = "Civilian targeting"
_CHECK = "Compare the row to the codebook of ACLED."
_BOTH = "\x1f"


def reader(rows: Rows, licence: str | None) -> Reader:
    """How the blocks of one file of ACLED become batches."""
    feed = Feed(SOURCE, licence or LICENCE, machine=False, clock="local")
    times = Times("event_date", Orders(rows.texts, ["event_date"]))
    around = extent(rows, "latitude", "longitude", PLAIN)
    return Reader(partial(_batch, feed, times, around))


def _batch(feed: Feed, times: Times, around: Extent | None, block: Block) -> FeedBatch:
    notes = Notes(block)
    one_sided = pc.equal(block.texts("event_type"), _DOER_FIRST)
    second = pc.if_else(one_sided, "", block.texts("actor2"))
    sources = block.texts("source")
    columns = {
        "act": _acts(notes),
        "target": mapped(block.texts("civilian_targeting"), pa.string(), {_CIVILIANS: "civilians"}),
        "by": lists(
            pc.binary_join_element_wise(block.texts("actor1"), second, _BOTH),
            partial(names_in, separator=_BOTH),
        ),
        "by_all": one_sided,
        "family": families(sources, names_in, SOURCE),
        "reported_by": lists(sources, names_in),
        "place": or_null(block.texts("location")),
        "killed_best": notes.values(
            "fatalities", "count", PLAIN.counts(block.texts("fatalities")), _CHECK
        ),
        **located(notes, "geo_precision", _RADII, around),
        **_when(notes, times),
    }
    incidents = build(feed, block, block.texts("event_id_cnty"), columns)
    return FeedBatch(incidents, (*block.issues, *notes.issues), block.rows_read)


_RADII = column("acled_where", "code", "precision_m")
_WIDER = {code: int(days) for code, days in column("acled_date", "code", "days").items()}


def _acts(notes: Notes) -> pa.Array:
    """The act of the sub-event type, or else of the event type."""
    both = pc.binary_join_element_wise(
        notes.block.texts("sub_event_type"), notes.block.texts("event_type"), _BOTH
    )
    return notes.values("sub_event_type", "code", by_text(both, pa.string(), _act), _CHECK)


def _act(both: str) -> tuple[str | None, str | None]:
    sub, event = both.split(_BOTH)[:2]
    act = acts_by("acled").get(sub) or acts_by("acled").get(event)
    if act is None and event not in _EVENT_TYPES:
        return None, f"{event[:40]!r} is no event type of ACLED"
    return act, None


_EVENT_TYPES = frozenset(
    {
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Protests",
        "Riots",
        "Strategic developments",
    }
)


def _when(notes: Notes, times: Times) -> dict[str, pa.Array]:
    block = notes.block
    found = times.days(block.texts("event_date"))
    day = notes.values("event_date", "date", found, "Compare event_date to the source.")
    # A precision that is not told may be the coarsest one.
    wider = mapped(block.texts("time_precision"), pa.int32(), _WIDER)
    wider = pc.fill_null(wider, max(_WIDER.values()))
    return interval_columns(notes, *day_interval(day, day, wider, wider))
