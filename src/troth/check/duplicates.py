"""Which incidents of the table may be one event that several rows tell of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from rapidfuzz import fuzz, process

from troth.model.duplicate import Proposal
from troth.model.kinds import Kinds, acts, targets
from troth.model.truth import Truth

APART_DAYS = 3.0
"""Rows whose times lie farther apart than this are never proposed."""

APART_M = 50_000.0
"""Rows that are certainly farther apart than this are never proposed."""

LONGEST_DAYS = 31.0
"""Rows that are known no better than to so long a time are in no proposal: it would say nothing."""

CERTAIN = 0.8
"""With a probability below this, what a classifier says rules nothing out."""

WEIGHTS = {"time": 0.3, "distance": 0.3, "target": 0.15, "words": 0.25}
"""What the parts weigh; together they make one."""

NEITHER = 0.5
"""What an unknown part counts as: two rows of one day of which nothing else can be compared are no
likely pair, however close their times."""

NEAR_M = 15_000.0
NEAR_DAYS = 2.0
"""Distance and time at which closeness has fallen to 1/e."""

LEAST = 0.02
"""A part counts no less than this, so that one of them alone does not decide."""

UNLIKE = 0.4
"""Words of two unrelated reports are about so much alike by the token set ratio."""

EARTH_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""

SMALL_M = 25_000.0
BAND_DEGREES = 1.0
"""Two rows known to 25 km lie in one band or in neighbouring ones, if they may be 50 km apart."""

CHUNK = 1_000_000
"""Pairs that are looked at together: bounds the memory."""

DAY_US = 86_400_000_000

COLUMNS = (
    "act",
    "act_probability",
    "target",
    "target_probability",
    "target_name",
    "place",
    "longitude",
    "latitude",
    "precision_m",
    "geometry",
    "start",
    "end",
    "words",
)
"""What rows are compared by: rows that have all of it in common are one to the others."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Pairs = tuple[Ints, Ints]


def propose(table: pa.Table, *, threshold: float = 0.5) -> list[Proposal]:
    """Pairs of rows, of one source or of several, that may tell of one event.

    A pair is proposed when its times lie within three days of each other, its places are not
    certainly more than 50 km apart, one act may be the other, and its score reaches the
    threshold. Where a location is unknown, the two must share the name of a place or a target.
    A row without a time, or known no better than to a month, is in no proposal. Of rows that are
    equal in everything that is compared, each is proposed with the one of the smallest id, and
    only that one with others.

    Args:
        table: of ``INCIDENTS``; the order of its rows makes no difference.
        threshold: the smallest score, from 0 to 1.

    Returns:
        Proposals with the highest score first, and in the order of the ids where scores are equal.
    """
    rows = _Rows(_usable(table))
    if rows.size == 0:
        return []
    found = list(_proposals(rows, _follower_pairs(rows), threshold))
    chosen = np.unique(rows.leaders)
    candidates = (
        _nearby(rows, chosen),
        _wide(rows, chosen),
        _by_name(rows, chosen),
    )
    for pairs in candidates:
        for chunk in pairs:
            found += _proposals(rows, chunk, threshold)
    once = {(item.first, item.second): item for item in found}
    return sorted(once.values(), key=lambda item: (-item.score, item.first, item.second))


def _usable(table: pa.Table) -> pa.Table:
    """The rows that can be in a proposal, ordered by start and id, each id once."""
    table = table.select(["id", *COLUMNS]).combine_chunks()
    start, end = (pc.cast(table[name], pa.int64()) for name in ("start", "end"))
    length = pc.subtract(end, start)
    known = pc.and_(pc.greater(length, 0), pc.less_equal(length, int(LONGEST_DAYS * DAY_US)))
    table = table.filter(known)  # a null is no row to keep
    order = pc.sort_indices(table, sort_keys=[("start", "ascending"), ("id", "ascending")])
    table = table.take(order)
    _, first = np.unique(np.asarray(table["id"].to_pylist(), dtype=object), return_index=True)
    return table.take(pa.array(np.sort(first)))


