"""What a step of the story consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridors.webmap.scene import Scene

__all__ = ["Chart", "Step"]


@dataclass(frozen=True, slots=True)
class Chart:
    """Annual series drawn together: those of one metric and direction, of one or more subjects."""

    title: str
    subjects: tuple[str, ...]
    """Names that `corridors.traffic.series.annual` takes."""
    metric: str
    direction: str = "both"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: texts in English to be translated, charts, and what the map shows beside them.

    Texts are templates: ``{name}`` stands for the figure of a row in `REFERENCES`, ``{name.form}`` for
    another part of that row; no digit stands in them.
    """

    id: str
    title: str
    scene: Scene
    paragraphs: tuple[str, ...]
    heading: str = ""
    """Above the points."""
    points: tuple[tuple[str, str], ...] = ()
    """Label and text of each."""
    closing: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()

    @property
    def templates(self) -> tuple[str, ...]:
        """Return every text with figures in it, in reading order."""
        return (*self.paragraphs, *(text for _label, text in self.points), *self.closing)
