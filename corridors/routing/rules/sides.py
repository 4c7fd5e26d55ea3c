"""Where the two sides of a border crossing lie on the network: on the first line of each country beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from corridors import geodesy
from corridors.model import Status
from corridors.routing.snapping import Snap, inside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corridors.graph.network import Network
    from corridors.model import Place

__all__ = ["snaps_beyond"]


def snaps_beyond(
    net: Network, place: Place, joinable: NDArray[np.bool_], fitting: NDArray[np.bool_]
) -> list[Snap]:
    """Return where a side of a crossing joins the lines of its own country, those of its usual gauge if any do.

    Parameters
    ----------
    net
        The network of one question.
    place
        A crossing, as seen from the country of the place.
    joinable
        Edges that a place may join.
    fitting
        Edges of their country's usual gauge that are no stub.

    Returns
    -------
        Positions on the edges that lead on from the border; none where the crossing has no edge here.
    """
    edges = net.edges
    own = (edges.point_id == place.point_id) & (edges.kind == "border") & (edges.status == Status.OPEN)
    uv = edges[["u", "v"]].to_numpy()
    nodes = np.unique(uv[own.to_numpy()])
    at = np.isin(uv, nodes)
    hits = np.flatnonzero(at.any(axis=1) & joinable & (edges.country == place.country).to_numpy())
    usual = hits[fitting[hits]]
    return [_at_end(net, int(e), place, 0.0 if at[e, 0] else 1.0) for e in (usual if len(usual) else hits)]


def _at_end(net: Network, edge: int, place: Place, fraction: float) -> Snap:
    at_border = (fraction == 0.0, fraction == 1.0)
    fraction = inside(fraction, float(net.edges.length_km.to_numpy()[edge]), at_border)
    lon, lat = geodesy.interpolate(net.line(edge), fraction)
    gap_km = float(geodesy.distance_km(lon, lat, place.lon, place.lat))
    return Snap(edge, fraction, gap_km, lon, lat)
