"""From a path of edges to a route that can be read: legs, passages, sums, trust."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from corridors import geodesy
from corridors.costs.time import dwell_modes
from corridors.model import Amounts, Leg, Mode, Passage, PassageKind, Range, Route, Trust
from corridors.routing.ends import ends_of, likely_range, terminals_of
from corridors.routing.families import family_of
from corridors.routing.segments import run_of, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from corridors.costs.time import CostModel
    from corridors.graph.network import Network
    from corridors.model import Cited, Place, Source
    from corridors.routing.points import NamedPoint
    from corridors.routing.segments import PathSegment, RoutePath

__all__ = ["Columns", "assemble"]

BORDER, GAUGE, TERMINAL = "border", "gauge_change", "terminal"
POINT_KINDS: Final = (BORDER, GAUGE, TERMINAL)
BOUNDS: Final = ("value", "low", "high")


@dataclass(frozen=True)
class Columns:
    """The edge columns that a route is read from, as arrays, made once a network."""

    length_km: NDArray[np.float64]
    mode: NDArray[Any]
    kind: NDArray[Any]
    country: NDArray[Any]
    gauge_mm: NDArray[Any]
    point_id: NDArray[Any]
    dwell: NDArray[Any]
    hours: Mapping[str, NDArray[np.float64]]
    alike: NDArray[np.int64]
    """Equal where edges belong to one leg, or to one named point."""

    @classmethod
    def of(cls, net: Network, costs: CostModel) -> Columns:
        """Take the columns out of a network."""
        e = net.edges
        texts = {c: e[c].to_numpy(dtype=object) for c in ("mode", "kind", "country", "point_id")}
        hours = {bound: costs.time_h(net, bound).to_numpy() for bound in BOUNDS}
        return cls(
            e.length_km.to_numpy(),
            gauge_mm=e.gauge_mm.to_numpy(),
            dwell=dwell_modes(net),
            hours=hours,
            alike=_alike(net),
            **texts,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """Segments of one mode, country and gauge, or one segment through a named point."""

    key: tuple[str, str, int]
    point_id: str
    kind: str
    segments: tuple[PathSegment, ...]


def assemble(
    net: Network,
    path: RoutePath,
    *,
    stops: Sequence[Place],
    columns: Columns,
    points: Mapping[str, NamedPoint],
    costs: CostModel,
) -> Route:
    """Read a path of segments as a route.

    Parameters
    ----------
    net
        The network the segments refer to.
    path
        Segments and snaps.
    stops
        Origin, stops between, destination.
    columns
        The network's edge columns.
    points
        Named points by id.
    costs
        Speeds and dwell times, for the sources and ranges.
    """
    parts = _parts(path.segments, columns)
    passages = _passages(parts, columns, points, costs)
    legs = _legs(net, parts, columns, points, stops)
    countries, modes = _sums(legs, passages)
    terminals = terminals_of(path, legs, costs)
    ends = ends_of(terminals)
    hours = likely_range(
        [(costs.speed(str(leg.mode), leg.country).source.id, leg.amounts.h) for leg in legs]
        + [(p.source, p.amounts.h) for p in passages]
        + [(ends.source, ends.amounts.h)]
    )
    running = [s for s in path.segments if columns.kind[s.edge] not in POINT_KINDS]
    repaired = [s for s in running if columns.kind[s.edge] == "repair"]
    route = Route(
        id="",
        family=family_of(countries, modes),
        distance_km=sum((leg.amounts for leg in legs), Amounts()).km.base,
        time_h=hours.base,
        time_range_h=hours.bounds,
        countries=countries,
        modes=modes,
        legs=legs,
        passages=passages,
        trust=Trust(
            repaired_km=_km(repaired, columns),
            assumed_speed_km=_km(running, columns),
            snap_km=_gaps(path),
            data_date=net.data_date,
            network=net.source,
        ),
        sources=_sources(parts, columns, points, costs, [c for c in terminals if c], net.source),
        ends=ends,
    )
    return replace(route, id=_identity(route))


def _alike(net: Network) -> NDArray[np.int64]:
    e = net.edges
    named = e.kind.isin(POINT_KINDS) & (e.point_id != "")
    parts = [
        e["mode"],
        e.country,
        e.gauge_mm,
        e.kind.astype(str).where(named, ""),
        e.point_id.astype(str).where(named, ""),
    ]
    codes = pd.MultiIndex.from_arrays([part.astype(str) for part in parts])
    return np.asarray(pd.factorize(codes)[0], dtype=np.int64)


def _share(segment: PathSegment) -> float:
    return abs(segment.end - segment.start)


def _km(segments: Sequence[PathSegment], columns: Columns) -> float:
    return total(segments, columns.length_km)


def _amounts(segments: Sequence[PathSegment], columns: Columns) -> Amounts:
    """Add up what the segments take; lengths are measured, hours have a range."""
    edges, shares = run_of(segments)
    low, base, high = (float(columns.hours[bound][edges] @ shares) for bound in ("low", "value", "high"))
    return Amounts(Range.exact(float(columns.length_km[edges] @ shares)), Range(low, base, high))


def _parts(segments: Sequence[PathSegment], c: Columns) -> list[_Part]:
    moved = [s for s in segments if _share(s) > 0]
    alike = c.alike[run_of(moved)[0]]
    bounds = [0, *(np.flatnonzero(np.diff(alike)) + 1).tolist(), len(moved)]
    parts = []
    for start, end in pairwise(bounds if moved else []):
        e = moved[start].edge
        named = c.kind[e] in POINT_KINDS and bool(c.point_id[e])
        key = (str(c.mode[e]), str(c.country[e]), int(c.gauge_mm[e]))
        point, kind = (str(c.point_id[e]), str(c.kind[e])) if named else ("", "")
        parts.append(_Part(key, point, kind, tuple(moved[start:end])))
    return parts


def _passages(
    parts: Sequence[_Part], columns: Columns, points: Mapping[str, NamedPoint], costs: CostModel
) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    for i, part in enumerate(parts):
        if not part.kind:
            continue
        point = points[part.point_id]
        spent = _amounts(part.segments, columns).h
        passages.append(
            Passage(
                id=point.id,
                name=point.name,
                kind=PassageKind(part.kind),
                from_country=_country(parts[:i][::-1], part),
                to_country=_country(parts[i + 1 :], part),
                gauge_break=part.kind == GAUGE,
                dwell_h=spent.base,
                dwell_range_h=spent.bounds,
                source=_dwell_source(part, columns, costs).id,
                lon=point.lon,
                lat=point.lat,
            )
        )
    return _joined(passages, points)


def _dwell_source(part: _Part, columns: Columns, costs: CostModel) -> Source:
    mode = next((m for s in part.segments if (m := str(columns.dwell[s.edge]))), "rail")
    return costs.dwell(part.kind, mode, part.point_id).source


def _country(nearby: Sequence[_Part], part: _Part) -> str:
    return next((p.key[1] for p in nearby if not p.kind), part.key[1])


def _joined(passages: Sequence[Passage], points: Mapping[str, NamedPoint]) -> tuple[Passage, ...]:
    """Read a border and the gauge change that belongs to it as one passage."""
    out: list[Passage] = []
    for here in passages:
        last = out[-1] if out else None
        if last and _belong(last, here, points):
            border, other = (last, here) if last.kind == BORDER else (here, last)
            hours = (border.amounts + other.amounts).h
            out[-1] = replace(
                border,
                gauge_break=True,
                gauge_point=other.name,
                dwell_h=hours.base,
                dwell_range_h=hours.bounds,
                source=f"{border.source};{other.source}",
            )
        else:
            out.append(here)
    return tuple(out)


def _belong(a: Passage, b: Passage, points: Mapping[str, NamedPoint]) -> bool:
    kinds = {a.kind, b.kind}
    if kinds != {BORDER, GAUGE}:
        return False
    border, gauge = (a, b) if a.kind == BORDER else (b, a)
    return points[gauge.id].crossing_id == border.id and not border.gauge_break


def _legs(
    net: Network,
    parts: Sequence[_Part],
    columns: Columns,
    points: Mapping[str, NamedPoint],
    stops: Sequence[Place],
) -> tuple[Leg, ...]:
    """Make a leg of each part that covers ground; a point between names where it begins."""
    legs: list[Leg] = []
    name = stops[0].name
    for part in parts:
        taken = _amounts(part.segments, columns)
        if part.kind:
            name = points[part.point_id].name
            legs = [*legs[:-1], replace(legs[-1], to_name=name)] if legs else legs
        if part.kind and taken.km.base == 0:
            continue
        if part.kind:  # its hours are those of the passage
            taken = Amounts(taken.km)
        mode, country, gauge = part.key
        if legs and not part.kind and _continues(legs[-1], part):
            legs[-1] = _extend(legs[-1], taken, _coords(net, part.segments))
            continue
        legs.append(
            Leg(
                mode=Mode(mode),
                from_name=name,
                to_name=name if part.kind else stops[-1].name,
                country=country,
                gauge_mm=gauge or None,
                distance_km=taken.km.base,
                time_h=taken.h.base,
                coords=_coords(net, part.segments),
                time_range_h=taken.h.bounds,
            )
        )
    return tuple(legs)


def _continues(leg: Leg, part: _Part) -> bool:
    mode, country, gauge = part.key
    return (str(leg.mode), leg.country, leg.gauge_mm or 0) == (mode, country, gauge)


def _extend(leg: Leg, taken: Amounts, coords: tuple[tuple[float, float], ...]) -> Leg:
    whole = leg.amounts + taken
    return replace(
        leg,
        distance_km=whole.km.base,
        time_h=whole.h.base,
        time_range_h=whole.h.bounds,
        coords=leg.coords + coords,
    )


def _coords(net: Network, segments: Sequence[PathSegment]) -> tuple[tuple[float, float], ...]:
    lines = []
    for is_whole, group in groupby(segments, _is_whole):
        if is_whole:
            lines.append(_whole_lines(net, tuple(group)))
        else:
            lines += [geodesy.cut_line(net.line(s.edge), s.start, s.end) for s in group]
    points = np.round(np.vstack(lines), 5)
    fresh = np.r_[True, (points[1:] != points[:-1]).any(axis=1)]
    kept = points[fresh] if fresh.sum() > 1 else points[:2]
    return tuple(zip(kept[:, 0].tolist(), kept[:, 1].tolist(), strict=True))


def _is_whole(segment: PathSegment) -> bool:
    return (segment.start, segment.end) in {(0.0, 1.0), (1.0, 0.0)}


def _whole_lines(net: Network, segments: Sequence[PathSegment]) -> NDArray[np.float64]:
    """Return the points of edges that are run from end to end, one after another."""
    edges = np.fromiter((s.edge for s in segments), np.int64, len(segments))
    ahead = np.fromiter((s.end > s.start for s in segments), np.bool_, len(segments))
    first, past = net.offsets[edges], net.offsets[edges + 1]
    sizes = past - first
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rows = np.repeat(np.where(ahead, first, past - 1), sizes) + within * np.repeat(
        np.where(ahead, 1, -1), sizes
    )
    return np.asarray(net.coords[rows])


def _sums(legs: Sequence[Leg], passages: Sequence[Passage]) -> tuple[dict[str, float], dict[str, float]]:
    """Add up km by country and by mode; a country that a way leaves or enters at once counts with none."""
    borders = [p for p in passages if p.kind is PassageKind.BORDER]
    countries: dict[str, float] = {p.from_country: 0.0 for p in borders[:1] if p.from_country}
    modes: dict[str, float] = {}
    for leg in legs:
        countries[leg.country] = countries.get(leg.country, 0.0) + leg.distance_km
        modes[str(leg.mode)] = modes.get(str(leg.mode), 0.0) + leg.distance_km
    for border in borders[-1:]:
        countries.setdefault(border.to_country or legs[-1].country, 0.0)
    return countries, modes


def _gaps(path: RoutePath) -> tuple[float, float]:
    first, last = path.snaps[0], path.snaps[-1]
    return (first.gap_km if first else 0.0, last.gap_km if last else 0.0)


def _sources(
    parts: Sequence[_Part],
    columns: Columns,
    points: Mapping[str, NamedPoint],
    costs: CostModel,
    terminals: Sequence[Cited],
    own: Source | None,
) -> tuple[Source, ...]:
    sources: dict[str, Source] = {own.id: own} if own else {}
    for part in parts:
        if part.kind:
            named = _dwell_source(part, columns, costs)
            sources[points[part.point_id].id] = points[part.point_id].source
        else:
            named = costs.speed(*part.key[:2]).source
        sources[named.id] = named
    return tuple((sources | {cited.source.id: cited.source for cited in terminals}).values())


def _identity(route: Route) -> str:
    way = "-".join(route.countries)
    return f"{way}-{round(route.distance_km)}km"
