"""The API reference is built from the docstrings without a warning and names everything public."""

from __future__ import annotations

import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import corridors

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    pytest.importorskip("sphinx")
    folder = tmp_path_factory.mktemp("reference")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("_build", "generated"))
    command = (sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "docs", "built")
    path = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(command, cwd=folder, env=path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return folder / "built"


def test_every_public_function_has_an_entry(reference):
    page = (reference / "api.html").read_text(encoding="utf-8")
    for name in set(corridors.__all__) - {"__version__"}:
        assert f'id="corridors.api.{name}"' in page


def test_every_module_but_those_of_the_app_has_a_page(reference):
    wanted = {
        module.name
        for module in pkgutil.walk_packages(corridors.__path__, "corridors.")
        if not module.name.startswith(("corridors.app", "corridors.__main__", "corridors.api"))
    }
    pages = {path.stem for path in (reference / "generated").glob("*.html")}
    private = {name for name in wanted if any(part.startswith("_") for part in name.split("."))}
    assert wanted - private - pages == set()
