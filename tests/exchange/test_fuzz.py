"""Mutated files of every form: read, or refused in one line; scripts/fuzz.py tries more of the same."""

from __future__ import annotations

import pytest

from scripts.fuzzing.seeds import FORMS, seeds_of
from scripts.fuzzing.trying import READERS, tried

FILES = {"catalogue": 400, "csv": 400, "xlsx": 300, "graphml": 150}
FEWER = 100


def test_each_form_has_its_reader():
    assert set(READERS) == set(FORMS)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_sound_files_are_read(form, tmp_path):
    for name, data in seeds_of(form, tmp_path):
        (tmp_path / name).write_bytes(data)
        READERS[form](tmp_path / name)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_mutated_files_are_read_or_refused_in_one_line(form, tmp_path):
    out = tried(form, range(FILES.get(form, FEWER)), seeds_of(form, tmp_path), tmp_path)
    assert out.faults == {}
    assert {"read", "refused"} >= set(out.outcomes) > {"refused"}
