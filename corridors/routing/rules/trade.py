"""Which countries a trade may not pass: each closure a row with its source and dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corridors.data.tables import cited, read_rows
from corridors.errors import DamagedData, Unreachable
from corridors.model import Note, NoteCode
from corridors.model.mappings import FrozenMap
from corridors.routing.segments import edges_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from corridors.model import Place, Route
    from corridors.model.notes import Value
    from corridors.routing.rules.frontier import Frontier
    from corridors.routing.segments import RoutePath

__all__ = [
    "TradeClosure",
    "barred_by",
    "left_out",
    "load_trade_closures",
    "of_pair",
    "pair_warnings",
    "transit_warnings",
    "within_trade",
]

WHOLE, PRACTICE, PART, TRANSIT, EXPORT = "whole", "practice", "part", "transit", "export"
BORDER = "border"
TOLD_OF_TRANSIT: Final = (TRANSIT, EXPORT)


@dataclass(frozen=True, slots=True)
class TradeClosure:
    """Goods of some countries that some countries do not let pass.

    ``partners`` are those with whom the goods are traded, any where empty; ``modes`` those by which they
    may not pass, all where empty. ``extent`` is ``whole``; ``practice`` where no law bars the way but the
    trains take another; ``part`` where some goods are barred from trade between the two; ``transit`` where
    some may not pass through, whichever way they go, or ``export`` where that holds only for goods
    out of ``goods``; ``border`` where the border between the two is closed and goods go by others: then
    nothing is barred, and the trade is told of it.
    """

    id: str
    name: str
    goods: frozenset[str]
    partners: frozenset[str]
    bars: frozenset[str]
    modes: frozenset[str]
    extent: str
    since: str
    until: str
    source: str

    def of(self, one: str, other: str) -> bool:
        """Tell whether a trade between two countries is meant, ``one`` that of the origin."""
        pairs = ((one, other),) if self.extent == EXPORT else ((one, other), (other, one))
        return any(a in self.goods and (not self.partners or b in self.partners) for a, b in pairs)

    def passed(self, routes: Iterable[Route], ends: frozenset[str]) -> tuple[str, ...]:
        """Return the countries between the ends that routes pass although goods, or some, may not."""
        told = self.extent == WHOLE or (self.extent in TOLD_OF_TRANSIT and not ends & self.bars)
        if not told:
            return ()
        legs = (leg for route in routes for leg in route.legs if leg.country in self.bars - ends)
        return tuple(dict.fromkeys(leg.country for leg in legs if not self.modes or leg.mode in self.modes))

    @property
    def whole(self) -> bool:
        """Whether the way through is barred for the trade as a whole."""
        return self.extent in {WHOLE, PRACTICE}

    @classmethod
    def read(cls, row: Mapping[str, str]) -> TradeClosure:
        """Read a row of the table."""
        goods, partners, bars, modes = (
            frozenset(filter(None, row[c].split(";"))) for c in ("goods", "partners", "bars", "modes")
        )
        return cls(
            row["id"],
            row["name"],
            goods,
            partners,
            bars,
            modes,
            row["extent"],
            row["since"],
            row["until"],
            cited(row),
        )


def load_trade_closures(path: Path) -> tuple[TradeClosure, ...]:
    """Read the closures in force.

    Raises
    ------
    DamagedData
        When the table cannot be read.
    """
    try:
        return tuple(c for c in map(TradeClosure.read, read_rows(path)) if not c.until)
    except KeyError as fault:
        message = f"{path.name} cannot be read ({fault}). Restore it from the repository."
        raise DamagedData(message) from fault


def barred_by(closures: Iterable[TradeClosure], stops: Sequence[Place]) -> dict[str, TradeClosure]:
    """Return the countries that goods between the first and the last stop may not pass, each with the closure.

    A stop in such a country is the reader's own will: it is not barred.
    """
    wanted = {p.country for p in stops}
    meant = (c for c in closures if c.whole and c.of(stops[0].country, stops[-1].country))
    return {land: c for c in meant for land in sorted(c.bars - wanted)}


def within_trade(
    ask: Callable[[frozenset[str]], list[RoutePath]], barred: dict[str, TradeClosure]
) -> tuple[list[RoutePath], dict[str, TradeClosure]]:
    """Ask for ways that keep off barred countries; where none is left, off those alone that a law bars.

    Raises
    ------
    Unreachable
        When no way leads there all the same.
    """
    try:
        return ask(frozenset(barred)), barred
    except Unreachable:
        by_law = {land: c for land, c in barred.items() if c.extent != PRACTICE}
        if by_law == barred:
            raise
        return ask(frozenset(by_law)), by_law


def left_out(
    barred: Mapping[str, TradeClosure], free: Callable[[], Sequence[RoutePath]], frontier: Frontier
) -> Iterator[Note]:
    """Say which barred countries a way would have been led through.

    Parameters
    ----------
    barred
        The countries that the trade may not pass.
    free
        Asks for the way that would be best if they were not barred.
    frontier
        Where the network passes from country to country.
    """
    if barred:
        passed = frontier.visits(edges_of(free()[0].segments))
        for land in dict.fromkeys(land for land in passed if land in barred):
            yield _note(NoteCode.TRADE_BARRED, barred[land], {"country": land})


def pair_warnings(closures: Iterable[TradeClosure], stops: Sequence[Place]) -> Iterator[Note]:
    """Warn of closures of the very trade between the first and the last stop, those of all goods first."""
    meant = of_pair(closures, stops)
    for closure in sorted(meant, key=lambda c: not c.whole):
        code = NoteCode.TRADE_CLOSED if closure.whole else NoteCode.TRADE_RESTRICTED
        yield _note(NoteCode.BORDER_CLOSED if closure.extent == BORDER else code, closure, {})


def transit_warnings(
    closures: Iterable[TradeClosure], stops: Sequence[Place], routes: Sequence[Route]
) -> Iterator[Note]:
    """Warn of countries between the ends that routes pass although the goods, or some of them, may not."""
    one, other = stops[0].country, stops[-1].country
    for closure in closures:
        lands = closure.passed(routes, frozenset({one, other})) if closure.of(one, other) else ()
        if lands:
            code = NoteCode.TRANSIT_CLOSED if closure.whole else NoteCode.TRANSIT_RESTRICTED
            yield _note(code, closure, {"countries": lands})


def _note(code: NoteCode, closure: TradeClosure, more: Mapping[str, Value]) -> Note:
    values: dict[str, Value] = {
        "closure": closure.name, "since": closure.since, "source": closure.source
    }  # fmt: skip
    return Note(code, FrozenMap(values | dict(more)))


def of_pair(closures: Iterable[TradeClosure], stops: Sequence[Place]) -> tuple[TradeClosure, ...]:
    """Return the closures of the very trade between the first and the last stop; practice and transit close none."""
    one, other = stops[0].country, stops[-1].country
    pairs = ((one, other), (other, one))
    return tuple(
        c
        for c in closures
        if c.extent in {WHOLE, PART, BORDER} and any(a in c.goods and b in c.bars for a, b in pairs)
    )
