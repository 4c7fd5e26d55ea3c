"""A network of nodes and edges as plain arrays: invariants, selection, file form, OSMnx form.

An edge is undirected. Its ``length_km`` is the mapped length of the way it came from; its
drawn line may be coarser. Gauge changes, borders and transfers between modes are edges too,
of zero length, and name the row that describes them in ``point_id``::

    1435 mm ──border──▶ 1435 mm ──gauge_change──▶ 1520 mm ──▶ …
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from corridors.data.credits import credited, own_credit
from corridors.errors import BadInput, DamagedData
from corridors.files import write_whole
from corridors.model import Mode, Status
from corridors.once import once_property

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from corridors.model import Source

__all__ = ["EDGE_COLUMNS", "KINDS", "MODES", "SAVED", "STATUSES", "Network", "concat", "load"]

MODES: Final = tuple(mode.value for mode in Mode)
KINDS: Final = ("osm", "repair", "ferry", "sea", "border", "gauge_change", "terminal", "own")
STATUSES: Final = tuple(status.value for status in Status)
CODED: Final = {"mode": MODES, "kind": KINDS, "status": STATUSES}
EDGE_COLUMNS: Final = ("u", "v", "length_km", "mode", "kind", "country", "gauge_mm", "status", "point_id")
POINT_KINDS: Final = ("border", "gauge_change", "terminal")
UNREADABLE: Final = (OSError, ValueError, KeyError, EOFError, IndexError, RuntimeError, TypeError)
MICRO: Final = 1e6
OSM_PAGE: Final = "https://www.openstreetmap.org/copyright"
METRES: Final = 1000.0
SAVED: Final = (1980, 1, 1, 0, 0, 0)
"""The time that files in an archive bear, so that its bytes are the same each time."""


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes, edges and the line of each edge.

    Parameters
    ----------
    nodes
        ``lon``, ``lat`` in degrees; the row number is the node's id.
    edges
        The columns of `EDGE_COLUMNS`; the row number is the edge's id. ``u`` and ``v``
        are node ids, ``length_km`` km, ``gauge_mm`` 0 where there are no rails.
    coords
        (n, 2) lon, lat of all edge lines, one after another.
    offsets
        Edge ``i`` is drawn by ``coords[offsets[i]:offsets[i + 1]]``, from ``u`` to ``v``.
    data_date
        Date of the newest data in it, ISO.
    source
        The user's own file that it was made of; None for what is shipped.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    coords: NDArray[np.float64]
    offsets: NDArray[np.int64]
    data_date: str = ""
    source: Source | None = None

    @classmethod
    def from_lines(
        cls, nodes: pd.DataFrame, edges: pd.DataFrame, lines: Sequence[Any], *, data_date: str = ""
    ) -> Network:
        """Build a network from one (n, 2) array of lon, lat an edge."""
        sizes = np.fromiter((len(line) for line in lines), dtype=np.int64, count=len(lines))
        coords = np.vstack(list(lines)) if len(lines) else np.empty((0, 2))
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        frame = edges.reset_index(drop=True)[list(EDGE_COLUMNS)]
        return cls(nodes.reset_index(drop=True), frame, coords, offsets, data_date)

    def __eq__(self, other: object) -> bool:
        """Tell whether another network has the same nodes, edges, lines and date."""
        if not isinstance(other, Network):
            return NotImplemented
        return self is other or (
            self.data_date == other.data_date
            and np.array_equal(self.offsets, other.offsets)
            and np.array_equal(self.coords, other.coords)
            and self.nodes.equals(other.nodes)
            and self.edges.equals(other.edges)
        )

    def __hash__(self) -> int:
        """Return the hash of the sizes, the date and the first and last points."""
        ends = tuple(np.r_[self.coords[:1].ravel(), self.coords[-1:].ravel()].tolist())
        return hash((len(self.nodes), len(self.edges), len(self.coords), self.data_date, ends))

    def __len__(self) -> int:
        """Return the number of edges."""
        return len(self.edges)

    def line(self, edge: int) -> NDArray[np.float64]:
        """Return the line of an edge, (n, 2) lon, lat from ``u`` to ``v``."""
        return self.coords[self.offsets[edge] : self.offsets[edge + 1]]

    def lines(self) -> list[NDArray[np.float64]]:
        """Return the line of every edge, in order."""
        return np.split(self.coords, self.offsets[1:-1]) if len(self) else []

    @once_property
    def geometry(self) -> NDArray[Any]:
        """Return the edges as shapely lines, in order."""
        import shapely  # noqa: PLC0415 - routing without geometry does without

        return np.asarray(
            shapely.from_ragged_array(shapely.GeometryType.LINESTRING, self.coords, (self.offsets,))
        )

    def edges_gdf(self) -> gpd.GeoDataFrame:
        """Return the edges with their lines, EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415

        frame = gpd.GeoDataFrame(self.edges.copy(), geometry=self.geometry, crs="EPSG:4326")
        own = self.source
        title, licence = (own.title, own.licence) if own else ("OpenStreetMap", "ODbL-1.0")
        row = own_credit(title, licence, "© OpenStreetMap contributors", self.data_date, OSM_PAGE)
        return credited(frame, [row])

    def select(self, keep: NDArray[np.bool_] | pd.Series) -> Network:
        """Return the network of the chosen edges, with only the nodes they use, renumbered.

        Parameters
        ----------
        keep
            One truth value an edge.
        """
        mask = np.asarray(keep, dtype=bool)
        if mask.shape != (len(self),):
            message = f"select needs one truth value for each of {len(self)} edges; got {mask.shape}."
            raise BadInput(message)
        edges = self.edges.loc[mask].reset_index(drop=True)
        used, ends = np.unique(edges[["u", "v"]].to_numpy(), return_inverse=True)
        ends = ends.reshape(-1, 2)
        edges = edges.assign(u=ends[:, 0], v=ends[:, 1])
        sizes = np.diff(self.offsets)
        coords = self.coords[np.repeat(mask, sizes)]
        offsets = np.concatenate([[0], np.cumsum(sizes[mask])])
        nodes = self.nodes.iloc[used].reset_index(drop=True)
        return Network(nodes, edges, coords, offsets, self.data_date, self.source)

    def components(self, keep: NDArray[np.bool_] | None = None) -> NDArray[np.int32]:
        """Return the number of the connected piece of each node; ``keep`` limits the edges that connect."""
        ends = self.edges[["u", "v"]].to_numpy()
        ends = ends if keep is None else ends[np.asarray(keep, dtype=bool)]
        shape = (len(self.nodes), len(self.nodes))
        matrix = coo_array((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=shape)
        return np.asarray(connected_components(matrix, directed=False)[1])

    def pieces(
        self, keep: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the piece of each node and the kilometres of each piece, of the edges of ``keep`` alone."""
        piece = self.components(keep)
        used = slice(None) if keep is None else np.asarray(keep, dtype=bool)
        km = self.edges.length_km.to_numpy()[used]
        tails = piece[self.edges.u.to_numpy()[used]]
        sums = np.bincount(tails, weights=km, minlength=len(np.unique(piece)))
        return piece, sums.astype(np.float64)

    def faults(self) -> tuple[str, ...]:
        """Return every broken invariant as a sentence; empty when all hold."""
        edges, count = self.edges, len(self.nodes)
        checks = {
            "edges end at no node": ~(edges.u.between(0, count - 1) & edges.v.between(0, count - 1)),
            "edges have a negative or missing length_km": ~(edges.length_km >= 0),
            "edges have an unknown mode": ~edges["mode"].isin(MODES),
            "edges have an unknown kind": ~edges["kind"].isin(KINDS),
            "edges have an unknown status": ~edges["status"].isin(STATUSES),
            "rail edges have no gauge": (edges["mode"] == "rail") & ~(edges.gauge_mm > 0),
            "points have no point_id": edges["kind"].isin(POINT_KINDS) & (edges.point_id == ""),
            "edges are drawn with fewer than two points": pd.Series(np.diff(self.offsets) < 2),  # noqa: PLR2004
        }
        found = [
            f"{int(bad.sum())} {what}, first edge {int(np.argmax(bad))}"
            for what, bad in checks.items()
            if bad.any()
        ]
        off_globe = ~(self.nodes.lon.between(-180, 180) & self.nodes.lat.between(-90, 90))
        if off_globe.any():
            found.append(f"{int(off_globe.sum())} nodes lie off the globe")
        return tuple(found)

    def save(self, path: Path) -> None:
        """Write the network as compressed arrays (``.npz``), the same bytes each time."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for name, array in _to_arrays(self).items():
                # not np.savez: its headers changed between patch releases of Python 3.11
                entry = zipfile.ZipInfo(f"{name}.npy", SAVED)
                packed.writestr(entry, _npy(array), compress_type=zipfile.ZIP_DEFLATED)
        write_whole(path, out.getvalue())

    def to_osmnx(self) -> Any:
        """Return the OSMnx MultiDiGraph of this network; :meth:`from_osmnx` takes it back whole."""
        from corridors.graph import osmnx_graph  # noqa: PLC0415 - routing does without networkx

        return osmnx_graph.to_graph(self)

    @classmethod
    def from_osmnx(cls, graph: Any, *, mode: str = "rail") -> Network:
        """Take back what :meth:`to_osmnx` gave, or read any OSMnx graph as raw track or road.

        Parameters
        ----------
        graph
            An OSMnx MultiDiGraph in EPSG:4326.
        mode
            ``rail`` or ``road``: what to read from a graph that is not ours; see
            :func:`corridors.graph.osmnx_graph.from_graph`.
        """
        from corridors.graph import osmnx_graph  # noqa: PLC0415

        nodes, edges, lines, data_date = osmnx_graph.from_graph(graph, mode=mode)
        return cls.from_lines(nodes, edges, lines, data_date=data_date)


def _npy(array: NDArray[Any]) -> bytes:
    out = io.BytesIO()
    np.lib.format.write_array(out, array, allow_pickle=False)
    return out.getvalue()


def _to_arrays(net: Network) -> dict[str, NDArray[Any]]:
    edges = net.edges
    arrays: dict[str, NDArray[Any]] = {
        "node_lonlat": np.rint(net.nodes[["lon", "lat"]].to_numpy() * MICRO).astype(np.int32),
        "uv": edges[["u", "v"]].to_numpy(dtype=np.int32),
        "length_m": np.rint(edges.length_km.to_numpy() * METRES).astype(np.uint32),
        "gauge_mm": edges.gauge_mm.to_numpy(dtype=np.uint16),
        "inner": np.rint(_inner(net) * MICRO).astype(np.int32),
        "inner_count": (np.diff(net.offsets) - 2).astype(np.uint16),
        "data_date": np.array(net.data_date),
    }
    for column, names in CODED.items():
        arrays[column] = (
            edges[column].map(dict(zip(names, range(len(names)), strict=True))).to_numpy(np.uint8)
        )
    for column in ("country", "point_id"):
        values, codes = np.unique(edges[column].to_numpy(dtype=str), return_inverse=True)
        arrays[column], arrays[f"{column}_names"] = codes.astype(np.uint16), values
    return arrays


def _inner(net: Network) -> NDArray[np.float64]:
    ends = np.zeros(len(net.coords), dtype=bool)
    ends[net.offsets[:-1]] = ends[net.offsets[1:] - 1] = True
    return net.coords[~ends]


def load(path: Path) -> Network:
    """Read a network that :meth:`Network.save` wrote.

    Raises
    ------
    DamagedData
        When the file is missing, cut short or breaks an invariant.
    """
    try:
        # opened here: NumPy leaves a file open that turns out to be cut short
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            net = _from_arrays({name: arrays[name] for name in arrays.files})
    except (*UNREADABLE, zipfile.BadZipFile, zlib.error) as fault:
        raise DamagedData(_damaged(path, fault)) from fault
    return net


def _damaged(path: Path, fault: BaseException) -> str:
    return (
        f"{path.name} cannot be read ({type(fault).__name__}: {fault}). "
        "Restore it from the repository, or build it anew with scripts/build_geodata.py."
    )


_LINES: Final = {"node_lonlat": "i", "uv": "i", "inner": "i"}
_NUMBERS: Final = {
    **dict.fromkeys(CODED, "iu"),
    **dict.fromkeys(("length_m", "gauge_mm", "country", "point_id"), "iu"),
}


def _need_form(a: dict[str, NDArray[Any]]) -> None:
    """Refuse arrays of another form than `Network.save` writes, before anything is made of their sizes."""
    edges = len(a["uv"])
    forms = [
        *((name, a[name].ndim == 2 and a[name].shape[1] == 2, kinds) for name, kinds in _LINES.items()),  # noqa: PLR2004 - lon and lat
        *((name, a[name].shape == (edges,), kinds) for name, kinds in _NUMBERS.items()),
        ("inner_count", a["inner_count"].shape == (edges,), "u"),
        ("data_date", a["data_date"].ndim == 0, "U"),
        *((name, a[name].ndim == 1, "U") for name in ("country_names", "point_id_names")),
    ]
    wrong = [name for name, fits, kinds in forms if not fits or a[name].dtype.kind not in kinds]
    if wrong:
        raise ValueError(f"the array {wrong[0]} has another form")
    if int(a["inner_count"].sum(dtype=np.int64)) != len(a["inner"]):
        raise ValueError("lines have more or fewer points than are there")
    if any(
        np.abs(a[name] / MICRO).max(axis=0, initial=0)[axis] > most
        for name in ("node_lonlat", "inner")
        for axis, most in ((0, 180), (1, 90))
    ):
        raise ValueError("points lie off the globe")


def _from_arrays(a: dict[str, NDArray[Any]]) -> Network:
    _need_form(a)
    lonlat = a["node_lonlat"] / MICRO
    uv = a["uv"]
    columns: dict[str, Any] = {"u": uv[:, 0], "v": uv[:, 1], "length_km": a["length_m"] / METRES}
    for column, names in CODED.items():
        columns[column] = pd.Categorical.from_codes(a[column].astype(np.int8), categories=pd.Index(names))
    for column in ("country", "point_id"):
        columns[column] = pd.Categorical.from_codes(
            a[column].astype(np.int16), categories=pd.Index(a[f"{column}_names"].astype(object))
        )
    columns["gauge_mm"] = a["gauge_mm"].astype(np.int32)
    sizes = a["inner_count"].astype(np.int64) + 2
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    coords = np.empty((offsets[-1], 2))
    ends = np.zeros(len(coords), dtype=bool)
    ends[offsets[:-1]] = ends[offsets[1:] - 1] = True
    coords[offsets[:-1]], coords[offsets[1:] - 1] = lonlat[uv[:, 0]], lonlat[uv[:, 1]]
    coords[~ends] = a["inner"] / MICRO
    nodes = pd.DataFrame(lonlat, columns=["lon", "lat"])
    edges = pd.DataFrame(columns)[list(EDGE_COLUMNS)]
    return Network(nodes, edges, coords, offsets, str(a["data_date"]))


def concat(networks: Sequence[Network]) -> Network:
    """Lay networks side by side; nodes stay apart until edges join them."""
    networks = [net for net in networks if len(net)]
    shift, frames = 0, []
    for net in networks:
        edges = net.edges.assign(u=net.edges.u + shift, v=net.edges.v + shift)
        for column in ("country", "point_id", *CODED):
            edges[column] = edges[column].astype(str)
        frames.append(edges)
        shift += len(net.nodes)
    sizes = np.concatenate([np.diff(net.offsets) for net in networks])
    return replace(
        networks[0],
        nodes=pd.concat([net.nodes for net in networks], ignore_index=True),
        edges=pd.concat(frames, ignore_index=True),
        coords=np.vstack([net.coords for net in networks]),
        offsets=np.concatenate([[0], np.cumsum(sizes)]),
        data_date=max(net.data_date for net in networks),
    )
