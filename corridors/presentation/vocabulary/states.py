"""Words of the data for states and kinds of things, and for which way they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridors.i18n import Words

__all__ = [
    "bounds",
    "commodities",
    "directions",
    "families",
    "gauges",
    "kinds",
    "modes",
    "passages",
    "sectors",
    "service_corridors",
    "statuses",
]


def statuses(_: Words) -> dict[str, str]:
    """Return the words for what state a thing is in."""
    return {
        "open": _.pgettext("status", "open"),
        "closed": _.pgettext("status", "closed"),
        "suspended": _.pgettext("status", "suspended"),
        "doubtful": _.pgettext("status", "doubtful"),
        "passenger_only": _.pgettext("status", "passenger only"),
        "under_construction": _.pgettext("status", "under construction"),
        "operating": _.pgettext("status", "operating"),
        "planned": _.pgettext("status", "planned"),
        "plan": _.pgettext("status", "plan"),
        "proposal": _.pgettext("status", "proposal"),
        "proposed": _.pgettext("status", "proposed"),
        "running": _.pgettext("status", "running"),
        "test": _.pgettext("status", "test"),
        "ended": _.pgettext("status", "ended"),
        "idle": _.pgettext("status", "idle"),
        "out_of_use": _.pgettext("status", "out of use"),
        "shelved": _.pgettext("status", "shelved"),
        "mothballed": _.pgettext("status", "mothballed"),
        "high_speed": _.pgettext("status", "high speed"),
        "under construction": _.pgettext("status", "under construction"),
        "idle since 2022": _.pgettext("status", "idle since 2022"),
        "idle most of the time since 2022": _.pgettext("status", "idle most of the time since 2022"),
        "completed line, ready for 2025 heating season": _.pgettext(
            "status", "completed line, ready for 2025 heating season"
        ),
        "operating (interrupted 2022-2026)": _.pgettext("status", "operating (interrupted 2022-2026)"),
        "operating (low use)": _.pgettext("status", "operating (low use)"),
        "operating (reversed since Oct 2023 for Russian gas to Uzbekistan)": _.pgettext(
            "status", "operating (reversed since Oct 2023 for Russian gas to Uzbekistan)"
        ),
        "operating (reversible)": _.pgettext("status", "operating (reversible)"),
        "operating for Kazakh oil": _.pgettext("status", "operating for Kazakh oil"),
        "operating in full since Nov 2025": _.pgettext("status", "operating in full since Nov 2025"),
        "out of use since the 1990s": _.pgettext("status", "out of use since the 1990s"),
        "stalled / partly built tunnels": _.pgettext("status", "stalled / partly built tunnels"),
    }


def kinds(_: Words) -> dict[str, str]:
    """Return the words for what a point or line is."""
    return {
        "seaport": _.pgettext("kind", "seaport"),
        "rail_terminal": _.pgettext("kind", "rail terminal"),
        "dry_port": _.pgettext("kind", "dry port"),
        "border_crossing": _.pgettext("kind", "border crossing"),
        "junction": _.pgettext("kind", "junction"),
        "gauge_change_yard": _.pgettext("kind", "gauge change yard"),
        "area": _.pgettext("kind", "area"),
        "free_trade_centre": _.pgettext("kind", "free trade centre"),
        "special_zone": _.pgettext("kind", "special zone"),
        "rail_station": _.pgettext("kind", "rail station"),
        "road_post": _.pgettext("kind", "road post"),
        "pipeline_station": _.pgettext("kind", "pipeline station"),
        "town": _.pgettext("kind", "town"),
        "transshipment": _.pgettext("kind", "transshipment"),
        "bogie_exchange": _.pgettext("kind", "bogie exchange"),
        "station": _.pgettext("kind", "station"),
        "port": _.pgettext("kind", "port"),
        "crossing": _.pgettext("kind", "crossing"),
        "point": _.pgettext("kind", "point"),
        "strait": _.pgettext("kind", "strait"),
        "canal": _.pgettext("kind", "canal"),
        "cape": _.pgettext("kind", "cape"),
        "rail_ferry": _.pgettext("kind", "rail ferry"),
        "ro_ro": _.pgettext("kind", "ro ro"),
        "container": _.pgettext("kind", "container"),
        "waypoint": _.pgettext("kind", "waypoint"),
        "compressor_station": _.pgettext("kind", "compressor station"),
        "pump_station": _.pgettext("kind", "pump station"),
        "border": _.pgettext("kind", "border"),
        "terminal": _.pgettext("kind", "terminal"),
        "refinery": _.pgettext("kind", "refinery"),
        "field": _.pgettext("kind", "field"),
        "corridor": _.pgettext("kind", "corridor"),
        "ferry": _.pgettext("kind", "ferry"),
        "rail": _.pgettext("kind", "rail"),
        "road": _.pgettext("kind", "road"),
        "AC": _.pgettext("kind", "AC"),
        "DC": _.pgettext("kind", "DC"),
        "province": _.pgettext("kind", "province"),
        "municipality": _.pgettext("kind", "municipality"),
        "autonomous region": _.pgettext("kind", "autonomous region"),
        "special administrative region": _.pgettext("kind", "special administrative region"),
        "region": _.pgettext("kind", "region"),
        "city": _.pgettext("kind", "city"),
    }


def passages(_: Words) -> dict[str, str]:
    """Return the words for what a route passes."""
    return {
        "border": _.pgettext("passage", "Border"),
        "gauge_change": _.pgettext("passage", "Gauge change"),
        "terminal": _.pgettext("passage", "Terminal"),
    }


def modes(_: Words) -> dict[str, str]:
    """Return the words for modes of transport."""
    return {
        "rail": _.pgettext("mode", "Rail"),
        "road": _.pgettext("mode", "Road"),
        "ferry": _.pgettext("mode", "Ferry"),
        "sea": _.pgettext("mode", "Sea"),
        "transfer": _.pgettext("mode", "Transfer"),
        "multimodal": _.pgettext("mode", "Several modes"),
        "foot": _.pgettext("mode", "On foot"),
        "all modes": _.pgettext("mode", "All modes"),
    }


def sectors(_: Words) -> dict[str, str]:
    """Return the words for what branch a site works in."""
    return {
        "oil field": _.pgettext("sector", "Oil field"),
        "gas field": _.pgettext("sector", "Gas field"),
        "uranium": _.pgettext("sector", "Uranium"),
        "refining": _.pgettext("sector", "Refining"),
        "processing industry": _.pgettext("sector", "Processing industry"),
        "agriculture": _.pgettext("sector", "Agriculture"),
        "high tech": _.pgettext("sector", "High tech"),
        "logistics": _.pgettext("sector", "Logistics"),
        "power": _.pgettext("sector", "Power"),
        "solar": _.pgettext("sector", "Solar"),
        "wind": _.pgettext("sector", "Wind"),
    }


def commodities(_: Words) -> dict[str, str]:
    """Return the words for what a pipeline carries."""
    return {
        "oil": _.pgettext("commodity", "oil"),
        "gas": _.pgettext("commodity", "gas"),
    }


def service_corridors(_: Words) -> dict[str, str]:
    """Return the words for which way a train service takes."""
    return {
        "north": _.pgettext("corridor of a service", "north"),
        "trans-caspian": _.pgettext("corridor of a service", "trans-Caspian"),
        "central-asia": _.pgettext("corridor of a service", "to Central Asia"),
        "not-via-KZ": _.pgettext("corridor of a service", "not by Kazakhstan"),
        "iran": _.pgettext("corridor of a service", "by Iran"),
    }


def directions(_: Words) -> dict[str, str]:
    """Return the words for which way was counted; both ways need none."""
    return {
        "in": _.pgettext("direction", "into China"),
        "out": _.pgettext("direction", "out of China"),
        "cn_to_kz": _.pgettext("direction", "China to Kazakhstan"),
        "kz_to_cn": _.pgettext("direction", "Kazakhstan to China"),
        "to_cn": _.pgettext("direction", "to China"),
        "reverse": _.pgettext("direction", "against the usual direction"),
        "one_way": _.pgettext("direction", "one way"),
        "both_ways": _.pgettext("direction", "both ways"),
        "westbound": _.pgettext("direction", "westbound"),
        "eastbound": _.pgettext("direction", "eastbound"),
    }


def bounds(_: Words) -> dict[str, str]:
    """Return the words for which way was counted, in short."""
    return {
        "in": _.pgettext("direction, in short", "inbound"),
        "out": _.pgettext("direction, in short", "outbound"),
    }


def families(_: Words) -> dict[str, str]:
    """Return the names of corridor families; a route without one is a route."""
    return {
        "Northern": _.pgettext("corridor family", "Northern corridor"),
        "Middle": _.pgettext("corridor family", "Middle corridor (Trans-Caspian)"),
        "Southern": _.pgettext("corridor family", "Southern corridor"),
        "Maritime": _.pgettext("corridor family", "Sea route"),
        "Regional": _.pgettext("corridor family", "Regional route"),
        "": _.pgettext("corridor family", "Route"),
    }


def gauges(_: Words) -> dict[str, str]:
    """Return the names of railways by their gauge in mm."""
    return {
        "1435": _("Railway, 1435 mm"),
        "1520": _("Railway, 1520 mm"),
        "1668": _("Railway, 1668 mm"),
    }
