"""Derived figures and their grounds as HTML: escaped text, every figure a link to who published it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from corridors.data.catalogue import DATA, address_of
from corridors.model.wording import word_notes
from corridors.presentation.text import number, percent, share
from corridors.presentation.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corridors.data.catalogue import Quality
    from corridors.i18n import Words
    from corridors.presentation.derived_tables import CitedFigure, Derivation, Derived
    from corridors.traffic.assigned import Assigned


__all__ = ["assigned_html", "compound_html", "derivations_html", "qualities_html"]


def derivations_html(derivations: Sequence[Derivation], _: Words) -> str:
    """Return a table a derivation, latest year first: percentage, and the figures it is made from.

    Parameters
    ----------
    derivations
        The derivations.
    _
        Puts English into the reader's language.
    """
    return f'<div class="derived">{"".join(_table(d, _) for d in derivations)}</div>'


def _table(derivation: Derivation, _: Words) -> str:
    caption = f"<caption>{escape(derivation.title)} <i>{escape(_('derived'))}</i></caption>"
    rows = "".join(
        f"<tr><th scope=row>{v.year}</th><td><b>{percent(v.value_pct, _, signed=derivation.signed)}</b></td>"
        f"<td>{_grounds(v, _)}</td></tr>"
        for v in sorted(derivation.years, key=lambda v: -v.year)
    )
    return f'<div class="scroll" tabindex="0"><table>{caption}<tbody>{rows}</tbody></table></div>'


def _grounds(value: Derived, _: Words) -> str:
    return " · ".join(_ground(g) for g in value.grounds)


def _ground(ground: CitedFigure) -> str:
    return _link(ground.text, address_of(ground.source), ground.source.title)


def _link(text: str, address: str, title: str = "") -> str:
    """Return a link as HTML that no text can break out of."""
    hint = f' title="{escape(title, quote=True)}"' if title else ""
    return (
        f'<a href="{escape(address, quote=True)}" target="_blank" rel="noopener noreferrer"{hint}>'
        f"{escape(text)}</a>"
    )


def compound_html(rates: Sequence[tuple[str, Derived | None]], years: tuple[int, int], _: Words) -> str:
    """Return a line a series: compound annual growth between two years and the two figures.

    Parameters
    ----------
    rates
        Label and growth of each series, the label empty where one says nothing; None where it lacks a year.
    years
        The first and the last year.
    _
        Puts English into the reader's language.
    """
    span = f"{years[0]}–{years[1]}"
    lines = []
    for label, value in rates:
        if value is None:
            missing = escape(_("no figure for one of these years"))
            lines.append(f"<li>{escape(word('series', label, _))}: <i>{missing}</i></li>")
            continue
        rate_said = escape(_("{percent} a year, {years}")).format(
            percent=f"<b>{percent(value.value_pct, _, signed=True)}</b>", years=span
        )
        named = f"{escape(word('series', label, _))} · " if label else ""
        lines.append(f"<li>{rate_said} <i>{escape(_('derived'))}</i><br>{named}{_grounds(value, _)}</li>")
    return f'<ul class="compound">{"".join(lines)}</ul>'


def assigned_html(assigned: Sequence[Assigned], _: Words) -> str:
    """Return trains put on services beside trains counted, a row a year, latest first.

    Parameters
    ----------
    assigned
        What is known of each year.
    _
        Puts English into the reader's language.
    """
    heads = (_("Year"), _("Assigned"), _("Counted"), _("Difference"), _("How"))
    head = "".join(f"<th scope=col>{escape(text)}</th>" for text in heads)
    rows = "".join(_assigned(a, _) for a in sorted(assigned, key=lambda a: -a.year))
    return (
        f'<div class="derived wide"><div class="scroll" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


def _assigned(assigned: Assigned, _: Words) -> str:
    links = [_link(str(i), address_of(s), s.title) for i, s in enumerate(assigned.grounds, 1)]
    given = escape(
        _("none counted") if assigned.enough else _("not enough services with a count in this year")
    )
    if assigned.assigned is not None:
        given = f"<b>{number(assigned.assigned, _)}</b> <i>{escape(word('basis', assigned.basis, _))}</i>"
    counted = escape(_("not counted"))
    if assigned.counted is not None and assigned.counted_by:
        counted = _link(
            number(assigned.counted, _), address_of(assigned.counted_by), assigned.counted_by.title
        )
    away = number(assigned.difference, _, signed=True) if assigned.difference is not None else ""
    cells = (
        f"{given} {' '.join(links)}",
        counted
        if assigned.value_type in {"", "reported"}
        else f"{counted} <i>{escape(word('value type', assigned.value_type, _))}</i>",
        away,
        f"{escape(word_notes(assigned.notes, _))} {_link(_('Trains by segment'), DATA + 'service_flows')}",
    )
    return f"<tr><th scope=row>{assigned.year}</th>{''.join(f'<td>{c}</td>' for c in cells)}</tr>"


def qualities_html(qualities: Sequence[Quality], _: Words) -> str:
    """Return a row a table of facts: rows, rows with a full address, rows not verified; totals last.

    Parameters
    ----------
    qualities
        What each table says of its sources.
    _
        Puts English into the reader's language.
    """
    heads = (_("Table"), _("Rows"), _("With full address"), _("Share"), _("Unverified"))
    head = "".join(f"<th scope=col>{escape(text)}</th>" for text in heads)
    rows = "".join(
        _quality(
            _here(word("file", q.name, _, q.title), DATA + q.name), (q.rows, q.addressed, q.unverified), _
        )
        for q in qualities
    )
    sums = (
        sum(q.rows for q in qualities),
        sum(q.addressed for q in qualities),
        sum(q.unverified for q in qualities),
    )
    total = _quality(_here(_("All tables"), "#sources"), sums, _)
    return (
        f'<div class="derived wide counts"><div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody><tfoot>{total}</tfoot></table></div></div>"
    )


def _quality(name: str, counts: tuple[int, int, int], _: Words) -> str:
    rows, full, doubtful = counts
    part = share(full / rows, _) if rows else ""
    cells = (number(rows, _), number(full, _), part, number(doubtful, _))
    return f"<tr><th scope=row>{name}</th>{''.join(f'<td>{c}</td>' for c in cells)}</tr>"


def _here(text: str, address: str) -> str:
    """Return a link to another view of the app, in the same tab."""
    return f'<a href="{escape(address, quote=True)}" target="_self">{escape(text)}</a>'
