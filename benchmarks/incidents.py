"""Incidents for the benchmark of checking, made by a seeded generator: none of them happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from troth.model.incident_table import INCIDENTS

ROWS_PER_FILE = 1_000_000
ROWS_PER_GROUP = 250_000
SEED = 3

FIRST_DAY = datetime(2023, 1, 1)
DAYS = 3 * 365

PARTIES = ("north", "south")
"""Ids of the parties to whom the incidents are ascribed."""

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Mix:
    """What incidents are like: values and how often each occurs."""

    acts: dict[str | None, float]
    targets: dict[str | None, float]
    by: dict[tuple[tuple[str, ...], bool], float]


NEWS = Mix(
    acts={
        "shelling": 0.30,
        "drone_strike": 0.22,
        "clash": 0.15,
        "aircraft_strike": 0.08,
        "missile_strike": 0.05,
        "strike": 0.05,
        "force": 0.05,
        "military_movement": 0.05,
        "protest": 0.02,
        None: 0.03,
    },
    targets={
        None: 0.35,
        "residential": 0.15,
        "military_position": 0.20,
        "civilians": 0.10,
        "infrastructure": 0.05,
        "substation": 0.05,
        "power_plant": 0.03,
        "refinery": 0.03,
        "port": 0.02,
        "merchant_vessel": 0.02,
    },
    by={
        (("north",), True): 0.45,
        (("south",), True): 0.30,
        (("north", "south"), False): 0.05,
        (("gunmen",), True): 0.05,
        ((), False): 0.15,
    },
)
"""Like a news feed: most incidents are ruled out for most terms by more than the place."""

ALL_ALIKE = Mix(
    acts={"shelling": 0.4, "drone_strike": 0.3, "clash": 0.27, None: 0.03},
    targets=NEWS.targets,
    by={
        (("north",), True): 0.5,
        (("north", "south"), False): 0.2,
        (("gunmen",), True): 0.1,
        ((), False): 0.2,
    },
)
"""The worst case: for terms on any force by the north at any time, only the place can say no."""

PRECISION_M = {
    0.0: 0.15,
    100.0: 0.05,
    500.0: 0.05,
    1_000.0: 0.25,
    5_000.0: 0.22,
    25_000.0: 0.15,
    100_000.0: 0.10,
    None: 0.03,
}
"""How well places are known, and how often; 2 incidents of 100 have no place at all besides."""

WITHOUT_PLACE = 0.02
NEAR_A_STATION = 0.4
BOUNDS = (22.1, 41.0, 41.5, 52.4)
"""West, south, east and north of the incidents that are not near a power station."""

HEX = np.frombuffer(b"".join(b"%02x" % value for value in range(256)), dtype=np.uint16)


def write(
    folder: Path, rows: int, mix: Mix, near: tuple[Sequence[float], Sequence[float]]
) -> list[Path]:
    """Write incidents to Parquet files of a million rows.

    Args:
        folder: where; files that are there already are taken as they are.
        rows: how many.
        mix: what they are like.
        near: longitudes and latitudes around which two in five of them lie.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number, first in enumerate(range(0, rows, ROWS_PER_FILE)):
        count = min(ROWS_PER_FILE, rows - first)
        file = folder / f"{number:03d}-{count}.parquet"
        if not file.is_file():
            made = _table(np.random.default_rng((SEED, number)), first, count, mix, near)
            pq.write_table(made, file, row_group_size=ROWS_PER_GROUP, compression="snappy")
        files.append(file)
    return files


def _table(
    dice: np.random.Generator,
    first: int,
    count: int,
    mix: Mix,
    near: tuple[Sequence[float], Sequence[float]],
) -> pa.Table:
    x, y, nowhere = _positions(dice, count, near)
    start = np.datetime64(FIRST_DAY, "m") + dice.integers(0, DAYS * 24 * 60, count)
    exact = dice.random(count) < 0.3
    start = np.where(exact, start, start.astype("M8[D]").astype("M8[m]"))
    end = start + np.where(exact, 1, 24 * 60)
    sides = list(mix.by)
    side = dice.choice(len(sides), count, p=list(mix.by.values()))
    by = pa.DictionaryArray.from_arrays(
        pa.array(side.astype(np.int32)), pa.array([list(names) for names, _ in sides])
    ).dictionary_decode()
    unsure = dice.random(count) < 0.2
    timeless = dice.random(count) < 0.01
    source = np.array(["feed one", "feed two", "feed three"])[dice.integers(0, 3, count)]
    nobody = pa.array([[]] * count, pa.list_(pa.string()))
    columns: dict[str, Any] = {
        "id": _ids(dice, count),
        "source": source,
        "family": source,
        "row": pa.array(np.arange(first, first + count)).cast(pa.string()),
        "file": pa.array(["made.csv"] * count),
        "line": np.arange(first, first + count),
        "act": _chosen(dice, mix.acts, count),
        "act_probability": pa.array(
            dice.random(count, dtype=np.float32), mask=~unsure, type=pa.float32()
        ),
        "by": by,
        "by_all": np.array([together for _, together in sides])[side],
        "target": _chosen(dice, mix.targets, count),
        "longitude": pa.array(x, mask=nowhere),
        "latitude": pa.array(y, mask=nowhere),
        "precision_m": _chosen(dice, PRECISION_M, count),
        "start": pa.array(start.astype("M8[us]"), mask=timeless),
        "end": pa.array(end.astype("M8[us]"), mask=timeless),
        "clock": np.array(["utc", "local"])[dice.integers(0, 2, count)],
        "reported_by": nobody,
        "denied_by": nobody,
        "machine": np.zeros(count, dtype=bool),
    }
    arrays = []
    for field in INCIDENTS:
        value = columns.get(field.name)
        if value is None:
            filled = pa.nulls(count, field.type)
            value = filled if field.nullable else pa.array([""] * count)
        arrays.append(pa.array(value, field.type))
    return pa.Table.from_arrays(arrays, schema=INCIDENTS)


def _positions(
    dice: np.random.Generator, count: int, near: tuple[Sequence[float], Sequence[float]]
) -> tuple[Array, Array, Array]:
    west, south, east, north = BOUNDS
    x, y = dice.uniform(west, east, count), dice.uniform(south, north, count)
    around = np.flatnonzero(dice.random(count) < NEAR_A_STATION)
    which = dice.integers(0, len(near[0]), len(around))
    x[around] = np.asarray(near[0])[which] + dice.normal(0, 0.3, len(around))
    y[around] = np.asarray(near[1])[which] + dice.normal(0, 0.2, len(around))
    return x, y, dice.random(count) < WITHOUT_PLACE


def _ids(dice: np.random.Generator, count: int) -> pa.Array:
    digits = HEX[np.frombuffer(dice.bytes(32 * count), dtype=np.uint8)]
    offsets = pa.array(np.arange(0, 64 * count + 1, 64, dtype=np.int32))
    return pa.StringArray.from_buffers(count, offsets.buffers()[1], pa.py_buffer(digits.tobytes()))


def _chosen(dice: np.random.Generator, mix: dict[Any, float], count: int) -> pa.Array:
    codes = dice.choice(len(mix), count, p=np.array(list(mix.values())) / sum(mix.values()))
    words = pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(mix)))
    return words.dictionary_decode()
