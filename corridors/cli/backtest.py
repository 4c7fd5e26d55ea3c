"""The command `backtest`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, say, show

if TYPE_CHECKING:
    from corridors.analysis.backtest import Backtest

from corridors.model.wording import word_note

__all__ = ["backtest"]


def backtest(file: Annotated[Path | None, typer.Argument()] = None, as_json: Json = False) -> None:
    """Hold modelled lengths against published ones, shipped or from your own table."""
    from corridors.analysis import backtest as analysis  # noqa: PLC0415
    from corridors.routing.planner import default_planner  # noqa: PLC0415

    if file is None:
        result = analysis.backtest(default_planner(), analysis.published_lengths())
    else:
        from corridors.exchange import read_table  # noqa: PLC0415

        table = read_table(file, optional=("via", "modes"))
        for remark in table.told:
            ERR.print(remark, markup=False, soft_wrap=True)
        bad = [row.to_dict() for row in table.failed]
        result = analysis.backtest(default_planner(), table.rows, failed=bad)
    if as_json:
        say(result.to_dict())
        return
    _show("Published and modelled", result)
    if file is None:
        sections = analysis.backtest(default_planner(), analysis.published_sections())
        _show("Sections of published line tables", sections)


def _show(title: str, result: Backtest) -> None:
    columns = {
        "key": "Line",
        "published_km": "Published km",
        "modelled_km": "Modelled km",
        "error_pct": "Error %",
    }
    show(title, columns, [row.to_dict() for row in result.rows])
    for modelled in result.rows:
        for note in dict.fromkeys((*modelled.warnings, *modelled.notes)):
            OUT.print(f"{modelled.key}: {word_note(note)}", markup=False, soft_wrap=True)
    figures = result.to_dict()
    OUT.print(
        f"Median absolute error {figures['median_abs_error_pct']} %, 90 % within {figures['p90_abs_error_pct']} %, "
        f"95 % within {figures['p95_abs_error_pct']} %"
    )
    for row in result.failed:
        ERR.print(f"{row['key']}: {row['reason']}", markup=False, soft_wrap=True)
