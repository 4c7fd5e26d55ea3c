"""The page Provinces: a Chinese province's trains to Europe and Central Asia, and its part at the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from corridors.app.address import choose, language, words
from corridors.app.cached import planner
from corridors.app.downloads import download_row
from corridors.app.figure_columns import with_figures
from corridors.app.map.map_component import show_scene
from corridors.app.provinces.cards import cards_html
from corridors.app.provinces.facts import (
    FLOWS_FILE,
    SERVICES_FILE,
    Part,
    best_known,
    crossing_names,
    every_year,
    known_services,
    parts,
    parts_table,
    province_names,
    series,
    services_table,
)
from corridors.data import layers
from corridors.data.catalogue import web
from corridors.errors import UnknownName
from corridors.exchange import to_bytes
from corridors.presentation.charts import series_chart
from corridors.presentation.naming import linked, literal
from corridors.presentation.series_tables import Panel, points_table
from corridors.presentation.text import number, percent
from corridors.traffic.services import province_code, service_routes, services
from corridors.webmap import Scene

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corridors.app.provinces.facts import ModelledService
    from corridors.i18n import Words
    from corridors.model import Itinerary, Source
    from corridors.traffic.flow_values import YearFlows

__all__ = ["render", "subject"]

PAGE: Final = "provinces"
PROVINCE: Final = "province"
TRAINS_FILE: Final = "?page=data&name=china_europe_trains"
CROSSINGS_FILE: Final = "?page=data&name=crossing_throughput"
BOX_KEY, MAIN_KEY = "province-box", "main-province"
MAIN: Final = ("CN-CQ", "CN-SN", "CN-SC", "CN-HA", "CN-ZJ", "CN-JS", "CN-XJ")
SHOWN: Final = ("relief", "rails", "names", "cities", "crossings", "regions", "terminals", "routes")
MOST_ROWS_SHOWN: Final = 16
TALL_PX: Final = 560
MOST_DRAWN: Final = 24


@st.cache_resource(show_spinner=False)
def _every_year() -> tuple[YearFlows, ...]:
    return every_year()


@st.cache_resource(max_entries=40, show_spinner=False)
def _routes(province: str) -> tuple[Itinerary, ...]:
    """Return the routes of a province's services, each way once."""
    once = {s.waypoints: s for s in services(province) if s.waypoints}
    return tuple(found.itinerary for found in service_routes(planner(), tuple(once.values())[:MOST_DRAWN]))


def subject() -> str:
    """Return the name of the province that is shown, for the window's title."""
    try:
        code = province_code(st.query_params.get(PROVINCE, "") or MAIN[0])
    except UnknownName:
        return ""
    return province_names(language()).get(code, "")


def render() -> None:
    """Draw the page for the province in the address."""
    _ = words()
    with st.container(key="sheet"):
        st.title(_("Provinces"), anchor=False)
        names = province_names(language())
        asked = st.query_params.get(PROVINCE, "") or MAIN[0]
        try:
            code = province_code(asked)
        except UnknownName:
            _choice(names, None)
            _unknown(asked)
            return
        _choice(names, code)
        _province(code, names[code])


def _choice(names: Mapping[str, str], province: str | None) -> None:
    """Draw what can be chosen: the main provinces as pills, all of them in a box."""
    _ = words()
    st.session_state[MAIN_KEY] = province if province in MAIN else None
    st.session_state[BOX_KEY] = province
    st.pills(
        _("Most trains"),
        MAIN,
        format_func=lambda code: literal(names[code]),
        key=MAIN_KEY,
        on_change=_choose,
        args=(MAIN_KEY,),
        label_visibility="collapsed",
    )
    st.selectbox(
        _("Province of China"),
        list(names),
        index=None if province is None else 0,
        format_func=names.__getitem__,
        key=BOX_KEY,
        on_change=_choose,
        args=(BOX_KEY,),
        placeholder=_("Choose a province"),
        width=420,
    )


def _choose(key: str) -> None:
    code = st.session_state[key]
    if code:
        choose(PROVINCE, str(code))


def _unknown(asked: str) -> None:
    _ = words()
    with st.container(key="fault"):
        st.markdown(f"##### {_('China has no province of that name')}")
        st.markdown(
            _("{name} is not known here. Choose one above; a code such as CN-CQ will do, too.").format(
                name=f"«{literal(asked[:60])}»"
            )
        )


def _province(code: str, name: str) -> None:
    """Draw a province: what runs, where, how many, and its part at the border."""
    _ = words()
    modelled = known_services(code, language())
    if not modelled:
        _empty(name)
        return
    _lead(modelled, name)
    with st.container(key="province-map"), st.spinner(_("Drawing the map …")):
        show_scene(PAGE, Scene(layers=SHOWN), _routes(code))
    head, down = st.columns([3, 2], vertical_alignment="bottom")
    with head:
        st.subheader(_("Services"), anchor="services")
    with down:
        _downloads(code, modelled)
    st.html(cards_html(modelled, language(), _))
    st.subheader(_("Trains a year"), anchor="trains")
    _trains(code)
    st.subheader(_("Its part at Horgos and Alashankou"), anchor="part")
    _parts(code)


