"""Files that are whole or not there, and what dead processes left."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from corridors.files import clear_left, own_folder, write_whole


def test_a_file_is_written_and_nothing_is_left_beside(tmp_path):
    path = tmp_path / "a.csv"
    assert write_whole(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_output_leaves_the_good_file_of_before(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_rights_and_links_stay(tmp_path):
    path, link = tmp_path / "a.csv", tmp_path / "link.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_rights_of_new_files(tmp_path):
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"")
    assert write_whole(tmp_path / "ours", b"").stat().st_mode == ordinary.stat().st_mode


def test_a_device_is_written_to_as_it_is():
    write_whole(Path(os.devnull), b"anything")
    assert not stat.S_ISREG(Path(os.devnull).stat().st_mode)


def test_left_overs_of_the_dead_are_cleared_and_those_of_the_living_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    mine = own_folder("app")
    (mine / "map.json").write_text("{}")
    code = "import tempfile, sys; tempfile.tempdir = sys.argv[1]; from corridors.files import own_folder; print(own_folder('app'))"
    dead = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    (tmp_path / "somebody-else-1-x").mkdir()
    assert (tmp_path / dead.stdout.strip()).is_dir()
    assert clear_left() == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([mine.name, "somebody-else-1-x"])
