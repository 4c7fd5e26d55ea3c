"""Files of OpenStreetMap as people have them: JOSM, Overpass, converted layers; read for what they say.

Each becomes nodes and ways, then a graph of OSMnx's form with one edge from vertex to vertex. What a
file says is deleted is not there; a way that lacks nodes is read as far as it goes.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import iterparse

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from corridors.errors import BadTable
from corridors.extras import missing
from corridors.graph.osmnx_graph import USEFUL_TAGS
from corridors.incoming import Meter, read_bounded, read_unpacked
from corridors.incoming.files import shown
from corridors.incoming.limits import (
    EXTRACT_BYTES,
    EXTRACT_NODES,
    EXTRACT_STEPS,
    EXTRACT_WAYS,
    JSON_BYTES,
    XML_DEPTH,
    XML_ELEMENTS,
)
from corridors.incoming.markup import load_json, need_plain_xml
from corridors.incoming.shapes import check_layer
from corridors.model import read_position

try:
    import networkx as nx
except ModuleNotFoundError as fault:
    raise missing(fault) from fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["SUFFIXES", "Raw", "layer_raw", "leave_unused", "no_way", "read_raw", "state_of", "to_graph"]

SUFFIXES: Final = (".osm", ".xml", ".json", ".geojson", ".graphml", ".gpkg", ".shp", ".zip")
KEYS: Final = {"rail": "railway", "road": "highway"}
GONE: Final = ("disused", "abandoned", "razed", "demolished", "dismantled", "removed")
NOT_IN_USE: Final = ("construction", "proposed", "planned", *GONE)
"""States of a way in OpenStreetMap in which nothing runs on it."""
DECIMALS: Final = 7
"""Of degrees, as OpenStreetMap keeps them: 1 cm."""
DBF_NAME: Final = 10
"""Letters of a column's name in a shapefile."""
SAME_DEG: Final = 1e-6
"""Places this near are one, a tenth of a metre: programs round as they convert."""
PAIR: Final = 2
MOST_ALIKE: Final = 60
"""How many others lie at a node's place, on the average; where lines cross there are three or four."""
MOST: Final = {
    "nodes": EXTRACT_NODES,
    "ways": EXTRACT_WAYS,
    "steps of ways": EXTRACT_STEPS,
    "elements": XML_ELEMENTS,
    "levels": XML_DEPTH,
}
_HEAD: Final = ("license", "licence", "copyright", "attribution", "rights")
_OTHER: Final = re.compile(r'"([^"]+)"=>"([^"]*)"')
_ADVICE: Final = "Ask Overpass with “(._;>;); out;” or “out geom;”, so that ways come with their nodes"

Position = tuple[float, float]


@dataclass(slots=True)
class Raw:
    """What a file says: positions by node, ways as id, nodes and tags; filled while it is read."""

    nodes: dict[int, Position] = field(default_factory=dict)
    ways: dict[int, tuple[list[int], dict[str, str]]] = field(default_factory=dict)
    date: str = ""
    deleted: int = 0
    """Ways that the file says are deleted."""
    deleted_nodes: int = 0
    """Nodes that the file says are deleted, or that come without a position."""
    said: list[str] = field(default_factory=list)
    """What the file's head says of its maker and licence."""
    unused: dict[str, int] = field(default_factory=dict)
    """Ways that are not in use, counted by what the file says that they are."""
    _made: dict[Position, int] = field(default_factory=dict)

    def node_at(self, lon: float, lat: float) -> int:
        """Return the node of a position that came without one."""
        place = round(lon, DECIMALS), round(lat, DECIMALS)
        node = self._made.setdefault(place, -(10**15) - len(self._made))
        self.nodes[node] = place
        return node

    def seen(self, timestamp: object) -> None:
        """Take note of when something was changed; the newest is the date of the data."""
        self.date = max(self.date, str(timestamp or "")[:10])


def read_raw(path: Path) -> Raw:
    """Read OSM XML or JSON, packed with gzip or bzip2 or not.

    Raises
    ------
    BadTable
        The file is neither, or has no ways.
    """
    data, name = read_unpacked(path, EXTRACT_BYTES), shown(path)
    head = data[:200]
    if b"OSMHeader" in head:
        raise BadTable(
            f"{name} is a .pbf by another name. Turn it into XML with: osmium cat -F pbf {name} -o extract.osm"
        )
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    raw = _json(data, name) if head[:1] in b"{[" and head else _xml(data, name)
    if not raw.ways:
        raise BadTable(f"{name} has no ways, so it is no extract with lines. {_ADVICE}.")
    return raw


