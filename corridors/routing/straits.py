"""Which straits and canals a way over water passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.model.notes import Note, NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corridors.graph.network import Network
    from corridors.routing.points import NamedPoint
    from corridors.routing.segments import RoutePath

__all__ = ["straits_note"]


def straits_note(net: Network, paths: Iterable[RoutePath], points: Mapping[str, NamedPoint]) -> Note | None:
    """Name the straits, canals and capes that the ways pass, in the order in which they come."""
    names: dict[str, None] = {}
    for path in paths:
        edges = net.edges.point_id.array[[segment.edge for segment in path.segments]]
        for name in dict.fromkeys(edges.astype(str)):
            point = points.get(name)
            if point is not None and point.kind == "strait":
                names[point.name] = None
    return Note.of(NoteCode.STRAITS_PASSED, straits=tuple(names)) if names else None
