"""The command `pipelines-import`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, say, show
from corridors.cli.own_pipelines import OwnCrs, OwnForce, OwnIds, read_own

__all__ = ["pipelines_import"]


def pipelines_import(
    file: Annotated[Path, typer.Argument(help="Global Energy Monitor's file: GeoJSON, GPKG, CSV or XLSX.")],
    ids: OwnIds = None,
    force: OwnForce = False,
    crs: OwnCrs = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write all pipelines to this file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Put the courses of your own Global Energy Monitor download in place of ours, by project id."""
    from corridors.exchange import write  # noqa: PLC0415

    found = read_own(file, ids, force=force, crs=crs)
    if output:
        write(found.pipelines, output)
        ERR.print(f"Wrote {output}. {found.attribution}.", markup=False, soft_wrap=True)
    if as_json:
        say(found.to_dict())
    elif not output:
        columns = {
            "id": "Line",
            "name": "Name",
            "gem_project_id": "GEM project",
            "length_km": "km of the course",
        }
        show("Courses replaced", columns, found.to_dict()["replaced"])
        OUT.print(f"{found.attribution}.", markup=False)
