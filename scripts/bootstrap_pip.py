"""Make a virtual environment with pip where Python's venv or ensurepip is missing and apt cannot help.

usage: python3 scripts/bootstrap_pip.py FOLDER

Standard library alone: it runs before anything is installed. pip's wheel comes from the package index
that this machine's pip settings name (PIP_INDEX_URL, pip.conf); where they name none, it says what to install.
"""

from __future__ import annotations

import configparser
import hashlib
import os
import re
import ssl
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

PIN = "pip==26.3 --hash=sha256:f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def pip_setting(name: str, default: str) -> str:
    """Return a pip setting as pip itself would read it: environment first, then its files."""
    home = Path.home()
    files = [Path("/etc/pip.conf"), home / ".pip/pip.conf", home / ".config/pip/pip.conf"]
    named = os.environ.get("PIP_CONFIG_FILE", "")
    files = [] if named == os.devnull else [*files, *([Path(named)] if named else [])]
    parser = configparser.RawConfigParser()
    parser.read(files, encoding="utf-8")
    from_file = parser.get("global", name, fallback=default)
    return os.environ.get(f"PIP_{name.replace('-', '_').upper()}") or from_file


def pinned() -> tuple[str, str]:
    """Return the file name and the SHA-256 of the pinned wheel."""
    pin, digest = PIN.split(" --hash=sha256:")
    return f"{pin.replace('==', '-')}-py3-none-any.whl", digest


def wheel_link(page: str, base: str) -> str:
    """Return the address at which an index page links the pinned wheel."""
    links = [urldefrag(urljoin(base, unescape(link))).url for link in re.findall(r'href="([^"]+)"', page)]
    name, _ = pinned()
    if not (found := [link for link in links if link.rsplit("/", 1)[-1] == name]):
        sys.exit(f"{base} links no {name}.")
    return found[0]


def certificates() -> ssl.SSLContext:
    """Return the certificates that pip's settings name, else the machine's."""
    return ssl.create_default_context(cafile=pip_setting("cert", "") or None)


def package_index() -> str:
    """Return the address of the index that this machine's settings name, or say what to install."""
    index = pip_setting("index-url", "").rstrip("/")
    if not index:
        sys.exit(
            "pip's settings on this machine name no package index. Install Python's venv module "
            "(on Debian: apt-get install python3-venv), or set PIP_INDEX_URL."
        )
    return index


def fetched(address: str) -> bytes:
    """Return what lies at an address, or end with one line."""
    try:
        with urlopen(address, context=certificates()) as answer:
            return bytes(answer.read())
    except OSError as error:
        sys.exit(f"{address} cannot be read: {getattr(error, 'reason', error)}.")


def fetch_pip(folder: Path) -> Path:
    """Download pip's wheel into a folder, check its hash, and return its path."""
    base = f"{package_index()}/pip/"
    address = wheel_link(fetched(base).decode("utf-8"), base)
    body = fetched(address)
    name, digest = pinned()
    if hashlib.sha256(body).hexdigest() != digest:
        sys.exit(f"{address} is not the wheel that is pinned (its SHA-256 differs).")
    wheel = folder / name
    wheel.write_bytes(body)
    return wheel


def make_environment(folder: Path) -> Path:
    """Make a virtual environment without pip and return its Python."""
    python = folder / "bin" / "python"
    try:
        import venv  # noqa: PLC0415 - may be missing: that is why this file exists
    except ImportError:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        (folder / "lib" / version / "site-packages").mkdir(parents=True)
        python.parent.mkdir()
        python.symlink_to(sys.executable)
        home = Path(sys.executable).parent
        (folder / "pyvenv.cfg").write_text(f"home = {home}\n", encoding="utf-8")
    else:
        venv.create(folder, symlinks=True, with_pip=False)
    return python


def main(folder: Path) -> int:
    """Make the environment, put pip into it, and return an exit code."""
    package_index()
    python = make_environment(folder)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = fetch_pip(Path(scratch))
        command = [str(python), f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
