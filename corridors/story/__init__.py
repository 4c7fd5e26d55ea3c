"""The story of the corridor in eight steps: text whose every figure is a row of a table, charts, and scenes of the map."""

from corridors.story.chapters import STEPS, steps
from corridors.story.references import REFERENCES, Reference
from corridors.story.resolving import StoryFigure, chart_series, figures, resolve
from corridors.story.step import Chart, Step

__all__ = [
    "REFERENCES",
    "STEPS",
    "Chart",
    "Reference",
    "Step",
    "StoryFigure",
    "chart_series",
    "figures",
    "resolve",
    "steps",
]
