"""The words and units that the tables of facts may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ALLOWED", "COLUMNS", "KEYS", "MANY", "METRIC", "MUST", "RANGES", "SERIES", "UNITS"]

_SOURCE = " source_title source_publisher source_date source_url confidence note"
_FACT = " value unit year period_start period_end is_full_year direction value_type preferred" + _SOURCE
COLUMNS: Mapping[str, str] = {
    "bilateral_trade": "id basis flow" + _FACT,
    "border_performance": "id place crossing_id place_id country mode quantity metric value value_min value_max"
    + _FACT.removeprefix(" value"),
    "china_europe_trains": "id series_id series scope city province metric" + _FACT,
    "crossing_throughput": "id crossing_id place_id place side mode metric" + _FACT,
    "middle_corridor": "id series_id series place_id mode metric" + _FACT,
    "pipeline_throughput": "id series_id pipeline_ids component commodity" + _FACT,
    "power_lines": "id name kind voltage_kv from_place to_place via country operator status start_year quantity"
    + _FACT,
    "rail_services": "id service_id name name_zh corridor origin province destination destination_country "
    "crossing_id crossing_basis start_year start_date direction status published_distance_km "
    "distance_value_type transit_days_min transit_days_max fold countries_en_route waypoints waypoints_basis modes "
    "preferred" + _SOURCE,
    "resources_and_industry": "id name sector country place_id lon lat position_accuracy_km status start_year "
    "partners quantity of" + _FACT,
    "road_sections": "id corridor section from_place to_place country route_number road_class opened_year status "
    "from_lon from_lat to_lon to_lat draw_through quantity" + _FACT,
    "theme_facts": "id theme fact value unit year period_start period_end is_full_year value_type preferred"
    + _SOURCE,
    "timeline_events": "id date date_precision title place lon lat category fact preferred" + _SOURCE,
    "horgos_sites": "id name name_zh name_ru name_kk kind country lon lat position_accuracy_km position_source "
    "opened_year opened_date closed_year operator carries throughput_id area_km2 capacity_value capacity_unit"
    + _SOURCE,
    "pipelines": "id name commodity from to countries operator opened_year published_length_km diameter_mm "
    "capacity capacity_unit status flow"
    + _SOURCE
    + " our_length_km difference_pct largest_gap_km length_note gem_project_id",
    "pipeline_joins": "id from_id from_point to_id to_point" + _SOURCE,
    "pipeline_points": "pipeline_id seq name country kind lon lat position_source accuracy_km passes_within_km note",
}
"""Columns of each table, in no order that matters."""
KEYS: Mapping[str, tuple[str, ...]] = {"pipeline_points": ("pipeline_id", "seq")}
"""Columns that name a row where it has no id."""
_NEVER_EMPTY = (
    "id source_title confidence preferred name basis flow metric series_id pipeline_ids component commodity place "
    "side mode scope sector corridor section from_lon from_lat to_lon to_lat date date_precision title category "
    "fact pipeline_id seq kind position_source accuracy_km service_id status countries"
)
MUST = frozenset(_NEVER_EMPTY.split())
"""Columns without empty cells, wherever they stand."""
SERIES: Mapping[str, tuple[str, ...]] = {
    "bilateral_trade": ("basis", "flow", "direction"),
    "border_performance": ("place", "crossing_id", "mode", "quantity", "metric", "direction"),
    "china_europe_trains": ("series_id", "city", "province", "metric", "unit", "direction"),
    "crossing_throughput": ("crossing_id", "place_id", "place", "side", "mode", "metric", "direction"),
    "middle_corridor": ("series_id", "place_id", "mode", "metric", "direction"),
    "theme_facts": ("theme", "fact"),
    "pipeline_throughput": ("series_id", "component", "commodity", "direction"),
}
"""Columns that tell one series of a table from another."""
MANY = frozenset({"side", "mode", "modes"})
"""Columns that may hold several words, joined by semicolons."""
ALLOWED: Mapping[tuple[str, str], str] = {
    ("", "confidence"): "high|medium|low|unverified",
    ("", "preferred"): "yes|no",
    ("", "is_full_year"): "|yes|no",
    ("", "value_type"): "|reported|rounded|derived|plan|capacity|target|announced",
    ("theme_facts", "value_type"): "reported|rounded|derived|plan|capacity|target|announced|cumulative",
    ("", "distance_value_type"): "|reported|rounded|derived|plan",
    ("", "date_precision"): "day|month|year",
    ("", "commodity"): "oil|gas",
    ("", "modes"): "rail|road|ferry|sea",
    ("", "side"): "BY|CN|KZ|PL|RU",
    ("bilateral_trade", "basis"): "China customs|Kazakhstan statistics|target",
    ("bilateral_trade", "direction"): "total|cn_to_kz|kz_to_cn",
    ("border_performance", "quantity"): "measured|claim|press count|study|capacity",
    ("border_performance", "mode"): "rail|road|sea|multimodal",
    ("border_performance", "direction"): "both|in|out",
    ("china_europe_trains", "scope"): "city|network|operator|province|service",
    ("china_europe_trains", "direction"): "both|in|out",
    ("crossing_throughput", "mode"): "rail|road|foot|all modes",
    ("crossing_throughput", "direction"): "both|in|out",
    (
        "horgos_sites",
        "kind",
    ): "dry_port|free_trade_centre|pipeline_station|rail_station|road_post|special_zone|town",
    ("horgos_sites", "capacity_unit"): "|MW|TEU/yr|persons/day|t/yr|vehicles/day",
    ("middle_corridor", "mode"): "rail|road|ferry|sea",
    ("middle_corridor", "direction"): "both|westbound|eastbound",
    ("pipelines", "flow"): "one_way|both_ways",
    ("pipeline_throughput", "component"): "all|kazakh_origin|russian_transit|reverse_russian_gas",
    ("pipeline_throughput", "direction"): "forward|reverse|both|kz_to_cn|to_cn",
    ("power_lines", "kind"): "AC|DC",
    ("power_lines", "status"): "operating|under_construction|planned|proposal",
    ("rail_services", "corridor"): "north|trans-caspian|central-asia|not-via-KZ|iran",
    ("rail_services", "crossing_basis"): "|source|inferred",
    ("rail_services", "fold"): "|fit|test",
    ("rail_services", "direction"): "westbound|eastbound",
    ("rail_services", "status"): "running|plan|test|ended",
    ("rail_services", "waypoints_basis"): "|standard routing|assumed: crossing not stated",
    ("resources_and_industry", "sector"): "agriculture|gas field|high tech|logistics|oil field|power|"
    "processing industry|refining|solar|uranium|wind",
    ("resources_and_industry", "status"): "operating|under_construction|planned|closed",
    ("road_sections", "status"): "open|under_construction|planned",
    ("timeline_events", "category"): "pipeline|policy|trade|rail|border|road",
    (
        "pipeline_points",
        "kind",
    ): "town|waypoint|compressor_station|pump_station|border|terminal|refinery|field",
}
"""Words that a column may hold, by (table, column); the table "" stands for every table."""
RANGES: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(("year", "opened_year", "closed_year", "start_year"), (1880, 2035)),
    **dict.fromkeys(("lon", "from_lon", "to_lon"), (-180, 180)),
    **dict.fromkeys(("lat", "from_lat", "to_lat"), (-90, 90)),
    **dict.fromkeys(("transit_days_min", "transit_days_max"), (1, 90)),
    **dict.fromkeys(("value_min", "value_max"), (0, 1e6)),
    "published_distance_km": (100, 20_000),
    "published_length_km": (10, 10_000),
    "our_length_km": (10, 10_000),
    "difference_pct": (-50, 50),
    "largest_gap_km": (0, 100),
    "position_accuracy_km": (0, 100),
    "accuracy_km": (0, 50),
    "area_km2": (0, 5000),
    "capacity_value": (0, 1e8),
    "passes_within_km": (0, 100),
    "diameter_mm": (100, 2000),
    "capacity": (0, 200),
    "voltage_kv": (100, 1200),
    "seq": (1, 500),
}
"""Columns of figures, with their smallest and largest possible."""
METRIC: Mapping[str, tuple[str, str]] = {
    "bilateral_trade": ("flow", "unit"),
    "border_performance": ("metric", "unit"),
    "china_europe_trains": ("metric", "unit"),
    "crossing_throughput": ("metric", "unit"),
    "middle_corridor": ("metric", "unit"),
    "pipeline_throughput": ("commodity", "unit"),
    "power_lines": ("quantity", "unit"),
    "resources_and_industry": ("quantity", "unit"),
    "road_sections": ("quantity", "unit"),
    "theme_facts": ("theme", "unit"),
    "pipelines": ("commodity", "capacity_unit"),
}
"""Which column says what a value counts, and which its unit."""


def _by_unit(**metrics: str) -> dict[str, str]:
    """Turn words listed by unit into the unit of each word."""
    return {
        metric: unit.replace("_per_", "/") for unit, words in metrics.items() for metric in words.split()
    }


UNITS: Mapping[str, Mapping[str, str]] = {
    "bilateral_trade": {"trade": "billion USD"},
    "border_performance": _by_unit(
        h="border_crossing_hours border_pass_time_hours border_processing_hours clearance_hours "
        "container_handling_hours customs_clearance_hours ferry_cycle_hours gauge_change_hours sailing_hours "
        "train_processing_hours transit_hours vessel_handling_hours",
        USD="border_crossing_cost gauge_change_cost total_cost_per_20t_500km",
        km_per_h="average_speed speed_with_delay speed_without_delay",
        km_per_day="container_train_km_per_day",
        TEU_per_day="capacity_teu_per_day",
        d="queue_days total_transit_days",
        min="customs_minutes_per_train",
        km="distance_saving",
        trucks="queue_trucks",
        ratio="transit_time_ratio",
    )
    | {"transit_time_change_pct": "%"},
    "china_europe_trains": _by_unit(trains="trains trains_cumulative", TEU="containers"),
    "crossing_throughput": _by_unit(
        trains="china_europe_trains europe_and_asia_trains container_trains freight_trains trains_cumulative",
        trains_per_day="china_europe_trains_per_day europe_and_asia_trains_per_day",
        t="china_europe_cargo export_freight port_freight rail_freight rail_freight_cumulative rail_transit "
        "road_freight transit_freight",
        TEU="containers international_containers transit_containers transit_containers_china_europe",
        persons="border_crossings_in_out passengers visitors",
        vehicles="vehicles freight_vehicles",
        trucks_per_day="trucks_accepted_per_day",
        CNY="trade_value",
        flag="border_closed",
    )
    | {"capacity_pairs_per_day": "train pairs/day"},
    "middle_corridor": _by_unit(t="cargo port_freight", TEU="containers", trains="trains", trucks="trucks"),
    "pipeline_throughput": {"oil": "Mt", "gas": "bcm"},
    "power_lines": {"": "", "length": "km", "capacity": "GW"},
    "resources_and_industry": {
        "": "",
        "area": "ha|km2|m2",
        "capacity": "GW/yr|MW|Mt/yr|TEU/yr|bcm/yr first stage|t/yr|tU/yr|vehicles/yr",
        "hosts a day": "persons",
        "investment": "USD million",
        "jobs": "jobs",
        "length": "km",
        "production": "Mt/yr|bbl/d",
        "reserves": "Mt|tU",
        "resource estimate": "Mt",
        "share": "%",
        "throughput": "TEU",
    },
    "road_sections": {"length": "km"},
    "theme_facts": {
        "air": "flights/week|routes|t",
        "balance": "%|billion KZT|billion USD",
        "border": "KZT|bookings|h|kt|persons/day|posts|trucks|trucks/day|vehicles/day",
        "debt and investment": "%|agreements|billion USD|firms|million USD|projects|trillion KZT",
        "e-commerce": "TEU/yr|billion CNY|million",
        "electricity": "GWh|GWh/yr|MW|TWh|billion USD|km|lines|plants",
        "farm goods": "Mt|Mt/yr|USD/t|billion USD|firms|ha|kinds|kt|kt/day|times as much",
        "gas": "bcm|bcm/yr|billion USD|million USD",
        "high tech": "MW|exaflops (FP8)|locomotives|vehicles",
        "interconnectivity": "Gbit/s|Tbit/s|fibres|km|million USD|stations|t|transports",
        "labour": "persons",
        "oil": "%|Mt|Mt/yr|USD/t",
        "rail": "%|Mt|Mt/yr|TEU|billion EUR|billion USD|km|million TEU|trains",
        "road": "vehicles",
        "trade": "billion USD|vehicles",
        "trains": "trains",
        "uranium": "%|million USD|t|tU",
        "water": "Mt|Mt/yr|TEU/yr|km3|m",
    },
    "pipelines": {"oil": "Mt/yr", "gas": "bcm/yr"},
}
"""The units that each thing counted may have."""
