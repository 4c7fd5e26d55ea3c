"""What a map is made of, read from the shipped data: the ground, the marks, and whom to thank."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from corridors.data import layers
from corridors.data.horgos import border
from corridors.data.layer_specs import LayerSpec
from corridors.data.ledger import Ledger, geodata_dir
from corridors.errors import DamagedData
from corridors.i18n import languages, translator
from corridors.layers.kit.reading import Reading
from corridors.layers.kit.registry import all_layers
from corridors.model import Language
from corridors.webmap.assets import json_text
from corridors.webmap.ground.basemap import Ground, base_payload, by_need
from corridors.webmap.ground.regions import region_lines
from corridors.webmap.systems import systems_payload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from corridors.i18n import Words
    from corridors.layers import Layer
    from corridors.layers.kit.mark import Mark
    from corridors.layers.kit.reading import OwnLayer

__all__ = ["LANGUAGES", "Content", "encode_ground", "load_content", "unpacked", "words_in"]

LANGUAGES = tuple(language.value for language in Language)
RAILS = "rail_lines"
COMPLEX = np.array([1, 1j])
"""Makes one number of a point."""
SHOWN_RAILS = ("open", "high_speed", "passenger_only", "under_construction")
SHIPPED_GROUND = {"base": "map_ground", "fine": "map_ground_fine", "relief": "map_relief"}
NOTHING = "{}"
GROUND_LAYERS = ("land", "land_50m", "boundaries", "boundaries_50m", "lakes", "rivers")
REGION_LAYERS = ("china_provinces", "kazakhstan_regions")
CREDITED = ("land_10m", "relief", "cities", "network", "pipeline_lines")


@dataclass(frozen=True, slots=True)
class Content:
    """The encoded ground and systems as JSON text, the marks in one language, and the credit line.

    ``base`` is what the first picture needs; ``fine``, the levels of the large scales, and ``relief``
    may come after it.
    """

    base: str
    marks: tuple[Mark, ...] = ()
    credit: str = ""
    systems: str = '{"digits":3,"lines":[],"sources":[],"areas":[]}'
    dated: Mapping[tuple[float, float], int] = field(default_factory=dict)
    fine: str = NOTHING
    relief: str = NOTHING


def words_in(lang: str) -> Words:
    """Return the translator for a language, English where there is no catalogue yet."""
    return translator(lang if lang in languages() else "en")


def load_content(lang: str = "en", *, own: OwnLayer | None = None) -> Content:
    """Read the shipped layers and tables and make them ready for the map.

    Parameters
    ----------
    lang
        Language of the names: ``en``, ``zh``, ``ru`` or ``fr``.
    own
        Data of the user's in the place of a shipped layer.
    """
    content = _content(geodata_dir(), lang, all_layers())
    if own is None:
        return content
    reading = Reading(Ledger.load(geodata_dir()), words_in(lang), lang, own)
    systems = json_text(systems_payload(reading, all_layers()))
    return replace(content, systems=systems, credit=f"{content.credit}. {own.attribution}")


@lru_cache(maxsize=4)
def _content(root: Path, lang: str, drawn: tuple[Layer, ...]) -> Content:
    ledger = Ledger.load(root)
    reading = Reading(ledger, words_in(lang), lang)
    ground = _shipped_ground(ledger)
    return Content(
        base=ground["base"],
        fine=ground["fine"],
        relief=ground["relief"],
        marks=tuple(mark for layer in drawn if layer.marks for mark in layer.marks(reading)),
        credit=_credit(ledger, drawn),
        systems=json_text(systems_payload(reading, drawn)),
        dated=_dated_points(ledger),
    )


def _credit(ledger: Ledger, drawn: tuple[Layer, ...]) -> str:
    thanks = ledger.attributions([n for n in CREDITED if n in ledger.resources])
    own = [data.attribution for layer in drawn for data in layer.data if isinstance(data, LayerSpec)]
    return ". ".join(dict.fromkeys((*thanks, *filter(None, own), layers.POINT_OF_VIEW)))


def _shipped_ground(ledger: Ledger) -> dict[str, str]:
    """Read the encoded ground; encode it anew where it is not shipped."""
    if not set(SHIPPED_GROUND.values()) <= set(ledger.resources):
        return encode_ground(ledger)
    return {part: unpacked(ledger.path(name)) for part, name in SHIPPED_GROUND.items()}


def unpacked(path: Path) -> str:
    """Return the text of a shipped file that lies packed.

    Raises
    ------
    DamagedData
        The file cannot be read or is no such file.
    """
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, ValueError, zlib.error) as fault:
        message = f"{path.name} cannot be read ({fault}). Restore it from the repository."
        raise DamagedData(message) from fault


def encode_ground(ledger: Ledger) -> dict[str, str]:
    """Encode land, water, borders, relief and railways as the map's script reads them, by when it needs them."""
    return {part: json_text(value) for part, value in by_need(base_payload(_ground(ledger))).items()}


def _ground(ledger: Ledger) -> Ground:
    load = {name: layers.load(name, ledger=ledger) for name in GROUND_LAYERS}
    known = RAILS in ledger.resources
    return Ground(
        land_coarse=load["land_50m"],
        land_fine=load["land"],
        borders_coarse=load["boundaries_50m"],
        borders_fine=load["boundaries"],
        lakes=load["lakes"],
        rivers=load["rivers"],
        relief=ledger.path("relief"),
        regions=region_lines([layers.load(n, ledger=ledger) for n in REGION_LAYERS]),
        rails=_rails(ledger) if known else None,
        piece=border(ledger),
    )


def _rails(ledger: Ledger) -> gpd.GeoDataFrame:
    lines = layers.load("rail_lines", ledger=ledger)
    lines = lines[lines["status"].isin(SHOWN_RAILS)]
    return lines.assign(status=lines["status"].where(lines["status"] == "under_construction", "open"))


def _dated_points(ledger: Ledger) -> dict[tuple[float, float], int]:
    """Return the inner points of the railways whose year of opening is known.

    Points that an older railway shares are left out: only the new track dates a route.
    """
    if RAILS not in ledger.resources:
        return {}
    lines = layers.load(RAILS, ledger=ledger)
    known = lines["opened_year"].notna().to_numpy()
    shapes = lines.geometry.to_numpy()
    old, new = _ends(shapes[~known]), _ends(shapes[known])
    years = np.repeat(lines.loc[known, "opened_year"].to_numpy(dtype=int), 2)
    fresh = ~np.isin(new @ COMPLEX, old @ COMPLEX)
    return {(x, y): year for (x, y), year in zip(new[fresh].tolist(), years[fresh].tolist(), strict=True)}


def _ends(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the first and the last point of each line, (2n, 2), to 4 decimals."""
    ends = np.column_stack([shapely.get_point(shapes, i) for i in (0, -1)]).ravel()
    return np.round(shapely.get_coordinates(ends), 4)
