"""Trains a year on each stretch of the railways, as the services bring them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.errors import UnknownName
from corridors.layers.kit.layer import Layer
from corridors.layers.kit.lines import System, sources_of
from corridors.model import Series, SeriesPoint, Source, ValueType
from corridors.presentation.style import SystemStyle
from corridors.presentation.text import number
from corridors.traffic.assignment import thin_years
from corridors.traffic.series import annual
from corridors.traffic.services import shipped_ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corridors.data.ledger import Ledger
    from corridors.i18n import Words
    from corridors.layers.kit.lines import Row
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]

PREFIX = "trains_"
MOST_NAMED = 6
BORDERS = ("khorgos", "alashankou")


def _lines(reading: Reading) -> Iterator[System]:
    """Yield the stretches of ``service_flows`` that carry a number in any year.

    Every figure of theirs is modelled: counts of cities and borders, put on the services' ways.
    """
    _ = reading.words
    routes = {r["id"]: r for r in reading.rows("service_routes")}
    counted = _counts(reading.ledger)
    thin = thin_years(shipped_ways(reading.ledger.root), reading.ledger.root)
    for row in reading.rows("service_flows"):
        points = tuple(p for p in _points(row, counted, _) if p.year not in thin)
        if points:
            yield _stretch(
                row, points, [routes[i] for i in row["services"].split(";") if i in routes], thin, _
            )


def _counts(ledger: Ledger) -> dict[int, Source]:
    """Return for each year a source of the counts that the flows are held against."""
    found: dict[int, Source] = {}
    for name in BORDERS:
        try:
            series = annual(name, "europe_and_asia_trains", ledger.root).series[0]
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
            title=_("Modelled; held against: {title}").format(title=title),
            url=known.url if known else "",
            date=known.date if known else "",
        )
        yield SeriesPoint(
            year, float(round(row[column])), ValueType(row.get(f"basis_{year}", ValueType.ESTIMATE)), source
        )


def _left_out(thin: tuple[int, ...], _: Words) -> tuple[tuple[str, str], ...]:
    if not thin:
        return ()
    listed = ", ".join(map(str, thin))
    return ((_("Not shown"), _("not enough services with a count in {years}").format(years=listed)),)


def _stretch(
    row: Row, points: tuple[SeriesPoint, ...], services: list[Row], thin: tuple[int, ...], _: Words
) -> System:
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
        tip=_.ngettext("{count} service", "{count} services", len(named)).format(
            count=number(len(named), _)
        ),
        facts=(
            (_("Services"), "; ".join(named[:MOST_NAMED]) + more),
            (_("How"), _("counts of cities and borders, put on the services' declared ways")),
            *_left_out(thin, _),
        ),
        series=(series,),
        sources=tuple(s for r in services[:MOST_NAMED] for s in sources_of(r)),
    )


LAYER = Layer(
    name="trains",
    group="rail",
    order=100,
    beside_routes=False,
    beside_pipelines=False,
    data=("service_flows", "service_routes"),
    title=lambda _: _("China–Europe trains a year, where enough services are counted"),
    style=SystemStyle(
        "#33475a",
        0.0,
        px_per_unit=0.0015,
        unit="trains",
        samples=(1000, 5000, 15000),
        alpha=0.3,
        case_px=0.0,
    ),
    lines=_lines,
)
