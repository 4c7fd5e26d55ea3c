"""The command `flows`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corridors.cli.names import crossing_names
from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, say, show
from corridors.errors import BadInput
from corridors.model.wording import word_notes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from corridors.traffic.flow_values import Reconciliation

__all__ = ["flows"]


def flows(
    year: Annotated[int | None, typer.Option(help="Only this year; by default all that are known.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the segments with their trains to this file."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Hold the trains put on the services against those counted at the crossings."""
    from corridors.traffic.assignment import year_flows, years  # noqa: PLC0415 - the other commands start sooner
    from corridors.traffic.services import shipped_ways  # noqa: PLC0415 - the other commands start sooner

    known = years()
    if year is not None and year not in known:
        message = f"No trains are known for {year}: choose a year from {known[0]} to {known[-1]}."
        raise BadInput(message)
    if output:
        _write(year or known[-1], output)
    ways = shipped_ways()
    found = [year_flows(ways, y) for y in ((year,) if year is not None else known)]
    rows = [row for one in found for row in one.crossings]
    thin = {one.year for one in found if not one.enough}
    if as_json:
        answer: dict[str, Any] = {
            "reconciliation": [row.to_dict() | {"enough": row.year not in thin} for row in rows]
        }
        if year is not None:
            answer = {"year": year} | answer | {"flows": [f.to_dict() for f in found[0].flows]}
        say(answer)
    elif not output:
        _show(rows, thin)


def _write(year: int, path: Path) -> None:
    from corridors.exchange import write  # noqa: PLC0415
    from corridors.routing.planner import default_planner  # noqa: PLC0415
    from corridors.traffic.assignment import year_flows  # noqa: PLC0415
    from corridors.traffic.segments import flows as segments  # noqa: PLC0415
    from corridors.traffic.services import shipped_ways  # noqa: PLC0415

    write(segments(default_planner(), year), path)
    if not year_flows(shipped_ways(), year).enough:
        ERR.print(
            f"Warning: not enough services with a count in {year}: no picture of the traffic", markup=False
        )
    ERR.print(f"Wrote {path}: the segments of {year}", markup=False, soft_wrap=True)


def _show(rows: Sequence[Reconciliation], thin: Collection[int]) -> None:
    sources = {row.source.id: row.source for row in rows if row.source}
    notes = {note: str(i) for i, note in enumerate(dict.fromkeys(row.notes for row in rows), 1)}
    columns = {
        "year": "Year",
        "name": "Crossing",
        "assigned": "Assigned",
        "counted": "Counted",
        "difference": "Difference",
        "kind": "Source",
        "note": "Note",
    }
    names = crossing_names()
    lines = [
        row.to_dict()
        | {
            "year": str(row.year),
            "name": names.get(row.crossing_id, row.crossing_id),
            "kind": f"{row.source.id}, {row.value_type}" if row.source else "",
            "note": notes[row.notes],
        }
        | ({"assigned": "too few", "difference": None} if row.year in thin else {})
        for row in rows
    ]
    show("Trains a year, both directions", columns, lines)
    for note, number in notes.items():
        OUT.print(f"Note {number}: {word_notes(note)}", markup=False)
    heads = {"id": "Source", "title": "Title", "publisher": "Publisher", "date": "Date", "url": "Address"}
    show("Sources", heads, [source.to_dict() for source in sources.values()])
    OUT.print(
        "Assigned: counts of cities, shared equally among their services: an estimate of each crossing. "
        "Too few: not enough services with a count in this year."
    )
