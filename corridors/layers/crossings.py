"""Border crossings of railways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.border_points import crossing_marks
from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import symbol_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.mark import Mark
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]


def _marks(reading: Reading) -> Iterator[Mark]:
    return crossing_marks(reading, LAYER.name, rail=True)


def _legend(layer: Layer, _: Words) -> Rows:
    return [symbol_row(_("Border crossing, railway"), "crossing", layer.name)]


LAYER = Layer(
    name="crossings",
    group="points",
    order=200,
    beside_pipelines=False,
    data=("crossings",),
    marks=_marks,
    legend=_legend,
)
