"""Terminals, dry ports and seaports; junctions, areas and crossings have their own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import symbol_row
from corridors.layers.kit.lines import since_of, sources_of
from corridors.layers.kit.mark import Mark
from corridors.presentation.vocabulary import capital, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.reading import Reading
    from corridors.model import Series

__all__ = ["LAYER"]

TERMINAL_ZOOM = 5.5
SYMBOLS = {"seaport": "port"}
WANTED = frozenset({"rail_terminal", "dry_port", "seaport", "gauge_change_yard"})


def _marks(reading: Reading) -> list[Mark]:
    return [
        _terminal(row, reading.counts.get(row["id"], ()), reading)
        for row in reading.table("terminals")
        if row["kind"] in WANTED and row["lon"] and row["lat"]
    ]


def _terminal(row: Mapping[str, str], counted: tuple[Series, ...], reading: Reading) -> Mark:
    _ = reading.words
    names = dict(pair.split("=", 1) for pair in row.get("names", "").split(";") if "=" in pair)
    capacity = " ".join(x for x in (row.get("capacity_value", ""), row.get("capacity_unit", "")) if x)
    kind = capital(word("kind", row["kind"], _))
    facts = (
        (_("Country"), row["country"]),
        (_("Capacity"), capacity),
        (_("Opened"), row.get("opened_year", "")),
        ("UN/LOCODE", row.get("locode", "")),
    )
    every = (row["name"], row.get("local_name", ""), *names.values())
    return Mark(
        id=row["id"],
        layer="terminals",
        text=names.get(reading.lang, row["name"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        style="terminal",
        kind=SYMBOLS.get(row["kind"], "terminal"),
        rank=150 if row["kind"] == "seaport" else 155,
        zoom=TERMINAL_ZOOM,
        also=row.get("local_name", ""),
        eyebrow=kind,
        tip=(kind,),
        facts=tuple((k, v) for k, v in facts if v),
        sources=sources_of(row),
        names=tuple(dict.fromkeys(n for n in every if n)),
        since=since_of(row),
        series=counted,
    )


def _legend(layer: Layer, _: Words) -> Rows:
    return [
        symbol_row(_("Terminal, dry port"), "terminal", layer.name),
        symbol_row(_("Seaport"), "port", layer.name),
    ]


LAYER = Layer(
    name="terminals",
    group="points",
    order=230,
    beside_pipelines=False,
    data=("terminals",),
    marks=_marks,
    legend=_legend,
)
