"""The command `pipeline`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, figure, say, show, tell
from corridors.cli.own_pipelines import OwnCrs, OwnForce, OwnIds, OwnPipelines, read_own
from corridors.model import Commodity  # noqa: TC001 - Typer reads the annotations
from corridors.presentation.said import is_doubt

if TYPE_CHECKING:
    from corridors.pipelines import PipelineRoute

__all__ = ["pipeline"]


def pipeline(  # noqa: PLR0917 - one parameter an option
    origin: Annotated[
        str, typer.Argument(help="A field, station, refinery, town, border point or country.")
    ],
    destination: Annotated[str, typer.Argument(help="Another of them.")],
    commodity: Annotated[Commodity | None, typer.Option(help="By default what leads there.")] = None,
    year: Annotated[
        int | None, typer.Option(help="The pipelines of this year; today's by default.")
    ] = None,
    pipelines: OwnPipelines = None,
    ids: OwnIds = None,
    force: OwnForce = False,
    crs: OwnCrs = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the way to this file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find the way by pipeline from a field or town to a refinery, town or border."""
    from corridors.pipelines import pipeline_route  # noqa: PLC0415 - the other commands start sooner

    courses = read_own(pipelines, ids, force=force, crs=crs).courses if pipelines else None
    found = pipeline_route(origin, destination, commodity=commodity, year=year, courses=courses)
    if output:
        from corridors.exchange import write  # noqa: PLC0415

        write(found, output)
        ERR.print(f"Wrote {output}", markup=False, soft_wrap=True)
    if as_json:
        say(found.to_dict())
    elif not output:
        _show_route(found)


def _show_route(found: PipelineRoute) -> None:
    answer = found.to_dict()
    capacity = (
        f", at most {figure(found.capacity)} {found.capacity_unit}" if found.capacity is not None else ""
    )
    OUT.print(
        f"{found.origin} – {found.destination}: {found.commodity}, {figure(found.length_km, 0)} km{capacity}",
        markup=False,
    )
    countries = (f"{code} {figure(km, 0)} km" for code, km in found.countries.items())
    OUT.print(", ".join(countries), markup=False)
    legs = {"id": "Line", "from": "From", "to": "To", "length_km": "km drawn", "published": "km published",
            "capacity": "Capacity", "opened_year": "Since"}  # fmt: skip
    show("Legs", legs, [_row(leg) for leg in answer["legs"]])
    sources = {"id": "Of", "title": "Title", "publisher": "Publisher", "date": "Date", "url": "Address",
               "confidence": "Confidence"}  # fmt: skip
    show("Sources", sources, answer["sources"])
    told = {doubt: [n for n in found.notes if is_doubt(n) == doubt] for doubt in (True, False)}
    tell(told[True], told[False])


def _row(leg: dict[str, Any]) -> dict[str, Any]:
    known = leg["capacity"] is not None
    return leg | {
        "published": leg["published_length_km"],
        "capacity": f"{figure(leg['capacity'])} {leg['capacity_unit']}" if known else "not published",
        "opened_year": str(leg["opened_year"] or ""),
    }
