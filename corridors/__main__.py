"""The command line: ``python -m corridors COMMAND``.

Every command has ``--json`` for machines and a table for people. Exit code 0: done; 1: failed, with
one line on stderr; 2: wrong usage.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from corridors.cli import flows, pipelines
from corridors.cli.output import ERR, OUT, say, show, show_throughput
from corridors.errors import BadInput, CorridorsError

PAGES = (".html",)

app = typer.Typer(
    help="Land trade corridors from China through Kazakhstan to Europe.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
Names = Annotated[list[str] | None, typer.Option()]


def main() -> None:
    """Run the command line; turn every expected failure into one line and exit code 1."""
    try:
        app(_joined(sys.argv[1:]))
    except CorridorsError as fault:
        ERR.print(f"corridors: {fault}", markup=False, soft_wrap=True)
        sys.exit(1)
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(1)


def _joined(arguments: list[str]) -> list[str]:
    """Make one value of the two places that follow ``map --route``; Typer takes no list of pairs."""
    out, left = [], list(arguments)
    while left:
        word = left.pop(0)
        out.append(word)
        if word == "--route" and len(left) > 1 and ";" not in left[0] and not left[1].startswith("-"):
            out.append(f"{left.pop(0)};{left.pop(0)}")
    return out


@app.command()
def route(  # noqa: PLR0917 - one parameter an option
    origin: str,
    destination: str,
    via: Annotated[list[str] | None, typer.Option(help="Pass this place; may be given again.")] = None,
    avoid: Annotated[
        list[str] | None, typer.Option(help="Keep off this place, crossing or country.")
    ] = None,
    mode: Annotated[
        list[str] | None, typer.Option(help="rail, road, ferry or sea; may be given again.")
    ] = None,
    by: Annotated[str, typer.Option(help="distance or time")] = "distance",
    alternatives: Annotated[int, typer.Option(help="How many other routes to look for, 0 to 8.")] = 0,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Find the best route between two places."""
    from corridors.routing.planner import DEFAULT_MODES, Question, default_planner  # noqa: PLC0415

    if output:
        _check_suffix(output)
    modes = tuple(mode or DEFAULT_MODES)
    question = Question(origin, destination, tuple(via or ()), tuple(avoid or ()), modes, by, alternatives)
    answer = default_planner().answer(question)
    if output:
        _write_route(answer, output)
    if as_json:
        say(answer.to_dict())
    elif not output:
        _show_route(answer)


def _check_suffix(path: Path) -> None:
    from corridors.exchange import FORMATS  # noqa: PLC0415

    allowed = [*(f".{name}" for name in FORMATS), *PAGES]
    if path.suffix.lower() not in allowed:
        message = f"{path.name} has no known ending; choose one of {', '.join(allowed)}."
        raise BadInput(message)


def _write_route(answer: Any, path: Path) -> None:
    if path.suffix.lower() in PAGES:
        from corridors.webmap import MapView, to_html  # noqa: PLC0415

        _save(path, to_html(MapView(routes=(answer,))))
    else:
        from corridors.exchange import write  # noqa: PLC0415

        write(answer, path)
    ERR.print(f"Wrote {path}", markup=False, soft_wrap=True)


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as fault:
        message = f"{path} cannot be written: {fault.strerror}. Choose another folder."
        raise BadInput(message) from fault


