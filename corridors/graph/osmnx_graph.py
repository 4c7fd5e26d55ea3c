"""OSMnx's graph model in and out.

An undirected edge becomes two directed ones, ``reversed`` False and True, with our columns
beside OSMnx's own (``osmid`` is our edge id, ``length`` is metres)::

    u ══════ v    ⇄    u ──False──▶ v
                       u ◀──True─── v

A graph that OSMnx made from OpenStreetMap comes in as raw track: gauge and status from its tags,
lengths measured anew, nothing known of countries. A track of two gauges is two parallel edges.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from corridors import geodesy
from corridors.errors import BadInput, UnknownName
from corridors.extras import missing

try:
    import networkx as nx
except ModuleNotFoundError as fault:
    raise missing(fault) from fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from corridors.graph.network import Network

__all__ = ["USEFUL_TAGS", "Parts", "from_graph", "to_graph"]

Graph = Any  # networkx's graph classes are generic in stubs only
METRES: Final = 1000.0
TEXT_COLUMNS: Final = ("mode", "kind", "country", "status", "point_id")
USEFUL_TAGS: Final = (
    *("railway", "construction", "gauge", "highspeed", "electrified", "voltage", "frequency"),
    *("maxspeed", "usage", "service", "tracks", "operator", "highway", "name", "ref", "oneway"),
    *("junction", "bridge", "tunnel"),
)
RAIL_STATUS: Final = {
    "rail": "open",
    "construction": "under_construction",
    "proposed": "planned",
    "disused": "closed",
}
MAIN_ROADS: Final = ("motorway", "trunk", "primary", "secondary", "tertiary")
ROADS: Final = frozenset([*MAIN_ROADS, *(f"{name}_link" for name in MAIN_ROADS)])
GAUGE_WORDS: Final = {"standard": 1435}
EQUAL_GAUGES_MM: Final = {1522: 1520, 1524: 1520}
GAUGE: Final = re.compile(r"\d{3,4}")


class Parts(NamedTuple):
    """What :meth:`~corridors.graph.network.Network.from_lines` makes a network of."""

    nodes: pd.DataFrame
    edges: pd.DataFrame
    lines: list[NDArray[np.float64]]
    data_date: str


class _Track(NamedTuple):
    """An edge of an OSMnx graph in our terms; ``u`` and ``v`` are the graph's node ids."""

    u: int
    v: int
    osmid: str
    gauge_mm: int
    status: str
    line: NDArray[np.float64]


# ------------------------------------------------------------------------------------------------ out
def to_graph(net: Network) -> Graph:
    """Turn a network into an OSMnx MultiDiGraph; :func:`from_graph` takes it back whole.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
        Nodes with ``x``, ``y``, ``street_count``; edges both ways with ``osmid`` (the edge's
        id), ``length`` (metres), ``geometry``, ``oneway``, ``reversed`` and the network's
        columns. ``crs``, the date of the data and the types of the columns are graph attributes.
    """
    types = {column: _type_name(net.edges[column].dtype) for column in net.edges}
    graph: Graph = nx.MultiDiGraph(
        crs="epsg:4326", simplified=True, data_date=net.data_date, column_types=json.dumps(types)
    )
    u, v = (net.edges[end].tolist() for end in ("u", "v"))
    degree = np.bincount(np.array([*u, *v], dtype=np.int64), minlength=len(net.nodes)).tolist()
    graph.add_nodes_from(
        (node, {"x": x, "y": y, "street_count": count})
        for node, (x, y, count) in enumerate(
            zip(net.nodes.lon.tolist(), net.nodes.lat.tolist(), degree, strict=True)
        )
    )
    there, back = _edge_values(net, backward=False), _edge_values(net, backward=True)
    graph.add_edges_from(
        edge
        for a, b, ahead, behind in zip(u, v, there, back, strict=True)
        for edge in ((a, b, ahead), (b, a, behind))
    )
    return graph


def _type_name(dtype: Any) -> Any:
    if not isinstance(dtype, pd.CategoricalDtype):
        return str(dtype)
    return {"categories": list(dtype.categories), "of": str(dtype.categories.dtype)}


def _edge_values(net: Network, *, backward: bool) -> Iterable[dict[str, Any]]:
    """Give the attributes of each edge in one direction."""
    columns = [str(c) for c in net.edges if c not in {"u", "v"}]
    values = [net.edges[c].astype(object).tolist() for c in columns]
    lines = shapely.reverse(net.geometry) if backward else net.geometry
    for edge, (line, row) in enumerate(zip(lines, zip(*values, strict=True), strict=True)):
        own = dict(zip(columns, row, strict=True))
        yield {
            "osmid": edge, "length": own["length_km"] * METRES, "geometry": line,
            "oneway": False, "reversed": backward, **own,
        }  # fmt: skip


