"""Merge runs of edges that differ in nothing, so that an edge leads from junction to junction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from corridors import geodesy
from corridors.graph.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["contract"]

SAME = ["mode", "kind", "country", "gauge_mm", "status", "point_id"]
MERGED_KINDS = ("osm", "own", "sea")
PASSING = 2
LONG_KM: Final = 20.0
OTHER_SCALE: Final = 1.05


def contract(net: Network, *, keep: NDArray[np.int64] | None = None) -> Network:
    """Merge edges at every node that only passes traffic on.

    Parameters
    ----------
    net
        The network; edges of kind ``osm``, ``own`` and ``sea`` are merged, repairs and points
        stay single so that they can be seen.
    keep
        Ids of nodes to keep whatever passes there.

    Returns
    -------
        A network with the same ways and lengths; a node with two edges alike is gone, its
        position kept as a bend of the merged line. Where two long edges meet whose kilometres
        are drawn to another scale the node stays, as places inside an edge share its length by
        what is drawn. Parallel edges between junctions and loops stay; a
        ring that hangs on one junction becomes a loop.
    """
    key = pd.factorize(pd.MultiIndex.from_frame(net.edges[SAME].astype(str)))[0]
    passing = _passing(net, key)
    if keep is not None:
        passing[keep] = False
    if not passing.any():
        return net
    incident = _incident(net)
    uv = net.edges[["u", "v"]].to_numpy()
    done = np.zeros(len(net), dtype=bool)
    chains: list[list[tuple[int, bool]]] = []
    for first in np.flatnonzero(~(passing[uv[:, 0]] & passing[uv[:, 1]])).tolist():
        if not done[first]:
            chains.append(_follow(first, uv, passing, incident))
            done[[edge for edge, _ in chains[-1]]] = True
    chains += [[(int(edge), True)] for edge in np.flatnonzero(~done)]
    return _merged(net, chains)


def _passing(net: Network, key: NDArray[np.int64]) -> NDArray[np.bool_]:
    count = len(net.nodes)
    u, v = net.edges.u.to_numpy(), net.edges.v.to_numpy()
    mergeable = net.edges.kind.isin(MERGED_KINDS).to_numpy() & (u != v)
    degree = np.bincount(u, minlength=count) + np.bincount(v, minlength=count)
    good = np.bincount(u[mergeable], minlength=count) + np.bincount(v[mergeable], minlength=count)
    low = np.full(count, np.iinfo(np.int64).max)
    high = np.full(count, -1)
    for ends in (u, v):
        np.minimum.at(low, ends, key)
        np.maximum.at(high, ends, key)
    return np.asarray((degree == PASSING) & (good == PASSING) & (low == high) & ~_scale_changes(net))


def _scale_changes(net: Network) -> NDArray[np.bool_]:
    """Tell at which nodes two long edges meet whose lengths are unlike multiples of what is drawn."""
    count = len(net.nodes)
    long = np.flatnonzero(net.edges.length_km.to_numpy() >= LONG_KM)
    drawn = np.array([geodesy.length_km(net.line(int(edge))) for edge in long])
    scale = net.edges.length_km.to_numpy()[long] / np.maximum(drawn, 1e-6)
    low, high, ends = np.full(count, np.inf), np.zeros(count), np.zeros(count, dtype=np.int64)
    for node in (net.edges.u.to_numpy()[long], net.edges.v.to_numpy()[long]):
        np.minimum.at(low, node, scale)
        np.maximum.at(high, node, scale)
        np.add.at(ends, node, 1)
    return np.asarray((ends == PASSING) & (high > OTHER_SCALE * low))


def _incident(net: Network) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for edge, (u, v) in enumerate(net.edges[["u", "v"]].to_numpy().tolist()):
        found.setdefault(u, []).append(edge)
        found.setdefault(v, []).append(edge)
    return found


def _follow(
    first: int, uv: NDArray[np.int64], passing: NDArray[np.bool_], incident: dict[int, list[int]]
) -> list[tuple[int, bool]]:
    u, v = uv[first]
    forward = not passing[u]
    chain = [(first, bool(forward))]
    node, edge = int(v if forward else u), first
    while passing[node]:
        one, other = incident[node]
        edge = other if one == edge else one
        ahead = bool(uv[edge][0] == node)
        chain.append((edge, ahead))
        node = int(uv[edge][1] if ahead else uv[edge][0])
    return chain


def _merged(net: Network, chains: list[list[tuple[int, bool]]]) -> Network:
    uv = net.edges[["u", "v"]].to_numpy()
    ends, lines = [], []
    for chain in chains:
        parts = [net.line(edge) if ahead else net.line(edge)[::-1] for edge, ahead in chain]
        lines.append(np.vstack([parts[0], *(part[1:] for part in parts[1:])]))
        (a, a_ahead), (b, b_ahead) = chain[0], chain[-1]
        ends.append((uv[a][0] if a_ahead else uv[a][1], uv[b][1] if b_ahead else uv[b][0]))
    length = net.edges.length_km.to_numpy()
    first = [chain[0][0] for chain in chains]
    edges = net.edges.iloc[first].reset_index(drop=True)
    pairs = np.array(ends)
    edges = edges.assign(
        u=pairs[:, 0], v=pairs[:, 1],
        length_km=[float(length[[edge for edge, _ in chain]].sum()) for chain in chains],
    )  # fmt: skip
    whole = Network.from_lines(net.nodes, edges, lines, data_date=net.data_date)
    return whole.select(np.ones(len(whole), dtype=bool))
