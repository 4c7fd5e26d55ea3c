"""Power lines as straight steps between named places, from the table power_lines.csv.

A picture of which places a line joins, not of where its masts stand: the substations are drawn at
the towns they are named for, and the steps between are straight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.data.tables import read_rows
from corridors.gazetteer import Gazetteer
from scripts.builders.cities import GEONAMES
from scripts.builders.frame import Built, write_geoparquet

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from scripts.builders.frame import Sources

AFTER = ("gazetteer",)
DECIMALS = 4
ENDS_ACCURACY_KM = 20.0
"""How far a substation may lie from the town at which it is drawn."""
KEPT = ["kind", "from_place", "to_place", "via", "country", "operator", "status"]
SOURCE = ["source_title", "source_publisher", "source_date", "source_url", "confidence", "note"]
FIELDS = {
    "length_km": "Geodesic length of the line drawn",
    "published_length_km": "Length as the source gives it",
    "accuracy_km": "How far a substation may lie from the town at which it is drawn",
    "largest_gap_km": "Longest straight step: there the line may run far from where it is drawn",
}


def build(sources: Sources, out: Path) -> list[Built]:
    """Write one line for each row with both ends."""
    del sources
    places = Gazetteer.load(out)
    table = [row for row in read_rows(out / "tables" / "power_lines.csv") if row["from_place"]]
    rows = [_line(places, row) for row in table]
    frame = gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry", crs="EPSG:4326")
    return [
        Built(
            path=write_geoparquet(frame, out / "layers" / "power_line_ways.parquet", DECIMALS),
            title="Power lines between named places",
            description="High-voltage lines of power_lines.csv, schematic: straight between the towns for which their "
            "substations are named. A line without a known start is left out.",
            origins=(GEONAMES,),
            licence="CC-BY-4.0",
            attribution="Facts compiled by the corridors project from the sources named in each row (CC BY 4.0); "
            "positions of towns: GeoNames (CC BY 4.0)",
            changes="Towns joined in order; lengths measured on the ellipsoid.",
            data_date=max(row["source_date"] for row in table),
            fields=FIELDS,
        )
    ]


def _line(places: Gazetteer, row: dict[str, str]) -> dict[str, Any]:
    names = [row["from_place"], *filter(None, row["via"].split(";")), row["to_place"]]
    found = [places.resolve(name) for name in names]
    abroad = [place.name for place in found if place.country not in row["country"].split(";")]
    if abroad:
        message = f"Line {row['id']} of power_lines.csv runs through {', '.join(abroad)}, outside {row['country']}."
        raise ValueError(message)
    coords = np.array([[place.lon, place.lat] for place in found]).round(DECIMALS)
    return {
        "id": row["id"],
        "name": row["name"],
        **{name: row[name] for name in KEPT},
        "voltage_kv": _number(row["voltage_kv"]),
        "start_year": _number(row["start_year"]),
        "published_length_km": _number(row["value"]) if row["quantity"] == "length" else np.nan,
        "capacity_gw": _number(row["value"]) if row["quantity"] == "capacity" else np.nan,
        "length_km": round(float(geodesy.length_km(coords)), 1),
        "accuracy_km": ENDS_ACCURACY_KM,
        "largest_gap_km": round(float(np.diff(geodesy.chainages_km(coords)).max()), 1),
        **{name: row[name] for name in SOURCE},
        "geometry": shapely.LineString(coords),
    }


def _number(text: str) -> float:
    return float(text) if text else np.nan
