"""The command `throughput`."""

from __future__ import annotations

from typing import Annotated

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import say, show, show_throughput

__all__ = ["throughput"]


def throughput(
    name: Annotated[
        str | None, typer.Argument(help="A crossing, pipeline, service, or trade; without it, all names.")
    ] = None,
    metric: Annotated[
        str | None, typer.Option(help="Only this metric, such as europe_and_asia_trains.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Give what was carried year by year, with sources; missing years are said."""
    from corridors.traffic.series import annual, overview  # noqa: PLC0415

    if name is not None:
        found = annual(name, metric)
        if as_json:
            say(found.to_dict())
        else:
            show_throughput(found)
        return
    rows = overview(metric)
    if as_json:
        say({"throughput": rows})
        return
    columns = {
        "name": "Name",
        "title": "Title",
        "metrics": "Metrics",
        "first_year": "From",
        "last_year": "To",
    }
    show("Throughput", columns, [row | {"metrics": ", ".join(row["metrics"])} for row in rows])
