"""Make tests/fixtures/feldkirch_buchs.osm from real OpenStreetMap data that a Debian source package ships.

    python scripts/make_osm_fixture.py [OUT.osm]

The package is fetched by apt-get from the sources this machine has, into a folder of its own; the
machine's package lists are left as they are. The same package gives the same bytes.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

import osmium

PACKAGE, VERSION = "osm2pgsql", "1.8.0+ds-1"
MEMBER = "tests/data/liechtenstein-2013-08-03.osm.pbf"
OUT = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "feldkirch_buchs.osm"
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
RAIL_TAGS = ("railway", "gauge", "electrified", "voltage", "frequency", "usage", "service", "maxspeed")
ROAD_TAGS = ("highway", "oneway", "junction")
ROADS = {"primary", "secondary", "secondary_link"}
STATIONS = {"station", "halt"}
APT_SOURCES = (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*")))


def main() -> int:
    """Fetch, filter, write."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    with tempfile.TemporaryDirectory() as scratch:
        source = fetch(Path(scratch))
        out.parent.mkdir(parents=True, exist_ok=True)
        write(source, out)
    print(f"{out.name}: {out.stat().st_size / 1000:.0f} kB")
    return 0


def fetch(folder: Path) -> Path:
    """Return the extract out of the source package."""
    for name in ("sources", "lists/partial", "cache"):
        (folder / name).mkdir(parents=True)
    for path in APT_SOURCES:
        if path.suffix in {".list", ".sources"} and path.exists():
            (folder / "sources" / path.name).write_text(with_sources(path.read_text("utf-8")), "utf-8")
    options = {
        "Dir::Etc::SourceList": "/dev/null",
        "Dir::Etc::SourceParts": folder / "sources",
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "root",
    }
    apt = ["apt-get", "-qq", *(part for key, value in options.items() for part in ("-o", f"{key}={value}"))]
    subprocess.run([*apt, "update"], check=True)
    subprocess.run([*apt, "source", "--download-only", f"{PACKAGE}={VERSION}"], cwd=folder, check=True)
    archive = next(folder.glob(f"{PACKAGE}_*.orig.tar.*"))
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith(MEMBER))
        data = tar.extractfile(member)
        if data is None:
            message = f"{archive.name} holds {MEMBER} as something other than a file."
            raise FileNotFoundError(message)
        found = folder / Path(MEMBER).name
        found.write_bytes(data.read())
    return found


def with_sources(text: str) -> str:
    """Turn the lines that name binary packages into lines that name their sources."""
    lines = [line for line in text.splitlines() if not line.startswith("deb-src ")]
    turned = [f"deb-src {line[4:]}" if line.startswith("deb ") else line for line in lines]
    return "\n".join("Types: deb-src" if line.startswith("Types:") else line for line in turned) + "\n"


def write(source: Path, out: Path) -> None:
    """Write railways, main roads and stations, with the tags that matter, as OSM XML."""
    ways: list[tuple[int, dict[str, str], list[int]]] = []
    places: dict[int, tuple[str, str, dict[str, str]]] = {}
    for item in osmium.FileProcessor(source):
        if isinstance(item, osmium.osm.Node):
            station = item.tags.get("railway") in STATIONS
            tags = {key: item.tags[key] for key in ("railway", "name") if station and key in item.tags}
            places[item.id] = (f"{item.location.lat:.7f}", f"{item.location.lon:.7f}", tags)
        elif isinstance(item, osmium.osm.Way):
            tags = way_tags(dict(item.tags))
            if tags:
                ways.append((item.id, tags, [node.ref for node in item.nodes]))
    used = {ref for _, _, refs in ways for ref in refs}
    used |= {ref for ref, (_, _, tags) in places.items() if tags}
    root = Element("osm", version="0.6", generator="corridors", attribution=ATTRIBUTION)
    for ref in sorted(used):
        lat, lon, tags = places[ref]
        add_tags(SubElement(root, "node", id=str(ref), lat=lat, lon=lon), tags)
    for number, tags, refs in sorted(ways):
        way = SubElement(root, "way", id=str(number))
        for ref in refs:
            SubElement(way, "nd", ref=str(ref))
        add_tags(way, tags)
    indent(root, " ")
    ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)


def way_tags(tags: dict[str, str]) -> dict[str, str]:
    """Return the tags of a way to keep; none of a way that is neither railway nor main road."""
    if tags.get("railway") == "rail":
        return {key: tags[key] for key in RAIL_TAGS if key in tags}
    if tags.get("highway") in ROADS:
        return {key: tags[key] for key in ROAD_TAGS if key in tags}
    return {}


def add_tags(element: Element, tags: dict[str, str]) -> None:
    """Append tags in order of their keys."""
    for key in sorted(tags):
        SubElement(element, "tag", k=key, v=tags[key])


if __name__ == "__main__":
    sys.exit(main())
