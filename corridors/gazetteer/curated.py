"""Places of the tables kept by hand, as lines of a shelf: crossings, stations, terminals, gauge points."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from corridors.errors import DamagedData
from corridors.gazetteer.shelf import entry_line
from corridors.gazetteer.spelling import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["TABLES", "curated_lines"]

TABLES = ("crossings", "stations", "terminals", "gauge_points")

_LANG = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z]+)?$")
_RANKS = {"crossings": 6.0, "stations": 5.4, "terminals": 5.2, "gauge_points": 4.0}
_LOW_RANKS = {"road": 4.5, "junction": 4.8, "area": 3.9, "border_crossing": 3.9}
_KINDS = {
    "crossings": "crossing",
    "stations": "station",
    "terminals": "terminal",
    "gauge_points": "station",
}
_GENERIC = re.compile(
    r"\s*(?:\([^)]*\)|,.*$|\b(?:railway station|railway junction|station|junction|railway yard|yard|dry port|seaport|"
    r"sea port|ferry terminal|ferry port|port|terminal|border crossing|crossing|rail)\b)",
    re.IGNORECASE,
)


def curated_lines(path: Path, table: str, han: Mapping[int, str]) -> Iterator[str]:
    """Read one of the tables; rows without a position are left out.

    Parameters
    ----------
    path
        The CSV file.
    table
        One of `TABLES`.
    han
        Simplified Chinese characters, see `normalise`.

    Raises
    ------
    DamagedData
        The file is not UTF-8 CSV.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as f:
            rows = [
                {k: (v or "").strip() for k, v in row.items() if k and not isinstance(v, list)}
                for row in csv.DictReader(f)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"The table {path.name} cannot be read ({error.__class__.__name__}); restore it."
        raise DamagedData(message) from error
    return (_line(row, table, han) for row in rows if _has_position(row))


def _has_position(row: Mapping[str, str]) -> bool:
    try:
        return abs(float(row["lon"])) <= 180 and abs(float(row["lat"])) <= 90 and bool(row["name"])  # noqa: PLR2004
    except (KeyError, ValueError):
        return False


def _line(row: Mapping[str, str], table: str, han: Mapping[int, str]) -> str:
    names = _names(row)
    sides = {row.get("side_a", ""), row.get("side_b", "")}
    given = [row["name"], *names.values(), row.get("local_name", ""), *row.get("aliases", "").split(";")]
    weak_keys = {normalise(s, han) for s in sides}
    strong = [k for name in given if (k := normalise(name, han)) not in weak_keys]
    short = _GENERIC.sub("", row["name"])
    weak = [normalise(n, han) for n in (*sorted(sides), short, row.get("locode", ""))]
    values = {
        "rank": _LOW_RANKS.get(row.get("mode", ""), _LOW_RANKS.get(row.get("kind", ""), _RANKS[table])),
        "id": row.get("id", ""),
        "name": row["name"],
        "country": row.get("country", "").replace("/", " ").replace(";", " ")
        or f"{row.get('country_a', '')} {row.get('country_b', '')}",
        "lon": row["lon"],
        "lat": row["lat"],
        "kind": "port" if row.get("kind") == "seaport" else _KINDS[table],
        "locode": row.get("locode", "").replace(" ", ""),
        "names": ";".join(f"{k}={v}" for k, v in names.items()),
    }
    return entry_line(values, strong, weak)


def _names(row: Mapping[str, str]) -> dict[str, str]:
    pairs = (p.split("=", 1) for p in row.get("names", "").split(";") if "=" in p)
    names = {k.strip(): v.strip() for k, v in pairs if _LANG.match(k.strip()) and v.strip()}
    return names | {lang: row[f"name_{lang}"] for lang in ("zh", "ru") if row.get(f"name_{lang}")}
