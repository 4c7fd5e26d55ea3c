"""The legend: groups of layers, each row a sample of what it switches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.layers.kit.legend import line_row, rows_of_layer
from corridors.layers.kit.registry import FAMILY_PREFIX, in_legend
from corridors.presentation import style
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Collection

    from corridors.i18n import Words

    Rows = list[dict[str, Any]]

__all__ = ["legend"]

OPEN = frozenset({"rail"})


def legend(families: Collection[str], _: Words) -> list[dict[str, Any]]:
    """Return the groups of the legend: ``id``, ``title``, ``open`` and ``rows``.

    Parameters
    ----------
    families
        Families of the corridors that are drawn.
    _
        Translator of the words.
    """
    rows: dict[str, Rows] = {"rail": _families(families, _)}
    for layer in in_legend():
        rows.setdefault(layer.group, []).extend(rows_of_layer(layer, _))
    return [
        {"id": key, "title": title, "open": key in OPEN, "rows": rows.get(key, [])}
        for key, title in _titles(_).items()
    ]


def _titles(_: Words) -> dict[str, str]:
    return {
        "rail": _("Rail"),
        "road": _("Road"),
        "ferry": _("Ferry"),
        "oil": _("Oil"),
        "gas": _("Gas"),
        "points": _("Crossings & terminals"),
        "resources": _("Resources & industry"),
        "power": _("Power"),
        "provinces": _("Provinces"),
        "ground": _("Railways by gauge, relief, names"),
    }


def _families(families: Collection[str], _: Words) -> Rows:
    return [
        line_row(word("family", f.id, _), "solid", f"{FAMILY_PREFIX}{f.id}", f.colour)
        for f in style.FAMILIES.values()
        if f.id in families
    ]
