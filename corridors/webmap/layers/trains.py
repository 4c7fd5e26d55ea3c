"""Trains a year on each stretch of the railways, as the services bring them there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.data import layers
from corridors.errors import UnknownName
from corridors.model import Series, SeriesPoint, Source, ValueType
from corridors.traffic.series import annual
from corridors.webmap.layers.lines import System, rows_of, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corridors.data.ledger import Ledger
    from corridors.i18n import Words

    Row = Mapping[str, Any]

__all__ = ["train_lines"]

PREFIX = "trains_"
MOST_NAMED = 6
BORDERS = ("khorgos", "alashankou")


def train_lines(ledger: Ledger, _: Words) -> Iterator[System]:
    """Yield the stretches of ``service_flows`` that carry a number in any year.

    Every figure of theirs is modelled: counts of cities and borders, put on the services' ways.
    """
    routes = (
        {r["id"]: r for r in rows_of(layers.load("service_routes", ledger=ledger))}
        if "service_routes" in layers.names(ledger)
        else {}
    )
    counted = _counts(ledger)
    for row in rows_of(layers.load("service_flows", ledger=ledger)):
        points = tuple(_points(row, counted, _))
        if points:
            yield _stretch(row, points, [routes[i] for i in row["services"].split(";") if i in routes], _)


def _counts(ledger: Ledger) -> dict[int, Source]:
    """Return for each year a source of the counts that the flows are held against."""
    found: dict[int, Source] = {}
    for name in BORDERS:
        try:
            series = annual(name, "china_europe_trains", ledger.root).series[0]
        except UnknownName:
            continue
        found |= {point.year: point.source for point in series.points if point.year not in found}
    return found


def _points(row: Row, counted: Mapping[int, Source], _: Words) -> Iterator[SeriesPoint]:
    for column in sorted(c for c in row if c.startswith(PREFIX)):
        year = int(column.removeprefix(PREFIX))
        known = counted.get(year)
        title = known.title if known else _("counts of the cities where trains set out")
        source = Source(
            id=f"{row['segment']}-{year}",
            title=f"{_('Modelled; held against')}: {title}",
            url=known.url if known else "",
            date=known.date if known else "",
        )
        yield SeriesPoint(
            year, float(round(row[column])), ValueType(row.get(f"basis_{year}", ValueType.ESTIMATE)), source
        )


def _stretch(row: Row, points: tuple[SeriesPoint, ...], services: list[Row], _: Words) -> System:
    named = [f"{r['name']} ({r['first_year']:.0f})" if "first_year" in r else r["name"] for r in services]
    more = f" … +{len(named) - MOST_NAMED}" if len(named) > MOST_NAMED else ""
    series = Series(_("Trains, modelled"), "trains", "trains", "both", points)
    return System(
        id=row["segment"],
        layer="trains",
        title=_("China–Europe trains on this stretch"),
        shape=row["geometry"],
        since=points[0].year,
        eyebrow=_("Trains a year"),
        tip=_("{count} services").format(count=len(named)),
        facts=(
            (_("Services"), "; ".join(named[:MOST_NAMED]) + more),
            (_("How"), _("counts of cities and borders, put on the services' declared ways")),
        ),
        series=(series,),
        sources=tuple(s for r in services[:MOST_NAMED] for s in sources_of(r)),
    )
