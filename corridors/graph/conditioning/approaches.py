"""Lead roads to the crossings that a source says are open, where the map's roads miss them.

The map keeps of a long road little but its ends: a straight step over a border may pass it far
from the post, and a road to a post may end a few kilometres short of it::

    ──────────────────╳──────────────────   a step of 240 km passes 40 km beside the post: it is that post
    ───●   12 km   post   8 km   ●──────   roads of both countries end short of the post: joined through it
    ───────●  5 km  ●──post                the post's own road hangs on nothing: joined to its country's roads
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from corridors import geodesy
from corridors.graph.conditioning.edit import append_edges, records
from corridors.graph.network import POINT_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from corridors.graph.network import Network

__all__ = ["APPROACH_KM", "claim", "describe", "lead", "tie"]

APPROACH_KM: Final = 15.0
FARTHEST_KM: Final = 60.0
LANES_KM: Final = 3.0
STUB_KM: Final = 400.0
ROUNDS: Final = 3


def claim(net: Network, matched: pd.DataFrame, crossings: pd.DataFrame) -> pd.DataFrame:
    """Give a crossing that no road passes the nearest straight step over its border.

    Parameters
    ----------
    net
        The network, tagged by country.
    matched
        As :func:`~corridors.graph.conditioning.borders.match_crossings` gives it.
    crossings
        ``id, country_a, country_b, lon, lat`` of the open crossings.

    Returns
    -------
        ``matched``, more of it named: the nearest nameless node of the same two countries that
        lies no farther off than half the length of the step it cuts, and `FARTHEST_KM` at
        most. Crossings near which roads of both countries end are left to :func:`lead`.
    """
    orphans = crossings[~crossings.id.isin(matched.crossing_id)]
    free = matched[matched.crossing_id == ""]
    if orphans.empty or free.empty:
        return matched
    sides = _side_nodes(net)
    reach = np.minimum(_steps_km(net, free.node.to_numpy()) / 2, FARTHEST_KM)
    claims: dict[Any, tuple[float, str]] = {}
    for row in records(orphans):
        pair = sorted((row["country_a"], row["country_b"]))
        mine = ((free.country_a == pair[0]) & (free.country_b == pair[1])).to_numpy()
        if not mine.any() or all(_nearest(net, sides.get(c), row) is not None for c in pair):
            continue
        gap_km = geodesy.distance_km(free.lon, free.lat, row["lon"], row["lat"])
        fits = np.flatnonzero(mine & (gap_km <= reach))
        for i in fits[gap_km[fits] <= gap_km[fits].min() + LANES_KM].tolist() if len(fits) else []:
            known = claims.get(free.index[i], (np.inf, ""))
            claims[free.index[i]] = min(known, (float(gap_km[i]), row["id"]))
    named = matched.copy()
    named.loc[list(claims), "gap_km"] = [gap for gap, _ in claims.values()]
    named.loc[list(claims), "crossing_id"] = [name for _, name in claims.values()]
    return named


def _steps_km(net: Network, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the length of the road that each border node cuts: of the longest edge on either side."""
    edges = net.edges[~net.edges.kind.isin(POINT_KINDS)]
    sides = pd.concat(
        [edges[[end, "country", "length_km"]].set_axis(["node", "country", "km"], axis=1) for end in "uv"]
    )
    sides = sides[sides.node.isin(nodes)].astype({"country": str})
    longest = sides.groupby(["node", "country"]).km.max().groupby("node").sum()
    return longest.reindex(nodes).fillna(0.0).to_numpy()


def _side_nodes(net: Network) -> dict[str, NDArray[np.int64]]:
    """Return the nodes of each country's roads."""
    edges = net.edges[~net.edges.kind.isin(POINT_KINDS)]
    country = edges.country.astype(str).to_numpy()
    ends = edges[["u", "v"]].to_numpy()
    return {str(name): np.unique(ends[country == name]) for name in np.unique(country)}


def _nearest(net: Network, nodes: NDArray[np.int64] | None, row: dict[str, Any]) -> int | None:
    """Return the node nearest to a crossing, none farther than `APPROACH_KM`."""
    if nodes is None or not len(nodes):
        return None
    lon, lat = net.nodes.lon.to_numpy()[nodes], net.nodes.lat.to_numpy()[nodes]
    gap_km = geodesy.distance_km(lon, lat, row["lon"], row["lat"])
    return int(nodes[gap_km.argmin()]) if gap_km.min() <= APPROACH_KM else None


