"""GDELT 2.0 events: mentions in news media, coded and placed by a machine.

Very noisy: the same deed is found again in every article about it, and many rows tell of no deed
at all. So rows are marked as a machine's, and never confirm anything by themselves. Codebook:
http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf
"""

from functools import partial
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from troth.read.feeds.batch import (
    Feed,
    FeedBatch,
    Notes,
    Reader,
    Tally,
    build,
    day_interval,
    interval_columns,
    located,
)
from troth.read.feeds.codes import column, names
from troth.read.feeds.columns import by_text, constant, lists, or_null
from troth.read.feeds.coordinates import Extent, extent
from troth.read.feeds.dates import Times
from troth.read.feeds.numbers import PLAIN
from troth.read.feeds.opened import Rows
from troth.read.feeds.rows import Block
from troth.read.feeds.vocabulary import acts_by, by_longest_prefix

SOURCE = "gdelt"
LICENCE = "GDELT terms of use: free use with attribution"
COLUMNS = names("gdelt_columns")
NEEDED = ("GLOBALEVENTID", "SQLDATE", "EventCode", "ActionGeo_Lat", "ActionGeo_Long", "SOURCEURL")
"""Columns without which a file is not read."""

OFFICIAL = column("gdelt_names", "header", "column")
"""The official name of each column that some files name otherwise."""

POINT = ("ActionGeo_Lat", "ActionGeo_Long")

_RADII = column("gdelt_where", "code", "precision_m")
_CHECK = "Compare the row to the codebook of GDELT."
_LAST_ROOT = 20


def reader(rows: Rows, licence: str | None) -> Reader:
    """How the blocks of one file of GDELT become batches."""
    feed = Feed(SOURCE, licence or LICENCE, machine=True, clock="utc")
    around = extent(rows, *POINT, PLAIN)
    tally = Tally()
    return Reader(partial(_batch, feed, tally, around), tally)


def _batch(feed: Feed, tally: Tally, around: Extent | None, whole: Block) -> FeedBatch:
    act = by_text(whole.texts("EventCode"), pa.string(), _act).values
    others = set(pc.indices_nonzero(pc.is_null(act)).to_pylist())
    tally.count(_OTHERS, others, whole)
    block = whole.without(others)
    notes = Notes(block)
    pages = block.texts("SOURCEURL")
    columns = {
        "act": act.filter(pc.is_valid(act)),
        "by": lists(block.texts("Actor1Name"), lambda text: [text] if text else []),
        "by_all": constant(True, pa.bool_(), len(block)),
        "family": by_text(pages, pa.string(), _site).values,
        "reported_by": lists(
            pages, lambda text: [site] if (site := _site(text)[0]) != SOURCE else []
        ),
        "place": or_null(block.texts("ActionGeo_FullName")),
        "url": or_null(pages),
        **located(notes, "ActionGeo_Type", _RADII, around, of=POINT),
        **_when(notes),
    }
    incidents = build(feed, block, block.texts("GLOBALEVENTID"), columns)
    return FeedBatch(incidents, (*block.issues, *notes.issues), block.rows_read)


def _act(code: str) -> tuple[str | None, str | None]:
    """The act of a CAMEO code, whose leading nought a spreadsheet may have eaten."""
    known = (
        code if code[:2].isdigit() and int(code[:2]) <= _LAST_ROOT and len(code) > 1 else f"0{code}"
    )
    return by_longest_prefix(acts_by("cameo"), known), None


def _site(page: str) -> tuple[str, None]:
    """The site that published the article; GDELT itself where the address is none."""
    try:
        host = urlsplit(page).hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or SOURCE, None


_OTHERS = "are of other kinds than those that agreements speak of"


def _when(notes: Notes) -> dict[str, pa.Array]:
    """The day that GDELT gives, and the one before.

    Where an article names no day, GDELT gives the day of the article, which tells of that day or
    of the one before.
    """
    block, times = notes.block, Times()
    day = notes.values("SQLDATE", "date", times.days(block.texts("SQLDATE")), _CHECK)
    before = constant(1, pa.int32(), len(block))
    after = constant(0, pa.int32(), len(block))
    found = interval_columns(notes, *day_interval(day, day, before, after))
    return {**found, "reported": times.days(block.texts("DATEADDED")).values}
