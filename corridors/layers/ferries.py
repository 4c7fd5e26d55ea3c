"""Ferry lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.layer import Layer
from corridors.layers.kit.legend import line_row, style_rows
from corridors.layers.kit.lines import System, amount, sources_of, status_of, year_of_row
from corridors.presentation.style import SystemStyle
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.lines import Row
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER"]


def _line(row: Row, _: Words) -> System:
    return System(
        id=row["point_id"],
        layer="ferries",
        title=row.get("name", ""),
        shape=row["geometry"],
        since=year_of_row(row),
        closed=year_of_row(row, "closed_year"),
        eyebrow=_("Ferry"),
        facts=(
            (_("Kind"), word("kind", row.get("kind", ""), _)),
            (_("Opened"), str(year_of_row(row) or "")),
            (_("Closed"), str(year_of_row(row, "closed_year") or "")),
            (_("Status"), status_of(row, _)),
            (_("Length, modelled"), amount(row.get("length_km"), "km", _)),
        ),
        sources=sources_of(row),
    )


def _lines(reading: Reading) -> Iterator[System]:
    for row in reading.rows("ferry_lines"):
        yield _line(row, reading.words)


def _legend(layer: Layer, _: Words) -> Rows:
    """Return the row of the ferries, and one for the legs of corridors over water."""
    return [*style_rows(layer, _), line_row(_("Ferry or sea leg of a corridor"), "sea")]


LAYER = Layer(
    name="ferries",
    group="ferry",
    order=160,
    beside_pipelines=False,
    data=("ferry_lines",),
    title=lambda _: _("Ferry"),
    style=SystemStyle("#3b7ea1", 2.2, dash=(0.1, 4.4), case_dashed=True),
    lines=_lines,
    legend=_legend,
)
