"""Which row of which table each name in the story's texts stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["REFERENCES", "Reference"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A row of a table by its id."""

    table: str
    id: str


def _named(table: str, prefix: str = "", **ids: str) -> dict[str, Reference]:
    return {name: Reference(table, prefix + row) for name, row in ids.items()}


REFERENCES: Mapping[str, Reference] = {
    **_named(
        "timeline_events",
        "ev-",
        relations="1992-01-03-diplomatic-relations-established",
        rails_met="1990-09-12-alashankou-druzhba-rails-joined",
        passengers="1992-06-23-urumqi-almaty-passenger-train",
        horgos_opened="1992-08-khorgos-opened-to-third-countries",
        border_first="1994-04-26-boundary-agreement",
        border_last="1998-07-second-supplementary-boundary-agreement",
        treaty="2002-12-23-good-neighbour-treaty",
        target_set="2011-06-13-usd-40-billion-trade-target",
        oil_price="2015-oil-price-lowest-since-2004",
        trade_fell="2015-trade-falls-with-oil-and-tenge",
        centre_agreed="2004-09-khorgos-cooperation-centre-agreed",
        centre_opened="2012-04-khorgos-boundary-cooperation-centre-opens",
        railway="2012-12-22-khorgos-altynkol-railway-opened",
        dry_port="2015-07-29-khorgos-gateway-dry-port-starts",
        horgos_train="2016-03-19-first-china-europe-train-at",
        oil_first="2006-07-11-first-kazakh-oil-reaches-china",
        gas_first="2009-12-14-central-asia-china-gas-pipeline",
        gas_kazakh_first="2017-10-15-kazakh-gas-exports-to-china",
        uranium_deal="2008-11-cgn-and-cnnc-enter-uranium",
        road_opened="2018-09-27-new-khorgos-road-crossing-opened",
        second_track="2025-09-30-dostyk-moiynty-second-track-opened",
        lianyungang="2014-05-lianyungang-logistics-terminal-launched",
        xian_terminal="2024-02-kazakh-terminal-opens-in-xi",
        visa_free="2023-11-10-mutual-visa-free-regime",
        luban="2023-12-first-luban-workshop-in-kazakhstan",
        belt="2013-09-07-silk-road-economic-belt-proposed",
        hundred_thousandth="2024-11-15-100-000th-china-europe-train",
    ),
    **_named(
        "bilateral_trade",
        "trade-",
        trade_first="1992-cn-total",
        trade_peak="2013-cn-total",
        trade_peak_kz="2013-kz-total",
        target="2015-target-total",
        trade_low="2015-cn-total",
        trade_low_kz="2015-kz-total",
        trade_over="2023-cn-total",
        trade_last="2024-cn-total",
    ),
    **_named(
        "crossing_throughput",
        alataw_first="T033",
        centre_first="T107",
        centre_later="T112",
        centre_now="T118",
        dry_port_now="T105",
        horgos_first="T001",
        horgos_now="T027",
        alashankou_now="T053",
        road_now="T120",
        port_now="T127",
    ),
    **_named(
        "china_europe_trains",
        trains_belt="E003",
        trains_now="E033",
        trains_ever="E052",
        xian="E037",
        chengdu="E038",
        chongqing="E039",
        zhengzhou="E040",
    ),
    **_named(
        "rail_services",
        to_duisburg="S001",
        to_pardubice="S021",
        to_lodz="S007",
        to_hamburg="S016",
        to_almaty="S025",
        to_madrid="S045",
        from_hefei="S072",
        from_shenzhen="S083",
    ),
    **_named(
        "pipeline_throughput",
        "pt-",
        oil_now="kcop-5-2024",
        oil_russian="kcop-5-russian-transit-2024",
        oil_kazakh="kcop-5-kazakh-origin-2024",
        gas_now="cagp-2022",
        gas_kazakh_peak="kz-gas-cn-kazakh-origin-2019",
        gas_kazakh_now="kz-gas-cn-kazakh-origin-2024",
    ),
    **_named("pipelines", oil_line="KCOP-5", gas_line="CAGP-A", gas_onward="WEGP2"),
    **_named("crossings", gauges="rail-huoerguosi-altynkol"),
    **_named(
        "border_performance", swap_claim="D155", stop_measured="D120", stop_before="D102", queue="D504"
    ),
    **_named("road_sections", motorway="g30", highway="wewc", highway_kz="wewc-kz"),
    **_named("rail_opened", caspian_line="R05"),
    **_named(
        "resources_and_industry",
        irkol="u-irk",
        semizbay="u-sem",
        mynkuduk="u-myn",
        ulba="u-ulb",
        refinery="rf-shy",
        plastics="pc-kpi",
        smelter="me-sme",
        moynak="pw-moy",
        cars="ma-ast",
        huawei="ht-hua",
        hosts="ht-yiw",
        zhanatas="wi-zha",
        shelek="wi-she",
        ekibastuz="wi-eki",
        orangai="so-tur",
        turbines="ma-env",
        oilseeds="ag-aij",
        maize="ag-fuf",
    ),
    **_named("power_lines", line_north="tl-ne1", line_south="tl-ne2"),
    **_named("middle_corridor", middle_before="E070", middle_last="E075", middle_now="E076"),
}
"""Names as the texts use them."""
