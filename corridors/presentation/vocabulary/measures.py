"""Words of the data for what is measured, and in which unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridors.i18n import Words

__all__ = [
    "assumptions",
    "capacities",
    "headings",
    "metrics",
    "performances",
    "quantities",
    "substances",
    "unit_names",
    "units",
]


def metrics(_: Words) -> dict[str, str]:
    """Return the words for what is counted."""
    return {
        "china_europe_trains": _.pgettext("what is counted", "China–Europe trains"),
        "china_europe_trains_per_day": _.pgettext("what is counted", "China–Europe trains a day"),
        "europe_and_asia_trains": _.pgettext("what is counted", "Trains to Europe and Central Asia"),
        "europe_and_asia_trains_per_day": _.pgettext(
            "what is counted", "Trains to Europe and Central Asia a day"
        ),
        "china_europe_cargo": _.pgettext("what is counted", "Cargo of China–Europe trains"),
        "container_trains": _.pgettext("what is counted", "Container trains"),
        "freight_trains": _.pgettext("what is counted", "Freight trains"),
        "trains": _.pgettext("what is counted", "Trains"),
        "trains_cumulative": _.pgettext("what is counted", "Trains since the first"),
        "containers": _.pgettext("what is counted", "Containers"),
        "cargo": _.pgettext("what is counted", "Cargo"),
        "rail_freight": _.pgettext("what is counted", "Rail freight"),
        "rail_freight_cumulative": _.pgettext("what is counted", "Rail freight since the first"),
        "road_freight": _.pgettext("what is counted", "Road freight"),
        "export_freight": _.pgettext("what is counted", "Freight exported"),
        "transit_freight": _.pgettext("what is counted", "Freight in transit"),
        "rail_transit": _.pgettext("what is counted", "Transit by rail"),
        "port_freight": _.pgettext("what is counted", "Freight of the port"),
        "transit_containers": _.pgettext("what is counted", "Containers in transit"),
        "transit_containers_china_europe": _.pgettext(
            "what is counted", "Containers in transit between China and Europe"
        ),
        "visitors": _.pgettext("what is counted", "Visitors"),
        "passengers": _.pgettext("what is counted", "Passengers"),
        "border_crossings_in_out": _.pgettext("what is counted", "People in and out"),
        "vehicles": _.pgettext("what is counted", "Vehicles"),
        "freight_vehicles": _.pgettext("what is counted", "Lorries"),
        "trucks": _.pgettext("what is counted", "Lorries"),
        "trucks_accepted_per_day": _.pgettext("what is counted", "Lorries let in a day"),
        "international_containers": _.pgettext("what is counted", "International containers"),
        "capacity_pairs_per_day": _.pgettext("what is counted", "Capacity"),
        "border_closed": _.pgettext("what is counted", "Border closed"),
        "trade_value": _.pgettext("what is counted", "Value of the trade"),
        "throughput": _.pgettext("what is counted", "Throughput"),
        "throughput_kazakh_origin": _.pgettext("what is counted", "Throughput from Kazakhstan"),
        "throughput_reverse_russian_gas": _.pgettext("what is counted", "Throughput of Russian gas"),
        "throughput_russian_transit": _.pgettext("what is counted", "Transit from Russia"),
        "trade": _.pgettext("what is counted", "Trade"),
    }


def performances(_: Words) -> dict[str, str]:
    """Return the words for what is measured at borders."""
    return {
        "border_crossing_hours": _.pgettext("what is measured at a border", "Time to cross the border"),
        "border_pass_time_hours": _.pgettext("what is measured at a border", "Time to pass the border"),
        "border_processing_hours": _.pgettext(
            "what is measured at a border", "Time of processing at the border"
        ),
        "clearance_hours": _.pgettext("what is measured at a border", "Time of clearance"),
        "container_handling_hours": _.pgettext("what is measured at a border", "Time to handle containers"),
        "customs_clearance_hours": _.pgettext("what is measured at a border", "Time of customs clearance"),
        "customs_minutes_per_train": _.pgettext("what is measured at a border", "Customs time for a train"),
        "ferry_cycle_hours": _.pgettext("what is measured at a border", "Round trip of a ferry"),
        "gauge_change_hours": _.pgettext("what is measured at a border", "Time to change the gauge"),
        "sailing_hours": _.pgettext("what is measured at a border", "Sailing time"),
        "train_processing_hours": _.pgettext("what is measured at a border", "Time to process a train"),
        "transit_hours": _.pgettext("what is measured at a border", "Transit time"),
        "vessel_handling_hours": _.pgettext("what is measured at a border", "Time to handle a ship"),
        "border_crossing_cost": _.pgettext("what is measured at a border", "Cost to cross the border"),
        "gauge_change_cost": _.pgettext("what is measured at a border", "Cost to change the gauge"),
        "total_cost_per_20t_500km": _.pgettext(
            "what is measured at a border", "Cost of 20 tonnes over 500 km"
        ),
        "average_speed": _.pgettext("what is measured at a border", "Average speed"),
        "speed_with_delay": _.pgettext("what is measured at a border", "Speed with stops"),
        "speed_without_delay": _.pgettext("what is measured at a border", "Speed without stops"),
        "container_train_km_per_day": _.pgettext(
            "what is measured at a border", "Way of a container train in a day"
        ),
        "capacity_teu_per_day": _.pgettext("what is measured at a border", "Capacity for containers"),
        "queue_days": _.pgettext("what is measured at a border", "Wait in the queue"),
        "queue_trucks": _.pgettext("what is measured at a border", "Lorries in the queue"),
        "total_transit_days": _.pgettext("what is measured at a border", "Whole transit time"),
        "distance_saving": _.pgettext("what is measured at a border", "Distance saved"),
        "transit_time_ratio": _.pgettext("what is measured at a border", "Ratio of transit times"),
        "transit_time_change_pct": _.pgettext("what is measured at a border", "Change of transit time"),
    }


def headings(_: Words) -> dict[str, str]:
    """Return the words above a series on a card of the map."""
    return {
        "china_europe_trains": _.pgettext("heading of a series", "China–Europe trains"),
        "china_europe_trains_per_day": _.pgettext("heading of a series", "China–Europe trains per day"),
        "europe_and_asia_trains": _.pgettext("heading of a series", "Trains to Europe and Central Asia"),
        "europe_and_asia_trains_per_day": _.pgettext(
            "heading of a series", "Trains to Europe and Central Asia per day"
        ),
        "china_europe_cargo": _.pgettext("heading of a series", "China–Europe cargo"),
        "container_trains": _.pgettext("heading of a series", "Container trains"),
        "freight_trains": _.pgettext("heading of a series", "Freight trains"),
        "trains": _.pgettext("heading of a series", "Trains"),
        "trains_cumulative": _.pgettext("heading of a series", "Trains cumulative"),
        "containers": _.pgettext("heading of a series", "Containers"),
        "cargo": _.pgettext("heading of a series", "Cargo"),
        "rail_freight": _.pgettext("heading of a series", "Rail freight"),
        "road_freight": _.pgettext("heading of a series", "Road freight"),
        "export_freight": _.pgettext("heading of a series", "Export freight"),
        "transit_freight": _.pgettext("heading of a series", "Transit freight"),
        "rail_transit": _.pgettext("heading of a series", "Rail transit"),
        "port_freight": _.pgettext("heading of a series", "Port freight"),
        "transit_containers": _.pgettext("heading of a series", "Transit containers"),
        "transit_containers_china_europe": _.pgettext(
            "heading of a series", "Transit containers China–Europe"
        ),
        "visitors": _.pgettext("heading of a series", "Visitors"),
        "passengers": _.pgettext("heading of a series", "Passengers"),
        "border_crossings_in_out": _.pgettext("heading of a series", "People in and out"),
        "vehicles": _.pgettext("heading of a series", "Vehicles"),
        "freight_vehicles": _.pgettext("heading of a series", "Freight vehicles"),
        "trucks": _.pgettext("heading of a series", "Trucks"),
        "trucks_accepted_per_day": _.pgettext("heading of a series", "Trucks accepted per day"),
        "international_containers": _.pgettext("heading of a series", "International containers"),
        "capacity_pairs_per_day": _.pgettext("heading of a series", "Capacity pairs per day"),
        "border_closed": _.pgettext("heading of a series", "Border closed"),
        "trade_value": _.pgettext("heading of a series", "Trade value"),
        "throughput": _.pgettext("heading of a series", "Throughput"),
        "throughput_kazakh_origin": _.pgettext("heading of a series", "Of it from Kazakhstan"),
        "throughput_reverse_russian_gas": _.pgettext("heading of a series", "Russian gas, the other way"),
        "throughput_russian_transit": _.pgettext("heading of a series", "Of it Russian, in transit"),
        "trade": _.pgettext("heading of a series", "Trade"),
    }


def units(_: Words) -> dict[str, str]:
    """Return units as they stand behind a figure."""
    return {
        "t": _.pgettext("unit behind a figure", "t"),
        "Mt": _.pgettext("unit behind a figure", "Mt"),
        "bcm": _.pgettext("unit behind a figure", "bcm"),
        "TEU": _.pgettext("unit behind a figure", "TEU"),
        "trains": _.pgettext("unit behind a figure", "trains"),
        "trains/day": _.pgettext("unit behind a figure", "trains/day"),
        "persons": _.pgettext("unit behind a figure", "persons"),
        "vehicles": _.pgettext("unit behind a figure", "vehicles"),
        "trucks": _.pgettext("unit behind a figure", "trucks"),
        "trucks/day": _.pgettext("unit behind a figure", "trucks/day"),
        "CNY": _.pgettext("unit behind a figure", "CNY"),
        "flag": _.pgettext("unit behind a figure", "flag"),
        "USD": _.pgettext("unit behind a figure", "USD"),
        "h": _.pgettext("unit behind a figure", "h"),
        "min": _.pgettext("unit behind a figure", "min"),
        "d": _.pgettext("unit behind a figure", "d"),
        "km": _.pgettext("unit behind a figure", "km"),
        "km/h": _.pgettext("unit behind a figure", "km/h"),
        "km/day": _.pgettext("unit behind a figure", "km/day"),
        "TEU/day": _.pgettext("unit behind a figure", "TEU/day"),
        "ratio": _.pgettext("unit behind a figure", "ratio"),
        "%": _.pgettext("unit behind a figure", "%"),
        "GW": _.pgettext("unit behind a figure", "GW"),
        "MW": _.pgettext("unit behind a figure", "MW"),
        "ha": _.pgettext("unit behind a figure", "ha"),
        "m2": _.pgettext("unit behind a figure", "m2"),
        "km2": _.pgettext("unit behind a figure", "km2"),
        "Mt/yr": _.pgettext("unit behind a figure", "Mt/yr"),
        "bcm/yr": _.pgettext("unit behind a figure", "bcm/yr"),
        "t/yr": _.pgettext("unit behind a figure", "t/yr"),
        "tU": _.pgettext("unit behind a figure", "tU"),
        "tU/yr": _.pgettext("unit behind a figure", "tU/yr"),
        "TEU/yr": _.pgettext("unit behind a figure", "TEU/yr"),
        "GW/yr": _.pgettext("unit behind a figure", "GW/yr"),
        "bbl/d": _.pgettext("unit behind a figure", "bbl/d"),
        "vehicles/yr": _.pgettext("unit behind a figure", "vehicles/yr"),
        "vehicles/day": _.pgettext("unit behind a figure", "vehicles/day"),
        "persons/day": _.pgettext("unit behind a figure", "persons/day"),
        "jobs": _.pgettext("unit behind a figure", "jobs"),
        "train pairs/day": _.pgettext("unit behind a figure", "train pairs/day"),
        "billion USD": _.pgettext("unit behind a figure", "billion USD"),
        "USD million": _.pgettext("unit behind a figure", "USD million"),
        "bcm/yr first stage": _.pgettext("unit behind a figure", "bcm/yr first stage"),
        "TEU storage": _.pgettext("unit behind a figure", "TEU storage"),
        "containers storage": _.pgettext("unit behind a figure", "containers storage"),
    }


def unit_names(_: Words) -> dict[str, str]:
    """Return the names of units as they stand after what is counted."""
    return {
        "t": _.pgettext("name of a unit", "tonnes"),
        "Mt": _.pgettext("name of a unit", "million tonnes"),
        "TEU": _.pgettext("name of a unit", "TEU"),
        "trains": _.pgettext("name of a unit", "trains"),
        "persons": _.pgettext("name of a unit", "persons"),
        "vehicles": _.pgettext("name of a unit", "vehicles"),
        "trucks": _.pgettext("name of a unit", "lorries"),
        "train pairs/day": _.pgettext("name of a unit", "pairs of trains a day"),
        "billion USD": _.pgettext("name of a unit", "billion US dollars"),
        "bcm": _.pgettext("name of a unit", "billion cubic metres"),
        "CNY": _.pgettext("name of a unit", "yuan"),
    }


def capacities(_: Words) -> dict[str, str]:
    """Return units of capacity in words."""
    return {
        "Mt/yr": _.pgettext("unit behind a figure", "Mt a year"),
        "bcm/yr": _.pgettext("unit behind a figure", "bcm a year"),
    }


def quantities(_: Words) -> dict[str, str]:
    """Return the words for what a figure of a site measures."""
    return {
        "area": _.pgettext("quantity", "Area"),
        "capacity": _.pgettext("quantity", "Capacity"),
        "hosts a day": _.pgettext("quantity", "Hosts a day"),
        "investment": _.pgettext("quantity", "Investment"),
        "jobs": _.pgettext("quantity", "Jobs"),
        "length": _.pgettext("quantity", "Length"),
        "production": _.pgettext("quantity", "Production"),
        "reserves": _.pgettext("quantity", "Reserves"),
        "resource estimate": _.pgettext("quantity", "Resource estimate"),
        "share": _.pgettext("quantity", "Share"),
        "throughput": _.pgettext("quantity", "Throughput"),
    }


def assumptions(_: Words) -> dict[str, str]:
    """Return the words for what is assumed of an edge or a passage."""
    return {
        "dwell_h": _.pgettext("assumption", "Dwell time"),
        "speed_km_h": _.pgettext("assumption", "Speed"),
        "weight_km": _.pgettext("assumption", "Weight against length"),
    }


def substances(_: Words) -> dict[str, str]:
    """Return the words for what a figure of a site is of."""
    return {
        "bitumen": _.pgettext("substance", "bitumen"),
        "copper": _.pgettext("substance", "copper"),
        "corn": _.pgettext("substance", "corn"),
        "fuel assemblies": _.pgettext("substance", "fuel assemblies"),
        "oilseeds": _.pgettext("substance", "oilseeds"),
        "ore": _.pgettext("substance", "ore"),
        "urea": _.pgettext("substance", "urea"),
        "wind turbines": _.pgettext("substance", "wind turbines"),
    }
