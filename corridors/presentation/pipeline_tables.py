"""A way through pipelines as figures and tables for the page: values only, nothing of Streamlit.

Modelled kilometres are measured between the named points of ``pipeline_points``; published ones,
capacities and years are those of the rows of ``pipelines``. They never share a column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from corridors.data.catalogue import DATA, address_of
from corridors.model.wording import word_note
from corridors.presentation.naming import country_name
from corridors.presentation.route_tables import Figure
from corridors.presentation.text import figure, length, percent, with_unit
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from corridors.i18n import Words
    from corridors.model import Note
    from corridors.pipelines import PipelineLeg, PipelineRoute

__all__ = [
    "SEA",
    "leg_address",
    "noted",
    "pipe_countries_table",
    "pipe_country",
    "pipe_figures",
    "pipe_modelled",
    "pipe_sources_table",
    "pipes_table",
]

SEA: Final = "SEA"
PIPELINES: Final = "pipelines"
PIPELINES_FILE: Final = f"{DATA}{PIPELINES}"
POINTS_FILE: Final = f"{DATA}pipeline_points"
MOST_NAMED: Final = 4
"""More countries than these are named by their codes."""


def pipe_modelled(_: Words) -> tuple[str, str]:
    """Return in words what kilometres of pipelines are measured on, and where that is."""
    return _("Modelled on named points"), POINTS_FILE


def pipe_country(code: str, lang: str, _: Words) -> str:
    """Return a country's name in a language, or that of the sea bed."""
    return _("Sea bed") if code == SEA else country_name(code, lang)


def pipe_figures(way: PipelineRoute, lang: str, _: Words) -> tuple[Figure, ...]:
    """Return the figures at the head of the page for a way through pipelines.

    Parameters
    ----------
    way
        The way.
    lang
        Language of country names.
    _
        Puts English into the reader's language.
    """
    return (
        _length(way, lang, _),
        _tightest(way, _),
        _published(way, _),
        _pipelines(way, _),
        _countries(way, lang, _),
        _since(way, _),
    )


def _length(way: PipelineRoute, lang: str, _: Words) -> Figure:
    how = _(
        "The sum of straight steps between the named points of each pipeline, measured on the ellipsoid. "
        "Bends are left out, so published lengths are mostly longer."
    )
    joins = _("{km} between pipelines that are joined not counted").format(km=length(way.join_km, _))
    ends = f"{way.legs[0].from_name} – {way.legs[-1].to_name}"
    detail = f"{ends}; {joins}" if way.join_km >= 1 else ends
    return Figure(
        _("Length"),
        length(way.length_km, _),
        detail,
        how,
        pipe_modelled(_),
        pipe_countries_table(way, lang, _),
    )


def _tightest(way: PipelineRoute, _: Words) -> Figure:
    how = _(
        "The smallest published capacity along the way. It bounds what can pass; nothing says that as much does."
    )
    leg = way.tightest
    if leg is None:
        ground = _("Table of pipelines"), PIPELINES_FILE
        return Figure(
            _("Tightest capacity"), "–", _("Not published"), how, ground, _basis(way, _("Capacity"), _)
        )
    unknown = sum(one.capacity is None for one in way.legs)
    detail = leg.name
    if unknown:
        detail += "; " + _.ngettext(
            "{count} of {all} not published", "{count} of {all} not published", unknown
        ).format(count=unknown, all=len(way.legs))
    ground = _source_words(leg, _), leg_address(leg)
    basis = _basis(way, _("Capacity"), _)
    return Figure(_("Tightest capacity"), _capacity(leg, _), detail, how, ground, basis)


def _published(way: PipelineRoute, _: Words) -> Figure:
    whole = [leg for leg in way.legs if leg.published_length_km is not None]
    total_km = sum(leg.published_length_km or 0.0 for leg in whole)
    modelled_km = sum(leg.length_km for leg in whole)
    how = _(
        "The published lengths of the pipelines that are followed from end to end. Of the others none is "
        "published, or only a part of them is used. Modelled, the same pipelines have {km}."
    ).format(km=length(modelled_km, _))
    detail = _.ngettext("{count} of {all} pipelines", "{count} of {all} pipelines", len(way.legs)).format(
        count=len(whole), all=len(way.legs)
    )
    ground = _("Table of pipelines"), PIPELINES_FILE
    if len(whole) == 1:
        ground = _source_words(whole[0], _), leg_address(whole[0])
    value = "–"
    if whole and len(whole) == len(way.legs):
        value = length(total_km, _)
        off_pct = (modelled_km - total_km) / total_km * 100
        detail += "; " + _("modelled {km}, {off}").format(
            km=length(modelled_km, _), off=percent(off_pct, _, signed=True)
        )
    elif whole:
        detail += f": {length(total_km, _)}"
    basis = _basis(way, _("km, published"), _)
    return Figure(_("Published length"), value, detail, how, ground, basis)


