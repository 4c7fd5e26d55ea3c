"""The corridors as they are usually described: declared way points, routed over the network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corridors.data.ledger import geodata_dir
from corridors.data.tables import read_rows, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from corridors.model import Itinerary, Source
    from corridors.routing.planner import Planner

__all__ = ["Corridor", "corridor_routes", "declared_corridors"]


@dataclass(frozen=True, slots=True)
class Corridor:
    """A corridor by its declared way points, with the source that declares it."""

    id: str
    family: str
    name: str
    origin: str
    destination: str
    via: tuple[str, ...]
    avoid: tuple[str, ...]
    modes: tuple[str, ...]
    source: Source


def declared_corridors(folder: Path | None = None) -> tuple[Corridor, ...]:
    """Read the declared corridors, in the order of the table."""
    rows = read_rows((folder or geodata_dir()) / "tables" / "corridors.csv")
    return tuple(
        Corridor(
            id=row["id"],
            family=row["family"],
            name=row["name"],
            origin=row["from"],
            destination=row["to"],
            via=_split(row["via"]),
            avoid=_split(row["avoid"]),
            modes=_split(row["modes"]),
            source=source_of(row),
        )
        for row in rows
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def corridor_routes(
    planner: Planner, corridors: tuple[Corridor, ...] | None = None
) -> tuple[Itinerary, ...]:
    """Route each declared corridor.

    Parameters
    ----------
    planner
        The network and the gazetteer.
    corridors
        Those to route; all declared ones when left out.

    Returns
    -------
        One itinerary a corridor; its route has the corridor's id, family and source.
    """
    found = []
    for corridor in corridors if corridors is not None else declared_corridors():
        answer = planner.route(
            corridor.origin,
            corridor.destination,
            via=corridor.via,
            avoid=corridor.avoid,
            modes=corridor.modes,
        )
        route = answer.routes[0]
        named = replace(
            route, id=corridor.id, family=corridor.family, sources=(corridor.source, *route.sources)
        )
        found.append(replace(answer, routes=(named,)))
    return tuple(found)
