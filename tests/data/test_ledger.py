"""The ledger: what it demands of an entry, and what it says of files that are not as listed."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from corridors.data.ledger import ALLOWED_LICENCES, LEDGER_NAME, Ledger, Resource, geodata_dir
from corridors.errors import DamagedData, UnknownName

ROOT = Path(__file__).resolve().parents[2]
ENTRY = {
    "name": "note",
    "path": "tables/note.csv",
    "title": "Note",
    "bytes": 4,
    "hash": "sha256:" + hashlib.sha256(b"a,b\n").hexdigest(),
    "licenses": [{"name": "CC-BY-4.0"}],
    "attribution": "Us",
}


@pytest.fixture
def folder(tmp_path):
    """Return a data folder with one table."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "note.csv").write_bytes(b"a,b\n")
    write(tmp_path, ENTRY)
    return tmp_path


def write(folder, *entries):
    (folder / LEDGER_NAME).write_text(json.dumps({"resources": entries}), encoding="utf-8")


def kinds(folder):
    return [f.kind for f in Ledger.load(folder).verify()]


def test_folder_is_beside_the_package_unless_the_environment_says_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("CORRIDORS_GEODATA", raising=False)
    assert (geodata_dir() / LEDGER_NAME).is_file()
    assert geodata_dir().parent == ROOT
    monkeypatch.setenv("CORRIDORS_GEODATA", str(tmp_path))
    assert geodata_dir() == tmp_path


def test_in_an_installed_package_the_folder_is_inside(monkeypatch, tmp_path):
    monkeypatch.delenv("CORRIDORS_GEODATA", raising=False)
    monkeypatch.setattr("corridors.data.ledger.files", lambda _package: tmp_path / "corridors")
    (tmp_path / "geodata").mkdir()
    assert geodata_dir() == tmp_path / "geodata"
    (tmp_path / "corridors" / "geodata").mkdir(parents=True)
    assert geodata_dir() == tmp_path / "corridors" / "geodata"


def test_an_intact_folder_has_no_faults(folder):
    assert kinds(folder) == []
    assert Ledger.load(folder).path("note").read_bytes() == b"a,b\n"


@pytest.mark.parametrize("key", ["name", "path", "title", "licenses", "attribution", "hash"])
def test_an_entry_without_its_credentials_is_refused(folder, key):
    write(folder, {k: v for k, v in ENTRY.items() if k != key})
    with pytest.raises(DamagedData):
        Ledger.load(folder)


def test_a_hash_that_is_none_is_refused(folder):
    write(folder, ENTRY | {"hash": "sha256:" + "z" * 64})
    with pytest.raises(DamagedData, match="SHA-256"):
        Ledger.load(folder)


def test_a_resource_cannot_be_made_without_attribution(tmp_path):
    with pytest.raises(DamagedData, match="attribution"):
        Resource("a", "a.csv", "A", licence="MIT", attribution="", sha256="0" * 64, bytes=0, root=tmp_path)


def test_a_missing_file_is_named(folder):
    (folder / "tables" / "note.csv").unlink()
    assert kinds(folder) == ["missing"]
    with pytest.raises(DamagedData, match=r"tables/note\.csv is missing.*build_geodata"):
        Ledger.load(folder).path("note")


def test_a_longer_file_is_refused_on_use(folder):
    (folder / "tables" / "note.csv").write_bytes(b"a,b\n1,2\n")
    assert kinds(folder) == ["altered"]
    with pytest.raises(DamagedData, match="8 bytes where the ledger lists 4"):
        Ledger.load(folder).path("note")


def test_an_altered_file_of_the_same_size_is_found_by_its_hash(folder):
    (folder / "tables" / "note.csv").write_bytes(b"a;b\n")
    assert kinds(folder) == ["altered"]


def test_an_unlisted_file_is_found_and_licence_texts_are_not(folder):
    (folder / "tables" / "LICENSE-ODbL.txt").write_text("text", encoding="utf-8")
    (folder / "tables" / "stray.csv").write_text("a\n", encoding="utf-8")
    faults = Ledger.load(folder).verify()
    assert [f.to_dict()["path"] for f in faults] == ["tables/stray.csv"]
    assert faults[0].kind == "unlisted"


def test_a_licence_that_is_not_allowed_is_found(folder):
    write(folder, ENTRY | {"licenses": [{"name": "MIT"}, {"name": "GPL-3.0-only"}]})
    assert kinds(folder) == ["licence"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"resources": 3}', '{"resources": [3]}', "\udcff"])
def test_a_ledger_that_cannot_be_read_is_one_clear_error(folder, text):
    (folder / LEDGER_NAME).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DamagedData, match=LEDGER_NAME) as caught:
        Ledger.load(folder)
    assert "\n" not in str(caught.value)


def test_a_missing_ledger_is_one_clear_error(tmp_path):
    with pytest.raises(DamagedData, match="is missing from the data folder"):
        Ledger.load(tmp_path)


def test_an_unknown_name_lists_the_known_ones(folder):
    with pytest.raises(UnknownName, match="note"):
        Ledger.load(folder).resource("nothing")


def test_attributions_come_once_each(folder):
    shutil.copy(folder / "tables" / "note.csv", folder / "tables" / "copy.csv")
    write(folder, ENTRY, ENTRY | {"name": "copy", "path": "tables/copy.csv"})
    ledger = Ledger.load(folder)
    assert ledger.attributions() == ("Us",)
    assert ledger.attributions(["copy"]) == ("Us",)


def test_every_allowed_licence_has_a_title():
    assert all(ALLOWED_LICENCES.values())
