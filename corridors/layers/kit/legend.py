"""Rows of the legend, as the map's script reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.presentation import style
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.layers.kit.layer import Layer

    Rows = list[dict[str, Any]]

__all__ = ["line_row", "rows_of_layer", "style_rows", "symbol_row"]


def line_row(title: str, line: str, layer: str = "", colour: str = style.PAPER.muted) -> dict[str, Any]:
    """Return a row with a sample of a line; without a layer it switches nothing."""
    row = {"title": title, "line": line, "colour": colour}
    return row | ({"layer": layer} if layer else {})


def symbol_row(title: str, symbol: str, layer: str, colour: str = "") -> dict[str, Any]:
    """Return a row with a symbol."""
    row = {"title": title, "symbol": symbol}
    return row | ({"colour": colour} if colour else {}) | {"layer": layer}


def style_rows(layer: Layer, _: Words) -> Rows:
    """Return the row of a layer's lines and, where their width tells an amount, one with sample widths."""
    look = layer.style
    if look is None or layer.title is None:
        return []
    row = line_row(layer.title(_), "system", layer.name, look.colour) | {"system": layer.name}
    if not look.samples:
        return [row]
    scale = {
        "title": _("Width: {unit} a year. Thin or pale: no figure for the year").format(
            unit=word("unit", look.unit, _)
        ),
        "scale": layer.name,
        "samples": list(look.samples),
    }
    return [row, scale]


def rows_of_layer(layer: Layer, _: Words) -> Rows:
    """Return a layer's rows of the legend: its own, else those of its style."""
    return layer.legend(layer, _) if layer.legend else style_rows(layer, _)
