"""Lines on which trains are slower or scarcer than elsewhere: a kilometre of them counts for more than one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from corridors.data.tables import outline_in, read_rows
from corridors.errors import DamagedData

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from corridors.graph.network import Network

__all__ = ["LineCondition", "load_lines", "times_of"]


@dataclass(frozen=True, slots=True)
class LineCondition:
    """A line, as a row of ``line_conditions.csv`` states it.

    ``outline`` is drawn round the line and no other of its mode; ``factor`` is how many kilometres of an
    ordinary line one of it stands for, in hours and where ways are compared by length.
    """

    id: str
    mode: str
    outline: tuple[tuple[float, float], ...]
    factor: float


def load_lines(path: Path) -> tuple[LineCondition, ...]:
    """Read the table of line conditions.

    Raises
    ------
    DamagedData
        When the table cannot be read.
    """
    try:
        return tuple(
            LineCondition(row["id"], row["mode"], outline_in(row["outline"]), float(row["factor"]))
            for row in read_rows(path)
        )
    except (KeyError, ValueError) as fault:
        message = f"{path.name} cannot be read ({fault}). Restore it from the repository."
        raise DamagedData(message) from fault


def times_of(net: Network, lines: Iterable[LineCondition]) -> NDArray[np.float64]:
    """Return for each edge how many ordinary kilometres one of it stands for.

    Parameters
    ----------
    net
        The network.
    lines
        The lines that count for more; an edge is part of one where its middle lies in the outline.
    """
    times = np.ones(len(net))
    mode = net.edges["mode"].to_numpy(dtype=str)
    at = net.coords[(net.offsets[:-1] + net.offsets[1:]) // 2]
    for line in lines:
        inside = shapely.contains_xy(shapely.Polygon(line.outline), at[:, 0], at[:, 1])
        times[inside & (mode == line.mode)] = line.factor
    return times
