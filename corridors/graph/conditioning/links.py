"""Join modes: terminals between rail, road and sea; ferries from port to port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely

from corridors import geodesy
from corridors.graph.conditioning.edit import append_edges, attach, mark_edges, nearest_spots, records
from corridors.graph.conditioning.gauges import read_anchors
from corridors.graph.network import Network, concat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["HIGH_SEAS", "ferry_network", "link_terminals", "name_straits", "sea_network"]

HIGH_SEAS: Final = "XZ"
PIECE_KM: Final = 200.0  # the railways of an island
REACH_KM: Final = {"rail": 25.0, "road": 25.0, "ferry": 5.0, "sea": 120.0}


def sea_network(lines: Sequence[NDArray[np.float64]], *, data_date: str) -> Network:
    """Make lanes into a network.

    Parameters
    ----------
    lines
        (n, 2) lon, lat of each lane; ends equal to 5 decimals are one node.
    data_date
        Date of the data, ISO.
    """
    ends = np.round(np.array([[line[0], line[-1]] for line in lines]).reshape(-1, 2), 5)
    nodes, which = np.unique(ends, axis=0, return_inverse=True)
    pairs = which.reshape(-1, 2)
    edges = pd.DataFrame(
        {
            "u": pairs[:, 0], "v": pairs[:, 1],
            "length_km": [geodesy.length_km(line) for line in lines],
            "mode": "sea", "kind": "sea", "country": HIGH_SEAS, "gauge_mm": 0,
            "status": "open", "point_id": "",
        }
    )  # fmt: skip
    return Network.from_lines(
        pd.DataFrame(nodes, columns=["lon", "lat"]), edges, lines, data_date=data_date
    )


def name_straits(sea: Network, straits: pd.DataFrame) -> Network:
    """Let the lanes through a strait or canal bear its id, so that it can be named and avoided.

    Parameters
    ----------
    sea
        The lanes.
    straits
        ``id`` and ``across`` (``lon lat;lon lat``): a line from shore to shore.
    """
    for ident, across in zip(straits.id, straits.across, strict=True):
        crossed = shapely.intersects(sea.geometry, shapely.linestrings(read_anchors(str(across))))
        sea = mark_edges(sea, np.flatnonzero(crossed), point_id=str(ident))
    return sea


def ferry_network(
    ferries: pd.DataFrame, lines: Sequence[NDArray[np.float64]], countries: Sequence[str]
) -> Network:
    """Make each ferry an edge between two port nodes of its own.

    Parameters
    ----------
    ferries
        ``id, from_terminal, to_terminal, status``.
    lines
        The way of each ferry, port to port.
    countries
        The country whose kilometres they are: one country for a lake, else the high seas.
    """
    ports = list(dict.fromkeys([*ferries.from_terminal, *ferries.to_terminal]))
    place: dict[str, NDArray[np.float64]] = {}
    for row, line in zip(records(ferries), lines, strict=True):
        place.setdefault(row["from_terminal"], line[0])
        place.setdefault(row["to_terminal"], line[-1])
    nodes = pd.DataFrame([place[p] for p in ports], columns=["lon", "lat"])
    edges = pd.DataFrame(
        {
            "u": [ports.index(p) for p in ferries.from_terminal],
            "v": [ports.index(p) for p in ferries.to_terminal],
            "length_km": [geodesy.length_km(line) for line in lines],
            "mode": "ferry", "kind": "ferry", "country": list(countries), "gauge_mm": 0,
            "status": list(ferries.status), "point_id": list(ferries.id),
        }
    )  # fmt: skip
    return Network.from_lines(nodes, edges, list(lines))


def link_terminals(
    networks: Sequence[Network], terminals: pd.DataFrame, native_mm: Mapping[str, int]
) -> Network:
    """Lay networks side by side and join them at terminals.

    Parameters
    ----------
    networks
        Rail, road, ferries, sea: each with edges of its own modes.
    terminals
        ``id, lon, lat, country, modes`` (``rail;road;ferry;sea``).
    native_mm
        The gauge that a terminal's tracks have, by country.

    Returns
    -------
        The whole network. Each terminal with two modes or more is a node; a ``terminal`` edge
        leads from it to the nearest open edge of each of its modes within `REACH_KM`, as
        long as the gap it spans. A terminal joins one gauge, so that no train changes there.
    """
    net = concat(networks)
    rows = terminals[terminals.modes.str.contains(";")].reset_index(drop=True)
    first = len(net.nodes)
    net = append_edges(net, [], [], nodes=rows[["lon", "lat"]].astype(float))
    rows = rows.assign(hub=first + np.arange(len(rows)), gauge=rows.country.map(dict(native_mm)).fillna(0))
    for mode in ("rail", "road", "ferry", "sea"):
        wanted = rows[rows.modes.str.split(";").map(lambda m, mode=mode: mode in m)]
        gauges = sorted(wanted.gauge.unique().tolist()) if mode == "rail" else [0]
        for gauge in gauges:
            members = wanted[wanted.gauge == gauge] if mode == "rail" else wanted
            net = _join(net, members, mode=mode, gauge_mm=int(gauge))
    return net


def _join(net: Network, terminals: pd.DataFrame, *, mode: str, gauge_mm: int) -> Network:
    if terminals.empty or not (net.edges["mode"] == mode).any():
        return net
    points = terminals[["lon", "lat"]].to_numpy(dtype=float)
    usable = in_large_piece(net, mode) & (net.edges.kind != "border").to_numpy()
    usable &= ((net.edges["mode"] == mode) & (net.edges.gauge_mm == gauge_mm)).to_numpy()
    spots = nearest_spots(net, points, among=usable)
    gap = np.array([spot.gap_km if spot else np.inf for spot in spots])
    near = gap <= REACH_KM[mode]
    net, ids = attach(net, points[near], max_km=REACH_KM[mode], among=usable)
    lonlat = net.nodes[["lon", "lat"]].to_numpy()
    edges, lines = [], []
    for row, node, km in zip(records(terminals[near]), ids, gap[near], strict=True):
        edges.append(
            {
                "u": int(row["hub"]), "v": node, "length_km": float(km), "mode": "transfer",
                "kind": "terminal", "country": row["country"], "point_id": row["id"],
            }
        )  # fmt: skip
        lines.append(lonlat[[int(row["hub"]), node]])
    return append_edges(net, edges, lines)


def in_large_piece(net: Network, mode: str) -> NDArray[np.bool_]:
    """Mark the edges whose piece, over all gauges, is large: `PIECE_KM`, or a hundredth of the mode's length.

    Parameters
    ----------
    net
        The network.
    mode
        One of its modes; every ferry counts, however short.
    """
    usable = (
        net.edges["mode"].isin([mode, "transfer"]) & net.edges.status.isin(["open", "doubtful"])
    ).to_numpy()
    piece, km = net.pieces(usable)
    large = (km >= min(PIECE_KM, km.sum() / 100))[piece[net.edges.u.to_numpy()]]
    return usable & large if mode != "ferry" else usable
