"""A network of one's own extract in a file, and the planner over it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from corridors.data.ledger import geodata_dir
from corridors.data.licences import ODBL
from corridors.errors import BadInput, DamagedData, MissingExtra
from corridors.graph.network import OSM_PAGE, SAVED, load
from corridors.incoming import read_bounded, wall
from corridors.incoming.files import shown
from corridors.incoming.limits import NETWORK_BYTES
from corridors.incoming.packed import members_of
from corridors.model import Source
from corridors.routing.engine import node_order
from corridors.routing.planner import Planner, default_planner
from corridors.routing.points import points_of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from corridors.graph.conditioning.extract import Extract

__all__ = ["SUFFIX", "own_planner", "save_extract"]

SUFFIX: Final = ".npz"
CROSSINGS: Final = "crossings.csv"
SOURCE: Final = "source.json"
_MADE: Final = "Make one of an extract of OpenStreetMap with: corridors extract FILE -o {}"


def save_extract(extract: Extract, path: Path, *, mode: str = "rail") -> int:
    """Make an extract routable and write it as a network that `own_planner` reads.

    Parameters
    ----------
    extract
        Raw track or road.
    path
        Ends in ``.npz``.
    mode
        ``rail`` or ``road``.

    Returns
    -------
        How many edges the network has.

    Raises
    ------
    BadInput
        The path has another ending or cannot be written, or nothing lies in a country that is known.
    """
    from corridors.graph.conditioning.pipeline import condition, load_tables  # noqa: PLC0415

    if path.suffix.lower() != SUFFIX:
        raise BadInput(f"{path.name} must end in {SUFFIX}; it is the network that route --network reads.")
    tables = load_tables(geodata_dir())
    with wall("The extract", "as a network of routes", "Cut it to the area that you need."):
        net, derived = condition(extract.network, tables, mode=mode)
        if faults := net.faults():  # a graph that was ours once may have been changed since
            raise DamagedData(faults[0])
    net = replace(net, data_date=extract.network.data_date)
    try:
        net.save(path)
        with zipfile.ZipFile(path, "a") as packed:
            packed.writestr(zipfile.ZipInfo(CROSSINGS, SAVED), _table(derived))
            if extract.source:
                packed.writestr(zipfile.ZipInfo(SOURCE, SAVED), json.dumps(extract.source.to_dict()))
    except OSError as fault:
        raise BadInput(
            f"{path.name} cannot be written: {fault.strerror}. Choose another folder."
        ) from fault
    return len(net)


def _table(derived: pd.DataFrame) -> str:
    return str(derived.to_csv(index=False))


def own_planner(path: Path) -> Planner:
    """Return a planner over a network of one's own, with the shipped places, costs and named points.

    Parameters
    ----------
    path
        What `save_extract` or :meth:`corridors.graph.network.Network.save` wrote.

    Raises
    ------
    BadTable
        When the file is missing or is no network.
    """
    shipped = default_planner()
    with wall(shown(path), "as a network of routes", _MADE.format(path.with_suffix(SUFFIX).name)):
        members_of(read_bounded(path, NETWORK_BYTES), shown(path), most=NETWORK_BYTES, times=None)
        net = load(path)
        if faults := net.faults():
            raise DamagedData(faults[0])
        rows = _crossings(path)
        net = replace(net, source=_source(path, net.data_date))
        border = points_of(rows, "border")
    lon, lat = (net.nodes[c].to_numpy() for c in ("lon", "lat"))
    try:
        order = node_order(lon, lat, net.edges[["u", "v"]].to_numpy())
    except MissingExtra:
        order = np.arange(len(lon), dtype=np.uint32)
    points = dict(shipped.points) | border
    return Planner(
        net,
        order,
        shipped.gazetteer,
        shipped.costs,
        points,
        trade=shipped.trade,
        sea_warnings=shipped.sea_warnings,
        cut_areas=shipped.cut_areas,
    )


def _crossings(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as packed:
        if CROSSINGS not in packed.namelist():
            return []
        return list(csv.DictReader(io.StringIO(packed.read(CROSSINGS).decode())))


def _source(path: Path, date: str) -> Source:
    """Return the file that a network was made of, as it was written down; else OpenStreetMap as such."""
    with zipfile.ZipFile(path) as packed:
        if SOURCE in packed.namelist():
            return Source(**{str(k): str(v) for k, v in json.loads(packed.read(SOURCE)).items()})
    title = f"OpenStreetMap, an extract of your own ({path.name})"
    return Source("own-network", title, "OpenStreetMap contributors", date, OSM_PAGE, "medium", ODBL)
