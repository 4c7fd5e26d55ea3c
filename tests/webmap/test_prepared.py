"""Pages of the map that are made with the data: they show what would be made now."""

import gzip
import json
import re
import shutil

import pytest

from corridors import webmap
from corridors.data.ledger import GEODATA_VARIABLE, Ledger
from corridors.webmap import content
from corridors.webmap.content import LANGUAGES, load_content
from corridors.webmap.ground.basemap import by_need, rail_levels
from corridors.webmap.prepared import PAGES, made_of, page_view, prepared_path
from corridors.webmap.view import view_state

REBUILD = "run scripts/build_geodata.py --only map_pages"


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load()


def shipped(ledger, lang):
    path = prepared_path(ledger, lang)
    assert path, f"the data have changed since: {REBUILD}"
    return json.loads(gzip.decompress(path.read_bytes()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_shipped_pages_show_what_would_be_made_now(ledger, lang):
    known, page = load_content(lang), shipped(ledger, lang)
    state = json.loads(json.dumps(view_state(page_view("routes", lang), known)))
    placed = zip(page["places"], page["bands"]["routes"], strict=True)
    assert [
        place | {"bands": sides} for place, sides in placed if sides or place.get("names")
    ] == state.pop("places"), REBUILD
    assert page["states"]["routes"] == state, REBUILD
    assert page["systems"] == json.loads(known.systems), REBUILD
    assert set(page["states"]) == set(page["bands"]) == set(PAGES)
    assert len(page["states"]["corridors"]["corridors"]["routes"]) > 5


def test_pages_of_other_data_are_not_shown(ledger, geodata, tmp_path, monkeypatch):
    folder = shutil.copytree(geodata, tmp_path / "geodata")
    assert prepared_path(Ledger.load(folder), "en")
    package = json.loads((folder / "datapackage.json").read_text())
    entry = next(r for r in package["resources"] if r["name"] == "stations")
    entry["hash"] = "sha256:" + "0" * 64
    (folder / "datapackage.json").write_text(json.dumps(package))
    assert prepared_path(Ledger.load(folder), "en") is None
    monkeypatch.setenv(GEODATA_VARIABLE, str(folder))
    assert webmap.write_prepared(tmp_path / "page", "plain", "en") == ""


def test_what_is_made_for_the_map_does_not_count_as_data():
    assert made_of({"a": "1", "map_b": "2"}) == made_of({"map_b": "3", "a": "1"}) != made_of({"a": "2"})


def test_every_file_of_a_prepared_page_is_named_by_its_content(tmp_path):
    text = webmap.write_prepared(tmp_path, "corridors", "en")
    asked = re.findall(r'(?:href|src)="([^"]+)"', text)
    assert {name.split("-")[0] for name in asked} == {"base", "fine", "map", "relief", "shared", "source"}
    assert all((tmp_path / name).exists() for name in asked)
    assert all(re.search(r"-[0-9a-f]{12}\.\w+$", p.name) for p in tmp_path.iterdir())
    texts = [p for p in tmp_path.iterdir() if p.suffix != ".woff2"]
    assert all(p.read_bytes().startswith(b"\x1f\x8b") for p in texts)


def test_the_shipped_ground_has_the_railways_of_the_shipped_network(ledger):
    rails = content._rails(ledger)
    made = by_need({"rails": json.loads(json.dumps(rail_levels(rails)))})
    shown = load_content("en")
    for part, text in (("base", shown.base), ("fine", shown.fine)):
        assert json.loads(text)["rails"] == made[part]["rails"], REBUILD.replace("pages", "ground")
