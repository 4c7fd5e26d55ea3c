"""What a way must keep to besides being least: borders passed once, trade that is barred, doubtful links.

The rules are laid over the graph as closed directions and edges, so whatever asks the graph obeys them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from corridors.graph.network import POINT_KINDS
from corridors.model import PlaceKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corridors.costs.time import CostModel
    from corridors.graph.network import Network
    from corridors.model import Place

__all__ = ["NO_RULES", "Frontier", "Rules", "by_stage"]

AT_SEA: Final = ("", "XZ")
ANY: Final = ""
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
    """

    bars: frozenset[tuple[str, str]] = frozenset()
    shut: frozenset[str] = frozenset()
    doubtful: bool = False

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
    """

    edges: NDArray[np.int64]
    start: NDArray[Any]
    end: NDArray[Any]
    country: NDArray[np.int64]
    names: NDArray[Any]
    kind: NDArray[np.int8]
    crossings: frozenset[str]

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
        return cls(controlled, sides[:, 0], sides[:, 1], country, names, kind, crossings)

    def barred(self, bars: frozenset[tuple[str, str]], *, back: bool = False) -> NDArray[np.int64]:
        """Return the border edges that may not be run from ``u`` to ``v``, or back."""
        start, end = (self.end, self.start) if back else (self.start, self.end)
        shut = np.zeros(len(self.edges), dtype=bool)
        for one, other in bars:
            leaves = start != end if one == ANY else start == one
            shut |= leaves & (end != start if other == ANY else end == other)
        return self.edges[shut]

    def visits(self, path: Sequence[int]) -> list[str]:
        """Name the countries that a path of edges passes, in order.

        Ground that is entered and left without control, such as a stretch that the neighbour's
        railway works, does not count.
        """
        edges = np.asarray(path, dtype=np.int64)
        land = np.flatnonzero(self.country[edges] >= 0)
        if not len(land):
            return []
        codes = self.country[edges][land]
        turns = np.flatnonzero(np.diff(codes)) + 1
        kinds = self.kind[edges]
        seen: list[tuple[str, bool]] = [(str(self.names[codes[0]]), False)]
        for turn in turns.tolist():
            name = str(self.names[codes[turn]])
            between = kinds[land[turn - 1] : land[turn]]
            free = bool((between == FREE).any() and not (between == CONTROLLED).any())
            if free and seen[-1][1] and len(seen) > 1 and seen[-2][0] == name:
                seen.pop()
            else:
                seen.append((name, free))
        return [name for name, _ in seen]

    def first_return(self, path: Sequence[int]) -> tuple[tuple[str, str], tuple[str, str]] | None:
        """Find where a path comes back into a country: how it left, and how it returned."""
        seen = self.visits(path)
        for back in range(2, len(seen)):
            if seen[back] in seen[: back - 1]:
                left = seen.index(seen[back])
                return (seen[left], seen[left + 1]), (seen[back - 1], seen[back])
        return None


def by_stage(stops: Sequence[Place], rules: Rules) -> tuple[Rules, ...]:
    """Return the rules of each stage of a way: what was left for good, and what is not left again.

    Parameters
    ----------
    stops
        Origin, places between, destination. A crossing between lies in no country of its own.
    rules
        What holds on the whole way.
    """
    ends = (0, len(stops) - 1)
    lands = [
        "" if p.kind is PlaceKind.CROSSING and i not in ends else p.country for i, p in enumerate(stops)
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
