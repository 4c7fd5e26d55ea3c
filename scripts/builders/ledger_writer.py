"""Turn built files into the ledger ``datapackage.json`` (Data Package, version 2)."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from corridors.data.ledger import ALLOWED_LICENCES, LEDGER_NAME, Resource
from scripts.builders.frame import Built, file_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from scripts.builders.frame import Origin, Sources

__all__ = ["TABLES", "entries", "table_entries", "write_ledger"]

TABLES = "tables"
"""Name under which the hand-written tables stand in the ledger."""

TABLE_TITLES = {
    "backtest_notes": "Why published and modelled lengths differ",
    "border_areas": "Groups of countries between which goods pass at any border post",
    "city_names": "Names of cities in Chinese, Russian and Kazakh",
    "corridors": "Corridors by their declared way points",
    "transit_times": "Published train times between two places",
    "trade_closures": "Countries that goods of others may not pass, with dates",
    "assumptions": "Assumed speeds and dwell times, with ranges",
    "bilateral_trade": "Trade between China and Kazakhstan a year, on either country's statistics",
    "border_performance": "Times, costs and speeds at borders: measured, and as claimed",
    "china_europe_trains": "China–Europe freight trains a year, by network, city and service; Europe includes Russia",
    "cn_provinces": "Names of the provinces of China",
    "crossing_throughput": "What passed each border crossing a year",
    "crossings": "Border crossings for rail and road",
    "ferries": "Ferry lines",
    "straits": "Straits, canals and capes on the sea lanes",
    "cut_areas": "Areas whose lines to the rest of their country are cut, with dates",
    "sea_warnings": "What ships meet in straits, with dates",
    "line_conditions": "Lines on which trains are slower or scarcer than elsewhere",
    "gauge_points": "Points where trains change between track gauges",
    "horgos_sites": "Sites of the Horgos crossing",
    "kz_regions": "Names of the regions of Kazakhstan since 2022",
    "middle_corridor": "Freight and containers of the Middle Corridor",
    "pipeline_joins": "Where pipelines are joined to one another and to fields",
    "pipeline_points": "Named points that pipelines run through, in order",
    "pipeline_throughput": "Oil and gas carried by pipelines a year",
    "pipelines": "Oil and gas pipelines: capacity, length, owner, state",
    "place_aliases": "Names of places in several languages",
    "rail_gauges": "Usual track gauge of each country",
    "power_lines": "Power lines",
    "rail_services": "Train services from Chinese provinces to Europe and Central Asia",
    "resources_and_industry": "Fields, mines, refineries, power plants and works",
    "road_sections": "Sections of the Western Europe–Western China road corridor",
    "theme_facts": "Figures by theme: uranium, gas, high tech, interconnectivity, farm goods, balance",
    "timeline_events": "Events since 1990",
    "rail_lengths": "Published lengths of sections of railways to hold the network against",
    "rail_opened": "Years in which railways opened",
    "rail_segments": "Published lengths of railway lines",
    "stations": "Railway stations that GeoNames lacks",
    "terminals": "Terminals, ports and dry ports",
}
TABLE_CREDIT = "Facts compiled by the corridors project from the sources named in each row (CC BY 4.0)"
MORE_CREDITS = {
    "pipeline_points": "; positions: GeoNames (CC BY 4.0), UN/LOCODE, and estimates of the editors",
    "horgos_sites": "; positions: GeoNames (CC BY 4.0), OpenStreetMap contributors, and estimates of the editors",
}
"""Who else must be credited, by table."""
MEDIA = {
    ".csv": ("csv", "text/csv"),
    ".csv.gz": ("csv", "application/gzip"),
    ".parquet": ("parquet", "application/vnd.apache.parquet"),
    ".json.gz": ("json", "application/gzip"),
    ".geojson": ("geojson", "application/geo+json"),
    ".json": ("json", "application/json"),
    ".jpg": ("jpg", "image/jpeg"),
    ".webp": ("webp", "image/webp"),
    ".npz": ("npz", "application/zip"),
    ".npy": ("npy", "application/octet-stream"),
    ".md": ("md", "text/markdown"),
    ".txt": ("txt", "text/plain"),
}
TEXT_FORMATS = {"csv", "geojson", "json", "md", "txt"}
SOURCE_COLUMNS = {
    "source_title": "Title of the source of this row",
    "source_publisher": "Who published it",
    "source_date": "Date of the source",
    "source_url": "Address of the source",
    "confidence": "high, medium, low or unverified",
    "note": "What else should be known",
}


def entries(builder: str, built: Iterable[Built], *, sources: Sources, root: Path) -> list[dict[str, Any]]:
    """Describe the files of one builder."""
    return [_entry(b, root) | {"builder": builder, "sources": _sources(b.origins, sources)} for b in built]


def _sources(origins: Sequence[Origin], sources: Sources) -> list[dict[str, str]]:
    return [
        {
            "title": o.title,
            "page": o.page,
            "path": o.member,
            "package": o.package,
            "version": o.version,
            "registry": o.registry,
            "archiveHash": f"sha256:{file_sha256(sources.archive(o))}",
        }
        for o in sorted(set(origins))
    ]


def _entry(built: Built, root: Path) -> dict[str, Any]:
    path = built.path
    suffix = next((s for s in (".csv.gz", ".json.gz", path.suffix) if path.name.endswith(s)), path.suffix)
    kind, media = MEDIA.get(suffix, (suffix.lstrip("."), "application/octet-stream"))
    entry: dict[str, Any] = {
        "name": path.name.removesuffix(suffix),
        "path": path.relative_to(root).as_posix(),
        "title": built.title,
        "description": built.description,
        "format": kind,
        "mediatype": media,
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_sha256(path)}",
        "licenses": [{"name": n, "title": ALLOWED_LICENCES[n]} for n in built.licence.split(" AND ")],
        "attribution": built.attribution,
        "changes": built.changes,
        "dataDate": built.data_date,
    }
    if kind not in TEXT_FORMATS:
        del entry["encoding"]
    fields = _fields(path, kind, {**SOURCE_COLUMNS, **built.fields} if kind == "csv" else built.fields)
    Resource.from_descriptor(entry, root)
    entry |= {"bounds": list(built.bounds)} if built.bounds else {}
    return entry | ({"schema": {"fields": fields}} if fields else {})


def _fields(path: Path, kind: str, meanings: Mapping[str, str]) -> list[dict[str, str]]:
    read = {"csv": _csv_types, "parquet": _parquet_types}.get(kind)
    types = read(path) if read else {}
    return [
        {"name": n, "type": t} | ({"description": meanings[n]} if n in meanings else {})
        for n, t in types.items()
    ]


def _csv_types(path: Path) -> dict[str, str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        header = next(rows)
        body = list(rows)
    ragged = [i for i, row in enumerate(body, start=2) if len(row) != len(header)]
    if ragged:
        message = (
            f"{path.name}: rows {ragged[:5]} have not the header's {len(header)} fields; quote commas."
        )
        raise ValueError(message)
    columns = list(zip(*body, strict=True)) or [()] * len(header)
    return {name: _csv_type(values) for name, values in zip(header, columns, strict=True)}


def _csv_type(values: Sequence[str]) -> str:
    filled = [v for v in values if v]
    for kind, test in (("integer", int), ("number", float)):
        try:
            for v in filled:
                test(v)
        except ValueError:
            continue
        return kind if filled else "string"
    return "string"


def _parquet_types(path: Path) -> dict[str, str]:
    tests = (
        ("boolean", pa.types.is_boolean),
        ("integer", pa.types.is_integer),
        ("number", pa.types.is_floating),
        ("geojson", pa.types.is_binary),
    )
    return {
        f.name: next((kind for kind, test in tests if test(f.type)), "string") for f in pq.read_schema(path)
    }


def table_entries(root: Path) -> list[dict[str, Any]]:
    """Describe the hand-written tables that lie in ``tables/``."""
    return [
        _entry(
            Built(
                path=path,
                title=TABLE_TITLES.get(path.stem, path.stem.replace("_", " ").capitalize()),
                description="Compiled by hand from published facts; each row names its source and how sure it is.",
                origins=(),
                licence="CC-BY-4.0",
                attribution=TABLE_CREDIT + MORE_CREDITS.get(path.stem, ""),
                changes="Facts restated in our own words and units.",
                data_date=_latest_date(path),
            ),
            root,
        )
        | {"builder": TABLES, "sources": [{"title": "Published sources, named in each row"}]}
        for path in sorted((root / TABLES).glob("*.csv"))
    ]


def _latest_date(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as f:
        return max((row.get("source_date") or "" for row in csv.DictReader(f)), default="")


def write_ledger(root: Path, made: Mapping[str, list[dict[str, Any]]]) -> Path:
    """Write the ledger; entries of builders that did not run now are kept while their file is there."""
    root.mkdir(parents=True, exist_ok=True)
    path = root / LEDGER_NAME
    old = json.loads(path.read_text(encoding="utf-8"))["resources"] if path.exists() else []
    kept = [e for e in old if e["builder"] not in made and (root / e["path"]).exists()]
    resources = sorted([*kept, *(e for group in made.values() for e in group)], key=lambda e: e["path"])
    _refuse_equal_names(resources)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "corridors-geodata",
        "title": "Geodata of the corridors project",
        "description": "Layers, networks and tables for transport corridors between China and Europe.",
        "resources": resources,
    }
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _refuse_equal_names(resources: Sequence[Mapping[str, Any]]) -> None:
    names = [e["name"] for e in resources]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        message = f"Two shipped files have the same name: {', '.join(twice)}."
        raise ValueError(message)
