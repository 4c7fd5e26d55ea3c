"""The page Throughput: what was carried year by year, each figure with its kind and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from corridors.app.address import choose, chosen, words
from corridors.app.downloads import download_row
from corridors.app.figure_columns import with_figures
from corridors.app.throughput.derived_html import assigned_html, compound_html, derivations_html
from corridors.data.catalogue import address_of
from corridors.errors import UnknownName
from corridors.exchange import to_bytes
from corridors.model.wording import word_note
from corridors.presentation.charts import series_chart
from corridors.presentation.derived_tables import (
    chosen_years,
    compounds,
    derived_series,
    growths,
    known_years,
    shares,
    uses,
)
from corridors.presentation.naming import linked, literal
from corridors.presentation.series_tables import (
    Panel,
    every_point,
    gaps,
    headlines,
    latest,
    panels,
    points_table,
)
from corridors.presentation.text import figure
from corridors.presentation.vocabulary import word
from corridors.traffic.assigned import CROSSINGS, assigned
from corridors.traffic.series import annual, overview

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from corridors.model import Throughput
    from corridors.traffic.assigned import Assigned

__all__ = ["render", "subject"]

SERIES, METRIC, FIRST, LAST = "series", "metric", "first", "last"
SERIES_KEY, METRIC_KEY, MAIN_KEY = "series-box", "metric-box", "main-series"
MAIN: Final = ("khorgos", "alashankou", "china-europe-trains", "middle-corridor", "CAGP", "trade")
MOST_ROWS_SHOWN: Final = 24
TALL_PX: Final = 640
YEARS_IN_WORDS: Final = 12
DERIVED_PX: Final = 220
FEWEST_POINTS: Final = 3
"""Fewer derived percentages than that make no chart."""


@st.cache_resource(show_spinner=False)
def _titles() -> Mapping[str, str]:
    """Return the title of each subject, those asked for most first."""
    return {line["name"]: line["title"] for line in overview()}


@st.cache_resource(max_entries=128, show_spinner=False)
def _annual(name: str) -> Throughput:
    return annual(name)


@st.cache_resource(max_entries=8, show_spinner=False)
def _assigned(crossing_id: str) -> tuple[Assigned, ...]:
    return assigned(crossing_id)


def subject() -> str:
    """Return whose series are shown, for the window's title."""
    title = _titles().get(st.query_params.get(SERIES, "") or MAIN[0], "")
    return word("series", title, words())


def render() -> None:
    """Draw the page for the series in the address."""
    _ = words()
    with st.container(key="sheet"):
        st.title(_("Throughput"), anchor=False)
        titles = _titles()
        try:
            throughput = _annual(st.query_params.get(SERIES, "") or MAIN[0])
        except UnknownName as fault:
            _choice(titles, None)
            st.markdown(literal(str(fault)))
            return
        left, right = _choice(titles, throughput.name)
        _subject(throughput, right if throughput.series or throughput.marks else left)


def _choice(titles: Mapping[str, str], series: str | None) -> Sequence[DeltaGenerator]:
    """Draw what can be chosen: the main subjects as pills, all of them in a box; return the row of boxes."""
    _ = words()
    main = [name for name in MAIN if name in titles]
    st.session_state[MAIN_KEY] = series if series in main else None
    st.session_state[SERIES_KEY] = series if series in titles else None
    st.pills(
        _("Asked for most"),
        main,
        format_func=lambda name: literal(word("series", titles[name], _)),
        key=MAIN_KEY,
        on_change=_choose_series,
        args=(MAIN_KEY,),
        label_visibility="collapsed",
    )
    boxes = st.columns(2)
    with boxes[0]:
        st.selectbox(
            _("Crossing, service, pipeline or trade"),
            list(titles),
            index=0 if series in titles else None,
            format_func=lambda name: word("series", titles[name], _),
            key=SERIES_KEY,
            on_change=_choose_series,
            args=(SERIES_KEY,),
            placeholder=_("Choose what to look at"),
        )
    return boxes


def _choose_series(key: str) -> None:
    name = st.session_state[key]
    if name:
        for kept in (METRIC, FIRST, LAST):
            st.query_params.pop(kept, None)
        choose(SERIES, str(name))


def _subject(throughput: Throughput, box: DeltaGenerator) -> None:
    """Draw the box of what is counted, the panel chosen there, and what the tables leave out."""
    _ = words()
    shown = {panel.key: panel for panel in panels(throughput)}
    if shown:
        metric = chosen(METRIC, shown, next(iter(shown)))
        st.session_state[METRIC_KEY] = metric
        said = {key: headlines(panel, _) for key, panel in shown.items()}
        with box:
            st.selectbox(
                _("What is counted"),
                list(said),
                format_func=said.__getitem__,
                key=METRIC_KEY,
                on_change=_choose_metric,
            )
        _panel(throughput, shown[metric])
    if throughput.name in CROSSINGS:
        _rail_network(CROSSINGS[throughput.name])
    for note in throughput.notes:
        st.caption(f"{literal(word_note(note, _))} [{_('All rows of the tables')}](?page=data)")


def _choose_metric() -> None:
    key = st.session_state[METRIC_KEY]
    if key:
        choose(METRIC, str(key))


def _panel(throughput: Throughput, panel: Panel) -> None:
    """Draw a chart, how to read it, and the table of its points."""
    _ = words()
    with st.container(key="chart"):
        st.subheader(
            f"{literal(word('series', throughput.title, _))}: {literal(headlines(panel, _))}", anchor=False
        )
        _newest(throughput, panel)
        st.altair_chart(
            series_chart(panel.series, panel.marks, _),
            alt=_("Chart of the figures in the table below"),
        )
        st.caption(
            _(
                "Full point: as reported. Hollow point: derived, rounded or unverified. Where a year has no "
                "figure the line breaks. A click on a point opens its source."
            )
        )
        _gaps(panel)
    _derived(throughput, panel)
    head, down = st.columns([3, 2], vertical_alignment="bottom")
    with head:
        st.markdown(f"##### {_('Figures and their sources')}")
    with down:
        download_row(f"throughput-{throughput.name}", {"csv": ("CSV", _csv_maker(throughput))})
    _table(panel)


