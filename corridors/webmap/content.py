"""What a map is made of, read from the shipped data: the ground, the marks, and whom to thank."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from corridors import layers
from corridors.errors import DamagedData
from corridors.i18n import languages, translator
from corridors.ledger import Ledger, geodata_dir
from corridors.webmap import names, points
from corridors.webmap.assets import json_text
from corridors.webmap.basemap import Ground, base_payload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd

    from corridors.webmap.marks import Mark

__all__ = ["LANGUAGES", "Content", "encode_ground", "load_content", "words_in"]

LANGUAGES = ("en", "zh", "ru", "fr")
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
RAILS = "rail_lines"
SHOWN_RAILS = ("open", "high_speed", "passenger_only", "under_construction")
SHIPPED_GROUND = "map_ground"
GROUND_LAYERS = ("land", "land_50m", "boundaries", "boundaries_50m", "lakes", "rivers")
REGION_LAYERS = ("china_provinces", "kazakhstan_regions")
CREDITED = ("land_10m", "relief", "cities", "network")


@dataclass(frozen=True, slots=True)
class Content:
    """The encoded ground as JSON text, the marks in one language, and the credit line."""

    base: str
    marks: tuple[Mark, ...] = ()
    credit: str = ""


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
    ledger = Ledger.load(root)
    return Content(base=_base(ledger), marks=tuple(_marks(ledger, lang)), credit=_credit(ledger))


def _credit(ledger: Ledger) -> str:
    thanks = ledger.attributions([n for n in CREDITED if n in ledger.resources])
    return ". ".join((*thanks, layers.POINT_OF_VIEW))


def _base(ledger: Ledger) -> str:
    """Read the encoded ground; encode it anew where it is not shipped."""
    if SHIPPED_GROUND in ledger.resources:
        path = ledger.path(SHIPPED_GROUND)
        try:
            return gzip.decompress(path.read_bytes()).decode("utf-8")
        except (OSError, EOFError, ValueError) as fault:
            message = f"{path.name} cannot be read ({fault}). Restore it from the repository."
            raise DamagedData(message) from fault
    return encode_ground(ledger)


def encode_ground(ledger: Ledger) -> str:
    """Encode land, water, borders, relief and railways as the map's script reads them."""
    return json_text(base_payload(_ground(ledger)))


def _ground(ledger: Ledger) -> Ground:
    load = {name: layers.load(name, ledger=ledger) for name in GROUND_LAYERS}
    known = RAILS in ledger.resources
    return Ground(
        land_coarse=load["land_50m"],
        land_fine=load["land"],
        borders_coarse=load["boundaries_50m"],
        borders_fine=load["boundaries"],
        lakes=load["lakes"],
        rivers=load["rivers"],
        relief=ledger.path("relief"),
        regions=names.region_lines([layers.load(n, ledger=ledger) for n in REGION_LAYERS]),
        rails=_rails(ledger) if known else None,
    )


def _rails(ledger: Ledger) -> gpd.GeoDataFrame:
    lines = layers.load("rail_lines", ledger=ledger)
    lines = lines[lines["status"].isin(SHOWN_RAILS)]
    return lines.assign(status=lines["status"].where(lines["status"] == "under_construction", "open"))


def _table(ledger: Ledger, name: str) -> list[dict[str, str]]:
    if name not in ledger.resources:
        return []
    with ledger.path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _marks(ledger: Ledger, lang: str) -> list[Mark]:
    _ = words_in(lang)
    countries = layers.load("countries_50m", ledger=ledger)
    by_code = {r["iso_a2"]: names.name_in(lang, r) for r in countries.to_dict("records")}
    trains = points.latest_trains(_table(ledger, "crossing_trains"))
    cities = _drawn_cities(layers.load("cities", ledger=ledger))
    return [
        *names.country_marks(countries, lang),
        *names.sea_marks(lang),
        *names.region_marks([layers.load(n, ledger=ledger) for n in REGION_LAYERS], lang),
        *names.lake_marks(layers.load("lakes", ledger=ledger), lang),
        *points.crossing_marks(_table(ledger, "crossings"), trains, lang=lang, _=_),
        *points.gauge_marks(_table(ledger, "gauge_points"), _),
        *points.terminal_marks(_table(ledger, "terminals"), lang, _),
        *names.city_marks(cities, lang, by_code),
    ]


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
