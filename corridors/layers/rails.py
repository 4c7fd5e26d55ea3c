"""The railways by gauge, part of the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import line_row
from corridors.presentation import style
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows

__all__ = ["LAYER"]


def _legend(layer: Layer, _: Words) -> Rows:
    return [
        line_row(word("gauge", str(mm), _), "ties" if gauge.ties else "rail", layer.name, gauge.colour)
        for mm, gauge in style.GAUGES.items()
        if mm in style.MAIN_GAUGES
    ]


LAYER = Layer(
    name="rails",
    group="ground",
    order=20,
    beside_pipelines=False,
    data=("rail_lines",),
    legend=_legend,
)
