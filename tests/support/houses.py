"""Copies of the set-up with a Python that only notes what it is asked, and what the locks pin."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ("requirements.txt", "scripts/requirements-dev.txt")
# stands where python3 would: makes .venv out of itself, and writes each call of pip into a file
STAND_IN = """#!/usr/bin/env bash
case "$*" in
  "-V") echo "Python 3.11.0" ;;
  "-m venv "*) mkdir -p "$3/bin" "$3/lib/python3.11/site-packages" && cp "$0" "$3/bin/python" ;;
  "-m pip "*) echo "$*" >>"$PIP_CALLS"; [ ! -e "$PIP_FAILS" ] || { cat "$PIP_FAILS"; exit 1; } ;;
  "-I scripts/damaged.py "*) [ ! -e "$DAMAGED" ] || cat "$DAMAGED" ;;
  "-P -m corridors "*) shift 3; echo "$@" ;;
esac
"""


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line.split("#")[0].split(" --hash=")[0].strip() for line in lines]
    return {normal(pin.split("==")[0]): pin for pin in wanted if pin}


class House:
    """A copy of the set-up in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.calls, self.fails, self.damaged = (folder / name for name in ("calls", "fails", "damaged"))
        (folder / "scripts").mkdir()
        for name in (*LOCKS, "scripts/setup", "scripts/run", "scripts/damaged.py"):
            (folder / name).write_bytes((ROOT / name).read_bytes())
        stand_in = folder / "python-stand-in"
        stand_in.write_text(STAND_IN, encoding="utf-8")
        stand_in.chmod(0o755)
        self.env = os.environ | {
            "CORRIDORS_PYTHON": str(stand_in),
            "PIP_CALLS": str(self.calls),
            "PIP_FAILS": str(self.fails),
            "DAMAGED": str(self.damaged),
        }

    def run(self, *arguments, **how):
        command = ["bash", "scripts/run", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False, **how
        )

    def need_dev(self):
        script = "set -euo pipefail; source scripts/setup; need_python dev"
        subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.env, check=True, capture_output=True
        )

    def pip_calls(self):
        return self.calls.read_text().count("\n") if self.calls.exists() else 0
