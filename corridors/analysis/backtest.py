"""Compare published lengths with modelled ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors import geodesy
from corridors.analysis.asked import Asked
from corridors.data.ledger import geodata_dir
from corridors.data.tables import read_rows
from corridors.errors import CorridorsError
from corridors.model import Note, NoteCode, Place, PlaceKind
from corridors.model.mappings import FrozenMap
from corridors.model.wording import notes_to_dicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from corridors.routing.planner import Planner

__all__ = ["Backtest", "BacktestRow", "backtest", "published_lengths", "published_sections"]

BY_RAIL: Final = ("rail",)
BY_TRAIN_FERRY: Final = ("rail", "ferry")
QUAY_KM: Final = 15.0
"""A place this near to a quay of a train ferry is its end."""
SHORTEST: Final = 0.9
"""No length is shorter than this part of the straight line; positions of towns are vague."""
Position = tuple[float, float]
_STOPS: Final = re.compile("[;；]")


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """One published length beside the modelled one."""

    key: str
    published_km: float
    modelled_km: float
    notes: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()
    modes: tuple[str, ...] = BY_RAIL
    """What the way was modelled by; with ``ferry`` where the row is a train ferry's."""

    @property
    def error_pct(self) -> float:
        """Modelled less published, percent of published."""
        return (self.modelled_km / self.published_km - 1) * 100

    def to_dict(self) -> dict[str, Any]:
        """Return the row in the form of the ``backtest`` command."""
        row: dict[str, Any] = {
            "key": self.key,
            "published_km": self.published_km,
            "modelled_km": round(self.modelled_km, 1),
            "error_pct": round(self.error_pct, 2),
        }
        if self.modes != BY_RAIL:
            row["modes"] = list(self.modes)
        said = {"notes": self.notes, "warnings": self.warnings}
        return row | {name: notes_to_dicts(notes) for name, notes in said.items() if notes}


@dataclass(frozen=True, slots=True)
class Backtest:
    """All rows, how far off they are, and those that could not be modelled."""

    rows: tuple[BacktestRow, ...]
    failed: tuple[Mapping[str, str], ...] = ()

    def percentile(self, q: float) -> float | None:
        """Return the q-th percentile of the absolute errors, percent; None without rows."""
        errors = [abs(row.error_pct) for row in self.rows]
        return round(float(np.percentile(errors, q)), 3) if errors else None

    def to_dict(self) -> dict[str, Any]:
        """Return everything in the form of the ``backtest`` command."""
        return {
            "rows": [row.to_dict() for row in self.rows],
            "median_abs_error_pct": self.percentile(50),
            "p90_abs_error_pct": self.percentile(90),
            "p95_abs_error_pct": self.percentile(95),
            "failed": [dict(row) for row in self.failed],
        }


def backtest(
    planner: Planner,
    rows: Iterable[Mapping[str, Any]],
    *,
    failed: Iterable[Mapping[str, str]] = (),
) -> Backtest:
    """Model each published length by the shortest railway between its places.

    Parameters
    ----------
    planner
        The network and the gazetteer.
    rows
        ``from``, ``to`` (names or places), ``published_km``, optional ``via`` (places, ``;``
        between), ``modes`` (``rail;ferry``; else by rail, and a row between the two ends of a train
        ferry by that ferry) and ``key``.
    failed
        Rows that were bad already when the file was read.

    Returns
    -------
        Good rows modelled; bad ones listed with the reason.
    """
    ferries = _train_ferries(planner.folder)
    asked, good = Asked(planner), list[BacktestRow]()
    bad = [dict(row) for row in failed]
    for row in rows:
        key = str(row.get("key") or f"{_name(row['from'])}–{_name(row['to'])}")
        try:
            ends = asked.place(row["from"]), asked.place(row["to"])
            stops = asked.stops(row.get("via") or ())
            modes = _modes(str(row.get("modes") or ""), ends, ferries)
            answer = planner.route(*ends, via=stops, modes=modes, allow=("trade",))
        except CorridorsError as fault:
            bad.append({"key": key, "reason": str(fault)})
            continue
        direct_km = float(geodesy.distance_km(ends[0].lon, ends[0].lat, ends[1].lon, ends[1].lat))
        doubts = _doubts(float(row["published_km"]), direct_km)
        km = answer.routes[0].distance_km
        used = tuple(mode for mode in modes if mode in answer.routes[0].modes)
        good.append(
            BacktestRow(
                key,
                float(row["published_km"]),
                km,
                answer.notes,
                (*doubts, *answer.warnings),
                used or modes,
            )
        )
    return Backtest(tuple(good), tuple(bad))


