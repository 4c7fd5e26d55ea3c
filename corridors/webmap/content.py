"""What a map is made of, read from the shipped data: the ground and the marks."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd

from corridors import network
from corridors.i18n import languages, translator
from corridors.ledger import geodata_dir
from corridors.webmap import names, points
from corridors.webmap.assets import json_text
from corridors.webmap.basemap import Ground, base_payload
from corridors.webmap.rails import rail_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corridors.webmap.marks import Mark

__all__ = ["LANGUAGES", "Content", "load_content", "words_in"]

LANGUAGES = ("en", "zh", "ru", "fr")
FAR_POPULATION, NEAR_POPULATION = 150_000, 15_000
NEAR_COUNTRIES = frozenset(
    "CN KZ KG UZ TM TJ MN RU BY UA PL GE AZ AM TR IR AF LT LV EE RO BG RS HU SK CZ DE".split()
)
NEAR_BOX = (72.0, 40.0, 90.0, 48.5)
RAIL_FILE = "rail.npz"


@dataclass(frozen=True, slots=True)
class Content:
    """The encoded ground as JSON text, and the marks in one language."""

    base: str
    marks: tuple[Mark, ...]


def words_in(lang: str) -> Callable[[str], str]:
    """Return the translator for a language, English where there is no catalogue yet."""
    return translator(lang if lang in languages() else "en")


def load_content(lang: str = "en") -> Content:
    """Read the shipped layers and tables and make them ready for the map.

    Parameters
    ----------
    lang
        Language of the names: ``en``, ``zh``, ``ru`` or ``fr``.
    """
    return _content(geodata_dir(), lang)


@lru_cache(maxsize=4)
def _content(root: Path, lang: str) -> Content:
    return Content(base=_base(root), marks=tuple(_marks(root, lang)))


@lru_cache(maxsize=1)
def _base(root: Path) -> str:
    regions = [_layer(root, n) for n in ("china_provinces", "kazakhstan_regions")]
    rail = root / "osm" / RAIL_FILE
    ground = Ground(
        land_coarse=_layer(root, "land_50m"),
        land_fine=_layer(root, "land_10m"),
        borders_coarse=_layer(root, "boundaries_50m"),
        borders_fine=_layer(root, "boundaries_10m"),
        lakes=_layer(root, "lakes_10m"),
        rivers=_layer(root, "rivers_10m"),
        relief=root / "layers" / "relief.webp",
        regions=names.region_lines(regions),
        rails=rail_lines(network.load(rail)) if rail.exists() else None,
    )
    return json_text(base_payload(ground))


def _layer(root: Path, name: str) -> gpd.GeoDataFrame:
    return gpd.read_parquet(root / "layers" / f"{name}.parquet")


def _table(root: Path, name: str) -> list[dict[str, str]]:
    path = root / "tables" / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _marks(root: Path, lang: str) -> list[Mark]:
    _ = words_in(lang)
    countries = _layer(root, "countries_50m")
    by_code = {r["iso_a2"]: names.name_in(lang, r) for r in countries.to_dict("records")}
    trains = points.latest_trains(_table(root, "crossing_trains"))
    regions = [_layer(root, n) for n in ("china_provinces", "kazakhstan_regions")]
    return [
        *names.country_marks(countries, lang),
        *names.sea_marks(lang),
        *names.region_marks(regions, lang),
        *names.lake_marks(_layer(root, "lakes_10m"), lang),
        *points.crossing_marks(_table(root, "crossings"), trains, lang=lang, _=_),
        *points.gauge_marks(_table(root, "gauge_points"), _),
        *points.terminal_marks(_table(root, "terminals"), lang, _),
        *names.city_marks(_drawn_cities(_layer(root, "cities")), lang, by_code),
    ]


def _drawn_cities(cities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep large cities everywhere, middle ones along the corridors, small ones near Khorgos."""
    size = cities["population"]
    near = cities["country"].isin(NEAR_COUNTRIES)
    west, south, east, north = NEAR_BOX
    x, y = cities.geometry.x, cities.geometry.y
    home = (x > west) & (x < east) & (y > south) & (y < north)
    keep = (size >= FAR_POPULATION) | (near & (size >= FAR_POPULATION / 3)) | (home & (size >= NEAR_POPULATION / 5))
    return cities[keep | cities["capital"]]
