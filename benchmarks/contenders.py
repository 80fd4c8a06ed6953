"""One way to answer the question, in a process of its own: ``python -m benchmarks.contenders``.

Prints one JSON object: ``seconds`` of each run, ``ready`` before them (plan, zones, loading),
``matches``, ``memory`` (the most that was resident, in bytes) and where the outcomes were written.
"""

import argparse
import json
import os
import pickle
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import sedonadb
import shapely

from benchmarks import frames, incidents, places, postgis, terms
from benchmarks.question import Outcome, asked, outcomes, used_levels
from troth.check.gather import COLUMNS, gather, matched
from troth.check.match import MATCH_COLUMNS, Plan
from troth.check.spark import MATCHES_IN_SPARK, _matcher, _session
from troth.check.zones import _cut, pieces_of

RECORD_BATCH = 65_536
"""Rows of a batch, as a record gives them."""

CASES = {"mixed": (incidents.NEWS, terms.truce), "anything": (incidents.ALL_ALIKE, terms.anything)}

Answer = Callable[[], dict[Outcome, int]]


def main() -> None:
    """Run one contender and print what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("contender", choices=sorted(CONTENDERS))
    options.add_argument("case", choices=sorted(CASES))
    options.add_argument("--shared", type=Path, required=True)
    options.add_argument("--folder", type=Path, required=True)
    options.add_argument("--rows", type=int, required=True)
    options.add_argument("--times", type=int, default=1)
    options.add_argument("--master", default="local[2]")
    chosen = options.parse_args()
    start = time.perf_counter()
    layers = places.layers(chosen.shared)
    mix, agreement = CASES[chosen.case]
    made = terms.planned(agreement(layers), layers)
    near = places.centres(layers)
    files = incidents.write(chosen.folder / chosen.case, chosen.rows, mix, near)
    found: dict[str, Any] = {"seconds": []}
    for answer in CONTENDERS[chosen.contender](made, files, chosen):
        found.setdefault("ready", time.perf_counter() - start)
        for _ in range(chosen.times):
            start = time.perf_counter()
            told = answer()
            found["seconds"].append(time.perf_counter() - start)
    name = f"{chosen.contender}-{chosen.case}-{chosen.rows}.pickle".replace("/", "-")
    (chosen.folder / name).write_bytes(pickle.dumps(told))
    found["outcomes"] = str(chosen.folder / name)
    found["matches"] = sum(told.values())
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(found))


def _troth(made: Plan, files: Sequence[Path], _: argparse.Namespace) -> Iterator[Answer]:
    """Matches counted and let go, as they come, in as many threads as there are cores."""
    _make_pieces(made)
    jobs = os.cpu_count() or 1
    yield lambda: outcomes(matched(_batches(files, MATCH_COLUMNS), made, jobs=jobs))


def _kept(made: Plan, files: Sequence[Path], _: argparse.Namespace) -> Iterator[Answer]:
    """Matches, and the incidents that they name, gathered for findings."""
    _make_pieces(made)
    jobs = os.cpu_count() or 1
    yield lambda: outcomes([gather(_batches(files, COLUMNS), made, jobs=jobs).matches])


def _make_pieces(made: Plan) -> None:
    for level in used_levels():
        pieces_of(made.zones, level)


def _batches(files: Sequence[Path], columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    for file in files:
        with pq.ParquetFile(file) as opened:
            yield from opened.iter_batches(RECORD_BATCH, columns=list(columns))


def _bare(made: Plan, files: Sequence[Path], chosen: argparse.Namespace) -> Iterator[Answer]:
    """Points with polygons, yes or no, nothing else asked; the points are in memory before."""
    parts = _exploded if chosen.contender == "bare" else _cut
    pieces = [
        (part, zone.group) for zone in made.zones for part in parts(shapely.from_wkb(zone.shape))
    ]
    wkb = {b"ARROW:extension:name": b"geoarrow.wkb", b"ARROW:extension:metadata": b"{}"}
    shapes = pa.array(list(shapely.to_wkb(np.array([part for part, _ in pieces]))), pa.binary())
    schema = pa.schema([pa.field("geom", pa.binary(), metadata=wkb), pa.field("zone", pa.int32())])
    zones = pa.table([shapes, pa.array([zone for _, zone in pieces], pa.int32())], schema=schema)
    points = pa.concat_tables(
        [pq.read_table(file, columns=["longitude", "latitude"]) for file in files]
    )
    points = points.append_column("i", pa.array(np.arange(len(points), dtype=np.int32)))

    def answer() -> dict[Outcome, int]:
        context = sedonadb.connect()
        context.create_data_frame(zones).to_view("zones")
        context.create_data_frame(points).to_view("points")
        found = context.sql(
            "SELECT points.i, zones.zone FROM points JOIN zones"
            " ON ST_Intersects(ST_Point(points.longitude, points.latitude), zones.geom)"
        )
        return {(): sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(found))}

    yield answer


def _exploded(shape: Any) -> Any:
    return shapely.get_parts(shape)


def _frames(made: Plan, files: Sequence[Path], chosen: argparse.Namespace) -> Iterator[Answer]:
    question = asked(made, CASES[chosen.case][0])
    loaded = frames.load(files)
    whole = chosen.contender == "frames"
    yield lambda: frames.answer(loaded, question, whole=whole)


def _postgis(made: Plan, files: Sequence[Path], chosen: argparse.Namespace) -> Iterator[Answer]:
    question = asked(made, CASES[chosen.case][0])
    with postgis.cluster() as connection:
        postgis.load(connection, files, question)
        yield lambda: postgis.answer(connection, question)


def _spark(made: Plan, files: Sequence[Path], chosen: argparse.Namespace) -> Iterator[Answer]:
    """Matches counted by Spark; the start of the session is not in the time, its workers' is."""
    with _session(chosen.master) as session:
        frame = session.read.parquet(*map(str, files)).select(*MATCH_COLUMNS)

        def answer() -> dict[Outcome, int]:
            found = frame.mapInArrow(_matcher(made), MATCHES_IN_SPARK)
            names = [field.name for field in found.schema.fields if field.name != "incident"]
            rows = found.groupBy(*names).count().collect()
            return {tuple(row[:-1]): row[-1] for row in rows}

        yield answer


CONTENDERS: dict[str, Callable[[Plan, Sequence[Path], argparse.Namespace], Iterator[Answer]]] = {
    "troth": _troth,
    "troth-kept": _kept,
    "bare": _bare,
    "bare-cut": _bare,
    "frames": _frames,
    "frames-cut": _frames,
    "postgis": _postgis,
    "spark": _spark,
}

if __name__ == "__main__":
    main()