# ------------------------------------------------------------------------------------------------- XML
def _xml(data: bytes, name: str) -> Raw:
    need_plain_xml(data, name)
    raw, stated, root, meter = Raw(), "", None, Meter(name, MOST)
    for event, element in iterparse(io.BytesIO(data), events=("start", "end")):  # noqa: S314 - no entities
        meter.add("levels", 1 if event == "start" else -1)
        if root is None:
            root = element
            if element.tag != "osm":
                raise BadTable(f"{name} is <{element.tag}>, not <osm>. {_ADVICE}.")
            raw.said += [str(element.get(a)) for a in _HEAD if element.get(a)]
        if event == "start":
            meter.add("elements")
            continue
        if element.tag == "meta":
            stated = str(element.get("osm_base", ""))[:10]
        elif element.tag == "node":
            meter.add("nodes")
            _xml_node(raw, element)
        elif element.tag == "way":
            meter.add("ways")
            meter.add("steps of ways", len(element))
            _xml_way(raw, element)
        if element.tag in {"node", "way", "relation"}:
            root.clear()
    raw.date = stated or raw.date
    return raw


def _gone(element: Any) -> bool:
    return bool(element.get("action") == "delete" or element.get("visible") == "false")


def _xml_node(raw: Raw, element: Any) -> None:
    if _gone(element) or element.get("lat") is None:
        raw.nodes.pop(int(element.get("id", 0)), None)
        raw.deleted_nodes += 1
    elif at := read_position(element.get("lon"), element.get("lat")):
        raw.nodes[int(element.get("id"))] = at


def _xml_way(raw: Raw, element: Any) -> None:
    number = int(element.get("id"))
    if _gone(element):
        raw.deleted += 1
        raw.ways.pop(number, None)
        return
    ends = []
    for nd in element.iterfind("nd"):
        at = read_position(nd.get("lon"), nd.get("lat"))
        if nd.get("ref") is None:
            ends.append(raw.node_at(*at) if at else 0)
            continue
        ends.append(int(nd.get("ref")))
        if at:
            raw.nodes.setdefault(ends[-1], at)
    raw.ways[number] = ends, {t.get("k"): t.get("v") for t in element.iterfind("tag")}
    raw.seen(element.get("timestamp"))


# ------------------------------------------------------------------------------------------------ JSON
def _json(text: bytes, name: str) -> Raw:
    data = load_json(text.removeprefix(b"\xef\xbb\xbf"), name)
    elements = data.get("elements") if isinstance(data, dict) else None
    remark = str(data.get("remark") or "") if isinstance(data, dict) else ""
    if "error" in remark.casefold():
        message = f"{name} is not whole: Overpass says “{remark}”. Ask again for a smaller area or with a longer timeout."
        raise BadTable(message)
    if not isinstance(elements, list):
        raise BadTable(f"{name} has no list “elements”, so it is no JSON of Overpass. {_ADVICE}.")
    raw, meter = Raw(), Meter(name, MOST)
    for element in elements:
        meter.add("elements")
        if not isinstance(element, dict):
            raise BadTable(
                f"{name} lists an element that is none, so it is no JSON of Overpass. {_ADVICE}."
            )
        at = read_position(element.get("lon"), element.get("lat"))
        if element.get("type") == "node" and at:
            raw.nodes[int(element["id"])] = at
        elif element.get("type") == "way":
            meter.add("steps of ways", max(len(element.get(of) or ()) for of in ("nodes", "geometry")))
            _json_way(raw, element)
    about = data.get("osm3s")
    heads = [data, *([about] if isinstance(about, dict) else [])]
    raw.said += [str(head[a]) for head in heads for a in _HEAD if head.get(a)]
    raw.date = str(about.get("timestamp_osm_base", ""))[:10] if isinstance(about, dict) else raw.date
    return raw


def _json_way(raw: Raw, way: dict[str, Any]) -> None:
    given = [p or {} for p in way.get("geometry") or []]
    shape = [read_position(p.get("lon"), p.get("lat")) for p in given]
    ends = [int(node) for node in way.get("nodes") or []]
    ends = ends or [raw.node_at(*at) if at else 0 for at in shape]
    for node, at in zip(ends, shape, strict=False):
        if at:
            raw.nodes.setdefault(node, at)
    raw.ways[int(way["id"])] = ends, {str(k): str(v) for k, v in (way.get("tags") or {}).items()}
    raw.seen(way.get("timestamp"))


