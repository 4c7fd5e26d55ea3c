"""The shipped data as the tests ask it: the places that must reach one another, pairs of them, the command line."""

from __future__ import annotations

import contextlib
import io
import os
import random
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from corridors.cli import main as cli
from corridors.errors import Unreachable
from corridors.routing.planner import DEFAULT_MODES, default_planner

if TYPE_CHECKING:
    from corridors.model import Route

ROOT = Path(__file__).resolve().parent.parent.parent
# fmt: off
CHINA = (
    "Chongqing", "Chengdu", "Xi'an", "Zhengzhou", "Wuhan", "Yiwu", "Lianyungang", "Lanzhou", "Urumqi", "Hefei",
    "Changsha", "Shenzhen", "Guangzhou", "Shanghai", "Tianjin", "Qingdao",
)
MIDDLE = (
    "Khorgos", "Dostyk", "Almaty", "Astana", "Karaganda", "Aktobe", "Aktau", "Kuryk", "Baku", "Tbilisi", "Poti",
    "Batumi", "Istanbul", "Tashkent", "Ashgabat", "Tehran",
)
EUROPE = (
    "Constanța", "Moscow", "St Petersburg", "Minsk", "Kyiv", "Warsaw", "Łódź", "Budapest", "Vienna", "Prague",
    "Duisburg", "Hamburg", "Rotterdam", "Lyon", "Milan", "Madrid", "London",
)
# fmt: on
PLACES = (*CHINA, *MIDDLE, *EUROPE)


def pairs(count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Return ordered pairs of different places, the same ones for the same seed."""
    dice = random.Random(seed)
    return [tuple(dice.sample(PLACES, 2)) for _ in range(count)]


@cache
def route(origin: str, destination: str, by: str = "distance") -> Route:
    """Return the shipped network's route between two places, asked once."""
    return default_planner().route(origin, destination, by=by).routes[0]


@cache
def shortest_km(stops: tuple[str, ...], avoid: tuple[str, ...] = (), by: str = "distance") -> float:
    """Return the length of the way through some stops; inf where none leads."""
    try:
        answer = default_planner().route(stops[0], stops[-1], via=stops[1:-1], avoid=avoid, by=by)
    except Unreachable:
        return float("inf")
    return answer.routes[0].distance_km


def mode_network():
    """Return the router of the default modes with its columns."""
    return default_planner().mode_network(DEFAULT_MODES)


def corridors(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as scripts/run does."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "corridors", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def call(*arguments: object) -> tuple[int, str, str]:
    """Run the command line in this process; return exit code, stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["corridors", *map(str, arguments)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    return code, out.getvalue(), err.getvalue()


def assert_one_line(err: str, *words: str) -> None:
    """Hold an error message to one line on stderr that has these words."""
    assert len(err.strip().splitlines()) == 1, err
    assert err.startswith("corridors: ")
    assert "Traceback" not in err
    assert [word for word in words if word not in err] == [], err
