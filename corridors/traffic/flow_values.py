"""Trains of services in a year, and each crossing's reckoning, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corridors.model.wording import word_notes

if TYPE_CHECKING:
    from corridors.model import Note, Source
    from corridors.traffic.services import ServiceWay

__all__ = ["LEAST_SHARE", "Flow", "Pool", "Reconciliation", "YearFlows"]

LEAST_SHARE: Final = 0.5
"""How much of the counted trains the services with a count must bring for a year to be shown."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Trains of a service in one year by one crossing.

    ``assigned_trains`` rest on counts made where the trains set out, ``trains`` agree with the count at the
    crossing as well; None where nothing is known. ``basis`` is ``assigned`` (the count is this service's
    alone), ``estimate`` or ``unknown``; ``rules`` say how it came about.
    """

    way: ServiceWay
    year: int
    assigned_trains: float | None
    trains: float | None
    basis: str
    rules: tuple[Note, ...]
    sources: tuple[Source, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "service_id": self.way.service.id,
            "border": self.way.border,
            "year": self.year,
            "assigned_trains": _rounded(self.assigned_trains),
            "trains": _rounded(self.trains),
            "basis": self.basis,
            "rule": word_notes(self.rules),
            "sources": [s.to_dict() for s in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Pool:
    """Ways whose trains together are a counted number, however it is split among them."""

    name: str
    keys: frozenset[str]
    trains: float


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What services bring to a crossing in a year, and what was counted there.

    ``assigned`` is None when no service by the crossing has a count; ``counted`` None in a year without
    count. ``difference`` is assigned less counted. ``scale`` is by how much assigned trains were
    multiplied, ``rest`` how many were given to ``rest_services`` services without count; ``mixed`` counts
    hold trains to Central Asia as well and leave no rest.
    """

    crossing_id: str
    year: int
    services: int
    assigned: float | None
    counted: float | None
    direction: str
    value_type: str
    scale: float
    rest: float
    rest_services: int
    notes: tuple[Note, ...]
    source: Source | None
    mixed: bool = False

    @property
    def difference(self) -> float | None:
        """Return trains assigned less trains counted; None where either is unknown."""
        known = self.assigned is not None and self.counted is not None
        return self.assigned - self.counted if known else None  # type: ignore[operator]

    def to_dict(self) -> dict[str, Any]:
        """Return the row in the form of the ``flows`` command."""
        return {
            "crossing_id": self.crossing_id,
            "year": self.year,
            "services": self.services,
            "assigned": _rounded(self.assigned),
            "counted": _rounded(self.counted),
            "difference": _rounded(self.difference),
            "direction": self.direction,
            "value_type": self.value_type,
            "scale": round(self.scale, 4),
            "rest": _rounded(self.rest),
            "rest_services": self.rest_services,
            "note": word_notes(self.notes),
            "source": self.source.to_dict() if self.source else None,
        }


@dataclass(frozen=True, slots=True)
class YearFlows:
    """All flows of a year, the pools that are counted numbers, and each crossing's reckoning.

    ``share`` is how much of the counted trains the services with a count bring to the crossings of
    Kazakhstan; None in a year in which nothing was counted that they could be held against.
    """

    year: int
    flows: tuple[Flow, ...]
    pools: tuple[Pool, ...]
    crossings: tuple[Reconciliation, ...]
    share: float | None = None

    @property
    def enough(self) -> bool:
        """Tell whether the services with a count bring enough trains for the year to be shown."""
        return self.share is None or self.share >= LEAST_SHARE


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
