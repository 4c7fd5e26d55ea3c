"""What it takes to pass an edge: running speed and dwell, each a cited value with a range.

Assumptions are rows of ``geodata/tables/assumptions.csv``. A row that names a point or a country
wins over one that does not; the table's order settles nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd

from corridors.costs.lines import LineCondition, load_lines, times_of
from corridors.data.tables import read_rows
from corridors.errors import DamagedData
from corridors.model import Cited, Source
from corridors.model.mappings import freeze_mappings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from corridors.graph.network import Network

__all__ = ["WATER", "CostModel", "dwell_modes", "load_costs"]

SPEED, DWELL, RUNNING, WEIGHT = "speed_km_h", "dwell_h", "running", "weight_km"
BORDER, GAUGE, TERMINAL = "border", "gauge_change", "terminal"
LAND: Final = ("rail", "road")
WATER: Final = ("ferry", "sea")
HALF: Final = 0.5
CONTROLLED_H: Final = 6.0
"""A border or yard that takes so long weighs in full when ways are compared by length."""
KEYS: Final = ("quantity", "operation", "mode", "country", "point_id")


@dataclass(frozen=True)
class CostModel:
    """Cited speeds and dwell times.

    Parameters
    ----------
    table
        Assumptions by (quantity, operation, mode, country, point id); ``""`` stands for any.
    lines
        Lines of which a kilometre counts for more than one.
    """

    table: Mapping[tuple[str, str, str, str, str], Cited]
    lines: tuple[LineCondition, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the table."""
        freeze_mappings(self)

    def speed(self, mode: str, country: str) -> Cited:
        """Return the running speed for a mode in a country, km/h; a transfer runs as a lorry."""
        return self._pick(SPEED, RUNNING, "road" if mode == "transfer" else mode, country=country)

    def dwell(self, kind: str, mode: str, point_id: str) -> Cited:
        """Return the hours spent at a border, gauge change or terminal."""
        return self._pick(DWELL, kind, mode, point_id=point_id)

    def _pick(
        self, quantity: str, operation: str, mode: str, *, country: str = "", point_id: str = ""
    ) -> Cited:
        """Return the most particular row: by point before by country before by mode."""
        for point, land, by in product((point_id, ""), (country, ""), (mode, "")):
            found = self.table.get((quantity, operation, by, land, point))
            if found:
                return found
        where = f"{' in ' + country if country else ''}{' at ' + point_id if point_id else ''}"
        message = (
            f"assumptions.csv has no {quantity} for {operation} by {mode}{where}. "
            "Add a row, or a default row with empty country and point_id."
        )
        raise DamagedData(message)

    def time_h(self, net: Network, bound: str = "value") -> pd.Series:
        """Estimate the hours that each edge takes.

        Parameters
        ----------
        net
            The network.
        bound
            ``value`` for the usual figure, ``low`` for the fewest hours, ``high`` for the most.

        Returns
        -------
            Hours, one an edge, named ``time_h``. A transfer between land modes is counted half
            at each of its two edges; one between land and water at the edge to the water.
        """
        edges = net.edges
        length = edges.length_km.to_numpy()
        hours = np.zeros(len(edges))
        keys = pd.DataFrame({c: edges[c].astype(str) for c in ("mode", "kind", "country", "point_id")})
        keys = keys.assign(dwell=dwell_modes(net))
        moving = keys[length > 0]
        for (mode, kind, country), ids in _groups(moving, ["mode", "kind", "country"]):
            if kind not in (BORDER, GAUGE):
                hours[ids] = length[ids] / getattr(self.speed(mode, country), _speed_bound(bound))
        hours *= times_of(net, self.lines)
        for (mode, kind, point_id), ids in _groups(keys[keys.dwell != ""], ["dwell", "kind", "point_id"]):
            share = HALF if kind == TERMINAL and mode in LAND else 1.0
            hours[ids] += share * getattr(self.dwell(kind, mode, point_id), bound)
        return pd.Series(hours, index=edges.index, name="time_h")

    def weight_km(self, net: Network) -> NDArray[np.float64]:
        """Return what passing each edge weighs besides its length when ways are compared by length.

        A border with controls, a change of gauge and a port are what a forwarder goes a long way round to
        spare; the assumption says how long. So does a line that is slow or short of room. Where trains pass in less than
        ``CONTROLLED_H``, a border weighs less in the same measure, an open one nothing.
        """
        edges = net.edges
        weights = edges.length_km.to_numpy() * (times_of(net, self.lines) - 1.0)
        kinds = edges.kind.astype(str).to_numpy()
        by_mode = dwell_modes(net)
        at_port = (kinds == TERMINAL) & np.isin(by_mode, WATER)
        passing = np.flatnonzero((kinds == BORDER) | (kinds == GAUGE) | at_port)
        keys = pd.DataFrame(
            {
                "dwell": by_mode[passing], "kind": kinds[passing],
                "point_id": edges.point_id.astype(str).to_numpy()[passing],
            },
            index=passing,
        )  # fmt: skip
        for (mode, kind, point_id), ids in _groups(keys, ["dwell", "kind", "point_id"]):
            full = self._pick(WEIGHT, kind, mode).value
            weights[ids] += full * min(1.0, self.dwell(kind, mode, point_id).value / CONTROLLED_H)
        return weights


