"""The set-up of scripts/setup, on copies of it with a Python that only notes what it is asked."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec

import pytest
from houses import LOCKS, ROOT, House, pins

from scripts import bootstrap_pip


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_talk_is_on_stderr_and_the_answer_on_stdout(house):
    done = house.run("places", "Khorgos", "--json")
    assert (done.returncode, done.stdout) == (0, "places Khorgos --json\n")
    assert "installing" in done.stderr


def test_a_second_start_leaves_pip_alone_and_says_nothing(house):
    house.run("places", "Khorgos")
    before = house.pip_calls()
    done = house.run("places", "Khorgos")
    assert before > 0
    assert house.pip_calls() == before
    assert done.stderr == ""


def test_changed_requirements_are_installed_into_the_same_environment(house):
    house.run("places", "x")
    kept = house.folder / ".venv" / "kept"
    kept.touch()
    before = house.pip_calls()
    with (house.folder / "requirements.txt").open("a") as lock:
        lock.write("# another line\n")
    house.run("places", "x")
    assert house.pip_calls() > before
    assert kept.exists()


def test_an_interrupted_set_up_is_made_anew(house):
    house.run("places", "x")
    (house.folder / ".venv" / "corridors.stamp").unlink()
    rest = house.folder / ".venv" / "rest"
    rest.touch()
    assert house.run("places", "x").returncode == 0
    assert not rest.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(house):
    house.run("places", "x")
    (house.folder / ".venv" / "bin" / "python").unlink()
    assert house.run("places", "x").returncode == 0


def test_a_failing_pip_gives_one_clear_line_and_no_stamp(house):
    house.fails.touch()
    done = house.run("places", "x")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "pip could not install requirements.txt" in done.stderr.splitlines()[-1]
    assert not (house.folder / ".venv" / "corridors.stamp").exists()
    house.fails.unlink()
    assert house.run("places", "x").returncode == 0


def test_development_needs_come_on_top_and_serve_both(house):
    house.run("places", "x")
    house.need_dev()
    before = house.pip_calls()
    house.need_dev()
    house.run("places", "x")
    assert house.pip_calls() == before


def test_two_starts_at_once_install_once(house):
    command = ["bash", "scripts/run", "places", "x"]
    both = [
        subprocess.Popen(
            command, cwd=house.folder, env=house.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    answers = [process.communicate()[0] for process in both]
    assert answers == [b"places x\n"] * 2
    assert [process.returncode for process in both] == [0, 0]
    assert house.pip_calls() == 2  # what is needed, and what may be missing


@pytest.mark.parametrize(
    ("given", "run"),
    [
        ((), "app"),
        (("--port", "8600"), "app --port 8600"),
        (("--help",), "--help"),
        (("layers",), "layers"),
    ],
)
def test_no_command_means_the_app(house, given, run):
    assert house.run(*given).stdout.strip() == run


def test_the_folder_may_have_a_space_and_be_called_from_elsewhere(tmp_path):
    folder = tmp_path / "my corridors"
    folder.mkdir()
    house = House(folder)
    command = ["bash", str(folder / "scripts" / "run"), "layers"]
    done = subprocess.run(command, cwd="/", env=house.env, capture_output=True, text=True, check=True)
    assert done.stdout == "layers\n"


def test_no_python_is_one_clear_line(house):
    house.env |= {"PATH": str(house.folder / "bin"), "CORRIDORS_PYTHON": "no-such-python"}
    (house.folder / "bin").mkdir()
    for tool in (
        "bash",
        "cat",
        "sha256sum",
        "flock",
        "dirname",
        "grep",
        "rm",
        "sed",
        "readlink",
        "find",
        "sort",
    ):
        (house.folder / "bin" / tool).symlink_to(f"/usr/bin/{tool}")
    stand_in = house.folder / "scripts" / "setup"
    stand_in.write_text(stand_in.read_text().replace("/usr/bin/python3 ", ""), encoding="utf-8")
    done = house.run("layers")
    assert done.returncode == 1
    assert done.stderr.strip().endswith(
        "needs Python 3.11 or newer (on Debian 12: apt-get install python3)."
    )


def bootstrap(folder, **settings):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PIP_")}
    environment |= {"HOME": str(folder), "XDG_CONFIG_DIRS": str(folder)} | settings
    command = [sys.executable, str(ROOT / "scripts" / "bootstrap_pip.py"), str(folder / "venv")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_an_index_in_the_settings_it_says_what_to_install(tmp_path):
    done = bootstrap(tmp_path, PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "venv").exists()


def test_pip_comes_from_the_index_that_the_settings_name(tmp_path):
    (tmp_path / "index" / "pip").mkdir(parents=True)
    done = bootstrap(tmp_path, PIP_INDEX_URL=(tmp_path / "index").as_uri())
    assert "index/pip/" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_only_the_pinned_pip_is_taken(tmp_path, monkeypatch):
    index = tmp_path / "index" / "pip"
    index.mkdir(parents=True)
    name, digest = bootstrap_pip.pinned()
    (index / name).write_bytes(b"another wheel")
    (tmp_path / "page").write_text(f'<a href="{(index / name).as_uri()}#sha256={digest}">x</a>')
    monkeypatch.setattr(
        bootstrap_pip,
        "fetched",
        lambda a: (tmp_path / "page" if a.endswith("/") else index / name).read_bytes(),
    )
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "index").as_uri())
    with pytest.raises(SystemExit, match="is not the wheel that is pinned"):
        bootstrap_pip.fetch_pip(tmp_path)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", LOCKS)
def test_locks_pin_exactly_with_hashes_and_name_no_index(name):
    lines = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line]
    pinned = re.compile(r"[\w.-]+==[\w.]+( --hash=sha256:[0-9a-f]{64})+(  # optional)?")
    assert [line[:80] for line in lines if line[0] != "#" and not pinned.fullmatch(line)] == []
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_what_is_installed_is_what_the_locks_say():
    from importlib.metadata import version

    locked = pins("requirements.txt")
    if find_spec("mypy"):  # ./scripts/test was here; plain pytest does without
        locked |= pins("scripts/requirements-dev.txt")
    optional = {"routingkit-cch"}
    wrong = [
        pin for name, pin in locked.items() if name not in optional and pin.split("==")[1] != version(name)
    ]
    assert wrong == []


def test_what_runs_before_a_commit_is_what_the_checks_run():
    hooks = re.findall(r"entry: (.+)", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    checks = (ROOT / "scripts" / "test").read_text(encoding="utf-8")
    tools = [hook.removeprefix(".venv/bin/").removeprefix("python -m ") for hook in hooks]
    assert [tool.split(" ")[0] for tool in tools] == ["ruff", "ruff", "mypy", "lint-imports", "oxlint"]
    # scripts/test quotes what a shell would expand
    assert [tool for tool in tools if tool not in checks.replace('"', "").replace("$venv/bin/", "")] == []


def test_the_locks_are_complete():
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_message_template_is_what_the_code_says():
    command = [sys.executable, str(ROOT / "scripts" / "build_messages.py"), "--check"]
    done = subprocess.run(command, check=False)
    assert done.returncode == 0, "run .venv/bin/python scripts/build_messages.py"


def test_python_is_cut_off_from_the_network():
    import socket
    import urllib.request

    with pytest.raises(RuntimeError, match=r"example\.org"):
        urllib.request.urlopen("http://example.org/")
    with socket.socket() as probe, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        probe.connect(("192.0.2.1", 80))


@pytest.fixture
def page_file(tmp_path):
    def write(body):
        path = tmp_path / "page.html"
        path.write_text(f"<!doctype html><link rel=icon href='data:,'><body>{body}", encoding="utf-8")
        return path.as_uri()

    return write


def test_a_page_that_stays_at_home_is_clean(visit, page_file):
    seen = visit(page_file("霍尔果斯<script>document.title = 'drawn'</script>"), width=390, height=844)
    assert seen.page.title() == "drawn"
    seen.assert_clean()


@pytest.mark.parametrize(
    "body",
    [
        "<img src='https://example.org/a.png'>",
        "<link rel=stylesheet href='http://192.0.2.1/a.css'>",
        "<script>new WebSocket('ws://192.0.2.1/')</script>",
        "<script>fetch('https://example.org/a').catch(() => 0)</script>",
    ],
)
def test_a_page_that_asks_for_the_world_is_caught(visit, page_file, body):
    seen = visit(page_file(body))
    seen.page.wait_for_timeout(200)
    assert seen.strays
    with pytest.raises(AssertionError, match="off loopback"):
        seen.assert_clean()


def test_a_console_error_is_caught(visit, page_file):
    seen = visit(page_file("<script>nothing.at.all</script>"))
    with pytest.raises(AssertionError, match="nothing is not defined"):
        seen.assert_clean()
