"""Pipelines routed by commodity: from a field to a refinery, town or border, over published joins."""

from __future__ import annotations

from corridors.pipelines.courses import Courses
from corridors.pipelines.lines import CoursePoint, Join, Line, load_joins, load_lines
from corridors.pipelines.places import Places
from corridors.pipelines.route import COMMODITIES, pipeline_route
from corridors.pipelines.suggest import NEAR, ServedPlace, Suggester
from corridors.pipelines.values import PipelineLeg, PipelineRoute

__all__ = [
    "COMMODITIES",
    "NEAR",
    "CoursePoint",
    "Courses",
    "Join",
    "Line",
    "PipelineLeg",
    "PipelineRoute",
    "Places",
    "ServedPlace",
    "Suggester",
    "load_joins",
    "load_lines",
    "pipeline_route",
]
