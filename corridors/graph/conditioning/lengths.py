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
LOOSE_KM: Final = 1.0
LOOSE_TIMES: Final = 1.5
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
        length; those with a straight step over ``CHORD_KM``, or said to be far longer than
        they are drawn, share what is left, but none is shorter than it is drawn.

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
    net, _ = attach(
        net, np.vstack(points), max_km=STATION_KM, among=(net.edges.status != "high_speed").to_numpy()
    )
    length = net.edges.length_km.to_numpy().copy()
    for row, anchors in zip(rows, points, strict=True):
        along = path_edges(net, anchors)
        drawn = np.array([geodesy.length_km(net.line(int(edge))) for edge in along])
        length[along] = _shared(length[along], drawn, straight=_straight(net, along), row=row)
    frame = net.edges.assign(length_km=length)
    return Network(net.nodes, frame, net.coords, net.offsets, net.data_date)


def _straight(net: Network, along: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which edges are no measure: a step over ``CHORD_KM`` without a bend, or a length not drawn."""
    chainages = [geodesy.chainages_km(net.line(int(edge))) for edge in along]
    steps = np.array([np.diff(at).max(initial=0.0) for at in chainages])
    drawn = np.array([at[-1] for at in chainages])
    length = net.edges.length_km.to_numpy()[along]
    return (steps > CHORD_KM) | ((length > LOOSE_KM) & (length > LOOSE_TIMES * drawn))


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
    return np.where(straight, _spread(np.where(straight, length, 0.0), drawn, wanted), length)


def _spread(length: NDArray[np.float64], least: NDArray[np.float64], wanted: float) -> NDArray[np.float64]:
    """Share a total in proportion to lengths, none under its least; the others make up for those."""
    free = length > 0
    while free.any():
        share = np.where(
            free, length * max(wanted - least[~free & (length > 0)].sum(), 0) / length[free].sum(), least
        )
        short = free & (share < least)
        if not short.any():
            return share
        free &= ~short
    return least
