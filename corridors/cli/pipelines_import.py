"""The command `pipelines-import`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, say, show
from corridors.errors import BadInput

__all__ = ["pipelines_import"]


def pipelines_import(
    file: Annotated[Path, typer.Argument(help="Global Energy Monitor's file: GeoJSON, GPKG, CSV or XLSX.")],
    ids: Annotated[
        Path | None, typer.Option(help="Your table id,gem_project_id; it comes before the ids known here.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write all pipelines to this file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Put the courses of your own Global Energy Monitor download in place of ours, by project id."""
    from corridors.exchange import write  # noqa: PLC0415
    from corridors.exchange.gem import import_gem  # noqa: PLC0415

    found = import_gem(file, mapping=ids)
    for row in found.failed:
        fault = row.to_dict()
        ERR.print(f"{fault['key']}: {fault['reason']}", markup=False, soft_wrap=True)
    if not found.replaced:
        message = (
            f"{file.name} has the course of no pipeline that is known here; give their project ids with --ids, "
            "a table id,gem_project_id."
        )
        raise BadInput(message)
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
