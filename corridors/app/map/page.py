"""The page Map: the corridors, crossings and terminals, as wide as the window."""

from __future__ import annotations

from typing import Final

import streamlit as st

from corridors.app.address import shown_year, words
from corridors.app.map.map_component import show_map

__all__ = ["render", "subject"]

PAGE: Final = "map"


def subject() -> str:
    """Return the year that the map shows where it is not today's, for the window's title."""
    return str(shown_year() or "")


def render() -> None:
    """Draw the page; a point picked for a route leads to the page that plans it."""
    _ = words()
    with st.container(key="map-full"), st.spinner(_("Drawing the map …")):
        show_map(PAGE, None)