def _pipelines(way: PipelineRoute, _: Words) -> Figure:
    how = _("Pipelines that share one course are taken together, and their capacities added up.")
    strings = sum(len(leg.strings) for leg in way.legs)
    parallel = _.ngettext("{count} with parallel strings", "{count} with parallel strings", strings)
    detail = parallel.format(count=strings) if strings > len(way.legs) else ""
    ground = _("Table of pipelines"), PIPELINES_FILE
    return Figure(_("Pipelines"), str(len(way.legs)), detail, how, ground, pipes_table(way, _))


def _countries(way: PipelineRoute, lang: str, _: Words) -> Figure:
    codes = [code for code in way.countries if code != SEA]
    names = codes if len(codes) > MOST_NAMED else [country_name(code, lang) for code in codes]
    how = _(
        "The countries of the points along the way, in its order. A step to a point at sea counts as sea."
    )
    basis = pipe_countries_table(way, lang, _)
    return Figure(_("Countries"), str(len(codes)), " – ".join(names), how, pipe_modelled(_), basis)


def _since(way: PipelineRoute, _: Words) -> Figure:
    how = _("The year in which the last of the pipelines opened; before that there was no such way.")
    basis = _basis(way, _("Opened"), _)
    dated = [leg for leg in way.legs if leg.opened_year is not None]
    if len(dated) < len(way.legs):
        ground = _("Table of pipelines"), PIPELINES_FILE
        detail = _("The opening of a pipeline is not known")
        return Figure(_("Open since"), "–", detail, how, ground, basis)
    last = max(dated, key=lambda leg: leg.opened_year or 0)
    ground = _source_words(last, _), leg_address(last)
    return Figure(_("Open since"), str(last.opened_year), last.name, how, ground, basis)


def _basis(way: PipelineRoute, column: str, _: Words) -> pd.DataFrame:
    """Return one column of the table of pipelines with names and sources; it stands first, where a phone shows it."""
    return pipes_table(way, _)[[column, _("Pipeline"), _("Link"), _("Source")]]


def _source_words(leg: PipelineLeg, _: Words) -> str:
    """Return the title of a leg's source; of several, where their rows are."""
    titles = {source.title for source in leg.sources}
    return titles.pop() if len(titles) == 1 else _("Table of pipelines")


def leg_address(leg: PipelineLeg) -> str:
    """Return where the source of a leg can be read; of strings with several, the table with their rows."""
    addresses = {address_of(source, PIPELINES) for source in leg.sources}
    return addresses.pop() if len(addresses) == 1 else PIPELINES_FILE


def _capacity(leg: PipelineLeg, _: Words) -> str:
    if leg.capacity is None:
        return _("not published")
    return with_unit(figure(leg.capacity, _), word("capacity unit", leg.capacity_unit, _), _)


def pipes_table(way: PipelineRoute, _: Words) -> pd.DataFrame:
    """Return a row a pipeline in the order of the way: ends, lengths, capacity, opened, status, source."""
    return pd.DataFrame(
        {
            _("Pipeline"): leg.name,
            _("From"): leg.from_name,
            _("To"): leg.to_name,
            _("km, modelled"): round(leg.length_km, 1),
            _("km, published"): leg.published_length_km,
            _("Capacity"): _capacity(leg, _),
            _("Opened"): leg.opened_year,
            _("Status"): word("status", leg.status, _),
            _("Link"): leg_address(leg),
            _("Source"): "; ".join(dict.fromkeys(source.title for source in leg.sources)),
        }
        for leg in way.legs
    ).astype({_("km, published"): float, _("Opened"): "Int64"})


def pipe_countries_table(way: PipelineRoute, lang: str, _: Words) -> pd.DataFrame:
    """Return a row a country in the order of the way: km modelled, share."""
    total = way.length_km or 1.0
    return pd.DataFrame(
        {
            _("Country"): pipe_country(code, lang, _),
            _("km, modelled"): round(length_km, 1),
            _("Share"): length_km / total,
        }
        for code, length_km in way.countries.items()
    )


def pipe_sources_table(way: PipelineRoute, _: Words) -> pd.DataFrame:
    """Return a row a source: what it is of, title, publisher, date, how sure it is, address."""
    return pd.DataFrame(
        {
            _("Of"): source.id,
            _("Source"): source.title,
            _("Publisher"): source.publisher,
            _("Date"): source.date,
            _("Confidence"): word("confidence", source.confidence, _),
            _("Link"): address_of(source),
        }
        for source in way.sources
    ).drop_duplicates(ignore_index=True)


def noted(way: PipelineRoute, _: Words) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return each note with what it rests on: words and address of its sources."""
    return tuple((word_note(note, _, cited=False), _grounds(note, _)) for note in way.notes)


def _grounds(note: Note, _: Words) -> tuple[tuple[str, str], ...]:
    named = tuple((source.title, address_of(source)) for source in note.sources)
    return named or (pipe_modelled(_),)
