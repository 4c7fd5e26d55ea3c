"""Speeds and dwell times: the most particular row wins, ranges hold, hours add up."""

from __future__ import annotations

import numpy as np
import pytest
from routing_toys import EDGES, toy_world

from corridors.costs.time import CostModel, dwell_modes, load_costs
from corridors.errors import DamagedData
from corridors.model import Cited, Source

HEAD = (
    "id,quantity,mode,country,point_id,operation,value,low,high,unit,period,"
    "source_title,source_publisher,source_date,source_url,confidence,note\n"
)
ROW = "s1,speed_km_h,rail,,,running,40,30,50,km/h,2020,T,,,,low,\n"


def cited(value):
    return Cited(value, "h", value / 2, value * 2, "2020", Source(f"s{value}", "T"))


@pytest.fixture
def model():
    dwell = {("rail", "", ""): 1.0, ("", "", ""): 2.0, ("rail", "", "p"): 3.0, ("", "", "q"): 4.0}
    speed = {
        ("rail", "", ""): 40.0,
        ("rail", "KZ", ""): 50.0,
        ("road", "", ""): 60.0,
        ("ferry", "", ""): 20.0,
    }
    return CostModel(
        {
            ("dwell_h", kind, *key): cited(v)
            for kind in ("border", "gauge_change", "terminal")
            for key, v in dwell.items()
        }
        | {("speed_km_h", "running", *key): cited(v) for key, v in speed.items()}
    )


@pytest.mark.parametrize(
    ("mode", "point", "hours"),
    [("rail", "p", 3), ("rail", "q", 4), ("rail", "unknown", 1), ("road", "unknown", 2), ("road", "q", 4)],
)
def test_a_row_for_the_point_wins_over_one_for_the_mode(model, mode, point, hours):
    assert model.dwell("border", mode, point).value == hours


def test_a_row_for_the_country_wins(model):
    assert model.speed("rail", "KZ").value == 50
    assert model.speed("rail", "PL").value == 40


def test_what_no_row_answers_is_told(model):
    with pytest.raises(DamagedData, match=r"no speed_km_h for running by sea in XZ\. Add a row"):
        model.speed("sea", "XZ")


def test_hours_follow_from_kilometres_and_dwell(model):
    net = toy_world().net
    hours = model.time_h(net)
    assert hours.name == "time_h"
    assert list(hours.index) == list(net.edges.index)
    assert hours[0] == pytest.approx(120 / 40)
    assert hours[1] == 1.0  # border
    assert hours[2] == pytest.approx(100 / 50)  # faster in KZ
    assert hours[3] == 1.0  # gauge change
    assert hours[8] == pytest.approx(300 / 20)


def test_a_port_is_counted_once_on_its_water_side(model):
    net = toy_world().net
    kinds = dwell_modes(net)
    terminal = (net.edges.kind == "terminal").to_numpy()
    assert sorted(kinds[terminal]) == ["", "", "ferry", "ferry"]
    assert model.time_h(net)[terminal].sum() == 2 * 2.0


def test_a_transfer_between_land_modes_is_counted_half_at_each_edge(model):
    edges = [e for e in EDGES if e[:2] != ("p", "q") and e[0] != "n"]
    edges.append(("p", "q", 300.0, "road", "osm", "KZ", 0, "open", ""))
    net = toy_world(edges).net
    terminal = (net.edges.kind == "terminal").to_numpy()
    assert model.time_h(net)[terminal].tolist() == [0.5, 0.5]


def test_fewest_hours_go_with_greatest_speed(model):
    net = toy_world().net
    low, usual, high = (model.time_h(net, bound) for bound in ("low", "value", "high"))
    assert (low <= usual).all()
    assert (usual <= high).all()
    assert low[0] == pytest.approx(120 / 80)
    assert high[1] == 2.0


def test_measuring_leaves_the_network_alone(model):
    net = toy_world().net
    before = net.edges.copy()
    model.time_h(net)
    dwell_modes(net)
    assert net.edges.equals(before)


def test_the_shipped_assumptions_are_ranges_around_their_value_and_cited(geodata):
    table = load_costs(geodata / "tables" / "assumptions.csv").table
    assert len(table) > 100
    assert [k for k, c in table.items() if not 0 <= c.low <= c.value <= c.high] == []
    assert [k for k, c in table.items() if not c.source.title] == []
    assert [k for k, c in table.items() if k[0] == "speed_km_h" and not 1 <= c.low <= c.high <= 200] == []


@pytest.mark.parametrize("mode", ["rail", "road", "ferry", "sea"])
def test_there_is_a_speed_for_each_mode_anywhere(geodata, mode):
    assert load_costs(geodata / "tables" / "assumptions.csv").speed(mode, "ZZ").value > 0


def test_every_edge_of_the_shipped_network_takes_a_finite_time():
    from corridors.routing.planner import default_planner

    planner = default_planner()
    hours = planner.costs.time_h(planner.network).to_numpy()
    assert np.isfinite(hours).all()
    assert (hours >= 0).all()
    running = planner.network.edges.length_km.to_numpy() > 0
    moving = ~planner.network.edges.kind.isin(["border", "gauge_change", "terminal"]).to_numpy()
    assert (hours[running & moving] > 0).all()


@pytest.mark.parametrize(
    "text",
    ["", "a,b\n1,2\n", HEAD + ROW.replace("40", "fast"), HEAD + "s1,speed_km_h\n", "\x00\xff\x00"],
    ids=["empty", "columns", "number", "short row", "binary"],
)
def test_a_damaged_table_is_told_in_one_line(tmp_path, text):
    path = tmp_path / "assumptions.csv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(DamagedData, match=r"assumptions\.csv cannot be read .*Restore it") as caught:
        load_costs(path)
    assert "\n" not in str(caught.value)


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(DamagedData, match="is missing"):
        load_costs(tmp_path / "assumptions.csv")
