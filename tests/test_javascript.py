"""The scripts' pure parts, run by Node without a browser; Node comes with Playwright's driver."""

import json
import subprocess
from pathlib import Path

import playwright
import pytest

from corridors.geodesy import distance_km

ROOT = Path(__file__).resolve().parent.parent
NODE = Path(playwright.__file__).parent / "driver" / "node"
STATIC = ROOT / "corridors" / "webmap" / "static"


def node(*arguments):
    return subprocess.run(
        [NODE, "--no-warnings", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
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
