"""Small sound files of each form that is read, made anew in a folder."""

from __future__ import annotations

import bz2
import gzip
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMS", "seeds_of"]

ROOT: Final = Path(__file__).resolve().parent.parent.parent
CSV: Final = {
    "plain.csv": 'from,to,published_km,via\nChongqing,Duisburg,11179,Khorgos\n重庆,Варшава,"9 500.5",\n',
    "german.csv": "Bericht\n\nsep=;\nvon;nach;Entfernung (km);via\nXi'an;Hamburg;11.179,5;\nAlmaty;Aktau;3.025,0;Kandyagash\n",
}
ROWS: Final[list[list[Any]]] = [
    ["from", "to", "published_km", "via"],
    ["Chongqing", "Duisburg", 11179, "Khorgos"],
    ["Almaty", "Aktau", 3025.5, None],
]
LINE: Final = [[66.0, 45.0], [67.5, 44.6], [69.0, 44.0], [71.2, 43.2]]
GEM: Final = {
    "ProjectID": "P2299",
    "PipelineName": "Beineu–Bozoi–Shymkent",
    "Status": "Operating",
    "RouteAccuracy": "high",
}


def seeds_of(form: str, folder: Path) -> list[tuple[str, bytes]]:
    """Return the sound files of a form, by name."""
    return [(path.name, path.read_bytes()) for path in FORMS[form](folder)]


def _put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def _tables(folder: Path) -> list[Path]:
    made = [_put(folder, name, text) for name, text in CSV.items()]
    cyrillic = "откуда,куда,расстояние (км)\nАлматы,Актау,3025\nЧунцин,Варшава,9500\n"
    made += [
        _put(folder, "cyrillic.csv", cyrillic.encode("cp1251")),
        _put(folder, "wide.csv", cyrillic.encode("utf-16")),
    ]
    made.append(
        _put(folder, "han.csv", "起点,终点,里程\n重庆,杜伊斯堡,11179\n西安,汉堡,9850\n".encode("gb18030"))
    )
    return made


def _workbooks(folder: Path, rows: list[list[Any]] = ROWS, name: str = "table.xlsx") -> list[Path]:
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    first, second = book.worksheets[0], book.create_sheet("Notes")
    for row in rows:
        first.append(row)
    first["F2"] = "=C2*2"
    second.append(["Titles", None, "CC BY 4.0"])
    book.save(folder / name)
    return [folder / name]


