"""What no route may do, whatever is asked: each broken rule as a sentence."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd

from corridors import geodesy
from corridors.data.ledger import geodata_dir

TERMINAL_GAP_KM = 60.0  # a port is one point; its quay and its yard may lie apart
YARD_GAP_KM = 12.0  # so may the yards of the two gauges
LINE_GAP_KM = 0.2
POINT_KINDS = ("border", "gauge_change", "terminal")


@cache
def countries_of_crossings():
    """Return the two countries of each rail or road crossing by its id."""
    tables = [geodata_dir() / "tables" / "crossings.csv", geodata_dir() / "osm" / "crossings_derived.csv"]
    frames = [pd.read_csv(t, dtype=str, keep_default_na=False) for t in tables]
    table = pd.concat(frames)
    return dict(
        zip(table.id, map(frozenset, zip(table.country_a, table.country_b, strict=True)), strict=True)
    )


def problems_of_path(path, mode_net, planner):
    """Hold the edges run through against rules of gauge, border, mode and status."""
    c, net = mode_net.columns, mode_net.router.net
    edges = [segment.edge for segment in path.segments if segment.start != segment.end]
    status = net.edges.status.cat.categories[net.edges.status.cat.codes.to_numpy()[edges]]
    found = [f"edge {e} is {s}" for e, s in zip(edges, status, strict=True) if s != "open"]
    found += _breaks(path, mode_net)
    running = [i for i, e in enumerate(edges) if c.kind[e] not in POINT_KINDS]
    for i, j in pairwise(running):
        between = edges[i + 1 : j]
        found += _change(edges[i], edges[j], between, c)
    named = [e for e in edges if c.kind[e] in POINT_KINDS]
    found += [f"edge {e} names no known point" for e in named if c.point_id[e] not in planner.points]
    return found


def _breaks(path, mode_net):
    """Tell where a segment does not begin at the node where the one before it ended."""
    u, v = mode_net.router.ends
    ends = [
        (u[s.edge] if s.start == 0 else v[s.edge], v[s.edge] if s.end == 1 else u[s.edge])
        for s in path.segments[1:-1]
    ]
    return [f"segments break between {a} and {b}" for a, b in pairwise(ends) if a[1] != b[0]]


def _change(a, b, between, c):
    """Tell what two running edges differ in without a named point between them that allows it."""
    kinds = {c.kind[e] for e in between}
    found = []
    if c.mode[a] != c.mode[b]:
        return [] if "terminal" in kinds else [f"{c.mode[a]} becomes {c.mode[b]} at no terminal ({a}, {b})"]
    if "terminal" in kinds:  # unloaded and loaded again
        return []
    if c.gauge_mm[a] != c.gauge_mm[b] and "gauge_change" not in kinds:
        found.append(f"gauge {c.gauge_mm[a]} becomes {c.gauge_mm[b]} outside a named point ({a}, {b})")
    if c.country[a] != c.country[b]:
        crossed = [countries_of_crossings().get(c.point_id[e]) for e in between if c.kind[e] == "border"]
        if {c.country[a], c.country[b]} not in crossed:
            found.append(f"{c.country[a]} becomes {c.country[b]} outside a named crossing ({a}, {b})")
    return found


def problems_of_route(route):
    """Hold legs, passages and sums of a route against one another."""
    found = [
        f"{what} sum up to {total:.3f}, not {route.distance_km:.3f} km" for what, total in _sums(route)
    ]
    for a, b in pairwise(route.legs):
        found += _seam(a, b, route)
    low, high = route.time_range_h
    if not low <= route.time_h <= high:
        found.append(f"{route.time_h} h lie outside {route.time_range_h}")
    found += [f"a leg in no country: {leg!r}" for leg in route.legs if not leg.country]
    return found


def _sums(route):
    sums = {
        "countries": sum(route.countries.values()),
        "modes": sum(route.modes.values()),
        "legs": sum(leg.distance_km for leg in route.legs),
    }
    return [
        (what, total)
        for what, total in sums.items()
        if abs(total - route.distance_km) > route.distance_km / 1000
    ]


def _seam(a, b, route):
    """Hold two legs in a row against the passages between them."""
    end, start = np.array(a.coords[-1]), np.array(b.coords[0])
    gap_km = float(geodesy.distance_km(*end, *start))
    seam = f"{a.mode} {a.country} {a.gauge_mm} – {b.mode} {b.country} {b.gauge_mm} at {b.from_name}"
    at_seam = [p for p in route.passages if b.from_name in (p.name, p.gauge_point)]
    if not at_seam:
        return [f"{seam}: no passage"]
    allowed = TERMINAL_GAP_KM if any(p.kind == "terminal" for p in at_seam) else LINE_GAP_KM
    allowed = max(allowed, YARD_GAP_KM if any(p.gauge_break for p in at_seam) else 0.0)
    found = [f"{seam}: {gap_km:.1f} km apart"] if gap_km > allowed else []
    rails = {str(a.mode), str(b.mode)} == {"rail"}
    moved = any(p.kind == "terminal" for p in at_seam)
    if rails and a.gauge_mm != b.gauge_mm and not (moved or any(p.gauge_break for p in at_seam)):
        found.append(f"{seam}: no gauge break")
    if a.country != b.country and not any(
        (p.from_country, p.to_country) == (a.country, b.country) for p in route.passages
    ):
        found.append(f"{seam}: no passage from {a.country} to {b.country}")
    if a.to_name != b.from_name:
        found.append(f"{seam}: the leg before ends at {a.to_name}")
    return found
