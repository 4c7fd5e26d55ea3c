"""A route on the page: figures with their grounds, the bar per country, tables, downloads."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

import streamlit as st

from corridors.app.address import language, words
from corridors.app.cached import planner
from corridors.app.downloads import download_row
from corridors.app.plan.country_bars import country_bars
from corridors.exchange import to_bytes
from corridors.model.wording import word_note
from corridors.presentation.naming import linked, literal, named
from corridors.presentation.route_tables import (
    Figure,
    assumptions,
    countries_table,
    crossings_table,
    figures,
    legs_table,
    modelled,
    sources_table,
    timed,
)
from corridors.presentation.vocabulary import word
from corridors.webmap import MapView, to_html

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from corridors.app.question import Question
    from corridors.model import Itinerary

__all__ = ["figure_card", "file_stem", "show_figures", "show_rows", "show_tables"]

MODELLED: Final = frozenset({"legs", "countries"})
"""Tables whose figures are all our own; the rows of the others name their sources."""
MOST_ROWS_SHOWN: Final = 14
TALL_PX: Final = 500


def show_figures(found: Itinerary) -> None:
    """Draw the head of the answer: where from and to, and the figures, each with its grounds."""
    _ = words()
    route, lang = found.routes[0], language()
    family = word("family", route.family, _)
    st.subheader(
        f"{literal(named(found.origin, lang))} → {literal(named(found.destination, lang))}", anchor=False
    )
    st.caption(literal(family))
    with st.container(key="notes"):
        for note in found.notes:
            st.caption(literal(word_note(note, _)))
    with st.container(key="figures"):
        for i, figure in enumerate(figures(route, planner().costs, lang, _)):
            figure_card(i, figure)
    with st.container(key="bars"):
        st.markdown(f"##### {_('Kilometres per country')}")
        st.altair_chart(country_bars(route, lang, _))
        st.caption(linked(*modelled(_)))


def figure_card(i: int, figure: Figure) -> None:
    """Draw a figure with what it rests on, one click away.

    Parameters
    ----------
    i
        Its number among the figures of the page.
    figure
        The figure.
    """
    with st.container(key=f"figure-{i}", gap=None):
        st.caption(literal(figure.label))
        with st.popover(literal(figure.value), type="tertiary"):
            st.markdown(f"**{literal(figure.label)}: {literal(figure.value)}**")
            st.markdown(f"{literal(figure.how)}  \n{linked(*figure.ground)}")
            if not figure.basis.empty:
                show_rows(figure.basis)
        st.caption(f"{literal(figure.detail)}  \n{linked(*figure.ground)}")


def show_tables(found: Itinerary, question: Question) -> None:
    """Draw the tables and the downloads."""
    _ = words()
    route, lang = found.routes[0], language()
    head, down = st.columns([3, 2], vertical_alignment="bottom")
    with head:
        st.subheader(_("The route in detail"), anchor=False)
    with down:
        _downloads(found, question)
    tabs = st.tabs([_("Legs"), _("Countries"), _("Borders and changes"), _("Assumptions"), _("Sources")])
    for tab, key, rows in zip(
        tabs,
        ("legs", "countries", "crossings", "assumptions", "sources"),
        (
            legs_table(route, lang, _),
            countries_table(route, lang, _),
            crossings_table(route, lang, _),
            assumptions(route, planner().costs, lang, _),
            sources_table(route, _),
        ),
        strict=True,
    ):
        with tab, st.container(key=f"table-{key}"):
            show_rows(rows)
            if key in MODELLED:
                st.caption(f"{linked(*modelled(_))} · {linked(*timed(_))}")


def show_rows(rows: pd.DataFrame) -> None:
    """Draw a table with links and units as readers expect them; an empty one as a sentence.

    Parameters
    ----------
    rows
        The table, with its headings in the reader's language.
    """
    _ = words()
    if rows.empty:
        st.caption(_("None on this way."))
        return
    columns = {
        _("km"): st.column_config.NumberColumn(format="%.1f"),
        _("km, modelled"): st.column_config.NumberColumn(format="%.0f"),
        _("km, published"): st.column_config.NumberColumn(format="%.0f"),
        _("Opened"): st.column_config.NumberColumn(format="%d"),
        _("Share"): st.column_config.NumberColumn(format="percent"),
        _("Kind"): st.column_config.TextColumn(width="medium"),
        _("Source"): st.column_config.TextColumn(width="large"),
        _("Link"): st.column_config.LinkColumn(display_text=_("open"), width="small"),
    }
    shown: dict[str, Any] = {k: v for k, v in columns.items() if k in rows.columns}
    high: int | Literal["content"] = "content" if len(rows) <= MOST_ROWS_SHOWN else TALL_PX
    st.dataframe(rows, hide_index=True, column_config=shown, height=high, placeholder="–")


def _downloads(found: Itinerary, question: Question) -> None:
    _ = words()
    labels = {
        "geojson": "GeoJSON",
        "gpkg": "GeoPackage",
        "csv": "CSV",
        "xlsx": "Excel",
        "html": _("Map (one file)"),
    }
    download_row(file_stem(question), {k: (label, _maker(found, k)) for k, label in labels.items()})


def _maker(found: Itinerary, kind: str) -> Callable[[], bytes]:
    """Return what makes the file; it runs when the button is pressed, not before."""
    if kind == "html":
        view = MapView(routes=(found,), lang=language())
        return lambda: to_html(view).encode("utf-8")
    return partial(to_bytes, found, kind)


def file_stem(question: Question) -> str:
    """Return a file name of letters and digits in any script.

    Examples
    --------
    >>> from corridors.app.question import Question
    >>> file_stem(Question("Xi'an", "../Poti"))
    'Xi-an_Poti'
    """
    ends = (
        re.sub(r"[^\w]+", "-", text).strip("-_")[:40] for text in (question.origin, question.destination)
    )
    return "_".join(end or "place" for end in ends)
