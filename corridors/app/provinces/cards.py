"""The train services of a province as cards: values in, escaped HTML out; every figure is a link to its source."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from corridors.app.provinces.facts import ROUTES_FILE, SERVICES_FILE, route_link, source_address
from corridors.presentation.naming import country_name
from corridors.presentation.text import length, percent
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corridors.app.provinces.facts import ModelledService
    from corridors.i18n import Words

__all__ = ["cards_html"]


def cards_html(services: Sequence[ModelledService], lang: str, _: Words) -> str:
    """Return a card a service.

    Parameters
    ----------
    services
        Services with their modelled routes.
    lang
        Language of country names.
    _
        Puts English into the reader's language.
    """
    return f'<div class="services">{"".join(_card(known, lang, _) for known in services)}</div>'


def _card(known: ModelledService, lang: str, _: Words) -> str:
    service = known.service
    zh = f' <span lang="zh">{escape(service.name_zh)}</span>' if service.name_zh else ""
    parts = (
        f"<h4>{escape(service.name)}{zh}</h4>",
        f"<p>{_since(known, _)} · {_border(known, _)}</p>",
        f"<dl>{_published(known, _)}{_modelled(known, _)}</dl>",
        _way(known, lang, _),
        _source(known, _),
    )
    return f'<article class="service" id="{escape(service.id, quote=True)}">{"".join(parts)}</article>'


def _link(text: str, address: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(text)}</a>'


def _since(known: ModelledService, _: Words) -> str:
    service = known.service
    test = service.status == "test"
    if service.status == "plan":
        return f"<b>{escape(_('Planned'))}</b>"
    if service.first_year is None:
        return escape(_("first year not known (test runs)") if test else _("first year not known"))
    year = _link(str(service.first_year), source_address(service.source))
    text = _("since {year} (test runs)") if test else _("since {year}")
    return escape(text).replace("{year}", year)


def _border(known: ModelledService, _: Words) -> str:
    if not known.crossing:
        return escape(_("crossing not stated"))
    stated = known.service.crossing_basis == "stated"
    text = _("by {crossing}") if stated else _("by {crossing} (inferred)")
    return escape(text.format(crossing=known.crossing))


def _figure(label: str, shown: str) -> str:
    return f"<div><dt>{escape(label)}</dt><dd>{shown}</dd></div>"


def _published(known: ModelledService, _: Words) -> str:
    published = known.service.published_distance_km
    if published is None:
        return _figure(_("Published"), f"<i>{escape(_('no figure'))}</i>")
    about = "≈\u202f" if known.service.distance_value_type == "rounded" else ""
    return _figure(
        _("Published"), _link(about + length(published, _), source_address(known.service.source))
    )


def _modelled(known: ModelledService, _: Words) -> str:
    if known.modelled_km is None:
        return _figure(_("Modelled"), f"<i>{escape(_('its way is not described'))}</i>")
    shown = _figure(_("Modelled"), _link(length(known.modelled_km, _), ROUTES_FILE))
    if known.difference_pct is None:
        return shown
    told = percent(known.difference_pct, _, signed=True)
    return shown + _figure(_("Difference"), _link(told, ROUTES_FILE))


def _way(known: ModelledService, lang: str, _: Words) -> str:
    if not known.countries:
        return ""
    through = " – ".join(
        f"{country_name(code, lang)} {length(part_km, _)}" for code, part_km in known.countries
    )
    follow = _link(_("Follow the route"), route_link(known.service))
    assumed = ""
    if known.service.waypoints_basis.startswith("assumed"):
        assumed = f" {escape(_('Its source does not say by which crossing: the shortest way is drawn.'))}"
    way = _link(_("Modelled: {countries}").format(countries=through), ROUTES_FILE)
    return f'<p class="way">{way}. {follow}.{assumed}</p>'


def _source(known: ModelledService, _: Words) -> str:
    source = known.service.source
    told = ", ".join(escape(text) for text in (source.publisher, source.date) if text)
    sure = _("confidence: {confidence}").format(confidence=word("confidence", source.confidence, _))
    doubt = f" ({escape(sure)})"
    row = f" · {_link(_('its row'), SERVICES_FILE)}" if source_address(source) != SERVICES_FILE else ""
    title = _link(source.title, source_address(source))
    return f'<p class="origin">{escape(_("Source"))}: {title}{", " if told else ""}{told}{doubt}{row}</p>'
