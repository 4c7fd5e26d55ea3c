"""Power lines, and power stations by what drives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import style_rows
from corridors.layers.kit.lines import System, amount, is_built, sources_of, status_of, year_of_row
from corridors.layers.kit.sectors import POWER, sector_marks, sector_rows
from corridors.presentation.style import SystemStyle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.lines import Row
    from corridors.layers.kit.mark import Mark
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]


def _line(row: Row, _: Words) -> System:
    return System(
        id=row["id"],
        layer="power",
        title=row["name"],
        shape=row["geometry"],
        since=year_of_row(row, "start_year"),
        built=is_built(row),
        eyebrow=_("Power line"),
        facts=(
            (_("Voltage"), amount(row.get("voltage_kv"), "kV", _)),
            (_("In use since"), str(year_of_row(row, "start_year") or "")),
            (_("Status"), status_of(row, _)),
            (_("Operator"), row.get("operator", "")),
            (_("Length, published"), amount(row.get("published_length_km"), "km", _)),
            (_("Position"), _("schematic, straight between its places")),
        ),
        sources=sources_of(row),
    )


def _lines(reading: Reading) -> Iterator[System]:
    for row in reading.rows("power_lines"):
        yield _line(row, reading.words)


def _marks(reading: Reading) -> list[Mark]:
    return sector_marks(reading, POWER, LAYER.name)


def _legend(layer: Layer, _: Words) -> Rows:
    return [*style_rows(layer, _), *sector_rows(POWER, layer.name, _)]


LAYER = Layer(
    name="power",
    group="power",
    order=110,
    shown=False,
    data=("power_lines", "resources"),
    title=lambda _: _("Power line"),
    style=SystemStyle("#5d6f16", 1.5, dash=(7, 3, 1.5, 3)),
    lines=_lines,
    marks=_marks,
    legend=_legend,
)
