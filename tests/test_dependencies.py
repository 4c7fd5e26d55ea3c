"""What is listed is imported, what is imported is listed, pinned and licensed."""

import ast
import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from houses import normal, pins

from corridors.extras import EXTRAS
from scripts import renew_pins

ROOT = Path(__file__).resolve().parent.parent
RUN, DEV = "requirements.txt", "scripts/requirements-dev.txt"
# imported under another name than they are installed by
DISTRIBUTIONS = {"pil": "pillow", "fonttools": "fonttools"}
OURS = {"corridors", "scripts"} | {p.stem for p in (ROOT / "tests").rglob("*.py")}
# run by name, or read by mypy: nothing imports them
TOOLS = {"pytest-xdist", "ruff", "mypy", "import-linter", "oxlint", "hatchling"}
# packages whose metadata state no licence: what their own repository states
LICENCES_ELSEWHERE = {
    "routingkit-cch": (
        "BSD-2-Clause",
        "https://github.com/HellOwhatAs/routingkit-cch/blob/main/Cargo.toml",
    ),
}


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(node):
    """Return the modules that a statement imports, by importlib too."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"import_module", "importorskip"}:
        return [a.value for a in node.args[:1] if isinstance(a, ast.Constant)]
    return []


def imported(*where):
    """Return the distributions that files import, beside the standard library and our own."""
    paths = [p for w in where for p in ([ROOT / w] if w.endswith(".py") else (ROOT / w).rglob("*.py"))]
    trees = [ast.parse(p.read_text(encoding="utf-8")) for p in paths]
    tops = {name.split(".")[0] for tree in trees for node in ast.walk(tree) for name in named(node)}
    foreign = {normal(top) for top in tops - set(sys_modules()) - OURS}
    return {DISTRIBUTIONS.get(name, name) for name in foreign}


def sys_modules():
    import sys

    return sys.stdlib_module_names


def listed(project):
    extras = project["optional-dependencies"]
    everything = [*project["dependencies"], *(name for names in extras.values() for name in names)]
    return {normal(name) for name in everything if not name.startswith("corridors[")}


def direct(lock):
    """Return what a lock lists in its own right: all above what others bring in, and what the tests need."""
    parts = re.split(r"^# brought in .*$", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    rest = [part.split("\n\n# ", 1)[1] for part in parts[1:] if "\n\n# " in part]
    return {
        normal(m) for part in [parts[0], *rest] for m in re.findall(r"^([\w.-]+)==", part, re.MULTILINE)
    }


def test_the_package_imports_what_it_lists_and_lists_what_it_imports(project):
    assert imported("corridors", "app.py") == listed(project)


def test_the_lock_names_the_same_and_what_the_tests_need(project):
    tests_alone = {"pytest", "hypothesis", "hatchling"}
    assert direct(RUN) == listed(project) | tests_alone


def test_scripts_and_tests_import_only_what_is_pinned():
    assert imported("scripts", "tests") - set(pins(RUN)) - set(pins(DEV)) == set()


def test_hashes_are_those_of_the_wheels_that_fit():
    taken = [
        *(
            "x-1.0-py3-none-any.whl",
            "x-1.0-py2.py3-none-any.whl",
            "x-1.0-cp39-abi3-manylinux_2_17_x86_64.whl",
        ),
        *(
            f"x-1.0-cp3{m}-cp3{m}-manylinux_2_28_{machine}.whl"
            for m in (11, 13)
            for machine in ("x86_64", "aarch64")
        ),
    ]
    left = [
        *(
            "x-1.0-py2-none-any.whl",
            "x-1.1-py3-none-any.whl",
            "x-1.0.tar.gz",
            "x-1.0-cp310-cp310-manylinux_2_28_x86_64.whl",
        ),
        *("x-1.0-cp313-cp313t-manylinux_2_28_x86_64.whl", "x-1.0-cp311-cp311-manylinux_2_28_ppc64le.whl"),
    ]
    files = [{"filename": name, "hashes": {"sha256": name}} for name in (*taken, *left)]
    assert renew_pins.hashes(files, "1.0") == sorted(taken)


def test_renewed_pins_keep_the_text_around_them():
    one, two = "a" * 64, "b" * 64
    text = f'# direct\nA_b==1.0 --hash=sha256:{one}  # optional\nc==2\nPIN = "pip==3"\n'
    known = {("A_b", "1.1"): [one, two], ("c", "2"): [two], ("pip", "3"): [one]}
    renewed = renew_pins.renewed(text, {"a-b": "1.1"}, known)
    assert renewed == (
        f"# direct\nA_b==1.1 --hash=sha256:{one} --hash=sha256:{two}  # optional\n"
        f'c==2 --hash=sha256:{two}\nPIN = "pip==3 --hash=sha256:{one}"\n'
    )


def test_development_lists_nothing_that_nobody_needs():
    stubs = {n for n in direct(DEV) if n.startswith("types-") or n.endswith("-stubs")}
    assert direct(DEV) - stubs - TOOLS - imported("scripts", "tests") == set()


def test_every_dependency_is_pinned_and_has_a_reason(project):
    assert listed(project) - set(pins(RUN)) == set()
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = [*project["dependencies"], *(n for e in project["optional-dependencies"].values() for n in e)]
    ours = [n for n in names if not n.startswith("corridors[")]
    assert [name for name in ours if not re.search(rf'"{name}", +# \w', text)] == []


def test_each_extra_is_told_by_the_error_of_what_it_brings(project):
    extras = project["optional-dependencies"]
    told = {DISTRIBUTIONS.get(normal(module), normal(module)): extra for module, extra in EXTRAS.items()}
    brought = {
        normal(n): extra
        for extra, names in extras.items()
        if extra != "speed"
        for n in names
        if "[" not in n
    }
    assert told == brought


def licence(name):
    """Return what a distribution's metadata state: an expression, a text or classifiers."""
    told = importlib.metadata.metadata(name)
    classifiers = [c for c in told.get_all("Classifier", []) if c.startswith("License ::")]
    stated = told.get("License-Expression") or told.get("License") or "; ".join(classifiers)
    return stated or " ".join(LICENCES_ELSEWHERE.get(normal(name), ()))


def test_every_dependency_states_its_licence():
    installed = {normal(d.metadata["Name"]) for d in importlib.metadata.distributions()}
    licences = {name: licence(name) for name in pins(RUN) if name in installed}
    assert [name for name, stated in licences.items() if not stated] == []
    assert len(licences) >= len(pins(RUN)) - 1  # routingkit_cch may be missing
