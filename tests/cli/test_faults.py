"""Bad tables and damaged data: one clear line, exit code 1, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from unittest import mock

import pytest
from shipped import assert_one_line, call

from corridors.routing import planner


# ------------------------------------------------------------------------------------------- one place
@pytest.mark.parametrize(
    "question",
    [
        ("route", "Xi'an", "西安"),
        ("route", "Xi'an", "Xi'an", "--alternatives", "2", "--json"),
        ("pipeline", "Tengiz", "Tengiz"),
    ],
)
def test_one_place_twice_is_one_line(question):
    code, out, err = call(*question)
    assert (code, out) == (1, "")
    assert_one_line(err, "one place", "apart")


def test_a_round_trip_by_another_place_is_a_route():
    assert result_of("route", "Almaty", "Almaty", "--via", "Astana")["routes"][0]["distance_km"] > 1000


# -------------------------------------------------------------------------------------------- backtest
def test_backtest_json_has_the_contracts_form():
    found = result_of("backtest")
    assert set(found) == {
        *("rows", "failed", "median_abs_error_pct", "p90_abs_error_pct", "p95_abs_error_pct"),
    }
    assert all(
        set(row) - {"notes", "warnings"} == {"key", "published_km", "modelled_km", "error_pct"}
        for row in found["rows"]
    )
    for row in found["rows"]:
        error = (row["modelled_km"] / row["published_km"] - 1) * 100
        assert error == pytest.approx(row["error_pct"], abs=max(0.02, 10 / row["published_km"]))


def result_of(*arguments):
    """Return the JSON of a command that succeeds."""
    code, out, _ = call(*arguments, "--json")
    assert code == 0
    return json.loads(out)


def table(tmp_path, text, name="mine.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def test_good_rows_of_an_own_table_go_through_and_bad_ones_are_listed(tmp_path):
    path = table(
        tmp_path,
        "from,to,published_km,via\n"
        "Almaty,Astana,1300,\n"
        "阿拉木图,Москва,4000,Karaganda; Saryagash\n"
        "Almaty,Atlantiss,100,\n"
        "Almaty,Astana,many,\n"
        "Almaty,Astana,-5,\n"
        "Almaty,Honolulu,9,\n"
        ",Astana,9,\n",
    )
    found = result_of("backtest", path)
    assert len(found["rows"]) == 2
    assert len(found["failed"]) == 5
    assert all(set(row) == {"key", "reason"} and row["reason"] for row in found["failed"])
    told = " ".join(row["reason"] for row in found["failed"])
    for word in ("Atlantiss", "many", "-5", "Honolulu"):
        assert word in told
    code, out, err = call("backtest", path)
    assert code == 0
    assert "Median" in out
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (bytes(range(256)) * 20, ()),
        (b"\x00" * 500, ()),
        (b"", ("empty",)),
        ("a,b,c\n1,2,3\n", ("from", "to", "published_km")),
        ("from,to\nAlmaty,Astana\n", ("published_km",)),
        ("from,to,published_km\n", ()),
        ("PK\x03\x04 not a workbook", ()),
    ],
    ids=["bytes", "zeros", "empty", "columns", "a column", "no row", "no workbook"],
)
def test_a_broken_table_is_told_in_one_line(tmp_path, text, words):
    for name in ("mine.csv", "mine.xlsx"):
        code, out, err = call("backtest", table(tmp_path, text, name), "--json")
        assert (code, out) == (1, "")
        assert_one_line(err, *(words if name.endswith("csv") else ()))


def test_a_table_that_is_not_there_is_told(tmp_path):
    for path in (tmp_path / "missing.csv", tmp_path):
        code, out, err = call("backtest", path)
        assert (code, out) == (1, "")
        assert_one_line(err)


# ---------------------------------------------------------------------------------------- damaged data
@contextmanager
def data_from(folder):
    """Read data anew from another folder."""
    with (
        mock.patch.dict(os.environ, CORRIDORS_GEODATA=str(folder)),
        mock.patch.object(planner, "default_planner", planner.Planner.load),
    ):
        yield


def cut_short(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def alter(path):
    path.write_bytes(path.read_bytes().replace(b"rail", b"r\x00\xff\xfel", 50))


def empty(path):
    path.write_bytes(b"")


DAMAGES = [
    ("osm/network.npz", cut_short), ("osm/network.npz", empty), ("osm/network.npz", "gone"),
    ("osm/node_order.npy", cut_short), ("osm/crossings_derived.csv", empty), ("tables/crossings.csv", alter),
    ("tables/crossings.csv", empty), ("tables/assumptions.csv", cut_short), ("tables/assumptions.csv", empty),
    ("tables/gauge_points.csv", "gone"), ("tables/terminals.csv", empty), ("tables/ferries.csv", alter),
    ("layers/places.csv.gz", cut_short), ("layers/unlocode.csv.gz", cut_short), ("datapackage.json", cut_short),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "damage"), DAMAGES, ids=[f"{f} {getattr(d, '__name__', d)}" for f, d in DAMAGES]
)
def test_damaged_data_is_told_in_one_line(tmp_path, geodata, file, damage):
    """Damage one file of a copy: the route fails in one line, or, where the file plays no part, is right."""
    folder = tmp_path / "geodata"
    shutil.copytree(geodata, folder, ignore=shutil.ignore_patterns("relief*", "*_10m*", "*_lines*"))
    if damage == "gone":
        (folder / file).unlink()
    else:
        damage(folder / file)
    with data_from(folder):
        code, out, err = call("route", "KZALA", "DEDUI", "--json")
    assert (code, out) == (1, "")
    assert_one_line(err, file.rsplit("/", 1)[-1])
    assert str(tmp_path) not in err


def test_a_folder_without_data_is_told(tmp_path):
    for command in (
        ("route", "Almaty", "Astana"),
        ("places", "Almaty"),
        ("layers",),
        ("backtest",),
        ("check",),
    ):
        with data_from(tmp_path):
            code, _, err = call(*command)
        assert code == 1, command
        assert_one_line(err)
