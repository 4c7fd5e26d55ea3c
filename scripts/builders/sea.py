"""Sea lanes between Asia and Europe, the Caspian and the Volga–Don link among them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from builders.frame import Built, Origin, write_geoparquet

if TYPE_CHECKING:
    from pathlib import Path

    from builders.frame import Sources

MARNET = Origin("searoute", "1.6.0", "pypi", "searoute-1.6.0/searoute/data/marnet_searoute.geojson")
BOX = (-20.0, -38.0, 150.0, 68.0)
"""Iceland's longitude to Japan, the Cape to the Norwegian coast; the antimeridian is outside."""


def build(sources: Sources, out: Path) -> list[Built]:
    """Write each lane once, as one line between junctions of searoute's network."""
    raw = json.loads(sources.member(MARNET).read_text(encoding="utf-8"))["features"]
    shapes = np.array([shapely.geometry.shape(f["geometry"]) for f in raw])
    passages = np.array([f["properties"].get("passage", "") for f in raw])
    shapes, owner = shapely.get_parts(shapes, return_index=True)
    passages = passages[owner]
    inside = shapely.covered_by(shapes, shapely.box(*BOX)) & (shapely.length(shapes) > 0)
    shapes, passages = shapely.normalize(shapes[inside]), passages[inside]
    _, first = np.unique(shapely.to_wkb(shapes), return_index=True)
    lanes = gpd.GeoDataFrame({"passage": passages[first]}, geometry=shapes[first], crs="EPSG:4326")
    built = Built(
        path=write_geoparquet(lanes, out / "layers" / "sea_lanes.parquet"),
        title="Sea lanes Asia–Europe",
        description="Lines of searoute's marine network: Caspian, Black Sea, Mediterranean, Suez, Indian Ocean, "
        "Malacca, China seas, Baltic, North Sea and the Volga–Don link.",
        origins=(MARNET,),
        licence="Apache-2.0",
        attribution="Sea lanes: searoute, after Eurostat SeaRoute (Apache-2.0)",
        changes=f"Lines wholly inside {BOX} kept; equal lines merged; rounded to 4 decimals.",
        data_date="2022",
        fields={"passage": "Name of a strait or canal that a lane passes, else empty"},
    )
    return [built]
