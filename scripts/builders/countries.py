"""Countries and their boundaries, from a neutral and stated point of view.

A country is an entry of ISO 3166-1. Natural Earth draws what is held; its ISO columns say what
ISO lists: areas without an own code join the entry that ``ADM0_ISO`` names (Northern Cyprus,
Somaliland, Kosovo), and their lines stay as disputed. Natural Earth holds Crimea to be Russian;
here it follows United Nations General Assembly resolution 68/262: the parts of Russia that lie
in Natural Earth's divisions Crimea and Sevastopol move to Ukraine, their line stays as disputed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from scripts.builders import natural_earth as ne
from scripts.builders.frame import Built, Origin, write_geoparquet

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.builders.frame import Sources

LANGUAGES = {"en": "en", "zh": "zh", "ru": "ru", "fr": "fr", "kk": "kk"}
POINT_OF_VIEW = (
    "Point of view: a country is an entry of ISO 3166-1; Crimea follows UN General Assembly resolution 68/262; "
    "disputed and unsettled lines have their own class."
)
FINE_TOLERANCE, LINE_TOLERANCE = 0.01, 0.002
MOVED_DIVISIONS = {"Crimea", "Sevastopol"}
CLASSES = {
    "International boundary (verify)": "international",
    "Disputed (please verify)": "disputed",
    "Line of control (please verify)": "disputed",
    "Indefinite (please verify)": "disputed",
    "Indeterminant frontier": "disputed",
    "Unrecognized": "disputed",
}
"""Natural Earth's classes that are drawn; limits of leases and of buffer zones are not."""
FIELDS = {
    "iso_a2": "ISO 3166-1 alpha-2 code; empty for areas that no entry covers",
    "label_lon": "Where a label stands, degrees east",
    "label_lat": "Where a label stands, degrees north",
    "label_rank": "1 is labelled first",
}


def build(sources: Sources, out: Path) -> list[Built]:
    """Write countries at three scales and whole for tagging, and boundary lines at two."""
    crimea = _crimea(sources)
    built = [_countries(sources, out, scale, crimea) for scale in ("110m", "50m", "10m", "tagging")]
    return [*built, *(_boundaries(sources, out, scale) for scale in ("50m", "10m"))]


def _crimea(sources: Sources) -> shapely.Geometry:
    divisions = ne.read(sources, ne.qgis(), "states_provinces")
    moved = divisions[divisions["name"].isin(MOVED_DIVISIONS) & (divisions["adm0_a3"] == "RUS")]
    return shapely.union_all(moved.geometry.to_numpy())


def _names_origin(language: str) -> Origin:
    return Origin("cldr-localenames-full", "48.2.0", "npm", f"package/main/{language}/territories.json")


def _names(sources: Sources) -> pd.DataFrame:
    """Read territory names, the short form where CLDR has one, one row a code."""
    columns = {}
    for column, language in LANGUAGES.items():
        data = json.loads(sources.member(_names_origin(language)).read_text(encoding="utf-8"))
        names = data["main"][language]["localeDisplayNames"]["territories"]
        short = {k.removesuffix("-alt-short"): v for k, v in names.items() if k.endswith("-alt-short")}
        columns[f"name_{column}"] = names | {k: v for k, v in short.items() if k in {"HK", "MO", "PS"}}
    return pd.DataFrame(columns)


def _iso_codes(frame: gpd.GeoDataFrame) -> pd.Series:
    """Choose an ISO 3166-1 code for each area: its own, else that of the entry ISO puts it under."""
    own = frame["iso_a2_eh"].where(~frame["iso_a2_eh"].isin(["-99", "XK"]), "")
    by_a3 = frame.assign(own=own)[own != ""].drop_duplicates("adm0_a3").set_index("adm0_a3")["own"]
    under = frame["adm0_iso"].map(by_a3).fillna("")
    chosen: pd.Series[Any] = own.where(own != "", under)
    return chosen


def _assign_crimea(frame: gpd.GeoDataFrame, crimea: shapely.Geometry) -> gpd.GeoDataFrame:
    """Move the parts of Russia that lie mostly in Crimea to Ukraine."""
    parts = frame[["iso_a2", "geometry"]].explode(ignore_index=True)
    near = (parts["iso_a2"] == "RU") & parts.intersects(crimea)
    inside = shapely.area(shapely.intersection(parts.geometry[near].to_numpy(), crimea))
    share = pd.Series(inside / shapely.area(parts.geometry[near].to_numpy()), index=parts.index[near])
    parts.loc[share.index[share > 0.5], "iso_a2"] = "UA"  # noqa: PLR2004 - most of it
    return parts


def _units(frame: gpd.GeoDataFrame, crimea: shapely.Geometry) -> gpd.GeoDataFrame:
    """Dissolve Natural Earth's areas to ISO entries, with attributes of each entry's main area."""
    coded = frame.assign(iso_a2=_iso_codes(frame))
    coded["key"] = coded["iso_a2"].where(coded["iso_a2"] != "", coded["adm0_a3"])
    moved = _assign_crimea(coded.assign(iso_a2=coded["key"]), crimea)
    shapes = moved.groupby("iso_a2")["geometry"].agg(lambda s: shapely.union_all(s.to_numpy()))
    main = coded.assign(
        own=coded["iso_a2_eh"] == coded["iso_a2"], size=shapely.area(coded.geometry.to_numpy())
    )
    main = (
        main.sort_values(["own", "size"], ascending=False)
        .drop_duplicates("key")
        .set_index("key")
        .sort_index()
    )
    return gpd.GeoDataFrame(main.assign(geometry=shapes), geometry="geometry", crs="EPSG:4326")


