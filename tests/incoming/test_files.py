from __future__ import annotations

import bz2
import gzip
import os
import socket

import pytest

from corridors.errors import BadTable
from corridors.incoming import read_bounded, read_unpacked, regular_size
from corridors.incoming.files import shown


def test_only_files_are_read_and_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "s.csv"))
        kinds = {"pipe.csv": "a pipe", "zero.csv": "a device", "s.csv": "a socket", ".": "a folder"}
        for name, kind in kinds.items():
            with pytest.raises(BadTable, match=f"is {kind}, and only files are read"):
                read_bounded(tmp_path / name, 100)


def test_a_file_has_as_many_bytes_as_are_allowed_or_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"x" * 10)
    assert regular_size(path, 10) == len(read_bounded(path, 10)) == 10
    with pytest.raises(BadTable, match=r"x\.csv has .* at most .* are read"):
        read_bounded(path, 9)
    with pytest.raises(BadTable, match="cannot be opened: No such file"):
        read_bounded(tmp_path / "none.csv", 9)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_what_is_packed_is_unpacked_up_to_a_bound(tmp_path, pack):
    path = tmp_path / "x.osm.packed"
    path.write_bytes(pack(b"<osm/>"))
    assert read_unpacked(path, 1000) == b"<osm/>"
    path.write_bytes(pack(b" " * 2000))
    with pytest.raises(BadTable, match="unpack to more than"):
        read_unpacked(path, 1000)
    path.write_bytes(pack(b" " * 40_000_000))  # within the bound, but packed as no text is
    with pytest.raises(BadTable, match="unpack to more than 10 MB"):
        read_unpacked(path, 300_000_000)


def test_a_name_that_steers_a_terminal_is_shown_plain(tmp_path):
    assert shown(tmp_path / "a\x1b[31mb.csv") == r"a\x1b[31mb.csv"
    assert len(shown(tmp_path / ("x" * 200))) == 80
