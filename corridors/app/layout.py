"""What stands round every page: style, the head with pages and languages, the foot with credits."""

from __future__ import annotations

import logging
import secrets
from threading import Semaphore
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.components.v2 import component

from corridors.app.address import go, language, page, set_language, words
from corridors.app.cached import STATIC, component_text
from corridors.data.ledger import Ledger
from corridors.errors import DamagedData
from corridors.once import once
from corridors.presentation.naming import literal
from corridors.presentation.style import css_variables
from corridors.webmap.content import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["foot", "head", "in_turn", "set_up", "show", "unforeseen", "window_title"]

OWN_NAMES: Final = {"en": "EN", "zh": "中文", "ru": "РУ", "fr": "FR"}
KEY: Final = "head"
LOG: Final = logging.getLogger("corridors")
BRAND: Final = "Corridors"
AT_ONCE: Final = 3
"""So many pages are drawn at a time: one draws, another waits for a file, a third finds its way."""
LONGEST_PART: Final = 80
HTML: Final = (
    '<header class="head"><a class="brand"></a><nav class="pages"></nav><nav class="langs"></nav></header>'
)


@st.cache_resource(show_spinner=False)
def _css() -> str:
    return f"<style>{css_variables()}{component_text('app.css')}</style>"


@st.cache_resource(show_spinner=False)
def _credits() -> str:
    parts = (part.strip(" .") for text in Ledger.load().attributions() for part in text.split(";"))
    once = {part.casefold(): part for part in parts}
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in once.values())


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    mount: Callable[..., Any] = component(
        "corridors_head", html=HTML, css=component_text("head.css"), js=component_text("head.js")
    )
    return mount


def set_up(title: str, subject: Callable[[], str]) -> None:
    """Set the window's title and icon, and bring the styles that have no setting in config.toml.

    Parameters
    ----------
    title
        The page's title.
    subject
        Says what is asked on the page; it stands first, for a tab shows no more than the first words.
    """
    name = window_title(_said(subject), title, BRAND)
    st.set_page_config(page_title=name, page_icon=str(STATIC / "icon.svg"), layout="wide")
    st.html(_css())


def _said(subject: Callable[[], str]) -> str:
    """Return what is asked; nothing where the data that name it are damaged, which the page itself says."""
    try:
        return subject()
    except DamagedData:
        return ""


def window_title(*parts: str) -> str:
    """Return the title of a window from its parts; those that are empty are left out.

    Examples
    --------
    >>> window_title("Xi'an – Hamburg", "Plan a route", "Corridors")
    "Xi'an – Hamburg · Plan a route · Corridors"
    """
    return " · ".join(" ".join(part.split())[:LONGEST_PART] for part in parts if part)


def head(titles: Mapping[str, str]) -> None:
    """Draw the head: pages by name, and the languages.

    Parameters
    ----------
    titles
        Title of each page, the first one's first.
    """
    _ = words()
    lang = language()
    pages = [
        {
            "id": name,
            "title": title,
            "href": f"?{urlencode({'page': name, 'lang': lang})}",
            "current": name == page(),
        }
        for name, title in titles.items()
    ]
    langs = [
        {
            "id": code,
            "title": OWN_NAMES[code],
            "href": f"?{urlencode(_in_language(code), doseq=True)}",
            "current": code == lang,
        }
        for code in LANGUAGES
    ]
    data = {
        "brand": BRAND,
        "pages": pages,
        "langs": langs,
        "lang": _.lang,
        "pages_label": _("Pages"),
        "langs_label": _("Language of names"),
    }
    _component()(key=KEY, data=data, on_go_change=_go)


def _in_language(code: str) -> dict[str, list[str]]:
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    return query | {"lang": [code]}


def _go() -> None:
    where = st.session_state[KEY].get("go")
    if not isinstance(where, dict):
        return
    if where.get("lang") in LANGUAGES:
        set_language(where["lang"])
    elif "page" in where:
        go(str(where["page"]))


@once
def _turns() -> Semaphore:
    return Semaphore(AT_ONCE)


def in_turn(draw: Callable[[], None]) -> None:
    """Draw when it is this page's turn: fifty at once would take each other's processor, and all wait longer.

    Parameters
    ----------
    draw
        Draws the whole page.
    """
    with _turns():
        draw()


def show(render: Callable[[], None]) -> None:
    """Draw a page; a shipped file that is damaged is said in one card, not in a traceback.

    Parameters
    ----------
    render
        Draws the page.
    """
    try:
        render()
    except DamagedData as fault:
        _card(words()("The data of this copy are damaged"), str(fault))


def unforeseen(fault: Exception) -> bool:
    """Say in a card that a page failed; what failed is written to the server's log alone.

    Parameters
    ----------
    fault
        What nobody caught.

    Returns
    -------
        True: nothing else needs to be shown.
    """
    _ = words()
    number = secrets.token_hex(3)
    LOG.error("Page failed, number %s", number, exc_info=fault)
    _card(
        _("This page could not be drawn"),
        _(
            "The fault is in the program and is noted under number {number}. Change the question or go back."
        ).format(number=number),
    )
    return True


def _card(title: str, text: str) -> None:
    with st.container(key="fault"):
        st.markdown(f"##### :material/error: {title}")
        st.markdown(literal(text))


def foot() -> None:
    """Draw the credits that the data ask for."""
    with st.container(key="foot"):
        st.caption(literal(_credits()))