def _empty(name: str) -> None:
    _ = words()
    with st.container(key="empty"):
        sentence = _("No train service from {name} to Europe or Central Asia is in the {table}.").format(
            name=f"**{literal(name)}**", table=f"[{_('table of services')}]({SERVICES_FILE})"
        )
        st.markdown(sentence)
        st.markdown(_("That the table has none does not mean that no train ever ran."))


def _lead(modelled: Sequence[ModelledService], name: str) -> None:
    _ = words()
    first = next((k.service for k in modelled if k.service.first_year is not None), None)
    text = _.ngettext(
        "{count} service from {name} is known.", "{count} services from {name} are known.", len(modelled)
    ).format(count=f"[{len(modelled)}]({SERVICES_FILE})", name=f"**{literal(name)}**")
    if first is not None:
        source = linked(str(first.first_year), web(first.source.url) or SERVICES_FILE)
        said = _("The first ran in {year}: {service}.")
        then = said.format(year=source, service=literal(first.name))
        text = _.pgettext("two sentences", "{first} {second}").format(first=text, second=then)
    st.markdown(text)


def _downloads(code: str, modelled: Sequence[ModelledService]) -> None:
    _ = words()
    rows = layers.load("service_routes")
    mine = rows[rows["province"] == code].reset_index(drop=True)
    files = {
        "csv": ("CSV", lambda: to_bytes(services_table(modelled), "csv")),
        "geojson": ("GeoJSON", lambda: to_bytes(mine, "geojson")),
    }
    download_row(f"services-{code}", files)


def _trains(code: str) -> None:
    """Draw the counts of the province's trains, or say that there is none."""
    _ = words()
    lines = series(code)
    if not lines:
        st.markdown(
            _("Nobody's count of this province's trains for a full year is in the {table}.").format(
                table=f"[{_('table of trains')}]({TRAINS_FILE})"
            )
        )
        return
    with st.container(key="chart"):
        st.altair_chart(series_chart(lines, (), _), alt=_("Chart of the figures in the table below"))
        st.caption(
            _(
                "Full point: as reported. Hollow point: derived, rounded or unverified. Where a year has no "
                "figure the line breaks. A click on a point opens its source."
            )
        )
    panel = Panel("trains", lines[0].unit, "both", lines, ())
    columns: dict[str, Any] = {
        _("Year"): st.column_config.NumberColumn(format="%d", width="small"),
        _("Value"): st.column_config.NumberColumn(width="small"),
        _("Link"): st.column_config.LinkColumn(display_text=_("open"), width="small"),
        _("Source"): st.column_config.TextColumn(width="large"),
    }
    _frame(points_table(panel, _), columns, _("Points with year, value, kind and source"))


def _frame(rows: Any, columns: Mapping[str, Any], alt: str) -> None:
    _ = words()
    figures = dict.fromkeys((_("Value"), _("From the province"), _("Counted there")))
    st.dataframe(
        with_figures(rows, figures, _),
        hide_index=True,
        column_config=dict(columns),
        height="content" if len(rows) <= MOST_ROWS_SHOWN else TALL_PX,
        placeholder="",
        alt=alt,
    )


def _parts(code: str) -> None:
    """Draw the province's part in the trains counted at the two crossings, year by year."""
    _ = words()
    province_parts = parts(code, _every_year())
    names = crossing_names(language())
    best = best_known(province_parts)
    for part in best.values():
        st.markdown(_told(part, names[part.crossing_id]))
    if not best:
        st.markdown(_("Unknown: no year has both a count of its trains and one at these crossings."))
    st.caption(
        _(
            "Trains of a city are shared equally among its known services, and each service goes by its crossing; "
            "so these parts are estimates. Where services without a count go there, too, they are at least so large. "
            "How this agrees with the counts at the border: {flows}."
        ).format(flows=f"[{_('trains by segment')}]({FLOWS_FILE})")
    )
    if province_parts:
        columns: dict[str, Any] = {
            _("Year"): st.column_config.NumberColumn(format="%d", width="small"),
            _("From the province"): st.column_config.NumberColumn(width="small"),
            _("Counted there"): st.column_config.NumberColumn(width="small"),
            _("Its source"): st.column_config.LinkColumn(display_text=_("open"), width="small"),
            _("Source of the count"): st.column_config.LinkColumn(display_text=_("open"), width="small"),
            _("How"): st.column_config.TextColumn(width="large"),
        }
        rows = parts_table(province_parts, names, _)
        _frame(rows, columns, _("Years with trains of the province, trains counted and the share"))


def _told(part: Part, name: str) -> str:
    _ = words()
    share = f"**[{percent(part.share_pct or 0.0, _, digits=0)}]({FLOWS_FILE})**"
    pattern = {
        "at least": _("{crossing}, {year}: at least {share} ({own} of {counted} trains)"),
        "estimate": _("{crossing}, {year}: about {share} ({own} of {counted} trains)"),
        "assigned": _("{crossing}, {year}: {share} ({own} of {counted} trains)"),
    }[part.basis]
    own = _figure(part.assigned or 0.0, _read_at(part.own, TRAINS_FILE), _)
    counted = _figure(part.counted, _read_at(part.border, CROSSINGS_FILE), _)
    return pattern.format(crossing=literal(name), year=part.year, share=share, own=own, counted=counted)


def _figure(trains: float, address: str, _: Words) -> str:
    return linked(number(trains, _), address)


def _read_at(source: Source | None, table: str) -> str:
    return (web(source.url) if source else None) or table
