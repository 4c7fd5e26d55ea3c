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
    told = {path for path, _ in problems}
    for layer in map(layers.spec, layers.names(ledger)):
        if ledger.resource(layer.resource).file in told:
            continue
        try:
            layers.load(layer, ledger=ledger)
        except CorridorsError as fault:
            problems.append((f"layer {layer.name}", str(fault)))
    wrong = [
        (what, text)
        for what, text in facts.violations(root)
        if not (what in told and _is_unread(what, root))
    ]
    return problems + wrong + _network_faults(root)


def _is_unread(file: str, root: Path) -> bool:
    """Tell whether a file has no rows to be judged: it is gone or is no table."""
    return not file.endswith(".csv") or not (root / file).exists()


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