@dataclass(frozen=True)
class _Rows:
    """The columns of the rows as arrays, in the order of their start."""

    table: pa.Table

    @property
    def size(self) -> int:
        return int(self.table.num_rows)

    @cached_property
    def ids(self) -> list[str]:
        return [str(item) for item in self.table["id"].to_pylist()]

    @cached_property
    def rank(self) -> Ints:
        """The place of each row in the order of the ids."""
        order = sorted(range(self.size), key=self.ids.__getitem__)
        rank = np.empty(self.size, dtype=np.int64)
        rank[order] = np.arange(self.size)
        return rank

    def _moments(self, name: str) -> Floats:
        values = pc.cast(self.table[name], pa.int64()).to_numpy()
        return np.asarray(values, dtype=np.float64) / DAY_US

    @cached_property
    def start(self) -> Floats:
        """In days."""
        return self._moments("start")

    @cached_property
    def end(self) -> Floats:
        """In days."""
        return self._moments("end")

    def _floats(self, name: str) -> Floats:
        return np.asarray(self.table[name].to_numpy(), dtype=np.float64)

    @cached_property
    def areas(self) -> npt.NDArray[np.object_]:
        """The area of each row that has one and no point."""
        wkb = np.asarray(self.table["geometry"].to_pylist(), dtype=object)
        wkb[~np.isnan(self._floats("longitude"))] = None
        return np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)

    @cached_property
    def is_area(self) -> Flags:
        return np.asarray([area is not None for area in self.areas], dtype=np.bool_)

    @cached_property
    def precision(self) -> Floats:
        return self._floats("precision_m")

    @cached_property
    def centre(self) -> tuple[Floats, Floats]:
        """Longitude and latitude, of an area its centroid; not a number where unknown."""
        longitude, latitude = self._floats("longitude").copy(), self._floats("latitude").copy()
        centroids = shapely.centroid(self.areas[self.is_area])
        longitude[self.is_area] = shapely.get_x(centroids)
        latitude[self.is_area] = shapely.get_y(centroids)
        return longitude, latitude

    @cached_property
    def reach(self) -> Floats:
        """Metres around the centre within which it lies; not a number where unknown."""
        reach = self.precision.copy()
        corners = shapely.bounds(self.areas[self.is_area])
        longitude, latitude = (axis[self.is_area] for axis in self.centre)
        extent = np.zeros(len(corners))
        for x in (0, 2):
            for y in (1, 3):
                far = _metres(longitude, latitude, corners[:, x], corners[:, y])
                extent = np.maximum(extent, far)
        reach[self.is_area] += extent
        return reach

    @cached_property
    def located(self) -> Flags:
        return np.asarray(~(np.isnan(self.reach) | np.isnan(self.centre[0])), dtype=np.bool_)

    @cached_property
    def leaders(self) -> Ints:
        """For each row, the row of the smallest id among those equal to it."""
        group = np.zeros(self.size, dtype=np.int64)
        for name in COLUMNS:
            codes = _codes(self.table[name]) + 1
            # Numbered anew after each column, so that the product never grows beyond 64 bits.
            group = np.unique(group * (codes.max() + 1) + codes, return_inverse=True)[1]
        order = np.lexsort((self.rank, group))
        _, first = np.unique(group[order], return_index=True)
        return np.asarray(order[first][group], dtype=np.int64)

    @cached_property
    def sayings(self) -> list[str]:
        """What each row says, or else how it names its target; empty when it does neither.

        Places are left out: they are compared as places.
        """
        words, names = (self.table[name].to_pylist() for name in ("words", "target_name"))
        return [(one or other or "").casefold() for one, other in zip(words, names, strict=True)]

    @cached_property
    def latin(self) -> Flags:
        """Whether more of its letters are Latin than not."""
        return np.asarray([_is_latin(text) for text in self.sayings], dtype=np.bool_)

    @cached_property
    def act(self) -> tuple[Ints, Floats]:
        """The act of each row as a number, and how near two acts are, by their numbers."""
        return self._kinds("act", acts())

    @cached_property
    def target(self) -> tuple[Ints, Floats]:
        """The target of each row as a number, and how near two targets are, by their numbers."""
        return self._kinds("target", targets())

    def _kinds(self, name: str, kinds: Kinds) -> tuple[Ints, Floats]:
        encoded = self.table[name].combine_chunks().dictionary_encode()
        return _codes(self.table[name]), _near(kinds, encoded.dictionary.to_pylist())

    @cached_property
    def sure_act(self) -> Flags:
        return self._certain("act_probability")

    @cached_property
    def sure_target(self) -> Flags:
        return self._certain("target_probability")

    def _certain(self, name: str) -> Flags:
        """Whether a probability is high, or not given: the source states what it says."""
        probability = self._floats(name)
        return np.asarray(np.isnan(probability) | (probability >= CERTAIN), dtype=np.bool_)

    @cached_property
    def said(self) -> Flags:
        """Whether a row says anything in words."""
        return np.asarray([bool(text) for text in self.sayings], dtype=np.bool_)

    @cached_property
    def tells_itself(self) -> Flags:
        """Whether a row has a place or words by which it can be told from others."""
        placed = np.asarray([bool(place) for place in self.table["place"].to_pylist()])
        return np.asarray(self.located | self.said | placed, dtype=np.bool_)