def dwell_modes(net: Network) -> NDArray[np.str_]:
    """Say by which mode each edge's dwell is looked up.

    Returns
    -------
        ``rail``, ``road``, ``ferry`` or ``sea``; ``""`` for an edge that costs no dwell: running
        track, and the land side of a port, where the water side counts.
    """
    edges = net.edges
    mode, kind = (edges[c].to_numpy(dtype=str) for c in ("mode", "kind"))
    found = np.where(kind == BORDER, mode, np.where(kind == GAUGE, "rail", ""))
    ends = np.flatnonzero(kind == TERMINAL)
    at_node = np.full(len(net.nodes), "", dtype="U8")
    running = np.flatnonzero(mode != "transfer")
    at_node[edges[["u", "v"]].to_numpy()[running].ravel()] = np.repeat(mode[running], 2)
    hub, far = edges.u.to_numpy()[ends], at_node[edges.v.to_numpy()[ends]]
    wet = np.isin(far, WATER)
    by_water = np.isin(hub, hub[wet])
    found[ends] = np.where(wet, far, np.where(by_water, "", "rail"))
    return found


def _groups(frame: pd.DataFrame, by: list[str]) -> list[tuple[tuple[str, str, str], NDArray[np.int64]]]:
    """Group rows by three text columns: the key and the row labels of each group."""
    labels = frame.index.to_numpy()
    found = cast("dict[tuple[str, str, str], Any]", frame.groupby(by, sort=True).indices)
    return [((str(a), str(b), str(c)), labels[rows]) for (a, b, c), rows in found.items()]


def _speed_bound(bound: str) -> str:
    return {"value": "value", "low": "high", "high": "low"}[bound]


def _cited(row: Mapping[str, str]) -> Cited:
    return Cited(
        value=float(row["value"]),
        unit=row["unit"],
        low=float(row["low"]),
        high=float(row["high"]),
        year=row["period"],
        source=Source(
            id=row["id"],
            title=_title(row),
            publisher=row["source_publisher"],
            date=row["source_date"],
            url=row["source_url"],
            confidence=row["confidence"],
        ),
    )


def _title(row: Mapping[str, str]) -> str:
    """Return the title of a row's source; where it tells of another place, it says so."""
    applied = ", applied here by analogy" if "analogy" in row["note"] else ""
    return f"{row['source_title']}{applied}"


def load_costs(path: Path, lines: Path | None = None) -> CostModel:
    """Read the assumptions table, and that of lines that count for more, if given.

    Raises
    ------
    DamagedData
        When the file cannot be read, or a number is missing.
    """
    try:
        table = {_key(row): _cited(row) for row in read_rows(path)}
    except (ValueError, KeyError, TypeError) as fault:
        message = f"{path.name} cannot be read ({fault}). Restore it from the repository."
        raise DamagedData(message) from fault
    return CostModel(table, load_lines(lines) if lines else ())


def _key(row: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    quantity, operation, mode, country, point_id = (row[name] for name in KEYS)
    return quantity, operation, mode, country, point_id
