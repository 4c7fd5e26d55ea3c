"""Relief, part of the ground, and what else of the ground the legend tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import line_row
from corridors.presentation import style

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows

__all__ = ["LAYER"]


def _legend(layer: Layer, _: Words) -> Rows:
    return [
        line_row(_("Disputed or unsettled border"), "disputed", colour=style.PAPER.disputed),
        line_row(_("Relief"), "relief", layer.name, style.PAPER.relief),
    ]


LAYER = Layer(
    name="relief",
    group="ground",
    order=22,
    data=(),
    legend=_legend,
)
