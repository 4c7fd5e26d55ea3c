"""Fields, mines, refineries, plants, farms and works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.sectors import WORKS, sector_marks, sector_rows

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.mark import Mark
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]


def _marks(reading: Reading) -> list[Mark]:
    return sector_marks(reading, WORKS, LAYER.name)


def _legend(layer: Layer, _: Words) -> Rows:
    return sector_rows(WORKS, layer.name, _)


LAYER = Layer(
    name="resources",
    group="resources",
    order=105,
    shown=False,
    data=("resources",),
    marks=_marks,
    legend=_legend,
)
