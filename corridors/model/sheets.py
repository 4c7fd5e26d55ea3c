"""Rows of an answer as tables; pandas is read when a table is asked for, for many answers need none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    import pandas as pd

    from corridors.model.facts import Source

__all__ = ["map_credit", "note_sheet", "point_sheet", "source_sheet"]


def map_credit(data_date: str, own: Source | None = None) -> dict[str, list[dict[str, str]]]:
    """Return what a frame of ways over the map carries in ``attrs``: source, licence and credit of OpenStreetMap.

    Parameters
    ----------
    data_date
        Of the map.
    own
        The user's own file that the ways lie on, if they do.
    """
    odbl = not own or own.licence == "ODbL-1.0"
    row = {
        "source": own.title if own else "OpenStreetMap",
        "licence": own.licence if own else "ODbL-1.0",
        "licence_url": "https://opendatacommons.org/licenses/odbl/1-0/" if odbl else "",
        "credit": "© OpenStreetMap contributors",
        "data_date": data_date,
        "url": "https://www.openstreetmap.org/copyright",
    }
    return {"credits": [row]}


def point_sheet(rows: Sequence[dict[str, Any]], at: Sequence[tuple[float, float]]) -> gpd.GeoDataFrame:
    """Return rows at their positions, EPSG:4326.

    Parameters
    ----------
    rows
        What is said of each point.
    at
        (lon, lat) of each.
    """
    import geopandas as gpd  # noqa: PLC0415

    points = gpd.points_from_xy([lon for lon, _ in at], [lat for _, lat in at])
    return gpd.GeoDataFrame(list(rows), geometry=points, crs="EPSG:4326")


def source_sheet(sources: Iterable[Source]) -> pd.DataFrame:
    """Return a row a source, each once."""
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame([source.to_dict() for source in dict.fromkeys(sources)])


def note_sheet(answer: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """Return the notes of an answer's dict as a table under its name; no table where there are none."""
    import pandas as pd  # noqa: PLC0415

    rows = [
        {"code": note["code"], "text": note["text"], "kind": kind}
        for kind in ("warning", "note")
        for note in answer.get(f"{kind}s", ())
    ]
    return {"notes": pd.DataFrame(rows)} if rows else {}