def _show_route(answer: Any) -> None:
    for found in answer.routes:
        days = found.time_h / 24
        low, high = (h / 24 for h in found.time_range_h)
        OUT.print(
            f"{answer.origin.name} – {answer.destination.name}: {found.distance_km:,.0f} km, "
            f"{days:.1f} days ({low:.1f}–{high:.1f}), {found.family}",
            markup=False,
        )
        legs = {"mode": "Mode", "country": "Country", "gauge_mm": "Gauge mm", "from": "From", "to": "To",
                "distance_km": "km", "time_h": "h"}  # fmt: skip
        show("Legs", legs, [leg.to_dict() for leg in found.legs])
        points = {"name": "Crossing", "from_country": "From", "to_country": "To", "gauge_break": "Gauge break",
                  "dwell_h": "Dwell h", "source": "Source"}  # fmt: skip
        show("Crossings", points, [c.to_dict() for c in found.crossings])
        sources = {
            "id": "Source",
            "title": "Title",
            "publisher": "Publisher",
            "date": "Date",
            "confidence": "Confidence",
        }
        show("Sources", sources, [s.to_dict() for s in found.sources])
        OUT.print(f"Repaired track {found.trust.repaired_km:,.1f} km; map of {found.trust.data_date}")
    for note in answer.notes:
        OUT.print(note, markup=False)


@app.command()
def places(query: str, as_json: Json = False) -> None:
    """Find places by a name in any script, a UN/LOCODE or lon,lat."""
    from corridors.gazetteer import Gazetteer  # noqa: PLC0415

    gazetteer = Gazetteer.load()
    found = gazetteer.find(query) or (gazetteer.resolve(query),)
    rows = [p.to_dict() for p in found]
    if as_json:
        say({"places": rows})
        return
    columns = {
        "name": "Name",
        "country": "Country",
        "kind": "Kind",
        "lon": "Lon",
        "lat": "Lat",
        "locode": "LOCODE",
    }
    show(
        "Places", columns, [row | {"lon": f"{row['lon']:.4f}", "lat": f"{row['lat']:.4f}"} for row in rows]
    )


