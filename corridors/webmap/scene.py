"""A scene: what a map that is already drawn is to show next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corridors.errors import UnknownName
from corridors.layers.kit.registry import check_year, known_layers

__all__ = ["Scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a map is to show: where, which layers, in which year, and whose card is open.

    Parameters
    ----------
    bounds
        West, south, east, north, degrees; the view stays when left out.
    layers
        All layers to be shown, ``family-…`` for the corridors of a family; when empty they stay.
    year
        Year of the slider; today when left out.
    open
        Id of the mark or line whose card is open.
    """

    bounds: tuple[float, float, float, float] | None = None
    layers: tuple[str, ...] = ()
    year: int | None = None
    open: str = ""

    def __post_init__(self) -> None:
        """Refuse layers that there are not and years off the slider."""
        for name in self.layers:
            if name not in known_layers():
                raise UnknownName("layer of the map", name, known_layers())
        check_year(self.year)

    def to_state(self) -> dict[str, Any]:
        """Return what ``corridors.apply`` takes."""
        state: dict[str, Any] = {"year": self.year, "open": self.open}
        if self.layers:
            state["layers"] = {name: name in self.layers for name in known_layers()}
        if self.bounds:
            state["view"] = {"bounds": list(self.bounds)}
        return state
