"""What a map is made of, read from the shipped data: the ground, the marks, and whom to thank."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from corridors.data import layers
from corridors.data.ledger import Ledger, geodata_dir
from corridors.data.tables import read_rows
from corridors.errors import DamagedData
from corridors.i18n import languages, translator
from corridors.model import Language
from corridors.traffic.series import HUBS
from corridors.webmap.assets import json_text
from corridors.webmap.ground import names
from corridors.webmap.ground.basemap import Ground, base_payload
from corridors.webmap.layers import points, sites
from corridors.webmap.layers.lines import year_of_row
from corridors.webmap.layers.systems import systems_payload, whole_years

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from corridors.i18n import Words
    from corridors.model import Series
    from corridors.webmap.marks import Mark

__all__ = ["LANGUAGES", "Content", "encode_ground", "load_content", "words_in"]

LANGUAGES = tuple(language.value for language in Language)
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
COMPLEX = np.array([1, 1j])
"""Makes one number of a point."""
SHOWN_RAILS = ("open", "high_speed", "passenger_only", "under_construction")
SHIPPED_GROUND = "map_ground"
COUNTED = "crossing_throughput"
GAS = "CAGP"
SERVICES = "rail_services"
GROUND_LAYERS = ("land", "land_50m", "boundaries", "boundaries_50m", "lakes", "rivers")
REGION_LAYERS = ("china_provinces", "kazakhstan_regions")
CREDITED = ("land_10m", "relief", "cities", "network", "pipeline_lines")


@dataclass(frozen=True, slots=True)
class Content:
    """The encoded ground and systems as JSON text, the marks in one language, and the credit line."""

    base: str
    marks: tuple[Mark, ...] = ()
    credit: str = ""
    systems: str = '{"digits":3,"lines":[],"sources":[],"areas":[]}'
    dated: Mapping[tuple[float, float], int] = field(default_factory=dict)


def words_in(lang: str) -> Words:
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
    return Content(
        base=_base(ledger),
        marks=tuple(_marks(ledger, lang)),
        credit=_credit(ledger),
        systems=json_text(systems_payload(ledger, words_in(lang))),
        dated=_dated_points(ledger),
    )


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


def _dated_points(ledger: Ledger) -> dict[tuple[float, float], int]:
    """Return the inner points of the railways whose year of opening is known.

    Points that an older railway shares are left out: only the new track dates a route.
    """
    if RAILS not in ledger.resources:
        return {}
    lines = layers.load(RAILS, ledger=ledger)
    known = lines["opened_year"].notna().to_numpy()
    shapes = lines.geometry.to_numpy()
    old, new = _ends(shapes[~known]), _ends(shapes[known])
    years = np.repeat(lines.loc[known, "opened_year"].to_numpy(dtype=int), 2)
    fresh = ~np.isin(new @ COMPLEX, old @ COMPLEX)
    return {(x, y): year for (x, y), year in zip(new[fresh].tolist(), years[fresh].tolist(), strict=True)}


def _ends(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the first and the last point of each line, (2n, 2), to 4 decimals."""
    ends = np.column_stack([shapely.get_point(shapes, i) for i in (0, -1)]).ravel()
    return np.round(shapely.get_coordinates(ends), 4)


def _table(ledger: Ledger, name: str) -> list[dict[str, str]]:
    return read_rows(ledger.path(name)) if name in ledger.resources else []


def _marks(ledger: Ledger, lang: str) -> list[Mark]:
    _ = words_in(lang)
    countries = layers.load("countries_50m", ledger=ledger)
    by_code = {r["iso_a2"]: names.name_in(lang, r) for r in countries.to_dict("records")}
    cities = _drawn_cities(layers.load("cities", ledger=ledger))
    opened = {r["id"]: year_of_row(r) for r in _table(ledger, "crossings")}
    counts = _counts(ledger, _) | _gas_series(ledger, _)
    return [
        *names.country_marks(countries, lang),
        *names.sea_marks(lang),
        *_regions(ledger, lang, _),
        *names.lake_marks(layers.load("lakes", ledger=ledger), lang),
        *points.crossing_marks(_table(ledger, "crossings"), counts, lang=lang, _=_),
        *points.gauge_marks(_table(ledger, "gauge_points"), opened, _),
        *points.terminal_marks(_table(ledger, "terminals"), counts, lang=lang, _=_),
        *sites.resource_marks(_table(ledger, "resources_and_industry"), _),
        *sites.horgos_marks(_table(ledger, "horgos_sites"), counts, lang=lang, _=_),
        *names.city_marks(cities, lang, by_code),
    ]


def _regions(ledger: Ledger, lang: str, _: Words) -> list[Mark]:
    """Name provinces and regions; a province says what trains it sends."""
    marks = names.region_marks([layers.load(n, ledger=ledger) for n in REGION_LAYERS], lang)
    if SERVICES not in ledger.resources:
        return marks
    rows = [r for r in _table(ledger, SERVICES) if r["preferred"] == "yes"]
    return [
        sites.with_services(m, [r for r in rows if f"region-{r['province']}" == m.id], _) for m in marks
    ]


def _gas_series(ledger: Ledger, _: Words) -> dict[str, tuple[Series, ...]]:
    return {GAS: whole_years(GAS, ledger, _)}


def _counts(ledger: Ledger, _: Words) -> dict[str, tuple[Series, ...]]:
    """Return the annual series of each crossing, terminal and site that has been counted."""
    rows: dict[str, set[str]] = {}
    asked: dict[str, str] = {}
    for row in _table(ledger, COUNTED):
        for column in ("crossing_id", "place_id"):
            key = row[column]
            if key and ";" not in key:
                rows.setdefault(key, set()).add(row["id"])
                asked.setdefault(key, key if column == "crossing_id" or key in HUBS else row["place"])
    found = {
        key: whole_years(asked[key], ledger, _, rows=frozenset(ids)) for key, ids in sorted(rows.items())
    }
    return {key: series for key, series in found.items() if series}


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
