"""Points where trains change gauge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.border_points import gauges_of
from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import symbol_row
from corridors.layers.kit.lines import UNBUILT_SINCE, is_built, sources_of, year_of_row
from corridors.layers.kit.mark import Mark
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]

GAUGE_ZOOM = 6.5


def _marks(reading: Reading) -> list[Mark]:
    """Mark the changes of gauge; a point that serves a crossing is there since this opened."""
    _ = reading.words
    opened = {row["id"]: year_of_row(row) for row in reading.table("crossings")}
    return [
        Mark(
            id=row["id"],
            layer="gauge",
            text=row["name"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            style="terminal",
            kind="gauge",
            rank=170,
            zoom=GAUGE_ZOOM,
            eyebrow=_("Change of gauge"),
            tip=(gauges_of(row), word("kind", row["kind"], _)),
            facts=(
                (_("Gauge"), gauges_of(row)),
                (_("Kind"), word("kind", row["kind"], _)),
                (_("Country"), row["country"]),
            ),
            sources=sources_of(row),
            names=(row["name"],),
            since=opened.get(row["crossing_id"], 0) if is_built(row) else UNBUILT_SINCE,
        )
        for row in reading.table("gauge_points")
        if row["lon"] and row["lat"]
    ]


def _legend(layer: Layer, _: Words) -> Rows:
    return [symbol_row(_("Change of gauge"), "gauge", layer.name)]


LAYER = Layer(
    name="gauge",
    group="points",
    order=220,
    beside_pipelines=False,
    data=("gauge_points", "crossings"),
    marks=_marks,
    legend=_legend,
)
