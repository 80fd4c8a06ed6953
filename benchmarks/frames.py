"""GeoPandas and pandas asked the same question."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.question import (
    NOT_LOCATED,
    Array,
    Labels,
    Outcome,
    Question,
    counted,
    keys_of,
    plain,
    used_levels,
)
from troth.check.match import MATCH_COLUMNS

LABELS = ("act", "target", "party")


def load(files: Sequence[Path]) -> gpd.GeoDataFrame:
    """The incidents as a frame with points."""
    tables = [
        pa.table(dict(plain(pq.read_table(file, columns=list(MATCH_COLUMNS))))) for file in files
    ]
    frame = pa.concat_tables(tables).to_pandas()
    for name in LABELS:
        frame[name] = frame[name].astype("category")
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame.pop("x"), frame.pop("y")))


def answer(incidents: gpd.GeoDataFrame, question: Question, *, whole: bool) -> dict[Outcome, int]:
    """Matches by check and outcome.

    Args:
        incidents: as loaded.
        question: what is asked.
        whole: two joins with whole zones, widened and narrowed, as one would write it; else one
            join with pieces that were cut before.
    """
    pairs = [_unplaced(incidents, question)]
    for level in used_levels():
        here = incidents[incidents["level"] == level]
        pairs.append((_of_zones if whole else _of_pieces)(here, question, level))
    counts = np.zeros(question.checks * 3**5, dtype=np.int64)
    for pair in pairs:
        counts += _kept(pair, incidents, question)
    return counted(counts)


def _of_zones(here: gpd.GeoDataFrame, question: Question, level: int) -> pd.DataFrame:
    inner, outer = (
        gpd.GeoDataFrame(
            {"number": range(question.checks)},
            geometry=[question.zones[number, level][side] for number in range(question.checks)],
        )
        for side in (0, 1)
    )
    near = gpd.sjoin(here[["geometry"]], outer)[["number"]].reset_index()
    sure = gpd.sjoin(here[["geometry"]], inner)[["number"]].reset_index().assign(area=2)
    pairs = near.merge(sure, on=["index", "number"], how="left")
    pairs["area"] = pairs["area"].fillna(1).astype(np.int8)
    return pd.DataFrame(pairs)


def _of_pieces(here: gpd.GeoDataFrame, question: Question, level: int) -> pd.DataFrame:
    rows = [piece for piece in question.pieces if piece[1] == level]
    pieces = gpd.GeoDataFrame(
        {"number": [row[0] for row in rows], "area": [row[2] for row in rows]},
        geometry=[row[3] for row in rows],
    )
    found = gpd.sjoin(here[["geometry"]], pieces)
    return pd.DataFrame(found[["number", "area"]].reset_index())


def _unplaced(incidents: gpd.GeoDataFrame, question: Question) -> pd.DataFrame:
    rows = incidents.index[incidents["level"] == NOT_LOCATED].to_numpy()
    return pd.DataFrame(
        {
            "index": np.repeat(rows, question.checks),
            "number": np.tile(np.arange(question.checks), len(rows)),
            "area": np.int8(1),
        }
    )


def _kept(pairs: pd.DataFrame, incidents: gpd.GeoDataFrame, question: Question) -> Array:
    """How often each check and outcome is left when the other tests have been made as well."""
    columns = [*LABELS, *(f"{name}_sure" for name in LABELS), "local", "start", "end"]
    rows = pairs.join(incidents[columns], on="index")
    windows = pd.DataFrame(question.windows, columns=["number", "local", "since", "until"])
    rows = rows.merge(windows, on=["number", "local"])
    rows = rows[(rows["start"] < rows["until"]) & (rows["end"] > rows["since"])]
    within = (rows["start"] >= rows["since"]) & (rows["end"] <= rows["until"])
    rows = rows.assign(window=np.where(within, 2, 1))
    for name in LABELS:
        labels: Labels = getattr(question, name)
        told = pd.DataFrame(labels.rows, columns=["number", name, f"{name}_sure", f"{name}_told"])
        told[name] = pd.Categorical(told[name], categories=incidents[name].cat.categories)
        rows = rows.merge(told, on=["number", name, f"{name}_sure"])
    tests = [
        rows[name].to_numpy()
        for name in ("act_told", "target_told", "area", "window", "party_told")
    ]
    keys = keys_of(rows["number"].to_numpy(), tests)
    return np.bincount(keys, minlength=question.checks * 3**5)
