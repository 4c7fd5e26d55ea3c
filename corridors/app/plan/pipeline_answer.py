"""A way through pipelines on the page: figures with their grounds, km per country, notes, tables, downloads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from corridors.app.address import language, words
from corridors.app.cached import pipe_names, planner
from corridors.app.downloads import download_row
from corridors.app.plan.answer import figure_card, file_stem, show_rows
from corridors.app.plan.country_bars import pipe_country_bars
from corridors.app.question import FREIGHT, Question
from corridors.errors import CorridorsError
from corridors.exchange import to_bytes
from corridors.layers.kit.registry import title_of
from corridors.presentation.naming import linked, literal
from corridors.presentation.pipeline_tables import (
    noted,
    pipe_countries_table,
    pipe_figures,
    pipe_modelled,
    pipe_sources_table,
    pipes_table,
)

if TYPE_CHECKING:
    from corridors.pipelines import PipelineRoute

__all__ = ["kept_places", "show_pipe_figures", "show_pipe_tables"]


def show_pipe_figures(way: PipelineRoute) -> None:
    """Draw the head of the answer: where from and to, figures, the bar per country, what must be known.

    Parameters
    ----------
    way
        The way through pipelines.
    """
    _, lang = words(), language()
    st.subheader(f"{literal(way.origin)} → {literal(way.destination)}", anchor=False)
    st.caption(literal(title_of(way.commodity, _)))
    with st.container(key="figures"):
        for i, figure in enumerate(pipe_figures(way, lang, _)):
            figure_card(i, figure)
    with st.container(key="bars"):
        st.markdown(f"##### {_('Kilometres per country')}")
        st.altair_chart(pipe_country_bars(way, lang, _))
        st.caption(linked(*pipe_modelled(_)))
    with st.container(key="pipe-notes"):
        st.markdown(f"##### {_('Good to know')}")
        st.markdown("\n".join(_note(text, grounds) for text, grounds in noted(way, _)))


def _note(text: str, grounds: tuple[tuple[str, str], ...]) -> str:
    return f"- {literal(text)} {' · '.join(linked(*ground) for ground in grounds)}"


def show_pipe_tables(way: PipelineRoute, question: Question) -> None:
    """Draw the tables and the downloads.

    Parameters
    ----------
    way
        The way through pipelines.
    question
        What was asked; the files are named after it.
    """
    _, lang = words(), language()
    head, down = st.columns([3, 2], vertical_alignment="bottom")
    with head:
        st.subheader(_("The route in detail"), anchor=False)
    with down:
        labels = {"geojson": "GeoJSON", "gpkg": "GeoPackage", "csv": "CSV", "xlsx": "Excel"}
        files = {kind: (label, partial(to_bytes, way, kind)) for kind, label in labels.items()}
        download_row(f"{file_stem(question)}_{way.commodity}", files)
    tables = {
        "pipelines": (_("Pipelines"), pipes_table(way, _)),
        "pipe-countries": (_("Countries"), pipe_countries_table(way, lang, _)),
        "pipe-sources": (_("Sources"), pipe_sources_table(way, _)),
    }
    tabs = st.tabs([title for title, _rows in tables.values()])
    for tab, (key, (_title, rows)) in zip(tabs, tables.items(), strict=True):
        with tab, st.container(key=f"table-{key}"):
            show_rows(rows)
            if key != "pipe-sources":
                st.caption(linked(*pipe_modelled(_)))


def kept_places(question: Question, carry: str) -> Question:
    """Return the question for something else that moves, with the places that mean something to it.

    Parameters
    ----------
    question
        As it was.
    carry
        ``freight``, ``oil`` or ``gas``.
    """
    known = _known_to_freight if carry == FREIGHT else lambda text: pipe_names(carry).find(text) is not None
    first, last = (text if text and known(text) else "" for text in (question.origin, question.destination))
    return Question(first, last, carry=carry)


def _known_to_freight(text: str) -> bool:
    try:
        planner().place(text)
    except CorridorsError:
        return False
    return True