# ---------------------------------------------------------------------------------------------- layers
def layer_raw(path: Path, mode: str) -> Raw:
    """Read a layer of lines that was made of OpenStreetMap: shapefile, GeoPackage, GeoJSON.

    Tags are its columns, cut to ten letters or not, ``other_tags``, or ``fclass`` as Geofabrik has it.
    """
    import geopandas as gpd  # noqa: PLC0415
    import pyogrio  # noqa: PLC0415

    source, layer = check_layer(path)
    frame = gpd.read_file(source, layer=layer)
    about = pyogrio.read_info(source, layer=layer)
    frame = frame.to_crs(4326) if frame.crs is not None else frame
    _need_degrees(frame.total_bounds, path.name)
    names = {str(c).casefold(): c for c in frame.columns if c != frame.geometry.name}
    raw, meter = Raw(said=_of_layer(path, about)), Meter(shown(path), MOST)
    for number, (at, shape) in enumerate(frame.geometry.items()):
        row = {key: str(frame[column][at]) for key, column in names.items() if _told(frame[column][at])}
        tags = _tags(row, mode)
        for part in getattr(shape, "geoms", [shape]):
            if part is not None and part.geom_type == "LineString":
                meter.add("steps of ways", len(part.coords))
                ends = [raw.node_at(lon, lat) for lon, lat, *_ in part.coords]
                raw.ways[number * 10_000 + len(raw.ways)] = ends, tags
        raw.seen(row.get("timestamp"))
    if not raw.ways:
        raise BadTable(f"{path.name} has no lines; give a layer of lines made of OpenStreetMap.")
    return raw


def _need_degrees(bounds: Any, name: str) -> None:
    if np.isfinite(bounds).all() and not (np.abs(bounds) <= (180, 90, 180, 90)).all():
        said = ", ".join(f"{value:.6g}" for value in bounds[:PAIR])
        raise BadTable(
            f"The coordinates of {name}, such as {said}, are no degrees, longitude first, and it names no other system. If they are "
            f"Web Mercator: ogr2ogr -s_srs EPSG:3857 -t_srs EPSG:4326 degrees.gpkg {name}; if latitude comes first: "
            f'ogr2ogr -ct "+proj=axisswap +order=2,1" -s_srs EPSG:4326 -t_srs EPSG:4326 degrees.gpkg {name}'
        )


def _of_layer(path: Path, about: Mapping[str, Any]) -> list[str]:
    """Return what a layer says of its licence, in its metadata or, a GeoJSON, beside its features."""
    heads: list[Mapping[str, Any]] = [about.get(f"{of}_metadata") or {} for of in ("layer", "dataset")]
    if path.suffix.lower() in {".geojson", ".json"}:
        text = read_bounded(path, JSON_BYTES).removeprefix(b"\xef\xbb\xbf")
        heads.append(load_json(text, shown(path)))
    return [str(v) for head in heads for k, v in head.items() if k.casefold() in _HEAD]


def _told(value: object) -> bool:
    return value is not None and value == value and value != ""  # noqa: PLR0124 - NaN


def _tags(row: dict[str, str], mode: str) -> dict[str, str]:
    wanted = (*USEFUL_TAGS, *NOT_IN_USE, *(f"{state}:{KEYS[mode]}" for state in NOT_IN_USE))
    tags = {tag: row[k] for tag in wanted for k in (tag, tag[:DBF_NAME]) if k in row}
    tags = dict(_OTHER.findall(row.get("other_tags", ""))) | tags
    kind = row.get("fclass") or row.get("type")
    return {KEYS[mode]: kind} | tags if kind and KEYS[mode] not in tags else tags


# ---------------------------------------------------------------------------------------------- in use
def state_of(tags: Mapping[str, Any], mode: str) -> str:
    """Say in which state other than in use a way is: ``disused``, ``construction`` …; empty where it runs.

    Parameters
    ----------
    tags
        ``railway=disused``, ``disused:railway=rail`` and ``disused=yes`` say the same.
    mode
        ``rail`` or ``road``.
    """
    key = KEYS[mode]
    value = str(tags.get(key) or "")
    if value in NOT_IN_USE:
        return value
    if value:
        return next((state for state in GONE if str(tags.get(state)) == "yes"), "")
    return next((state for state in NOT_IN_USE if tags.get(f"{state}:{key}")), "")


