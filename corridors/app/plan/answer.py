"""An answer on the page: figures with their grounds, the bar per country, tables, downloads."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final, Literal

import streamlit as st

from corridors.app.address import language, words
from corridors.app.downloads import download_row
from corridors.app.figure_columns import with_figures
from corridors.app.plan.country_bars import country_bars
from corridors.exchange import to_bytes
from corridors.model import Itinerary
from corridors.presentation.naming import linked, literal
from corridors.webmap import MapView, to_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from corridors.app.plan.answer_view import AnswerView, SourceLink, Told
    from corridors.app.question import Question
    from corridors.i18n import Words
    from corridors.model import Answer
    from corridors.presentation.route_tables import Figure

__all__ = ["figure_card", "file_stem", "show_figures", "show_rows", "show_tables", "warnings_html"]

FILES: Final = {"geojson": "GeoJSON", "gpkg": "GeoPackage", "csv": "CSV", "xlsx": "Excel"}
MOST_ROWS_SHOWN: Final = 14
TALL_PX: Final = 500


def show_figures(view: AnswerView) -> None:
    """Draw the head of the answer: where from and to, figures, the bar per country, what must be known.

    Warnings come first, apart from notes; what lengths and capacities rest on stands below.

    Parameters
    ----------
    view
        The answer in the reader's language.
    """
    _ = words()
    st.subheader(f"{literal(view.origin)} → {literal(view.destination)}", anchor=False)
    st.caption(literal(view.what))
    if view.warnings:
        st.html(warnings_html(view.warnings, _))
    with st.container(key="notes"):
        for text, grounds in view.notes:
            st.caption(_line(text, grounds))
    with st.container(key="figures"):
        for i, figure in enumerate(view.figures):
            figure_card(i, figure)
    with st.container(key="bars"):
        st.markdown(f"##### {_('Kilometres per country')}")
        st.vega_lite_chart(view.bars, country_bars(view.bars, view.ink, _))
        st.caption(linked(*view.ground))
    if view.background:
        with st.container(key="pipe-notes"):
            st.markdown(f"##### {_('Good to know')}")
            st.markdown("\n".join(f"- {_line(*told)}" for told in view.background))


def _line(text: str, grounds: Sequence[SourceLink]) -> str:
    return f"{literal(text)} {' · '.join(linked(*ground) for ground in grounds)}".strip()


def warnings_html(told: Sequence[Told], _: Words) -> str:
    """Return what makes a way doubtful as a list that a screen reader announces as such.

    Parameters
    ----------
    told
        Each warning in words, with what it rests on.
    _
        Puts English into the reader's language.
    """
    rows = "".join(
        f"<li><b>{escape(_('Warning'))}:</b> {escape(text)} {' · '.join(_anchor(*g) for g in grounds)}</li>"
        for text, grounds in told
    )
    return f'<section id="warnings" class="warnings" role="note" aria-label="{escape(_("Warnings"))}"><ul>{rows}</ul></section>'


def _anchor(text: str, address: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


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
            head = f"**{literal(figure.label)}: {literal(figure.value)}**"
            st.markdown(f"{head}\n\n{literal(figure.how)}  \n{linked(*figure.ground)}")
            if not figure.basis.empty:
                show_rows(figure.basis)
        st.caption(f"{literal(figure.detail)}  \n{linked(*figure.ground)}")


def show_tables(view: AnswerView, found: Answer, question: Question) -> None:
    """Draw the tables and the downloads.

    Parameters
    ----------
    view
        The answer in the reader's language.
    found
        The answer itself, for the files.
    question
        What was asked; the files are named after it.
    """
    _ = words()
    head, down = st.columns([3, 2], vertical_alignment="bottom")
    with head:
        st.subheader(_("The route in detail"), anchor=False)
    with down:
        _downloads(found, question)
    for tab, table in zip(st.tabs([table.title for table in view.tables]), view.tables, strict=True):
        with tab, st.container(key=f"table-{table.key}"):
            show_rows(table.rows)
            if table.grounds:
                st.caption(" · ".join(linked(*ground) for ground in table.grounds))


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
        _("Opened"): st.column_config.NumberColumn(format="%d"),
        _("Share"): st.column_config.NumberColumn(format="percent"),
        _("Kind"): st.column_config.TextColumn(width="medium"),
        _("Source"): st.column_config.TextColumn(width="large"),
        _("Link"): st.column_config.LinkColumn(display_text=_("open"), width="small"),
    }
    shown: dict[str, Any] = {k: v for k, v in columns.items() if k in rows.columns}
    high: int | Literal["content"] = "content" if len(rows) <= MOST_ROWS_SHOWN else TALL_PX
    tenths = dict.fromkeys((_("km"), _("Hours"), _("Hours under way"), _("Dwell, h")), 1)
    whole = dict.fromkeys((_("km, modelled"), _("km, published")), 0)
    figures = tenths | whole
    plain = not set(figures) & set(rows.columns)  # a Styler takes longer than all else of a small table
    told = rows if plain else with_figures(rows, figures, _, missing="–")
    st.dataframe(told, hide_index=True, column_config=shown, height=high, placeholder="–")


def _downloads(found: Answer, question: Question) -> None:
    """Draw the buttons; a file is made when its button is pressed. Maps in one file show freight alone so far."""
    files: dict[str, tuple[str, Callable[[], bytes]]] = {
        kind: (label, partial(to_bytes, found, kind)) for kind, label in FILES.items()
    }
    if isinstance(found, Itinerary):
        view = MapView(routes=(found,), lang=language())
        files["html"] = words()("Map (one file)"), lambda: to_html(view).encode("utf-8")
    download_row(file_stem(question), files)


def file_stem(question: Question) -> str:
    """Return a file name of letters and digits in any script.

    Examples
    --------
    >>> from corridors.app.question import Question
    >>> file_stem(Question("Xi'an", "../Poti"))
    'Xi-an_Poti'
    >>> file_stem(Question("Tengiz", "Novorossiysk", carry="oil"))
    'Tengiz_Novorossiysk_oil'
    """
    ends = (
        re.sub(r"[^\w]+", "-", text).strip("-_")[:40] for text in (question.origin, question.destination)
    )
    carried = question.to_params().get("carry")
    return "_".join([*(end or "place" for end in ends), *([str(carried)] if carried else [])])
