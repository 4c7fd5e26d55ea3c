"""Names of places as whatever moves knows them: freight those of the gazetteer, pipelines those that they serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from corridors.app.cached import pipe_names, planner
from corridors.app.question import FREIGHT
from corridors.errors import CorridorsError
from corridors.presentation.naming import spelling

if TYPE_CHECKING:
    from corridors.i18n import Words

__all__ = ["PlaceNames", "names_of"]

NEAR_DEGREES: Final = 0.2
SEARCHED: Final = 3


class PlaceNames(Protocol):
    """What a text means as a place, and the words that ask for one."""

    def knows(self, text: str) -> bool:
        """Return whether a text means a place."""

    def near(self, name: str, lon: float, lat: float) -> str:
        """Return the text that means the place of a name near a point; an empty one where none is."""

    def hint(self, _: Words) -> str:
        """Say in a few words what may be typed."""

    def advice(self, _: Words) -> str:
        """Say what to give in place of a name that nobody knows."""

    def nothing(self, _: Words) -> str:
        """Say that nothing is called as it was typed."""


@dataclass(frozen=True, slots=True)
class _FreightNames:
    """Names of the gazetteer."""

    def knows(self, text: str) -> bool:
        try:
            planner().place(text)
        except CorridorsError:
            return False
        return True

    def near(self, name: str, lon: float, lat: float) -> str:
        gazetteer = planner().gazetteer
        for place in gazetteer.find(name, SEARCHED):
            if abs(place.lon - lon) < NEAR_DEGREES and abs(place.lat - lat) < NEAR_DEGREES:
                return spelling(place, gazetteer)
        return ""

    def hint(self, _: Words) -> str:
        return _("City, station, port, UN/LOCODE or lon,lat")

    def advice(self, _: Words) -> str:
        return _("Give a name in any script, a UN/LOCODE, or a position as lon,lat.")

    def nothing(self, _: Words) -> str:
        return _("No place is called so. A UN/LOCODE or lon,lat will do as well.")


@dataclass(frozen=True, slots=True)
class _PipelineNames:
    """Names of what the pipelines of a commodity serve."""

    commodity: str

    def knows(self, text: str) -> bool:
        return pipe_names(self.commodity).find(text) is not None

    def near(self, name: str, lon: float, lat: float) -> str:
        known = pipe_names(self.commodity).at(name)
        near = known and abs(known.lon - lon) < NEAR_DEGREES and abs(known.lat - lat) < NEAR_DEGREES
        return known.name if known and near else ""

    def hint(self, _: Words) -> str:
        return _("Field, refinery, station, town or border")

    def advice(self, _: Words) -> str:
        return _("Give a field, refinery, station, town or border, in any script.")

    def nothing(self, _: Words) -> str:
        return _("No place that these pipelines serve is called so.")


def names_of(carry: str) -> PlaceNames:
    """Return the names of places that something knows.

    Parameters
    ----------
    carry
        ``freight``, ``oil`` or ``gas``.
    """
    return _FreightNames() if carry == FREIGHT else _PipelineNames(carry)
