"""The wheel: built, put into an environment far from the checkout that holds what it asks for and no more, and run."""

import json
import os
import subprocess
import sys
import time
import tomllib
import urllib.request
import venv
import zipfile
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from conftest import free_port
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
MEGABYTES_ALLOWED = 40
START_LIMIT_S = 60
ROUTE = ("route", "Chongqing", "Duisburg", "--via", "Khorgos")


def build(folder):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def asked(requirements, extra):
    """Return the names of the distributions that these requirements ask for with an extra, and of all they bring."""
    names, left = set(), [(Requirement(line), extra) for line in requirements]
    while left:
        need, under = left.pop()
        if need.marker and not any(need.marker.evaluate({"extra": e}) for e in (under, "")):
            continue
        fresh = need.name not in names
        names.add(need.name)
        for inner in ("", *need.extras) if fresh else need.extras:
            left += [(Requirement(line), inner) for line in distribution(need.name).requires or ()]
    return names


def environment(folder, wheel, extra=""):
    """Make an environment of the wheel and links to the distributions that its metadata ask for; return its Python."""
    venv.create(folder, symlinks=True, with_pip=False)
    (site,) = folder.glob("lib/python3*/site-packages")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
        (metadata,) = [n for n in packed.namelist() if n.endswith(".dist-info/METADATA")]
        lines = packed.read(metadata).decode("utf-8").splitlines()
    needs = [line.removeprefix("Requires-Dist: ") for line in lines if line.startswith("Requires-Dist: ")]
    for name in asked(needs, extra):
        found = distribution(name)
        for top in {f.parts[0] for f in found.files or () if f.parts[0] not in {"..", "__pycache__"}}:
            if not (site / top).exists():
                (site / top).symlink_to(found.locate_file(top))
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def bare(wheel, tmp_path_factory):
    return environment(tmp_path_factory.mktemp("bare") / "env", wheel)


@pytest.fixture(scope="module")
def full(wheel, tmp_path_factory):
    return environment(tmp_path_factory.mktemp("full") / "env", wheel, "all")


def run(python, *arguments):
    """Run the installed package away from the checkout."""
    settings = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "CORRIDORS_GEODATA"}}
    command = [str(python), "-P", *arguments]
    folder = python.parent.parent
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)


def command(python, *arguments):
    return run(python, "-m", "corridors", *arguments)


def test_the_wheel_holds_every_shipped_file_and_is_small(wheel):
    tracked = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "geodata", "corridors"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    wanted = {
        n if n.startswith("corridors/") else f"corridors/{n}" for n in tracked if (ROOT / n).is_file()
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    extra = {"corridors/py.typed", "corridors/entry/app.py", "corridors/entry/.streamlit/config.toml"}
    assert (wanted | extra) - held == set()
    assert {n for n in held if n.endswith("/LICENSE") or "LICENSE-ODbL" in n}
    assert wheel.stat().st_size < MEGABYTES_ALLOWED * 1e6


def test_the_licence_covers_code_and_data():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ledger = json.loads((ROOT / "geodata" / "datapackage.json").read_text(encoding="utf-8"))
    shipped = {licence["name"] for r in ledger["resources"] for licence in r["licenses"]}
    assert {"MIT", *shipped} - set(project["license"].split(" AND ")) == set()


def test_the_package_alone_gives_routes_places_layers_and_series(bare):
    source = """
import corridors as co
from pathlib import Path
print(co.__version__, (Path(co.__file__).parent / "py.typed").exists(), Path(co.__file__).parts[-3])
print(round(co.route("Chongqing", "Duisburg", via=["Khorgos"]).routes[0].distance_km))
print(co.places("Khorgos")[0].name)
print(len(co.layer("pipelines")) > 10)
print(len(co.throughput("horgos").to_dict()["series"]) > 0)
"""
    done = run(bare, "-c", source)
    assert done.returncode == 0, done.stderr
    stated, length, place, pipelines, series = done.stdout.splitlines()
    assert stated.split() == [
        tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"],
        "True",
        "site-packages",
    ]
    assert 9_000 < float(length) < 13_000
    assert place
    assert (pipelines, series) == ("True", "True")


@pytest.mark.parametrize(
    "arguments",
    [(*ROUTE, "--json"), ("places", "Horgos", "--json"), ("layers", "--json"), ("check", "--json")],
)
def test_commands_of_the_package_alone(bare, arguments):
    done = command(bare, *arguments)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_throughput_by_the_console_script_s_own_entry(bare):
    done = run(
        bare, "-c", "from corridors.__main__ import main; import sys; sys.argv[1:] = ['throughput']; main()"
    )
    assert done.returncode == 0, done.stderr
    assert "horgos" in done.stdout.casefold()


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (("app",), "app"),
        (("map", "-o", "map.html"), "map"),
        ((*ROUTE, "-o", "route.xlsx"), "excel"),
    ],
)
def test_a_missing_extra_is_one_line_that_names_it(bare, arguments, extra):
    done = command(bare, *arguments)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert f"pip install 'corridors[{extra}]'" in done.stderr


def test_the_network_as_a_graph_names_its_extra(bare):
    done = run(bare, "-c", "import corridors as co\ntry: co.network().to_osmnx()\nexcept co_error as e: print(e)"
               .replace("co_error", "__import__('corridors.errors').errors.MissingExtra"))  # fmt: skip
    assert "corridors[osm]" in done.stdout, done.stderr


def test_a_map_is_saved(full):
    done = command(full, "map", "--route", "Khorgos", "Duisburg", "-o", "map.html")
    assert done.returncode == 0, done.stderr
    assert (full.parent.parent / "map.html").stat().st_size > 1e6


def health(address):
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{address}/_stcore/health", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def served_theme(port):
    """Return the theme that the app's server sends to a new session."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.sync.client import connect

    question = BackMsg()
    question.rerun_script.query_string = "page=data"
    with connect(f"ws://127.0.0.1:{port}/_stcore/stream", proxy=None, max_size=None) as stream:
        stream.send(question.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(stream.recv(timeout=30))
            if answer.WhichOneof("type") == "new_session":
                return answer.new_session.custom_theme


def test_the_app_starts_and_has_its_theme(full):
    port = free_port()
    settings = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "CORRIDORS_GEODATA"}}
    call = [str(full), "-P", "-m", "corridors", "app", "--port", str(port)]
    with subprocess.Popen(call, cwd=full.parent.parent, env=settings, stderr=subprocess.PIPE) as server:
        try:
            deadline = time.monotonic() + START_LIMIT_S
            while not health(f"http://127.0.0.1:{port}"):
                assert server.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.2)
            theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
                "theme"
            ]
            assert served_theme(port).primary_color == theme["primaryColor"]
        finally:
            server.terminate()


def test_the_package_of_a_checkout_states_the_same_version():
    import corridors

    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert corridors.__version__ == stated
    assert version("hatchling")
