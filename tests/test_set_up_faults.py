"""What set-up does where it may not write, fails, or finds packages damaged."""

import base64
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from houses import House

from scripts import damaged


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "the disk is full",
        ),
        (
            "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching",
            "cannot be reached",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n  x:\n",
            "its hash differs",
        ),
        ("ERROR: [Errno 13] Permission denied: '/x'\nCheck the permissions.", "cannot be written to"),
        (
            "Traceback\n  File\nERROR: No matching distribution found for x==1.0.\nhint",
            "found for x==1.0. Run",
        ),
        ("Traceback\nKeyError: 'x'\n\n", "KeyError: 'x'. Run"),
        ("", "it does not say why. Run"),
    ],
)
def test_why_pip_failed_stands_in_the_one_line(house, talk, told):
    house.fails.write_text(talk)
    lines = house.run("places", "x").stderr.splitlines()
    assert told in lines[-1]
    assert len([line for line in lines if "making" not in line and "installing" not in line]) == 1


def test_altered_files_are_looked_at_once_and_nothing_is_said_when_none_is_damaged(house):
    house.run("places", "x")
    before = house.pip_calls()
    (house.folder / ".venv/lib/python3.11/site-packages/more.py").touch()
    for _ in range(2):
        done = house.run("places", "x")
        assert (done.returncode, done.stderr) == (0, "")
        house.damaged.write_text("never-asked-again-1.0\n")
    assert house.pip_calls() == before


def test_a_damaged_package_is_installed_again_and_told_in_one_line(house):
    house.run("places", "x")
    before = house.pip_calls()
    known = house.folder / ".venv/lib/python3.11/site-packages/rich-15.0.0.dist-info"
    known.mkdir()
    (known / "METADATA").touch()
    house.damaged.write_text("rich-15.0.0\nclick-8.5.1\n")
    done = house.run("places", "x")
    assert done.stdout == "places x\n"
    assert done.stderr == (
        "corridors: installing again what is missing or altered in .venv: rich-15.0.0, click-8.5.1\n"
    )
    assert house.pip_calls() > before
    assert not known.exists()
    assert house.run("places", "x").stderr == ""


@pytest.fixture
def strange_house(house):
    """Return a house whose folder somebody else owns, and how to run as one who may only read it."""
    if os.geteuid() == 0:
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # pytest's own is closed to others
            Path(folder).chmod(0o755)
            yield House(Path(folder)), {"user": 65534, "group": 65534, "extra_groups": []}
    else:
        yield house, {}
        subprocess.run(["chmod", "-R", "u+w", house.folder], check=True)


def shut(house):
    subprocess.run(["chmod", "-R", "a+rX,a-w", house.folder], check=True)


def test_a_folder_that_may_not_be_written_is_one_line(strange_house):
    house, reader = strange_house
    shut(house)
    done = house.run("places", "x", **reader)
    assert done.returncode == 1
    assert done.stderr == (
        f"corridors: cannot write to {house.folder}; copy the folder to a place you own and run it there.\n"
    )


def test_a_ready_environment_serves_who_may_only_read_it(strange_house):
    house, reader = strange_house
    house.run("places", "x")
    shut(house)
    for _ in range(2):
        assert house.run("places", "x", **reader).stderr == ""
    subprocess.run(["chmod", "-R", "u+w", house.folder], check=True)
    (house.folder / ".venv/lib/python3.11/site-packages/more.py").touch()
    shut(house)
    assert house.run("places", "x", **reader).stderr == ""
    house.damaged.write_text("rich-15.0.0\n")
    done = house.run("places", "x", **reader)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "cannot write to" in done.stderr


def test_changed_requirements_in_a_folder_of_anothers_are_one_line(strange_house):
    house, reader = strange_house
    house.run("places", "x")
    with (house.folder / "requirements.txt").open("a") as lock:
        lock.write("# another line\n")
    shut(house)
    done = house.run("places", "x", **reader)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "cannot write to" in done.stderr


@pytest.fixture
def site(tmp_path):
    """Return a site-packages folder with three packages as pip leaves them."""
    for name in ("First_Name-1.0", "second-2.1", "extra-3"):
        info, module = tmp_path / f"{name}.dist-info", tmp_path / name.split("-")[0]
        info.mkdir()
        module.mkdir()
        (module / "__init__.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
        data = (module / "__init__.py").read_bytes()
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        rows = (
            f"{module.name}/__init__.py,sha256={digest},{len(data)}",
            f"{module.name}/x.pyc,,",
            f"{info.name}/RECORD,,",
        )
        (info / "RECORD").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "lock").write_text("first.name==1.0 --hash=sha256:x\nsecond==2.1\nmaybe==1  # optional\n")
    return tmp_path


def test_whole_packages_are_not_damaged(site):
    assert damaged.damaged(site, [site / "lock"]) == []


def altered(path):
    path.write_text("".join(reversed(path.read_text())))


@pytest.mark.parametrize("file", ["second/__init__.py", "second-2.1.dist-info/RECORD"])
@pytest.mark.parametrize("harm", [Path.unlink, Path.touch, altered, lambda path: path.write_bytes(b"")])
def test_a_missing_or_altered_file_is_damage(site, file, harm):
    harm(site / file)
    found = damaged.damaged(site, [site / "lock"])
    assert found == ([] if harm is Path.touch else ["second-2.1"])


def test_a_record_cut_short_and_a_package_without_record_are_damage(site):
    record = site / "second-2.1.dist-info" / "RECORD"
    record.write_text(record.read_text().splitlines()[0])
    shutil.rmtree(site / "First_Name-1.0.dist-info")
    assert damaged.damaged(site, [site / "lock"]) == ["first-name-1.0", "second-2.1"]


def test_what_is_not_pinned_is_left_alone(site):
    shutil.rmtree(site / "extra")
    assert damaged.damaged(site, [site / "lock"]) == []
