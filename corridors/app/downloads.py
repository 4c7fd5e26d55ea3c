"""A row of download buttons; a file is made when its button is pressed, not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["download_row"]

MIMES: Final = {
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}


def download_row(stem: str, files: Mapping[str, tuple[str, Callable[[], bytes]]]) -> None:
    """Draw one button a file.

    Parameters
    ----------
    stem
        File name without its ending.
    files
        Ending to the button's label and what makes the file.
    """
    with st.container(key="downloads", horizontal=True, horizontal_alignment="right", gap="small"):
        for kind, (label, make) in files.items():
            st.download_button(
                label,
                make,
                f"{stem}.{kind}",
                MIMES[kind],
                key=f"download-{kind}",
                icon=":material/download:",
                on_click="ignore",
            )
