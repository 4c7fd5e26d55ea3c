"""Which shipped data an answer rests on, for the credits in its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from corridors.data.credits import credit_rows, credits_of, own_credit
from corridors.exchange.gem_file import credit_of
from corridors.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["credit_members", "credit_text", "credits_for", "licences"]

PLACES: Final = ("places", "unlocode", "places_countries", "countries_tagging")
ROUTES: Final = ("network", *PLACES, "crossings", "assumptions")
PIPELINES: Final = ("pipeline_lines", *PLACES, "pipelines")
NETWORK: Final = "© OpenStreetMap contributors"


def credits_for(what: Answer | Any) -> list[dict[str, str]]:
    """Return the credits of an answer or of a frame, a row a licence and credit."""
    if not isinstance(what, Answer):
        return credits_of(what)
    routes = getattr(what, "routes", None)
    if routes is None:
        return [*credit_rows(PIPELINES), *_own_courses(what)]
    modes = {mode for route in routes for mode in route.modes}
    rows = credit_rows([*ROUTES, *(["sea_lanes"] if "sea" in modes else [])])
    own = next((route.trust.network for route in routes if route.trust.network), None)
    if own:
        rows = [row for row in rows if not row["credit"].startswith(NETWORK)]
        rows.insert(0, own_credit(own.title, own.licence, NETWORK, own.date, own.url))
    return rows


def _own_courses(answer: Answer) -> list[dict[str, str]]:
    """Return the credits of courses that a user's own file gave, by the licence that each states."""
    own = [s for s in answer.sources if s.licence]
    return [own_credit(s.title, s.licence, credit_of(s.licence), s.date, s.url) for s in own]


def licences(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the licences of all credits, each once."""
    return "; ".join(dict.fromkeys(row["licence"] for row in rows))


def credit_text(rows: Iterable[Mapping[str, str]]) -> str:
    """Return who must be named, each with the licence."""
    return "; ".join(dict.fromkeys(f"{row['credit']} [{row['licence']}]" for row in rows))


def credit_members(what: Answer | Any) -> dict[str, Any]:
    """Return the members of a JSON answer that say whose data it rests on: licence, attribution and each credit."""
    rows = credits_for(what)
    return {"licence": licences(rows), "attribution": credit_text(rows), "credits": rows} if rows else {}
