"""What was counted at the points and on the lines of the map, year by year, under readable headings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corridors.data.tables import read_rows
from corridors.errors import UnknownName
from corridors.presentation.vocabulary import word
from corridors.traffic.series import HUBS, annual

if TYPE_CHECKING:
    from corridors.data.ledger import Ledger
    from corridors.i18n import Words
    from corridors.model import Series


__all__ = ["counted_places", "headed", "table", "whole_years"]

COUNTED = "crossing_throughput"
GAS = "CAGP"
MAIN_METRICS = (
    *("china_europe_trains", "europe_and_asia_trains", "throughput", "trains", "rail_freight"),
    *("vehicles", "visitors"),
)
MOST_SERIES = 3


def headed(series: Series, _: Words) -> Series:
    """Return a series under a heading that a reader of a card understands without the table."""
    heading = word("heading", series.metric, _)
    way = word("direction in short", series.direction, _, "")
    return replace(series, label=", ".join(x for x in (heading, way) if x))


def whole_years(
    name: str, ledger: Ledger, _: Words, *, rows: frozenset[str] = frozenset()
) -> tuple[Series, ...]:
    """Return the annual series of a subject, those that readers ask for first; none when it has none.

    Parameters
    ----------
    name
        Id of a crossing, terminal or pipeline in the tables.
    ledger
        Whose folder has the tables.
    _
        Translator of the headings.
    rows
        Ids of the rows that may count; all rows of the subject when empty.
    """
    try:
        found = annual(HUBS.get(name, name), None, ledger.root).series
    except UnknownName:
        return ()
    kept = [s for s in found if not rows or s.points[0].source.id in rows]
    ranked = sorted(kept, key=lambda s: (_rank(s.metric), -len(s.points)))
    return tuple(headed(s, _) for s in ranked[:MOST_SERIES])


def _rank(metric: str) -> int:
    return MAIN_METRICS.index(metric) if metric in MAIN_METRICS else len(MAIN_METRICS)


def table(ledger: Ledger, name: str) -> list[dict[str, str]]:
    """Return the rows of a table; none where it is not shipped."""
    return read_rows(ledger.path(name)) if name in ledger.resources else []


def counted_places(ledger: Ledger, _: Words) -> dict[str, tuple[Series, ...]]:
    """Return the annual series of each crossing, terminal and site that has been counted, and of the gas line."""
    rows: dict[str, set[str]] = {}
    asked: dict[str, str] = {}
    for row in table(ledger, COUNTED):
        for column in ("crossing_id", "place_id"):
            key = row[column]
            if key and ";" not in key:
                rows.setdefault(key, set()).add(row["id"])
                asked.setdefault(key, key if column == "crossing_id" or key in HUBS else row["place"])
    found = {
        key: whole_years(asked[key], ledger, _, rows=frozenset(ids)) for key, ids in sorted(rows.items())
    }
    found[GAS] = whole_years(GAS, ledger, _)
    return {key: series for key, series in found.items() if series}
