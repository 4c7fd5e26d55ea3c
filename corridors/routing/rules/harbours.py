"""Where a place joins a network that has no lines on land to join: at the nearest port of the network's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corridors import geodesy
from corridors.errors import Unreachable
from corridors.model import Note, NoteCode, Place, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corridors.routing.points import NamedPoint
    from corridors.routing.router import Router

__all__ = ["at_ports"]

AT_THE_PORT_KM: Final = 15.0
"""Nearer than this a town's port is the town's own."""


def at_ports(
    router: Router, stops: Sequence[Place], points: Mapping[str, NamedPoint]
) -> tuple[list[Place], list[Note]]:
    """Take each stop for the nearest port, where the modes of a network are those over water alone.

    Parameters
    ----------
    router
        The network.
    stops
        Origin, places between, destination.
    points
        The named points, terminals among them.

    Returns
    -------
        The stops, and a note for each that lies away from its port.

    Raises
    ------
    Unreachable
        When no port is in reach; the message names the nearest one.
    """
    if len(router.snapper.ids) or len(router.local.ids) or not router.ports:
        return list(stops), []
    found, notes = [], []
    for stop in stops:
        if stop.point_id in router.ports or stop.kind is PlaceKind.CROSSING:
            found.append(stop)
            continue
        gap_km, port = min((_gap_km(stop, points[i]), i) for i in router.ports if i in points)
        name = points[port].name
        if gap_km > router.max_snap_km:
            message = (
                f"No port of these modes lies within {router.max_snap_km:g} km of {stop.name}; "
                f"the nearest is {name}, {gap_km:.0f} km away. Pick another place or other modes."
            )
            raise Unreachable(message)
        found.append(replace(stop, point_id=port))
        if gap_km > AT_THE_PORT_KM:
            notes.append(
                Note.of(NoteCode.JOINS_AT_PORT, place=stop.name, port=name, gap_km=round(gap_km, 1))
            )
    return found, notes


def _gap_km(place: Place, port: NamedPoint) -> float:
    return float(geodesy.distance_km(port.lon, port.lat, place.lon, place.lat))
