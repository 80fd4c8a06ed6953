"""Whether anybody was looking, from the sources' own activity.

A source shows that it was looking by what it reports. Two things are asked of it.

*When*: it was looking on a day on which it reported anything at all, anywhere, and on a day
between two reports if such a gap is no surprise: with r rows a day as its usual rate, a Poisson
process leaves g days without a report with the probability exp(-r g), and from ``UNSURPRISING`` on
that is an ordinary pause, if it is not longer than ``LONGEST_PAUSE``. Before its first report and
after its last one nobody knows whether it existed. Reports cluster more than a Poisson process
does, so real pauses are longer than this allows: the rule errs towards "nobody was looking".

*Where*: in a district from which it has ever reported an incident that certainly lies there.

Only what certainly lies in one calendar day, or was reported on a known day, tells of activity in
time, and only what certainly lies in a district tells of activity there, while every row counts for
the usual rate. So an incident known less well never raises coverage. A source of which every row
spans a night shows its activity by the days of its reports.

Sources that see only some acts (``fatal`` events, ``heat``) and sources that are coded by a machine
from mentions are shown, but do not make a day observed: that somebody published something is no
sign that an incident of this kind would have been seen and told.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from troth.check.counts import EPOCH, MOST_DAYS, days_of_column
from troth.errors import UsageError
from troth.model.feeds import Feed, feed
from troth.model.finding import Coverage, SourceActivity

UNSURPRISING = 0.05
"""A gap at least so probable, by the usual rate, is an ordinary pause: the common level of tests,
a convention and no finding."""

LONGEST_PAUSE = 3
"""Days without a report that can be an ordinary pause, however seldom a source reports: a long
weekend. A source with a report a month is silent too often for its silence to say anything."""

FEWEST_DAYS = 30
"""A rate outside of a period counts as one of at least so many days; fewer tell too little."""

PRECISE_M = 10_000.0
"""A row that comes with its district is believed if it is known to so many metres or better; about
the half width of a district of 400 square kilometres, a small one."""

METRES_A_DEGREE = 110_574.0
"""The shortest degree of latitude (at the equator, WGS 84): a degree is never less than this."""

COLUMNS = ("source", "start", "end", "clock", "reported", "longitude", "latitude", "precision_m")
"""The columns of the table of incidents that are needed; a column ``district`` may come along."""

KEYS = ("source", "first", "last", "told", "district")
SUMMARY = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("first", pa.int32()),
        pa.field("last", pa.int32()),
        pa.field("told", pa.int32()),
        pa.field("district", pa.string()),
        pa.field("rows", pa.int64(), nullable=False),
    ]
)
"""Rows of one source by the first and last day on which they may have happened, the day of the
report, and the district in which they certainly lie; days since 1970-01-01, null for unknown."""

MANY_ROWS = 1_000_000
"""Summaries are put together whenever they have grown to so many rows."""

Days = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Activity:
    """What sources reported, counted; as small as there are days and districts.

    Attributes:
        table: of ``SUMMARY``, each combination once, in no order.
    """

    table: pa.Table

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source, sorted."""
        return tuple(sorted(pc.unique(self.table.column("source")).to_pylist()))


def activity(batches: Iterable[pa.RecordBatch], *, districts: pa.Table | None = None) -> Activity:
    """What sources reported, in one pass over batches of incidents.

    The order of rows and batches makes no difference to what ``coverage`` finds.

    Args:
        batches: with the columns of ``COLUMNS`` and, if known, ``district``: the id of the district
            in which the point lies.
        districts: a layer of places; then the district of each row is found here, and counts where
            the row's whole circle of uncertainty lies in it.
    """
    parts: list[pa.Table] = []
    rows = 0
    for batch in batches:
        part = _grouped(_summary(batch, districts))
        parts.append(part)
        rows += part.num_rows
        if rows > MANY_ROWS:
            parts = [_grouped(pa.concat_tables(parts))]
            rows = 0
    return _activity(parts)


def together(parts: Iterable[Activity]) -> Activity:
    """The activity of several sets of batches, in whatever order they come."""
    return _activity([part.table for part in parts])


