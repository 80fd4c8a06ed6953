"""NASA FIRMS: heat seen by satellites, from VIIRS and MODIS.

A hot spot is no attack: it only corroborates what others report. Columns:
https://firms.modaps.eosdis.nasa.gov/content/academy/data_api/firms_api_use.html
"""

import math
from datetime import timedelta
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from troth.read.feeds.batch import (
    Feed,
    FeedBatch,
    Notes,
    Reader,
    build,
    interval_columns,
    point_columns,
)
from troth.read.feeds.codes import column
from troth.read.feeds.columns import by_text, constant
from troth.read.feeds.coordinates import points
from troth.read.feeds.dates import Times
from troth.read.feeds.numbers import PLAIN
from troth.read.feeds.opened import Rows
from troth.read.feeds.rows import Block

SOURCE = "firms"
LICENCE = "NASA FIRMS: free and open, with acknowledgement"
NEEDED = ("latitude", "longitude", "acq_date", "acq_time")
"""Columns without which a file is not read."""

_CHECK = "Compare the row to FIRMS."
_BOTH = "\x1f"


def reader(rows: Rows, licence: str | None) -> Reader:
    """How the blocks of one file of FIRMS become batches."""
    modis = "bright_ti4" not in rows.columns()
    feed = Feed(SOURCE, licence or LICENCE, machine=True, clock="utc")
    return Reader(partial(_batch, feed, modis))


def _batch(feed: Feed, modis: bool, block: Block) -> FeedBatch:
    notes = Notes(block)
    size = len(block)
    confidence = by_text(block.texts("confidence"), pa.float64(), _probability)
    satellites = by_text(block.texts("satellite"), pa.list_(pa.string()), _satellite).values
    columns = {
        "act": constant("thermal_anomaly", pa.string(), size),
        "act_probability": notes.values("confidence", "probability", confidence, _CHECK),
        "reported_by": satellites,
        **_where(notes, modis),
        **_when(notes),
    }
    incidents = build(feed, block, _names(block), columns)
    return FeedBatch(incidents, (*block.issues, *notes.issues), block.rows_read)


def _names(block: Block) -> pa.Array:
    """FIRMS gives no ids: a satellite sees one spot at one time once."""
    told = [block.texts(name) for name in ("satellite", "acq_date", "acq_time")]
    told[2] = pc.utf8_lpad(told[2], 4, "0")
    return pc.binary_join_element_wise(
        *told, block.texts("latitude"), block.texts("longitude"), " "
    )


def _satellite(text: str) -> tuple[list[str], None]:
    return ([text] if text else []), None


def _probability(text: str) -> tuple[float | None, str | None]:
    known = column("firms_confidence", "code", "probability")
    if not text or text.lower() in known:
        told = known.get(text.lower(), "")
        return (float(told) if told else None), None
    number = PLAIN.parse(text)
    if number is None or not 0 <= number <= 100:
        return None, f"{text[:40]!r} is no confidence"
    return number / 100, None


def _where(notes: Notes, modis: bool) -> dict[str, pa.Array]:
    block = notes.block
    found = points(
        PLAIN.decimals(block.texts("latitude")), PLAIN.decimals(block.texts("longitude")), None
    )
    columns = point_columns(notes, found)
    size = pc.binary_join_element_wise(block.texts("scan"), block.texts("track"), _BOTH)
    radius = notes.values(
        "scan, track", "precision", by_text(size, pa.float64(), partial(_radius, modis)), _CHECK
    )
    nothing = pa.scalar(None, pa.float64())
    return {
        **columns,
        "precision_m": pc.if_else(pc.is_valid(columns["latitude"]), radius, nothing),
    }


def _radius(modis: bool, both: str) -> tuple[float | None, str | None]:
    """From the middle of a pixel to its corner, in metres; scan and track are in kilometres."""
    instrument = "MODIS" if modis else "VIIRS"
    scan, track = both.split(_BOTH)
    sides = [
        PLAIN.parse(text or column("firms_pixels", "instrument", side)[instrument])
        for text, side in ((scan, "scan"), (track, "track"))
    ]
    if sides[0] is None or sides[1] is None or min(sides[0], sides[1]) <= 0:
        return None, f"{scan[:20]!r} by {track[:20]!r} is no size of a pixel"
    return math.hypot(sides[0], sides[1]) / 2 * 1000, None


def _when(notes: Notes) -> dict[str, pa.Array]:
    """The minute in UTC at which the satellite passed; lost leading noughts are put back."""
    block = notes.block
    day = notes.values("acq_date", "date", Times().days(block.texts("acq_date")), _CHECK)
    clocks = by_text(block.texts("acq_time"), pa.duration("us"), _time_of_day)
    clock = notes.values("acq_time", "date", clocks, _CHECK)
    start = pc.add(day.cast(pa.timestamp("us")), clock)
    end = pc.add(start, pa.scalar(timedelta(minutes=1), pa.duration("us")))
    return {**interval_columns(notes, start, end), "reported": day}


def _time_of_day(text: str) -> tuple[timedelta | None, str | None]:
    figures = text.replace(":", "")
    if not (figures.isdecimal() and figures.isascii() and len(figures) <= 4):
        return None, f"{text[:20]!r} is no time of day"
    hour, minute = divmod(int(figures), 100)
    if hour > 23 or minute > 59:
        return None, f"{text[:20]!r} is no time of day"
    return timedelta(hours=hour, minutes=minute), None