# ------------------------------------------------------------------------------------------------- in
def from_graph(graph: Graph, *, mode: str = "rail") -> Parts:
    """Read an OSMnx graph: one of ours without loss, any other as raw track or road.

    Parameters
    ----------
    graph
        A MultiDiGraph in EPSG:4326, from :func:`to_graph` or from OSMnx.
    mode
        ``rail`` or ``road``: what to read from a graph that is not ours.

    Returns
    -------
        The parts of a network. From a graph that is not ours: ``railway=rail`` or the main
        classes of road, ``kind`` ``osm``, gauge (0 where no tag states it) and status from the
        tags, no country, lengths on the ellipsoid.

    Raises
    ------
    BadInput
        When the graph is not in degrees, has no edges of the mode, or an edge merges tracks
        that share no gauge.
    UnknownName
        When ``mode`` is neither.
    """
    if mode not in {"rail", "road"}:
        raise UnknownName("mode", mode, ("rail", "road"))
    _check_degrees(graph)
    if all(
        "length_km" in data and "kind" in data for _, _, data in graph.edges(data=True)
    ) and graph.graph.get("column_types"):
        return _ours(graph)
    return _raw(graph, mode)


def _check_degrees(graph: Graph) -> None:
    named = graph.graph.get("crs", "")
    try:
        degrees = CRS.from_user_input(named).equals(CRS.from_epsg(4326), ignore_axis_order=True)
    except CRSError:
        degrees = False
    if not degrees:
        message = (
            f"An OSMnx graph must be in EPSG:4326; this one is in {str(named) or 'no stated system'!r}. "
            "Project it back with osmnx.projection.project_graph(graph, to_latlong=True)."
        )
        raise BadInput(message)


def _ours(graph: Graph) -> Parts:
    ids = {node: i for i, node in enumerate(sorted(graph.nodes))}
    nodes = _positions(graph, list(ids))
    edges: dict[int, tuple[Any, Any, dict[str, Any]]] = {}
    for u, v, data in graph.edges(data=True):
        backward = str(data.get("reversed", False)) == "True"
        edge = int(data["osmid"])
        if not backward or edge not in edges:
            edges[edge] = (v, u, data) if backward else (u, v, data)
    rows, lines = [], []
    for edge in sorted(edges):
        u, v, data = edges[edge]
        line = np.array(data["geometry"].coords, dtype=float)
        lines.append(line[::-1] if str(data.get("reversed", False)) == "True" else line)
        rows.append((ids[u], ids[v], data))
    return Parts(nodes, _typed(rows, graph.graph), lines, str(graph.graph.get("data_date", "")))


def _typed(rows: list[tuple[int, int, dict[str, Any]]], about: dict[str, Any]) -> pd.DataFrame:
    """Lay out rows as the edge table, in the column types that the graph states."""
    types = json.loads(about["column_types"])
    frame = pd.DataFrame({"u": [u for u, _, _ in rows], "v": [v for _, v, _ in rows]}, dtype="int64")
    frame["length_km"] = [float(data["length_km"]) for _, _, data in rows]
    frame["gauge_mm"] = [int(data["gauge_mm"]) for _, _, data in rows]
    for column in TEXT_COLUMNS:
        frame[column] = [str(data.get(column, "")) for _, _, data in rows]
    for column, kind in types.items():
        if isinstance(kind, str):
            frame[column] = frame[column].astype(kind)
        elif frame[column].isin(kind["categories"]).all():
            categories = pd.Index(kind["categories"], dtype=kind["of"])
            frame[column] = pd.Categorical(frame[column], categories=categories)
    return frame[list(types)]


def _positions(graph: Graph, ids: Sequence[Any]) -> pd.DataFrame:
    places = [(float(graph.nodes[i]["x"]), float(graph.nodes[i]["y"])) for i in ids]
    return pd.DataFrame(places, columns=["lon", "lat"], dtype=float)


