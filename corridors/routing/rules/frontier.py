"""What a way must keep to besides being least: borders passed once, trade that is barred, doubtful links.

The rules are laid over the graph as closed directions and edges, so whatever asks the graph obeys them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors.costs.time import WATER
from corridors.graph.network import POINT_KINDS
from corridors.model import PlaceKind, Status
from corridors.model.mappings import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from corridors.costs.time import CostModel
    from corridors.graph.network import Network
    from corridors.model import Place

__all__ = ["APART", "NO_RULES", "Frontier", "Rules", "by_stage", "land_of"]

AT_SEA: Final = ("", "XZ")
ANY: Final = ""
APART: Final = "~"
"""Stands between the name of a country and the number of a piece of it that lies apart."""
FREE, CONTROLLED = 1, 2


@dataclass(frozen=True, slots=True)
class Rules:
    """What a way may not do.

    Parameters
    ----------
    bars
        Pairs of countries (from, to) between which no controlled border is passed; ``""`` is any.
    shut
        Countries whose lines may not be used.
    doubtful
        Whether links whose traffic is doubtful may be used.
    apart
        Pieces of countries that count as lands of their own, as exclaves do; see :meth:`Frontier.apart`.
    """

    bars: frozenset[tuple[str, str]] = frozenset()
    shut: frozenset[str] = frozenset()
    doubtful: bool = False
    apart: frozenset[int] = frozenset()

    def barring(self, *pairs: tuple[str, str]) -> Rules:
        """Return the rules with more pairs of countries barred."""
        return replace(self, bars=self.bars.union(pairs))


NO_RULES: Final = Rules()


@dataclass(frozen=True)
class Frontier:
    """Where a network passes from country to country.

    Parameters
    ----------
    edges
        The border edges at which trains or lorries are controlled.
    start, end
        The country on the side of ``u`` and of ``v``.
    country
        The country of each edge that covers ground on land, as a number; -1 for all others.
    names
        The countries' codes.
    kind
        For each edge 0; ``FREE`` for a border passed without control, ``CONTROLLED`` for one with.
    crossings
        The ids of the crossings that are open.
    piece
        For each node the piece that lines on land join it to without passing a border.
    sides
        The pieces on the side of ``u`` and of ``v``, one row a border edge of ``edges``.
    first_node
        The node that each edge leads from.
    largest
        For each country the piece with the most km.
    """

    edges: NDArray[np.int64]
    start: NDArray[Any]
    end: NDArray[Any]
    country: NDArray[np.int64]
    names: NDArray[Any]
    kind: NDArray[np.int8]
    crossings: frozenset[str]
    piece: NDArray[np.int32]
    sides: NDArray[np.int32]
    first_node: NDArray[np.int64]
    largest: Mapping[str, int]

    @classmethod
    def of(cls, net: Network, costs: CostModel) -> Frontier:
        """Read the borders of a network."""
        e = net.edges
        kinds, lands = (e[c].to_numpy(dtype=str) for c in ("kind", "country"))
        at_border = np.flatnonzero(kinds == "border")
        hours = costs.time_h(net).to_numpy()
        kind = np.zeros(len(e), dtype=np.int8)
        kind[at_border] = np.where(hours[at_border] > 0, CONTROLLED, FREE)
        running = ~np.isin(kinds, POINT_KINDS)
        uv = e[["u", "v"]].to_numpy()
        at_node = np.full(len(net.nodes), "", dtype="U2")
        at_node[uv[running].ravel()] = np.repeat(lands[running], 2)
        names, codes = np.unique(lands, return_inverse=True)
        controlled = np.flatnonzero(kind == CONTROLLED)
        sides = at_node[uv[controlled]]
        country = np.where(running & ~np.isin(lands, AT_SEA), codes, -1)
        is_open = at_border[(e.status == Status.OPEN).to_numpy()[at_border]]
        crossings = frozenset(e.point_id.to_numpy(dtype=str)[is_open].tolist())
        at_home = (e.status == Status.OPEN).to_numpy() & (kinds != "border")
        piece = net.components(at_home & ~np.isin(e["mode"].to_numpy(dtype=str), WATER))
        km = e[running].groupby([lands[running], piece[uv[running, 0]]]).length_km.sum().sort_values()
        return cls(
            controlled,
            sides[:, 0],
            sides[:, 1],
            country,
            names,
            kind,
            crossings,
            piece=piece,
            sides=piece[uv[controlled]].reshape(-1, 2),
            first_node=uv[:, 0],
            largest=FrozenMap({str(land): int(number) for land, number in km.index}),
        )

    def apart(self, land: str, node: int) -> int | None:
        """Return the piece that a node lies in, where lines on land do not join it to the rest of its country."""
        piece = int(self.piece[node])
        return None if self.largest.get(land, piece) == piece else piece

    def barred(self, rules: Rules, *, back: bool = False) -> NDArray[np.int64]:
        """Return the border edges that the rules do not let run from ``u`` to ``v``, or back."""
        sides = [
            _named(names, self.sides[:, i], rules.apart) for i, names in enumerate((self.start, self.end))
        ]
        start, end = sides[::-1] if back else sides
        shut = np.zeros(len(self.edges), dtype=bool)
        for one, other in rules.bars:
            leaves = start != end if one == ANY else start == one
            shut |= leaves & (end != start if other == ANY else end == other)
        return self.edges[shut]

    def visits(self, path: Sequence[int], apart: frozenset[int] = frozenset()) -> list[str]:
        """Name the countries that a path of edges passes, in order.

        Ground that is entered and left without control, such as a stretch that the neighbour's
        railway works, does not count.

        Parameters
        ----------
        path
            Edges.
        apart
            Pieces of countries that are named as lands of their own.
        """
        edges = np.asarray(path, dtype=np.int64)
        land = np.flatnonzero(self.country[edges] >= 0)
        if not len(land):
            return []
        on_land = edges[land]
        lands = _named(self.names[self.country[on_land]], self.piece[self.first_node[on_land]], apart)
        turns = np.flatnonzero(lands[1:] != lands[:-1]) + 1
        kinds = self.kind[edges]
        seen: list[tuple[str, bool]] = [(str(lands[0]), False)]
        for turn in turns.tolist():
            name = str(lands[turn])
            between = kinds[land[turn - 1] : land[turn]]
            free = bool((between == FREE).any() and not (between == CONTROLLED).any())
            if free and seen[-1][1] and len(seen) > 1 and seen[-2][0] == name:
                seen.pop()
            else:
                seen.append((name, free))
        return [name for name, _ in seen]

    def first_return(
        self, path: Sequence[int], apart: frozenset[int] = frozenset()
    ) -> tuple[tuple[str, str], tuple[str, str]] | None:
        """Find where a path comes back into a country: how it left, and how it returned."""
        seen = self.visits(path, apart)
        for back in range(2, len(seen)):
            if seen[back] in seen[: back - 1]:
                left = seen.index(seen[back])
                return (seen[left], seen[left + 1]), (seen[back - 1], seen[back])
        return None


def _named(names: NDArray[Any], pieces: NDArray[np.int32], apart: frozenset[int]) -> NDArray[Any]:
    """Return the names of lands, those of pieces apart with the number of the piece."""
    if not apart:
        return names
    own = [land_of(str(name), int(piece), apart) for name, piece in zip(names, pieces, strict=True)]
    return np.array(own, dtype=object)


def land_of(name: str, piece: int | None, apart: frozenset[int]) -> str:
    """Return what a piece of a country is called among lands."""
    return f"{name}{APART}{piece}" if piece in apart else name


def by_stage(stops: Sequence[Place], rules: Rules, pieces: Sequence[int | None] = ()) -> tuple[Rules, ...]:
    """Return the rules of each stage of a way: what was left for good, and what is not left again.

    Parameters
    ----------
    stops
        Origin, places between, destination. A crossing between lies in no country of its own.
    rules
        What holds on the whole way.
    pieces
        For each stop the piece of its country that lies apart, if it lies in one; none without.
    """
    ends = (0, len(stops) - 1)
    lands = [
        "" if p.kind is PlaceKind.CROSSING and i not in ends else land_of(p.country, piece, rules.apart)
        for i, (p, piece) in enumerate(zip(stops, pieces or [None] * len(stops), strict=True))
    ]
    stages = []
    for i, _ in enumerate(pairwise(lands)):
        before, after = set(lands[: i + 1]) - {""}, set(lands[i + 1 :]) - {""}
        bars: list[tuple[str, str]] = [(ANY, c) for c in before - after]
        bars += [(c, ANY) for c in after - before]
        if lands[i] and lands[i] == lands[i + 1]:
            bars += [(ANY, lands[i]), (lands[i], ANY)]
        stages.append(rules.barring(*bars))
    return tuple(stages)
