"""Figures in tables of a page, written as the text around them writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.presentation.text import figure, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from pandas.io.formats.style import Styler

    from corridors.i18n import Words

__all__ = ["with_figures"]


def with_figures(
    rows: pd.DataFrame, digits: Mapping[str, int | None], _: Words, *, missing: str = ""
) -> Styler:
    """Return a table whose figures are shown in the reader's form; they sort as numbers all the same.

    Parameters
    ----------
    rows
        The table.
    digits
        Decimals of each column of figures; None for all that are known. Columns that the table lacks are
        left out.
    _
        Puts English into the reader's language.
    missing
        What stands where there is no figure.
    """
    shown: dict[Any, Callable[[object], str] | str | None] = {
        name: _writer(after, _) for name, after in digits.items() if name in rows.columns
    }
    return rows.style.format(shown, na_rep=missing, subset=list(shown))


def _writer(after: int | None, _: Words) -> Callable[[object], str]:
    def written(value: object) -> str:
        known = float(str(value))
        return figure(known, _) if after is None else number(known, _, digits=after)

    return written
