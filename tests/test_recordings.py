"""Commands and pages give what was recorded; the recordings go once the moves of issue 7 end."""

import subprocess
import sys

import pytest


@pytest.mark.recordings
def test_commands_and_pages_are_as_recorded(root):
    command = [sys.executable, "scripts/record.py", "compare"]
    done = subprocess.run(
        command, cwd=root, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
