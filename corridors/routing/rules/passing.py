"""Let a way pass a large town on its through line instead of turning round in its terminus."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from corridors import geodesy
from corridors.model import PlaceKind
from corridors.routing.segments import turns
from corridors.routing.snapping import Snap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corridors.graph.network import Network
    from corridors.model import Place
    from corridors.routing.segments import PathSegment, RoutePath

__all__ = ["passed_by"]

PASS_KM: Final = 10.0


def passed_by(net: Network, stops: Sequence[Place], path: RoutePath) -> dict[int, Snap]:
    """Find where a way may pass the towns that it turns round in.

    Parameters
    ----------
    net
        The network.
    stops
        The stops of the way.
    path
        A way with turns.

    Returns
    -------
        By number of the stop, the junction at which the way to it leaves the way on, where the
        stop is a town and the junction lies `PASS_KM` from its middle at most. A station, a
        terminal or a point is meant as such: there the way turns.
    """
    turned = [k for k, (a, b) in enumerate(pairwise(path.segments)) if turns(a, b)]
    if len(turned) != len(path.turns):
        return {}
    found: dict[int, Snap] = {}
    for stop, k in zip(path.turns, turned, strict=True):
        junction = _junction(path.segments, k)
        if junction is None or stops[stop].kind is not PlaceKind.CITY:
            continue
        snap = _snap(net, junction, stops[stop])
        if snap.gap_km <= PASS_KM:
            found[stop] = snap
    return found


def _junction(segments: Sequence[PathSegment], k: int) -> PathSegment | None:
    """Return the last segment that a way does not run back over, of those before its turn after ``k``."""
    ahead = k + 1
    while k >= 0 and ahead < len(segments) and turns(segments[k], segments[ahead]):
        k, ahead = k - 1, ahead + 1
    if k < 0 or ahead >= len(segments) or segments[k].end not in (0.0, 1.0):
        return None
    return segments[k]


def _snap(net: Network, segment: PathSegment, place: Place) -> Snap:
    """Return the end of a segment as the position at which a place joins."""
    node = int(net.edges["v" if segment.end == 1.0 else "u"].array[segment.edge])
    lon, lat = (float(net.nodes[axis].array[node]) for axis in ("lon", "lat"))
    gap_km = float(geodesy.distance_km(lon, lat, place.lon, place.lat))
    return Snap(segment.edge, segment.end, gap_km, lon, lat)