def leave_unused(raw: Raw, mode: str) -> None:
    """Take the ways of a mode that are not in use out of a file that was read, and count them."""
    states = {number: state_of(tags, mode) for number, (_, tags) in raw.ways.items()}
    raw.unused = dict(Counter(sorted(state for state in states.values() if state)))
    raw.ways = {number: way for number, way in raw.ways.items() if not states[number]}


# ----------------------------------------------------------------------------------------------- graph
def to_graph(raw: Raw, mode: str) -> tuple[Any, int, int]:
    """Return OSMnx's graph of the ways of a mode, how many nodes were joined by position, and steps that were lost.

    Ends at the same place as another node are one with it, as converted layers have them; two ways
    that merely cross in a vertex each stay apart, for one may be a bridge.
    """
    ways = {number: way for number, way in raw.ways.items() if KEYS[mode] in way[1]}
    same = _joined(raw.nodes, [nodes for nodes, _ in ways.values()])
    graph: Any = nx.MultiDiGraph(crs="epsg:4326")
    lost = 0
    for number, (nodes, tags) in ways.items():
        useful = {k: tags[k] for k in USEFUL_TAGS if k in tags}
        for a, b in pairwise(nodes):
            if a not in raw.nodes or b not in raw.nodes:
                lost += 1
                continue
            u, v = same.get(a, a), same.get(b, b)
            if u != v:
                graph.add_edge(u, v, osmid=number, **useful)
    for node in graph:
        graph.nodes[node]["x"], graph.nodes[node]["y"] = raw.nodes[node]
    return graph, len(same), lost


def no_way(raw: Raw, name: str, mode: str) -> str:
    """Say why a file has no way of a mode: what its ways are, and whether they lack their nodes."""
    ways = [(nodes, tags) for nodes, tags in raw.ways.values() if KEYS[mode] in tags]
    if ways and not any(a in raw.nodes and b in raw.nodes for nodes, _ in ways for a, b in pairwise(nodes)):
        gone = f" ({raw.deleted_nodes} of them are deleted there)" if raw.deleted_nodes else ""
        return (
            f"{name} has ways, but not their nodes{gone}. Give a whole file in which each way comes with all its nodes: "
            "ask Overpass with “(._;>;); out;” or “out geom;”, or cut with osmium extract -s complete_ways"
        )
    kinds = Counter(
        f"{key}={tags[key]}" for _, tags in raw.ways.values() for key in KEYS.values() if key in tags
    )
    found = (
        ", ".join(f"{kind} ({count})" for kind, count in kinds.most_common(5)) or "no railway and no road"
    )
    other = "road" if mode == "rail" else "rail"
    what = "railway=rail" if mode == "rail" else "a main road (motorway to tertiary)"
    hint = (
        f"; --mode {other} reads the others"
        if any(KEYS[other] in tags for _, tags in raw.ways.values())
        else ""
    )
    idle = ", ".join(f"{state} ({count})" for state, count in raw.unused.items())
    left = f" Left out, for nothing runs on them: {idle}." if idle else ""
    return f"None of the {len(raw.ways)} ways of {name} is {what}; they are: {found}{hint}.{left}"


def _joined(nodes: dict[int, Position], ways: Sequence[Sequence[int]]) -> dict[int, int]:
    """Map each node to the one that stands for its place, where a way ends there."""
    used = [node for node in dict.fromkeys(node for way in ways for node in way) if node in nodes]
    if len(used) < PAIR:
        return {}
    ends = {node for way in ways for node in (*way[:1], *way[-1:])}
    is_end = np.array([node in ends for node in used])
    tree = cKDTree([nodes[node] for node in used])
    near = int(tree.count_neighbors(tree, SAME_DEG)) - len(used)
    if near > MOST_ALIKE * len(used):  # each pair of a heap of nodes would be written down
        raise BadTable(
            f"{len(used):,} nodes of ways lie in heaps at equal places, {near:,} times two; give each place one node."
        )
    pairs = tree.query_pairs(SAME_DEG, output_type="ndarray")
    pairs = pairs[is_end[pairs].any(axis=1)]
    links = coo_array((np.ones(len(pairs)), pairs.T), shape=(len(used), len(used)))
    group = connected_components(links, directed=False)[1]
    first = dict(zip(group[::-1].tolist(), reversed(used), strict=True))
    same = zip(used, group.tolist(), strict=True)
    return {node: first[number] for node, number in same if first[number] != node}
