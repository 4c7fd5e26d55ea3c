"""Text marks of the ground: countries, regions, seas, lakes and cities, in the map's language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from corridors.data.tables import read_rows
from corridors.webmap.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

__all__ = [
    "city_marks",
    "country_marks",
    "hub_and_town_points",
    "lake_marks",
    "name_in",
    "region_lines",
    "region_marks",
    "sea_marks",
]

STATIC = Path(__file__).parents[1] / "static"
COUNTRY_ZOOM = {1: 1.5, 2: 1.5, 3: 2.5, 4: 3.5, 5: 4.0, 6: 4.5, 7: 5.5}
COUNTRY_SIZE = {1: 14.0, 2: 14.0, 3: 12.5, 4: 11.5, 5: 11.0}
SMALL_PX, SPOTS, SPOT_STEPS = 10.5, 8, 9


def name_in(lang: str, row: Mapping[str, Any]) -> str:
    """Return a row's name in a language, else its English or plain one."""
    for column in (f"name_{lang}", "name_en", "name"):
        value = row.get(column)
        if isinstance(value, str) and value:
            return value
    return ""


def spots_inside(shape: shapely.Geometry, lon: float, lat: float) -> tuple[tuple[float, float], ...]:
    """Return further points well inside a shape where its name may stand, nearest first."""
    main = max(shapely.get_parts(shape), key=lambda part: part.area).simplify(0.05)
    west, south, east, north = main.bounds
    x, y = np.meshgrid(
        np.linspace(west, east, SPOT_STEPS + 2)[1:-1], np.linspace(south, north, SPOT_STEPS + 2)[1:-1]
    )
    points = np.asarray(shapely.points(x.ravel(), y.ravel()))
    inside = points[shapely.contains(main.buffer(-0.04 * (east - west)), points)]
    xy = shapely.get_coordinates(inside)
    order = np.hypot(xy[:, 0] - lon, 1.4 * (xy[:, 1] - lat)).argsort()[:SPOTS]
    return tuple((round(float(a), 3), round(float(b), 3)) for a, b in xy[order])


def country_marks(frame: gpd.GeoDataFrame, lang: str) -> list[Mark]:
    """Name the countries; large ones first, each with other spots to stand on."""
    marks = []
    for row in frame.to_dict("records"):
        rank = int(row["label_rank"])
        lon, lat = float(row["label_lon"]), float(row["label_lat"])
        if len(row["iso_a2"]) != 2:  # noqa: PLR2004 - an ISO 3166-1 alpha-2 code
            continue
        mark = Mark(
            id=f"country-{row['iso_a2']}",
            layer="names",
            text=name_in(lang, row),
            lon=lon,
            lat=lat,
            style="country",
            rank=(30 if rank < 3 else 90) + rank,  # noqa: PLR2004 - the giants follow the first hubs
            zoom=COUNTRY_ZOOM.get(rank, 6.0),
            until=7.6,
            size_px=COUNTRY_SIZE.get(rank, SMALL_PX),
            spots=spots_inside(row["geometry"], lon, lat),
        )
        marks.append(mark)
    return marks


def region_marks(frames: Iterable[gpd.GeoDataFrame], lang: str) -> list[Mark]:
    """Name provinces and regions at middle scales."""
    rows = [row for frame in frames for row in frame.to_dict("records")]
    return [
        Mark(
            id=f"region-{row['iso_3166_2']}",
            layer="names",
            text=name_in(lang, row),
            lon=float(row["label_lon"]),
            lat=float(row["label_lat"]),
            style="region",
            rank=400,
            zoom=5.5,
            until=8.6,
            spots=spots_inside(row["geometry"], float(row["label_lon"]), float(row["label_lat"])),
        )
        for row in rows
    ]


def sea_marks(lang: str) -> list[Mark]:
    """Name the seas, from the map's own list of where their names stand."""
    rows = read_rows(STATIC / "seas.csv")
    return [
        Mark(
            id=f"sea-{row['id']}",
            layer="names",
            text=name_in(lang, row).replace("\\n", "\n"),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            style="water",
            rank=60,
            zoom=float(row["zoom"]),
            until=9.0,
            size_px=float(row["size_px"]),
        )
        for row in rows
    ]


