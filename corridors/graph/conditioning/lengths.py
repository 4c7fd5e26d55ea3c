"""Let published section lengths ride on the edges where the drawn line is no measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors import geodesy
from corridors.errors import BadInput
from corridors.graph.conditioning.edit import attach, records
from corridors.graph.conditioning.gauges import path_edges, read_anchors
from corridors.graph.network import Network

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["ride_lengths"]

CHORD_KM: Final = 5.0
STATION_KM: Final = 12.0
MOST_CHANGE: Final = 0.6


def ride_lengths(net: Network, table: pd.DataFrame) -> Network:
    """Stretch or shrink the straight edges of a section so that its length is the published one.

    Parameters
    ----------
    net
        The network before runs of edges are merged.
    table
        ``id``, ``anchors`` (``lon lat;lon lat``, stations in order) and ``length_km``: the
        published length from the first anchor to the last.

    Returns
    -------
        The network with a node at each anchor. Edges that are drawn in detail keep their
        length; those over ``CHORD_KM`` share what is left, but none is shorter
        than it is drawn.

    Raises
    ------
    BadInput
        When a section has no straight edge, or would have to change too much: then it is not
        this line that was measured.
    """
    rows = records(table)
    points = [read_anchors(row["anchors"]) for row in rows]
    if not rows:
        return net
    net, _ = attach(net, np.vstack(points), max_km=STATION_KM)
    length = net.edges.length_km.to_numpy().copy()
    for row, anchors in zip(rows, points, strict=True):
        along = path_edges(net, anchors)
        drawn = np.array([geodesy.length_km(net.line(int(edge))) for edge in along])
        length[along] = _shared(length[along], drawn, straight=_straight(net, along), row=row)
    frame = net.edges.assign(length_km=length)
    return Network(net.nodes, frame, net.coords, net.offsets, net.data_date)


def _straight(net: Network, along: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which edges have a step over ``CHORD_KM`` without a bend."""
    steps = [np.diff(geodesy.chainages_km(net.line(int(edge)))).max(initial=0.0) for edge in along]
    return np.array(steps) > CHORD_KM


def _shared(
    length: NDArray[np.float64],
    drawn: NDArray[np.float64],
    *,
    straight: NDArray[np.bool_],
    row: dict[str, Any],
) -> NDArray[np.float64]:
    wanted = float(row["length_km"]) - length[~straight].sum()
    mapped = length[straight].sum()
    if not mapped or abs(wanted / mapped - 1) > MOST_CHANGE:
        message = (
            f"Section {row['id']} is published as {row['length_km']} km; the map has {length.sum():.1f} km, "
            f"{mapped:.1f} of them straight. Check its anchors."
        )
        raise BadInput(message)
    return np.where(straight, np.maximum(length * wanted / mapped, drawn), length)
