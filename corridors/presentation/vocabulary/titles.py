"""Titles of files, licences and series."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridors.i18n import Words

__all__ = [
    "border_series",
    "fact_files",
    "ground_files",
    "licences",
    "network_files",
    "subjects",
    "train_series",
    "transit_series",
]


def ground_files(_: Words) -> dict[str, str]:
    """Return the titles of the files of the ground and of names."""
    return {
        "boundaries_10m": _("Country boundaries on land, Natural Earth 1:10m"),
        "boundaries_50m": _("Country boundaries on land, Natural Earth 1:50m"),
        "china_provinces": _("Provinces of China"),
        "cities": _("Cities"),
        "countries_10m": _("Countries, Natural Earth 1:10m"),
        "countries_110m": _("Countries, Natural Earth 1:110m"),
        "countries_50m": _("Countries, Natural Earth 1:50m"),
        "countries_tagging": _("Countries, full outline for tagging"),
        "kazakhstan_regions": _("Regions of Kazakhstan"),
        "lakes_10m": _("Lakes, Natural Earth 1:10m"),
        "lakes_50m": _("Lakes, Natural Earth 1:50m"),
        "land_10m": _("Land, Natural Earth 1:10m"),
        "land_50m": _("Land, Natural Earth 1:50m"),
        "pipeline_lines": _("Oil and gas pipelines through their named points"),
        "places": _("Places with all their spellings"),
        "places_countries": _("Names of countries in several languages"),
        "places_regions": _("Names of first-level divisions of countries"),
        "places_han": _("Simplified forms of traditional Chinese characters"),
        "power_line_ways": _("Power lines between named places"),
        "relief": _("Shaded relief"),
        "rivers_10m": _("Rivers, Natural Earth 1:10m"),
        "rivers_50m": _("Rivers, Natural Earth 1:50m"),
        "sea_lanes": _("Sea lanes Asia–Europe"),
        "unlocode": _("UN/LOCODE places that are not among the places by name"),
    }


def network_files(_: Words) -> dict[str, str]:
    """Return the titles of the files of the network."""
    return {
        "REPAIRS": _("Report of all repairs to the network"),
        "crossings_derived": _("Border crossings named after the nearest towns"),
        "ferry_lines": _("Ferry lines"),
        "horgos_border": _("Border at Horgos, along the river Khorgos"),
        "horgos_crossings": _("Where railway, roads and the ICBC cross the border at Horgos"),
        "horgos_roads": _("Roads at Horgos"),
        "map_ground": _("Ground of the map, encoded"),
        "map_ground_fine": _("Ground of the map at large scales, encoded"),
        "map_relief": _("Relief of the map, encoded"),
        "map_pages_en": _("First pages of the map, in English"),
        "map_pages_fr": _("First pages of the map, in French"),
        "map_pages_ru": _("First pages of the map, in Russian"),
        "map_pages_zh": _("First pages of the map, in Chinese"),
        "network": _("Routable network: rail, road, ferries, sea lanes"),
        "node_order": _("Node order of the network for contraction hierarchies"),
        "rail_added": _("Railways the map lacks"),
        "rail_dead_ends": _("Dead ends of track joined"),
        "rail_domestic": _("Lines along a border that lie in one country"),
        "rail_sections": _("Published section lengths that ride on straight edges"),
        "rail_gauge_lines": _("Lines with a gauge other than their country's"),
        "rail_high_speed": _("High-speed track that freight keeps off"),
        "rail_high_speed_dropped": _("Edges once taken for high-speed track"),
        "rail_joins": _("Joins over gaps in the rail network"),
        "rail_joins_extra": _("Joins needed beside banned high-speed track"),
        "rail_lines": _("Railways by gauge"),
        "rail_openings": _("Railways opened since 1990"),
        "rail_reshape": _("Bends given to long straight rail edges"),
        "road_corridor": _("Western Europe–Western China and its feeder roads, by section"),
        "road_lines": _("Main roads"),
        "service_flows": _("China–Europe trains a year on each segment of the railways"),
        "service_routes": _("Train services from China, routed over the railways"),
    }


def fact_files(_: Words) -> dict[str, str]:
    """Return the titles of the tables of facts."""
    return {
        "transit_times": _("Published train times between two places"),
        "trade_closures": _("Countries that goods of others may not pass, with dates"),
        "cut_areas": _("Areas whose lines to the rest of their country are cut, with dates"),
        "line_conditions": _("Lines on which trains are slower or scarcer than elsewhere"),
        "sea_warnings": _("What ships meet in straits, with dates"),
        "assumptions": _("Assumed speeds and dwell times, with ranges"),
        "backtest_notes": _("Why published and modelled lengths differ"),
        "bilateral_trade": _("Trade between China and Kazakhstan a year, on either country's statistics"),
        "border_areas": _("Groups of countries between which goods pass at any border post"),
        "border_performance": _("Times, costs and speeds at borders: measured, and as claimed"),
        "china_europe_trains": _(
            "China–Europe freight trains a year, by network, city and service; Europe includes Russia"
        ),
        "cn_provinces": _("Names of the provinces of China"),
        "corridors": _("Corridors by their declared way points"),
        "crossing_throughput": _("What passed each border crossing a year"),
        "crossings": _("Border crossings for rail and road"),
        "ferries": _("Ferry lines"),
        "straits": _("Straits, canals and capes on the sea lanes"),
        "road_added": _("Roads the map lacks"),
        "road_approaches": _("Roads led to open crossings"),
        "road_domestic": _("Roads along a border that lie in one country"),
        "road_dead_ends": _("Dead ends of road joined"),
        "road_lengths": _("Published lengths of roads that ride on straight edges"),
        "road_light": _("Roads that goods vehicles may not use"),
        "gauge_points": _("Points where trains change between track gauges"),
        "horgos_sites": _("Sites of the Horgos crossing"),
        "kz_regions": _("Names of the regions of Kazakhstan since 2022"),
        "middle_corridor": _("Freight and containers of the Middle Corridor"),
        "pipeline_joins": _("Where pipelines are joined to one another and to fields"),
        "pipeline_points": _("Named points that pipelines run through, in order"),
        "pipeline_throughput": _("Oil and gas carried by pipelines a year"),
        "pipelines": _("Oil and gas pipelines: capacity, length, owner, state"),
        "place_aliases": _("Names of places in several languages"),
        "power_lines": _("Power lines"),
        "rail_gauges": _("Usual track gauge of each country"),
        "rail_lengths": _("Published lengths of sections of railways to hold the network against"),
        "rail_opened": _("Years in which railways opened"),
        "rail_segments": _("Published lengths of railway lines"),
        "rail_services": _("Train services from Chinese provinces to Europe and Central Asia"),
        "resources_and_industry": _("Fields, mines, refineries, power plants and works"),
        "road_sections": _("Sections of the Western Europe–Western China road corridor"),
        "stations": _("Railway stations that GeoNames lacks"),
        "terminals": _("Terminals, ports and dry ports"),
        "theme_facts": _(
            "Figures by theme: uranium, gas, high tech, interconnectivity, farm goods, balance"
        ),
        "timeline_events": _("Events since 1990"),
    }


def licences(_: Words) -> dict[str, str]:
    """Return the titles of licences."""
    return {
        "LicenseRef-PublicDomain": _("Public domain"),
        "CC0-1.0": _("Creative Commons Zero 1.0"),
        "CC-BY-4.0": _("Creative Commons Attribution 4.0"),
        "ODbL-1.0": _("Open Database License 1.0"),
        "Apache-2.0": _("Apache License 2.0"),
        "MIT": _("MIT License"),
        "BSD-3-Clause": _("BSD 3-Clause License"),
        "Unicode-3.0": _("Unicode License 3.0"),
        "LicenseRef-UNECE": _("UN/LOCODE, free use with source and edition named"),
    }


def border_series(_: Words) -> dict[str, str]:
    """Return the names of series counted at borders and terminals."""
    return {
        "Alashankou rail port, counted by CN": _("Alashankou rail port, counted by CN"),
        "Khorgos rail port (Horgos), counted by CN": _("Khorgos rail port (Horgos), counted by CN"),
        "Khorgos Gateway dry port, counted by KZ": _("Khorgos Gateway dry port, counted by KZ"),
        "ICBC Khorgos, counted by KZ": _("ICBC Khorgos, counted by KZ"),
        "Altynkol, counted by KZ": _("Altynkol, counted by KZ"),
        "ICBC Khorgos, counted by CN;KZ": _("ICBC Khorgos, counted by CN;KZ"),
        "Alashankou + Khorgos (Xinjiang rail ports), counted by CN": _(
            "Alashankou + Khorgos (Xinjiang rail ports), counted by CN"
        ),
        "Belarus (CN–EU–CN rail transit), counted by BY": _(
            "Belarus (CN–EU–CN rail transit), counted by BY"
        ),
        "Chongqing Tuanjiecun, counted by CN": _("Chongqing Tuanjiecun, counted by CN"),
        "Kazakhstan–China rail crossings (Dostyk + Altynkol), counted by KZ": _(
            "Kazakhstan–China rail crossings (Dostyk + Altynkol), counted by KZ"
        ),
        "Kazakhstan transit, counted by KZ": _("Kazakhstan transit, counted by KZ"),
        "Brest–Terespol / Małaszewicze, counted by BY;PL": _(
            "Brest–Terespol / Małaszewicze, counted by BY;PL"
        ),
        "Brest–Terespol crossings (capacity), counted by BY;PL": _(
            "Brest–Terespol crossings (capacity), counted by BY;PL"
        ),
        "Erenhot, counted by CN": _("Erenhot, counted by CN"),
        "Sławków LHS, counted by PL": _("Sławków LHS, counted by PL"),
        "Horgos city, counted by CN": _("Horgos city, counted by CN"),
        "ICBC Khorgos, counted by CN": _("ICBC Khorgos, counted by CN"),
        "Khorgos port (all modes), counted by CN": _("Khorgos port (all modes), counted by CN"),
        "Manzhouli, counted by CN": _("Manzhouli, counted by CN"),
        "Łódź Spedcont, counted by PL": _("Łódź Spedcont, counted by PL"),
    }


def train_series(_: Words) -> dict[str, str]:
    """Return the names of series of trains."""
    return {
        "China–Europe freight trains": _("China–Europe freight trains"),
        "China–Europe freight trains — from/to Changsha": _(
            "China–Europe freight trains — from/to Changsha"
        ),
        "China–Europe freight trains — from/to Chengdu": _("China–Europe freight trains — from/to Chengdu"),
        "International freight trains — from/to Chengdu": _(
            "International freight trains — from/to Chengdu"
        ),
        "China–Europe freight trains — from/to Chongqing": _(
            "China–Europe freight trains — from/to Chongqing"
        ),
        "China–Europe freight trains — from/to Guangzhou": _(
            "China–Europe freight trains — from/to Guangzhou"
        ),
        "China–Europe freight trains — from/to Hefei": _("China–Europe freight trains — from/to Hefei"),
        "China–Europe freight trains — from/to Jinan": _("China–Europe freight trains — from/to Jinan"),
        "China–Europe freight trains — from/to Shanghai": _(
            "China–Europe freight trains — from/to Shanghai"
        ),
        "China–Europe freight trains — from/to Shenyang": _(
            "China–Europe freight trains — from/to Shenyang"
        ),
        "China–Europe freight trains — from/to Shijiazhuang": _(
            "China–Europe freight trains — from/to Shijiazhuang"
        ),
        "China–Europe freight trains — from/to Wuhan": _("China–Europe freight trains — from/to Wuhan"),
        "China–Europe freight trains — from/to Xi'an": _("China–Europe freight trains — from/to Xi'an"),
        "China–Europe and China–Asia freight trains — from/to Xi'an": _(
            "China–Europe and China–Asia freight trains — from/to Xi'an"
        ),
        "China–Europe freight trains — from/to Yiwu": _("China–Europe freight trains — from/to Yiwu"),
        "China–Europe freight trains — from/to Zhengzhou": _(
            "China–Europe freight trains — from/to Zhengzhou"
        ),
        "China–Europe and China–Asia freight trains": _("China–Europe and China–Asia freight trains"),
        "China–Europe freight trains — from/to Jiangsu": _("China–Europe freight trains — from/to Jiangsu"),
        "China–Europe and China–Asia freight trains — from/to Jiangsu": _(
            "China–Europe and China–Asia freight trains — from/to Jiangsu"
        ),
    }


def transit_series(_: Words) -> dict[str, str]:
    """Return the names of series of transit and of carriers."""
    return {
        "All Eurasian rail transit China–Europe–China": _("All Eurasian rail transit China–Europe–China"),
        "China–Central Asia freight trains": _("China–Central Asia freight trains"),
        "China–Central Asia freight trains — from/to Xi'an": _(
            "China–Central Asia freight trains — from/to Xi'an"
        ),
        "China–Central Asia freight trains — from/to Yiwu": _(
            "China–Central Asia freight trains — from/to Yiwu"
        ),
        "China–Europe and Central Asia freight trains — Urumqi hub": _(
            "China–Europe and Central Asia freight trains — Urumqi hub"
        ),
        "China–Europe freight trains — Chengdu and Chongqing together (Chengyu)": _(
            "China–Europe freight trains — Chengdu and Chongqing together (Chengyu)"
        ),
        "China–Europe freight trains, central passage (Erenhot)": _(
            "China–Europe freight trains, central passage (Erenhot)"
        ),
        "China–Europe freight trains, eastern passage (Manzhouli, Suifenhe, Tongjiang)": _(
            "China–Europe freight trains, eastern passage (Manzhouli, Suifenhe, Tongjiang)"
        ),
        "China–Europe freight trains, western passage (Alashankou, Horgos)": _(
            "China–Europe freight trains, western passage (Alashankou, Horgos)"
        ),
        "Russian Railways, transit containers China–Europe": _(
            "Russian Railways, transit containers China–Europe"
        ),
        "UTLC ERA, all containers (transit, export and import of Russia and Belarus)": _(
            "UTLC ERA, all containers (transit, export and import of Russia and Belarus)"
        ),
        "China–Central Asia freight trains — from/to Jiangsu": _(
            "China–Central Asia freight trains — from/to Jiangsu"
        ),
    }


def subjects(_: Words) -> dict[str, str]:
    """Return the names of other series and of what series are of."""
    return {
        "TITR (Middle Corridor)": _("TITR (Middle Corridor)"),
        "TITR (Middle Corridor) — container trains from China": _(
            "TITR (Middle Corridor) — container trains from China"
        ),
        "TITR (Middle Corridor) — KZ/AZ port exchange": _("TITR (Middle Corridor) — KZ/AZ port exchange"),
        "All rail China–Europe": _("All rail China–Europe"),
        "Chongqing–Europe (Yuxinou)": _("Chongqing–Europe (Yuxinou)"),
        "Aktau–Baku feeder (KMTF)": _("Aktau–Baku feeder (KMTF)"),
        "Aktau port": _("Aktau port"),
        "Kuryk port": _("Kuryk port"),
        "Baku port (Alat)": _("Baku port (Alat)"),
        "Batumi port": _("Batumi port"),
        "Baku–Tbilisi–Kars railway": _("Baku–Tbilisi–Kars railway"),
        "Poti port": _("Poti port"),
        "Turkmenbashi port": _("Turkmenbashi port"),
        "Turkmenbashi–Alat container line (Turkmen fleet)": _(
            "Turkmenbashi–Alat container line (Turkmen fleet)"
        ),
        "Yiwu–Xinjiang–Europe, Jinhua (Jindong) platform": _(
            "Yiwu–Xinjiang–Europe, Jinhua (Jindong) platform"
        ),
        "Yiwu–Xinjiang–Europe": _("Yiwu–Xinjiang–Europe"),
        "UTLC ERA (KZ–RU–BY transit)": _("UTLC ERA (KZ–RU–BY transit)"),
        "Central Asia–China gas pipeline": _("Central Asia–China gas pipeline"),
        "Kazakhstan–China Pipeline, the company: all its traffic": _(
            "Kazakhstan–China Pipeline, the company: all its traffic"
        ),
        "Alashankou–Dostyk": _("Alashankou–Dostyk"),
        "China–Europe trains": _("China–Europe trains"),
        "Khorgos": _("Khorgos"),
        "Middle Corridor": _("Middle Corridor"),
        "China–Kazakhstan trade": _("China–Kazakhstan trade"),
        "Atyrau-Samara oil pipeline": _("Atyrau-Samara oil pipeline"),
        "Baku-Tbilisi-Ceyhan": _("Baku-Tbilisi-Ceyhan"),
        "Central Asia-Centre gas pipeline (eastern strings)": _(
            "Central Asia-Centre gas pipeline (eastern strings)"
        ),
        "Caspian Pipeline Consortium": _("Caspian Pipeline Consortium"),
        "Kazakhstan-China oil pipeline: Atyrau-Kenkiyak": _(
            "Kazakhstan-China oil pipeline: Atyrau-Kenkiyak"
        ),
        "Kazakhstan-China oil pipeline: Atasu-Alashankou": _(
            "Kazakhstan-China oil pipeline: Atasu-Alashankou"
        ),
        "Alashankou + Khorgos (Xinjiang rail ports)": _("Alashankou + Khorgos (Xinjiang rail ports)"),
        "Belarus (CN–EU–CN rail transit)": _("Belarus (CN–EU–CN rail transit)"),
        "Chongqing Tuanjiecun": _("Chongqing Tuanjiecun"),
        "Kazakhstan–China rail crossings (Dostyk + Altynkol)": _(
            "Kazakhstan–China rail crossings (Dostyk + Altynkol)"
        ),
        "Kazakhstan transit": _("Kazakhstan transit"),
        "Brest–Terespol": _("Brest–Terespol"),
        "Erenhot–Zamyn-Üüd": _("Erenhot–Zamyn-Üüd"),
        "Izov–Hrubieszów (LHS)": _("Izov–Hrubieszów (LHS)"),
        "Manzhouli–Zabaykalsk": _("Manzhouli–Zabaykalsk"),
        "Łódź Spedcont": _("Łódź Spedcont"),
    }
