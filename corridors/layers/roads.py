"""The highway from Western Europe to Western China, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.lines import System, amount, is_built, sources_of, status_of, year_of_row
from corridors.presentation.style import SystemStyle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corridors.i18n import Words
    from corridors.layers.kit.lines import Row
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]


def _line(row: Row, _: Words) -> System:
    return System(
        id=row["id"],
        layer="roads",
        title=f"{row['from_place']}–{row['to_place']}",
        shape=row["geometry"],
        since=year_of_row(row),
        built=is_built(row),
        eyebrow=_("Western Europe–Western China highway"),
        tip=" · ".join(x for x in (row.get("route_number", ""), row.get("country", "")) if x),
        facts=(
            (_("Section"), row.get("section", "")),
            (_("Route number"), row.get("route_number", "")),
            (_("Opened"), str(year_of_row(row) or "")),
            (_("Status"), status_of(row, _)),
            (_("Length, published"), amount(row.get("published_length_km"), "km", _)),
            (_("Length, modelled"), amount(row.get("length_km"), "km", _)),
        ),
        sources=sources_of(row),
    )


def _lines(reading: Reading) -> Iterator[System]:
    for row in reading.rows("road_sections"):
        yield _line(row, reading.words)


LAYER = Layer(
    name="roads",
    group="road",
    order=120,
    shown=False,
    data=("road_sections",),
    title=lambda _: _("Western Europe–Western China highway"),
    style=SystemStyle("#a8762a", 3.0, core="#f6d98b"),
    lines=_lines,
)
