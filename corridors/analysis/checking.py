"""Everything that must hold of the shipped data, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.analysis.crossing_gaps import CrossingGap, crossing_gaps
from corridors.data import facts, layers
from corridors.data.ledger import Ledger, geodata_dir
from corridors.data.tables import read_rows
from corridors.errors import CorridorsError
from corridors.graph.network import load
from corridors.routing.planner import Planner

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_all", "known_gaps"]


def check_all(folder: Path | None = None) -> list[tuple[str, str]]:
    """Check ledger, hashes, layer schemas, tables of facts and the network.

    Returns
    -------
        (what, what is wrong) pairs, empty when everything holds.
    """
    root = folder or geodata_dir()
    ledger = Ledger.load(root)
    problems = [(fault.path, fault.message) for fault in ledger.verify()]
    for name in layers.names(ledger):
        try:
            layers.load(name, ledger=ledger)
        except CorridorsError as fault:
            problems.append((f"layer {name}", str(fault)))
    return problems + list(facts.violations(root)) + _network_faults(root)


def known_gaps(folder: Path | None = None) -> list[CrossingGap]:
    """List the crossings that are open by the table and that the network does not pass, or not far.

    They are limits of the map, not faults of the files; see
    :func:`~corridors.analysis.crossing_gaps.crossing_gaps`.
    """
    root = folder or geodata_dir()
    return crossing_gaps(
        load(root / "osm" / "network.npz"), list(read_rows(root / "tables" / "crossings.csv"))
    )


def _network_faults(root: Path) -> list[tuple[str, str]]:
    try:
        planner = Planner.load(root)
    except CorridorsError as fault:
        return [("network", str(fault))]
    found = [("network", text) for text in planner.network.faults()]
    unknown = sorted(set(planner.network.edges.point_id) - set(planner.points) - {""})
    return found + [("network", f"point {name} stands in no table") for name in unknown]