def _csv_maker(throughput: Throughput) -> Callable[[], bytes]:
    return lambda: to_bytes(every_point(throughput), "csv")


def _newest(throughput: Throughput, panel: Panel) -> None:
    """Say the last figure of each series, and each mark, with the way to its source."""
    _ = words()
    for series in (*panel.series, *panel.marks):
        point = latest(series)
        said_value = figure(point.value, _)
        label = "" if series.label == throughput.name else literal(word("series", series.label, _))
        source = linked(point.source.title, address_of(point.source))
        kind = point.value_type if point.source.confidence != "unverified" else point.source.confidence
        said = dict.fromkeys(
            (f"{point.year}: **{said_value}**", label, literal(word("value type", kind, _)), source)
        )
        st.markdown(" · ".join(part for part in said if part))


def _gaps(panel: Panel) -> None:
    _ = words()
    for label, years in gaps(panel):
        listed = ", ".join(map(str, years[:YEARS_IN_WORDS])) + (" …" if len(years) > YEARS_IN_WORDS else "")
        st.caption(
            _("No verified figure for {years}: {label}").format(
                years=listed, label=literal(word("series", label, _))
            )
        )


def _derived(throughput: Throughput, panel: Panel) -> None:
    """Draw what follows from the figures: growth, shares, use of capacity, each beside its grounds."""
    _ = words()
    grown = growths(panel, _)
    parts = (*shares(throughput, panel, _), *uses(throughput, panel, _))
    if not grown and not parts and not known_years(panel):
        return
    with st.container(key="derived"):
        st.subheader(_("What follows from the figures"), anchor="derived")
        st.caption(
            _(
                "Derived here, not published: each percentage stands beside the figures it is made from, "
                "each of which leads to its source. A year that lacks one of them has none."
            )
        )
        if len(known_years(panel)) > 1:
            _compound(throughput, panel)
        drawn = [s for s in derived_series(parts) if len(s.points) >= FEWEST_POINTS]
        if drawn:
            if len(drawn) == 1:
                st.markdown(f"**{literal(drawn[0].label)}** :gray[{_('derived')}]")
            chart = series_chart(drawn, (), _).properties(height=DERIVED_PX)
            st.altair_chart(chart, alt=_("Chart of the percentages in the tables below"))
        st.html(derivations_html((*parts, *grown), _))
        if panel.metric in {"china_europe_trains", "europe_and_asia_trains", "trains"} and parts:
            st.caption(
                _(
                    "The crossings of Kazakhstan count trains to Europe and to Central Asia together: their "
                    "shares are of both. “Europe” in these counts includes Russia and Belarus. Crossings "
                    "count by rules of their own: shares can add up to more than the whole."
                )
            )


def _compound(throughput: Throughput, panel: Panel) -> None:
    """Draw two years to choose and the compound annual growth between them."""
    _ = words()
    years = known_years(panel)
    span = chosen_years(panel, st.query_params.get(FIRST, ""), st.query_params.get(LAST, ""))
    boxes = st.columns([1, 1, 3], vertical_alignment="bottom")
    options = (
        (FIRST, _("From the year"), [y for y in years if y < span[1]]),
        (LAST, _("To the year"), [y for y in years if y > span[0]]),
    )
    for box, (name, label, allowed), year in zip(boxes, options, span, strict=False):
        st.session_state[f"{name}-box"] = year
        with box:
            st.selectbox(label, allowed, key=f"{name}-box", on_change=_choose_year, args=(name,))
    with boxes[2]:
        grown = (
            ("" if label == throughput.name else label, value)
            for label, value in compounds(panel, *span, _)
        )
        st.html(compound_html(tuple(grown), span, _))


def _choose_year(name: str) -> None:
    choose(name, str(st.session_state[f"{name}-box"]))


def _rail_network(crossing_id: str) -> None:
    """Draw the trains put on services by this crossing beside those counted there."""
    _ = words()
    rows = _assigned(crossing_id)
    if not rows:
        return
    with st.container(key="assigned"):
        st.subheader(_("Assigned to the rail network"), anchor="assigned")
        st.caption(
            _(
                "Trains counted where they set out are shared equally among the services from there and "
                "led along their routes; at the crossing their sum is held against the count, and the "
                "difference is spread over the services without a count of their own, or scaled away. "
                "What is marked estimate rests on such shares. Nothing is shown of a year in which the services "
                "with a count bring less than half of the trains counted at the crossings of Kazakhstan: a jump "
                "would be one of missing data, not of traffic."
            )
        )
        st.html(assigned_html(rows, _))


def _table(panel: Panel) -> None:
    _ = words()
    rows = points_table(panel, _)
    columns: dict[str, Any] = {
        _("Year"): st.column_config.NumberColumn(format="%d", width="small"),
        _("Value"): st.column_config.NumberColumn(width="small"),
        _("Link"): st.column_config.LinkColumn(display_text=_("open"), width="small"),
        _("Source"): st.column_config.TextColumn(width="large"),
        _("Note"): st.column_config.TextColumn(width="large"),
    }
    st.dataframe(
        with_figures(rows, {_("Value"): None}, _),
        hide_index=True,
        column_config=columns,
        height="content" if len(rows) <= MOST_ROWS_SHOWN else TALL_PX,
        placeholder="",
        alt=_("Points with year, value, kind and source"),
    )
