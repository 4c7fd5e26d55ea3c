"""Trains put on services beside trains counted at a crossing, for the page Throughput; nothing of Streamlit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corridors.traffic.assignment import year_flows, years
from corridors.traffic.services import ALASHANKOU, HORGOS, shipped_ways

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corridors.model import Note, Source
    from corridors.traffic.flow_values import YearFlows

__all__ = ["CROSSINGS", "Assigned", "assigned"]

CROSSINGS: Final[Mapping[str, str]] = {"khorgos": HORGOS, "alashankou": ALASHANKOU}
"""The crossing behind each name of a series that has one."""
ESTIMATE: Final = "estimate"


@dataclass(frozen=True, slots=True)
class Assigned:
    """What services bring to a crossing in a year by the counts made where they set out, and what was counted.

    ``enough`` is false in a year in which too few services have a count: nothing assigned is told of it.
    ``basis`` is ``assigned`` where each count is one service's alone, else ``estimate``; ``grounds``
    are the sources of those counts.
    """

    year: int
    enough: bool
    assigned: float | None
    counted: float | None
    difference: float | None
    basis: str
    value_type: str
    notes: tuple[Note, ...]
    grounds: tuple[Source, ...]
    counted_by: Source | None


def assigned(crossing_id: str) -> tuple[Assigned, ...]:
    """Return what is known of each year of a crossing, the first year first.

    Parameters
    ----------
    crossing_id
        The crossing; years in which nothing is known of it are left out.
    """
    ways = shipped_ways()
    found = (_year(crossing_id, year_flows(ways, year)) for year in years())
    return tuple(a for a in found if a and (a.assigned is not None or a.counted is not None))


def _year(crossing_id: str, found: YearFlows) -> Assigned | None:
    row = next((r for r in found.crossings if r.crossing_id == crossing_id), None)
    if row is None:
        return None
    own = [
        f
        for f in found.flows
        if f.way.border == crossing_id and f.assigned_trains is not None and f.sources
    ]
    basis = "assigned" if own and all(f.basis == "assigned" for f in own) else ESTIMATE
    grounds = {(f.sources[0].title, f.sources[0].url): f.sources[0] for f in own}
    return Assigned(
        row.year,
        found.enough,
        row.assigned if found.enough else None,
        row.counted,
        row.difference if found.enough else None,
        basis,
        row.value_type,
        row.notes,
        tuple(grounds.values()),
        row.source,
    )
