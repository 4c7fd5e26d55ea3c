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
import shapely

from corridors.presentation.style import LABELS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["BANDS", "Bands", "Label", "place_labels", "text_size_px", "world_xy"]

WIDTHS = Path(__file__).parent / "static" / "vendor" / "source-sans-3" / "widths.json"
TILE_PX = 256
WIDE_EM, WIDE_FROM = 1.0, "\u2e80"
UNKNOWN_EM = 0.62
LINE_EM, WRAPPED_LINE_EM = 1.02, 1.25
SIDE_GAP_PX, TOP_GAP_PX, MARGIN_PX = 9.0, 8.0, 2.5
BIG_SYMBOL_PX, BIG_GAP_PX = 10.0, 4.0
SIDES = "rltb"
_GRID_PX = 90.0
PIECE_STEPS = 8
MOST_BOXES = 20_000
"""So many boxes are held against the lines at a time."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Bands:
    """Zoom bands: where they start, how wide they are, how many there are."""

    start: float = 1.5
    step: float = 0.5
    count: int = 25

    def zooms(self) -> list[float]:
        """Return the zoom at which each band starts."""
        return [self.start + i * self.step for i in range(self.count)]


BANDS = Bands()


@dataclass(frozen=True, slots=True)
class Label:
    """What is to be placed: a point, its text and how early it gets its turn.

    ``rank`` orders, lowest first; ``zoom`` is the first at which it may show and ``until`` the
    one from which it no longer does; ``symbol_px`` is the symbol's half size, 0 for bare text,
    which stands centred on its point, or else on the first of ``spots`` (lon, lat) that is free.
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
    spots: tuple[tuple[float, float], ...] = ()


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
    return sum(table[c] / 1000 if c in table else WIDE_EM if c >= WIDE_FROM else UNKNOWN_EM for c in line)


def world_xy(lon: Sequence[float], lat: Sequence[float]) -> NDArray[np.float64]:
    """Project degrees to Web Mercator px at zoom 0, (n, 2)."""
    sine = np.sin(np.radians(np.clip(np.asarray(lat, dtype=float), -85.05, 85.05)))
    x = (np.asarray(lon, dtype=float) + 180) / 360
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return np.stack([x, y], axis=-1) * TILE_PX


