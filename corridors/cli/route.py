"""The command `route`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corridors.cli.options import (  # noqa: TC001 - Typer reads the annotations
    Allowance,
    Json,
    Output,
    TravelMode,
)
from corridors.cli.output import ERR, OUT, figure, save, say, show, tell
from corridors.errors import BadInput
from corridors.model import Measure, Mode
from corridors.presentation.said import said_of_service

if TYPE_CHECKING:
    from corridors.routing.planner import Planner

__all__ = ["route"]

PAGES = (".html",)


def route(  # noqa: PLR0917 - one parameter an option
    origin: str,
    destination: str,
    via: Annotated[list[str] | None, typer.Option(help="Pass this place; may be given again.")] = None,
    avoid: Annotated[
        list[str] | None, typer.Option(help="Keep off this place, crossing or country.")
    ] = None,
    mode: Annotated[
        list[TravelMode] | None, typer.Option(help="May be given again; rail and ferry by default.")
    ] = None,
    by: Annotated[Measure, typer.Option(help="What is to be least.")] = Measure.DISTANCE,
    alternatives: Annotated[
        int, typer.Option(min=0, max=8, help="How many other routes to look for, 0 to 8.")
    ] = 0,
    allow: Annotated[
        list[Allowance] | None,
        typer.Option(help="Ways closed to this trade, or links that may not run; may be given again."),
    ] = None,
    network: Annotated[
        Path | None,
        typer.Option(help="A network of your own, which `extract` wrote; else the shipped one."),
    ] = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Find the best route between two places."""
    from corridors.routing.planner import DEFAULT_MODES, Question, default_planner  # noqa: PLC0415

    if output:
        _check_suffix(output)
    modes = tuple(mode or DEFAULT_MODES)
    question = Question(
        origin,
        destination,
        tuple(via or ()),
        tuple(avoid or ()),
        modes,
        by,
        alternatives,
        tuple(allow or ()),
    )
    answer = (_own(network) if network else default_planner()).answer(question)
    if output:
        _write_route(answer, output)
        tell(answer.warnings, on=ERR)
    if as_json:
        say(answer.to_dict())
    elif not output:
        _show_route(answer)


def _own(network: Path) -> Planner:
    from corridors.routing.own import own_planner  # noqa: PLC0415

    return own_planner(network)


def _check_suffix(path: Path) -> None:
    from corridors.exchange import FORMATS  # noqa: PLC0415

    allowed = [*(f".{name}" for name in FORMATS), *PAGES]
    if path.suffix.lower() not in allowed:
        message = f"{path.name} has no known ending; choose one of {', '.join(allowed)}."
        raise BadInput(message)


def _write_route(answer: Any, path: Path) -> None:
    if path.suffix.lower() in PAGES:
        from corridors.webmap import MapView, to_html  # noqa: PLC0415

        save(path, to_html(MapView(routes=(answer,))))
    else:
        from corridors.exchange import write  # noqa: PLC0415

        write(answer, path)
    ERR.print(f"Wrote {path}", markup=False, soft_wrap=True)


def _show_route(answer: Any) -> None:
    for found in answer.routes:
        days = found.time_h / 24
        low, high = (h / 24 for h in found.time_range_h)
        OUT.print(
            f"{answer.origin.name} – {answer.destination.name}: {figure(found.distance_km, 0)} km, "
            f"{figure(days, 1)} days ({figure(low, 1)}–{figure(high, 1)}), {found.family}",
            markup=False,
        )
        legs = {"mode": "Mode", "country": "Country", "gauge_mm": "Gauge mm", "from": "From", "to": "To",
                "distance_km": "km", "time_h": "h"}  # fmt: skip
        show("Legs", legs, [leg.to_dict() for leg in found.legs])
        points = {"name": "Crossing", "from_country": "From", "to_country": "To", "gauge_break": "Gauge break",
                  "dwell_h": "Dwell h", "source": "Source"}  # fmt: skip
        show("Crossings", points, [c.to_dict() for c in found.passages])
        if found.ends.time_h:
            low, high = found.ends.time_range_h
            OUT.print(
                f"Terminals at both ends: {figure(found.ends.time_h, 0)} h ({figure(low, 0)}–{figure(high, 0)})"
            )
        sources = {
            "id": "Source",
            "title": "Title",
            "publisher": "Publisher",
            "date": "Date",
            "confidence": "Confidence",
        }
        show("Sources", sources, [s.to_dict() for s in found.sources])
        OUT.print(
            f"Repaired track {figure(found.trust.repaired_km, 1)} km; map of {found.trust.data_date or 'no stated date'}"
        )
    _tell_services(answer)
    tell(answer.warnings, answer.notes)


def _tell_services(answer: Any) -> None:
    """Print the published train services between the ends."""
    from corridors.traffic.services import services_between  # noqa: PLC0415

    best = answer.routes[0]
    if Mode.RAIL not in best.modes:
        return
    for s in services_between(answer.origin, answer.destination):
        lengths = s.published_distance_km, best.distance_km
        text = f"{said_of_service(s.name, s.first_year, lengths, on_the_way=s.on_the_way(best))} Source: {s.source.title}."
        OUT.print(text, markup=False, soft_wrap=True)
