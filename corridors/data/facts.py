"""The tables of facts compiled by hand: read by name with typed columns, and checked row by row.

>>> "crossing_throughput" in names()
True
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corridors.data.ledger import Ledger, geodata_dir
from corridors.data.rules import RULES, KnownIds, Violations, row_violations, to_numbers
from corridors.data.tables import UNREADABLE, read_table
from corridors.errors import DamagedData, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["names", "table", "violations"]

IDS_IN = ("crossings", "terminals", "ferries", "pipelines", "cn_provinces")
"""Tables whose ids the tables of facts may name."""
FIRST_LINE = 2
"""The line of a CSV file on which its first row stands."""
NEAR_DEG = 0.25
"""How far outside its country a position may lie: borders of Natural Earth are that coarse in places."""
OFFSHORE_DEG = 1.0
"""The same at sea, where fields lie far from the coast."""
LANDS = "layers/countries_tagging.parquet"
POSITIONS = {
    "resources_and_industry": (("lon", "lat"),),
    "road_sections": (("from_lon", "from_lat"), ("to_lon", "to_lat")),
    "pipeline_points": (("lon", "lat"),),
    "horgos_sites": (("lon", "lat"),),
}


def names() -> tuple[str, ...]:
    """Return the names of the tables of facts."""
    return tuple(RULES)


def table(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Return a table of facts; figures are floats, years whole numbers, yes and no are truth values.

    Parameters
    ----------
    name
        One of `names`.
    folder
        The data folder with its ledger; the shipped one when None.

    Returns
    -------
        A frame of its own, free to be changed. Empty text stays empty text, an absent figure is NaN,
        an absent year is NA.

    Raises
    ------
    UnknownName
        There is no such table.
    DamagedData
        Its file is missing, damaged, or holds words where figures belong.
    """
    if name not in RULES:
        raise UnknownName("table of facts", name, names())
    path = Ledger.load(folder).path(name)
    stamp = path.stat()
    return _typed(name, path, stamp.st_mtime_ns, stamp.st_size).copy()


def violations(folder: Path | None = None, *, only: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Check every table of facts against its rules.

    Parameters
    ----------
    folder
        The data folder; the shipped one when None. No ledger is needed.
    only
        Names of the tables to check; all when empty.

    Returns
    -------
        (file, sentence) pairs; a sentence names the table, the line and the id of the row. Empty when
        all is well.
    """
    root = folder or geodata_dir()
    frames: dict[str, pd.DataFrame] = {}
    sentences: list[tuple[str, str]] = []
    for name in dict.fromkeys((*RULES, *IDS_IN)):
        try:
            frames[name] = read_table(root / "tables" / f"{name}.csv")
        except DamagedData as error:
            sentences.append((f"tables/{name}.csv", str(error)))
    known, wanted = _known(frames), tuple(only) or tuple(RULES)
    lands = None
    try:
        lands = _lands(root / LANDS) if set(wanted) & set(POSITIONS) else None
    except DamagedData as error:
        sentences.append((LANDS, f"{error} Positions cannot be held against countries."))
    for name in wanted:
        frame = frames.get(name)
        if frame is None:
            continue
        wrong = (*row_violations(name, frame, known), *_place_violations(name, frame, lands))
        sentences += [(f"tables/{name}.csv", _sentence(name, frame, row, text)) for row, text in wrong]
    return tuple(sentences)


def _known(frames: Mapping[str, pd.DataFrame]) -> KnownIds:
    def ids(name: str, column: str = "id") -> frozenset[str]:
        frame = frames.get(name)
        return frozenset(frame[column]) if frame is not None and column in frame else frozenset()

    dates = [frame["source_date"] for frame in frames.values() if "source_date" in frame]
    years = [d[:4] for column in dates for d in column if d[:4].isdigit()]
    return KnownIds(
        crossings=ids("crossings"),
        places=ids("terminals") | ids("ferries"),
        pipelines=ids("pipelines"),
        provinces=ids("cn_provinces", "iso_3166_2"),
        series=ids("pipeline_throughput", "series_id"),
        latest_year=max((int(y) for y in years), default=0),
    )


def _sentence(name: str, frame: pd.DataFrame, row: int | None, text: str) -> str:
    if row is None:
        return f"Table {name}: {text}."
    key = RULES[name].key
    called = "/".join(str(frame[c].iloc[row]) for c in key if c in frame)
    return f"Table {name}, line {row + FIRST_LINE} ({called}): {text}."


@lru_cache(maxsize=32)
def _typed(name: str, path: Path, mtime_ns: int, size: int) -> pd.DataFrame:  # noqa: ARG001 - keys
    """Read a file once for each of its versions."""
    frame = read_table(path)
    return pd.DataFrame({str(c): _column(name, str(c), frame[c]) for c in frame})


def _column(name: str, column: str, text: pd.Series[str]) -> pd.Series[Any]:
    rules = RULES[name]
    if column in rules.flags:
        return text == "yes"
    if column not in rules.numbers:
        return text
    try:
        numbers = pd.to_numeric(text.replace("", None), errors="raise").astype(float)
        return numbers.astype("Int64") if column in rules.whole else numbers
    except (ValueError, TypeError) as error:
        message = f"Column {column} of the table {name} must hold figures ({error}); run corridors check."
        raise DamagedData(message) from error


def _lands(path: Path) -> Any:
    """Return the land of each country by its code."""
    import geopandas as gpd  # noqa: PLC0415 - only checking pays

    try:
        return gpd.read_parquet(path).dissolve("iso_a2").geometry
    except UNREADABLE as error:
        message = f"The data file {path.name} cannot be read ({type(error).__name__}); restore it, or run scripts/build_geodata.py."
        raise DamagedData(message) from error


def _place_violations(name: str, frame: pd.DataFrame, lands: Any) -> Violations:
    """Look whether each position lies in the country, or one of the countries, that its row states."""
    pairs = POSITIONS.get(name, ())
    if lands is None or not pairs or not {"country", *(c for pair in pairs for c in pair)} <= set(frame):
        return []
    misplaced: list[tuple[int | None, str]] = []
    for lon, lat in pairs:
        misplaced += _misplaced(frame, to_numbers(frame[lon]), to_numbers(frame[lat]), lands)
    return misplaced


def _misplaced(frame: pd.DataFrame, lon: pd.Series[float], lat: pd.Series[float], lands: Any) -> Violations:
    import geopandas as gpd  # noqa: PLC0415 - only checking pays
    import shapely  # noqa: PLC0415

    points: NDArray[np.object_] = np.array(gpd.points_from_xy(lon, lat), dtype=object)
    tree = shapely.STRtree(lands.to_numpy())
    on_land = set(tree.query(points, predicate="intersects")[0].tolist())
    outside: list[tuple[int | None, str]] = []
    for row, (stated, point) in enumerate(zip(frame["country"], points.tolist(), strict=True)):
        if stated == "SEA" or not bool(lon.notna().iloc[row] and lat.notna().iloc[row]):
            continue
        gap = _gap_deg(point, stated.split(";"), lands)
        if gap > (NEAR_DEG if row in on_land else OFFSHORE_DEG):
            outside.append((row, f"its position {point.x:g}, {point.y:g} lies outside {stated}"))
    return outside


def _gap_deg(point: Any, stated: Iterable[str], lands: Any) -> float:
    return min((float(lands[c].distance(point)) for c in stated if c in lands.index), default=float("inf"))
