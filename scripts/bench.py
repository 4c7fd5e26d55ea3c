"""Measure routing against other engines on the same network in one run, and the app in a browser.

Answers are compared; where engines disagree the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.table import Table

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # the checkout, wherever this is called from

import corridors as co
from corridors import geodesy
from scripts.benchmarks import browser
from scripts.benchmarks.engines import Bed, Subject, subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OUT = Console(highlight=False, width=150)
# the places of the first issue: what the network must join
PLACES = (
    "Chongqing;Chengdu;Xi'an;Zhengzhou;Wuhan;Yiwu;Lianyungang;Lanzhou;Urumqi;Hefei;Changsha;Shenzhen;Guangzhou;"
    "Shanghai;Tianjin;Qingdao;Khorgos;Dostyk;Almaty;Astana;Karaganda;Aktobe;Aktau;Kuryk;Baku;Tbilisi;Poti;Batumi;"
    "Constanța;Istanbul;Tashkent;Ashgabat;Tehran;Moscow;St Petersburg;Minsk;Kyiv;Warsaw;Łódź;Budapest;Vienna;"
    "Prague;Duisburg;Hamburg;Rotterdam;Lyon;Milan;Madrid;London"
)
LONG_KM = 2000.0
FAST_TIMES = 10
BIG = 500
MOST_METRES_OFF = 1.0
TARGETS = {"path with geometry": 500, "co.route": 50}
APP_TARGETS = {
    "processor_time_of_a_rerun_ms": (60, False),
    "answers_a_second_with_50_readers": (15, True),
    "median_wait_with_50_readers_s": (3.5, False),
    "p95_wait_with_50_readers_s": (6, False),
}
"""Figures of the app that are aimed at on two idle cores, and whether more is better."""
UNITS = {"ms": "ms", "s": "s", "mib": "MiB", "mb": "MB"}
HUNDRED = 100
OSMNX = "osmnx.routing.shortest_path"

Rows = list[dict[str, Any]]


def main() -> int:
    """Measure everything, print it, write it; return the exit code."""
    wanted = arguments()
    bed = Bed.shipped()
    names = PLACES.split(";")
    pairs = long_pairs(bed, names, wanted.pairs)
    OUT.print(
        f"{len(bed.net.nodes):,} nodes, {len(bed.net):,} open edges (rail and ferry); {len(pairs)} long pairs; load {load()}"
    )
    made = subjects(bed)
    rows, off = paths(bed, made, pairs, wanted.pairs)
    rows += routes(pairs, wanted.pairs)
    rate(rows)
    grids, off_grid = matrices(made, [bed.node_near(n) for n in names], bed)
    app = {} if wanted.no_browser else browser.measure(names)
    report = {
        "nodes": len(bed.net.nodes), "edges": len(bed.net), "pairs": len(pairs), "load": load(),
        "paths": rows, "matrices": grids, "app": app, "most_metres_off": max(off, off_grid),
    }  # fmt: skip
    show(report)
    if wanted.json:
        wanted.json.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return int(not max(off, off_grid) <= MOST_METRES_OFF)  # NaN is a difference too


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    parser.add_argument(
        "--pairs",
        type=int,
        default=12,
        help="long pairs for slow engines (fast ones take ten times as many)",
    )
    parser.add_argument("--no-browser", action="store_true", help="leave the app out")
    return parser.parse_args()


def load() -> str:
    """Say how busy the machine is: the load averages of 1, 5 and 15 minutes, and its cores."""
    return f"{' '.join(f'{x:.1f}' for x in os.getloadavg())} on {os.cpu_count()} cores"


def long_pairs(bed: Bed, names: Sequence[str], slow: int) -> list[tuple[str, str]]:
    """Draw pairs of places more than LONG_KM apart, the same ones each time."""
    dice, places = random.Random(1), bed.planner.place  # noqa: S311 - a sample, no secret
    found: list[tuple[str, str]] = []
    while len(found) < slow * FAST_TIMES:
        a, b = dice.sample(names, 2)
        if geodesy.distance_km(places(a).lon, places(a).lat, places(b).lon, places(b).lat) > LONG_KM:
            found.append((a, b))
    return found


def times(find: Callable[[], Any]) -> tuple[Any, float]:
    """Return an answer and the milliseconds it took."""
    begin = time.perf_counter()
    answer = find()
    return answer, (time.perf_counter() - begin) * 1000


def paths(
    bed: Bed, made: Sequence[Subject], pairs: Sequence[tuple[str, str]], slow: int
) -> tuple[Rows, float]:
    """Ask each engine the same pairs; return medians and the largest difference of answers, metres."""
    nodes = {name: bed.node_near(name) for pair in pairs for name in pair}
    ends = [(nodes[a], nodes[b]) for a, b in pairs]
    truth = [made[0].find(a, b) for a, b in ends]
    rows, most = [], 0.0
    for subject in made:
        asked = ends[:slow] if subject.slow else ends
        subject.find(*asked[0])  # warm up
        found = [times(partial(subject.find, *e)) for e in asked]
        off = max(abs(answer - t) for (answer, _), t in zip(found, truth, strict=False))
        most = max(most, off)
        rows.append(
            row(subject.name, subject.what, [ms for _, ms in found], slow)
            | {"build_s": round(subject.build_s, 2), "metres_off": off}
        )
    return rows, most


def row(engine: str, what: str, ms: Sequence[float], shared: int) -> dict[str, Any]:
    """Return the figures of one engine; ``shared`` pairs, the first ones, were asked of all."""
    return {
        "engine": engine,
        "what": what,
        "median_ms": statistics.median(ms),
        "shared_median_ms": statistics.median(ms[:shared]),
        "most_ms": max(ms),
        "asked": len(ms),
    }


def routes(pairs: Sequence[tuple[str, str]], slow: int) -> Rows:
    """Measure ``co.route`` as a user calls it, names and all; the planner keeps no answers."""
    co.route(*pairs[0])
    return [row("corridors", "co.route", [times(partial(co.route, *p))[1] for p in pairs], slow)]


def rate(rows: Rows) -> None:
    """Note how many times faster than OSMnx each one is, over the pairs that both were asked."""
    slow = next(r["shared_median_ms"] for r in rows if r["engine"] == OSMNX)
    for r in rows:
        r["times_osmnx"] = slow / r["shared_median_ms"]


def matrices(made: Sequence[Subject], towns: list[int], bed: Bed) -> tuple[Rows, float]:
    """Fill a matrix between all places, and one of 500 by 500 nodes."""
    dice = random.Random(2)  # noqa: S311
    piece = bed.net.components()
    inside = np.flatnonzero(piece == np.bincount(piece).argmax()).tolist()
    rows, most = [], 0.0
    for nodes in (towns, dice.sample(inside, BIG)):
        truth = None
        for subject in made:
            if subject.matrix is None:
                continue
            count = min(len(nodes), subject.most_rows or len(nodes))
            found, ms = times(partial(subject.matrix, nodes[:count], nodes))
            truth = found if truth is None else truth
            most = max(most, float(np.abs(found - truth[:count]).max()))
            whole = ms * len(nodes) / count
            rows.append(
                {"engine": subject.name, "size": len(nodes), "seconds": whole / 1000, "from_rows": count}
            )
    return rows, most


def told(what: str, value: float) -> str:
    """Return a figure of the app in words; the unit is the end of its name, and its aim stands beside it."""
    unit = next((u for u in UNITS if what.endswith(f"_{u}")), "")
    words = what.removesuffix(f"_{unit}").replace("_", " ")
    text = (
        f"{words}: {value:,.2f} {UNITS.get(unit, unit)}".strip()
        if value < HUNDRED
        else f"{words}: {value:,.0f} {UNITS.get(unit, unit)}"
    )
    if what not in APP_TARGETS:
        return text
    aim, at_least = APP_TARGETS[what]
    reached = value >= aim if at_least else value <= aim
    return (
        f"{text}, aim {'at least' if at_least else 'at most'} {aim}: {'reached' if reached else 'MISSED'}"
    )


def show(report: dict[str, Any]) -> None:
    """Print the figures as tables."""
    table = Table(title="One path", title_justify="left")
    for heading in (
        "Engine",
        "What",
        "Median ms",
        "Most ms",
        "Asked",
        "Times OSMnx",
        "Made ready s",
        "Metres off",
    ):
        text = heading in {"Engine", "What"}
        table.add_column(heading, justify="left" if text else "right", no_wrap=text)
    for r in report["paths"]:
        table.add_row(r["engine"], r["what"], f"{r['median_ms']:.3f}", f"{r['most_ms']:.3f}", str(r["asked"]),
                      f"{r['times_osmnx']:,.1f}", f"{r.get('build_s', 0):.1f}", f"{r.get('metres_off', 0):.0f}")  # fmt: skip
    OUT.print(table)
    grid = Table(title="Matrix", title_justify="left")
    for heading in ("Engine", "Size", "Seconds", "From rows"):
        grid.add_column(heading)
    for r in report["matrices"]:
        grid.add_row(r["engine"], f"{r['size']}×{r['size']}", f"{r['seconds']:.3f}", str(r["from_rows"]))
    OUT.print(grid)
    for what, value in report["app"].items():
        OUT.print(told(what, value))
    OUT.print(f"Largest difference between answers: {report['most_metres_off']:.0f} m. Load {load()}.")
    for r in report["paths"]:
        if r["engine"] == "corridors" and r["what"] in TARGETS:
            aim = TARGETS[r["what"]]
            word = "reached" if r["times_osmnx"] >= aim else "MISSED"
            OUT.print(f"{r['what']}: {r['times_osmnx']:,.0f} times OSMnx, aim {aim}: {word}")


if __name__ == "__main__":
    sys.exit(main())
