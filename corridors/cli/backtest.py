"""The command `backtest`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from corridors.cli.options import Json  # noqa: TC001 - Typer reads the annotations
from corridors.cli.output import ERR, OUT, say, show
from corridors.errors import BadTable
from corridors.presentation.said import Door, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corridors.analysis.backtest import Backtest
    from corridors.analysis.times import TimesBacktest

__all__ = ["backtest"]


def backtest(
    file: Annotated[Path | None, typer.Argument()] = None,
    times: Annotated[
        bool, typer.Option("--times", help="Hold days against published days, not kilometres.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Hold modelled lengths or times against published ones, shipped or from your own table."""
    if times:
        _times(file, as_json=as_json)
        return
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
    _need_rows(result)
    if as_json:
        return
    _show("Published and modelled", result)
    if file is None:
        sections = analysis.backtest(default_planner(), analysis.published_sections())
        _show("Sections of published line tables", sections)


def _times(file: Path | None, *, as_json: bool) -> None:
    from corridors.analysis.times import backtest_times, published_times  # noqa: PLC0415
    from corridors.exchange import read_table  # noqa: PLC0415
    from corridors.routing.planner import default_planner  # noqa: PLC0415

    if file is None:
        rows = published_times()
    else:
        days = {"published_days_low": "days_low", "published_days_high": "days_high"}
        table = read_table(file, ("from", "to", *days), numbers=tuple(days), optional=("via", "modes"))
        rows = tuple({days.get(str(k), str(k)): v for k, v in row.items()} for row in table.rows)
    told = backtest_times(default_planner(), rows)
    figures = told.to_dict()
    if as_json:
        say(figures)
    _need_rows(told)
    if as_json:
        return
    columns = {
        "key": "Train",
        "fold": "Half",
        "published_days": "Published days",
        "modelled_days": "Modelled days",
        "range_days": "Range, days",
        "error_pct": "Error %",
    }
    show("Published and modelled times", columns, figures["rows"])
    OUT.print(
        f"Of the rows that nothing was fitted to: {figures['inside_pct']} % of the published middles inside the "
        f"range, {figures['within_15_pct']} % of the modelled days within 15 %, the range "
        f"{figures['median_range_width_pct']} % wide in the median"
    )
    _list_failed(told.failed)


def _show(title: str, result: Backtest) -> None:
    columns = {
        "key": "Line",
        "published_km": "Published km",
        "modelled_km": "Modelled km",
        "error_pct": "Error %",
    }
    show(title, columns, [row.to_dict() for row in result.rows])
    for modelled in result.rows:
        for mark, notes in (("Warning: ", modelled.warnings), ("", modelled.notes)):
            for note in dict.fromkeys(notes):
                told = f"{modelled.key}: {mark}{said(note, Door.COMMAND)}"
                OUT.print(told, markup=False, soft_wrap=True)
    figures = result.to_dict()
    OUT.print(
        f"Median absolute error {figures['median_abs_error_pct']} %, 90 % within {figures['p90_abs_error_pct']} %, "
        f"95 % within {figures['p95_abs_error_pct']} %"
    )
    _list_failed(result.failed)


def _list_failed(failed: Sequence[Mapping[str, str]]) -> None:
    for row in failed:
        ERR.print(f"{row['key']}: {row['reason']}", markup=False, soft_wrap=True)


def _need_rows(result: Backtest | TimesBacktest) -> None:
    """End with what failed where no row could be held against the model."""
    if not result.rows:
        _list_failed(result.failed)
        raise BadTable(f"None of the {len(result.failed)} rows could be measured; the reasons stand above.")
