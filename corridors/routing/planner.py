"""One place to ask: names in, routes out, over the shipped network or one's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors.costs.time import WATER, CostModel, load_costs
from corridors.data.ledger import Ledger, geodata_dir
from corridors.errors import BadInput, DamagedData, OnePlace, UnknownName, Unreachable
from corridors.gazetteer import Gazetteer
from corridors.graph.network import Network, load
from corridors.model import Itinerary, Measure, Mode, Note, NoteCode, Place, PlaceKind, Status, known
from corridors.model.notes import unique
from corridors.model.sections import section_notes
from corridors.model.wording import word_notes
from corridors.once import Kept, once
from corridors.routing.alternatives import find_alternatives
from corridors.routing.assembly import Columns, assemble
from corridors.routing.points import NamedPoint, load_points
from corridors.routing.router import Router
from corridors.routing.rules.areas import CutArea, cut_warnings, load_cut_areas
from corridors.routing.rules.avoiding import (
    Avoided,
    find_place,
    notes_of,
    refuse_contradictions,
    what_is_avoided,
)
from corridors.routing.rules.barred import closed_on_the_way
from corridors.routing.rules.closures import crossing_at
from corridors.routing.rules.frontier import Rules
from corridors.routing.rules.harbours import at_ports
from corridors.routing.rules.refusals import closed_to_trade, where_it_ends
from corridors.routing.rules.trade import (
    TradeClosure,
    barred_by,
    left_out,
    load_trade_closures,
    pair_warnings,
    transit_warnings,
    within_trade,
)
from corridors.routing.straits import (
    SeaWarning,
    canals_left_out,
    load_sea_warnings,
    sea_notes,
    straits_note,
)
from corridors.routing.warnings import DOUBTFUL_PLACES, warnings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from corridors.model import Route
    from corridors.routing.rules.closures import Closure
    from corridors.routing.segments import RoutePath

__all__ = ["ALLOWABLE", "DEFAULT_MODES", "Planner", "Question", "default_planner"]

DEFAULT_MODES: Final = ("rail", "ferry")
ALLOWABLE: Final = ("trade", "doubtful")
KEPT_MODE_SETS: Final = 5
"""How many networks of modes stay in memory; with roads one takes up to 300 MB."""
FILES: Final = (
    "network",
    "node_order",
    "assumptions",
    "line_conditions",
    "crossings_derived",
    "gauge_points",
    "trade_closures",
    "sea_warnings",
    "cut_areas",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the planner: places by name, code, position or value."""

    origin: str | Place
    destination: str | Place
    via: tuple[str | Place, ...] = ()
    avoid: tuple[str | Place, ...] = ()
    modes: tuple[str, ...] = DEFAULT_MODES
    by: str = "distance"
    alternatives: int = 0
    allow: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModeNetwork:
    """A router with the arrays its routes are read from."""

    router: Router
    columns: Columns


