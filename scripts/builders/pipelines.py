"""Pipelines as lines through their named points, from the tables pipelines.csv and pipeline_points.csv.

A line joins stations, towns and border points by straight steps, so it leaves out bends: its own
length is measured beside the published one and the difference is told, never hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from scripts.builders.cities import GEONAMES
from scripts.builders.frame import Built, write_geoparquet

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from scripts.builders.frame import Sources

DECIMALS = 4
STATES = {
    "operating": "operating",
    "completed": "operating",
    "partly": "partly_operating",
    "idle": "idle",
    "mothballed": "idle",
    "out of use": "out_of_use",
    "under construction": "under_construction",
    "stalled": "planned",
    "proposed": "planned",
    "shelved": "shelved",
}
"""What the words with which a status begins amount to."""
KEPT = [
    "capacity_unit",
    "source_title",
    "source_publisher",
    "source_date",
    "source_url",
    "confidence",
    "length_note",
    "gem_project_id",
]
FIELDS = {
    "status": "operating, partly_operating, idle, out_of_use, under_construction, planned or shelved",
    "status_note": "The state in the table's words",
    "length_km": "Geodesic length of the line drawn; straight steps leave out bends",
    "length_difference_pct": "How far the line drawn is from the published length of the same extent; empty where none has a source",
    "largest_gap_km": "Longest step between two points",
    "accuracy_km": "Median of what its points' positions are good for",
    "gem_project_id": "Id of the pipeline with Global Energy Monitor, where one is known",
}


def build(sources: Sources, out: Path) -> list[Built]:
    """Write one line a pipeline."""
    del sources
    table, points = (_read(out, name) for name in ("pipelines", "pipeline_points"))
    frame = _lines(table, points)
    return [
        Built(
            path=write_geoparquet(frame, out / "layers" / "pipeline_lines.parquet", DECIMALS),
            title="Oil and gas pipelines through their named points",
            description="Lines through pump and compressor stations, towns and border points, with capacity and "
            "source; straight between the points, each good for the accuracy stated.",
            origins=(GEONAMES,),
            licence="CC-BY-4.0",
            attribution="Facts compiled by the corridors project from the sources named in each row (CC BY 4.0); "
            "positions of towns: GeoNames (CC BY 4.0)",
            changes="Points joined in order; lengths measured on the ellipsoid.",
            data_date=str(table["source_date"].max()),
            fields=FIELDS,
        )
    ]


def _read(out: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(out / "tables" / f"{name}.csv", dtype=str, keep_default_na=False)


def _lines(table: pd.DataFrame, points: pd.DataFrame) -> gpd.GeoDataFrame:
    figures = points.assign(**{c: points[c].astype(float) for c in ("seq", "lon", "lat", "accuracy_km")})
    routes = {str(key): rows.sort_values("seq") for key, rows in figures.groupby("pipeline_id")}
    missing = sorted(set(table["id"]) - {k for k, rows in routes.items() if len(rows) > 1})
    if missing:
        message = f"pipeline_points.csv has fewer than two points of {', '.join(missing)}."
        raise ValueError(message)
    coords = [routes[i][["lon", "lat"]].to_numpy().round(DECIMALS) for i in table["id"]]
    published = _number(table["published_length_km"])
    length = np.array([geodesy.length_km(c) for c in coords])
    columns = {
        "id": table["id"],
        "name": table["name"],
        "commodity": table["commodity"],
        "status": table["status"].map(_state),
        "status_note": table["status"],
        "opened_year": _number(table["opened_year"]),
        "capacity": _number(table["capacity"]),
        **{c: table[c] for c in KEPT},
        "published_length_km": published,
        "length_km": length.round(1),
        "length_difference_pct": ((length / published - 1) * 100).round(1),
        "largest_gap_km": np.array([_largest_step(c) for c in coords]).round(1),
        "accuracy_km": [float(routes[i]["accuracy_km"].median()) for i in table["id"]],
    }
    lines = [shapely.LineString(c) for c in coords]
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=lines, crs="EPSG:4326")


def _number(text: pd.Series[str]) -> pd.Series[float]:
    return pd.to_numeric(text.replace("", None), errors="raise").astype(float)


def _state(words: str) -> str:
    for start, state in STATES.items():
        if words.startswith(start):
            return state
    message = f"The status {words!r} of a pipeline begins with none of {', '.join(STATES)}."
    raise ValueError(message)


def _largest_step(coords: NDArray[np.float64]) -> float:
    return float(np.diff(geodesy.chainages_km(coords)).max())
