"""One place to ask: names in, routes out, over the shipped network or one's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors import geodesy
from corridors.costs.time import CostModel, load_costs
from corridors.data.ledger import Ledger, geodata_dir
from corridors.errors import BadInput, DamagedData, OnePlace, UnknownName, Unreachable
from corridors.gazetteer import Gazetteer
from corridors.graph.network import Network, load
from corridors.model import Itinerary, Measure, Mode, Note, NoteCode, Place, known
from corridors.model.notes import unique
from corridors.model.wording import word_notes
from corridors.once import Kept, once
from corridors.routing.alternatives import find_alternatives
from corridors.routing.assembly import Columns, assemble
from corridors.routing.closures import Closure, close_country, close_ferry, close_place, ferry_named
from corridors.routing.points import NamedPoint, load_points
from corridors.routing.router import Router
from corridors.routing.straits import straits_note
from corridors.routing.warnings import DOUBTFUL_PLACES, warnings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from corridors.model import Route
    from corridors.routing.router import RoutePath

__all__ = ["DEFAULT_MODES", "Planner", "Question", "default_planner"]

DEFAULT_MODES: Final = ("rail", "ferry")
FILES: Final = ("network", "node_order", "assumptions", "crossings_derived", "gauge_points")


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
    _by_modes: Kept[frozenset[str], ModeNetwork] = field(default_factory=Kept, repr=False)

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
            costs=load_costs(files["assumptions"]),
            points=load_points(root),
            folder=root.resolve(),
        )

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Pickle as the folder, if there is one, else as the parts."""
        if self.folder:
            return Planner.load, (self.folder,)
        return Planner, (self.network, self.order, self.gazetteer, self.costs, self.points)

    def mode_network(self, modes: Iterable[str]) -> ModeNetwork:
        """Return the router over some modes; made once, then kept."""
        wanted = frozenset(modes)
        unknown = sorted(wanted - {m.value for m in Mode})
        if unknown or not wanted:
            raise UnknownName("mode", ", ".join(unknown), ("rail", "road", "ferry", "sea"))
        return self._by_modes.get(wanted, lambda: self._for_modes(wanted))

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
        return given if isinstance(given, Place) else self.gazetteer.resolve(given)

    def route(
        self,
        origin: str | Place,
        destination: str | Place,
        *,
        via: Sequence[str | Place] = (),
        avoid: Sequence[str | Place] = (),
        modes: Sequence[str] = DEFAULT_MODES,
        by: str = "distance",
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
        )
        return self.answer(question)

    def answer(self, question: Question) -> Itinerary:
        """Find the best route that a question asks for, and others where it asks for them.

        Raises
        ------
        UnknownPlace, Unreachable, OnePlace
            As for :meth:`route`.
        """
        q = question
        known(Measure, q.by, "measure")
        stops = [self.place(p) for p in (q.origin, *q.via, q.destination)]
        mode_net = self.mode_network(q.modes)
        closures = self.closures(mode_net.router.net, q.avoid)
        closed = np.logical_or.reduce([c.shut for c in closures]) if closures else None
        try:
            paths = find_alternatives(mode_net.router, stops, count=q.alternatives, by=q.by, closed=closed)
        except Unreachable as fault:
            doubts = word_notes(p.note for p in stops if p.note and p.note.code in DOUBTFUL_PLACES)
            raise Unreachable(
                " ".join(filter(None, (str(fault), self._frontier(mode_net, stops, closed), doubts)))
            ) from fault
        routes = tuple(self._read(mode_net, path, stops) for path in paths)
        if not any(route.legs for route in routes):
            raise OnePlace(stops[0].name, stops[-1].name)
        passed = straits_note(mode_net.router.net, paths, self.points)
        of_places = (p.note for p in stops if p.note and p.note.code not in DOUBTFUL_PLACES)
        notes = unique((*of_places, *(_closure_note(c) for c in closures), passed))
        return Itinerary(stops[0], stops[-1], routes, notes, warnings_of(routes, stops))

    def _read(self, mode_net: ModeNetwork, path: RoutePath, stops: Sequence[Place]) -> Route:
        net, columns = mode_net.router.net, mode_net.columns
        return assemble(net, path, stops=stops, columns=columns, points=self.points, costs=self.costs)

    def closures(self, net: Network, avoid: Sequence[str | Place]) -> tuple[Closure, ...]:
        """Return what each thing to avoid shuts in a network: a country, or a place."""
        return tuple(self._closure(net, thing) for thing in avoid)

    def _closure(self, net: Network, thing: str | Place) -> Closure:
        code = self.gazetteer.country(thing) if isinstance(thing, str) else ""
        if code:
            return close_country(net, str(thing), code)
        if isinstance(thing, str) and (ferry := ferry_named(thing, self.points)):
            return close_ferry(net, ferry)
        return close_place(net, self.place(thing), self.points)

    def _frontier(
        self, mode_net: ModeNetwork, stops: Sequence[Place], closed: NDArray[np.bool_] | None
    ) -> str:
        """Say where the network that can be reached ends, nearest to the stop that cannot."""
        net, router = mode_net.router.net, mode_net.router
        passable = (net.edges.status == "open").to_numpy()
        passable = passable if closed is None else passable & ~closed
        piece = net.components(passable)
        pieces = []
        for stop in stops:
            try:
                snap = router.snapper.snap(stop, max_km=router.max_snap_km)
            except Unreachable:
                return ""
            pieces.append(int(piece[router.ends[0][snap.edge]]))
        for i in range(1, len(stops)):
            if pieces[i] != pieces[i - 1]:
                return self._edge_of(net, piece == pieces[i - 1], stops[i])
        return ""

    def _edge_of(self, net: Network, inside: NDArray[np.bool_], goal: Place) -> str:
        nodes = net.nodes[inside]
        end = nodes.iloc[geodesy.rough_km(nodes.lon, nodes.lat, goal.lon, goal.lat).argmin()]
        short_km = float(geodesy.distance_km(end.lon, end.lat, goal.lon, goal.lat))
        town = self.gazetteer.near(float(end.lon), float(end.lat))[0][1]
        return (
            f"What can be reached ends near {town.name} ({end.lat:.2f} N, {end.lon:.2f} E), "
            f"{short_km:.0f} km short of {goal.name}. "
            "Allow more modes or lift a closure."
        )


def _several(name: str, given: Sequence[Any]) -> tuple[Any, ...]:
    """Return a list of things as a tuple; a text alone would be taken letter by letter."""
    if isinstance(given, str):
        message = f"{name} is a list; write {name}=[{given!r}]."
        raise BadInput(message)
    return tuple(given)


def _closure_note(closure: Closure) -> Note | None:
    if not closure.effective:
        return Note.of(NoteCode.CLOSURE_WITHOUT_EFFECT, thing=closure.thing)
    if closure.stands_for and closure.area_km:
        return Note.of(
            NoteCode.CLOSURE_OF_CROSSING_TOWN,
            thing=closure.thing,
            closed=closure.stands_for,
            reach_km=closure.area_km,
        )
    if closure.stands_for:
        return Note.of(NoteCode.CLOSURE_STANDS_FOR, thing=closure.thing, closed=closure.stands_for)
    if closure.area_km:
        return Note.of(NoteCode.CLOSURE_OF_AREA, thing=closure.thing, reach_km=closure.area_km)
    return None


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
