"""The bar of kilometres per country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from corridors.presentation import style
from corridors.presentation.charts import number_locale

if TYPE_CHECKING:
    import pandas as pd

    from corridors.i18n import Words

__all__ = ["country_bars"]

ROW_PX: Final = 27
MARGIN_PX: Final = 22


def country_bars(rows: pd.DataFrame, ink: str, _: Words) -> alt.LayerChart | alt.FacetChart:
    """Return a bar a country in the order of the way, lengths in km; water in the colour of the sea.

    Parameters
    ----------
    rows
        Stretches with ``country``, ``on`` (land or water) and ``km``.
    ink
        Colour of what lies on land.
    _
        Puts English into the reader's language.
    """
    colour = alt.Scale(domain=["land", "water"], range=[ink, style.PAPER.water])
    longest = float(rows.groupby("country").km.sum().max())
    base = alt.Chart(rows).encode(
        y=alt.Y("country:N", sort=None, title=None, axis=_axis()),
        x=alt.X("sum(km):Q", title=None, axis=None, scale=alt.Scale(domain=[0, longest * 1.18])),
    )
    bars = base.mark_bar(cornerRadius=2, height=15).encode(
        color=alt.Color("on:N", legend=None, scale=colour),
        tooltip=[
            alt.Tooltip("country:N", title=_("Country")),
            alt.Tooltip("sum(km):Q", title="km", format=",.0f"),
        ],
    )
    figures = base.mark_text(align="left", dx=6, color=style.PAPER.muted, fontSize=12.5).encode(
        text=alt.Text("sum(km):Q", format=",.0f")
    )
    high = ROW_PX * rows.country.nunique() + MARGIN_PX
    chart: alt.LayerChart = (
        alt.layer(bars, figures).properties(height=high).configure(locale=number_locale(_))
    )
    return chart


def _axis() -> alt.Axis:
    look: dict[str, Any] = {"domain": False, "ticks": False, "labelPadding": 8, "labelLimit": 150}
    return alt.Axis(labelColor=style.INK, labelFontSize=13, **look)
