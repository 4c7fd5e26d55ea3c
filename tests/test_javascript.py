"""The scripts' pure parts, run by Node without a browser; Node comes with Playwright's driver."""

import json
import subprocess
from pathlib import Path

import pytest

from corridors.geodesy import distance_km
from corridors.webmap.bundle import bundle

playwright = pytest.importorskip("playwright", reason="Playwright comes with scripts/requirements-dev.txt")

ROOT = Path(__file__).resolve().parent.parent
NODE = Path(playwright.__file__).parent / "driver" / "node"
STATIC = ROOT / "corridors" / "webmap" / "static"
# what there may be one of, by words that nothing else needs
ONCE = {
    "combobox": ('"aria-activedescendant"', "combobox.js"),
    "hit test": ("** 2 + (ay + part * dy - y) ** 2", "geometry.js"),
    "geodesic": ("Math.atan", "geodesy.js"),
}


def node(*arguments, given=None):
    return subprocess.run(
        [NODE, "--no-warnings", *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_unit_tests_of_the_scripts_pass():
    done = node("--test", *sorted(map(str, (ROOT / "tests" / "javascript").glob("*.test.mjs"))))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_scripts_measure_as_the_package_does():
    pairs = [((80.4, 44.2), (6.8, 51.4)), ((10.0, 0.5), (10.2, 0.5)), ((0.0, 10.0), (120.0, -20.0))]
    given = [[{"lng": x, "lat": y} for x, y in pair] for pair in pairs]
    program = (
        f"import {{ distanceKm }} from {json.dumps((STATIC / 'geodesy.js').as_uri())};"
        f"console.log(JSON.stringify({json.dumps(given)}.map(([a, b]) => distanceKm(a, b))));"
    )
    done = node("--input-type=module", "--eval", program)
    measured = json.loads(done.stdout)
    assert measured == pytest.approx([float(distance_km(*a, *b)) for a, b in pairs], rel=1e-5)


def scripts():
    return [p for p in (ROOT / "corridors").rglob("*.js") if "vendor" not in p.parts]


@pytest.mark.parametrize("what", ONCE)
def test_there_is_one_combobox_one_hit_test_one_geodesic(what):
    words, name = ONCE[what]
    assert [p.name for p in scripts() if words in p.read_text(encoding="utf-8")] == [name]


def test_the_bundled_page_is_a_script_that_runs_as_far_as_the_map():
    program = (
        "globalThis.window = globalThis; const extend = (given) => class { constructor() { Object.assign(this, given); } };"
        "globalThis.L = { Renderer: { extend }, Layer: { extend } };"
        "(0, eval)(require('node:fs').readFileSync(0, 'utf-8'));"
        "console.log(Object.keys(corridors).sort().join());"
    )
    own = '"use strict";(() => {' + bundle(STATIC / "corridors.js") + "})();"
    done = node("--eval", program, given=own)
    assert done.stdout.strip() == "load,start", done.stderr
