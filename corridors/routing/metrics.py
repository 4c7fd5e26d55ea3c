"""What is least: kilometres or hours, as whole numbers for the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from corridors.errors import UnknownName
from corridors.routing.engine import CLOSED

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from corridors.costs.time import CostModel
    from corridors.graph.network import Network

__all__ = ["BY", "weights"]

BY: Final = ("distance", "time")
METRES, DECISECONDS = 1000.0, 36_000.0
# Of ways equally long the one with fewer gauge changes and borders is taken; metres, not counted.
TIE_BREAK_M: Final = {"gauge_change": 40.0, "border": 10.0, "terminal": 20.0}


def weights(
    net: Network, by: str, costs: CostModel, closed: NDArray[np.bool_] | None = None
) -> NDArray[np.uint32]:
    """Return one whole number an edge: metres or tenths of a second; ``CLOSED`` where none may pass.

    Parameters
    ----------
    net
        The network.
    by
        One of :data:`BY`.
    costs
        Speeds and dwell times, used for ``time``.
    closed
        Edges that are shut besides those that are not open; one truth value an edge.
    """
    if by not in BY:
        raise UnknownName("measure", by, BY)
    status = net.edges.status.astype(str)
    shut = (status != "open").to_numpy()
    shut = shut if closed is None else shut | closed
    amount = costs.time_h(net) * DECISECONDS if by == "time" else _metres(net)
    whole = np.rint(np.minimum(amount.to_numpy(), CLOSED - 1)).astype(np.uint32)
    return np.where(shut, np.uint32(CLOSED), whole)


def _metres(net: Network) -> pd.Series:
    extra = net.edges.kind.astype(str).map(TIE_BREAK_M).fillna(0.0)
    return net.edges.length_km * METRES + extra
