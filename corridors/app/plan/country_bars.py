"""The bar of kilometres per country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from corridors.layers.kit.registry import style_of
from corridors.presentation import style
from corridors.presentation.naming import country_name
from corridors.presentation.pipeline_tables import SEA, pipe_country

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.model import Route
    from corridors.pipelines import PipelineRoute

__all__ = ["country_bars", "pipe_country_bars"]

ROW_PX: Final = 27
MARGIN_PX: Final = 22
WET: Final = {"ferry", "sea"}


def country_bars(route: Route, lang: str, _: Words) -> alt.LayerChart | alt.FacetChart:
    """Return a bar a country in the order of the way, lengths in km; water in the colour of the sea.

    Parameters
    ----------
    route
        The route.
    lang
        Language of country names.
    _
        Puts English into the reader's language.
    """
    return _bars(_rows(route, lang), style.family(route.family).colour, _)


def pipe_country_bars(way: PipelineRoute, lang: str, _: Words) -> alt.LayerChart | alt.FacetChart:
    """Return a bar a country that pipelines run through, lengths in km; sea beds in the colour of the sea.

    Parameters
    ----------
    way
        The way through pipelines.
    lang
        Language of country names.
    _
        Puts English into the reader's language.
    """
    rows = pd.DataFrame(
        {
            "country": pipe_country(code, lang, _),
            "on": "water" if code == SEA else "land",
            "km": length_km,
        }
        for code, length_km in way.countries.items()
    )
    bars = _bars(rows, style_of(way.commodity).colour, _)
    return bars.properties(height=ROW_PX * len(rows) + MARGIN_PX)


def _bars(rows: pd.DataFrame, ink: str, _: Words) -> alt.LayerChart | alt.FacetChart:
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
    high = ROW_PX * rows.country.nunique()
    return alt.layer(bars, figures).properties(height=high)


def _axis() -> alt.Axis:
    look: dict[str, Any] = {"domain": False, "ticks": False, "labelPadding": 8, "labelLimit": 150}
    return alt.Axis(labelColor=style.INK, labelFontSize=13, **look)


def _rows(route: Route, lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "country": country_name(leg.country, lang),
            "on": "water" if str(leg.mode) in WET else "land",
            "km": leg.distance_km,
        }
        for leg in route.legs
    )
