"""The command `extract`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, figure, say

__all__ = ["extract"]


class Ways(StrEnum):
    """What is read of an extract."""

    RAIL = "rail"
    ROAD = "road"


def extract(
    file: Annotated[
        Path,
        typer.Argument(help="OpenStreetMap: .osm, .json of Overpass, .graphml, .shp, .gpkg, .geojson."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The network to write, .npz.")],
    mode: Annotated[Ways, typer.Option(help="Railways or main roads.")] = Ways.RAIL,
    as_json: Json = False,
) -> None:
    """Make a network of your own extract of OpenStreetMap, for `route --network`."""
    from corridors.graph.conditioning.extract import read_extract  # noqa: PLC0415
    from corridors.routing.own import save_extract  # noqa: PLC0415

    found = read_extract(file, mode=mode.value)
    edges = save_extract(found, output, mode=mode.value)
    told = {**found.to_dict(), "routable_edges": edges, "network": str(output)}
    if as_json:
        say(told)
        return
    pieces = told["pieces"]
    OUT.print(
        f"{told['edges']} edges, {figure(told['length_km'], 1)} km, in {pieces} piece{'s' * (pieces != 1)}"
        + (f"; the largest has {figure(told['largest_piece_km'], 1)} km" if pieces > 1 else "")
    )
    OUT.print(f"Date of the data: {told['data_date'] or 'the file states none'}", markup=False)
    remarks = {
        "joined_by_position": "Nodes joined with another at the same place",
        "steps_without_node": "Steps left out, for the file lacks their nodes",
        "deleted_ways": "Ways left out, for the file says that they are deleted",
    }
    for key, words in remarks.items():
        if told[key]:
            OUT.print(f"{words}: {told[key]}", markup=False)
    if idle := ", ".join(f"{state} {count}" for state, count in told["unused_ways"].items()):
        OUT.print(f"Ways left out, for nothing runs on them: {idle}", markup=False)
    ERR.print(
        f"Wrote {output}. Ask it with: corridors route A B --network {output}{' --mode road' * (mode is Ways.ROAD)}. "
        "The data are © OpenStreetMap contributors, ODbL 1.0.",
        markup=False,
        soft_wrap=True,
    )
