"""A step of the story as HTML: escaped text, each figure a link to its source. Values only, nothing of Streamlit."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from corridors.data.catalogue import web
from corridors.story import StoryFigure, figures, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corridors.i18n import Words
    from corridors.model import Source
    from corridors.story import Step


__all__ = ["sources_html", "story_html"]

SOFT_MARK: Final = "≈"
UNSURE_MARK: Final = "?"


def story_html(step: Step, place: str, _: Words, lang: str = "en") -> str:
    """Return a step's texts: title, paragraphs, points under their heading, last paragraphs.

    Parameters
    ----------
    step
        The step.
    place
        Where in the story it stands, such as ``Step 3 of 8``.
    _
        Puts English into the reader's language.
    lang
        That language, for dates.
    """
    head = f'<p class="place">{escape(place)}</p><h1>{escape(step.title)}</h1>'
    heading = f"<h2>{escape(step.heading)}</h2>" if step.heading else ""
    points = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{_text(text, _, lang)}</dd></div>" for label, text in step.points
    )
    listed = f"<dl>{points}</dl>" if points else ""
    first, last = (_paragraphs(part, _, lang) for part in (step.paragraphs, step.closing))
    return f'<div class="panel">{head}{first}{heading}{listed}{last}</div>'


def sources_html(step: Step, _: Words, lang: str = "en") -> str:
    """Return the list of the sources of a step, each with the figures that rest on it."""
    by_source: dict[tuple[str, str, str, str], list[StoryFigure]] = {}
    for figure in figures(step, _, lang):
        source = figure.source
        by_source.setdefault((source.title, source.publisher, source.date, source.url), []).append(figure)
    items = "".join(_item(given) for given in by_source.values())
    key = (
        f"{SOFT_MARK} {_('rounded, or derived from other figures')} · "
        f"{UNSURE_MARK} {_('not confirmed by a source we could read')}"
    )
    return (
        f'<div class="panel sources"><h3>{escape(_("Sources of this step"))}</h3>'
        f'<ol>{items}</ol><p class="key">{escape(key)}</p></div>'
    )


def _paragraphs(templates: Iterable[str], _: Words, lang: str) -> str:
    return "".join(f"<p>{_text(template, _, lang)}</p>" for template in templates)


def _text(template: str, _: Words, lang: str) -> str:
    return "".join(p if isinstance(p, str) else _link(p) for p in _escaped(template, _, lang))


def _escaped(template: str, _: Words, lang: str) -> Iterable[str | StoryFigure]:
    return (escape(p) if isinstance(p, str) else p for p in resolve(template, _, lang))


def _link(figure: StoryFigure) -> str:
    kind = "when" if figure.dated else "figure"
    title = ". ".join((", ".join((figure.text, *figure.kinds)), _cited(figure.source)))
    return (
        f'<a class="{kind}" href="{escape(_address(figure))}" target="_blank" rel="noopener noreferrer" '
        f'title="{escape(title)}">{escape(figure.text)}{_mark(figure)}</a>'
    )


def _mark(figure: StoryFigure) -> str:
    marks = [sign for sign, holds in ((SOFT_MARK, figure.soft), (UNSURE_MARK, figure.unsure)) if holds]
    if not marks or figure.dated:
        return ""
    said = escape(", ".join(figure.kinds))
    return f'<sup role="img" aria-label="{said}">{"".join(marks)}</sup>'


def _address(figure: StoryFigure) -> str:
    """Return where a figure leads: to its source, else to the table that holds its row."""
    return web(figure.source.url) or f"?{urlencode({'page': 'data', 'name': figure.table})}"


def _cited(source: Source) -> str:
    return ", ".join(part for part in (source.title, source.publisher, source.date) if part)


def _item(given: list[StoryFigure]) -> str:
    first = given[0]
    source = first.source
    rest = ", ".join(part for part in (source.publisher, source.date) if part)
    counted = [f for f in given if not f.dated] or given
    figures_said = dict.fromkeys(f"{f.text} ({', '.join(f.kinds)})" if f.kinds else f.text for f in counted)
    link = f'<a href="{escape(_address(first))}" target="_blank" rel="noopener noreferrer">{escape(source.title)}</a>'
    return f"<li>{link}{', ' if rest else ''}{escape(rest)}<span>{escape(' · '.join(figures_said))}</span></li>"
