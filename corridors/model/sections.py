"""What is read off the legs of a route: stretches abroad without control, and changes of gauge."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from corridors.model.kinds import Mode, PassageKind
from corridors.model.notes import Note, NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corridors.model.routes import Route

__all__ = ["free_legs", "free_sections", "gauge_changes", "section_notes"]

WET: Final = frozenset({Mode.FERRY, Mode.SEA})
NOWHERE: Final = frozenset({"", "XZ"})


def _runs(route: Route) -> list[tuple[str, list[int]]]:
    """Return the countries in the order of the way, each with its legs; water is a country without a name."""
    runs: list[tuple[str, list[int]]] = []
    for i, leg in enumerate(route.legs):
        land = "" if leg.mode in WET or leg.country in NOWHERE else leg.country
        if runs and runs[-1][0] == land:
            runs[-1][1].append(i)
        else:
            runs.append((land, [i]))
    return runs


def _free(route: Route) -> list[tuple[str, list[int]]]:
    """Return the stretches of a country that are entered from another and left back into it without control."""
    runs = _runs(route)
    steps = _controlled(route, runs)
    return [
        runs[i]
        for i in range(1, len(runs) - 1)
        if runs[i][0] and runs[i - 1][0] == runs[i + 1][0] != "" and not steps[i - 1] and not steps[i]
    ]


def _controlled(route: Route, runs: list[tuple[str, list[int]]]) -> list[bool]:
    """Return for each step from one country into the next whether it is controlled, read in the order of the way."""
    borders = [p for p in route.passages if p.kind == PassageKind.BORDER]
    found = []
    for (one, _before), (other, _after) in pairwise(runs):
        sides = (p.from_country == one and p.to_country == other for p in borders)
        at = next((i for i, meant in enumerate(sides) if meant), None)
        found.append(at is not None and borders[at].dwell_h > 0)
        borders = borders if at is None else borders[at + 1 :]
    return found


def free_sections(route: Route) -> tuple[str, ...]:
    """Return the country of each stretch that the way passes without control, back into the country it came from."""
    return tuple(land for land, _legs in _free(route))


def free_legs(route: Route) -> frozenset[int]:
    """Return the places in ``legs`` of the stretches that are passed without control."""
    return frozenset(i for _land, legs in _free(route) for i in legs)


def section_notes(routes: Iterable[Route]) -> Iterator[Note]:
    """Say which stretches of a neighbour the ways pass without control."""
    for route in routes:
        passed = free_sections(route)
        for land in dict.fromkeys(passed):
            yield Note.of(NoteCode.WITHOUT_CONTROL, country=land, sections=passed.count(land))


def gauge_changes(route: Route) -> tuple[int, int]:
    """Return how often the goods change gauge: from rail to rail, and over water or road between railways."""
    direct = over = 0
    last: int | None = None
    apart = False
    for leg in route.legs:
        if leg.mode != Mode.RAIL or not leg.gauge_mm:
            apart = True
            continue
        if last is not None and leg.gauge_mm != last:
            direct, over = (direct, over + 1) if apart else (direct + 1, over)
        last, apart = leg.gauge_mm, False
    return direct, over
