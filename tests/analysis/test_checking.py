"""``check``: intact data passes, every damage is found and named."""

from __future__ import annotations

import hashlib
import json
import shutil

import numpy as np
import pytest
from shipped import corridors

from corridors.analysis.checking import check_all
from corridors.data import layers
from corridors.data.ledger import Ledger


@pytest.fixture
def copy(tmp_path, geodata):
    """Return a copy of the shipped data that may be damaged."""
    shutil.copytree(geodata, tmp_path / "geodata")
    return tmp_path / "geodata"


def test_the_shipped_data_are_intact(geodata):
    assert check_all(geodata) == []


def test_the_command_says_so():
    done = corridors("check", "--json")
    answer = json.loads(done.stdout)
    assert (answer["ok"], answer["faults"]) == (True, [])
    assert done.returncode == 0


@pytest.mark.parametrize("file", ["osm/network.npz", "tables/crossings.csv", "layers/cities.parquet"])
def test_a_changed_byte_is_found(copy, file):
    path = copy / file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert file in {what for what, _ in check_all(copy)}


@pytest.mark.parametrize("content", [b"", b"PAR1", b"rubbish" * 999])
def test_a_damaged_outline_of_countries_is_one_fault(copy, content):
    name = "layers/countries_tagging.parquet"
    (copy / name).write_bytes(content)
    assert [what for what, _ in check_all(copy)] == [name]


def test_a_damaged_file_of_each_layer_is_one_fault(copy):
    ledger = Ledger.load(copy)
    files = {ledger.resource(layers.spec(name).resource).file for name in layers.names(ledger)}
    files = sorted(file for file in files if not file.startswith("tables/"))
    for file in files:
        data = (copy / file).read_bytes()
        (copy / file).write_bytes(data[: len(data) // 2])
    found = check_all(copy)
    assert [what for what, _ in found if what in files] == [f for f in ledger_order(ledger) if f in files]
    assert all("\n" not in message for _, message in found)


def ledger_order(ledger):
    return [resource.file for resource in ledger.resources.values()]


def test_missing_and_unlisted_files_are_found(copy):
    (copy / "tables" / "ferries.csv").unlink()
    (copy / "tables" / "stray.csv").write_text("a\n1\n")
    faults = dict(check_all(copy))
    assert {"tables/ferries.csv", "tables/stray.csv"} <= set(faults)
    assert "missing" in faults["tables/ferries.csv"]


def test_a_damaged_network_is_a_fault_not_a_traceback(copy):
    done = {}
    for content in (b"", b"PK\x03\x04rubbish"):
        (copy / "osm" / "network.npz").write_bytes(content)
        done = corridors("check", "--json", CORRIDORS_GEODATA=str(copy))
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        found = json.loads(done.stdout)
        assert not found["ok"]
        assert "network" in {fault["what"] for fault in found["faults"]}
    assert len(done.stderr.strip().splitlines()) == 1


def relist(folder, file):
    """Write the ledger anew for a file that was changed."""
    ledger = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (entry,) = [e for e in ledger["resources"] if e["path"] == file]
    data = (folder / file).read_bytes()
    entry |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    (folder / "datapackage.json").write_text(json.dumps(ledger), encoding="utf-8")


def test_points_that_stand_in_no_table_are_found(copy):
    path = copy / "tables" / "gauge_points.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = next(i for i, line in enumerate(lines) if line.startswith("gauge-altynkol"))
    path.write_text("".join(lines[:gone] + lines[gone + 1 :]), encoding="utf-8")
    relist(copy, "tables/gauge_points.csv")
    assert ("network", "point gauge-altynkol-huoerguosi stands in no table") in check_all(copy)


def test_an_order_of_other_nodes_is_found(copy):
    np.save(copy / "osm" / "node_order.npy", np.arange(10, dtype=np.uint32))
    relist(copy, "osm/node_order.npy")
    assert any("node_order.npy is not an order" in text for _, text in check_all(copy))
