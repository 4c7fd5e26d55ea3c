"""The command line: answers in the contract's form, one clear line when it fails, and the right exit code."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import zipfile
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pytest
from shipped import ROOT, assert_one_line, call, corridors

import corridors as co

MAIN_JOB = ("route", "Chongqing", "Duisburg", "--via", "Khorgos")
TABULAR = ("geojson", "gpkg", "kml", "csv", "xlsx")
LEG_KEYS = {"mode", "from", "to", "country", "gauge_mm", "distance_km", "time_h"}
ROUTE_KEYS = {
    *("id", "family", "distance_km", "time_h", "time_range_h", "countries", "modes", "legs", "crossings"),
    *("trust", "sources"),
}
CROSSING_KEYS = {
    *("name", "from_country", "to_country", "gauge_break", "dwell_h", "dwell_range_h", "source"),
}


def answer(*arguments):
    """Return the JSON of a command that succeeds."""
    code, out, err = call(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


# ---------------------------------------------------------------------------------- in its own process
def test_scripts_run_gives_the_main_route_as_json_and_nothing_else():
    import subprocess

    done = subprocess.run(
        [str(ROOT / "scripts" / "run"), *MAIN_JOB, "--json"],
        capture_output=True, encoding="utf-8", timeout=180, check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    (route,) = answer["routes"]
    assert answer["origin"]["name"] == "Chongqing"
    assert answer["destination"]["name"] == "Duisburg"
    passed = {c["name"]: c for c in route["crossings"]}
    assert passed["Huoerguosi–Altynkol"]["gauge_break"]
    breaks = [c for c in route["crossings"] if c["gauge_break"]]
    assert len(breaks) == 2
    assert breaks[1]["from_country"] in {"BY", "UA", "LT", "RU", "MD"}
    assert sum(route["countries"].values()) == pytest.approx(route["distance_km"], rel=0.001)
    assert sum(leg["distance_km"] for leg in route["legs"]) == pytest.approx(
        route["distance_km"], rel=0.001
    )
    ends = [(leg["from"], leg["to"]) for leg in route["legs"]]
    assert [a[1] for a in ends[:-1]] == [b[0] for b in ends[1:]]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("route", "Chongqingg", "Duisburg"), 1, ("Chongqingg", "Chongqing")),
        (("route", "Chongqing"), 2, ()),
        (("flyto", "Chongqing"), 2, ()),
    ],
)
def test_a_process_ends_with_the_right_code_and_no_traceback(arguments, code, words):
    done = corridors(*arguments)
    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    if code == 1:
        assert_one_line(done.stderr, *words)


# ----------------------------------------------------------------------------------------------- route
def test_route_json_has_the_contracts_form():
    found = answer(*MAIN_JOB)
    assert {"origin", "destination", "routes"} <= set(found)
    (route,) = found["routes"]
    assert set(route) >= ROUTE_KEYS
    assert all(set(leg) >= LEG_KEYS for leg in route["legs"])
    assert all(set(c) >= CROSSING_KEYS for c in route["crossings"])
    assert set(route["trust"]) == {"repaired_km", "assumed_speed_km", "snap_km", "data_date"}
    assert len(route["time_range_h"]) == len(route["trust"]["snap_km"]) == 2


def test_the_json_is_what_the_python_call_gives():
    for options, how in (
        (("--by", "time"), {"by": "time"}),
        (("--avoid", "RU", "--mode", "rail", "--mode", "ferry"), {"avoid": ["RU"]}),
        (("--via", "Almaty", "--via", "Moscow"), {"via": ["Almaty", "Moscow"]}),
    ):
        assert (
            answer("route", "Chongqing", "Duisburg", *options)
            == co.route("Chongqing", "Duisburg", **how).to_dict()
        )


@pytest.mark.parametrize("name", ["Khorgos", "Horgos", "Хоргос", "Қорғас", "霍尔果斯"])
def test_any_script_names_the_same_stop(name):
    route = answer("route", "重庆", "Дуйсбург", "--via", name)["routes"][0]
    assert route == answer(*MAIN_JOB)["routes"][0] | {"legs": route["legs"]}
    assert "Huoerguosi–Altynkol" in {c["name"] for c in route["crossings"]}


@pytest.mark.parametrize("thing", ["RU", "Huoerguosi–Altynkol", "Minsk", "brest–terespol"])
def test_country_crossing_and_place_can_be_avoided(thing):
    plain = answer("route", "Chongqing", "Duisburg")["routes"][0]
    other = answer("route", "Chongqing", "Duisburg", "--avoid", thing)["routes"][0]
    assert other["distance_km"] >= plain["distance_km"] - 0.5
    assert thing not in other["countries"]
    assert thing.lower() not in {c["name"].lower() for c in other["crossings"]}


def test_people_get_a_table():
    code, out, err = call(*MAIN_JOB)
    assert (code, err) == (0, "")
    for word in ("Chongqing", "Duisburg", "km", "days", "Huoerguosi–Altynkol", "1520", "Northern"):
        assert word in out


@pytest.mark.parametrize("ending", TABULAR)
def test_a_route_is_written_in_every_form(tmp_path, ending):
    path = tmp_path / f"route.{ending}"
    code, out, err = call(*MAIN_JOB, "-o", path)
    assert (code, out) == (0, "")
    assert path.name in err
    legs = co.route("Chongqing", "Duisburg", via=["Khorgos"]).routes[0].legs
    if ending in {"geojson", "gpkg"}:
        frame = gpd.read_file(path, **({"layer": "legs"} if ending == "gpkg" else {}))
        lines = frame[frame.geom_type.isin(["LineString", "MultiLineString"])]
        assert len(lines) >= len(legs)
        assert lines.crs.to_epsg() == 4326
    elif ending == "kml":
        ET.parse(path)
    elif ending == "xlsx":
        assert len(pd.read_excel(path)) >= len(legs)
        assert zipfile.is_zipfile(path)
    else:
        assert len(pd.read_csv(path)) >= len(legs)


def test_a_route_is_written_as_a_page_and_as_json_at_once(tmp_path):
    path = tmp_path / "route.html"
    code, out, err = call(*MAIN_JOB, "--json", "-o", path)
    assert code == 0
    assert json.loads(out)["routes"]
    assert path.name in err
    assert path.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")


def test_an_unknown_ending_is_refused_before_any_work(tmp_path):
    code, out, err = call(*MAIN_JOB, "-o", tmp_path / "route.docx")
    assert (code, out) == (1, "")
    assert_one_line(err, "route.docx", ".geojson", ".html")


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "html", "xlsx"])
def test_a_file_that_cannot_be_written_is_told(tmp_path, ending):
    code, _, err = call("route", "Almaty", "Astana", "-o", tmp_path / "no" / "such" / f"x.{ending}")
    assert code == 1
    assert_one_line(err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Atlantiss", "Duisburg"), ("Atlantiss",)),
        (("Chongqing", "Duisburg", "--via", "Khorgoss"), ("Khorgoss", "Khorgos")),
        (("Chongqing", "Duisburg", "--avoid", "Qwxyz"), ("Qwxyz",)),
        (("Chongqing", "Honolulu"), ("Honolulu", "away")),
        (("Chongqing", "Duisburg", "--via", "Reykjavik"), ("Reykjav",)),
        (("Chongqing", "Duisburg", "--via", "Baku", "--avoid", "AZ"), ("Baku",)),
        (("Almaty", "Duisburg", "--avoid", "RU", "--avoid", "AZ", "--avoid", "TM", "--avoid", "CN"), ("ends near", "short of Duisburg")),
        (("500,500", "Duisburg"), ("500",)),
        (("", "Duisburg"), ()),
        (("[bold]x[/bold]", "Duisburg"), ("[bold]x[/bold]",)),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_one_line(arguments, words):
    code, out, err = call("route", *arguments)
    assert (code, out) == (1, "")
    assert_one_line(err, *words)


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("route",), ("route", "A"), ("route", "A", "B", "C"), ("route", "A", "B", "--colour", "red"),
        ("route", "A", "B", "--via"), ("map",), ("nothing",), ("layers", "--year", "soon"), ("app", "--port", "x"),
    ],
)  # fmt: skip
def test_wrong_usage_is_code_2_and_no_traceback(arguments):
    code, _, err = call(*arguments)
    assert code == (0 if not arguments else 2) or (not arguments and code == 2)
    assert "Traceback" not in err


def test_every_command_explains_itself():
    code, out, _ = call("--help")
    assert code == 0
    for command in ("route", "places", "layers", "map", "check", "backtest", "app"):
        assert command in out
        code, help_, _ = call(command, "--help")
        assert code == 0
        assert "Usage" in help_


# ---------------------------------------------------------------------------------------------- places
@pytest.mark.parametrize("query", ["Khorgos", "霍尔果斯", "Хоргос", "KZALA", "80.4,44.2"])
def test_places_json_has_the_contracts_form(query):
    found = answer("places", query)["places"]
    assert found
    for place in found:
        assert set(place) == {"name", "names", "country", "lon", "lat", "kind", "locode"}
        assert -180 <= place["lon"] <= 180
        assert -90 <= place["lat"] <= 90


def test_places_come_best_first_and_as_a_table():
    assert answer("places", "Almaty")["places"][0]["name"] == "Almaty"
    code, out, _ = call("places", "阿拉木图")
    assert code == 0
    assert "Almaty" in out


@pytest.mark.parametrize("query", ["Qwxyzzz", "999,999", ""])
def test_a_place_nobody_knows_is_told(query):
    code, out, err = call("places", query, "--json")
    assert (code, out) == (1, "")
    assert_one_line(err, query)


# ---------------------------------------------------------------------------------------------- layers
def test_layers_json_has_the_contracts_form():
    rows = answer("layers")["layers"]
    assert len(rows) >= 10
    assert all(
        {"name", "title", "features", "licence", "attribution", "data_date"} <= set(row) for row in rows
    )
    assert len({row["name"] for row in rows}) == len(rows)
    assert call("layers")[0] == 0


def test_one_layer_is_geojson(tmp_path):
    code, out, _ = call("layers", "crossings")
    assert code == 0
    collection = json.loads(out)
    assert collection["type"] == "FeatureCollection"
    assert collection["features"]
    assert call("layers", "crossings", "--year", "1990")[0] == 0
    assert len(json.loads(call("layers", "crossings", "--year", "1990")[1])["features"]) < len(
        collection["features"]
    )
    code, _, _ = call("layers", "crossings", "-o", tmp_path / "x.gpkg")
    assert code == 0
    assert len(gpd.read_file(tmp_path / "x.gpkg")) == len(collection["features"])


def test_an_unknown_layer_is_told_with_those_there_are():
    code, out, err = call("layers", "dragons")
    assert (code, out) == (1, "")
    assert_one_line(err, "dragons", "crossings")


# ------------------------------------------------------------------------------------------------- map
def test_a_map_with_routes_is_one_page(tmp_path):
    path = tmp_path / "map.html"
    code, out, err = call("map", "--route", "Chongqing", "Duisburg", "-o", path)
    assert (code, out) == (0, "")
    assert path.name in err
    text = path.read_text(encoding="utf-8")
    assert "</html>" in text
    assert path.stat().st_size > 1e5


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--route", "Chongqing", "-o", "m.html"), 2),
        (("--route", "Chongqing", "Atlantiss", "-o", "m.html"), 1),
        (("-o", "m.pdf"), 1),
        (("-o", "/no/such/folder/m.html"), 1),
        (("--lang", "xx", "-o", "m.html"), 2),
    ],
)
def test_a_map_that_cannot_be_made_is_told(tmp_path, monkeypatch, arguments, code):
    monkeypatch.chdir(tmp_path)
    ended, out, err = call("map", *arguments)
    assert ended in ({1, 2} if code == 2 else {1})
    assert out == ""
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_ending_the_app_from_outside_ends_its_server_too():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-P", "-m", "corridors", "app", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as app:
        wait_for_port(port, answers=True)
        app.terminate()
        app.wait(timeout=60)
    wait_for_port(port, answers=False)


def wait_for_port(port, *, answers):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if (probe.connect_ex(("127.0.0.1", port)) == 0) is answers:
                return
        time.sleep(0.2)
    pytest.fail(f"port {port} should {'answer' if answers else 'be free'}")
