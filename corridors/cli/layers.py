"""The command `layers`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from corridors.cli.options import Json, Output  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, say, show
from corridors.errors import BadInput

__all__ = ["layers"]


def layers(
    name: Annotated[str | None, typer.Argument()] = None,
    year: Annotated[int | None, typer.Option(help="As it stood at the end of this year.")] = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """List the layers, or give one as GeoJSON."""
    from corridors.layers.kit import registry as store  # noqa: PLC0415

    store.check_year(year)
    if name is None:
        if output or year is not None:
            message = "--year and --output need the name of a layer; `corridors layers` lists them."
            raise BadInput(message)
        rows = store.describe()
        columns = {
            "name": "Name",
            "title": "Title",
            "features": "Features",
            "licence": "Licence",
            "data_date": "Date",
        }
        if as_json:
            say({"layers": rows})
        else:
            show("Layers", columns, rows)
        return
    frame = store.load(name, year)
    if output:
        from corridors.exchange import write  # noqa: PLC0415

        write(frame, output)
        ERR.print(f"Wrote {output}", markup=False, soft_wrap=True)
    else:
        from corridors.exchange import to_bytes  # noqa: PLC0415

        sys.stdout.write(to_bytes(frame, "geojson").decode() + "\n")