def lake_marks(frame: gpd.GeoDataFrame, lang: str) -> list[Mark]:
    """Name the larger lakes at their middles."""
    named = frame[frame["name_en"].fillna("") != ""]
    area = shapely.area(named.geometry.to_numpy())
    middles = shapely.get_coordinates(shapely.point_on_surface(named.geometry.to_numpy()))
    marks = []
    for row, size, (lon, lat) in zip(named.to_dict("records"), area, middles, strict=True):
        zoom = 4.75 if size > 1.5 else 6.0 if size > 0.3 else 7.5 if size > 0.05 else 99.0  # noqa: PLR2004
        text = name_in(lang, row)
        mark = Mark(f"lake-{row['name']}-{lon:.2f}", "names", text, lon, lat, "water", rank=450)
        marks.append(_at_zoom(mark, zoom))
    return [m for m in marks if m.zoom < 99]  # noqa: PLR2004


def _at_zoom(mark: Mark, zoom: float) -> Mark:
    return replace(mark, zoom=zoom, size_px=11.0)


@dataclass(frozen=True, slots=True)
class _Class:
    least: float
    zoom: float
    style: str
    kind: str


CITY_CLASSES = (
    _Class(3e6, 3.75, "city", "city"),
    _Class(1e6, 4.5, "city", "city"),
    _Class(4e5, 5.25, "city", "city"),
    _Class(1.5e5, 6.0, "city", "city"),
    _Class(6e4, 6.75, "town", "town"),
    _Class(3e4, 7.5, "town", "town"),
    _Class(0, 8.25, "town", "town"),
)
TOWN_POPULATION = 60_000
CAPITAL_BONUS = 8.0
HUB_ZOOM, HUB_FIRST = 3.25, 2.0
HUB_EARLY = 20


def _hubs() -> dict[tuple[str, str], int]:
    rows = read_rows(STATIC / "hubs.csv")
    return {(r["country"], r["name"]): int(r["rank"]) for r in rows}


def hub_and_town_points(frame: gpd.GeoDataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the (lon, lat) of the hubs and of towns of 60,000 and more, by which railways are ranked."""
    hubs = _hubs()
    is_hub = np.array(
        [key in hubs for key in zip(frame["country"], frame["name"], strict=True)], dtype=bool
    )
    xy = shapely.get_coordinates(frame.geometry.to_numpy())
    big = (frame["population"] >= TOWN_POPULATION).to_numpy()
    return xy[is_hub], xy[big]


def city_marks(frame: gpd.GeoDataFrame, lang: str, countries: Mapping[str, str]) -> list[Mark]:
    """Name the cities; those of the corridors as hubs, the others by population.

    Parameters
    ----------
    frame
        ``geonameid``, ``name``, ``country``, ``population``, ``capital`` and names by language.
    lang
        Language of the names.
    countries
        Names of countries by code, for the search list.
    """
    hubs = _hubs()
    taken: set[tuple[str, str]] = set()
    marks = []
    for row in frame.sort_values("population", ascending=False).to_dict("records"):
        key = (row["country"], row["name"])
        hub = hubs.get(key) if key not in taken else None
        taken.add(key)
        marks.append(_city(row, lang, hub, countries))
    return marks


def _city(row: Mapping[str, Any], lang: str, hub: int | None, countries: Mapping[str, str]) -> Mark:
    weight = float(row["population"]) * (CAPITAL_BONUS if row["capital"] else 1.0)
    look = next(c for c in CITY_CLASSES if weight >= c.least)
    names = [row.get(c) for c in ("name", "ascii_name", "name_local", "name_zh", "name_ru", "name_kk")]
    point = row["geometry"]
    known = tuple(dict.fromkeys(n for n in names if isinstance(n, str) and n))
    early = hub is not None and hub <= HUB_EARLY
    return Mark(
        id=f"city-{row['geonameid']}",
        layer="cities",
        text=name_in(lang, row),
        lon=float(point.x),
        lat=float(point.y),
        style="hub" if hub else look.style,
        kind="hub" if hub else look.kind,
        rank=10 + hub if hub else 200 - min(99.0, weight / 2e5),
        zoom=(HUB_FIRST if early else HUB_ZOOM) if hub else look.zoom,
        also=next((n for n in known[1:] if n != known[0] and not n.isascii()), ""),
        eyebrow=countries.get(row["country"], row["country"]),
        names=known,
    )


def region_lines(frames: Iterable[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return the lines between regions, without the outer boundary of the country."""
    lines = []
    for frame in frames:
        shapes = frame.geometry.to_numpy()
        edges = shapely.union_all(shapely.boundary(shapes))
        outer = shapely.boundary(shapely.union_all(shapes))
        lines.append(shapely.difference(edges, shapely.buffer(outer, 0.03)))
    merged = [line for line in lines if not line.is_empty]
    return gpd.GeoDataFrame(geometry=merged, crs="EPSG:4326")
