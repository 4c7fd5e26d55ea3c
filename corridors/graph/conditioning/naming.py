"""Name border crossings that no table names, after the towns on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from corridors import geodesy

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["derive_crossings"]

CLUSTER_KM: Final = 3.0
TOWNS: Final = 400
COLUMNS: Final = (
    *("id", "name", "mode", "country_a", "country_b"),
    *("side_a", "side_b", "lon", "lat", "status"),
)


def derive_crossings(
    borders: pd.DataFrame, towns: pd.DataFrame, is_open: Callable[[str, str], bool]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give border nodes without a crossing one named after the nearest towns.

    Parameters
    ----------
    borders
        ``node, country_a, country_b, lon, lat, mode``.
    towns
        ``name, country, lon, lat``.
    is_open
        Whether goods may pass from one country to another anywhere, as inside Schengen. Where
        they may not, the crossing is listed as closed.

    Returns
    -------
        The nodes with their ``crossing_id``, and the crossings as rows of the crossings table.
    """
    rows: list[dict[str, Any]] = []
    ids: dict[Any, str] = {}
    for key, group in borders.groupby(["mode", "country_a", "country_b"], sort=True):
        mode, a, b = (str(part) for part in key)
        for label, members in enumerate(_clusters(group), start=1):
            name = f"x-{mode}-{a}-{b}-{label:03d}".lower()
            middle = members[["lon", "lat"]].mean()
            sides = [_town(towns, c, middle.lon, middle.lat) for c in (a, b)]
            rows.append(
                {
                    "id": name, "name": " – ".join(sides), "mode": mode, "country_a": a, "country_b": b,
                    "side_a": sides[0], "side_b": sides[1],
                    "lon": round(middle.lon, 4), "lat": round(middle.lat, 4),
                    "status": "open" if is_open(a, b) else "closed",
                }
            )  # fmt: skip
            ids |= dict.fromkeys(members.index, name)
    named = borders.assign(crossing_id=[ids[i] for i in borders.index])
    return named, pd.DataFrame(rows, columns=list(COLUMNS))


def _clusters(group: pd.DataFrame) -> list[pd.DataFrame]:
    """Group nodes that lie within `CLUSTER_KM` of one another, west to east."""
    left = group.sort_values(["lon", "lat", "node"])
    found = []
    while len(left):
        seed = left.iloc[0]
        near = geodesy.distance_km(left.lon, left.lat, seed.lon, seed.lat) <= CLUSTER_KM
        found.append(left[near])
        left = left[~near]
    return found


def _town(towns: pd.DataFrame, country: str, lon: float, lat: float) -> str:
    own = towns[towns.country == country]
    if own.empty:
        return country
    near = own.iloc[np.argsort(geodesy.rough_km(own.lon, own.lat, lon, lat), kind="stable")[:TOWNS]]
    gap = geodesy.distance_km(near.lon, near.lat, lon, lat)
    return str(near["name"].to_numpy()[int(gap.argmin())])
