"""The public functions: each opens the shipped data when it is first asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from corridors.analysis.backtest import Backtest
    from corridors.exchange.gem import GemImport
    from corridors.graph.network import Network
    from corridors.model import Itinerary, Place, Throughput
    from corridors.pipelines import PipelineRoute

__all__ = ["backtest", "flows", "layer", "network", "pipeline_route", "places", "route", "throughput"]


def route(  # noqa: PLR0913 - one parameter a part of the question
    origin: str | Place,
    destination: str | Place,
    *,
    via: Sequence[str | Place] = (),
    avoid: Sequence[str | Place] = (),
    modes: Sequence[str] = ("rail", "ferry"),
    by: str = "distance",
    allow: Sequence[str] = (),
) -> Itinerary:
    """Find the best route over the shipped network; see :meth:`corridors.routing.planner.Planner.route`."""
    from corridors.routing.planner import default_planner  # noqa: PLC0415 - importing the package stays quick

    return default_planner().route(
        origin, destination, via=via, avoid=avoid, modes=modes, by=by, allow=allow
    )


def network() -> Network:
    """Return the shipped network."""
    from corridors.routing.planner import default_planner  # noqa: PLC0415

    return default_planner().network


def places(query: str, limit: int = 10) -> tuple[Place, ...]:
    """Find places by a name in any script, a UN/LOCODE or ``lon,lat``, best first."""
    from corridors.routing.planner import default_planner  # noqa: PLC0415

    return default_planner().gazetteer.find(query, limit)


def layer(name: str, year: int | None = None) -> gpd.GeoDataFrame:
    """Return a layer, EPSG:4326, as it stood at the end of a year (today by default)."""
    from corridors.layers.kit import registry  # noqa: PLC0415

    return registry.load(name, year)


def throughput(name: str, metric: str | None = None) -> Throughput:
    """Return the annual series of a crossing, pipeline, service or relation, with their sources."""
    from corridors.traffic.series import annual  # noqa: PLC0415

    return annual(name, metric)


def pipeline_route(
    origin: str,
    destination: str,
    *,
    commodity: str | None = None,
    year: int | None = None,
    pipelines: GemImport | Path | str | None = None,
) -> PipelineRoute:
    """Find the way by pipeline; see :func:`corridors.pipelines.route.pipeline_route`.

    ``pipelines`` is a file of Global Energy Monitor's, or what ``import_gem`` made of one: its courses come in the
    place of ours, for this answer alone.
    """
    from corridors.pipelines import pipeline_route as find  # noqa: PLC0415

    if pipelines is None:
        return find(origin, destination, commodity=commodity, year=year)
    found = _imported(pipelines)
    return find(origin, destination, commodity=commodity, year=year, courses=found.courses)


def _imported(pipelines: GemImport | Path | str) -> GemImport:
    from corridors.exchange.gem import import_gem  # noqa: PLC0415

    if not isinstance(pipelines, str | Path):
        return pipelines
    found = import_gem(pipelines)
    found.need_one(Path(pipelines).name)
    return found


def flows(year: int) -> gpd.GeoDataFrame:
    """Return the segments of the railways with the China–Europe trains of a year; see `corridors.traffic.segments.flows`."""
    from corridors.routing.planner import default_planner  # noqa: PLC0415
    from corridors.traffic.segments import flows as segments  # noqa: PLC0415

    return segments(default_planner(), year)


def backtest() -> Backtest:
    """Hold modelled lengths against the published ones that are shipped."""
    from corridors.analysis import backtest as analysis  # noqa: PLC0415
    from corridors.routing.planner import default_planner  # noqa: PLC0415

    return analysis.backtest(default_planner(), analysis.published_lengths())
