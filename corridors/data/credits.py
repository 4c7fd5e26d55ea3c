"""What a file made of the shipped data must say: source, licence and credit, from the ledger.

Frames carry it in ``attrs["credits"]``, which pandas hands on through selections and projections, so
that whatever writes a frame can write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from corridors.data.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from corridors.data.layer_specs import LayerSpec
    from corridors.data.ledger import Resource

__all__ = ["CREDITS", "credit_rows", "credited", "credits_of", "layer_credits", "own_credit"]

CREDITS: Final = "credits"
LICENCE_PAGES: Final = {
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
}

Frame = TypeVar("Frame", bound="pd.DataFrame")


def credit_rows(names: Iterable[str], ledger: Ledger | None = None) -> list[dict[str, str]]:
    """Return a row a licence and credit of shipped files, the files that share them in one.

    Parameters
    ----------
    names
        Names in the ledger; those that it lacks are left out.
    ledger
        The shipped one when None.
    """
    book = ledger or Ledger.load()
    found = [_row(book.resources[name]) for name in dict.fromkeys(names) if name in book.resources]
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for row in found:
        first = rows.setdefault((row["licence"], row["credit"]), row)
        first["data_date"] = max(first["data_date"], row["data_date"])
    return list(rows.values())


def _row(resource: Resource) -> dict[str, str]:
    titles = dict.fromkeys(str(s.get("title", "")) for s in resource.sources)
    page = next((str(s["page"]) for s in resource.sources if s.get("page")), "")
    return {
        "source": "; ".join(t for t in titles if t) or resource.title,
        "licence": resource.licence,
        "licence_url": _licence_page(resource.licence),
        "credit": resource.attribution,
        "data_date": resource.data_date,
        "url": page,
    }


def _licence_page(licence: str) -> str:
    return "; ".join(LICENCE_PAGES[part] for part in licence.split(" AND ") if part in LICENCE_PAGES)


def own_credit(
    source: str, licence: str, credit: str, data_date: str = "", url: str = ""
) -> dict[str, str]:
    """Return a row for what no file of the ledger holds."""
    page = _licence_page(licence)
    return {
        "source": source, "licence": licence, "licence_url": page, "credit": credit, "data_date": data_date, "url": url,
    }  # fmt: skip


def credited(frame: Frame, rows: Iterable[dict[str, str]]) -> Frame:
    """Return a frame that carries credits; the one that is given is left alone."""
    copy = frame.copy(deep=False)
    copy.attrs = {**frame.attrs, CREDITS: [dict(row) for row in rows]}
    return copy


def credits_of(frame: Any) -> list[dict[str, str]]:
    """Return the credits that a frame carries."""
    return [dict(row) for row in getattr(frame, "attrs", {}).get(CREDITS, ())]


def layer_credits(layer: LayerSpec, ledger: Ledger | None = None) -> list[dict[str, str]]:
    """Return the credits of a layer: those of its file, or its own."""
    if layer.make:
        return [own_credit(layer.title, layer.licence, layer.attribution, layer.data_date)]
    return credit_rows([layer.resource], ledger)
