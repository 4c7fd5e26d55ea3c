"""A layer of the map is one new file: it comes into the legend, the map, the saved map and the command `layers`."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from corridors.data.layer_specs import Kind, LayerSpec
from corridors.errors import BadInput, DamagedData, UnknownName
from corridors.layers import Layer
from corridors.layers.kit import registry
from corridors.layers.kit.layer import GROUPS
from corridors.presentation.style import SystemStyle

TOY = '''
"""Caravans: a layer of a test."""

import geopandas as gpd
import shapely

from corridors.data.layer_specs import Kind, LayerSpec
from corridors.layers.kit.layer import Layer
from corridors.layers.kit.lines import System
from corridors.layers.kit.mark import Mark
from corridors.presentation.style import SystemStyle


def _make():
    line = shapely.LineString([(70, 45), (75, 46), (80, 45)])
    return gpd.GeoDataFrame({"id": ["silk"], "name": ["<b>Silk</b>"]}, geometry=[line], crs="EPSG:4326")


DATA = LayerSpec(
    "caravan_ways",
    "Caravan ways",
    "",
    Kind.LINE,
    {"id": str, "name": str},
    "id",
    make=_make,
    licence="CC0-1.0",
    attribution="The toy's authors",
    data_date="2026",
)


def _lines(reading):
    for row in reading.rows(DATA):
        yield System(row["id"], "caravans", row["name"], row["geometry"])


def _marks(reading):
    yield Mark("inn", "caravans", "Inn", 75.0, 46.0, "minor", kind="site", zoom=3.0, names=("Inn",))


LAYER = Layer(
    name="caravans",
    group="road",
    order=500,
    data=(DATA,),
    style=SystemStyle("#ff00aa", 6.0, case_px=0.0),
    title=lambda _: _("Caravans"),
    lines=_lines,
    marks=_marks,
)
'''
PINK = """() => {
  const canvas = document.querySelector('.leaflet-systems-pane canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let found = 0;
  for (let i = 0; i < data.length; i += 4) found += data[i] === 255 && data[i + 1] === 0 && data[i + 2] === 170;
  return found;
}"""
STEPPE = [69.0, 43.0, 81.0, 48.0]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory, root):
    """Return a copy of the package with one more file in its folder of layers."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(root / "corridors", folder / "corridors", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "geodata").symlink_to(root / "geodata")
    (folder / "pyproject.toml").symlink_to(root / "pyproject.toml")
    (folder / "corridors" / "layers" / "caravans.py").write_text(TOY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def command(checkout):
    """Return a function that runs a command of the copy and gives what it prints."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "corridors", *arguments],
            cwd=checkout,
            env=os.environ | {"PYTHONPATH": str(checkout)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout

    return run


def test_the_command_lists_the_data_of_a_new_layer_and_gives_them(command):
    (told,) = [
        row for row in json.loads(command("layers", "--json"))["layers"] if row["name"] == "caravan_ways"
    ]
    assert (told["title"], told["features"], told["licence"]) == ("Caravan ways", 1, "CC0-1.0")
    (feature,) = json.loads(command("layers", "caravan_ways"))["features"]
    assert feature["properties"]["name"] == "<b>Silk</b>"


@pytest.fixture(scope="module")
def saved(checkout, command):
    """Save a map with the command of the copy."""
    command("map", "-o", "map.html")
    return checkout / "map.html"


def test_a_saved_map_shows_a_new_layer_in_legend_and_picture_and_switches_it(saved, visit):
    seen = visit(saved.as_uri())
    page = seen.page
    page.wait_for_selector("html[data-painted]", state="attached")
    page.evaluate("(bounds) => corridors.apply({ view: { bounds } })", STEPPE)
    page.wait_for_timeout(1500)
    assert page.evaluate("() => corridors.standing().caravans") == ["silk"]
    assert page.evaluate(PINK) > 1000
    assert page.locator('.place[data-layer="caravans"] .label').inner_text() == "Inn"
    row = page.locator(".legend-row", has_text="Caravans")
    assert row.get_attribute("aria-pressed") == "true"
    row.evaluate("(node) => node.click()")
    page.wait_for_timeout(500)
    assert row.get_attribute("aria-pressed") == "false"
    assert page.evaluate(PINK) == 0
    assert "The toy's authors" in page.locator(".leaflet-control-attribution").inner_text()
    seen.assert_clean()


# ------------------------------------------------------------------------------------------ registry
def test_every_layer_has_a_name_a_group_and_a_file_of_layers():
    found = registry.all_layers()
    assert len({layer.name for layer in found}) == len(found) == len({layer.order for layer in found})
    assert {layer.group for layer in found} == set(GROUPS)
    assert len({hash(layer) for layer in found}) == len(found)


def test_a_folder_beside_the_package_adds_its_layers(tmp_path, monkeypatch):
    import corridors.layers

    (tmp_path / "toy_passes.py").write_text(
        'from corridors.layers import Layer\n\nLAYER = Layer("toy_passes", "points", 900)\n',
        encoding="utf-8",
    )
    before = registry.names()
    with monkeypatch.context() as patch:
        patch.setattr(corridors.layers, "__path__", [*corridors.layers.__path__, str(tmp_path)])
        assert registry.all_layers()[-1] == Layer("toy_passes", "points", 900)
        assert "toy_passes" in registry.known_layers()
    assert registry.names() == before


def test_two_layers_of_one_name_are_refused(tmp_path, monkeypatch):
    import corridors.layers

    (tmp_path / "toy_double.py").write_text(
        'from corridors.layers import Layer\n\nLAYER = Layer("ferries", "ferry", 901)\n', encoding="utf-8"
    )
    monkeypatch.setattr(corridors.layers, "__path__", [*corridors.layers.__path__, str(tmp_path)])
    with pytest.raises(BadInput, match="ferries"):
        registry.all_layers()


def test_a_group_that_the_legend_has_not_is_refused():
    with pytest.raises(UnknownName, match="rail"):
        Layer("toy", "rial", 1)


def test_lines_without_a_title_are_refused():
    with pytest.raises(BadInput, match="title"):
        Layer("toy", "rail", 1, style=SystemStyle("#000000", 1.0))


def test_data_of_its_own_need_a_licence_and_an_attribution():
    with pytest.raises(DamagedData, match="licence"):
        LayerSpec("toy", "Toy", "", Kind.LINE, make=dict)
