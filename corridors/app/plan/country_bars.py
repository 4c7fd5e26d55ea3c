"""The bar of kilometres per country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from corridors.presentation import style
from corridors.presentation.charts import number_locale

if TYPE_CHECKING:
    import pandas as pd

    from corridors.i18n import Words

__all__ = ["country_bars"]

ROW_PX: Final = 27
MARGIN_PX: Final = 22
SUM_KM: Final = {"aggregate": "sum", "field": "km", "type": "quantitative"}
AXIS: Final = {
    "domain": False,
    "labelColor": style.INK,
    "labelFontSize": 13,
    "labelLimit": 150,
    "labelPadding": 8,
    "ticks": False,
}


def country_bars(rows: pd.DataFrame, ink: str, _: Words) -> dict[str, Any]:
    """Return, as Vega-Lite, a bar a country in the order of the way, in km; water in the colour of the sea.

    It is written out, for altair would hold it against its schema at every question.

    Parameters
    ----------
    rows
        Stretches with ``country``, ``on`` (land or water) and ``km``.
    ink
        Colour of what lies on land.
    _
        Puts English into the reader's language.
    """
    longest = float(rows.groupby("country").km.sum().max())
    where = {
        "x": SUM_KM | {"axis": None, "scale": {"domain": [0, longest * 1.18]}, "title": None},
        "y": {"axis": AXIS, "field": "country", "sort": None, "title": None, "type": "nominal"},
    }
    bars = {
        "color": {
            "field": "on",
            "legend": None,
            "scale": {"domain": ["land", "water"], "range": [ink, style.PAPER.water]},
            "type": "nominal",
        },
        "tooltip": [
            {"field": "country", "title": _("Country"), "type": "nominal"},
            SUM_KM | {"format": ",.0f", "title": "km"},
        ],
    }
    text = {"type": "text", "align": "left", "color": style.PAPER.muted, "dx": 6, "fontSize": 12.5}
    return {
        "config": {"locale": number_locale(_).to_dict()},
        "height": ROW_PX * rows.country.nunique() + MARGIN_PX,
        "layer": [
            {"mark": {"type": "bar", "cornerRadius": 2, "height": 15}, "encoding": where | bars},
            {"mark": text, "encoding": where | {"text": SUM_KM | {"format": ",.0f"}}},
        ],
    }
