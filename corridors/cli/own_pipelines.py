"""A user's own file of pipelines as an option of commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corridors.cli.output import ERR

if TYPE_CHECKING:
    from corridors.exchange.gem import GemImport

__all__ = ["OwnCrs", "OwnForce", "OwnIds", "OwnPipelines", "read_own"]

OwnPipelines = Annotated[
    Path | None,
    typer.Option("--pipelines", help="Your Global Energy Monitor file: its courses in place of ours."),
]
OwnIds = Annotated[
    Path | None,
    typer.Option("--ids", help="Your table id,gem_project_id; it comes before the ids known here."),
]
OwnForce = Annotated[bool, typer.Option("--force", help="Take courses that are worse than ours, too.")]

OwnCrs = Annotated[
    str,
    typer.Option(
        "--crs", help="The coordinate system of your file, such as EPSG:3857; else what it states."
    ),
]


def read_own(file: Path, ids: Path | None, *, force: bool = False, crs: str = "") -> GemImport:
    """Read the courses of a user's file, and say on stderr which rows could not be used.

    Raises
    ------
    BadInput
        It has the course of no pipeline that is known here.
    """
    from corridors.exchange.gem import import_gem  # noqa: PLC0415 - the other commands start sooner

    found = import_gem(file, mapping=ids, force=force, crs=crs)
    for row in found.failed:
        fault = row.to_dict()
        ERR.print(f"{fault['key']}: {fault['reason']}", markup=False, soft_wrap=True)
    for warning in found.warnings:
        ERR.print(warning, markup=False, soft_wrap=True)
    found.need_one(file.name)
    return found