def sees_all(source: Feed) -> bool:
    """Whether a source can see every kind of act and says so itself."""
    return source.sees == "all" and not source.machine


def coverage(  # noqa: PLR0913 - a period has two ends, and its readers differ
    told: Activity,
    *,
    since: date,
    until: date,
    districts: Iterable[str] | None = None,
    sees: Callable[[Feed], bool] = sees_all,
    feeds: Callable[[str], Feed] = feed,
) -> Coverage:
    """Whether anybody was looking on each day, in each district, who it was, and when nobody was.

    Args:
        told: what sources reported, of any kind and at any time.
        since: first day that is asked about.
        until: first day that is not.
        districts: ids of the districts that are asked about; None for the whole area as one.
        sees: whether a source can see such acts; by default one that sees all acts.
        feeds: what is known of a source.

    Raises:
        UsageError: the days end before they begin, or are too many.
    """
    length = (until - since).days
    if not 0 <= length <= MOST_DAYS:
        raise UsageError(
            f"from {since} to {until} there are no days to look at",
            next_step=f"Ask for a first day, a later one, and at most {MOST_DAYS:,} days.",
        )
    period = _Period((since - EPOCH).days, (until - EPOCH).days)
    wanted = None if districts is None else tuple(sorted(set(districts)))
    witnesses = [_witness(told, name, period, wanted) for name in told.sources]
    counted = [item for item in witnesses if sees(feeds(item.shown.source))]
    looking = np.array([item.looking for item in counted]).reshape(len(counted), length)
    where = np.array([item.where for item in counted], dtype=np.int64)
    width = 1 if wanted is None else len(wanted)
    by_cell: Days = looking.T.astype(np.int64) @ where.reshape(len(counted), width)
    unseen: Flags = np.logical_not((by_cell > 0).any(axis=1))
    return Coverage(
        cells=length * width,
        observed=int((by_cell > 0).sum()),
        sources=tuple(item.shown for item in witnesses),
        gaps=_gaps(unseen, since),
        note=_note([item.shown.source for item in witnesses], counted, feeds, wanted),
    )


def districts_of(
    longitudes: Sequence[float] | npt.NDArray[np.float64],
    latitudes: Sequence[float] | npt.NDArray[np.float64],
    layer: pa.Table,
    *,
    precision_m: Sequence[float] | npt.NDArray[np.float64] | None = None,
) -> pa.Array:
    """The id of the feature of a layer in which each point lies, null where it lies in none.

    Where features overlap, the one that comes first in the layer is taken.

    Args:
        longitudes: in degrees, WGS 84; not a number where unknown.
        latitudes: as the longitudes.
        layer: of ``LAYER``; times in which features stand are not looked at.
        precision_m: then the whole circle of so many metres must lie in the feature. Circles are
            drawn somewhat too large, so a district may be missed, never wrongly given.
    """
    longitude = np.asarray(longitudes, dtype=np.float64)
    latitude = np.asarray(latitudes, dtype=np.float64)
    shapes = np.asarray(shapely.from_wkb(layer.column("geometry").to_pylist()), dtype=object)
    found = np.full(len(longitude), len(shapes), dtype=np.int64)
    located = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
    if len(located) and len(shapes):
        points = shapely.points(np.column_stack([longitude[located], latitude[located]]))
        at, inside = shapely.STRtree(shapes).query(points, predicate="within")
        if precision_m is not None:
            precision = np.asarray(precision_m, dtype=np.float64)[located]
            reach = _degrees(precision, latitude[located])[at]
            edges = np.asarray(shapely.boundary(shapes), dtype=object)
            kept = shapely.distance(np.asarray(points)[at], edges[inside]) >= reach
            at, inside = at[kept], inside[kept]
        np.minimum.at(found, located[at], inside)
    names = pa.concat_arrays(
        [_flat(layer.column("id").cast(pa.string())), pa.nulls(1, pa.string())]
    )
    return names.take(pa.array(found))


# --- the summary ---------------------------------------------------------------------------------


