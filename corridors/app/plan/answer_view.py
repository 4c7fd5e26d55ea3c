"""An answer as a page shows it, whatever moves: names, figures, bars, notes and tables; nothing of Streamlit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

from corridors.data.catalogue import address_of
from corridors.layers.kit.registry import style_of, title_of
from corridors.model import Itinerary
from corridors.presentation import pipeline_tables as pipes
from corridors.presentation import route_tables as freight
from corridors.presentation import style
from corridors.presentation.naming import country_name, named
from corridors.presentation.said import Door, grounds_of, is_doubt, said, said_of_service
from corridors.presentation.vocabulary import word
from corridors.traffic.services import services_between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corridors.costs.time import CostModel
    from corridors.i18n import Words
    from corridors.model import Note, Route
    from corridors.pipelines import PipelineRoute

__all__ = ["AnswerView", "SourceLink", "TableView", "Told", "view_of"]

RAIL: Final = "rail"
WET: Final = frozenset({"ferry", "sea"})
SourceLink = tuple[str, str]
"""What something rests on, in words, and where that is."""
Told = tuple[str, tuple[SourceLink, ...]]
"""A note in words and what it rests on."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of an answer with what its figures rest on; where rows name their sources, nothing more."""

    key: str
    title: str
    rows: pd.DataFrame = field(compare=False)
    grounds: tuple[SourceLink, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a page shows of an answer, in the reader's language.

    ``warnings`` are what makes the way doubtful, ``notes`` what else
    belongs to its head, ``background`` what its lengths and capacities rest on. ``bars`` has a row a stretch with ``country``, ``on`` (land or water) and ``km``, in the order of the way,
    drawn in ``ink``; ``ground`` is what these kilometres rest on. A note comes with its own grounds, or none.
    """

    origin: str
    destination: str
    what: str
    figures: tuple[freight.Figure, ...]
    bars: pd.DataFrame = field(compare=False)
    ink: str
    ground: SourceLink
    warnings: tuple[Told, ...]
    notes: tuple[Told, ...]
    background: tuple[Told, ...]
    tables: tuple[TableView, ...]


def view_of(found: Itinerary | PipelineRoute, costs: CostModel, lang: str, _: Words) -> AnswerView:
    """Return what a page shows of an answer.

    Parameters
    ----------
    found
        The answer; of several routes the best is shown.
    costs
        The speeds and dwell times that freight was timed with.
    lang
        Language of names.
    _
        Puts English into the reader's language.
    """
    return _freight(found, costs, lang, _) if isinstance(found, Itinerary) else _by_pipeline(found, lang, _)


def _freight(found: Itinerary, costs: CostModel, lang: str, _: Words) -> AnswerView:
    route = found.routes[0]
    measured, timed = freight.modelled(_), freight.timed(_)
    shown = freight.figures(route, costs, lang, _, (found.origin.country, found.destination.country))
    countries, assumed = (shown[i].basis for i in (0, 1))
    return AnswerView(
        origin=named(found.origin, lang),
        destination=named(found.destination, lang),
        what=word("family", route.family, _),
        figures=shown,
        bars=_stretches(route, lang),
        ink=style.family(route.family).colour,
        ground=measured,
        warnings=_told(found.warnings, _),
        notes=(*_services(found, _), *_told(found.notes, _)),
        background=(),
        tables=(
            TableView("legs", _("Legs"), freight.legs_table(route, lang, _), (measured, timed)),
            TableView("countries", _("Countries"), countries, (measured, timed)),
            TableView("crossings", _("Borders and changes"), freight.crossings_table(route, lang, _)),
            TableView("assumptions", _("Assumptions"), assumed),
            TableView("sources", _("Sources"), freight.sources_table(route, _)),
        ),
    )


def _told(notes: Iterable[Note], _: Words) -> tuple[Told, ...]:
    return tuple((said(note, Door.PAGE, _), grounds_of(note, _)) for note in notes)


def _services(found: Itinerary, _: Words) -> tuple[Told, ...]:
    """Return the published train services between the ends, each with its source."""
    route = found.routes[0]
    if RAIL not in route.modes:
        return ()
    return tuple(
        (
            said_of_service(
                s.name,
                s.first_year,
                (s.published_distance_km, route.distance_km),
                _,
                on_the_way=s.on_the_way(route),
            ),
            ((s.source.title, address_of(s.source, "rail_services")),),
        )
        for s in services_between(found.origin, found.destination)
    )


def _stretches(route: Route, lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "country": country_name(leg.country, lang),
            "on": "water" if str(leg.mode) in WET else "land",
            "km": leg.distance_km,
        }
        for leg in route.legs
    )


def _by_pipeline(way: PipelineRoute, lang: str, _: Words) -> AnswerView:
    measured = pipes.pipe_modelled(_)
    countries = pipes.pipe_countries_table(way, lang, _)
    noted = [(is_doubt(note), told) for note, told in zip(way.notes, pipes.noted(way, _), strict=True)]
    return AnswerView(
        origin=way.origin,
        destination=way.destination,
        what=title_of(way.commodity, _),
        figures=pipes.pipe_figures(way, lang, _),
        bars=pd.DataFrame(
            {
                "country": pipes.pipe_country(code, lang, _),
                "on": "water" if code == pipes.SEA else "land",
                "km": length_km,
            }
            for code, length_km in way.countries.items()
        ),
        ink=style_of(way.commodity).colour,
        ground=measured,
        warnings=tuple(told for doubtful, told in noted if doubtful),
        notes=(),
        background=tuple(told for doubtful, told in noted if not doubtful),
        tables=(
            TableView("pipelines", _("Pipelines"), pipes.pipes_table(way, _), (measured,)),
            TableView("pipe-countries", _("Countries"), countries, (measured,)),
            TableView("pipe-sources", _("Sources"), pipes.pipe_sources_table(way, _)),
        ),
    )
