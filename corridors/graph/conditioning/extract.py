"""A user's own piece of OpenStreetMap as raw track, ready for the same conditioning."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors.data.licences import ODBL, licence_in
from corridors.errors import BadInput, BadTable
from corridors.extras import missing
from corridors.graph.network import OSM_PAGE, Network
from corridors.graph.osm_file import (
    SUFFIXES,
    Raw,
    layer_raw,
    leave_unused,
    no_way,
    read_raw,
    state_of,
    to_graph,
)
from corridors.incoming import read_bounded, wall
from corridors.incoming.files import shown
from corridors.incoming.limits import EXTRACT_BYTES, GRAPHML_BYTES, GRAPHML_ELEMENTS, MB
from corridors.incoming.markup import scan_xml
from corridors.model import Source, read_position

try:
    import networkx as nx
    import osmnx
except ModuleNotFoundError as fault:
    raise missing(fault) from fault

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Extract", "network_from_extract", "own_source", "read_extract"]

LON_NAMES: Final = ("x", "lon", "lng", "longitude")
LAT_NAMES: Final = ("y", "lat", "latitude")
LAYERS: Final = (".shp", ".gpkg", ".geojson", ".zip")


@dataclass(frozen=True, slots=True)
class Extract:
    """A raw network and what had to be done to read it.

    Parameters
    ----------
    network
        Raw track or road.
    joined
        Nodes at the place of another one that were made one with it.
    lost
        Steps between two vertices that are not there, for the file lacks a node.
    deleted
        Ways that the file says are deleted.
    unused
        Ways that are not in use, counted by state: ``disused``, ``construction`` …
    source
        The file, with the date of its data and the licence that it states; OpenStreetMap's where it states none.
    """

    network: Network
    joined: int = 0
    lost: int = 0
    deleted: int = 0
    unused: Mapping[str, int] = field(default_factory=dict)
    source: Source | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the figures in the form of the ``extract`` command."""
        pieces = pieces_of(self.network)
        return {
            "edges": len(self.network),
            "length_km": round(float(self.network.edges.length_km.sum()), 1),
            "pieces": len(pieces),
            "largest_piece_km": round(float(pieces.max(initial=0)), 1),
            "joined_by_position": self.joined,
            "steps_without_node": self.lost,
            "deleted_ways": self.deleted,
            "unused_ways": dict(self.unused),
            "data_date": self.network.data_date or None,
            "licence": self.source.licence if self.source else None,
        }


def own_source(name: str, licence: str, date: str) -> Source:
    """Return a user's own extract as the source of what is made of it."""
    title = f"OpenStreetMap, an extract of your own ({name})"
    maker = "OpenStreetMap contributors"
    return Source("own-network", title, maker, date, OSM_PAGE, "medium", licence or ODBL)


def pieces_of(net: Network) -> Any:
    """Return the kilometres of each connected piece of a network."""
    if not len(net):
        return np.zeros(0)
    piece, km = net.pieces()
    return km[np.unique(piece[net.edges.u.to_numpy()])]


def network_from_extract(source: str | Path | Any, *, mode: str = "rail") -> Network:
    """Turn an OpenStreetMap extract into a raw network.

    Parameters
    ----------
    source
        A file of JOSM, Overpass, OSMnx or a converted layer, see :func:`read_extract`, or an OSMnx graph.
    mode
        ``rail`` or ``road``.

    Returns
    -------
        Every ``railway=rail`` way in use, or the main roads, from vertex to vertex, ``kind`` ``osm``;
        :func:`corridors.graph.conditioning.pipeline.condition` makes it routable.

    Raises
    ------
    BadTable
        When the file is missing or is no such extract.
    BadInput
        When it holds no way of the mode; see :func:`corridors.graph.osmnx_graph.from_graph`.
    """
    if isinstance(source, str | Path):
        return read_extract(source, mode=mode).network
    return Network.from_osmnx(source, mode=mode)


