"""The hill-shading of the ground, toned for paper: how dark each point is, nothing else."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import numpy as np

from corridors.extras import missing

try:
    from PIL import Image, ImageDraw, ImageFilter
except ModuleNotFoundError as fault:
    raise missing(fault) from fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["toned_relief", "webp_uri"]

WIDTH_PX = 3000
BLUR_PX, CONTRAST, EDGE_PX, QUALITY = 14, 2.1, 90, 58


def toned_relief(
    path: Path, bounds: tuple[float, float, float, float], land: Iterable[Sequence[NDArray[np.float64]]]
) -> bytes:
    """Turn a coloured relief in Web Mercator into a grey one that only darkens, as WebP bytes.

    Parameters
    ----------
    path
        The image; its rows are evenly spaced in Web Mercator.
    bounds
        West, south, east, north of the image, degrees.
    land
        Polygons as rings of (lon, lat); what lies outside comes out white.

    Returns
    -------
        WebP; 255 is untouched paper, lower is darker.
    """
    with Image.open(path) as image:
        height = round(image.height * WIDTH_PX / image.width)
        grey = image.convert("L").resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
    mask = _land_mask(land, bounds, grey.size)
    shade = _shade(np.asarray(grey, dtype=float), np.asarray(mask, dtype=float) / 255)
    out = io.BytesIO()
    Image.fromarray((255 - shade).astype(np.uint8)).save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def webp_uri(data: bytes) -> str:
    """Return an image as a ``data:`` address."""
    return "data:image/webp;base64," + base64.b64encode(data).decode("ascii")


def _mercator(lat: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(np.arcsinh(np.tan(np.radians(lat))))


def _land_mask(
    land: Iterable[Sequence[NDArray[np.float64]]],
    bounds: tuple[float, float, float, float],
    size: tuple[int, int],
) -> Image.Image:
    west, south, east, north = bounds
    top, bottom = _mercator(north), _mercator(south)
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    for rings in land:
        for i, ring in enumerate(rings):
            x = (ring[:, 0] - west) / (east - west) * size[0]
            y = (top - _mercator(np.clip(ring[:, 1], -85, 85))) / (top - bottom) * size[1]
            pen.polygon(list(zip(x.tolist(), y.tolist(), strict=True)), fill=0 if i else 255)
    return mask


def _blur(values: NDArray[np.float64]) -> NDArray[np.float64]:
    image = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR_PX)), dtype=float)


def _shade(grey: NDArray[np.float64], mask: NDArray[np.float64]) -> NDArray[np.float64]:
    """Darkness against the neighbourhood on land, faded towards the image's edges."""
    weight = np.maximum(_blur(mask * 255) / 255, 0.02)
    around = _blur(grey * mask) / weight
    dark = np.clip((around - grey) * CONTRAST + 6, 0, 255) * mask
    height, width = dark.shape
    x = np.minimum(np.arange(width), np.arange(width)[::-1]) / EDGE_PX
    y = np.minimum(np.arange(height), np.arange(height)[::-1]) / EDGE_PX
    fade = np.clip(x, 0, 1)[None, :] * np.clip(y, 0, 1)[:, None]
    return np.asarray(dark * fade)
