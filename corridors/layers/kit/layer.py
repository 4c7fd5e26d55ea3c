"""A layer of the map as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corridors.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corridors.data.layer_specs import LayerSpec
    from corridors.i18n import Words
    from corridors.layers.kit.lines import MapArea, System
    from corridors.layers.kit.mark import Mark
    from corridors.layers.kit.reading import Reading
    from corridors.presentation.style import SystemStyle

    Rows = list[dict[str, Any]]

__all__ = ["GROUPS", "Layer"]

GROUPS = ("rail", "road", "ferry", "oil", "gas", "points", "resources", "power", "provinces", "ground")
"""Groups of the legend in its order."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the map: what it shows, how it looks, and what the legend says of it.

    Parameters
    ----------
    name
        What addresses, views and the map's script call it.
    group
        Its group in the legend, one of ``GROUPS``.
    order
        Its place among the layers, the lowest first: lines are painted in this order, and of two marks
        of one rank the earlier takes its room first.
    data
        What it is drawn from: names of shipped data, or descriptions of its own; these the command
        ``layers`` lists and gives like the shipped ones.
    style
        How its lines look; None where it has none.
    title
        Says in the reader's language what its lines are; needed with a ``style``.
    shown
        Whether a map shows it unless asked otherwise.
    beside_routes, beside_pipelines
        Whether it stays in sight beside a computed route, and beside a way through pipelines.
    row
        Its place in its group of the legend; those alike follow ``order``.
    marks, lines, areas
        What makes its marks, its lines and its tinted areas.
    legend
        What makes its rows of the legend; when None, a row as ``style`` says.
    """

    name: str
    group: str
    order: int
    data: tuple[str | LayerSpec, ...] = ()
    style: SystemStyle | None = None
    title: Callable[[Words], str] | None = None
    shown: bool = True
    beside_routes: bool = True
    beside_pipelines: bool = True
    row: int = 0
    marks: Callable[[Reading], Iterable[Mark]] | None = None
    lines: Callable[[Reading], Iterable[System]] | None = None
    areas: Callable[[Reading], Iterable[MapArea]] | None = None
    legend: Callable[[Layer, Words], Rows] | None = None

    def __post_init__(self) -> None:
        """Refuse a group that the legend has not, and lines that have no title."""
        if self.group not in GROUPS:
            raise UnknownName("group of the legend", self.group, GROUPS)
        if self.style and not self.title:
            message = f"Layer {self.name!r} of the map has lines; these need a title."
            raise BadInput(message)