# ------------------------------------------------------------------------------------ from OpenStreetMap
def _raw(graph: Graph, mode: str) -> Parts:
    tracks = _tracks(graph, mode)
    if not tracks:
        what = "railway=rail" if mode == "rail" else "a main road (motorway to tertiary)"
        message = (
            f"None of the {graph.number_of_edges()} edges is {what}. Give an extract with such ways; "
            "OSMnx keeps their tags when osmnx.settings.useful_tags_way names them."
        )
        raise BadInput(message)
    ids = sorted({end for track in tracks for end in (track.u, track.v)})
    number = {node: i for i, node in enumerate(ids)}
    edges = pd.DataFrame(
        {
            "u": [number[t.u] for t in tracks],
            "v": [number[t.v] for t in tracks],
            "length_km": [geodesy.length_km(t.line) for t in tracks],
            "mode": mode, "kind": "osm", "country": "",
            "gauge_mm": [t.gauge_mm for t in tracks],
            "status": [t.status for t in tracks],
            "point_id": "",
        }
    )  # fmt: skip
    return Parts(_positions(graph, ids), edges, [t.line for t in tracks], "")


def _tracks(graph: Graph, mode: str) -> list[_Track]:
    """List each track once, whichever way OSMnx runs it, in an order of its own."""
    tracks: dict[tuple[Any, ...], _Track] = {}
    for a, b, data in graph.edges(data=True):
        status = _rail_status(data) if mode == "rail" else _road_status(data)
        if not status:
            continue
        u, v, line = _lowest_first(a, b, _line(graph, a, b, data))
        osmid = ";".join(sorted(_values(data.get("osmid"))))
        for gauge_mm in _gauges(data) if mode == "rail" else (0,):
            key = (u, v, osmid, gauge_mm, line.tobytes())
            tracks.setdefault(key, _Track(u, v, osmid, gauge_mm, status, line))
    return [tracks[key] for key in sorted(tracks)]


def _line(graph: Graph, u: Any, v: Any, data: dict[str, Any]) -> NDArray[np.float64]:
    start, end = ((float(graph.nodes[n]["x"]), float(graph.nodes[n]["y"])) for n in (u, v))
    if "geometry" not in data:
        return np.array([start, end])
    line = np.array(data["geometry"].coords, dtype=float)[:, :2]
    return line if np.abs(line[0] - start).sum() <= np.abs(line[-1] - start).sum() else line[::-1]


def _lowest_first(u: Any, v: Any, line: NDArray[np.float64]) -> tuple[Any, Any, NDArray[np.float64]]:
    """Turn an edge so that both directions of one track look alike."""
    turned = (v, u, np.ascontiguousarray(line[::-1]))
    return min((u, v, line), turned, key=lambda edge: (edge[0], edge[1], edge[2].tolist()))


def _values(value: Any) -> list[str]:
    """Return the values of a tag; OSMnx makes a list where it merged ways."""
    each = value if isinstance(value, list) else [] if value is None else [value]
    return [part.strip() for text in each for part in str(text).split(";") if part.strip()]


def _rail_status(data: dict[str, Any]) -> str:
    kinds = set(_values(data.get("railway")))
    built = set(_values(data.get("construction")))
    if not kinds or not kinds <= set(RAIL_STATUS) or not built <= {"rail"}:
        return ""
    status = max((RAIL_STATUS[kind] for kind in kinds), key=list(RAIL_STATUS.values()).index)
    return "high_speed" if status == "open" and "yes" in _values(data.get("highspeed")) else status


def _road_status(data: dict[str, Any]) -> str:
    kinds = set(_values(data.get("highway")))
    return "open" if kinds and kinds <= ROADS else ""


def _gauges(data: dict[str, Any]) -> tuple[int, ...]:
    """Return every gauge a train can keep along the whole edge, mm; 0 where no tag tells.

    ``1435;1520`` is a track of both. A list is OSMnx's: ways merged end to end, so only what
    all of them have holds.
    """
    value = data.get("gauge")
    ways = [_gauge_set(text) for text in (value if isinstance(value, list) else [value])]
    known = [way for way in ways if way]
    shared = set.intersection(*known) if known else {0}
    if not shared:
        message = (
            f"The edge of OpenStreetMap way {data.get('osmid')} merges tracks of gauges {value} that share none. "
            "Make the graph with simplify=False, or simplify_graph(graph, edge_attrs_differ=['gauge'])."
        )
        raise BadInput(message)
    return tuple(sorted(shared))


def _gauge_set(value: Any) -> set[int]:
    words = {GAUGE_WORDS[text] for text in _values(value) if text in GAUGE_WORDS}
    numbers = {int(digits) for digits in GAUGE.findall(str(value or "").replace(",", ""))}
    return {EQUAL_GAUGES_MM.get(gauge, gauge) for gauge in words | numbers}
