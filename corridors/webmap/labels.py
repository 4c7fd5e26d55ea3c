"""Places labels so that no two collide, at every zoom; the static picture uses the same pass.

Zooms come in bands of half a step. In each band labels are laid in order of rank, each on the
first side of its point that is free; a label that finds no room is left out in that band, and
its symbol stays if the symbol has room. Boxes are in px; one that keeps clear of another at both
ends of a band, on the same side, keeps clear of it all through the band.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corridors.style import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["BANDS", "Bands", "Label", "place_labels", "text_size_px", "world_xy"]

WIDTHS = Path(__file__).parent / "static" / "vendor" / "source-sans-3" / "widths.json"
TILE_PX = 256
WIDE_EM, WIDE_FROM = 1.0, "\u2e80"
UNKNOWN_EM = 0.62
LINE_EM, WRAPPED_LINE_EM = 1.02, 1.25
SIDE_GAP_PX, TOP_GAP_PX, MARGIN_PX = 9.0, 8.0, 2.5
SIDES = "rltb"
_GRID_PX = 120.0


@dataclass(frozen=True, slots=True)
class Bands:
    """Zoom bands: where they start, how wide they are, how many there are."""

    start: float = 2.0
    step: float = 0.5
    count: int = 24

    def zooms(self) -> list[float]:
        """Return the zoom at which each band starts."""
        return [self.start + i * self.step for i in range(self.count)]


BANDS = Bands()


@dataclass(frozen=True, slots=True)
class Label:
    """What is to be placed: a point, its text and how early it gets its turn.

    ``rank`` orders, lowest first; ``zoom`` is the first at which it may show and ``until`` the
    one from which it no longer does; ``symbol_px`` is the symbol's half size, 0 for bare text,
    which stands centred on its point.
    """

    text: str
    style: str
    lon: float
    lat: float
    rank: float
    zoom: float = 0.0
    until: float = 99.0
    symbol_px: float = 0.0
    size_px: float = 0.0


@lru_cache(maxsize=1)
def _widths() -> dict[str, dict[str, int]]:
    loaded: dict[str, dict[str, int]] = json.loads(WIDTHS.read_text(encoding="utf-8"))
    return loaded


def text_size_px(text: str, style: str, size_px: float = 0.0) -> tuple[float, float]:
    """Return width and height of a text in one of the label styles, px.

    Examples
    --------
    >>> width, height = text_size_px("Almaty", "hub")
    >>> 38 < width < 46
    True
    """
    look = LABELS[style]
    size = size_px or look.size_px
    lines = (text.upper() if look.caps else text).split("\n")
    width = max(_line_em(line, look.weight) + look.spacing_em * len(line) for line in lines)
    height = LINE_EM if len(lines) == 1 else WRAPPED_LINE_EM * len(lines)
    return width * size, height * size


def _line_em(line: str, weight: str) -> float:
    table = _widths()[weight]
    return sum(
        table[c] / 1000 if c in table else WIDE_EM if c >= WIDE_FROM else UNKNOWN_EM for c in line
    )


def world_xy(lon: Sequence[float], lat: Sequence[float]) -> NDArray[np.float64]:
    """Project degrees to Web Mercator px at zoom 0, (n, 2)."""
    sine = np.sin(np.radians(np.clip(np.asarray(lat, dtype=float), -85.05, 85.05)))
    x = (np.asarray(lon, dtype=float) + 180) / 360
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return np.stack([x, y], axis=-1) * TILE_PX


Box = tuple[float, float, float, float]


def _text_box(label: Label, side: str) -> Box:
    """Return the label's box relative to its point: left, top, right, bottom."""
    w, h = text_size_px(label.text, label.style, label.size_px)
    left, top = {
        "r": (SIDE_GAP_PX, -h / 2),
        "l": (-SIDE_GAP_PX - w, -h / 2),
        "t": (-w / 2, -TOP_GAP_PX - h),
        "b": (-w / 2, TOP_GAP_PX),
        "c": (-w / 2, -h / 2),
    }[side]
    m = MARGIN_PX
    return left - m, top - m, left + w + m, top + h + m


