"""Trains a year as they are counted: where they set out, on a whole corridor, at the borders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from corridors.data.ledger import geodata_dir
from corridors.data.tables import read_rows, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from corridors.model import Source
    from corridors.traffic.services import Service

__all__ = ["CASPIAN", "Count", "border_counts", "network_counts", "origin_counts"]

NETWORK: Final = "cre-china-europe"
CASPIAN_SERIES: Final = "titr-trains-from-china"
CASPIAN: Final = "trans-caspian"
BORDER_METRICS: Final = ("china_europe_trains", "europe_and_asia_trains")
MIXED_METRIC: Final = "europe_and_asia_trains"
TRAINS: Final = "trains"
CENTRAL_ASIA: Final = ("KZ", "UZ", "KG", "TJ", "TM")
NOT_EUROPE: Final = (*CENTRAL_ASIA, "IR", "AF", "MN")
MIXED: Final = frozenset({"city-xian-all", "city-chengdu-all", "province-jiangsu-all", "hub-urumqi"})
"""Series that add trains to other parts of Asia: they say nothing of any one service."""
TO_CENTRAL_ASIA: Final = frozenset(
    {"city-xian-central-asia", "city-yiwu-central-asia", "province-jiangsu-central-asia"}
)


@dataclass(frozen=True, slots=True)
class Count:
    """Trains counted in one full year, in both directions unless ``direction`` says otherwise.

    ``scope`` is ``network``, ``corridor``, ``service``, ``city``, ``province`` or ``border``; ``place``
    the city, province code, corridor or crossing id that it counts.
    """

    series_id: str
    scope: str
    place: str
    year: int
    trains: float
    direction: str
    value_type: str
    source: Source
    note: str = ""
    mixed: bool = False
    """Holds trains to Central Asia beside those to Europe, as the crossings of Kazakhstan are counted."""

    def covers(self, service: Service) -> bool:
        """Return whether a count made where trains set out, or on a corridor, may hold a service's trains."""
        if self.scope == "corridor":
            return (service.corridor, service.direction) == (self.place, self.direction)
        if service.corridor == CASPIAN:
            return False
        if self.series_id in TO_CENTRAL_ASIA:
            there = service.destination_country in CENTRAL_ASIA
        else:
            there = service.destination_country not in NOT_EUROPE
        return there and self.place in {service.origin, service.province}


def _count(row: Mapping[str, Any], scope: str, place: str) -> Count:
    return Count(
        series_id=row.get("series_id", ""),
        scope=scope,
        place=place,
        year=int(row["year"]),
        trains=float(row["value"]),
        direction=row["direction"],
        value_type=row["value_type"],
        source=source_of(row),
        note=row["note"],
        mixed=row.get("metric") == MIXED_METRIC,
    )


def _full(row: Mapping[str, Any], metric: str) -> bool:
    return (row["is_full_year"], row["preferred"], row["metric"]) == ("yes", "yes", metric)


@lru_cache(maxsize=16)
def _trains(path: Path, _stamp: int, metric: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of a table that count trains of a full year; read again when it has changed."""
    return tuple(row for row in read_rows(path) if _full(row, metric))


def _rows(folder: Path | None, table: str, metric: str = TRAINS) -> tuple[dict[str, Any], ...]:
    path = (folder or geodata_dir()) / "tables" / f"{table}.csv"
    return _trains(path, path.stat().st_mtime_ns if path.is_file() else 0, metric)


def origin_counts(folder: Path | None = None) -> tuple[Count, ...]:
    """Return what is counted of corridors, services, cities and provinces, the narrowest first.

    Series that mix trains to Europe with others are left out: they cannot be put on services.
    """
    corridor = [
        _count(row, "corridor", CASPIAN)
        for row in _rows(folder, "middle_corridor")
        if row["series_id"] == CASPIAN_SERIES
    ]
    order = ("service", "city", "province")
    rows = [
        row
        for row in _rows(folder, "china_europe_trains")
        if row["scope"] in order and row["series_id"] not in MIXED and row["direction"] == "both"
    ]
    rows.sort(key=lambda row: (order.index(row["scope"]), row["series_id"], row["year"]))
    return (*corridor, *(_count(row, row["scope"], row["city"] or row["province"]) for row in rows))


def network_counts(folder: Path | None = None) -> dict[int, Count]:
    """Return all China–Europe trains by year."""
    rows = _rows(folder, "china_europe_trains")
    whole = [row for row in rows if (row["series_id"], row["direction"]) == (NETWORK, "both")]
    return {int(row["year"]): _count(row, "network", "") for row in whole}


def border_counts(folder: Path | None = None) -> dict[tuple[str, int], Count]:
    """Return the trains counted at the crossings out of China, by crossing and year.

    Where only one direction was counted in a year, that count stands in, with its direction.
    """
    rows = [row for metric in BORDER_METRICS for row in _rows(folder, "crossing_throughput", metric)]
    own = [r for r in rows if r["crossing_id"] and ";" not in r["crossing_id"] and r["side"] == "CN"]
    found: dict[tuple[str, int], Count] = {}
    for row in sorted(own, key=lambda r: r["direction"] != "both"):
        found.setdefault((row["crossing_id"], int(row["year"])), _count(row, "border", row["crossing_id"]))
    return found
