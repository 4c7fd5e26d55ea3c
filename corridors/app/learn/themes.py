"""Figures by theme below the story: what the tables of flows have no place for, each with its source."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from corridors.app.address import words
from corridors.data import facts
from corridors.presentation.text import figure
from corridors.presentation.vocabulary import word, words_of

if TYPE_CHECKING:
    import pandas as pd

    from corridors.i18n import Words

__all__ = ["show_themes", "themes_html"]

TABLE: Final = "theme_facts"
KEY: Final = "story-theme"
COUNTED_BY_CHINA: Final = "trade-2024-cn-cn-to-kz-500"
COUNTED_BY_KAZAKHSTAN: Final = "trade-2024-kz-cn-to-kz-501"


def show_themes() -> None:
    """Draw a choice of themes and the figures of the chosen one."""
    _ = words()
    names = words_of("theme", _)
    with st.expander(_("More figures, by theme")):
        theme = st.selectbox(_("Theme"), list(names), format_func=lambda t: word("theme", t, _), key=KEY)
        st.html(themes_html(theme, _))
        china, kazakhstan = _billions()
        st.caption(
            _(
                "China counted exports of {china} billion US dollars to Kazakhstan in 2024, Kazakhstan imports "
                "of {kazakhstan} billion: two bases with a gap of {gap} billion, never one line."
            ).format(
                china=figure(china, _),
                kazakhstan=figure(kazakhstan, _),
                gap=figure(round(china - kazakhstan, 1), _),
            )
        )
        st.caption(
            _(
                "Looked for and not found: trade of China and Kazakhstan in 2025, Kazatomprom's output of all "
                "2024 and 2025, gas volumes Central Asia–China since 2023, oil by Atasu–Alashankou in all "
                "2025, transit containers of 2025, Khorgos Gateway 2019–2022, trains by Erenhot 2020–2022 and "
                "2024 and by Manzhouli 2024 as whole years."
            )
        )


def _billions() -> tuple[float, float]:
    """Return what China and what Kazakhstan counted of the same trade, billion USD."""
    value = facts.table("bilateral_trade").set_index("id")["value"].to_dict()
    return float(value[COUNTED_BY_CHINA]), float(value[COUNTED_BY_KAZAKHSTAN])


def themes_html(theme: str, _: Words) -> str:
    """Return the figures of a theme as a table, the latest of each first.

    Parameters
    ----------
    theme
        One of the themes of the table ``theme_facts``.
    _
        Puts English into the reader's language.
    """
    frame = facts.table(TABLE)
    rows = frame[frame["theme"] == theme].sort_values(
        ["fact", "year"], ascending=[True, False], kind="stable"
    )
    body = "".join(_row(row, _) for _index, row in rows.iterrows())
    return f'<div class="derived"><div class="scroll" tabindex="0"><table><tbody>{body}</tbody></table></div></div>'


def _row(row: pd.Series, _: Words) -> str:
    value = figure(float(row["value"]), _)
    said = [word("value type", row["value_type"], _)] if row["value_type"] != "reported" else []
    said += [word("confidence", row["confidence"], _)] if row["confidence"] in {"low", "unverified"} else []
    marks = f" <i>{escape(', '.join(said))}</i>" if said else ""
    cited = escape(
        ", ".join(p for p in (row["source_title"], row["source_publisher"], row["source_date"]) if p)
    )
    if row["source_url"].startswith(("http://", "https://")):
        cited = (
            f'<a href="{escape(row["source_url"])}" target="_blank" rel="noopener noreferrer">{cited}</a>'
        )
    unit = escape(word("unit", row["unit"], _))
    return (
        f"<tr><th scope=row>{escape(row['fact'])}</th><td>{escape(_period(row))}</td>"
        f"<td><b>{escape(value)}</b> {unit}{marks}</td><td>{cited}</td></tr>"
    )


def _period(row: pd.Series) -> str:
    if not row["period_start"]:
        return str(row["year"])
    if row["is_full_year"]:
        return str(row["period_start"])[:4]
    return f"{row['period_start']} – {row['period_end']}"
