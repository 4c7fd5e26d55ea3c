"""Counts put on services, and held against what is counted at the borders.

Three steps a year, none of which touches a year without counts:

1. A count made where trains set out (a city, a province, a corridor) is shared equally among the
   services that it covers and that ran in that year.
2. A service that names no crossing leaves by Alashankou or Horgos, as far as the services that name
   theirs leave room in the count of each.
3. At each counted crossing the difference is closed: too many trains are scaled down; too few are
   made up by equal shares for the services without count of their own. A count that holds trains to
   Central Asia as well, as those of the crossings of Kazakhstan do, is a ceiling only: what it leaves
   over is put on no service.

In a year whose counted services bring less than ``LEAST_SHARE`` of the trains counted at the crossings of
Kazakhstan, or of all China–Europe trains where those were not counted, the flows are those of the few
services that published a figure, not of the traffic: `YearFlows.enough` is false, and nothing is shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corridors.model import Note, NoteCode
from corridors.traffic.counts import CASPIAN, border_counts, network_counts, origin_counts
from corridors.traffic.flow_values import LEAST_SHARE, Flow, Pool, Reconciliation, YearFlows
from corridors.traffic.services import ALASHANKOU, HORGOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from corridors.traffic.counts import Count
    from corridors.traffic.services import ServiceWay

__all__ = ["reconciliation", "thin_years", "year_flows", "years"]

APART: Final = (CASPIAN, "iran")
"""Corridors with few trains: theirs are never guessed from what is left at a crossing."""
NOT_COUNTED_THERE: Final = "central-asia"
BOTH: Final = "both"
ASSIGNED, ESTIMATE, UNKNOWN = "assigned", "estimate", "unknown"


@dataclass(frozen=True, slots=True)
class _Share:
    """Trains that a count gives a service; ``alone`` when it covers no other."""

    trains: float
    alone: bool
    rule: NoteCode
    count: Count


def years(folder: Path | None = None) -> tuple[int, ...]:
    """Return the years in which anything is counted, from the first to the last without hole."""
    known = {c.year for c in origin_counts(folder)} | {y for _, y in border_counts(folder)}
    known |= set(network_counts(folder))
    return tuple(range(min(known), max(known) + 1))


def reconciliation(ways: Sequence[ServiceWay], folder: Path | None = None) -> tuple[Reconciliation, ...]:
    """Return a row a crossing and year: trains assigned, counted, and the difference.

    Parameters
    ----------
    ways
        Services with the crossings by which they leave China.
    folder
        Where the data lie; the shipped ``geodata`` by default.
    """
    return tuple(row for year in years(folder) for row in year_flows(ways, year, folder).crossings)


def thin_years(ways: Sequence[ServiceWay], folder: Path | None = None) -> tuple[int, ...]:
    """Return the years in which too few services have a count for their trains to be shown.

    Parameters
    ----------
    ways
        Services with the crossings by which they leave China.
    folder
        Where the data lie; the shipped ``geodata`` by default.
    """
    return tuple(year for year in years(folder) if not year_flows(ways, year, folder).enough)


def year_flows(ways: Sequence[ServiceWay], year: int, folder: Path | None = None) -> YearFlows:
    """Put one year's counts on services and reconcile them with the counts at crossings.

    Parameters
    ----------
    ways
        Services with the crossings by which they leave China; a service that runs by either crossing
        has two.
    year
        The year. Services that began later are left out.
    folder
        Where the data lie; the shipped ``geodata`` by default.
    """
    running = [way for way in ways if way.service.runs(year)]
    shares = _origin_shares(running, [c for c in origin_counts(folder) if c.year == year])
    counted = {border: c for (border, y), c in border_counts(folder).items() if y == year}
    whole = network_counts(folder).get(year)
    if not counted and whole is not None:
        shares |= _network_shares(running, shares, whole)
    placed = _by_crossing(running, shares, counted)
    flows: list[Flow] = []
    rows: list[Reconciliation] = []
    pools: list[Pool] = []
    for border in dict.fromkeys((ALASHANKOU, HORGOS, *counted, *(way.border for way in running))):
        of_border = [way for way in running if way.border == border]
        row = _reckoned(border, year, of_border, placed=placed, count=counted.get(border))
        flows += [_flow(way, year, shares=shares, placed=placed, row=row) for way in of_border]
        if border in (ALASHANKOU, HORGOS) or border in counted:
            rows.append(row)
        pools += _border_pool(row, of_border)
    share = _counted_share(rows, whole)
    if share is not None and share < LEAST_SHARE:
        thin = Note.of(
            NoteCode.TOO_FEW_COUNTED, share_pct=round(share * 100, 1), least_pct=round(LEAST_SHARE * 100)
        )
        rows = [replace(row, notes=(thin, *row.notes)) for row in rows]
    pools += _origin_pools(running, shares, rows)
    return YearFlows(year, tuple(flows), tuple(pools), tuple(rows), share)


def _counted_share(rows: Iterable[Reconciliation], whole: Count | None) -> float | None:
    """Return the assigned part of what was counted at the crossings of Kazakhstan, else of all trains."""
    ours = [row for row in rows if row.crossing_id in (ALASHANKOU, HORGOS)]
    counted = [row for row in ours if row.counted]
    held = counted or ours
    total = sum(row.counted or 0.0 for row in counted) or (whole.trains if whole else 0.0)
    return sum(row.assigned or 0.0 for row in held) / total if total else None


# ------------------------------------------------------------------------------------- counts of the origin
def _origin_shares(running: Sequence[ServiceWay], counts: Iterable[Count]) -> dict[str, _Share]:
    """Share each count equally among the services it covers; a narrower count comes first."""
    shares: dict[str, _Share] = {}
    services = {way.service.id: way.service for way in running}
    for count in counts:
        covered = [s for s in services.values() if count.covers(s)]
        rest = count.trains - sum(shares[s.id].trains for s in covered if s.id in shares)
        free = [s.id for s in covered if s.id not in shares]
        if free and rest > 0:
            alone = len(covered) == 1
            rule = _share_rule(count, alone=alone)
            shares |= {name: _Share(rest / len(free), alone, rule, count) for name in free}
    return shares


def _share_rule(count: Count, *, alone: bool) -> NoteCode:
    sole, shared = _RULES.get(count.scope, (NoteCode.SOLE_SERVICE_OF_CITY, NoteCode.SHARE_OF_CITY))
    return sole if alone else shared


_RULES: Final = {
    "corridor": (NoteCode.SOLE_SERVICE_OF_CORRIDOR, NoteCode.SHARE_OF_CORRIDOR),
    "province": (NoteCode.SOLE_SERVICE_OF_PROVINCE, NoteCode.SHARE_OF_PROVINCE),
}
"""How a count of each scope is put on services: on its only one, or shared; that of a city otherwise."""


def _network_shares(
    running: Sequence[ServiceWay], shares: Mapping[str, _Share], whole: Count
) -> dict[str, _Share]:
    """Share all trains of a year without any count at a crossing among the services to Europe."""
    free = {w.service.id for w in running if w.service.corridor not in (*APART, NOT_COUNTED_THERE)}
    free -= set(shares)
    rest = whole.trains - sum(share.trains for share in shares.values())
    if not free or rest <= 0:
        return {}
    alone = len(free) == 1 and not shares
    rule = NoteCode.SOLE_SERVICE_OF_ALL if alone else NoteCode.SHARE_OF_ALL
    return {name: _Share(rest / len(free), alone, rule, whole) for name in sorted(free)}


# ------------------------------------------------------------------------------------------ trains by crossing
def _by_crossing(
    running: Sequence[ServiceWay], shares: Mapping[str, _Share], counted: Mapping[str, Count]
) -> dict[str, float]:
    """Return the assigned trains of each way; a service with two ways fills the room that is left."""
    ways: dict[str, list[ServiceWay]] = defaultdict(list)
    for way in running:
        if way.service.id in shares:
            ways[way.service.id].append(way)
    fixed: dict[str, float] = defaultdict(float)
    for name, mine in ways.items():
        if len(mine) == 1:
            fixed[mine[0].border] += shares[name].trains
    room = {b: max(c.trains - fixed[b], 0.0) for b, c in counted.items()}
    placed: dict[str, float] = {}
    for name, mine in ways.items():
        parts = _parts([room.get(way.border, 0.0) for way in mine])
        placed |= {way.key: shares[name].trains * part for way, part in zip(mine, parts, strict=True)}
    return placed


def _parts(room: Sequence[float]) -> list[float]:
    """Return parts of one, in proportion to the room; equal ones where there is none.

    >>> _parts([1.0, 3.0]), _parts([0.0, 0.0])
    ([0.25, 0.75], [0.5, 0.5])
    """
    total = sum(room)
    return [r / total for r in room] if total > 0 else [1 / len(room)] * len(room)


def _reckoned(
    border: str, year: int, ways: Sequence[ServiceWay], *, placed: Mapping[str, float], count: Count | None
) -> Reconciliation:
    known = [placed[way.key] for way in ways if way.key in placed]
    assigned = sum(known) if known else None
    free = sum(way.key not in placed and way.service.corridor not in APART for way in ways)
    scale, rest = 1.0, 0.0
    if count is not None and known and sum(known) > count.trains:
        scale = count.trains / sum(known)
    elif count is not None and free and not count.mixed:
        rest = count.trains - sum(known)
    return Reconciliation(
        crossing_id=border,
        year=year,
        services=len(ways),
        assigned=assigned,
        counted=count.trains if count else None,
        direction=count.direction if count else "",
        value_type=count.value_type if count else "",
        scale=scale,
        rest=rest,
        rest_services=free if rest else 0,
        notes=tuple(_reconciled(count, known=bool(known), scale=scale, rest=rest)),
        source=count.source if count else None,
        mixed=count is not None and count.mixed,
    )


def _reconciled(count: Count | None, *, known: bool, scale: float, rest: float) -> Iterator[Note]:
    """Yield what is to be known of the difference between assigned and counted trains."""
    if count is None:
        yield Note.of(NoteCode.CROSSING_NOT_COUNTED)
        return
    if not known:
        yield Note.of(NoteCode.NO_SERVICE_COUNTED)
    if count.direction != BOTH:
        yield Note.of(NoteCode.ONE_DIRECTION_COUNTED, direction=count.direction)
    if count.mixed:
        yield Note.of(NoteCode.MIXED_COUNT)
    if scale < 1:
        yield Note.of(NoteCode.ALL_SCALED_DOWN)
    elif not count.mixed:
        yield Note.of(NoteCode.REST_SHARED if rest else NoteCode.NO_SERVICE_FOR_REST)


def _flow(
    way: ServiceWay,
    year: int,
    *,
    shares: Mapping[str, _Share],
    placed: Mapping[str, float],
    row: Reconciliation,
) -> Flow:
    share = shares.get(way.service.id)
    border = (row.source,) if row.source else ()
    if share is not None:
        given = placed[way.key]
        alone = share.alone and row.scale == 1 and given == share.trains
        rules = [Note.of(share.rule, [share.count.source])]
        rules += [Note.of(NoteCode.DIVIDED_BY_ROOM, border)] if given != share.trains else []
        rules += [Note.of(NoteCode.SCALED_TO_CROSSING, border)] if row.scale != 1 else []
        sources = (share.count.source, *(border if row.scale < 1 or given != share.trains else ()))
        basis = ASSIGNED if alone else ESTIMATE
        return Flow(way, year, given, given * row.scale, basis, tuple(rules), sources)
    if row.rest and way.service.corridor not in APART:
        rest = Note.of(NoteCode.SHARE_OF_REST, border)
        return Flow(way, year, None, row.rest / row.rest_services, ESTIMATE, (rest,), border)
    uncounted = row.counted is None
    scarce = Note.of(NoteCode.NEITHER_COUNTED if uncounted else NoteCode.NOT_COUNTED_NONE_PUT)
    return Flow(way, year, None, None, UNKNOWN, (scarce,))


# ------------------------------------------------------------------------------------- sums that are counted
def _border_pool(row: Reconciliation, ways: Sequence[ServiceWay]) -> list[Pool]:
    """Return the ways by a crossing as one pool where their trains add up to its count, both ways counted."""
    if row.counted is None or row.direction != BOTH or not (row.rest or row.scale < 1):
        return []
    return [Pool(row.crossing_id, frozenset(way.key for way in ways), row.counted)]


def _origin_pools(
    running: Sequence[ServiceWay], shares: Mapping[str, _Share], rows: Iterable[Reconciliation]
) -> list[Pool]:
    """Return the services under one count as pools, unless a crossing has scaled any of them."""
    scaled = {row.crossing_id for row in rows if row.scale < 1}
    members: dict[str, list[ServiceWay]] = defaultdict(list)
    for way in running:
        if way.service.id in shares:
            count = shares[way.service.id].count
            members[f"{count.series_id} {count.year}"].append(way)
    sums = {
        name: sum(shares[i].trains for i in {w.service.id for w in ways}) for name, ways in members.items()
    }
    return [
        Pool(name, frozenset(way.key for way in ways), sums[name])
        for name, ways in members.items()
        if not scaled & {way.border for way in ways}
    ]
