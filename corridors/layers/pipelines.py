"""Oil and gas pipelines: two layers from one file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from corridors.layers.kit.counted import whole_years
from corridors.layers.kit.layer import Layer
from corridors.layers.kit.lines import System, amount, is_built, sources_of, status_of, year_of_row
from corridors.presentation.style import SystemStyle
from corridors.traffic.series import HUBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corridors.layers.kit.lines import Row
    from corridors.layers.kit.reading import Reading

__all__ = ["GAS", "OIL", "REPEATED"]

OURS = "corridors"
REPEATED = frozenset({"KCOP", "CAGP-B", "CAGP-C"})
"""Pipelines that lie in the same place as others of the table and are told on their cards."""


def _line(row: Row, reading: Reading) -> System:
    _ = reading.words
    name = str(HUBS.get(row["id"], row["id"]))
    unit = row.get("capacity_unit", "")
    series = tuple(s for s in whole_years(name, reading.ledger, _) if f"{s.unit}/yr" == unit)
    oil = row["commodity"] == "oil"
    facts = (
        (_("Opened"), str(year_of_row(row) or "")),
        (_("Status"), status_of(row, _)),
        (_("Capacity"), amount(row.get("capacity"), unit, _)),
        (_("Length, published"), amount(row.get("published_length_km"), "km", _)),
        (_("Length, as drawn"), amount(row["length_km"], "km", _)),
        (_("Position good to"), amount(row.get("accuracy_km"), "km", _)),
        (_("Course from"), _("your own file") if _is_own(row) else ""),
    )
    return System(
        id=row["id"],
        layer=row["commodity"],
        title=_line_name(row["name"], name),
        shape=row["geometry"],
        since=year_of_row(row),
        built=is_built(row),
        idle=row.get("status") in {"idle", "out_of_use"},
        eyebrow=_("Oil pipeline") if oil else _("Gas pipeline"),
        facts=(*facts, *_strings(row["id"], reading)),
        series=series,
        sources=sources_of(row),
    )


def _is_own(row: Row) -> bool:
    return str(row.get("geometry_source", OURS)) != OURS


def _line_name(name: str, subject: str) -> str:
    return name.replace(" Line A", ", lines A, B and C") if subject == "CAGP" else name


def _strings(pipeline: str, reading: Reading) -> Iterable[tuple[str, str]]:
    """Tell of the lines that lie beside the one drawn."""
    if pipeline != "CAGP-A":
        return
    _ = reading.words
    for row in reading.rows("pipelines"):
        if row["id"] in REPEATED and row["id"].startswith("CAGP"):
            capacity = amount(row.get("capacity"), row.get("capacity_unit", ""), _)
            yield (_("Line {letter}").format(letter=row["id"][-1]), f"{year_of_row(row)}, {capacity}")


def _lines(commodity: str, reading: Reading) -> Iterator[System]:
    for row in reading.rows("pipelines"):
        if row["commodity"] == commodity and row["id"] not in REPEATED:
            yield _line(row, reading)


GAS = Layer(
    name="gas",
    group="gas",
    title=lambda _: _("Gas pipeline"),
    order=130,
    beside_routes=False,
    data=("pipelines",),
    style=SystemStyle("#b07cc6", 1.9, px_per_unit=0.09, unit="bcm", samples=(10, 25, 40), core="#fbf4ff"),
    lines=partial(_lines, "gas"),
)
OIL = Layer(
    name="oil",
    group="oil",
    title=lambda _: _("Oil pipeline"),
    order=140,
    beside_routes=False,
    data=("pipelines",),
    style=SystemStyle("#3f2e23", 1.3, px_per_unit=0.07, unit="Mt", samples=(10, 30, 60)),
    lines=partial(_lines, "oil"),
)
