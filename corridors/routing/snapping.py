"""Where a place joins the network: by chainage on the nearest fitting edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely
from babel import Locale

from corridors import geodesy
from corridors.errors import Unreachable
from corridors.model import PlaceKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corridors.graph.network import Network
    from corridors.model import Place

__all__ = ["Snap", "Snapper", "fitting_edges", "inside"]

UNUSUAL_KM: Final = 12.0
"""How much farther a line of the usual gauge may lie than another of the same country."""
OWN_REACH_KM: Final = 60.0
"""Within how far a place joins its own country, though a line abroad lies nearer."""
CANDIDATES: Final = 8
STUB_KM: Final = 50.0
INSIDE_KM: Final = 0.05
"""How far from a border a place at it joins, so that the way has its beginning in a country."""
LADDER_KM: Final = (5.5, 22.0, 88.0, 330.0, 1330.0)


@dataclass(frozen=True, slots=True)
class Snap:
    """A position on an edge: ``fraction`` 0…1 from ``u`` to ``v``; ``gap_km`` off the place."""

    edge: int
    fraction: float
    gap_km: float
    lon: float
    lat: float


@dataclass(frozen=True)
class Snapper:
    """Finds the edge at which a place joins.

    Parameters
    ----------
    net
        The network.
    ids
        Edges that may be joined: running edges of the wanted modes, in a piece worth joining.
    tree
        Spatial index over the lines of ``ids``.
    country
        The country of each of them.
    usual
        Whether each has the usual gauge of its country and is no stub that a border cuts off.
    at_border
        Whether each begins and ends at a border, one row an edge.
    """

    net: Network
    ids: NDArray[np.int64]
    tree: Any
    country: NDArray[Any]
    usual: NDArray[Any]
    at_border: NDArray[Any]

    @classmethod
    def over(cls, net: Network, usable: NDArray[np.bool_], fitting: NDArray[np.bool_]) -> Snapper:
        """Index the usable edges; ``fitting`` is what `fitting_edges` says of the network."""
        ids = np.flatnonzero(usable)
        country = net.edges.country.to_numpy(dtype=str)[ids]
        uv = net.edges[["u", "v"]].to_numpy()
        at_border = np.isin(uv[ids], uv[(net.edges.kind == "border").to_numpy()])
        return cls(net, ids, shapely.STRtree(net.geometry[ids]), country, fitting[ids], at_border)

    @property
    def joinable(self) -> NDArray[np.bool_]:
        """Tell of each edge of the network whether a place may join it."""
        found = np.zeros(len(self.net), dtype=bool)
        found[self.ids] = True
        return found

    def snap(self, place: Place, *, max_km: float) -> Snap:
        """Return the nearest fitting position: of the place's own country where it is in reach, of its usual gauge.

        Parameters
        ----------
        place
            Where to join.
        max_km
            Farther than this is no joining.

        Raises
        ------
        Unreachable
            When no edge is near enough; the message says how far the nearest one is.
        """
        candidates = self._near(place)
        if not candidates:
            message = f"{self._uncovered(place)}{place.name} is more than {LADDER_KM[-1]:.0f} km away from the network."
            raise Unreachable(message)
        own = self._own(place, candidates, max_km)
        best = min(own or candidates)
        usual = [s for s in own if self.usual[s[1]]]
        gap_km, hit = min(usual) if usual and min(usual)[0] <= best[0] + UNUSUAL_KM else best
        if gap_km > max_km:
            message = (
                f"{self._uncovered(place)}No line to join within {max_km:g} km of {place.name} ({place.lat:.2f} N, "
                f"{place.lon:.2f} E); the nearest is {gap_km:.1f} km away. "
                "Pick another place or other modes."
            )
            raise Unreachable(message)
        return self._measure(hit, place)

    def _uncovered(self, place: Place) -> str:
        """Say that a place's country has no line here at all, where it has none."""
        if not place.country or not len(self.ids) or (self.country == place.country).any():
            return ""
        name = Locale("en").territories.get(place.country, place.country)
        return f"The network here does not cover {name}. "

    def _own(self, place: Place, near: list[tuple[float, int]], max_km: float) -> list[tuple[float, int]]:
        """Return the lines of a place's own country within reach, those nearby if there are any."""
        reach_km = min(max_km, OWN_REACH_KM)
        own = [s for s in near if self.country[s[1]] == place.country and s[0] <= reach_km]
        if own or not place.country or place.kind is PlaceKind.CROSSING:
            return own
        box = shapely.box(*geodesy.box_around(place.lon, place.lat, reach_km))
        hits = self.tree.query(box)
        home = self._closest(hits[self.country[hits] == place.country], place)
        return [s for s in ((self._gap_km(int(i), place), int(i)) for i in home) if s[0] <= reach_km]

    def _near(self, place: Place) -> list[tuple[float, int]]:
        """Return how far the lines around a place are, km, and their numbers in the index."""
        for within_km in LADDER_KM:
            box = shapely.box(*geodesy.box_around(place.lon, place.lat, within_km))
            hits = self.tree.query(box)
            candidates = [(self._gap_km(int(i), place), int(i)) for i in self._closest(hits, place)]
            if any(gap_km <= within_km for gap_km, _ in candidates):
                return candidates
        return []

    def _closest(self, hits: NDArray[np.int64], place: Place) -> NDArray[np.int64]:
        """Keep the lines nearest by eye, at home and abroad, to be measured exactly."""
        point = shapely.Point(place.lon, place.lat)
        gap = shapely.distance(self.tree.geometries[hits], point)
        order = hits[np.argsort(gap, kind="stable")]
        home = order[self.country[order] == place.country]
        usual = home[self.usual[home]]
        return np.unique(np.concatenate([some[:CANDIDATES] for some in (order, home, usual)]))

    def _gap_km(self, hit: int, place: Place) -> float:
        return geodesy.gap_km(self.net.line(int(self.ids[hit])), place.lon, place.lat)

    def _measure(self, hit: int, place: Place) -> Snap:
        edge = int(self.ids[hit])
        line = self.net.line(edge)
        nearest, gap_km = geodesy.nearest_on_line(line, place.lon, place.lat)
        ends = (bool(self.at_border[hit, 0]), bool(self.at_border[hit, 1]))
        fraction = inside(nearest, float(self.net.edges.length_km.to_numpy()[edge]), ends)
        lon, lat = geodesy.interpolate(line, fraction)
        return Snap(edge, fraction, gap_km, lon, lat)


