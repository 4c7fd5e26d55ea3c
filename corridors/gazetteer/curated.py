"""Places of the tables kept by hand, as lines of an index of names: crossings, stations, terminals, gauge points."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from corridors.errors import DamagedData
from corridors.gazetteer.index import entry_line
from corridors.gazetteer.spelling import is_like, normalise, without_affixes
from corridors.model import read_position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    Row = Mapping[str, str]

__all__ = ["TABLES", "curated_lines"]

TABLES = ("crossings", "stations", "terminals", "gauge_points", "crossings_derived", "straits")

_LANG = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z]+)?$")
_RANKS = {
    "crossings": 6.2,
    "stations": 5.6,
    "terminals": 5.55,
    "gauge_points": 4.0,
    "crossings_derived": 2.9,
    "straits": 4.5,
}
"""Like cities of a million, or of some 100 000 on a corridor."""
SIDES: Final = ("side_a", "side_b")
SIDE_RANK = 3.5
_LOW_RANKS = {"road": 4.5, "junction": 4.8, "area": 3.9, "border_crossing": 3.9}
_KINDS = {
    "crossings": "crossing",
    "stations": "station",
    "terminals": "terminal",
    "gauge_points": "station",
    "crossings_derived": "crossing",
    "straits": "strait",
}
_BETWEEN = re.compile(r"\s*[–—/]\s*")
_GENERIC = re.compile(
    r"\s*(?:\([^)]*\)|,.*$|\b(?:railway station|railway junction|station|junction|railway yard|yard|dry port|seaport|"
    r"sea port|ferry terminal|ferry port|port|terminal|border crossing|crossing|rail)\b)",
    re.IGNORECASE,
)


def curated_lines(paths: Mapping[str, Path], han: Mapping[int, str]) -> Iterator[str]:
    """Read the tables; rows without a position are left out.

    Parameters
    ----------
    paths
        CSV files by name: those of `TABLES`, and ``place_aliases``; each may be missing.
    han
        Simplified Chinese characters, see `normalise`.

    Raises
    ------
    DamagedData
        A file is not UTF-8 CSV.
    """
    given: dict[str, list[Row]] = {}
    for row in _rows(paths["place_aliases"]) if "place_aliases" in paths else ():
        given.setdefault(row.get("place_id", ""), []).append(row)
    for table in TABLES:
        for row in _rows(paths[table]) if table in paths else ():
            if _has_position(row):
                yield from _lines(row, table, given.get(row.get("id", ""), []), han)


def _rows(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as f:
            return [
                {k: (v or "").strip() for k, v in row.items() if k and not isinstance(v, list)}
                for row in csv.DictReader(f)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.__class__.__name__
        raise DamagedData(f"The table {path.name} cannot be read ({reason}); restore it.") from error


def _has_position(row: Row) -> bool:
    return bool(row.get("name") and read_position(row.get("lon"), row.get("lat")))


def _lines(row: Row, table: str, given: Sequence[Row], han: Mapping[int, str]) -> Iterator[str]:
    """Write a row as a line; a crossing also by each of its sides, which any town outranks."""
    names = _names(row) | {r["lang"]: r["name"] for r in given if r.get("preferred") == "yes"}
    own = [row["name"], *(r["name"] for r in given)]
    other = [*names.values(), row.get("local_name", ""), *row.get("aliases", "").split(";")]
    values = _values(row, table, names)
    if given and names["en"] != row["name"]:
        values["name"] = f"{names['en']} ({row['name']})"
    strong, weak = (own, other) if table == "crossings" else ([*own, *other], [])
    if table == "crossings":
        meant = {name: _meant_side(name, row) for name in weak}
        weak = [name for name in weak if not meant[name]]
    weak = [*weak, _GENERIC.sub("", row["name"]), row.get("locode", ""), row.get("id", "")]
    if _KINDS[table] in {"station", "terminal"}:
        parts = [part for name in other for part in _BETWEEN.split(name)]
        weak += [*parts, *(bare for part in parts for bare in without_affixes(part))]
    if _KINDS[table] == "crossing":
        weak.append("–".join(reversed(_BETWEEN.split(row["name"]))))
    yield entry_line(values, (normalise(n, han) for n in strong), (normalise(n, han) for n in weak))
    if table == "crossings":
        yield from _sides(row, values, names, meant, han)


def _meant_side(alias: str, row: Row) -> str:
    """Tell which one side of a crossing an alias is another spelling of; empty for both or none."""
    text = alias.casefold()
    like = [
        side
        for side in SIDES
        if any(is_like(text, part.casefold()) for part in _BETWEEN.split(row.get(side, "")))
    ]
    return like[0] if len(like) == 1 else ""


def _sides(
    row: Row,
    values: dict[str, object],
    names: Mapping[str, str],
    meant: Mapping[str, str],
    han: Mapping[int, str],
) -> Iterator[str]:
    """Write each side of a crossing as a line of its own, in its own country."""
    lands = str(values["country"]).split()
    spelt = [_BETWEEN.split(name) for name in (row["name"], *names.values())]
    turned = _is_turned(row)
    for i, side in enumerate(SIDES):
        given = _BETWEEN.split(row.get(side, ""))
        parts = [parts[-1 if turned ^ bool(i) else 0] for parts in spelt if len(parts) > 1]
        bare = re.sub(r"\s*\(.*", "", row.get(side, ""))
        country = " ".join(lands[::-1] if i else lands)
        spelt_like = (a for a in row.get("aliases", "").split(";") if meant[a] == side)
        keys = [normalise(part, han) for part in (*parts, *given, *spelt_like)]
        yield entry_line({**values, "rank": SIDE_RANK, "country": country}, keys, [normalise(bare, han)])


def _is_turned(row: Row) -> bool:
    """Tell whether a crossing's name has the side first that its row has last."""
    parts = [_GENERIC.sub("", part) for part in _BETWEEN.split(row["name"])]
    sides = [_GENERIC.sub("", row.get(side, "")) for side in SIDES]
    ahead, back = (_likeness(parts[0], a) + _likeness(parts[-1], b) for a, b in (sides, sides[::-1]))
    return back > ahead


def _likeness(one: str, other: str) -> float:
    return float(fuzz.ratio(normalise(one), normalise(other)))


def _values(row: Row, table: str, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "rank": min(_RANKS[table], _LOW_RANKS.get(row.get("mode") or row.get("kind", ""), _RANKS[table])),
        "id": row.get("id", ""),
        "name": row["name"],
        "country": _countries(row),
        "lon": row["lon"],
        "lat": row["lat"],
        "kind": "port" if row.get("kind") == "seaport" else _KINDS[table],
        "locode": row.get("locode", "").replace(" ", ""),
        "names": ";".join(f"{k}={v}" for k, v in names.items()),
    }


def _countries(row: Row) -> str:
    """Name one country, or both sides of a border."""
    return " ".join(
        re.findall("[A-Z]{2}", row.get("country") or f"{row.get('country_a')} {row.get('country_b')}")
    )


def _names(row: Row) -> dict[str, str]:
    pairs = (p.split("=", 1) for p in row.get("names", "").split(";") if "=" in p)
    names = {k.strip(): v.strip() for k, v in pairs if _LANG.match(k.strip()) and v.strip()}
    return (
        {"en": row["name"]}
        | names
        | {lang: row[f"name_{lang}"] for lang in ("zh", "ru") if row.get(f"name_{lang}")}
    )