def _summary(batch: pa.RecordBatch, districts: pa.Table | None) -> pa.Table:
    begin, begun = days_of_column(batch.column("start"))
    finish, ended = days_of_column(batch.column("end"), last=True)
    told, reported = days_of_column(batch.column("reported"))
    known = begun & ended
    return pa.table(
        [
            batch.column("source").cast(pa.string()),
            _days(begin, known),
            _days(finish, known),
            _days(told, reported),
            _district(batch, districts),
            pa.array(np.ones(batch.num_rows, dtype=np.int64)),
        ],
        schema=SUMMARY,
    )


def _days(values: Days, known: Flags) -> pa.Array:
    return pa.array(values, mask=~known, type=pa.int64()).cast(pa.int32())


def _district(batch: pa.RecordBatch, districts: pa.Table | None) -> pa.Array:
    precision = np.asarray(batch.column("precision_m").cast(pa.float64()).fill_null(np.inf))
    if districts is not None:
        place = [
            np.asarray(batch.column(name).cast(pa.float64()).fill_null(np.nan))
            for name in ("longitude", "latitude")
        ]
        return districts_of(place[0], place[1], districts, precision_m=precision)
    if "district" not in batch.schema.names:
        return pa.nulls(batch.num_rows, pa.string())
    given = batch.column("district").cast(pa.string())
    return pc.if_else(pa.array(precision <= PRECISE_M), given, pa.scalar(None, pa.string()))


