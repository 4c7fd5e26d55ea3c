"""Cities: those of the corridors as hubs, the others by population."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from corridors.data.tables import read_rows
from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import symbol_row
from corridors.layers.kit.mark import Mark
from corridors.layers.kit.naming import name_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER", "hub_and_town_points"]

HUBS = Path(__file__).parent / "kit" / "hubs.csv"
FAR_POPULATION, NEAR_POPULATION = 150_000, 15_000
NEAR_COUNTRIES = frozenset(
    (
        "CN",
        "KZ",
        "KG",
        "UZ",
        "TM",
        "TJ",
        "MN",
        "RU",
        "BY",
        "UA",
        "PL",
        "GE",
        "AZ",
        "AM",
        "TR",
        "IR",
        "AF",
        "LT",
        "LV",
        "EE",
        "RO",
        "BG",
        "RS",
        "HU",
        "SK",
        "CZ",
        "DE",
    )
)
NEAR_BOX = (72.0, 40.0, 90.0, 48.5)


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
    rows = read_rows(HUBS)
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


def _marks(reading: Reading) -> list[Mark]:
    countries = reading.frame("countries_50m").to_dict("records")
    by_code = {row["iso_a2"]: name_in(reading.lang, row) for row in countries}
    return city_marks(_drawn_cities(reading.frame("cities")), reading.lang, by_code)


def _drawn_cities(cities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep large cities everywhere, middle ones along the corridors, small ones near Khorgos."""
    size = cities["population"]
    near = cities["country"].isin(NEAR_COUNTRIES)
    west, south, east, north = NEAR_BOX
    x, y = cities.geometry.x, cities.geometry.y
    home = (x > west) & (x < east) & (y > south) & (y < north)
    keep = (
        (size >= FAR_POPULATION)
        | (near & (size >= FAR_POPULATION / 3))
        | (home & (size >= NEAR_POPULATION / 5))
    )
    return cities[keep | cities["capital"]]


def _legend(layer: Layer, _: Words) -> Rows:
    return [symbol_row(_("Hub"), "hub", layer.name)]


LAYER = Layer(
    name="cities",
    group="points",
    order=250,
    row=-1,
    data=("cities", "countries_50m"),
    marks=_marks,
    legend=_legend,
)
