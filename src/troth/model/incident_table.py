"""The table of incidents: one Arrow schema for every source.

A row is what one source says of one incident. Nothing is merged here: two sources that tell of the
same strike are two rows.
"""

import pyarrow as pa

INCIDENTS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("family", pa.string(), nullable=False),
        pa.field("row", pa.string(), nullable=False),
        pa.field("row_hash", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("line", pa.int64()),
        pa.field("licence", pa.string()),
        pa.field("act", pa.string()),
        pa.field("act_probability", pa.float32()),
        pa.field("by", pa.list_(pa.string()), nullable=False),
        pa.field("by_all", pa.bool_(), nullable=False),
        pa.field("target", pa.string()),
        pa.field("target_probability", pa.float32()),
        pa.field("target_name", pa.string()),
        pa.field("place", pa.string()),
        pa.field("longitude", pa.float64()),
        pa.field("latitude", pa.float64()),
        pa.field("precision_m", pa.float64()),
        pa.field("geometry", pa.binary()),
        pa.field("start", pa.timestamp("us")),
        pa.field("end", pa.timestamp("us")),
        pa.field("clock", pa.string(), nullable=False),
        pa.field("killed_low", pa.int32()),
        pa.field("killed_best", pa.int32()),
        pa.field("killed_high", pa.int32()),
        pa.field("injured", pa.int32()),
        pa.field("weapons", pa.int32()),
        pa.field("weapons_stopped", pa.int32()),
        pa.field("reported_by", pa.list_(pa.string()), nullable=False),
        pa.field("denied_by", pa.list_(pa.string()), nullable=False),
        pa.field("machine", pa.bool_(), nullable=False),
        pa.field("reported", pa.date32()),
        pa.field("words", pa.string()),
        pa.field("url", pa.string()),
        pa.field("document", pa.string()),
        pa.field("span_start", pa.int32()),
        pa.field("span_end", pa.int32()),
    ]
)
"""One row for each incident of each source.

===================  ==============================================================================
``id``               content id of the row: of source, ``row`` and ``row_hash``; 64 hex digits
``source``           the feed: ``ucdp``, ``viina``, ``text`` …
``family``           who observed or published it first; rows of one family are not independent
``row``              the id that the source gives it; its place in the file if it gives none
``row_hash``         SHA-256 of the row as read, in hexadecimal
``file``, ``line``   where it stood, the line counted from one; null for an incident from a text
``licence``          of the source
``act``              a code of ``acts()``; null when the source's own word is in no vocabulary
``act_probability``  from 0 to 1, as a classifier gives it; null when the source states the act
``by``               who is said to have done it; empty when the source does not tell
``by_all``           all of ``by`` did it; else one of them did, and which cannot be told
``target``           a code of ``targets()``, with ``target_probability`` as for the act
``target_name``      what was hit, as the source names it
``place``            as the source names it
``longitude``        in degrees, WGS 84, with ``latitude``; null when unknown
``precision_m``      it lies within so many metres of the point or area; null when unknown
``geometry``         WKB of an area when no point is known, else null; a point is not repeated here
``start``, ``end``   it happened within ``[start, end)``; null when unknown
``clock``            ``utc``, or ``local``: clock times of the place, the source naming no zone
``killed_low``       casualties, with ``killed_best``, ``killed_high`` and ``injured``
``weapons``          how many drones, missiles or shells the row counts; ``weapons_stopped`` of them
``reported_by``      who says so, as named by the source
``denied_by``        who denies it
``machine``          coded by a machine from mentions: never a confirmation by itself
``reported``         day of the report, which may lie after the day of the incident
``words``            what the source says, when its terms allow keeping it
``document``         content id of the text it was read in, with its span in code points
===================  ==============================================================================
"""

GEO_METADATA = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
}
"""GeoParquet metadata, under the key ``geo`` (https://geoparquet.org/releases/v1.1.0/)."""

LAYER = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("layer", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("names", pa.list_(pa.string()), nullable=False),
        pa.field("kind", pa.string()),
        pa.field("since", pa.date32()),
        pa.field("until", pa.date32()),
        pa.field("geometry", pa.binary(), nullable=False),
        pa.field("source", pa.string()),
        pa.field("licence", pa.string()),
    ]
)
"""One row for each feature of a layer of places.

``name`` is its main name and ``names`` all of them; ``kind`` a code of ``targets()`` for a
facility, or a word such as ``district``; it stands so from ``since`` to before ``until``,
null being without limit; ``geometry`` is WKB in WGS 84, longitude first.
"""
