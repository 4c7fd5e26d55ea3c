"""What is least: kilometres or hours, as whole numbers for the engine."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from corridors.model import Measure, Status, known
from corridors.routing.engine import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from corridors.costs.time import CostModel
    from corridors.graph.network import Network

__all__ = ["MEASURES", "TURNING", "weights"]

METRES, DECISECONDS = 1000.0, 36_000.0
TURNING: Final[Mapping[Measure, int]] = MappingProxyType(
    {Measure.DISTANCE: 300_000, Measure.TIME: 12 * 36_000}
)
"""What turning a train round at a stop weighs: 300 km or 12 h, not counted in what is shown."""
# Of ways that weigh the same the one with fewer gauge changes and borders is taken; metres, not counted.
TIE_BREAK_M: Final = {"gauge_change": 40.0, "border": 10.0, "terminal": 20.0}


def weights(
    net: Network,
    by: str,
    costs: CostModel,
    closed: NDArray[np.bool_] | None = None,
    *,
    passable: Sequence[str] = (Status.OPEN,),
) -> NDArray[np.uint32]:
    """Return one whole number an edge: metres or tenths of a second; ``CLOSED`` where none may pass.

    Parameters
    ----------
    net
        The network.
    by
        A :class:`~corridors.model.Measure`, or its name.
    costs
        Speeds and dwell times, used for ``time``.
    closed
        Edges that are shut besides those that are not open; one truth value an edge.
    passable
        The statuses of edges that may be used.

    Raises
    ------
    UnknownName
        For a measure that there is not.
    """
    amount = MEASURES[known(Measure, by, "measure")](net, costs)
    status = net.edges.status.astype(str)
    shut = ~status.isin(passable).to_numpy()
    shut = shut if closed is None else shut | closed
    whole = np.rint(np.minimum(amount.to_numpy(), CLOSED - 1)).astype(np.uint32)
    return np.where(shut, np.uint32(CLOSED), whole)


def _metres(net: Network, costs: CostModel) -> pd.Series:
    extra = net.edges.kind.astype(str).map(TIE_BREAK_M).fillna(0.0)
    return (net.edges.length_km + costs.weight_km(net)) * METRES + extra


def _deciseconds(net: Network, costs: CostModel) -> pd.Series:
    return costs.time_h(net) * DECISECONDS


MEASURES: Final[Mapping[Measure, Callable[[Network, CostModel], pd.Series]]] = MappingProxyType(
    {Measure.DISTANCE: _metres, Measure.TIME: _deciseconds}
)
"""What each measure adds up along a way, in whole numbers for the engine."""
