"""The command `services`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from corridors.cli.names import crossing_names
from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import say, show

__all__ = ["services"]


def services(
    province: Annotated[
        str | None, typer.Option(help="Only services of this Chinese province, such as CN-CQ or Chongqing.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the train services from China, with published and modelled distances side by side."""
    from corridors.data import layers  # noqa: PLC0415
    from corridors.traffic.services import province_code  # noqa: PLC0415
    from corridors.traffic.services import services as known_services  # noqa: PLC0415

    code = None if province is None else province_code(province)
    found = known_services(code)
    routes = layers.load("service_routes")
    modelled = routes.set_index("id")["modelled_distance_km"].to_dict()
    rows = [s.to_dict() | {"modelled_distance_km": modelled.get(s.id)} for s in found]
    if as_json:
        from corridors.data.credits import credit_rows, credited, credits_of  # noqa: PLC0415
        from corridors.exchange.credit import credit_members  # noqa: PLC0415

        told = credited(routes, [*credit_rows(["rail_services"]), *credits_of(routes)])
        say({"services": rows} | credit_members(told))
        return
    columns = {
        "name": "Service",
        "first_year": "Since",
        "status": "Status",
        "crossing": "Leaves China by",
        "published_distance_km": "Published km",
        "modelled_distance_km": "Modelled km",
        "number": "Source",
    }
    names = crossing_names()
    sources = {s.source.id: s.source for s in found}
    lines = [
        row
        | {
            "first_year": str(row["first_year"] or "not known"),
            "crossing": _crossing(row, names),
            "number": row["source"]["id"],
        }
        for row in rows
    ]
    show("Train services", columns, lines)
    heads = {"id": "Source", "title": "Title", "publisher": "Publisher", "date": "Date", "url": "Address"}
    show("Sources of the published figures", heads, [source.to_dict() for source in sources.values()])


def _crossing(row: dict[str, Any], names: dict[str, str]) -> str:
    if not row["crossing_id"]:
        return "not stated"
    said = "" if row["crossing_basis"] == "stated" else f" ({row['crossing_basis']})"
    return f"{names.get(row['crossing_id'], row['crossing_id'])}{said}"
