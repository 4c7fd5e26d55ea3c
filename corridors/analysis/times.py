"""Compare published train times with modelled ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors.analysis.asked import Asked
from corridors.data.ledger import geodata_dir
from corridors.data.tables import read_rows
from corridors.errors import CorridorsError
from corridors.traffic.services import service_routes, services

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from corridors.model import Route
    from corridors.routing.planner import Planner
    from corridors.traffic.services import Service

__all__ = ["TimesBacktest", "TimesRow", "backtest_times", "published_times"]

DAY_H: Final = 24.0
NEAR_PCT: Final = 15.0
NOT_RUN: Final = ("plan", "test")


@dataclass(frozen=True, slots=True)
class TimesRow:
    """One published time beside the modelled one, days; ``fold`` is what the row serves for."""

    key: str
    fold: str
    published_days: tuple[float, float]
    modelled_days: float
    range_days: tuple[float, float]

    @property
    def middle(self) -> float:
        """The middle of what was published, days."""
        return sum(self.published_days) / 2

    @property
    def inside(self) -> bool:
        """Whether the published middle lies in the modelled range."""
        return self.range_days[0] <= self.middle <= self.range_days[1]

    @property
    def error_pct(self) -> float:
        """Modelled less published, percent of published."""
        return (self.modelled_days / self.middle - 1) * 100

    @property
    def width_pct(self) -> float:
        """How wide the range is, percent of the modelled time."""
        return (self.range_days[1] - self.range_days[0]) / self.modelled_days * 100

    def to_dict(self) -> dict[str, Any]:
        """Return the row in the form of the ``backtest --times`` command."""
        return {
            "key": self.key,
            "fold": self.fold,
            "published_days": list(self.published_days),
            "modelled_days": round(self.modelled_days, 2),
            "range_days": [round(x, 2) for x in self.range_days],
            "error_pct": round(self.error_pct, 1),
            "inside": self.inside,
        }


@dataclass(frozen=True, slots=True)
class TimesBacktest:
    """All rows, and what the rows that nothing was fitted to say."""

    rows: tuple[TimesRow, ...]
    failed: tuple[Mapping[str, str], ...] = ()

    @property
    def tested(self) -> tuple[TimesRow, ...]:
        """The rows that nothing was fitted to."""
        return tuple(row for row in self.rows if row.fold == "test")

    def to_dict(self) -> dict[str, Any]:
        """Return everything in the form of the ``backtest --times`` command."""
        tested = self.tested
        return {
            "rows": [row.to_dict() for row in self.rows],
            "inside_pct": _share([row.inside for row in tested]),
            "within_15_pct": _share([abs(row.error_pct) <= NEAR_PCT for row in tested]),
            "median_range_width_pct": round(float(np.median([r.width_pct for r in tested])), 1)
            if tested
            else None,
            "failed": [dict(row) for row in self.failed],
        }


def _share(hits: list[bool]) -> float | None:
    return round(100 * sum(hits) / len(hits), 1) if hits else None


def published_times(folder: Path | None = None) -> tuple[dict[str, str], ...]:
    """Return the shipped published times: one row a source, of services that run and of other ways.

    Parameters
    ----------
    folder
        Where the data lie; the shipped ``geodata`` by default.

    Returns
    -------
        ``key``, ``fold``, ``days_low``, ``days_high`` and either ``service_id`` or ``from``, ``to``,
        ``via``, ``modes``.
    """
    tables = (folder or geodata_dir()) / "tables"
    of_services = [
        {
            "key": f"{row['id']} {row['name']}",
            "fold": row["fold"],
            "days_low": row["transit_days_min"],
            "days_high": row["transit_days_max"],
            "service_id": row["service_id"],
        }
        for row in read_rows(tables / "rail_services.csv")
        if row["transit_days_min"] and row["status"] not in NOT_RUN
    ]
    others = [
        {
            "key": f"{row['id']} {row['origin']}–{row['destination']}",
            "fold": row["fold"],
            "days_low": row["days_low"],
            "days_high": row["days_high"],
            "from": row["origin"],
            "to": row["destination"],
            "via": row["via"],
            "modes": row["modes"],
        }
        for row in read_rows(tables / "transit_times.csv")
    ]
    return (*of_services, *others)


def backtest_times(planner: Planner, rows: Iterable[Mapping[str, Any]]) -> TimesBacktest:
    """Model each published time.

    Parameters
    ----------
    planner
        The network and the gazetteer.
    rows
        As :func:`published_times` gives them; an own row has ``from``, ``to``, ``days_low`` and
        ``days_high``, and may have ``via`` and ``modes`` (``;`` between).

    Returns
    -------
        Good rows modelled; bad ones listed with the reason.
    """
    good, bad = [], []
    known = {service.id: service for service in services(folder=planner.folder)}
    routes: dict[str, Route] = {}
    asked = Asked(planner)
    for row in rows:
        key = str(row.get("key") or f"{row.get('from')}–{row.get('to')}")
        try:
            route = _modelled(planner, asked, row, known, routes)
        except CorridorsError as fault:
            bad.append({"key": key, "reason": str(fault)})
            continue
        published = float(row["days_low"]), float(row["days_high"])
        low, high = (bound / DAY_H for bound in route.time_range_h)
        good.append(TimesRow(key, str(row.get("fold", "")), published, route.time_h / DAY_H, (low, high)))
    return TimesBacktest(tuple(good), tuple(bad))


def _modelled(
    planner: Planner,
    asked: Asked,
    row: Mapping[str, Any],
    known: Mapping[str, Service],
    routes: dict[str, Route],
) -> Route:
    service_id = str(row.get("service_id", ""))
    if not service_id:
        modes = tuple(p for p in str(row.get("modes") or "").split(";") if p)
        ends = asked.place(row["from"]), asked.place(row["to"])
        via = asked.stops(str(row.get("via") or ""))
        return planner.route(*ends, via=via, modes=modes or ("rail", "ferry")).routes[0]
    if service_id not in routes:
        found = service_routes(planner, [known[service_id]] if service_id in known else [])
        if not found:
            message = "The service states no way."
            raise CorridorsError(message)
        routes[service_id] = found[0].itinerary.routes[0]
    return routes[service_id]
