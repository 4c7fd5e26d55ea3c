"""What the documents say is run and compared, so that it cannot drift."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text(name), re.DOTALL | re.MULTILINE)


def commands():
    """Return the commands of the README's tour, each as a list of arguments."""
    lines = "".join(blocks("README.md", "sh")).splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith("./scripts/run ")]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_commands_of_the_readme_run(command, tmp_path):
    call = [sys.executable, "-P", "-m", "corridors", *command]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or list(tmp_path.iterdir())
    if "--json" in command:
        json.loads(done.stdout)
    if "-o" in command:
        assert (tmp_path / command[command.index("-o") + 1]).stat().st_size > 1000


@pytest.mark.parametrize("block", blocks("README.md", "python"))
def test_python_of_the_readme_runs(block):
    exec(compile(block, "README.md", "exec"), {})


def test_every_command_is_in_the_readme():
    import typer

    from corridors.cli import main as front

    apps = [value for value in vars(front).values() if isinstance(value, typer.Typer)]
    names = {name for app in apps for name in getattr(typer.main.get_command(app), "commands", {})}
    assert names
    assert [name for name in names if f"./scripts/run {name}" not in text("README.md")] == []


def test_every_module_is_in_the_order_that_is_enforced():
    order = text("pyproject.toml").split("layers = [")[1].split("]")[0]
    modules = {p.stem for p in (ROOT / "corridors").glob("*.py")} - {"__init__"}
    modules |= {p.parent.name for p in (ROOT / "corridors").glob("*/__init__.py")}
    assert [name for name in sorted(modules) if not re.search(rf'["(| ]{name}[") ]', order)] == []


def test_every_licence_of_the_data_is_in_the_readme(geodata):
    ledger = json.loads((geodata / "datapackage.json").read_text(encoding="utf-8"))
    licences = {licence["name"] for resource in ledger["resources"] for licence in resource["licenses"]}
    assert [name for name in sorted(licences) if name not in text("README.md")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    targets = re.findall(r"\]\(([^)#:]+)\)", text(name))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_scripts_that_are_named_exist(name):
    named = set(re.findall(r"\b(scripts/\w+(?:\.py)?)\b", text(name)))
    assert [script for script in sorted(named) if not (ROOT / script).exists()] == []


def test_each_line_of_the_changelog_names_its_issue():
    entries = re.split(r"^- ", text("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry for entry in entries if not re.search(r"\(#\d+\)", entry)] == []


def test_the_changelog_names_versions_newest_first_and_this_one_at_the_top():
    headings = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)
    released = [re.fullmatch(r"(\d+\.\d+\.\d+) — (\d{4}-\d\d-\d\d)", heading) for heading in headings]
    assert all(released)
    versions = [tuple(map(int, found.group(1).split("."))) for found in released]
    assert versions == sorted(versions, reverse=True)
    assert f'version = "{released[0].group(1)}"' in text("pyproject.toml")


def test_the_citation_has_the_version_of_the_project():
    version = re.search(r'^version = "(.+)"', text("pyproject.toml"), re.MULTILINE).group(1)
    assert f"version: {version}" in text("CITATION.cff")
