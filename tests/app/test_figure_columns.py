"""Figures in tables are written as in the text beside them, and stay numbers."""

import pandas as pd

from corridors.app.figure_columns import with_figures
from corridors.i18n import translator

SAME = translator()


def test_figures_of_a_table_have_the_form_of_the_text():
    rows = pd.DataFrame({"km": [1234.56, None], "Name": ["a", "b"]})
    told = with_figures(rows, {"km": 1, "Hours": 1}, SAME, missing="–")
    assert "1\u202f234.6" in told.to_html()
    assert "–" in told.to_html()
    assert told.data["km"].iloc[0] == 1234.56
