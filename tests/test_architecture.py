"""What STYLE 4.4 limits and what the house rules demand; import order is import-linter's (scripts/test)."""

import ast
import gzip
import re
import statistics
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_MODULE_LINES, MAX_FUNCTION_LINES, MAX_MEDIAN_LINES, MAX_PARAMETERS = 400, 60, 12, 6
TOP_LEVEL = {
    *("corridors", "docs", "geodata", "scripts", "tests", ".ci", ".streamlit"),
    *("app.py", "requirements.txt", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("LICENSE", "CITATION.cff", ".gitignore", ".pre-commit-config.yaml"),
}
# Typer takes each option of a command as a parameter
MANY_PARAMETERS_ALLOWED = {f"corridors/cli/{x}.py" for x in ("map", "pipeline", "route")} | {
    "corridors/api.py",
    "corridors/routing/planner.py",
}
"""Commands have a parameter an option, and so has the question that they ask."""
PRINT_ALLOWED: set[str] = set()
NETWORK_MODULES = {
    "socket",
    "socketserver",
    "ssl",
    "http",
    "requests",
    "urllib3",
    "httpx",
    "aiohttp",
    "ftplib",
}
# these start the app's own server on loopback and must find a free port
SERVES = ("corridors/cli/app.py", "corridors/app/")
MAGNETS = {"utils", "util", "common", "helpers", "misc", "tools", "base"}
# a number under such a name has no unit; OSMnx's own vocabulary (its "length") may stand in its converter
BARE_COLUMNS = {
    "length",
    "distance",
    "dist",
    "time",
    "duration",
    "cost",
    "dwell",
    "speed",
    "gauge",
    "radius",
}
QUESTIONS = {"distance", "time", "cost"}  # what a route is asked to be best by: keys, not columns
BARE_ALLOWED = re.compile(r"osmnx")


@cache
def tracked():
    """Files that are in git or will be: what .gitignore hides does not count."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [name for name in names if (ROOT / name).is_file()]


@cache
def tree(name):
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def python_files(*folders):
    return [name for name in tracked() if name.endswith(".py") and name.startswith(folders)]


def ours():
    return python_files("corridors/", "scripts/", "app.py")


def functions(name):
    return [
        node for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def lines_of(function):
    return function.end_lineno - function.lineno + 1


def imports(name):
    """Return the dotted names that a file imports."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def calls(name):
    return [node for node in ast.walk(tree(name)) if isinstance(node, ast.Call)]


def test_there_is_something_to_measure():
    assert len(python_files("corridors/")) > 5


def test_modules_are_short():
    sizes = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in python_files("")}
    assert {name: size for name, size in sizes.items() if size > MAX_MODULE_LINES} == {}


def test_functions_are_short():
    long = {
        f"{name}:{f.lineno} {f.name}": lines_of(f)
        for name in python_files("")
        for f in functions(name)
        if lines_of(f) > MAX_FUNCTION_LINES
    }
    assert long == {}


def test_the_median_function_is_very_short():
    sizes = [lines_of(f) for name in python_files("corridors/") for f in functions(name)]
    assert statistics.median(sizes) <= MAX_MEDIAN_LINES


def test_functions_take_few_parameters():
    many = {}
    for name in set(ours()) - MANY_PARAMETERS_ALLOWED:
        for f in functions(name):
            taken = [*f.args.posonlyargs, *f.args.args, *f.args.kwonlyargs]
            count = len([a for a in taken if a.arg not in {"self", "cls"}])
            if count > MAX_PARAMETERS:
                many[f"{name}:{f.lineno} {f.name}"] = count
    assert many == {}


def test_no_module_is_a_magnet():
    assert [name for name in ours() if Path(name).stem in MAGNETS] == []


def test_only_the_app_imports_streamlit():
    allowed = ("corridors/app/", "app.py")
    offenders = [
        name
        for name in ours()
        if not name.startswith(allowed)
        and any(i.split(".")[0].startswith("streamlit") for i in imports(name))
    ]
    assert offenders == []


def test_only_scripts_open_sockets():
    offenders = {}
    for name in python_files("corridors/", "app.py"):
        found = {i for i in imports(name) if i.split(".")[0] in NETWORK_MODULES or i == "urllib.request"}
        found -= {"socket"} if name.startswith(SERVES) else set()
        if found:
            offenders[name] = found
    assert offenders == {}


def caught(handler):
    """Return the names of what an except clause catches; a bare one catches BaseException."""
    if handler.type is None:
        return {"BaseException"}
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


WALLS = {
    "corridors/cli/main.py": 1,
    "corridors/incoming/wall.py": 1,
    "scripts/fuzzing/trying.py": 1,
}
"""Where all that fails is turned into an error of ours, and how often: at most a dozen, at the borders."""


def test_nothing_catches_everything_but_the_walls():
    found = Counter(
        name
        for name in ours()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ExceptHandler) and caught(node) & {"Exception", "BaseException"}
    )
    assert found == WALLS
    assert sum(found.values()) <= 12


def test_no_default_can_be_changed():
    mutable = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    offenders = []
    for name in ours():
        for f in functions(name):
            defaults = [*f.args.defaults, *[d for d in f.args.kw_defaults if d]]
            made = [
                d
                for d in defaults
                if isinstance(d, ast.Call) and getattr(d.func, "id", "") in {"list", "dict", "set"}
            ]
            if made or any(isinstance(d, mutable) for d in defaults):
                offenders.append(f"{name}:{f.lineno} {f.name}")
    assert offenders == []


def test_no_global_state_is_assigned():
    offenders = [
        f"{name}:{n.lineno}" for name in ours() for n in ast.walk(tree(name)) if isinstance(n, ast.Global)
    ]
    assert offenders == []


