"""Marks of fields, mines, plants and farms by their sector: two layers from one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.layers.kit.legend import symbol_row
from corridors.layers.kit.lines import amount, is_built, since_of, sources_of
from corridors.layers.kit.mark import Mark
from corridors.presentation import style
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.reading import Reading

__all__ = ["POWER", "WORKS", "sector_marks", "sector_rows"]

POWER = frozenset({"power", "solar", "wind"})
WORKS = frozenset(style.SECTORS) - POWER
RESOURCE_ZOOM, POWER_ZOOM = 4.0, 4.5
TIE = 1e-5
"""Puts marks of one rank into the order of the table, in whichever layer they are."""


def sector_marks(reading: Reading, sectors: Collection[str], layer: str) -> list[Mark]:
    """Mark what works in some sectors, each with the sign of its own.

    Parameters
    ----------
    reading
        Has the table ``resources_and_industry``.
    sectors
        Those wanted.
    layer
        Name of the layer.
    """
    return [
        _mark(row, layer, TIE * number, reading.words)
        for number, row in enumerate(reading.table("resources_and_industry"))
        if row["sector"] in sectors and row["preferred"] == "yes" and row["lon"] and row["lat"]
    ]


def sector_rows(sectors: Collection[str], layer: str, _: Words) -> Rows:
    """Return a row of the legend for each sector."""
    return [
        symbol_row(word("sector", sector, _), glyph, layer, colour)
        for sector, (glyph, colour) in style.SECTORS.items()
        if sector in sectors
    ]


def _mark(row: Mapping[str, str], layer: str, tie: float, _: Words) -> Mark:
    glyph, colour = style.SECTORS[row["sector"]]
    measured = " ".join(x for x in (row["value"], row["unit"]) if x)
    of = f" ({word('substance', row['of'], _)})" if row["of"] else ""
    facts = (
        (_("Country"), row["country"]),
        (
            f"{word('quantity', row['quantity'], _)}{of}, {row['year']}".rstrip(", ") if measured else "",
            measured,
        ),
        (_("In work since"), row["start_year"]),
        (_("Status"), word("status", row["status"], _) if row["status"] != "operating" else ""),
        (_("Partners"), row["partners"]),
        (_("Position good to"), amount(row["position_accuracy_km"], "km", _)),
    )
    built = is_built(row)
    return Mark(
        id=row["id"],
        layer=layer,
        text=row["name"].split(" (")[0],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        style="minor",
        kind=glyph,
        rank=(190 if built else 195) + tie,
        zoom=POWER_ZOOM if row["sector"] in POWER else RESOURCE_ZOOM,
        title=row["name"],
        eyebrow=word("sector", row["sector"], _),
        tip=tuple(x for x in (measured, row["start_year"]) if x),
        facts=tuple((k, v) for k, v in facts if k and v),
        sources=sources_of(row),
        names=(row["name"],),
        since=since_of(row, "start_year"),
        accuracy_km=float(row["position_accuracy_km"] or 0),
        colour=colour,
    )