def _codes(column: pa.ChunkedArray) -> Ints:
    encoded = column.combine_chunks().dictionary_encode()
    return np.asarray(encoded.indices.fill_null(-1).to_numpy(), dtype=np.int64)


def _is_latin(text: str) -> bool:
    if text.isascii():
        return True
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter < "\u0250" for letter in letters) >= len(letters)


def _metres(
    longitude: Floats, latitude: Floats, to_longitude: Floats, to_latitude: Floats
) -> Floats:
    """Great-circle distance on a sphere, by the haversine formula; within 0.6 % of the true one."""
    a, b = np.radians(latitude), np.radians(to_latitude)
    turn = np.sin(np.radians(to_longitude - longitude) / 2) ** 2
    chord = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * turn
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1))), dtype=np.float64)


def _follower_pairs(rows: _Rows) -> Pairs:
    """Rows that are equal to another, each with the one of the smallest id."""
    equal = rows.leaders != np.arange(rows.size)
    followers = np.flatnonzero(equal & rows.tells_itself)
    return rows.leaders[followers], followers


def _nearby(rows: _Rows, chosen: Ints) -> Iterator[Pairs]:
    """Pairs of rows that are well located, by bands of latitude."""
    small = chosen[rows.located[chosen] & (rows.reach[chosen] <= SMALL_M)]
    band = np.floor(rows.centre[1][small] / BAND_DEGREES).astype(np.int64)
    for number in np.unique(band):
        here, above = small[band == number], small[band == number + 1]
        yield from _in_time(rows, here)
        if len(above):
            # Of the two bands together, the pairs within one of them are had already.
            both = np.sort(np.concatenate([here, above]))
            inside = np.isin(both, here)
            for first, second in _in_time_of(rows, both):
                across = inside[first] != inside[second]
                yield both[first[across]], both[second[across]]


def _wide(rows: _Rows, chosen: Ints) -> Iterator[Pairs]:
    """Pairs of located rows of which one or both are not well located."""
    located = chosen[rows.located[chosen]]
    wide = rows.reach[located] > SMALL_M
    if not wide.any():
        return
    for first, second in _in_time_of(rows, located):
        either = wide[first] | wide[second]
        yield located[first[either]], located[second[either]]


def _by_name(rows: _Rows, chosen: Ints) -> Iterator[Pairs]:
    """Pairs of which a location is unknown, and that share the name of a place or a target."""
    named: dict[str, set[int]] = {}
    for name in ("place", "target_name"):
        for row, word in zip(chosen, rows.table[name].take(chosen).to_pylist(), strict=True):
            if word and word.strip():
                named.setdefault(word.strip().casefold(), set()).add(int(row))
    for group in named.values():
        members = np.asarray(sorted(group), dtype=np.int64)
        located = rows.located[members]
        if located.all():
            continue
        for first, second in _in_time_of(rows, members):
            unknown = ~(located[first] & located[second])
            yield members[first[unknown]], members[second[unknown]]