def read_extract(source: str | Path, *, mode: str = "rail") -> Extract:
    """Read an OpenStreetMap extract, with what had to be done to it.

    Parameters
    ----------
    source
        OSM XML (``.osm``, ``.xml``) of JOSM, osmium or Overpass, also with ``out geom``, or Overpass
        JSON, each also as ``.gz`` or ``.bz2``; GraphML; a layer of lines (``.shp``, ``.zip`` of one,
        ``.gpkg``, ``.geojson``) with columns ``railway`` or ``highway``, ``gauge``, or Geofabrik's ``fclass``.
    mode
        ``rail`` or ``road``.

    Raises
    ------
    BadTable, BadInput
        As for :func:`network_from_extract`.
    """
    path = Path(source)
    name = path.name.lower().removesuffix(".gz").removesuffix(".bz2")
    if not name.endswith(SUFFIXES):
        message = (
            f"{path.name} is no extract that is read here; give one of {', '.join(SUFFIXES)}. "
            f"From .pbf or .osc: osmium cat {path.name} -o extract.osm"
        )
        raise BadTable(message)
    with wall(shown(path), "as an OpenStreetMap extract"):
        if name.endswith(".graphml"):
            return _graphml(path, mode)
        raw = layer_raw(path, mode) if name.endswith(LAYERS) or _is_geojson(path) else read_raw(path)
        return _of_raw(raw, shown(path), mode)


def _is_geojson(path: Path) -> bool:
    """Tell a GeoJSON that is called .json from the JSON of Overpass."""
    if path.suffix.lower() != ".json":
        return False
    return b"FeatureCollection" in read_bounded(path, EXTRACT_BYTES)[:MB]


def _of_raw(raw: Raw, name: str, mode: str) -> Extract:
    leave_unused(raw, mode)
    graph, joined, lost = to_graph(raw, mode)
    if not graph.number_of_edges():
        raise BadTable(no_way(raw, name, mode))
    try:
        net = Network.from_osmnx(graph, mode=mode)
    except BadInput as fault:
        raise BadTable(no_way(raw, name, mode)) from fault
    source = own_source(name, licence_in(raw.said), raw.date)
    return Extract(replace(net, data_date=raw.date), joined, lost, raw.deleted, raw.unused, source)


def _graphml(path: Path, mode: str) -> Extract:
    _check_graphml(path)
    plain = nx.read_graphml(path)
    if plain.is_directed() and _is_of_osmnx(plain):
        graph = osmnx.io.load_graphml(path)
        unused = {} if "column_types" in graph.graph else _without_unused(graph, mode)
        net = Network.from_osmnx(graph, mode=mode)
        date = net.data_date or str(plain.graph.get("created_date", ""))[:10]
        source = own_source(path.name, licence_in(map(str, plain.graph.values())), date)
        return Extract(replace(net, data_date=date), unused=unused, source=source)
    raw = Raw()
    for number, (u, v, data) in enumerate(plain.edges(data=True)):
        ends = [raw.node_at(*_position(plain.nodes[node], path.name)) for node in (u, v)]
        raw.ways[number] = ends, {str(k): str(val) for k, val in data.items()}
    return _of_raw(raw, path.name, mode)


def _check_graphml(path: Path) -> None:
    data = read_bounded(path, GRAPHML_BYTES)
    scan_xml(io.BytesIO(data), shown(path), {"elements": GRAPHML_ELEMENTS})


def _without_unused(graph: Any, mode: str) -> dict[str, int]:
    """Take the ways that are not in use out of a graph just read; return how many by state."""
    ways: dict[Any, str] = {}
    for u, v, key, data in list(graph.edges(keys=True, data=True)):
        flat = {str(k): val[0] if isinstance(val, list) and val else val for k, val in data.items()}
        if state := state_of(flat, mode):
            ways[str(data.get("osmid", (u, v)))] = state
            graph.remove_edge(u, v, key)
    return dict(Counter(sorted(ways.values())))


def _is_of_osmnx(graph: Any) -> bool:
    """Tell a graph that OSMnx wrote, or we did: both write every value as text; NetworkX writes numbers."""
    return bool(graph.graph.get("crs")) and all(isinstance(x, str) for _, x in graph.nodes(data="x"))


def _position(node: Mapping[str, Any], name: str) -> tuple[float, float]:
    """Return lon and lat of a node, whatever a program calls them."""
    lower = {str(k).casefold(): v for k, v in node.items()}
    lon, lat = (next((lower[k] for k in names if k in lower), None) for names in (LON_NAMES, LAT_NAMES))
    at = read_position(lon, lat)
    if at is None:
        raise BadTable(
            f"{name} has a node that says {dict(node) or 'nothing'}, not where it lies; give every node x and y "
            "(or lon and lat) in degrees."
        )
    return at
