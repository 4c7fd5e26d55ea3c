"""Railways opened since 1990, each since its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.lines import System, amount, sources_of, year_of_row
from corridors.presentation.style import SystemStyle
from corridors.presentation.text import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corridors.i18n import Words
    from corridors.layers.kit.lines import Row
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]


def _line(row: Row, _: Words) -> System:
    return System(
        id=row["id"],
        layer="railways",
        title=row["name"],
        shape=row["geometry"],
        since=year_of_row(row),
        eyebrow=_("Railway"),
        tip=_("Opened {year}").format(year=year_of_row(row)),
        facts=(
            (_("Opened"), str(year_of_row(row))),
            (_("Gauge"), with_unit(row.get("gauges_mm", "").replace(";", ", "), "mm", _)),
            (_("Length, modelled"), amount(row["length_km"], "km", _)),
            (_("Countries"), row.get("countries", "").replace(";", ", ")),
        ),
        sources=sources_of(row),
    )


def _lines(reading: Reading) -> Iterator[System]:
    for row in reading.rows("rail_openings"):
        yield _line(row, reading.words)


LAYER = Layer(
    name="railways",
    group="rail",
    order=150,
    beside_pipelines=False,
    data=("rail_openings",),
    title=lambda _: _("Railway opened since 1990"),
    style=SystemStyle("#4a555c", 1.7, case_px=0.8, glows_when_new=True),
    lines=_lines,
)