def inside(fraction: float, length_km: float, at_border: tuple[bool, bool]) -> float:
    """Return a position on an edge, moved off its ends where they lie at a border."""
    least = min(INSIDE_KM / length_km, 0.5) if length_km > 0 else 0.5
    low, high = (least if at_end else 0.0 for at_end in at_border)
    return min(max(fraction, low), 1.0 - high)


def fitting_edges(net: Network, usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of each usable edge whether it has the usual gauge of its country and is no stub."""
    ids = np.flatnonzero(usable)
    country = net.edges.country.to_numpy(dtype=str)[ids]
    fitting = np.zeros(len(net), dtype=bool)
    fitting[ids] = _usual_gauge(net, ids, country) & _at_home(net, ids, country)
    return fitting


def _usual_gauge(net: Network, ids: NDArray[np.int64], country: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell of each edge whether its gauge is that of most track of its country; roads have none."""
    gauge, km = net.edges.gauge_mm.to_numpy()[ids], net.edges.length_km.to_numpy()[ids]
    frame = pd.DataFrame({"country": country, "gauge": gauge, "km": km})
    total = frame.groupby(["country", "gauge"]).km.sum().reset_index().sort_values("km")
    most = total.drop_duplicates("country", keep="last").set_index("country").gauge
    return np.asarray(gauge == most.reindex(country).to_numpy())


def _at_home(net: Network, ids: NDArray[np.int64], country: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell of each edge whether it reaches more of its country than a stub without passing a border."""
    edges = net.edges
    piece = net.components((edges.kind != "border").to_numpy())[edges.u.to_numpy()]
    length = edges.length_km.to_numpy()
    km = np.bincount(piece, weights=length)[piece[ids]]
    whole = pd.Series(km).groupby(country).transform("max").to_numpy()
    return np.asarray(km >= np.minimum(STUB_KM, whole / 2))