def _in_time(rows: _Rows, members: Ints) -> Iterator[Pairs]:
    for first, second in _in_time_of(rows, members):
        yield members[first], members[second]


def _in_time_of(rows: _Rows, members: Ints) -> Iterator[Pairs]:
    """Positions in ``members``, in the order of start, of pairs at most three days apart."""
    start, end = rows.start[members], rows.end[members]
    last = np.searchsorted(start, end + APART_DAYS, side="right")
    counts = np.maximum(last - np.arange(len(members)) - 1, 0)
    for begin, stop in _chunks(counts):
        part = counts[begin:stop]
        first = np.repeat(np.arange(begin, stop), part)
        offset = np.arange(len(first)) - np.repeat(np.cumsum(part) - part, part)
        yield first, first + 1 + offset


def _chunks(counts: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of rows with about as many pairs as are looked at together."""
    total = np.cumsum(counts)
    begin = 0
    while begin < len(counts):
        before = total[begin - 1] if begin else 0
        stop = int(np.searchsorted(total, before + CHUNK, side="right"))
        stop = max(stop, begin + 1)
        yield begin, stop
        begin = stop


def _proposals(rows: _Rows, pairs: Pairs, threshold: float) -> Iterator[Proposal]:
    """Proposals of pairs, each pair being told with the smaller id first."""
    one, other = pairs
    swap = rows.rank[one] > rows.rank[other]
    first, second = np.where(swap, other, one), np.where(swap, one, other)
    apart = _apart(rows, first, second)
    reaches = rows.reach[first] + rows.reach[second]
    possible = ~(apart - reaches > APART_M)  # unknown is possible
    possible &= _may_be_one_act(rows, first, second)
    first, second, apart = first[possible], second[possible], apart[possible]
    keep = _not_outside(rows, first, second)
    first, second, apart = first[keep], second[keep], apart[keep]
    parts = {
        "time": _time(rows, first, second),
        "distance": _distance(apart, rows.reach[first] + rows.reach[second]),
        "target": _target(rows, first, second),
    }
    # Words are the dearest: only where the best of words could still reach the threshold.
    best = _score({**parts, "words": _best_words(rows, first, second)})
    hopeful = np.flatnonzero(best >= threshold)
    first, second, apart = first[hopeful], second[hopeful], apart[hopeful]
    parts = {name: part[hopeful] for name, part in parts.items()}
    parts["words"] = _words(rows, first, second)
    score = _score(parts)
    for place in np.flatnonzero(score >= threshold):
        told = {name: _known(part[place]) for name, part in parts.items()}
        yield Proposal(
            rows.ids[first[place]],
            rows.ids[second[place]],
            float(score[place]),
            float(parts["time"][place]),
            told["distance"],
            told["target"],
            told["words"],
            _known(apart[place]),
        )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _apart(rows: _Rows, first: Ints, second: Ints) -> Floats:
    longitude, latitude = rows.centre
    apart = _metres(longitude[first], latitude[first], longitude[second], latitude[second])
    return np.where(rows.located[first] & rows.located[second], apart, np.nan)


def _not_outside(rows: _Rows, first: Ints, second: Ints) -> Flags:
    """Whether areas, whose shape is no circle, truly come as near as that."""
    keep = np.ones(len(first), dtype=np.bool_)
    check = np.flatnonzero(
        (rows.is_area[first] | rows.is_area[second]) & rows.located[first] & rows.located[second]
    )
    if not len(check):
        return keep
    one, other = first[check], second[check]
    line = shapely.shortest_line(_shapes(rows, one), _shapes(rows, other))
    ends = shapely.get_coordinates(line).reshape(-1, 4)
    gap = _metres(ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3])
    keep[check] = gap - rows.precision[one] - rows.precision[other] <= APART_M
    return keep


def _shapes(rows: _Rows, members: Ints) -> npt.NDArray[np.object_]:
    longitude, latitude = rows.centre
    shapes = rows.areas[members]
    points = ~rows.is_area[members]
    shapes[points] = shapely.points(longitude[members][points], latitude[members][points])
    return shapes


def _may_be_one_act(rows: _Rows, first: Ints, second: Ints) -> Flags:
    numbers, near = rows.act
    told = near[numbers[first], numbers[second]]
    sure = rows.sure_act[first] & rows.sure_act[second]
    return np.asarray((told != 0) | ~sure, dtype=np.bool_)


def _near(kinds: Kinds, words: Sequence[str]) -> Floats:
    """How near kinds are: 1 the same, 0.5 one holds the other, 0 apart.

    The last row and column are for a word that is not told, or in no tree: not a number.
    """
    near = np.full((len(words) + 1, len(words) + 1), np.nan)
    for row, one in enumerate(words):
        for column, other in enumerate(words):
            if one in kinds and other in kinds:
                holds = max(kinds.covers(one, other), kinds.covers(other, one))
                near[row, column] = {Truth.YES: 0.5}.get(holds, 0.0) if one != other else 1.0
    return near


def _time(rows: _Rows, first: Ints, second: Ints) -> Floats:
    """Closeness of the middles, less where a time is known only roughly."""
    length = np.maximum(rows.end[first] - rows.start[first], rows.end[second] - rows.start[second])
    middles = rows.start + rows.end
    apart = np.abs(middles[first] - middles[second]) / 2
    rough = NEAR_DAYS + np.maximum(length - 1, 0)
    return np.asarray(np.exp(-apart / rough) * np.sqrt(NEAR_DAYS / rough), dtype=np.float64)


def _distance(apart: Floats, reaches: Floats) -> Floats:
    """Closeness of the centres, less where a place is known only roughly."""
    rough = NEAR_M + reaches
    return np.asarray(np.exp(-apart / rough) * np.sqrt(NEAR_M / rough), dtype=np.float64)


def _target(rows: _Rows, first: Ints, second: Ints) -> Floats:
    numbers, near = rows.target
    told = near[numbers[first], numbers[second]]
    sure = rows.sure_target[first] & rows.sure_target[second]
    told[(told == 0) & ~sure] = np.nan
    return np.asarray(told, dtype=np.float64)


def _comparable(rows: _Rows, first: Ints, second: Ints) -> Flags:
    same = rows.latin[first] == rows.latin[second]
    return np.asarray(rows.said[first] & rows.said[second] & same, dtype=np.bool_)


def _best_words(rows: _Rows, first: Ints, second: Ints) -> Floats:
    return np.where(_comparable(rows, first, second), 1.0, np.nan)


def _words(rows: _Rows, first: Ints, second: Ints) -> Floats:
    """The token set ratio, from that of unrelated reports up."""
    alike = np.full(len(first), np.nan)
    places = np.flatnonzero(_comparable(rows, first, second))
    if len(places):
        ratio = process.cpdist(
            [rows.sayings[row] for row in first[places]],
            [rows.sayings[row] for row in second[places]],
            scorer=fuzz.token_set_ratio,
        )
        scaled = (np.asarray(ratio, dtype=np.float64) / 100 - UNLIKE) / (1 - UNLIKE)
        alike[places] = np.clip(scaled, 0, 1)
    return alike


def _score(parts: dict[str, Floats]) -> Floats:
    """The weighted geometric mean of the parts; an unknown part is neither alike nor unlike."""
    logs = np.zeros(len(parts["time"]))
    for name, weight in WEIGHTS.items():
        told = np.where(np.isnan(parts[name]), NEITHER, parts[name])
        logs += weight * np.log(np.maximum(told, LEAST))
    return np.asarray(np.exp(logs), dtype=np.float64)