@dataclass(frozen=True, eq=False)
class Planner:
    """Places, network, costs and named points, ready for questions.

    Safe to share among threads: a question changes nothing. A planner that was loaded is pickled
    and copied as the folder that its data lie in.
    """

    network: Network
    order: NDArray[np.uint32]
    gazetteer: Gazetteer
    costs: CostModel
    points: Mapping[str, NamedPoint]
    folder: Path | None = None
    trade: tuple[TradeClosure, ...] = ()
    sea_warnings: tuple[SeaWarning, ...] = ()
    cut_areas: tuple[CutArea, ...] = ()
    _by_modes: Kept[frozenset[str], ModeNetwork] = field(
        default_factory=lambda: Kept(KEPT_MODE_SETS), repr=False
    )

    @classmethod
    def load(cls, folder: Path | None = None) -> Planner:
        """Read everything from a ``geodata`` folder, the shipped one by default."""
        root = folder or geodata_dir()
        ledger = Ledger.load(root)
        files = {name: ledger.path(name) for name in FILES}
        net = load(files["network"])
        return cls(
            network=net,
            order=load_order(files["node_order"], len(net.nodes)),
            gazetteer=Gazetteer.load(root),
            costs=load_costs(files["assumptions"], files["line_conditions"]),
            points=load_points(root),
            trade=load_trade_closures(files["trade_closures"]),
            sea_warnings=load_sea_warnings(files["sea_warnings"]),
            cut_areas=load_cut_areas(files["cut_areas"]),
            folder=root.resolve(),
        )

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Pickle as the folder, if there is one, else as the parts."""
        if self.folder:
            return Planner.load, (self.folder,)
        return Planner, (
            self.network,
            self.order,
            self.gazetteer,
            self.costs,
            self.points,
            None,
            self.trade,
            self.sea_warnings,
            self.cut_areas,
        )

    def mode_network(self, modes: Iterable[str]) -> ModeNetwork:
        """Return the router over some modes; made once, then kept."""
        wanted = frozenset(modes)
        unknown = sorted(wanted - {m.value for m in Mode})
        if unknown or not wanted:
            raise UnknownName("mode", ", ".join(unknown), ("rail", "road", "ferry", "sea"))
        return self._by_modes.get(wanted, lambda: self._for_modes(wanted))

    def has_modes(self, modes: Iterable[str]) -> bool:
        """Tell whether the router over some modes is there."""
        return self._by_modes.peek(frozenset(modes)) is not None

    def _for_modes(self, modes: frozenset[str]) -> ModeNetwork:
        keep = self.network.edges["mode"].isin([*modes, "transfer"]).to_numpy()
        net = self.network.select(keep)
        used = np.unique(self.network.edges.loc[keep, ["u", "v"]].to_numpy())
        rank = np.full(len(self.network.nodes), -1, dtype=np.int64)
        rank[used] = np.arange(len(used))
        order = rank[self.order]
        router = Router(net, order[order >= 0].astype(np.uint32), self.costs)
        return ModeNetwork(router, Columns.of(net, self.costs))

    def place(self, given: str | Place) -> Place:
        """Return the place that a name, code or ``lon,lat`` means."""
        return find_place(given, self.gazetteer, self.points)

    def route(  # noqa: PLR0913 - one parameter a part of the question
        self,
        origin: str | Place,
        destination: str | Place,
        *,
        via: Sequence[str | Place] = (),
        avoid: Sequence[str | Place] = (),
        modes: Sequence[str] = DEFAULT_MODES,
        by: str = "distance",
        allow: Sequence[str] = (),
    ) -> Itinerary:
        """Find the best route from one place to another.

        Parameters
        ----------
        origin, destination
            Names in any script, UN/LOCODEs, ``lon,lat`` or places.
        via
            Places to pass, in order. A border crossing is passed through.
        avoid
            Crossings, terminals, countries or places to keep away from; a place counts with all
            lines within 10 km of it, a station or town at a crossing with the crossing. The notes
            of the answer say what was closed.
        modes
            Any of ``rail``, ``road``, ``ferry``, ``sea``.
        by
            ``distance`` or ``time``.
        allow
            ``trade`` for ways that are closed to this trade, ``doubtful`` for links of which it is
            doubtful whether they run.

        Returns
        -------
            The places as understood and the route between.

        Raises
        ------
        UnknownPlace
            For a name nobody knows; carries the nearest spellings.
        Unreachable
            When no way leads there; says where the network ends.
        OnePlace
            When all the places are one on the network, so that no way lies between them.
        """
        question = Question(
            origin,
            destination,
            _several("via", via),
            _several("avoid", avoid),
            _several("modes", modes),
            by,
            allow=_several("allow", allow),
        )
        return self.answer(question)

    def answer(self, question: Question) -> Itinerary:
        """Find the best route that a question asks for, and others where it asks for them.

        Raises
        ------
        UnknownPlace, Unreachable, OnePlace
        """
        q = question
        known(Measure, q.by, "measure")
        stops = [self.place(p) for p in (q.origin, *q.via, q.destination)]
        mode_net = self.mode_network(q.modes)
        avoided = self._avoided(mode_net.router.net, q.avoid)
        refuse_contradictions(stops, avoided, self.points)
        stops, meant = self._through(stops, mode_net.router.frontier.crossings)
        stops, joining = at_ports(mode_net.router, stops, self.points)
        refuse_contradictions(stops, avoided, self.points)
        closed = np.logical_or.reduce([thing.closure.shut for thing in avoided]) if avoided else None
        barred = {} if known_allowed(q.allow, "trade") else barred_by(self.trade, stops)
        doubtful = known_allowed(q.allow, "doubtful")
        ask = partial(find_alternatives, mode_net.router, stops, by=q.by, closed=closed)

        def keeping_off(lands: frozenset[str]) -> list[RoutePath]:
            return ask(count=q.alternatives, rules=Rules(shut=lands, doubtful=doubtful))

        free = partial(ask, rules=Rules(doubtful=doubtful), count=0)
        try:
            paths, barred = within_trade(keeping_off, barred)
        except Unreachable as fault:
            why = closed_to_trade(left_out(barred, free, mode_net.router.frontier)) or where_it_ends(
                mode_net.router, stops, closed, self.gazetteer, self.points
            )
            doubts = word_notes(p.note for p in stops if p.note and p.note.code in DOUBTFUL_PLACES)
            raise Unreachable(" ".join(filter(None, (str(fault), why, doubts)))) from fault
        routes = tuple(self._read(mode_net, path, stops) for path in paths)
        if not any(route.legs for route in routes):
            raise OnePlace(stops[0].name, stops[-1].name)
        passed, at_sea = self._at_sea(mode_net.router, paths, routes)
        of_places = (p.note for p in stops if p.note and p.note.code not in DOUBTFUL_PLACES)
        notes = unique(
            (
                *of_places,
                *meant,
                *joining,
                *notes_of(avoided),
                *section_notes(routes),
                passed,
                *left_out(barred, free, mode_net.router.frontier),
            )
        )
        told = (
            *pair_warnings(self.trade, stops),
            *cut_warnings(self.cut_areas, stops, routes),
            *transit_warnings(self.trade, stops, routes),
            *at_sea,
            closed_on_the_way(mode_net.router.net, self.points, stops, routes),
            *warnings_of(routes, stops, paths, mode_net.columns.country),
            *(self._doubtful(mode_net, paths) if doubtful else ()),
        )
        return Itinerary(stops[0], stops[-1], routes, notes, unique(told))

    def _at_sea(
        self, router: Router, paths: Sequence[RoutePath], routes: Sequence[Route]
    ) -> tuple[Note | None, tuple[Note, ...]]:
        """Return the note of the straits that ways over water pass, and what is warned of them."""
        if not any({*WATER} & set(route.modes) for route in routes):
            return None, ()
        lanes = frozenset(router.net.edges.point_id.unique().astype(str))
        told = (
            *sea_notes(router.net, paths, self.points, self.sea_warnings),
            *canals_left_out(routes, self.points, lanes),
        )
        return straits_note(router.net, paths, self.points), told

    def _through(self, stops: list[Place], passed: frozenset[str]) -> tuple[list[Place], list[Note]]:
        """Take a border town between two countries for its crossing: whoever goes by it goes over it."""
        if len(stops) < 3 or stops[0].country == stops[-1].country:  # noqa: PLR2004 - two ends and a stop
            return stops, []
        read, notes = [stops[0]], []
        for stop in stops[1:-1]:
            gate = crossing_at(stop, self.points, passed)
            point = (
                Place(gate.name, stop.country, gate.lon, gate.lat, PlaceKind.CROSSING, point_id=gate.id)
                if gate
                else stop
            )
            if gate:
                notes.append(Note.of(NoteCode.VIA_MEANS_CROSSING, place=stop.name, crossing=gate.name))
            if point.kind is not PlaceKind.CROSSING or point.point_id != read[-1].point_id:
                read.append(point)  # both sides of a border, one after the other, are one crossing
        return [*read, stops[-1]], notes

    def _doubtful(self, mode_net: ModeNetwork, paths: Sequence[RoutePath]) -> Iterator[Note]:
        edges = mode_net.router.net.edges
        used = sorted({s.edge for path in paths for s in path.segments})
        rows = edges.iloc[used]
        for point in dict.fromkeys(rows.point_id[rows.status == Status.DOUBTFUL].astype(str)):
            name = self.points[point].name if point in self.points else point
            yield Note.of(NoteCode.DOUBTFUL_LINK, link=name or "a line")

    def _read(self, mode_net: ModeNetwork, path: RoutePath, stops: Sequence[Place]) -> Route:
        net, columns = mode_net.router.net, mode_net.columns
        return assemble(net, path, stops=stops, columns=columns, points=self.points, costs=self.costs)

    def closures(self, net: Network, avoid: Sequence[str | Place]) -> tuple[Closure, ...]:
        """Return what each thing to avoid shuts in a network: a country, waters, or a place."""
        return tuple(thing.closure for thing in self._avoided(net, avoid))

    def _avoided(self, net: Network, avoid: Sequence[str | Place]) -> tuple[Avoided, ...]:
        return tuple(what_is_avoided(net, thing, self.gazetteer, self.points) for thing in avoid)


def known_allowed(given: Sequence[str], wanted: str) -> bool:
    """Tell whether something is allowed; refuse anything but ``trade`` and ``doubtful``."""
    unknown = sorted(set(given) - set(ALLOWABLE))
    if unknown:
        raise UnknownName("allowance", ", ".join(unknown), ALLOWABLE)
    return wanted in given


def _several(name: str, given: Sequence[Any]) -> tuple[Any, ...]:
    """Return a list of things as a tuple; a text alone would be taken letter by letter."""
    if isinstance(given, str):
        message = f"{name} is a list; write {name}=[{given!r}]."
        raise BadInput(message)
    return tuple(given)


def load_order(path: Path, nodes: int) -> NDArray[np.uint32]:
    """Read the node order of the shipped network.

    Raises
    ------
    DamagedData
        When the file is missing or is not an order of that many nodes.
    """
    try:
        order = np.asarray(np.load(path, allow_pickle=False), dtype=np.uint32)
    except (OSError, ValueError, EOFError) as fault:
        message = f"{path.name} cannot be read ({fault}). Restore it from the repository."
        raise DamagedData(message) from fault
    if len(order) != nodes or not np.array_equal(np.sort(order), np.arange(nodes)):
        message = (
            f"{path.name} is not an order of {nodes} nodes. Build it anew with scripts/build_geodata.py."
        )
        raise DamagedData(message)
    return order


@once
def default_planner() -> Planner:
    """Return the planner over the shipped data, read once."""
    return Planner.load()
