"""Keep a line that only runs along a border in its own country.

The boundary of the country polygons is coarse: a railway by a border river passes it and comes
back. Where no crossing is known and the line is soon back, it never left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from corridors import geodesy
from corridors.graph.conditioning.gauges import stated_edges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corridors.graph.network import Network

__all__ = ["EXCURSION_KM", "Passes", "bring_home", "keep_home"]

EXCURSION_KM: Final = 50.0
LINKS: Final = 2


class Passes:
    """The crossings that are known, and whether one lies near a place.

    Parameters
    ----------
    crossings
        ``country_a, country_b, lon, lat``.
    within_km
        How far off a crossing may lie.
    """

    def __init__(self, crossings: pd.DataFrame, within_km: float) -> None:
        """Sort the crossings by their countries."""
        self.within_km = within_km
        self._pairs = np.sort(crossings[["country_a", "country_b"]].to_numpy(dtype=str), axis=1)
        self._where = crossings[["lon", "lat"]].to_numpy(dtype=float)

    def between(self, a: str, b: str, lon: float, lat: float, *, slack_km: float = 0.0) -> bool:
        """Tell whether a crossing of two countries lies near a point."""
        low, high = sorted((a, b))
        where = self._where[(self._pairs[:, 0] == low) & (self._pairs[:, 1] == high)]
        gap_km = geodesy.distance_km(where[:, 0], where[:, 1], lon, lat)
        return bool((gap_km <= self.within_km + slack_km).any())

    def near(self, country: str, line: NDArray[np.float64]) -> bool:
        """Tell whether a crossing into a country lies near a line, (n, 2) lon, lat."""
        where = self._where[(self._pairs == country).any(axis=1)]
        return any(
            bool((geodesy.distance_km(line[:, 0], line[:, 1], lon, lat) <= self.within_km).any())
            for lon, lat in where
        )


def keep_home(net: Network, codes: NDArray[np.str_], lines: pd.DataFrame) -> NDArray[np.str_]:
    """Give the lines of a table the country that a source states, wherever the boundary data lie.

    Parameters
    ----------
    net
        The network.
    codes
        The country of each node.
    lines
        ``country`` and ``anchors`` (``lon lat;lon lat``): points on the line, in order; see
        :func:`~corridors.graph.conditioning.gauges.stated_edges`.
    """
    codes = codes.copy()
    for country, text in zip(lines.country, lines.anchors, strict=True):
        ends = net.edges[["u", "v"]].to_numpy()[stated_edges(net, text)]
        codes[np.unique(ends)] = country
    return codes


def bring_home(net: Network, codes: NDArray[np.str_], passes: Passes) -> NDArray[np.str_]:
    """Give pieces that only stray over a border the country they strayed from.

    Parameters
    ----------
    net
        The network.
    codes
        The country of each node.
    passes
        The crossings that are known.

    Returns
    -------
        The country of each node. The shortest piece goes first, so that a line that strays
        several times comes home piece by piece.
    """
    while True:
        piece, size = net.pieces(codes[net.edges.u.to_numpy()] == codes[net.edges.v.to_numpy()])
        stray = _stray(size, _links(net, codes, piece), passes)
        if stray is None:
            return codes
        inside, home = stray
        codes = np.where(piece == inside, home, codes)


def _links(net: Network, codes: NDArray[np.str_], piece: NDArray[np.int32]) -> pd.DataFrame:
    """List what leads from each piece into another country, once for each end."""
    u, v = net.edges.u.to_numpy(), net.edges.v.to_numpy()
    passing = np.flatnonzero((codes[u] != codes[v]) & (codes[u] != "") & (codes[v] != ""))
    lon, lat = net.nodes.lon.to_numpy(), net.nodes.lat.to_numpy()
    a, b = np.r_[u[passing], v[passing]], np.r_[v[passing], u[passing]]
    return pd.DataFrame(
        {
            "piece": piece[a], "own": codes[a], "other": codes[b],
            "lon": (lon[a] + lon[b]) / 2, "lat": (lat[a] + lat[b]) / 2,
            "half_km": net.edges.length_km.to_numpy()[np.r_[passing, passing]] / 2,
        }
    )  # fmt: skip


def _stray(size: NDArray[np.float64], links: pd.DataFrame, passes: Passes) -> tuple[int, str] | None:
    """Find the shortest piece that strays, and the country it belongs to."""
    small = links[size[links.piece] < EXCURSION_KM]
    members = ((number, small[small.piece == number]) for number in sorted(set(small.piece.tolist())))
    groups = [(float(size[number]), number, rows) for number, rows in members if len(rows) >= LINKS]
    for _, inside, rows in sorted(groups, key=lambda group: group[:2]):
        ends = zip(rows.own, rows.other, rows.lon, rows.lat, rows.half_km, strict=True)
        if not any(passes.between(a, b, lon, lat, slack_km=half) for a, b, lon, lat, half in ends):
            return inside, str(rows.other.value_counts().sort_index().idxmax())
    return None
