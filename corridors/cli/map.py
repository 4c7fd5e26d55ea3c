"""The command `map`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated

import typer

from corridors.cli.output import ERR, save
from corridors.cli.own_pipelines import OwnCrs, OwnForce, OwnIds, OwnPipelines, read_own
from corridors.errors import BadInput
from corridors.model import Language

__all__ = ["map_"]

PAGES = (".html",)


def map_(  # noqa: PLR0917 - one parameter an option
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")],
    routes: Annotated[
        list[str] | None,
        typer.Option("--route", metavar="ORIGIN DESTINATION", help="Draw this route; may be given again."),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year of the slider, 1990 to 2026; else today.")] = None,
    lang: Annotated[Language, typer.Option(help="Language of names.")] = Language.EN,
    pipelines: OwnPipelines = None,
    ids: OwnIds = None,
    force: OwnForce = False,
    crs: OwnCrs = "",
) -> None:
    """Write a map into one file that opens anywhere, also offline."""
    from corridors.routing.corridors import corridor_routes  # noqa: PLC0415
    from corridors.routing.planner import default_planner  # noqa: PLC0415
    from corridors.webmap import MapView, OwnLayer, load_content, to_html  # noqa: PLC0415

    if output.suffix.lower() not in PAGES:
        message = f"{output.name} must end in .html."
        raise BadInput(message)
    own = read_own(pipelines, ids, force=force, crs=crs) if pipelines else None
    planner = default_planner()
    answers = tuple(planner.route(*_pair(text)) for text in routes or ())
    families = () if answers else corridor_routes(planner)
    content = load_content(lang, own=OwnLayer("pipelines", own.pipelines, own.attribution) if own else None)
    save(output, to_html(MapView(corridors=families, routes=answers, lang=lang, year=year), content))
    ERR.print(f"Wrote {output} ({output.stat().st_size / 1e6:.1f} MB)", markup=False, soft_wrap=True)


def _pair(text: str) -> tuple[str, str]:
    parts = [p.strip() for p in text.split(";")]
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 - from and to
        message = f"--route needs two places, ORIGIN DESTINATION; got {text!r}."
        raise BadInput(message)
    return parts[0], parts[1]
