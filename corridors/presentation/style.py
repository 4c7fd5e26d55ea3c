"""One palette, line weights and fonts for the map, the charts and the static picture.

Corridor colours stay apart for readers with any common colour-vision deficiency
(CIEDE2000 distance of 20 or more, held by a test), and each family has its own legend name.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from corridors.errors import UnknownName

__all__ = [
    "FAMILIES",
    "FONT_STACK",
    "GAUGES",
    "INK",
    "LABELS",
    "LINES",
    "MAIN_GAUGES",
    "MODES",
    "PAPER",
    "SECTORS",
    "TINT",
    "Family",
    "GaugeStyle",
    "LabelStyle",
    "LineStyle",
    "ModeStyle",
    "Paper",
    "SymbolKind",
    "SystemStyle",
    "css_variables",
    "family",
]

INK = "#1d2b36"
FONT_STACK = (
    '"Source Sans 3", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", '
    "system-ui, sans-serif"
)


class SymbolKind(StrEnum):
    """What a point on the map is drawn as."""

    CITY = "city"
    CROSSING = "crossing"
    GAUGE = "gauge"
    TERMINAL = "terminal"
    PORT = "port"
    STATION = "station"


@dataclass(frozen=True, slots=True)
class Paper:
    """Colours of the ground: land, water, borders, cards and text."""

    land: str = "#f9f6ef"
    relief: str = "#7a6248"
    sea: str = "#cfe4ee"
    glow: str = "#f3fafd"
    coast: str = "#93b9cd"
    lake: str = "#cfe4ee"
    river: str = "#a9cbdc"
    border: str = "#b3a79a"
    disputed: str = "#c29a86"
    region: str = "#d9d0c3"
    grid: str = "#bcd7e4"
    rail: str = "#8d8a86"
    card: str = "#fffdf9"
    line: str = "#e6dfd3"
    muted: str = "#6d7478"
    text: str = INK
    country: str = "#857a6d"
    area: str = "#a2978a"
    water: str = "#5b8ca7"
    accent: str = "#1d5f98"
    caution: str = "#8a5200"
    cautioned: str = "#fdf4e1"


@dataclass(frozen=True, slots=True)
class Family:
    """A corridor family: its id in routes and its colour; its name is in the vocabulary."""

    id: str
    colour: str
    order: int


@dataclass(frozen=True, slots=True)
class LineStyle:
    """Widths in px at small and at large scale, with the white case on either side."""

    width_px: tuple[float, float]
    case_px: float
    case: str = "#ffffff"


@dataclass(frozen=True, slots=True)
class ModeStyle:
    """How a leg's mode shows in its line: a dash pattern in units of the line's width."""

    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class GaugeStyle:
    """How a gauge shows in the lines of the railway network."""

    colour: str
    ties: bool


@dataclass(frozen=True, slots=True)
class SystemStyle:
    """How a system's lines show: width px at middle scale, plus so much for each unit carried.

    ``core`` is the colour of a line's middle, empty where it has none; ``dash`` in px;
    ``samples`` are the amounts whose widths the legend shows; ``case_dashed`` breaks the white case
    as the line itself is broken; ``glows_when_new`` lights a line up in the year since when it is there;
    ``over_routes`` draws them over corridors and under computed routes.
    """

    colour: str
    base_px: float
    px_per_unit: float = 0.0
    unit: str = ""
    samples: tuple[float, ...] = ()
    core: str = ""
    dash: tuple[float, ...] = ()
    alpha: float = 1.0
    case_px: float = 1.0
    case_dashed: bool = False
    glows_when_new: bool = False
    over_routes: bool = False


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """Type of one class of labels; ``spacing_em`` is letter-spacing."""

    size_px: float
    weight: str
    colour: str
    spacing_em: float = 0.0
    caps: bool = False
    halo: str = "#fbf8f2"


PAPER = Paper()

FAMILIES: dict[str, Family] = {
    f.id: f
    for f in (
        Family("Northern", "#1d5f98", 0),
        Family("Middle", "#cf4457", 1),
        Family("Southern", "#e3a83f", 2),
        Family("Maritime", "#52b0a0", 3),
    )
}
PLAIN = {"": Family("", INK, 4), "Regional": Family("Regional", INK, 4)}

LINES: dict[str, LineStyle] = {
    "corridor": LineStyle((2.6, 4.2), 1.5),
    "route": LineStyle((4.2, 6.0), 2.2),
    "rail": LineStyle((0.6, 1.3), 0.0),
}

MODES: dict[str, ModeStyle] = {
    "rail": ModeStyle(),
    "road": ModeStyle((2.6, 1.6)),
    "ferry": ModeStyle((0.01, 2.1)),
    "sea": ModeStyle((0.01, 2.1)),
}

TINT = "#1d5f98"
"""Colour of provinces that send trains."""

SECTORS: dict[str, tuple[str, str]] = {
    "oil field": ("oil", "#3f2e23"),
    "gas field": ("gas", "#8a52a3"),
    "uranium": ("uranium", "#7a7f10"),
    "refining": ("factory", "#7b4a2e"),
    "processing industry": ("factory", "#6d6a66"),
    "agriculture": ("leaf", "#4f7d34"),
    "high tech": ("chip", "#2e6f8e"),
    "logistics": ("box", "#3c5a70"),
    "power": ("bolt", "#5d6f16"),
    "solar": ("sun", "#b9791c"),
    "wind": ("wind", "#4a8c8a"),
}
"""Glyph and colour of each sector of resources_and_industry."""

GAUGES: dict[int, GaugeStyle] = {
    1435: GaugeStyle("#7f8a92", ties=False),
    1520: GaugeStyle("#9a7f66", ties=True),
    1668: GaugeStyle("#7d8f6f", ties=True),
}

MAIN_GAUGES = (1435, 1520)

LABELS: dict[str, LabelStyle] = {
    "country": LabelStyle(12.5, "600", PAPER.country, 0.16, caps=True),
    "region": LabelStyle(10.5, "400", PAPER.area, 0.1, caps=True),
    "water": LabelStyle(12.5, "400i", PAPER.water, 0.08, halo=PAPER.sea),
    "end": LabelStyle(14.5, "600", INK),
    "hub": LabelStyle(13.0, "600", INK),
    "city": LabelStyle(12.0, "400", "#4a555c"),
    "town": LabelStyle(11.0, "400", "#6c747a"),
    "crossing": LabelStyle(12.0, "600", INK),
    "minor": LabelStyle(11.0, "400", "#4a555c"),
    "terminal": LabelStyle(11.5, "400", "#3c4f5c"),
}


def family(name: str) -> Family:
    """Return the family of that name; a regional route and one without a family have the neutral look.

    Parameters
    ----------
    name
        ``"Northern"``, ``"Middle"``, ``"Southern"``, ``"Maritime"``, ``"Regional"`` or an empty text.

    Raises
    ------
    UnknownName
        When no family is called so.
    """
    if name in PLAIN:
        return PLAIN[name]
    if name not in FAMILIES:
        raise UnknownName("corridor family", name, tuple(FAMILIES))
    return FAMILIES[name]


def css_variables() -> str:
    """Return the palette as CSS custom properties, ``--land`` and so on, for ``:root``."""
    paper = {f.name: getattr(PAPER, f.name) for f in fields(PAPER)}
    rows = [f"--{name}:{colour};" for name, colour in paper.items()]
    rows += [f"--family-{f.id.lower()}:{f.colour};" for f in FAMILIES.values()]
    rows += [_label_variables(name, label) for name, label in LABELS.items()]
    return ":root{" + "".join(rows) + f"--font:{FONT_STACK};" + "}"


def _label_variables(name: str, label: LabelStyle) -> str:
    return (
        f"--{name}-size:{label.size_px}px;--{name}-ink:{label.colour};"
        f"--{name}-halo:{label.halo};--{name}-spacing:{label.spacing_em}em;"
    )