def _doubts(published_km: float, direct_km: float) -> tuple[Note, ...]:
    """Doubt a length below the straight line: a comma or point was read for another sign."""
    if published_km >= SHORTEST * direct_km - QUAY_KM:
        return ()
    values = {"published_km": published_km, "direct_km": round(direct_km)}
    return (Note(NoteCode.SHORTER_THAN_STRAIGHT, FrozenMap(values)),)


def _modes(
    stated: str, ends: tuple[Place, Place], ferries: Sequence[Sequence[Position]]
) -> tuple[str, ...]:
    """Return what a row is modelled by: what it states, else rail, with the ferry between the two ends of a train ferry."""
    told = tuple(m.strip().casefold() for m in _STOPS.split(stated.replace(",", ";")) if m.strip())
    if told:
        return told
    a, b = ends
    for one, other in ferries:
        if (_near(a, one) and _near(b, other)) or (_near(a, other) and _near(b, one)):
            return BY_TRAIN_FERRY
    return BY_RAIL


def _near(place: Place, quay: Position) -> bool:
    return bool(geodesy.distance_km(place.lon, place.lat, *quay) <= QUAY_KM)


def _train_ferries(folder: Path | None) -> list[tuple[Position, ...]]:
    """Return the two quays of each train ferry that runs, lon and lat."""
    tables = (folder or geodata_dir()) / "tables"
    quays = {r["id"]: (float(r["lon"]), float(r["lat"])) for r in read_rows(tables / "terminals.csv")}
    return [
        tuple(quays[row[end]] for end in ("from_terminal", "to_terminal"))
        for row in read_rows(tables / "ferries.csv")
        if row["kind"] == "rail_ferry"
        and row["status"] == "open"
        and {row["from_terminal"], row["to_terminal"]} <= set(quays)
    ]


def _name(place: str | Place) -> str:
    return place.name if isinstance(place, Place) else place


def published_lengths(folder: Path | None = None) -> list[dict[str, Any]]:
    """Read the shipped published lengths that a shortest railway can be held against.

    Returns
    -------
        Rows for :func:`backtest`: high and medium confidence, open lines, one line each.
    """
    root = folder or geodata_dir()
    stations = {row["id"]: _station(row) for row in read_rows(root / "tables" / "stations.csv")}
    segments = read_rows(root / "tables" / "rail_segments.csv")
    chosen = [row for row in segments if row["backtest"] == "yes"]
    return [
        {
            "key": f"{row['id']} {row['from']}–{row['to']}",
            "from": stations.get(row["from_place"], row["from_place"]),
            "to": stations.get(row["to_place"], row["to_place"]),
            "via": [stations.get(v, v) for v in row["via"].split(";") if v],
            "published_km": float(row["published_length_km"]),
        }
        for row in chosen
    ]


def published_sections(folder: Path | None = None) -> list[dict[str, Any]]:
    """Read sections of published line tables, kept apart from what the network's own lengths rest on.

    Returns
    -------
        Rows for :func:`backtest`: 54 sections of the tariff guide and of the chainages of lines.
    """
    rows = read_rows((folder or geodata_dir()) / "tables" / "rail_lengths.csv")
    return [
        {
            "key": row["id"],
            "from": row["from"],
            "to": row["to"],
            "via": row["via"],
            "published_km": float(row["published_length_km"]),
        }
        for row in rows
    ]


def _station(row: Mapping[str, Any]) -> Place:
    return Place(
        name=row["name"],
        country=row["country"],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        kind=PlaceKind.STATION,
        point_id=row["id"],
    )
