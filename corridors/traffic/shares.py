"""A series as part of another, and the trains that the crossings of Kazakhstan are held against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corridors.errors import BadInput
from corridors.model import Series, ValueType
from corridors.traffic.series import annual

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["europe_and_asia_trains", "khorgos_share", "share"]


def share(part: Series, whole: Series) -> pd.Series[float]:
    """Return a series as percent of another, from the first to the last year that both know."""
    if part.unit != whole.unit:
        message = f"{part.unit} cannot be a share of {whole.unit}: give two series of one unit."
        raise BadInput(message)
    ratio = (part.to_pandas() / whole.to_pandas() * 100).rename("share_pct")
    return ratio.loc[ratio.first_valid_index() : ratio.last_valid_index()] if ratio.any() else ratio[:0]


def khorgos_share(folder: Path | None = None) -> pd.Series[float]:
    """Return the trains that passed Khorgos as percent of all trains from China to Europe and Central Asia.

    The crossing counts both, so both are the whole; years without a count of either have no share.
    """
    part = annual("khorgos", "europe_and_asia_trains", folder).series[0]
    return share(part, europe_and_asia_trains(folder))


def europe_and_asia_trains(folder: Path | None = None) -> Series:
    """Return all trains from China to Europe and Central Asia, of the years in which both are counted."""
    europe, asia = (
        next(s for s in annual(name, "trains", folder).series if s.direction == "both")
        for name in ("china-europe-trains", "cre-central-asia")
    )
    there = {point.year: point.value for point in asia.points}
    both = [
        replace(point, value=point.value + there[point.year], value_type=ValueType.DERIVED)
        for point in europe.points
        if point.year in there
    ]
    return replace(europe, metric="europe_and_asia_trains", points=tuple(both))
