"""The legend: groups of layers, each row a sample of what it switches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.presentation import style
from corridors.presentation.vocabulary import word
from corridors.webmap.layers.names import FAMILY_PREFIX

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
    groups: dict[str, tuple[str, Rows]] = {
        "rail": (_("Rail"), _rail(families, _)),
        "road": (_("Road"), _system("roads", _)),
        "ferry": (_("Ferry"), [*_system("ferries", _), _sea(_)]),
        "oil": (_("Oil"), _system("oil", _)),
        "gas": (_("Gas"), _system("gas", _)),
        "points": (_("Crossings & terminals"), _points(_)),
        "resources": (_("Resources & industry"), _sectors("resources", _)),
        "power": (_("Power"), [*_system("power", _), *_sectors("power", _)]),
        "provinces": (_("Provinces"), _provinces(_)),
        "ground": (_("Railways by gauge, relief, names"), _ground(_)),
    }
    return [
        {"id": key, "title": title, "open": key in OPEN, "rows": rows}
        for key, (title, rows) in groups.items()
    ]


def _line(title: str, line: str, layer: str = "", colour: str = style.PAPER.muted) -> dict[str, Any]:
    row = {"title": title, "line": line, "colour": colour}
    return row | ({"layer": layer} if layer else {})


def _rail(families: Collection[str], _: Words) -> Rows:
    return [
        *(
            _line(word("family", f.id, _), "solid", f"{FAMILY_PREFIX}{f.id}", f.colour)
            for f in style.FAMILIES.values()
            if f.id in families
        ),
        *_system("trains", _),
        *_system("railways", _),
    ]


def _sea(_: Words) -> dict[str, Any]:
    return _line(_("Ferry or sea leg of a corridor"), "sea")


def _system(name: str, _: Words) -> Rows:
    """Return the row of a system and, where its width tells an amount, a row with sample widths."""
    look = style.SYSTEMS[name]
    row = _line(word("system", name, _), "system", name, look.colour) | {"system": name}
    if not look.samples:
        return [row]
    scale = {
        "title": _("Width: {unit} a year. Thin or pale: no figure for the year").format(
            unit=word("unit", look.unit, _)
        ),
        "scale": name,
        "samples": list(look.samples),
    }
    return [row, scale]


def _points(_: Words) -> Rows:
    points = (
        ("hub", _("Hub"), "cities"),
        ("crossing", _("Border crossing, railway"), "crossings"),
        ("road", _("Border crossing, road"), "road_crossings"),
        ("gauge", _("Change of gauge"), "gauge"),
        ("terminal", _("Terminal, dry port"), "terminals"),
        ("port", _("Seaport"), "terminals"),
        ("trade", _("Sites of Horgos"), "horgos"),
    )
    return [{"title": title, "symbol": kind, "layer": layer} for kind, title, layer in points]


def _sectors(layer: str, _: Words) -> Rows:
    powers = {"power", "solar", "wind"}
    return [
        {"title": word("sector", sector, _), "symbol": glyph, "colour": colour, "layer": layer}
        for sector, (glyph, colour) in style.SECTORS.items()
        if (sector in powers) == (layer == "power")
    ]


def _provinces(_: Words) -> Rows:
    return [
        _line(_("Train services of a province: the darker, the more"), "tint", "provinces", style.TINT),
        _line(_("Borders of provinces and regions"), "dashes", "regions"),
    ]


def _ground(_: Words) -> Rows:
    rails = (
        _line(word("gauge", str(mm), _), "ties" if g.ties else "rail", "rails", g.colour)
        for mm, g in style.GAUGES.items()
        if mm in style.MAIN_GAUGES
    )
    return [
        *rails,
        _line(_("Disputed or unsettled border"), "disputed", colour=style.PAPER.disputed),
        _line(_("Relief"), "relief", "relief", style.PAPER.relief),
        {
            "title": _("Names of countries and seas"),
            "line": "names",
            "colour": style.PAPER.country,
            "layer": "names",
        },
    ]
