"""Names of countries, provinces, seas and lakes, in the map's language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from corridors.data.tables import read_rows
from corridors.layers.kit.layer import Layer
from corridors.layers.kit.lines import sources_of
from corridors.layers.kit.mark import Mark
from corridors.layers.kit.naming import name_in
from corridors.presentation import style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas as gpd

    from corridors.i18n import Words
    from corridors.layers.kit.legend import Rows
    from corridors.layers.kit.reading import Reading

__all__ = ["LAYER", "country_marks"]

SEAS = Path(__file__).parent / "kit" / "seas.csv"
SERVICES = "rail_services"
MOST_SERVICES = 8
REGION_LAYERS = ("china_provinces", "kazakhstan_regions")
COUNTRY_ZOOM = {1: 1.5, 2: 1.5, 3: 2.5, 4: 3.5, 5: 4.0, 6: 4.5, 7: 5.5}
COUNTRY_SIZE = {1: 14.0, 2: 14.0, 3: 12.5, 4: 11.5, 5: 11.0}
SMALL_PX, SPOTS, SPOT_STEPS = 10.5, 8, 9


def _marks(reading: Reading) -> list[Mark]:
    lang = reading.lang
    return [
        *country_marks(reading.frame("countries_50m"), lang),
        *sea_marks(lang),
        *_regions(reading),
        *lake_marks(reading.frame("lakes"), lang),
    ]


def _regions(reading: Reading) -> list[Mark]:
    """Name provinces and regions; a province says what trains it sends."""
    marks = region_marks([reading.frame(name) for name in REGION_LAYERS], reading.lang)
    rows = [r for r in reading.table(SERVICES) if r["preferred"] == "yes"]
    return [
        _with_services(m, [r for r in rows if f"region-{r['province']}" == m.id], reading.words)
        for m in marks
    ]


def spots_inside(shape: shapely.Geometry, lon: float, lat: float) -> tuple[tuple[float, float], ...]:
    """Return further points well inside a shape where its name may stand, nearest first."""
    main = max(shapely.get_parts(shape), key=lambda part: part.area).simplify(0.05)
    west, south, east, north = main.bounds
    x, y = np.meshgrid(
        np.linspace(west, east, SPOT_STEPS + 2)[1:-1], np.linspace(south, north, SPOT_STEPS + 2)[1:-1]
    )
    points = np.asarray(shapely.points(x.ravel(), y.ravel()))
    inside = points[shapely.contains(main.buffer(-0.04 * (east - west)), points)]
    xy = shapely.get_coordinates(inside)
    order = np.hypot(xy[:, 0] - lon, 1.4 * (xy[:, 1] - lat)).argsort()[:SPOTS]
    return tuple((round(float(a), 3), round(float(b), 3)) for a, b in xy[order])


def country_marks(frame: gpd.GeoDataFrame, lang: str) -> list[Mark]:
    """Name the countries; large ones first, each with other spots to stand on."""
    marks = []
    for row in frame.to_dict("records"):
        rank = int(row["label_rank"])
        lon, lat = float(row["label_lon"]), float(row["label_lat"])
        if len(row["iso_a2"]) != 2:  # noqa: PLR2004 - an ISO 3166-1 alpha-2 code
            continue
        mark = Mark(
            id=f"country-{row['iso_a2']}",
            layer="names",
            text=name_in(lang, row),
            lon=lon,
            lat=lat,
            style="country",
            rank=(30 if rank < 3 else 90) + rank,  # noqa: PLR2004 - the giants follow the first hubs
            zoom=COUNTRY_ZOOM.get(rank, 6.0),
            until=7.6,
            size_px=COUNTRY_SIZE.get(rank, SMALL_PX),
            spots=spots_inside(row["geometry"], lon, lat),
        )
        marks.append(mark)
    return marks


def region_marks(frames: Iterable[gpd.GeoDataFrame], lang: str) -> list[Mark]:
    """Name provinces and regions at middle scales."""
    rows = [row for frame in frames for row in frame.to_dict("records")]
    return [
        Mark(
            id=f"region-{row['iso_3166_2']}",
            layer="names",
            text=name_in(lang, row),
            lon=float(row["label_lon"]),
            lat=float(row["label_lat"]),
            style="region",
            rank=400,
            zoom=5.5,
            until=8.6,
            spots=spots_inside(row["geometry"], float(row["label_lon"]), float(row["label_lat"])),
        )
        for row in rows
    ]


def sea_marks(lang: str) -> list[Mark]:
    """Name the seas, from the map's own list of where their names stand."""
    rows = read_rows(SEAS)
    return [
        Mark(
            id=f"sea-{row['id']}",
            layer="names",
            text=name_in(lang, row).replace("\\n", "\n"),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            style="water",
            rank=60,
            zoom=float(row["zoom"]),
            until=9.0,
            size_px=float(row["size_px"]),
        )
        for row in rows
    ]


def lake_marks(frame: gpd.GeoDataFrame, lang: str) -> list[Mark]:
    """Name the larger lakes at their middles."""
    named = frame[frame["name_en"].fillna("") != ""]
    area = shapely.area(named.geometry.to_numpy())
    middles = shapely.get_coordinates(shapely.point_on_surface(named.geometry.to_numpy()))
    marks = []
    for row, size, (lon, lat) in zip(named.to_dict("records"), area, middles, strict=True):
        zoom = 4.75 if size > 1.5 else 6.0 if size > 0.3 else 7.5 if size > 0.05 else 99.0  # noqa: PLR2004
        text = name_in(lang, row)
        mark = Mark(f"lake-{row['name']}-{lon:.2f}", "names", text, lon, lat, "water", rank=450)
        marks.append(_at_zoom(mark, zoom))
    return [m for m in marks if m.zoom < 99]  # noqa: PLR2004


def _at_zoom(mark: Mark, zoom: float) -> Mark:
    return replace(mark, zoom=zoom, size_px=11.0)


def _with_services(mark: Mark, services: Sequence[Mapping[str, str]], _: Words) -> Mark:
    """Return the mark of a province with a card that lists the trains it sends."""
    if not services:
        return mark
    first = sorted((r for r in services if r["start_year"]), key=lambda r: r["start_year"])
    facts = tuple(
        (r["start_year"] or "–", r["name"]) for r in (*first, *(r for r in services if r not in first))
    )
    return replace(
        mark,
        eyebrow=_("Train services to Europe and Central Asia, by first year"),
        facts=facts[:MOST_SERVICES],
        sources=tuple(s for r in first[:MOST_SERVICES] for s in sources_of(r)),
    )


def _legend(layer: Layer, _: Words) -> Rows:
    return [
        {
            "title": _("Names of countries and seas"),
            "line": "names",
            "colour": style.PAPER.country,
            "layer": layer.name,
        }
    ]


LAYER = Layer(
    name="names",
    group="ground",
    order=30,
    data=("countries_50m", "lakes", *REGION_LAYERS),
    marks=_marks,
    legend=_legend,
)