def test_only_the_command_line_prints():
    offenders = [
        f"{name}:{call.lineno}"
        for name in set(python_files("corridors/", "app.py")) - PRINT_ALLOWED
        for call in calls(name)
        if getattr(call.func, "id", "") == "print"
    ]
    assert offenders == []


def test_assert_is_for_tests():
    offenders = [
        f"{name}:{n.lineno}" for name in ours() for n in ast.walk(tree(name)) if isinstance(n, ast.Assert)
    ]
    assert offenders == []


def test_nothing_is_pickled_or_evaluated():
    offenders = [
        name
        for name in ours()
        if {"pickle", "marshal", "shelve"} & {i.split(".")[0] for i in imports(name)}
    ]
    offenders += [
        f"{name}:{c.lineno}"
        for name in ours()
        for c in calls(name)
        if getattr(c.func, "id", "") in {"eval", "exec"}
    ]
    assert offenders == []


def test_only_geodesy_measures():
    offenders = [
        name
        for name in python_files("corridors/")
        if name != "corridors/geodesy.py" and {"pyproj.Geod", "geopy.distance"} & imports(name)
    ]
    assert offenders == []


def test_columns_carry_their_unit():
    offenders = [
        f"{name}:{node.lineno} {node.slice.value}"
        for name in python_files("corridors/")
        if not BARE_ALLOWED.search(name)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and node.slice.value in BARE_COLUMNS - QUESTIONS
    ]
    assert offenders == []


def test_columns_of_shipped_tables_carry_their_unit(geodata):
    offenders = {}
    for path in sorted(geodata.glob("**/*.csv")):
        with path.open(encoding="utf-8") as table:
            bare = BARE_COLUMNS & set(table.readline().strip().split(","))
        if bare:
            offenders[path.name] = bare
    assert offenders == {}


def test_the_top_level_is_what_the_design_lists():
    assert {name.split("/")[0] for name in tracked()} - TOP_LEVEL == set()


# written apart, so that this file names none
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        *(("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"), ("npmjs", "org"), ("yarnpkg", "com")),
        *(("packages", "debian", "org"), ("deb", "debian", "org"), ("snapshot", "debian", "org")),
        *(("crates", "io"), ("anaconda", "org"), ("unpkg", "com"), ("jsdelivr", "net")),
    )
)


def test_no_file_names_the_host_of_a_package_registry():
    offenders = {}
    for name in tracked():
        content = (ROOT / name).read_bytes()
        content = gzip.decompress(content) if name.endswith(".gz") else content
        if found := [host for host in REGISTRY_HOSTS if host.encode() in content]:
            offenders[name] = found
    assert offenders == {}


def small_texts():
    for name in tracked():
        path = ROOT / name
        if name.startswith("geodata/") or path.stat().st_size > 2_000_000:
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_no_file_names_this_machine():
    here = {str(ROOT.parent) + "/", str(Path.home()) + "/"} - {"//", "/"}
    pattern = re.compile(
        "|".join([re.escape(p) for p in sorted(here)] + [r"(?<!\w)/(?:home|Users)/\w+/", r"(?<!\w)/tmp/w/"])
    )
    this = Path(__file__).name
    offenders = {
        n: m.group(0) for n, text in small_texts() if not n.endswith(this) and (m := pattern.search(text))
    }
    assert offenders == {}


def test_nothing_is_left_unfinished():
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|NotImplemented" + r"Error)\b")
    offenders = {
        n: m.group(0)
        for n, text in small_texts()
        if n.endswith((".py", ".md", ".html")) and (m := marks.search(text))
    }
    assert offenders == {}


@pytest.mark.parametrize("name", ["scripts/run", "scripts/test", ".ci/run"])
def test_commands_can_be_run(name):
    assert (ROOT / name).stat().st_mode & 0o111
    assert (ROOT / name).read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")


# folders of like things, one file each
LIKE_THINGS = {"corridors/cli", "corridors/layers", "scripts/builders"}
MOST_MODULES = 16


def folders():
    """Return the number of modules in each folder, without `__init__`."""
    modules = [
        Path(name) for name in tracked() if name.endswith(".py") and not name.endswith("__init__.py")
    ]
    return Counter(str(module.parent) for module in modules)


def test_no_folder_holds_too_many_modules():
    assert [f for f, n in folders().items() if n > MOST_MODULES and f not in LIKE_THINGS] == []


def test_tests_mirror_the_tree():
    packages = {f for f in folders() if f.startswith("corridors")}
    tested = {
        f for f in folders() if f.startswith("tests/") and Path(f).name not in {"support", "fixtures"}
    }
    assert {f for f in tested if f.replace("tests/", "corridors/", 1) not in packages} == set()
    untested = {
        f for f in packages if f.count("/") == 1 and f.replace("corridors/", "tests/", 1) not in tested
    }
    assert untested == set()


def test_each_test_module_is_named_for_a_module_or_states_its_topic():
    """A module's docstring states the topic; the same name below `corridors/` needs none."""
    modules = {name.removeprefix("corridors/") for name in python_files("corridors/")}
    silent = []
    for name in python_files("tests/"):
        path = Path(name).relative_to("tests")
        module = str(path.with_name(path.name.removeprefix("test_")))
        if path.name.startswith("test_") and module not in modules and not ast.get_docstring(tree(name)):
            silent.append(name)
    assert silent == []


def test_the_guide_lists_the_tree_and_nothing_else():
    """Each top-level module and folder of the package has one row of CONTRIBUTING's table."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)
    tops = {Path(name).parts[1].removesuffix(".py") for name in python_files("corridors/")}
    assert sorted(rows) == sorted(tops - {"__init__"})
