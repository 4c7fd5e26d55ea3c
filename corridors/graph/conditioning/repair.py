"""Repairs that a table states: join gaps, bend straight edges, keep freight off high-speed track."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corridors import geodesy
from corridors.errors import BadInput
from corridors.graph.conditioning.edit import (
    ROUNDING_KM,
    append_edges,
    attach,
    find_edges,
    mark_edges,
    node_keys,
    records,
)
from corridors.graph.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ban_high_speed", "heal", "reshape"]


def ban_high_speed(net: Network, table: pd.DataFrame) -> Network:
    """Mark the edges that a table names by their end points as high-speed track.

    Parameters
    ----------
    net
        The network.
    table
        ``a_lon, a_lat, b_lon, b_lat`` and optionally ``length_km``; see
        :func:`~corridors.graph.conditioning.edit.find_edges`. Rows that name no edge do nothing.
    """
    return mark_edges(net, find_edges(net, table), status="high_speed")


def reshape(net: Network, table: pd.DataFrame) -> Network:
    """Give long straight edges the bends that a table of via points states.

    Parameters
    ----------
    net
        The network.
    table
        ``a_lon, a_lat, b_lon, b_lat, seq, via_lon, via_lat``: one row a via point, in order
        from a to b.
    """
    lines = net.lines()
    keyed = table.assign(edge=find_edges(net, table))
    keys = node_keys(net.nodes.lon, net.nodes.lat)
    found = keyed[keyed.edge >= 0]
    for edge in found.edge.unique().tolist():
        group = found[found.edge == edge]
        ordered = group.sort_values("seq")
        bends = ordered[["via_lon", "via_lat"]].to_numpy(dtype=float)
        starts_at_u = node_keys(ordered.a_lon, ordered.a_lat)[0] == keys[net.edges.u.iloc[edge]]
        line = lines[edge]
        lines[edge] = np.vstack([line[0], bends if starts_at_u else bends[::-1], line[-1]])
    return Network.from_lines(net.nodes, net.edges, lines, data_date=net.data_date)


def heal(net: Network, table: pd.DataFrame, *, reach_km: float = 0.3, mode: str = "rail") -> Network:
    """Join what a table says belongs together, each join an edge with ``kind="repair"``.

    Parameters
    ----------
    net
        The network.
    table
        ``a_lon, a_lat, b_lon, b_lat, length_km`` and optionally ``via`` (``lon lat;lon lat``),
        ``gauge_mm``, ``status``. Ends may lie on a node or inside an edge, or be new.
    reach_km
        An end farther than this from every edge is a new node.
    mode
        ``rail`` or ``road``.

    Returns
    -------
        The network with one edge more a row. Rows whose ends are one node already are left out,
        as are rows whose repair stands already, so that healing twice changes nothing.
    """
    _check_lengths(table)
    table = table[~_standing(net, table, reach_km + ROUNDING_KM)]
    ends = table[["a_lon", "a_lat", "b_lon", "b_lat"]].to_numpy(dtype=float).reshape(-1, 2)
    net, ids = attach(net, ends, max_km=reach_km)
    position = net.nodes[["lon", "lat"]].to_numpy()
    rows, lines = [], []
    for row, a, b in zip(records(table), ids[::2], ids[1::2], strict=True):
        if a == b:
            continue
        rows.append(
            {"u": a, "v": b, "length_km": float(row["length_km"]), "kind": "repair", "mode": mode}
            | _given(row)
        )
        lines.append(np.vstack([position[a], *_via(row.get("via")), position[b]]))
    return append_edges(net, rows, lines)


def _check_lengths(table: pd.DataFrame) -> None:
    bad = np.flatnonzero(~(table.length_km.to_numpy(dtype=float) >= 0))
    if len(bad):
        message = (
            f"A repair needs a length_km of 0 or more; rows {bad.tolist()} have none. State the length."
        )
        raise BadInput(message)


def _given(row: dict[str, Any]) -> dict[str, Any]:
    """Return the gauge and the status that a row states, if it does."""
    stated = {key: row[key] for key in ("status", "gauge_mm") if row.get(key) and not pd.isna(row[key])}
    return stated | ({"gauge_mm": int(float(stated["gauge_mm"]))} if "gauge_mm" in stated else {})


def _standing(net: Network, table: pd.DataFrame, within_km: float) -> NDArray[np.bool_]:
    """Tell which rows have their repair in the network already: same length, gauge and ends."""
    edges = net.edges[(net.edges.kind == "repair").to_numpy()]
    position = net.nodes[["lon", "lat"]].to_numpy()
    u, v = position[edges.u.to_numpy()], position[edges.v.to_numpy()]
    found = np.zeros(len(table), dtype=bool)
    for i, row in enumerate(records(table)):
        alike = np.isclose(edges.length_km, float(row["length_km"]), rtol=0, atol=1e-9)
        alike &= (edges.gauge_mm == _given(row).get("gauge_mm", edges.gauge_mm)).to_numpy()
        for a, b in ((u, v), (v, u)):
            gap_a = geodesy.distance_km(a[alike, 0], a[alike, 1], row["a_lon"], row["a_lat"])
            gap_b = geodesy.distance_km(b[alike, 0], b[alike, 1], row["b_lon"], row["b_lat"])
            found[i] |= bool(((gap_a <= within_km) & (gap_b <= within_km)).any())
    return found


def _via(text: Any) -> list[NDArray[np.float64]]:
    if not isinstance(text, str) or not text.strip():
        return []
    try:
        return [np.array([float(x) for x in pair.split()]).reshape(2) for pair in text.split(";")]
    except ValueError as fault:
        message = f"via is 'lon lat;lon lat'; got {text!r}."
        raise BadInput(message) from fault
