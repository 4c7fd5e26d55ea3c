"""The sites of Horgos: what each is, since when, what it carried, how exact its position is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import symbol_row
from corridors.layers.kit.lines import amount, sources_of
from corridors.layers.kit.mark import Mark
from corridors.presentation.text import figure, with_unit
from corridors.presentation.vocabulary import capital, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.reading import Reading
    from corridors.model import Series

__all__ = ["LAYER"]

HORGOS_ZOOM = 8.5
SITE_RANK = 112
SITE_KINDS = {
    "dry_port": "terminal",
    "free_trade_centre": "trade",
    "rail_station": "station",
    "road_post": "road",
    "pipeline_station": "gas",
    "special_zone": "zone",
    "town": "town",
}
"""Symbol of each kind of site; the first kinds are laid first."""

SITE_COLOUR = "#8a52a3"
SHORT_FORM = re.compile(r"\(([A-Z]{3,})\)")


def _marks(reading: Reading) -> list[Mark]:
    return [
        _site(row, reading.counts.get(row["throughput_id"], ()), reading)
        for row in reading.table("horgos_sites")
    ]


def _site(row: Mapping[str, str], counted: tuple[Series, ...], reading: Reading) -> Mark:
    _, lang = reading.words, reading.lang
    kind = capital(word("kind", row["kind"], _))
    capacity = " ".join(x for x in (row["capacity_value"], row["capacity_unit"]) if x)
    facts = (
        (_("Country"), row["country"].replace(";", ", ")),
        (_("Opened"), row["opened_date"] or row["opened_year"]),
        (_("Closed"), row["closed_year"]),
        (_("Handles"), row["carries"]),
        (_("Area"), with_unit(figure(float(row["area_km2"]), _), "km²", _) if row["area_km2"] else ""),
        (_("Capacity"), capacity),
        (_("Operator"), row["operator"]),
        (_("Position good to"), amount(row["position_accuracy_km"], "km", _)),
        (_("Position from"), row["position_source"]),
    )
    name = row.get(f"name_{lang}", "") or row["name"]
    names = (row["name"], row["name_zh"], row["name_ru"], row["name_kk"])
    return Mark(
        id=f"horgos-{row['id']}",
        layer="horgos",
        text=_short(name),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        style="minor" if row["kind"] == "town" else "terminal",
        kind=SITE_KINDS[row["kind"]],
        rank=SITE_RANK + list(SITE_KINDS).index(row["kind"]),
        zoom=HORGOS_ZOOM,
        title=name,
        also="" if lang == "zh" else row["name_zh"],
        eyebrow=_("{kind} · opened {year}").format(kind=kind, year=row["opened_year"])
        if row["opened_year"]
        else kind,
        tip=(_("Opened {year}").format(year=row["opened_year"]),) if row["opened_year"] else (),
        facts=tuple((k, v) for k, v in facts if v),
        series=counted,
        sources=sources_of(row),
        names=tuple(n for n in names if n),
        since=int(row["opened_year"] or 0),
        accuracy_km=float(row["position_accuracy_km"] or 0),
        colour=SITE_COLOUR if row["kind"] == "pipeline_station" else "",
    )


def _short(name: str) -> str:
    """Return a name for the map: its own short form where it has one in brackets, else what stands before them."""
    short = SHORT_FORM.search(name)
    return f"{short[1]}{name[short.end() :]}" if short else name.split(" (", maxsplit=1)[0]


def _legend(layer: Layer, _: Words) -> Rows:
    return [symbol_row(_("Sites of Horgos"), "trade", layer.name)]


LAYER = Layer(
    name="horgos",
    group="points",
    order=240,
    data=("horgos_sites",),
    marks=_marks,
    legend=_legend,
)