def _table(units: gpd.GeoDataFrame, names: pd.DataFrame) -> gpd.GeoDataFrame:
    own = pd.DataFrame({c: units["iso_a2"].map(names[c]) for c in names})
    known = {c: own[c].fillna(units["name"]) for c in own}
    table = {
        "iso_a2": units["iso_a2"],
        **known,
        "continent": units["continent"],
        "subregion": units["subregion"],
        "label_lon": units["label_x"].round(4),
        "label_lat": units["label_y"].round(4),
        "label_rank": units["labelrank"].astype("int64"),
    }
    return gpd.GeoDataFrame(pd.DataFrame(table), geometry=units.geometry, crs="EPSG:4326").reset_index(
        drop=True
    )


def _countries(sources: Sources, out: Path, scale: str, crimea: shapely.Geometry) -> Built:
    resolution = "10m" if scale == "tagging" else scale
    origin = ne.nstk(f"cultural/ne_{resolution}_admin_0_countries")
    table = _table(_units(ne.read(sources, origin), crimea), _names(sources))
    simplified = ""
    if scale == "10m":
        whole = shapely.coverage_simplify(table.geometry.to_numpy(), FINE_TOLERANCE)
        table = table.set_geometry(gpd.GeoSeries(whole, crs="EPSG:4326"))
        simplified = (
            f" Simplified as one coverage with tolerance {FINE_TOLERANCE}°, so that neighbours still meet."
        )
    if resolution == "10m":
        table = ne.clip(table)
        simplified += f" Cut at {ne.BOX}."
    if scale == "tagging":
        table = table[["iso_a2", "geometry"]][table["iso_a2"] != ""]
    table = table.set_geometry(
        gpd.GeoSeries(ne.grid(table.geometry.to_numpy()), index=table.index, crs=table.crs)
    )
    name = f"countries_{scale}"
    title = (
        "Countries, full outline for tagging"
        if scale == "tagging"
        else f"Countries, Natural Earth 1:{scale}"
    )
    return Built(
        path=write_geoparquet(table, out / "layers" / f"{name}.parquet"),
        title=title,
        description=f"Country areas with names in {', '.join(LANGUAGES)}. {POINT_OF_VIEW}",
        origins=(origin, ne.qgis(), *(_names_origin(n) for n in LANGUAGES.values())),
        licence=f"{ne.LICENCE} AND Unicode-3.0",
        attribution=f"{ne.ATTRIBUTION}; names: Unicode CLDR",
        changes=f"Areas joined to ISO 3166-1 entries, Crimea moved, names replaced by CLDR's.{simplified}"
        f" Rounded to {ne.DECIMALS} decimals.",
        data_date="2022-05",
        fields=FIELDS,
    )


def _classes(lines: gpd.GeoDataFrame) -> pd.Series:
    """Class lines as drawn; what ISO does not recognise is disputed, not international."""
    held = lines["featurecla"].map(CLASSES).fillna("")
    unrecognised = lines["fclass_iso"].isin(["Unrecognized", "Disputed (please verify)"])
    classes: pd.Series[Any] = held.where(~unrecognised | (held == ""), "disputed")
    return classes


def _lines(sources: Sources, scale: str) -> gpd.GeoDataFrame:
    lines = ne.read(sources, ne.nstk(f"cultural/ne_{scale}_admin_0_boundary_lines_land"))
    lines = lines.assign(**{"class": _classes(lines)})
    for side in ("left", "right"):
        column = f"adm0_{side}"
        lines[side] = lines[column].fillna("") if column in lines else ""
    lines["note"] = lines["name"].fillna("")
    return lines[lines["class"] != ""][["class", "left", "right", "note", "geometry"]]


def _claims(sources: Sources) -> gpd.GeoDataFrame:
    """Read claims of states; lines of the past (cease-fires, Soviet oblasts) are left out."""
    claims = ne.read(sources, ne.qgis(), "disputed_borders")
    claims = claims[claims["name"].str.endswith(" claim")]
    claims = claims.rename(columns={"adm0_left": "left", "adm0_right": "right", "name": "note"})
    return claims.assign(**{"class": "claim"})[["class", "left", "right", "note", "geometry"]]


def _boundaries(sources: Sources, out: Path, scale: str) -> Built:
    lines = _lines(sources, scale)
    origins = [ne.nstk(f"cultural/ne_{scale}_admin_0_boundary_lines_land")]
    changes = (
        "Limits of leases and buffer zones left out; lines that ISO does not recognise classed as disputed."
    )
    if scale == "10m":
        lines = ne.clip(
            gpd.GeoDataFrame(pd.concat([lines, _claims(sources)], ignore_index=True), crs="EPSG:4326")
        )
        lines = lines.set_geometry(lines.geometry.simplify(LINE_TOLERANCE))
        origins.append(ne.qgis())
        changes += f" Simplified with tolerance {LINE_TOLERANCE}°, cut at {ne.BOX}."
    order = np.lexsort((shapely.to_wkt(lines.geometry.to_numpy()), lines["class"]))
    return Built(
        path=write_geoparquet(
            lines.iloc[order].reset_index(drop=True), out / "layers" / f"boundaries_{scale}.parquet"
        ),
        title=f"Country boundaries on land, Natural Earth 1:{scale}",
        description=f"Lines classed international, disputed or claim. {POINT_OF_VIEW}",
        origins=tuple(origins),
        licence=ne.LICENCE,
        attribution=ne.ATTRIBUTION,
        changes=changes,
        data_date="2022-05",
        fields={
            "class": "international, disputed (also unsettled, lines of control) or claim",
            "note": "Name of a line or whose claim",
        },
    )
