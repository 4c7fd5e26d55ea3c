"""The line that a path of whole edges draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from corridors.graph.network import Network

__all__ = ["is_forward", "trace"]


def trace(net: Network, path: Sequence[int], source: int) -> NDArray[np.float64]:
    """Draw edges that follow one another.

    Parameters
    ----------
    net
        The network.
    path
        Edges in order, each beginning where the one before it ends.
    source
        The node where the first one begins.

    Returns
    -------
        (n, 2) lon, lat without repeated points; no rows for no edges.
    """
    if not len(path):
        return np.empty((0, 2))
    edges = np.asarray(path, dtype=np.int64)
    ahead = is_forward(net, edges, source)
    begin, end = net.offsets[edges], net.offsets[edges + 1]
    sizes = end - begin
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rows = np.where(
        np.repeat(ahead, sizes), np.repeat(begin, sizes) + within, np.repeat(end - 1, sizes) - within
    )
    line = net.coords[rows]
    return np.asarray(line[np.r_[True, (line[1:] != line[:-1]).any(axis=1)]])


def is_forward(net: Network, edges: NDArray[np.int64], source: int) -> NDArray[np.bool_]:
    """Tell of each edge of a path whether it is run from ``u`` to ``v``."""
    starts, ends = (net.edges[end].to_numpy()[edges].tolist() for end in ("u", "v"))
    ahead, node = [], source
    for u, v in zip(starts, ends, strict=True):
        ahead.append(u == node)
        node = v if u == node else u
    return np.array(ahead, dtype=bool)