def _degrees(
    metres: npt.NDArray[np.float64], latitudes: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """So many degrees hold at least so many metres in every direction; infinite by the poles."""
    latitude = np.abs(latitudes)
    reach = metres / METRES_A_DEGREE
    shrink = np.cos(np.radians(np.minimum(latitude + reach, 90.0)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(shrink > 1e-9, reach / shrink, np.inf)


def _activity(parts: Sequence[pa.Table]) -> Activity:
    return Activity(_grouped(pa.concat_tables([SUMMARY.empty_table(), *parts])))


def _grouped(table: pa.Table) -> pa.Table:
    summed = table.group_by(list(KEYS)).aggregate([("rows", "sum")])
    return summed.rename_columns({"rows_sum": "rows"}).select(SUMMARY.names).cast(SUMMARY)


# --- one source ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Period:
    """Days since 1970-01-01, the last one outside."""

    since: int
    until: int

    def inside(self, days: Days) -> Flags:
        return (days >= self.since) & (days < self.until)


@dataclass(frozen=True)
class _Rows:
    """The summary of one source, column by column; ``district`` is a place in those asked about."""

    first: Days
    last: Days
    known: Flags
    told: Days
    reported: Flags
    district: Days
    rows: Days

    @property
    def active(self) -> Days:
        """The days of which a row is known to tell: of the incident, and of the report."""
        dated = self.first[self.known & (self.first == self.last)]
        return np.unique(np.concatenate([dated, self.told[self.reported]]))

    def only(self, chosen: Flags) -> "_Rows":
        return _Rows(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class _Witness:
    """A source in a period: on which days it was looking, and at which districts."""

    shown: SourceActivity
    looking: Flags
    where: Flags


def _witness(
    told: Activity, source: str, period: _Period, wanted: tuple[str, ...] | None
) -> _Witness:
    rows = _rows(told, source, wanted or ())
    active = rows.active
    near = rows if wanted is None else rows.only(rows.district >= 0)
    seen = _surely_inside(near, period) | (near.reported & period.inside(near.told))
    where = [True] if wanted is None else np.bincount(near.district, minlength=len(wanted)) > 0
    return _Witness(
        SourceActivity(
            source=source,
            rows=int(near.rows[seen].sum()),
            days=int(period.inside(near.active).sum()),
            of_days=period.until - period.since,
            usual_per_day=_rate(near, active, period),
            first=_iso(active[0]) if len(active) else None,
            last=_iso(active[-1]) if len(active) else None,
        ),
        _looking(active, _rate(rows, active, period), period),
        np.array(where, dtype=bool),
    )


def _rows(told: Activity, source: str, wanted: tuple[str, ...]) -> _Rows:
    table = told.table.filter(pc.equal(told.table.column("source"), source))
    first, known = _numbers(table.column("first"))
    last, _ = _numbers(table.column("last"))
    reports, reported = _numbers(table.column("told"))
    place = pc.index_in(table.column("district"), value_set=pa.array(wanted, pa.string()))
    district = np.asarray(place.cast(pa.int64()).fill_null(-1), dtype=np.int64)
    rows = np.asarray(table.column("rows"), dtype=np.int64)
    return _Rows(first, last, known, reports, reported, district, rows)


def _numbers(column: pa.ChunkedArray) -> tuple[Days, Flags]:
    known = np.asarray(column.is_valid(), dtype=bool)
    return np.asarray(column.cast(pa.int64()).fill_null(0), dtype=np.int64), known


def _surely_inside(rows: _Rows, period: _Period) -> Flags:
    return rows.known & (rows.first >= period.since) & (rows.last < period.until)


def _rate(rows: _Rows, active: Days, period: _Period) -> float | None:
    """The usual rows a day: the larger of the whole rate and of that outside of the period.

    Its longest silence is left out of the days, so that no silence makes itself look usual. Rows
    of which the day is not known count too, and rows that may lie outside of the period count as
    outside: what is known less well makes the rate larger and a gap more of a surprise.
    """
    if not len(active) or not rows.rows.sum():
        return None
    span = int(active[-1] - active[0]) + 1
    pause = int(np.diff(active).max() - 1) if len(active) > 1 else 0
    met = min(active[-1] + 1, period.until) - max(active[0], period.since)
    outside = int(rows.rows[~_surely_inside(rows, period)].sum())
    return max(
        float(rows.rows.sum()) / (span - pause),
        outside / max(span - max(int(met), 0), FEWEST_DAYS),
    )


def _looking(active: Days, rate: float | None, period: _Period) -> Flags:
    """On which days of a period a source was looking: on those of reports, and in usual gaps."""
    days = np.arange(period.since, period.until)
    if not len(active) or rate is None:
        return np.zeros(len(days), dtype=bool)
    after = np.searchsorted(active, days, side="left")
    between = (after > 0) & (after < len(active))
    right = active[np.minimum(after, len(active) - 1)]
    left = active[np.maximum(after - 1, 0)]
    pause = right - left - 1
    usual = between & (pause <= LONGEST_PAUSE) & (np.exp(-rate * pause) >= UNSURPRISING)
    looking: Flags = np.isin(days, active) | usual
    return looking


# --- what is told --------------------------------------------------------------------------------


def _gaps(unseen: Flags, since: date) -> tuple[tuple[str, str], ...]:
    """Runs of days on which nobody looked, the first and the last day of each."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], unseen, [False]]).astype(np.int8)))
    return tuple(
        (
            (since + timedelta(days=int(start))).isoformat(),
            (since + timedelta(days=int(end) - 1)).isoformat(),
        )
        for start, end in edges.reshape(-1, 2)
    )


def _note(
    sources: Sequence[str],
    counted: Sequence[_Witness],
    feeds: Callable[[str], Feed],
    wanted: tuple[str, ...] | None,
) -> str:
    told = []
    if not counted:
        told.append("no source here can see such acts")
    names = {item.shown.source for item in counted}
    shown = [name for name in sources if name not in names]
    if shown:
        told.append(f"shown but not counted: {', '.join(map(_limited(feeds), shown))}")
    limits = [f"{name}: {feeds(name).note}" for name in sorted(names) if feeds(name).note]
    told += limits
    if wanted is None:
        told.append("the whole area counts as one district")
    else:
        told.append("a district counts where the source has ever reported from it")
    told.append("a day without a report counts as observed only in an ordinary pause of the source")
    return "; ".join(told)


def _limited(feeds: Callable[[str], Feed]) -> Callable[[str], str]:
    def words(name: str) -> str:
        known = feeds(name)
        return f"{name} ({known.note})" if known.note else name

    return words


def _iso(day: int) -> str:
    return (EPOCH + timedelta(days=int(day))).isoformat()


def _flat(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