def _text_box(label: Label, side: str) -> Box:
    """Return the label's box relative to its point: left, top, right, bottom."""
    w, h = text_size_px(label.text, label.style, label.size_px)
    more = BIG_GAP_PX if label.symbol_px >= BIG_SYMBOL_PX else 0.0
    left, top = {
        "r": (SIDE_GAP_PX + more, -h / 2),
        "l": (-SIDE_GAP_PX - more - w, -h / 2),
        "t": (-w / 2, -TOP_GAP_PX - more * 0.75 - h),
        "b": (-w / 2, TOP_GAP_PX + more * 0.75),
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

    @staticmethod
    def _touched(x: float, y: float, box: Box) -> list[tuple[int, int]]:
        x1, x2 = int((x + box[0]) // _GRID_PX), int((x + box[2]) // _GRID_PX)
        y1, y2 = int((y + box[1]) // _GRID_PX), int((y + box[3]) // _GRID_PX)
        return [(i, j) for i in range(x1, x2 + 1) for j in range(y1, y2 + 1)]

    def free(self, x: float, y: float, box: Box) -> bool:
        """Say whether a box keeps clear of all others through the band."""
        for cell in self._touched(x, y, box):
            for ox, oy, other in self._cells.get(cell, ()):
                if self._meet(ox - x, oy - y, box, other):
                    return False
        return True

    def _meet(self, dx: float, dy: float, a: Box, b: Box) -> bool:
        """Say whether two boxes overlap, or come to do so as their points part by the band's end."""
        far = self._stretch
        nearer_x, nearer_y = min(dx, dx * far), min(dy, dy * far)
        further_x, further_y = max(dx, dx * far), max(dy, dy * far)
        return not (
            nearer_x + b[0] >= a[2]
            or further_x + b[2] <= a[0]
            or nearer_y + b[1] >= a[3]
            or further_y + b[3] <= a[1]
        )

    def take(self, x: float, y: float, box: Box) -> None:
        """Lay a box, in each cell that it touches."""
        for cell in self._touched(x, y, box):
            self._cells.setdefault(cell, []).append((x, y, box))


LabelPosition = tuple[int, str]


def _pieces(line: NDArray[np.float64]) -> NDArray[np.object_]:
    """Cut a line of (lon, lat) into short ones in world px, each from the end of the one before."""
    starts = np.arange(0, len(line) - 1, PIECE_STEPS)
    sizes = np.minimum(PIECE_STEPS + 1, len(line) - starts)
    piece = np.repeat(np.arange(len(starts)), sizes)
    inside = np.arange(len(piece)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    xy = world_xy(*line.T)[starts[piece] + inside]
    made: NDArray[np.object_] = shapely.linestrings(xy, indices=piece)
    return made


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines that labels had better not stand on, in world px."""

    tree: shapely.STRtree | None

    @classmethod
    def of(cls, lines: Iterable[ArrayLike]) -> _Lines:
        """Project (lon, lat) lines and index their steps in short pieces."""
        pieces = [_pieces(np.asarray(line, dtype=float)[:, :2]) for line in lines]
        return cls(shapely.STRtree(np.concatenate(pieces)) if pieces else None)

    def under(
        self, positions: _LabelPositions, scales: NDArray[np.float64], here: NDArray[np.bool_]
    ) -> list[set[LabelPosition]]:
        """Return for each scale the positions whose box lies on a line, of the labels that are there at it."""
        found: list[set[LabelPosition]] = [set() for _ in scales]
        if self.tree is None:
            return found
        parts = 1 + len(scales) * len(positions.names) // MOST_BOXES
        for bands in np.array_split(np.arange(len(scales)), min(parts, len(scales))):
            at, rows = np.nonzero(here[bands][:, positions.owner])
            sides = (positions.anchor[rows] + positions.box[rows] / scales[bands[at], None]).T
            hit = np.unique(self.tree.query(shapely.box(*sides), predicate="intersects")[0])
            for band, i in zip(bands[at[hit]].tolist(), rows[hit].tolist(), strict=True):
                found[band].add(positions.names[i])
        return found


@dataclass(frozen=True, slots=True)
class _LabelPositions:
    """Every position of every label: whose it is, its anchor in world px and its box in px, twice (x, y)."""

    names: list[LabelPosition]
    owner: NDArray[np.int64]
    anchor: NDArray[np.float64]
    box: NDArray[np.float64]

    @classmethod
    def of(
        cls, anchors: Sequence[Sequence[tuple[float, float]]], boxes: Sequence[Mapping[str, Box]]
    ) -> _LabelPositions:
        """Lay the positions of all labels out as arrays."""
        names = [(i, side) for i, sides in enumerate(boxes) for side in sides]
        at = [(*_anchor(anchors[i], side), *_anchor(anchors[i], side)) for i, side in names]
        size = [boxes[i][side] for i, side in names]
        owner = np.array([i for i, _side in names], dtype=np.int64)
        return cls(names, owner, np.array(at).reshape(-1, 4), np.array(size).reshape(-1, 4))


def place_labels(
    labels: Sequence[Label], bands: Bands = BANDS, *, lines: Iterable[ArrayLike] = ()
) -> list[str]:
    """Choose a side for each label in each zoom band.

    Parameters
    ----------
    labels
        In any order; ``rank`` decides, then the order given.
    bands
        The zoom bands.
    lines
        Lines of (lon, lat) that a label avoids where another side is free.

    Returns
    -------
        One text a label, one letter a band: ``" "`` hidden, ``"o"`` symbol without label,
        ``"r" "l" "t" "b"`` the side of the point, ``"c"`` centred, a digit: centred on that spot.
    """
    order = sorted(range(len(labels)), key=lambda i: (labels[i].rank, i))
    anchors = [world_xy(*zip((x.lon, x.lat), *x.spots, strict=True)).tolist() for x in labels]
    letters = [[" "] * bands.count for _ in labels]
    boxes = [_boxes(label) for label in labels]
    last = [""] * len(labels)
    avoid, positions = _Lines.of(lines), _LabelPositions.of(anchors, boxes)
    first, until = (np.array([getattr(x, name) for x in labels]) for name in ("zoom", "until"))
    zooms = np.array(bands.zooms())
    here = (first <= zooms[:, None] + 1e-9) & (zooms[:, None] + 1e-9 < until)
    poor = avoid.under(positions, 2.0**zooms, here)
    for band, scale in enumerate((2.0**zooms).tolist()):
        room = _Room(2.0**bands.step)
        for i in (i for i in order if here[band, i]):
            bad = {side for side in boxes[i] if (i, side) in poor[band]}
            at = [(x * scale, y * scale) for x, y in anchors[i]]
            letters[i][band] = last[i] = _choose_position(room, at, boxes[i], last[i], bad)
    return ["".join(row).rstrip() if row[-1] == " " else "".join(row) for row in letters]


def _boxes(label: Label) -> Mapping[str, Box]:
    sides = SIDES if label.symbol_px else "c"
    boxes = {side: _text_box(label, side) for side in sides} if label.text else {}
    if not label.symbol_px:
        boxes |= {str(i + 1): boxes["c"] for i in range(len(label.spots))}
    return boxes | ({"o": _symbol_box(label)} if label.symbol_px else {})


def _choose_position(
    room: _Room,
    anchors: Sequence[tuple[float, float]],
    boxes: Mapping[str, Box],
    before: str,
    bad: Collection[str],
) -> str:
    """Take a free position: the one of the band before, else one off the lines, else the first."""
    symbol = boxes.get("o")
    if symbol and not room.free(*anchors[0], symbol):
        return " "
    sides = [before, *boxes] if before in boxes else [*boxes]
    tried = sorted((s for s in dict.fromkeys(sides) if s != "o"), key=lambda s: s in bad)
    free = (s for s in tried if room.free(*_anchor(anchors, s), boxes[s]))
    side = next(free, "o" if symbol else " ")
    if symbol:
        room.take(*anchors[0], symbol)
    if side not in "o ":
        room.take(*_anchor(anchors, side), boxes[side])
    return side


def _anchor(anchors: Sequence[tuple[float, float]], side: str) -> tuple[float, float]:
    return anchors[int(side)] if side.isdigit() else anchors[0]
