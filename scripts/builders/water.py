"""Land, lakes and rivers for the basemap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from scripts.builders import natural_earth as ne
from scripts.builders.frame import Built, write_geoparquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scripts.builders.frame import Origin, Sources

AFTER = ("countries",)
TOLERANCES = {"10m": 0.005, "50m": 0.0}
RIVER_RANK = {"10m": 8, "50m": 10}
"""Rivers of a higher rank (smaller) are left out."""
LANGUAGES = ("en", "zh", "ru", "fr")
CUT = {"10m": f" Cut at {ne.BOX}, simplified with tolerance {TOLERANCES['10m']}°.", "50m": ""}


def build(sources: Sources, out: Path) -> list[Built]:
    """Write each layer at two scales: 1:50m for the world, 1:10m cut to Eurasia."""
    makers = (_land, _lakes, _rivers)
    return [make(sources, out, scale) for make in makers for scale in ("50m", "10m")]


def _fit(frame: gpd.GeoDataFrame, scale: str) -> gpd.GeoDataFrame:
    if scale == "50m":
        return frame
    cut = ne.clip(frame)
    return cut.set_geometry(cut.geometry.simplify(TOLERANCES[scale]))


def _land(_: Sources, out: Path, scale: str) -> Built:
    countries = gpd.read_parquet(out / "layers" / f"countries_{scale}.parquet")
    whole = shapely.coverage_union_all(countries.geometry.to_numpy())
    parts = ne.grid(shapely.get_parts(shapely.union_all([whole]), return_index=False))
    land = gpd.GeoDataFrame(geometry=parts, crs="EPSG:4326")
    origin = ne.nstk(f"cultural/ne_{scale}_admin_0_countries")
    built = _built(land, out / "layers" / f"land_{scale}.parquet", (origin,), "2022-05")
    text = "Land without inner boundaries, the countries layer joined; the Caspian Sea is water."
    return built(f"Land, Natural Earth 1:{scale}", text, "Country areas joined.")


def _lakes(sources: Sources, out: Path, scale: str) -> Built:
    origin = ne.nstk(f"physical/ne_{scale}_lakes")
    raw = _fit(ne.read(sources, origin), scale)
    table = {
        "name": raw["name"].fillna(""),
        "kind": raw["featurecla"].fillna(""),
        "scalerank": raw["scalerank"].astype("int64"),
    }
    table |= {f"name_{k}": raw[f"name_{k}"].fillna(raw["name"]).fillna("") for k in LANGUAGES}
    lakes = gpd.GeoDataFrame(table, geometry=ne.grid(raw.geometry.to_numpy()), crs="EPSG:4326")
    lakes = lakes.sort_values(["scalerank", "name"], kind="stable").reset_index(drop=True)
    built = _built(lakes, out / "layers" / f"lakes_{scale}.parquet", (origin,), "2022-05")
    text = "Lakes and reservoirs; the Caspian Sea is left to the ocean, as in the source."
    return built(
        f"Lakes, Natural Earth 1:{scale}", text, f"Columns chosen.{CUT[scale]} Rounded to 4 decimals."
    )


def _rivers(sources: Sources, out: Path, scale: str) -> Built:
    origin = ne.magics(scale, "rivers_lake_centerlines")
    raw = ne.read(sources, origin)
    raw = _fit(raw[raw["scalerank"] <= RIVER_RANK[scale]], scale)
    table = {
        "name": raw["name"].fillna(""),
        "kind": raw["featurecla"].fillna(""),
        "scalerank": raw["scalerank"].astype("int64"),
    }
    rivers = gpd.GeoDataFrame(table, geometry=raw.geometry.to_numpy(), crs="EPSG:4326")
    rivers = rivers.sort_values(["scalerank", "name"], kind="stable").reset_index(drop=True)
    built = _built(rivers, out / "layers" / f"rivers_{scale}.parquet", (origin,), "2013")
    text = "Rivers and the centre lines of the lakes that they cross."
    changes = f"Rank {RIVER_RANK[scale]} and above (larger rivers).{CUT[scale]} Rounded to 4 decimals."
    return built(f"Rivers, Natural Earth 1:{scale}", text, changes)


def _built(
    frame: gpd.GeoDataFrame, path: Path, origins: tuple[Origin, ...], date: str
) -> Callable[[str, str, str], Built]:
    def finish(title: str, description: str, changes: str) -> Built:
        return Built(
            path=write_geoparquet(frame, path),
            title=title,
            description=description,
            origins=origins,
            licence=ne.LICENCE,
            attribution=ne.ATTRIBUTION,
            changes=changes,
            data_date=date,
            fields={"scalerank": "0 is the largest", "kind": "Natural Earth's feature class"},
        )

    return finish
