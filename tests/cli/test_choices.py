"""A wrong choice of an option is wrong usage: exit code 2, and the message lists what there is."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from corridors.cli.main import app

WRONG = {
    ("route", "Almaty", "Astana", "--by", "usd"): "distance",
    ("route", "Almaty", "Astana", "--mode", "air"): "ferry",
    ("route", "Almaty", "Astana", "--alternatives", "9"): "8",
    ("map", "-o", "x.html", "--lang", "xx"): "zh",
    ("pipeline", "Atyrau", "Alashankou", "--commodity", "coal"): "gas",
    ("nonsense",): "nonsense",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_exits_with_2_and_says_what_there_is(words):
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 2
    assert WRONG[words] in result.output
