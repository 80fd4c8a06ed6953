"""UCDP GED: the Georeferenced Event Dataset of the Uppsala Conflict Data Program.

Events in which somebody died, coded by people from media and organisations (codebook:
https://ucdp.uu.se/downloads/). Its days are days at the place.
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
from troth.read.feeds.columns import (
    Parsed,
    by_text,
    constant,
    families,
    lists,
    mapped,
    names_in,
    or_null,
)
from troth.read.feeds.coordinates import Extent, extent
from troth.read.feeds.dates import Orders, Times
from troth.read.feeds.numbers import PLAIN
from troth.read.feeds.opened import Rows
from troth.read.feeds.rows import Block

SOURCE = "ucdp"
LICENCE = "CC BY 4.0"
COLUMNS = names("ucdp_columns")

NEEDED = ("id", "type_of_violence", "latitude", "longitude", "date_start", "date_end")
"""Columns without which a file is not read."""

ONE_SIDED = "3"
"""``type_of_violence``: 1 between a state and a group, 2 between groups, 3 against civilians."""

_DATES = "Compare date_start and date_end to the source."
_CODES = "Compare the row to the codebook of UCDP GED."


def reader(rows: Rows, licence: str | None) -> Reader:
    """How the blocks of one file of UCDP GED become batches."""
    feed = Feed(SOURCE, licence or LICENCE, machine=False, clock="local")
    known = [name for name in ("date_start", "date_end", "source_date") if name in rows.columns()]
    orders = Orders(rows.texts, known)
    around = extent(rows, "latitude", "longitude", PLAIN)
    return Reader(partial(_batch, feed, orders, around))


def _batch(feed: Feed, orders: Orders, around: Extent | None, block: Block) -> FeedBatch:
    notes = Notes(block)
    kind = block.texts("type_of_violence")
    for place in pc.indices_nonzero(pc.is_null(mapped(kind, pa.string(), _ACTS))).to_pylist():
        notes.say(place, "code", f"type_of_violence: {kind[place]} is no code of UCDP", _CODES)
    offices = block.texts("source_office")
    columns = {
        "act": mapped(kind, pa.string(), _ACTS),
        "target": mapped(kind, pa.string(), {ONE_SIDED: "civilians"}),
        "by": _sides(block, pc.equal(kind, ONE_SIDED)),
        "by_all": pc.equal(kind, ONE_SIDED),
        "family": families(offices, names_in, SOURCE),
        "reported_by": lists(offices, names_in),
        "reported": _first_report(block.texts("source_date"), orders),
        "place": or_null(block.texts("where_coordinates")),
        "words": or_null(block.texts("source_headline")),
        **located(notes, "where_prec", _RADII, around),
        **_when(notes, orders),
        **_deaths(notes),
    }
    incidents = build(feed, block, block.texts("id"), columns)
    return FeedBatch(incidents, (*block.issues, *notes.issues), block.rows_read)


_ACTS = {"1": "force", "2": "force", ONE_SIDED: "violence_against_civilians"}


def _sides(block: Block, one_sided: pa.Array) -> pa.Array:
    """Both sides, of which one did it; of violence against civilians side A did it."""
    first = block.texts("side_a")
    second = pc.if_else(one_sided, "", block.texts("side_b"))
    both = pc.binary_join_element_wise(first, second, "\x1f")
    return lists(both, partial(names_in, separator="\x1f"))


def _first_report(texts: pa.Array, orders: Orders) -> pa.Array:
    """The first day on which an event was reported; null where no day can be told."""
    times = Times("source_date", orders)

    def first(text: str) -> Parsed:
        moments = [moment for part in names_in(text) if (moment := times.parse(part)[0])]
        return (min(moment[0] for moment in moments).date() if moments else None), None

    return by_text(texts, pa.date32(), first).values


_RADII = column("ucdp_where", "code", "precision_m")
_WIDER = {code: int(days) for code, days in column("ucdp_date", "code", "days").items()}


def _when(notes: Notes, orders: Orders) -> dict[str, pa.Array]:
    block = notes.block
    days = {
        name: notes.values(name, "date", Times(name, orders).days(block.texts(name)), _DATES)
        for name in ("date_start", "date_end")
    }
    start, end = days["date_start"], days["date_end"]
    prec = block.texts("date_prec")
    # A precision that is not told may be the coarsest one.
    coarse = pc.fill_null(mapped(prec, pa.int32(), _WIDER), max(_WIDER.values()))
    same = pc.fill_null(pc.equal(start, end), False)
    wider = pc.if_else(same, coarse, constant(0, pa.int32(), len(block)))
    return interval_columns(notes, *day_interval(start, end, wider, wider))


def _deaths(notes: Notes) -> dict[str, pa.Array]:
    return {
        f"killed_{name}": notes.values(name, "count", PLAIN.counts(notes.block.texts(name)), _CODES)
        for name in ("low", "best", "high")
    }
