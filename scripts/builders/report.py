"""Write the report of all repairs, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

    from corridors.graph.network import Network
    from scripts.builders.network_tables import Tables

__all__ = ["write_report"]

LISTED = 100
HEAD = """# What was repaired in the network

Made by `scripts/build_geodata.py`; do not edit. The map is OpenStreetMap of February 2024 as
packaged in scgraph_data 2.0.0 (ODbL). Coordinates are longitude, latitude.

"""


def write_report(
    net: Network, tables: Tables, derived: pd.DataFrame, *, joins: pd.DataFrame, path: Path
) -> Path:
    """Write the report and return its path."""
    parts = [HEAD, _summary(net), _joins(tables), _dead_ends(joins), _roads(tables), _added(tables), _sections(tables), _high_speed(tables), _reshaped(tables),
             _crossings(net, derived), _notes(tables)]  # fmt: skip
    path.write_text("\n".join(parts), encoding="utf-8", newline="\n")
    return path


def _table(frame: pd.DataFrame) -> str:
    cells = frame.astype(str).replace(r"\|", "/", regex=True)
    rows = [list(cells.columns), ["---"] * cells.shape[1], *cells.to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _summary(net: Network) -> str:
    sums = net.edges.groupby(["mode", "kind", "status"], observed=True).length_km.agg(["size", "sum"])
    frame = sums.round(1).reset_index().rename(columns={"size": "edges", "sum": "length_km"})
    note = "Track with two gauges counts once for each.\n"
    return f"## The network in numbers\n\n{note}\n{_table(frame)}"


def _joins(tables: Tables) -> str:
    both = [tables.repairs("rail_joins"), tables.repairs("rail_joins_extra")]
    rows = pd.concat(both, ignore_index=True).fillna("").sort_values("length_km", ascending=False)
    return f"## Gaps joined ({len(rows)}, {rows.length_km.sum():.1f} km)\n\n{_table(rows)}"


def _dead_ends(joins: pd.DataFrame) -> str:
    rows = joins.sort_values("length_km", ascending=False)
    rule = (
        "Found by rule (`corridors/graph/conditioning/dead_ends.py`): a track that ends 1 km or less short of a "
        "line ahead of it, or 2 km or less short of another end in line with it, while the way round is long; "
        "ends of one country 12 km or less apart and in line, of two pieces or with a way of over 150 km and 30 times "
        "the gap round, between which the map lacks a tunnel, a bridge or a length of line; and a branch that ends "
        "1 km or less beside the middle of a line that it reaches by over 150 km (`touching.py`).\n"
    )
    return f"## Dead ends joined ({len(rows)}, {rows.length_km.sum():.1f} km)\n\n{rule}\n{_table(rows)}"


def _roads(tables: Tables) -> str:
    rows = tables.repairs("road_dead_ends")
    longest = rows.sort_values("length_km", ascending=False).head(LISTED)
    note = f"By the same rule, but not over a border; all in `road_dead_ends.csv`, the {LISTED} longest:\n"
    dead = f"## Dead ends of roads joined ({len(rows)}, {rows.length_km.sum():.1f} km)\n\n{note}\n{_table(longest)}"
    led = tables.repairs("road_approaches")
    rule = (
        "Found by rule (`corridors/graph/conditioning/approaches.py`): roads of both countries that end within "
        "15 km of an open crossing are joined through it, and a road that leads from an open crossing to nowhere "
        "is joined to its country's roads over the narrowest gap of 15 km or less.\n"
    )
    added = tables.repairs("road_added").fillna("")[["id", "name", "length_km", "source_title", "note"]]
    light = tables.repairs("road_light").fillna("")[["id", "name", "country", "source_title", "note"]]
    return (
        f"{dead}\n## Roads led to open crossings ({len(led)}, {led.length_km.sum():.1f} km)\n\n{rule}\n"
        f"{_table(led)}\n## Roads added ({len(added)})\n\n{_table(added)}\n## Roads that goods vehicles may not use ({len(light)})\n\n{_table(light)}"
    )


def _sections(tables: Tables) -> str:
    columns = ["id", "name", "length_km", "source_title", "confidence", "note"]
    parts = []
    for name, title in (("rail_sections", "railways"), ("road_lengths", "roads")):
        rows = tables.repairs(name).fillna("")
        parts.append(
            f"## Published lengths on straight edges of {title} ({len(rows)})\n\n{_table(rows[columns])}"
        )
    for name, title in (("rail_domestic", "Railways"), ("road_domestic", "Roads")):
        rows = tables.repairs(name).fillna("")
        shown = rows[["country", "name", "source_title", "note"]]
        parts.append(f"## {title} along a border that lie in one country ({len(rows)})\n\n{_table(shown)}")
    return "\n".join(parts)


def _added(tables: Tables) -> str:
    rows = tables.repairs("rail_added").fillna("")
    columns = ["id", "name", "length_km", "gauge_mm", "status", "opened_year", "source_title", "confidence"]
    return f"## Railways added ({len(rows)})\n\n{_table(rows[columns])}"


def _high_speed(tables: Tables) -> str:
    rows = tables.repairs("rail_high_speed")
    sums = rows.groupby(["country", "line"]).length_km.agg(["size", "sum"]).round(1).reset_index()
    dropped = tables.repairs("rail_high_speed_dropped").fillna("")
    return (
        f"## High-speed track closed to freight ({len(rows)} edges, {rows.length_km.sum():.0f} km)\n\n"
        f"{_table(sums)}\n### On the first list, but not high-speed track ({len(dropped)})\n\n{_table(dropped)}"
    )


def _reshaped(tables: Tables) -> str:
    rows = tables.repairs("rail_reshape")
    keys = ["a_lon", "a_lat", "b_lon", "b_lat", "length_km"]
    edges = rows.groupby(keys).agg(
        points=("seq", "size"), through=("via_name", lambda s: ", ".join(map(str, s)))
    )
    edges = edges.reset_index().sort_values("length_km", ascending=False)
    return f"## Straight edges given bends ({len(edges)}, {len(rows)} points)\n\n{_table(edges)}"


def _crossings(net: Network, derived: pd.DataFrame) -> str:
    used = set(net.edges.point_id)
    rows = derived[derived.id.isin(used)] if len(derived) else derived
    shut = rows[rows.status == "closed"]
    columns = ["id", "name", "mode", "country_a", "country_b", "lon", "lat"]
    return (
        f"## Border crossings that no table names\n\n{len(rows) - len(shut)} inside open areas are named after "
        f"the nearest towns. {len(shut)} elsewhere stay closed:\n\n{_table(shut[columns])}"
    )


def _notes(tables: Tables) -> str:
    path = tables.root / "tables" / "backtest_notes.csv"
    if not path.exists():
        return ""
    rows = pd.read_csv(path).fillna("")
    return f"## Where published and modelled lengths differ\n\n{_table(rows)}"
