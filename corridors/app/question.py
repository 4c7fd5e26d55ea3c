"""What a reader asks, as a value, and its form in the address of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from corridors.model import MAX_LAT, MAX_LON, Measure
from corridors.routing.planner import ALLOWABLE, DEFAULT_MODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["ALLOWABLE", "CARRIES", "FREIGHT", "MODES", "Question", "read_view"]

FREIGHT: Final = "freight"
CARRIES: Final = (FREIGHT, "oil", "gas")
MODES: Final = ("rail", "ferry", "road", "sea")
LONGEST_TEXT: Final = 200
MOST_PLACES: Final = 20
ZOOMS: Final = (0.0, 22.0)

View = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Question:
    """A route that is asked for; places are texts as they were typed or chosen.

    Oil and gas (``carry``) go by pipeline: places between or to avoid, modes, what is best and what is allowed are not asked then.
    """

    origin: str = ""
    destination: str = ""
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    modes: tuple[str, ...] = DEFAULT_MODES
    by: str = Measure.DISTANCE.value
    carry: str = FREIGHT
    allow: tuple[str, ...] = ()

    @property
    def by_pipeline(self) -> bool:
        """Whether a way through pipelines is asked for."""
        return self.carry != FREIGHT

    @property
    def complete(self) -> bool:
        """Whether there is enough to look for a route."""
        return bool(self.origin and self.destination)

    def turned(self) -> Question:
        """Return the question for the way back."""
        return replace(self, origin=self.destination, destination=self.origin, via=self.via[::-1])

    def with_part(self, part: str, value: str | tuple[str, ...]) -> Question:
        """Return the question with another origin, destination, places between or to avoid."""
        changes: dict[str, Any] = {part: value}
        return replace(self, **changes)

    def to_params(self) -> dict[str, str | list[str]]:
        """Return the query parameters; what is as usual is left out."""
        if self.by_pipeline:
            ends = {"carry": self.carry, "from": self.origin, "to": self.destination}
            return {name: value for name, value in ends.items() if value}
        usual = sorted(self.modes) == sorted(DEFAULT_MODES)
        given: dict[str, str | list[str]] = {
            "from": self.origin,
            "to": self.destination,
            "via": list(self.via),
            "avoid": list(self.avoid),
            "mode": [] if usual else list(self.modes),
            "by": "" if self.by == Measure.DISTANCE else self.by,
            "allow": list(self.allow),
        }
        return {name: value for name, value in given.items() if value}

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> Question:
        """Read the query parameters; what cannot be meant is passed over.

        Parameters
        ----------
        params
            All values of each parameter, in order.

        Examples
        --------
        >>> Question.from_params({"from": ["Xi'an"], "to": ["Poti"], "via": ["Aktau", "Alat"]}).via
        ('Aktau', 'Alat')
        """
        first, last = (_texts(params.get(name, ()))[-1:] for name in ("from", "to"))
        carry = [value for value in params.get("carry", ()) if value in CARRIES]
        if carry and carry[-1] != FREIGHT:
            return cls("".join(first), "".join(last), carry=carry[-1])
        modes = tuple(m for m in MODES if m in params.get("mode", ()))
        by = [value for value in params.get("by", ()) if value in set(Measure)]
        return cls(
            origin="".join(first),
            destination="".join(last),
            via=_texts(params.get("via", ())),
            avoid=_texts(params.get("avoid", ())),
            modes=modes or DEFAULT_MODES,
            by=by[-1] if by else Measure.DISTANCE.value,
            allow=tuple(a for a in ALLOWABLE if a in params.get("allow", ())),
        )


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    short = (value.strip()[:LONGEST_TEXT] for value in values)
    return tuple(value for value in short if value)[:MOST_PLACES]


def read_view(text: str) -> View | None:
    """Read ``lon,lat,zoom`` of a map; None when it is nothing of the kind.

    Examples
    --------
    >>> read_view("80.25,44.2,9.5")
    (80.25, 44.2, 9.5)
    >>> read_view("anywhere") is None
    True
    """
    parts = text.split(",")
    try:
        lon, lat, zoom = (float(part) for part in parts)
    except ValueError:
        return None
    fits = abs(lon) <= 2 * MAX_LON and abs(lat) <= MAX_LAT and ZOOMS[0] <= zoom <= ZOOMS[1]
    return (lon, lat, zoom) if fits else None