def _features(*properties: dict[str, Any]) -> str:
    features = [
        {"type": "Feature", "properties": p, "geometry": {"type": "LineString", "coordinates": LINE}}
        for p in properties
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    return json.dumps(
        {"type": "FeatureCollection", "licence": "CC BY 4.0", "crs": crs, "features": features}
    )


def _trackers(folder: Path) -> list[Path]:
    import geopandas as gpd  # noqa: PLC0415

    geojson = _put(
        folder, "pipes.geojson", _features(GEM, GEM | {"ProjectID": "P0510", "Status": "Construction"})
    )
    wkt = "LINESTRING (" + ", ".join(f"{x} {y}" for x, y in LINE) + ")"
    route = ":".join(f"{y},{x}" for x, y in LINE)
    head, row = list(GEM), list(GEM.values())
    lines = [[*head, "WKTFormat", "Route"], [*row, wkt, ""], [*row, "", route]]
    csv = _put(folder, "pipes.csv", "\n".join(";".join(cells) for cells in lines))
    gpd.read_file(geojson).to_file(folder / "pipes.gpkg", driver="GPKG")
    return [geojson, csv, folder / "pipes.gpkg", *_workbooks(folder, lines, "pipes.xlsx")]


def _osm(folder: Path) -> list[Path]:
    nodes = {i: (10 + i / 10, 50 + (i % 2) / 10) for i in range(1, 7)}
    tags = '<tag k="railway" v="rail"/><tag k="gauge" v="1435"/>'
    xml = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="JOSM" license="ODbL"><meta osm_base="2026-01-01T00:00:00Z"/>'
    xml += "".join(f'<node id="{i}" lat="{y}" lon="{x}" visible="true"/>' for i, (x, y) in nodes.items())
    xml += "".join(f'<way id="{w}" timestamp="2025-02-03T00:00:00Z"><nd ref="{a}"/><nd ref="{b}"/><nd ref="{c}"/>{tags}</way>' for w, (a, b, c) in enumerate(((1, 2, 3), (3, 4, 5), (5, 6, 1)), 10))  # fmt: skip
    xml += "</osm>"
    elements: list[dict[str, Any]] = [
        {"type": "node", "id": i, "lat": y, "lon": x} for i, (x, y) in nodes.items()
    ]
    about = {"tags": {"railway": "rail", "gauge": "1520"}, "timestamp": "2025-02-03T00:00:00Z"}
    shape = [{"lat": y, "lon": x} for x, y in list(nodes.values())[:3]]
    elements += [
        {"type": "way", "id": 7, "nodes": [1, 2, 3], **about},
        {"type": "way", "id": 8, "geometry": shape, **about},
    ]
    overpass = json.dumps(
        {
            "version": 0.6,
            "osm3s": {"timestamp_osm_base": "2026-01-01T00:00:00Z", "copyright": "ODbL"},
            "elements": elements,
        }
    )
    return [
        _put(folder, "x.osm", xml),
        _put(folder, "x.json", overpass),
        _put(folder, "x.osm.gz", gzip.compress(xml.encode(), mtime=0)),
        _put(folder, "x.osm.bz2", bz2.compress(xml.encode())),
    ]


def _graphml(folder: Path) -> list[Path]:
    import networkx as nx  # noqa: PLC0415
    import osmnx  # noqa: PLC0415

    from corridors.graph.conditioning.extract import read_extract  # noqa: PLC0415

    plain: Any = nx.Graph()
    for node in range(5):
        plain.add_node(node, lon=60.0 + node / 10, lat=45.0)
    for node in range(4):
        plain.add_edge(node, node + 1, railway="rail", gauge="1520")
    nx.write_graphml(plain, folder / "plain.graphml")
    net = read_extract(_osm(folder)[0]).network
    osmnx.io.save_graphml(net.to_osmnx(), folder / "ours.graphml")
    return [folder / "plain.graphml", folder / "ours.graphml"]


def _layers(folder: Path) -> list[Path]:
    import geopandas as gpd  # noqa: PLC0415

    geojson = _put(
        folder,
        "lines.geojson",
        _features(
            {"railway": "rail", "gauge": "1520"}, {"railway": "rail", "other_tags": '"gauge"=>"1520"'}
        ),
    )
    frame = gpd.read_file(geojson)
    frame.to_file(folder / "lines.gpkg", driver="GPKG")
    inner = folder / "shape"
    inner.mkdir(exist_ok=True)
    frame.to_file(inner / "lines.shp")
    with zipfile.ZipFile(folder / "lines.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for part in sorted(inner.iterdir()):
            packed.write(part, part.name)
    return [geojson, folder / "lines.gpkg", folder / "lines.zip"]


def _networks(folder: Path) -> list[Path]:
    from corridors.graph.conditioning.extract import read_extract  # noqa: PLC0415
    from corridors.routing.own import save_extract  # noqa: PLC0415

    save_extract(read_extract(ROOT / "tests" / "fixtures" / "feldkirch_buchs.osm"), folder / "net.npz")
    return [folder / "net.npz"]


def _catalogues(folder: Path) -> list[Path]:
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    catalogue = Catalog(locale="ru", project="corridors", version="0")
    catalogue.add("Plan a route", "Построить маршрут")
    catalogue.add(("{n} day", "{n} days"), ("{n} день", "{n} дня", "{n} дней"))
    catalogue.add("open", "открыт", context="status")
    with (folder / "corridors.mo").open("wb") as file:
        write_mo(file, catalogue)
    return [folder / "corridors.mo"]


FORMS: Final[dict[str, Callable[[Path], list[Path]]]] = {
    "csv": _tables,
    "xlsx": _workbooks,
    "tracker": _trackers,
    "osm": _osm,
    "graphml": _graphml,
    "layer": _layers,
    "network": _networks,
    "catalogue": _catalogues,
}
"""Forms of files by name, and what makes sound ones."""
