"""The last lines of defence of the command line, in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BASE = [sys.executable, "-P", "-m", "corridors"]


def run(*arguments, stdout=subprocess.PIPE, **environment):
    return subprocess.run(
        [*BASE, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
        timeout=120,
        check=False,
    )


def test_a_full_disk_is_told_in_one_line():
    with Path("/dev/full").open("wb") as full:
        ended = run("throughput", "khorgos", stdout=full)
    assert ended.returncode == 1
    assert ended.stderr.decode().strip().count("\n") == 0
    assert b"No space left on device" in ended.stderr


def test_a_terminal_without_the_letters_gets_escapes():
    plain = run("places", "Хоргос", PYTHONIOENCODING="ascii")
    assert plain.returncode == 0
    assert b"Khorgos" in plain.stdout
    told = run("places", "Хоргос", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(told.stdout.decode("ascii"))["places"][0]["names"]["ru"] == "Хоргос"


def test_a_file_name_cannot_steer_the_terminal(tmp_path):
    path = tmp_path / "a\x1b[2Jb.csv"
    path.write_text("x\n1\n")
    ended = run("backtest", str(path))
    assert ended.returncode == 1
    assert b"\x1b" not in ended.stderr
    assert rb"\x1b" in ended.stderr


def test_a_table_without_a_good_row_fails_with_its_reasons(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("from,to,published_km\nNowhereatall,Almaty,10\n")
    ended = run("backtest", str(path))
    assert ended.returncode == 1
    assert b"Nowhereatall" in ended.stderr
    assert b"None %" not in ended.stdout


def test_whatever_nobody_foresaw_is_one_line(monkeypatch, capsys):
    from corridors.cli import main as door

    def broken(arguments):
        raise ZeroDivisionError("x\ny")

    monkeypatch.setattr(door, "app", broken)
    monkeypatch.setattr(door.os, "dup2", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        door.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.strip().count("\n") == 0