def _symbol_box(label: Label) -> Box:
    s = label.symbol_px
    return -s, -s, s, s


class _Room:
    """Boxes laid so far in one band, in a grid of cells for quick looking up."""

    def __init__(self, stretch: float) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, Box]]] = {}
        self._stretch = stretch

    def _near(self, x: float, y: float, box: Box) -> Iterable[tuple[int, int]]:
        x1, x2 = int((x + box[0]) // _GRID_PX) - 1, int((x + box[2]) // _GRID_PX) + 1
        y1, y2 = int((y + box[1]) // _GRID_PX) - 1, int((y + box[3]) // _GRID_PX) + 1
        return ((i, j) for i in range(x1, x2 + 1) for j in range(y1, y2 + 1))

    def free(self, x: float, y: float, box: Box) -> bool:
        """Say whether a box keeps clear of all others through the band."""
        return not any(
            self._meet(ox - x, oy - y, box, other)
            for cell in self._near(x, y, box)
            for ox, oy, other in self._cells.get(cell, ())
        )

    def _meet(self, dx: float, dy: float, a: Box, b: Box) -> bool:
        far = self._stretch
        right = dx + b[0] >= a[2] and dx * far + b[0] >= a[2]
        left = dx + b[2] <= a[0] and dx * far + b[2] <= a[0]
        below = dy + b[1] >= a[3] and dy * far + b[1] >= a[3]
        above = dy + b[3] <= a[1] and dy * far + b[3] <= a[1]
        return not (right or left or below or above)

    def take(self, x: float, y: float, box: Box) -> None:
        """Lay a box, in each cell that it touches."""
        x1, x2 = int((x + box[0]) // _GRID_PX), int((x + box[2]) // _GRID_PX)
        y1, y2 = int((y + box[1]) // _GRID_PX), int((y + box[3]) // _GRID_PX)
        for i in range(x1, x2 + 1):
            for j in range(y1, y2 + 1):
                self._cells.setdefault((i, j), []).append((x, y, box))


def place_labels(labels: Sequence[Label], bands: Bands = BANDS) -> list[str]:
    """Choose a side for each label in each zoom band.

    Parameters
    ----------
    labels
        In any order; ``rank`` decides, then the order given.
    bands
        The zoom bands.

    Returns
    -------
        One text a label, one letter a band: ``" "`` hidden, ``"o"`` symbol without label,
        ``"r" "l" "t" "b"`` the side of the point, ``"c"`` centred.
    """
    order = sorted(range(len(labels)), key=lambda i: (labels[i].rank, i))
    xy = world_xy([x.lon for x in labels], [x.lat for x in labels]) if labels else np.empty((0, 2))
    letters = [[" "] * bands.count for _ in labels]
    boxes = [_boxes(label) for label in labels]
    last = [""] * len(labels)
    for band, zoom in enumerate(bands.zooms()):
        room, scale = _Room(2.0**bands.step), 2.0**zoom
        for i in order:
            if labels[i].zoom <= zoom + 1e-9 < labels[i].until:
                at = (float(xy[i, 0] * scale), float(xy[i, 1] * scale))
                letters[i][band] = last[i] = _seat(room, at, boxes[i], last[i])
    return ["".join(row).rstrip() if row[-1] == " " else "".join(row) for row in letters]


def _boxes(label: Label) -> Mapping[str, Box]:
    sides = SIDES if label.symbol_px else "c"
    boxes = {side: _text_box(label, side) for side in sides} if label.text else {}
    return boxes | ({"o": _symbol_box(label)} if label.symbol_px else {})


def _seat(room: _Room, at: tuple[float, float], boxes: Mapping[str, Box], before: str) -> str:
    """Take the first free seat, the one of the band before first, so that labels rest."""
    x, y = at
    symbol = boxes.get("o")
    if symbol and not room.free(x, y, symbol):
        return " "
    sides = [before, *boxes] if before in boxes else [*boxes]
    side = next((s for s in sides if s != "o" and room.free(x, y, boxes[s])), "o" if symbol else " ")
    if symbol:
        room.take(x, y, symbol)
    if side not in "o ":
        room.take(x, y, boxes[side])
    return side