def lead(net: Network, crossings: pd.DataFrame) -> Network:
    """Join the roads of two countries through an open crossing that neither reaches.

    Parameters
    ----------
    net
        The network after :func:`~corridors.graph.conditioning.borders.gate_borders`.
    crossings
        ``id, mode, country_a, country_b, lon, lat`` of the open crossings.

    Returns
    -------
        The network with a repair from the nearest road of each country, `APPROACH_KM` away at
        most, to the crossing's position, and the crossing between the two. A crossing that a
        road passes already gets none.
    """
    passed = set(net.edges.point_id[(net.edges.kind == "border").to_numpy()])
    sides, position = _side_nodes(net), net.nodes[["lon", "lat"]].to_numpy()
    rows: list[dict[str, Any]] = []
    lines: list[NDArray[np.float64]] = []
    posts: list[list[float]] = []
    for crossing in records(crossings[~crossings.id.isin(passed)]):
        pair = (str(crossing["country_a"]), str(crossing["country_b"]))
        near = [_nearest(net, sides.get(country), crossing) for country in pair]
        ends = [node for node in near if node is not None]
        if len(ends) < len(pair):
            continue
        post = [crossing["lon"], crossing["lat"]]
        ids = [len(net.nodes) + len(posts), len(net.nodes) + len(posts) + 1]
        posts += [post, post]
        for end, node, country in zip(ends, ids, pair, strict=True):
            line = np.array([position[end], post])
            rows.append(_repair(end, node, line, country, crossing["mode"]))
            lines.append(line)
        border = {"u": ids[0], "v": ids[1], "length_km": 0.0, "mode": crossing["mode"], "kind": "border"}
        rows.append(border | {"country": pair[0], "status": "open", "point_id": crossing["id"]})
        lines.append(np.array([post, post]))
    return (
        append_edges(net, rows, lines, nodes=pd.DataFrame(posts, columns=["lon", "lat"])) if rows else net
    )


def _repair(u: int, v: int, line: NDArray[np.float64], country: str, mode: str) -> dict[str, Any]:
    return {
        "u": u, "v": v, "length_km": geodesy.length_km(line), "kind": "repair", "mode": mode, "country": country,
    }  # fmt: skip


def tie(net: Network, crossings: pd.DataFrame) -> Network:
    """Join the piece of road that leads from an open crossing to nowhere to its country's roads.

    Parameters
    ----------
    net
        The network after :func:`lead`.
    crossings
        ``id`` of the open crossings.

    Returns
    -------
        The network with a repair over the narrowest gap, `APPROACH_KM` wide at most, between
        each piece of a country's roads under `STUB_KM` that holds a side of an open crossing
        and the larger pieces of the same country.
    """
    for _ in range(ROUNDS):
        found = list(_ties(net, set(crossings.id)))
        if not found:
            break
        position = net.nodes[["lon", "lat"]].to_numpy()
        lines = [position[[a, b]] for a, b, _ in found]
        rows = [
            _repair(a, b, line, country, "road") for (a, b, country), line in zip(found, lines, strict=True)
        ]
        net = append_edges(net, rows, lines)
    return net


def _ties(net: Network, crossings: set[str]) -> Iterator[tuple[int, int, str]]:
    edges = net.edges
    home = (~edges.kind.isin(POINT_KINDS)).to_numpy()
    piece, size = net.pieces(home)
    sides = _side_nodes(net)
    posts = edges[(edges.kind == "border").to_numpy() & edges.point_id.isin(crossings).to_numpy()]
    ends = np.unique(posts[["u", "v"]].to_numpy())
    for country, nodes in sorted(sides.items()):
        stubs = np.unique(piece[np.intersect1d(ends, nodes)])
        for stub in stubs[size[stubs] < STUB_KM].tolist():
            inside = nodes[piece[nodes] == stub]
            outside = nodes[size[piece[nodes]] > size[stub]]
            gap = _gap(net, inside, outside)
            if gap is not None:
                yield *gap, country


def _gap(net: Network, inside: NDArray[np.int64], outside: NDArray[np.int64]) -> tuple[int, int] | None:
    """Return the two nodes between which the gap is narrowest; none when it is too wide."""
    if not len(outside):
        return None
    lon, lat = net.nodes.lon.to_numpy(), net.nodes.lat.to_numpy()
    tree = cKDTree(geodesy.on_sphere(lon[outside], lat[outside]))
    gaps, nearest = tree.query(geodesy.on_sphere(lon[inside], lat[inside]))
    km, which = np.atleast_1d(gaps), np.atleast_1d(nearest)
    best = int(km.argmin())
    return (int(inside[best]), int(outside[which[best]])) if km[best] <= APPROACH_KM else None


def describe(before: Network, after: Network, crossings: pd.DataFrame) -> pd.DataFrame:
    """List the repairs that lead to crossings: where from, where to, how long, to which crossing."""
    added = after.edges.iloc[len(before) :]
    made = added[(added.kind == "repair").to_numpy()]
    position = after.nodes[["lon", "lat"]].to_numpy()
    a, b = position[made.u.to_numpy()], position[made.v.to_numpy()]
    where = crossings[["lon", "lat"]].to_numpy(dtype=float)
    near = [
        int(geodesy.distance_km(where[:, 0], where[:, 1], lon, lat).argmin()) for lon, lat in b.tolist()
    ]
    return pd.DataFrame(
        {
            "a_lon": a[:, 0], "a_lat": a[:, 1], "b_lon": b[:, 0], "b_lat": b[:, 1],
            "length_km": made.length_km.round(3).to_numpy(), "country": made.country.astype(str).to_numpy(),
            "crossing_id": crossings.id.to_numpy()[near],
        }
    ).sort_values(["a_lon", "a_lat"]).reset_index(drop=True)  # fmt: skip
