"""Series as charts: values in, Altair charts out, in the colours of `style`.

A year without figure breaks the line; what is derived, rounded or unverified is drawn hollow; a
target or a capacity is a mark with its name, never a point of a line. A click on a point opens its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from corridors.extras import missing
from corridors.model import ValueType
from corridors.presentation import style
from corridors.presentation.text import separators

try:
    import altair as alt
except ModuleNotFoundError as fault:
    raise missing(fault) from fault
from corridors.presentation.text import figure
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corridors.i18n import Words
    from corridors.model import Series, SeriesPoint

__all__ = ["PALETTE", "firm", "number_locale", "series_chart", "series_rows"]

PALETTE: Final = (
    *(f.colour for f in style.FAMILIES.values()),
    style.PAPER.relief,
    style.PAPER.muted,
    style.INK,
)
HEIGHT_PX: Final = 340
LABEL_PX: Final = 260
POINT_PX2: Final = 70
MARK_PX2: Final = 130
FEWEST_YEARS: Final = 2
ROOM_Y: Final = 1.14
"""Room above the highest figure, for the names of marks."""
LINK_START: Final = ("https://", "http://")
COLUMNS: Final = (
    "year",
    "value",
    "line",
    "run",
    "firm",
    "kind",
    "confidence",
    "source",
    "url",
)


def firm(point: SeriesPoint) -> bool:
    """Return whether a figure stands as its source gave it: neither derived, rounded nor unverified."""
    return point.value_type is ValueType.REPORTED and point.source.confidence != "unverified"


def series_rows(series: Sequence[Series], _: Words) -> pd.DataFrame:
    """Return a row a point; ``run`` numbers the years in a row, so that no line crosses a gap.

    Parameters
    ----------
    series
        What is drawn together, of one unit.
    _
        Puts English into the reader's language.
    """
    return pd.DataFrame((row for s in series for row in _rows(s, _)), columns=list(COLUMNS))


def _rows(series: Series, _: Words) -> Iterator[dict[str, Any]]:
    run, last = 0, None
    for p in sorted(series.points, key=lambda p: p.year):
        run += last is not None and p.year != last + 1
        last = p.year
        yield {
            "year": p.year,
            "value": p.value,
            "line": word("series", series.label, _),
            "run": f"{series.label} {run}",
            "firm": firm(p),
            "kind": word("value type", p.value_type, _),
            "confidence": word("confidence", p.source.confidence, _),
            "source": p.source.title,
            "url": p.source.url if p.source.url.startswith(LINK_START) else None,
        }


def series_chart(
    series: Sequence[Series], marks: Sequence[Series], _: Words
) -> alt.LayerChart | alt.FacetChart:
    """Return the lines of several series of one unit over the years, with marks beside them.

    Parameters
    ----------
    series
        Lines, in the order of their colours.
    marks
        Targets and capacities of the same unit.
    _
        Puts English into the reader's language.
    """
    rows, named = series_rows(series, _), series_rows(marks, _)
    x, y = _axes(pd.concat([rows, named], ignore_index=True), word("unit", (*series, *marks)[0].unit, _))
    layers: list[alt.Chart] = []
    if not rows.empty:
        layers += _lines(rows, x, y, _)
    if not named.empty:
        layers += _marks(named, x, y, _)
    chart: alt.LayerChart = (
        alt.layer(*layers).properties(height=HEIGHT_PX).configure(locale=number_locale(_))
    )
    return chart


def number_locale(_: Words) -> alt.Locale:
    """Return how a chart writes numbers: as the text around it does."""
    thousands, decimal = separators(_.lang)
    return alt.Locale(
        number=alt.NumberLocale(decimal=decimal, thousands=thousands, grouping=[3], currency=["", ""])
    )


def _axes(rows: pd.DataFrame, unit: str) -> tuple[alt.X, alt.Y]:
    first, last = int(rows["year"].min()), int(rows["year"].max())
    spare = 1 if last - first < FEWEST_YEARS else 0.5
    look: dict[str, Any] = {
        "labelColor": style.PAPER.muted,
        "domainColor": style.PAPER.line,
        "tickColor": style.PAPER.line,
        "labelFontSize": 12.5,
    }
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[first - spare, last + spare], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap="greedy", **look),
    )
    high = float(rows["value"].max()) * ROOM_Y
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[0, high], nice=True),
        axis=alt.Axis(format="~s", tickCount=6, gridColor=style.PAPER.line, **look | {"domain": False}),
    )
    return x, y.title(unit).axis(titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-10, titleX=-30)


def _tooltip(_: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("line:N", title=_("Series")),
        alt.Tooltip("year:Q", title=_("Year"), format="d"),
        alt.Tooltip("value:Q", title=_("Value"), format=",~f"),
        alt.Tooltip("kind:N", title=_("Kind of figure")),
        alt.Tooltip("confidence:N", title=_("Confidence")),
        alt.Tooltip("source:N", title=_("Source")),
    ]


def _lines(rows: pd.DataFrame, x: alt.X, y: alt.Y, _: Words) -> list[alt.Chart]:
    names = list(dict.fromkeys(rows["line"]))
    colours = [PALETTE[i % len(PALETTE)] for i in range(len(names))]
    legend = alt.Legend(
        orient="top", direction="vertical", title=None, labelLimit=LABEL_PX, labelFontSize=13
    )
    colour = alt.Color(
        "line:N",
        sort=names,
        scale=alt.Scale(domain=names, range=colours),
        legend=legend if len(names) > 1 else None,
    )
    base = alt.Chart(rows).encode(x=x, y=y, color=colour)
    line = base.mark_line(strokeWidth=2.2, interpolate="linear").encode(detail="run:N")
    points = base.encode(tooltip=_tooltip(_), href="url:N")
    full = points.transform_filter("datum.firm").mark_point(filled=True, opacity=1, size=POINT_PX2)
    hollow = points.transform_filter("!datum.firm").mark_point(
        filled=False, fill=style.PAPER.card, strokeWidth=2, opacity=1, size=POINT_PX2
    )
    return [line, full, hollow]


def _marks(rows: pd.DataFrame, x: alt.X, y: alt.Y, _: Words) -> list[alt.Chart]:
    said = rows.assign(
        says=[
            f"{kind} {year}: {figure(float(value), _)}"
            for kind, year, value in zip(rows["kind"], rows["year"], rows["value"], strict=True)
        ],
    )
    base = alt.Chart(said).encode(x=x, y=y, tooltip=_tooltip(_), href="url:N")
    shape = base.mark_point(
        shape="diamond", filled=False, fill=style.PAPER.card, stroke=style.INK, strokeWidth=2, size=MARK_PX2
    )
    text = base.mark_text(align="center", baseline="bottom", dy=-10, color=style.INK, fontSize=12.5)
    return [shape, text.encode(text="says:N")]
