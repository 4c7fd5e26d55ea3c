"""Crossings that the table calls open and over which the network leads no train, or not far."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors.graph.conditioning.edit import nearest_spots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from corridors.graph.network import Network

__all__ = ["CrossingGap", "crossing_gaps"]

LEAST_KM: Final = 60.0


@dataclass(frozen=True, slots=True)
class CrossingGap:
    """A crossing that is open by the table, and why the network does not take a train over it.

    ``reason`` is ``no_track_near``, ``no_edge``, ``not_open`` or ``short_track``; ``side`` the country
    where it fails; ``km`` how far the nearest track lies from the crossing, or how much track there is;
    infinite where the country is not on the map.
    """

    id: str
    name: str
    mode: str
    reason: str
    side: str
    km: float

    def to_dict(self) -> dict[str, Any]:
        """Return the row in the form of the ``check`` command."""
        return {
            "id": self.id, "name": self.name, "mode": self.mode, "reason": self.reason,
            "side": self.side, "km": round(self.km, 1) if isfinite(self.km) else None,
        }  # fmt: skip


def crossing_gaps(net: Network, crossings: Iterable[Mapping[str, str]]) -> list[CrossingGap]:
    """List the crossings called open that no edge passes, or from which a side leads to under 60 km.

    Parameters
    ----------
    net
        The shipped network.
    crossings
        Rows of the crossings table.
    """
    found = []
    for mode, near_km in (("rail", 12.0), ("road", 15.0)):
        track = (net.edges["mode"] == mode) | (net.edges.kind == "gauge_change")
        part = net.select((track & (net.edges.status != "high_speed")).to_numpy())
        rows = [row for row in crossings if row["mode"] == mode and row["status"] == "open"]
        sides = _Sides(part)
        for row in rows:
            gap = _no_edge(part, row, near_km) if row["id"] not in sides.passed else sides.short(row)
            if gap is not None:
                found.append(gap)
    return sorted(found, key=lambda gap: (gap.mode, gap.id))


class _Sides:
    """How much track the open edges lead to from each crossing, country by country."""

    def __init__(self, net: Network) -> None:
        """Find the crossings that an open edge passes."""
        edges = net.edges
        is_open = (edges.status == "open").to_numpy()
        border = is_open & (edges.kind == "border").to_numpy()
        own = is_open & ~border
        self.passed = set(edges.point_id[border])
        self._nodes = edges[border].groupby("point_id", observed=True)[["u", "v"]].agg(list)
        self._country = _node_countries(net, own)
        self._piece, self._km = net.pieces(own)

    def short(self, row: Mapping[str, str]) -> CrossingGap | None:
        """Return the gap when a side of a crossing leads to less than `LEAST_KM` of track."""
        ends = np.unique(np.concatenate([np.array(n) for n in self._nodes.loc[row["id"]]])).tolist()
        for side in (row["country_a"], row["country_b"]):
            pieces = {int(self._piece[n]) for n in ends if side in self._country.get(n, set())}
            km = max((float(self._km[piece]) for piece in pieces), default=0.0)
            if km < LEAST_KM:
                return CrossingGap(row["id"], row["name"], row["mode"], "short_track", side, km)
        return None


def _node_countries(net: Network, usable: NDArray[np.bool_]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    edges = net.edges[usable]
    for u, v, country in zip(edges.u.tolist(), edges.v.tolist(), edges.country.astype(str), strict=True):
        found.setdefault(u, set()).add(country)
        found.setdefault(v, set()).add(country)
    return found


def _no_edge(net: Network, row: Mapping[str, str], near_km: float) -> CrossingGap:
    """Say why no open edge passes a crossing: no track near it on a side, or a border that is not joined."""
    point = np.array([[float(row["lon"]), float(row["lat"])]])
    gaps = {}
    for side in (row["country_a"], row["country_b"]):
        spot = nearest_spots(net, point, among=(net.edges.country == side).to_numpy())[0]
        gaps[side] = spot.gap_km if spot else np.inf
    side = max(gaps, key=lambda country: gaps[country])
    named = (net.edges.point_id == row["id"]).any()
    reason = "no_track_near" if gaps[side] > near_km else "not_open" if named else "no_edge"
    return CrossingGap(row["id"], row["name"], row["mode"], reason, side, float(gaps[side]))