@app.command()
def layers(
    name: Annotated[str | None, typer.Argument()] = None,
    year: Annotated[int | None, typer.Option(help="As it stood at the end of this year.")] = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """List the layers, or give one as GeoJSON."""
    from corridors.data import layers as store  # noqa: PLC0415

    if name is None:
        rows = store.describe()
        columns = {
            "name": "Name",
            "title": "Title",
            "features": "Features",
            "licence": "Licence",
            "data_date": "Date",
        }
        if as_json:
            say({"layers": rows})
        else:
            show("Layers", columns, rows)
        return
    frame = store.load(name, year)
    if output:
        from corridors.exchange import write  # noqa: PLC0415

        write(frame, output)
        ERR.print(f"Wrote {output}", markup=False, soft_wrap=True)
    else:
        from corridors.exchange import to_bytes  # noqa: PLC0415

        sys.stdout.write(to_bytes(frame, "geojson").decode() + "\n")


@app.command()
def throughput(
    name: Annotated[
        str | None, typer.Argument(help="A crossing, pipeline, service, or trade; without it, all names.")
    ] = None,
    metric: Annotated[
        str | None, typer.Option(help="Only this metric, such as china_europe_trains.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Give what was carried year by year, with sources; missing years are said."""
    from corridors.traffic.series import annual, overview  # noqa: PLC0415

    if name is not None:
        found = annual(name, metric)
        if as_json:
            say(found.to_dict())
        else:
            show_throughput(found)
        return
    rows = overview(metric)
    if as_json:
        say({"throughput": rows})
        return
    columns = {
        "name": "Name",
        "title": "Title",
        "metrics": "Metrics",
        "first_year": "From",
        "last_year": "To",
    }
    show("Throughput", columns, [row | {"metrics": ", ".join(row["metrics"])} for row in rows])


@app.command("map")
def map_(
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")],
    routes: Annotated[
        list[str] | None,
        typer.Option("--route", metavar="ORIGIN DESTINATION", help="Draw this route; may be given again."),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year of the slider, 1990 to 2026; else today.")] = None,
    lang: Annotated[str, typer.Option(help="Language of names: en, zh, ru or fr.")] = "en",
) -> None:
    """Write a map into one file that opens anywhere, also offline."""
    from corridors.routing.corridors import corridor_routes  # noqa: PLC0415
    from corridors.routing.planner import default_planner  # noqa: PLC0415
    from corridors.webmap import MapView, to_html  # noqa: PLC0415

    if output.suffix.lower() not in PAGES:
        message = f"{output.name} must end in .html."
        raise BadInput(message)
    planner = default_planner()
    answers = tuple(planner.route(*_pair(text)) for text in routes or ())
    families = () if answers else corridor_routes(planner)
    _save(output, to_html(MapView(corridors=families, routes=answers, lang=lang, year=year)))
    ERR.print(f"Wrote {output} ({output.stat().st_size / 1e6:.1f} MB)", markup=False, soft_wrap=True)


def _pair(text: str) -> tuple[str, str]:
    parts = [p.strip() for p in text.split(";")]
    if len(parts) != 2 or not all(parts):  # noqa: PLR2004 - from and to
        message = f"--route needs two places, ORIGIN DESTINATION; got {text!r}."
        raise BadInput(message)
    return parts[0], parts[1]


@app.command()
def check(as_json: Json = False) -> None:
    """Check every shipped file: ledger, hashes, schemas, network."""
    from corridors.analysis.checking import check_all  # noqa: PLC0415

    faults = check_all()
    if as_json:
        say({"ok": not faults, "faults": [{"what": a, "message": b} for a, b in faults]})
    elif not faults:
        OUT.print("Everything is intact.")
    else:
        show(
            "Faults",
            {"what": "What", "message": "What is wrong"},
            [{"what": a, "message": b} for a, b in faults],
        )
    if faults:
        ERR.print(f"corridors: {len(faults)} faults found; the list is on stdout.")
        raise typer.Exit(1)


@app.command()
def backtest(file: Annotated[Path | None, typer.Argument()] = None, as_json: Json = False) -> None:
    """Hold modelled lengths against published ones, shipped or from your own table."""
    from corridors.analysis import backtest as analysis  # noqa: PLC0415
    from corridors.routing.planner import default_planner  # noqa: PLC0415

    if file is None:
        result = analysis.backtest(default_planner(), analysis.published_lengths())
    else:
        from corridors.exchange import read_table  # noqa: PLC0415

        table = read_table(file)
        bad = [row.to_dict() for row in table.failed]
        result = analysis.backtest(default_planner(), table.rows, failed=bad)
    if as_json:
        say(result.to_dict())
        return
    columns = {
        "key": "Line",
        "published_km": "Published km",
        "modelled_km": "Modelled km",
        "error_pct": "Error %",
    }
    show("Published and modelled", columns, [row.to_dict() for row in result.rows])
    figures = result.to_dict()
    OUT.print(
        f"Median absolute error {figures['median_abs_error_pct']} %, 90 % within {figures['p90_abs_error_pct']} %"
    )
    for row in result.failed:
        ERR.print(f"{row['key']}: {row['reason']}", markup=False, soft_wrap=True)


@app.command("app")
def app_(
    port: Annotated[int | None, typer.Option(help="Port to serve on; a free one by default.")] = None,
) -> None:
    """Start the app in the browser."""
    chosen = port or _free_port()
    script = Path(__file__).resolve().parent.parent / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(chosen)]
    ERR.print(f"Open http://localhost:{chosen}", markup=False, soft_wrap=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else the server outlives this process
    with subprocess.Popen(command, cwd=script.parent, env=os.environ.copy()) as server:
        _wait(server)


def _wait(server: subprocess.Popen[bytes]) -> None:
    try:
        code = server.wait()
    except KeyboardInterrupt:
        server.terminate()
        code = server.wait()
    if code not in (0, -2, -15, 130):
        raise typer.Exit(1)


def _free_port(first: int = 8501, last: int = 8599) -> int:
    for port in range(first, last + 1):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    message = f"No port between {first} and {last} is free; give one with --port."
    raise BadInput(message)


app.command()(pipelines.pipeline)
app.command()(pipelines.pipelines_import)
app.command()(flows.flows)
app.command()(flows.services)


if __name__ == "__main__":
    main()
