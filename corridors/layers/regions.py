"""Borders of provinces and regions, part of the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import line_row

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows

__all__ = ["LAYER"]


def _legend(layer: Layer, _: Words) -> Rows:
    return [line_row(_("Borders of provinces and regions"), "dashes", layer.name)]


LAYER = Layer(
    name="regions",
    group="provinces",
    order=15,
    data=("china_provinces", "kazakhstan_regions"),
    legend=_legend,
)
