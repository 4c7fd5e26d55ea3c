"""What holds of every verb, of the whole pipeline, and of a real extract."""

import json

import numpy as np
import pandas as pd
import pytest
import toys

from corridors.errors import BadInput, DamagedData
from corridors.graph.conditioning import (
    borders,
    contract,
    edit,
    extract,
    gauges,
    links,
    naming,
    pipeline,
    repair,
)

# --------------------------------------------------------------------------- what holds of every verb
BENDS = pd.DataFrame(
    [[8, 5, 9.5, 5, 1, 9, 5.1]], columns=["a_lon", "a_lat", "b_lon", "b_lat", "seq", "via_lon", "via_lat"]
)
ENDS = toys.joins((8.0, 5.0, 9.5, 5.0, 160.0))
ANCHORS = pd.DataFrame({"gauge_mm": [1435], "anchors": ["8 5;9.5 5"]})


def naming_case(net):
    return naming.derive_crossings(borders.border_nodes(gateable(net)), toys.TOWNS, lambda _a, _b: True)


def gateable(net):
    return borders.tag_countries(net, toys.squares())


VERBS = {
    "edit.append_edges": lambda n: edit.append_edges(
        n, [{"u": 0, "v": 4, "length_km": 9.0}], [n.coords[[0, -1]]]
    ),
    "edit.attach": lambda n: edit.attach(n, np.array([[8.5, 5.0], [1, 1]]), max_km=1),
    "edit.find_edges": lambda n: edit.find_edges(n, ENDS),
    "edit.mark_edges": lambda n: edit.mark_edges(n, np.array([0]), status="closed"),
    "edit.nearest_spots": lambda n: edit.nearest_spots(n, np.array([[8.5, 5.0]])),
    "edit.node_keys": lambda n: edit.node_keys(n.nodes.lon, n.nodes.lat),
    "edit.records": lambda n: edit.records(n.edges),
    "edit.split": lambda n: edit.split(n, {0: [0.5]}),
    "repair.ban_high_speed": lambda n: repair.ban_high_speed(n, ENDS),
    "repair.heal": lambda n: repair.heal(n, ENDS),
    "repair.reshape": lambda n: repair.reshape(n, BENDS),
    "borders.border_nodes": borders.border_nodes,
    "borders.country_at": lambda n: borders.country_at(n.nodes.to_numpy(), toys.squares()),
    "borders.gate_borders": lambda n: borders.gate_borders(
        n, borders.border_nodes(n).assign(crossing_id="x"), {"x": "open"}
    ),
    "borders.match_crossings": lambda n: borders.match_crossings(
        borders.border_nodes(n), toys.crossings(), within_km=5
    ),
    "borders.tag_countries": gateable,
    "contract.contract": contract.contract,
    "gauges.gauge_flags": lambda n: gauges.gauge_flags(n, toys.NATIVE_MM, points=toys.yards()),
    "gauges.lay_gauges": lambda n: gauges.lay_gauges(
        n, gauges.gauge_flags(n, toys.NATIVE_MM, points=toys.yards()), toys.yards()
    ),
    "gauges.mark_lines": lambda n: gauges.mark_lines(n, ANCHORS),
    "links.name_straits": lambda n: links.name_straits(
        n, pd.DataFrame({"id": ["s"], "across": ["12 4;12 6"]})
    ),
    "gauges.path_edges": lambda n: gauges.path_edges(n, np.array([[8, 5], [19.5, 5]])),
    "gauges.read_anchors": lambda _: gauges.read_anchors("8 5;19.5 5"),
    "gauges.stated_edges": lambda n: gauges.stated_edges(n, "8 5;19.5 5"),
    "links.link_terminals": lambda n: links.link_terminals([n], toys.TERMINALS, toys.NATIVE_MM),
    "naming.derive_crossings": naming_case,
    "pipeline.condition": lambda n: pipeline.condition(n, toys.tables()),
    "pipeline.gate": lambda n: pipeline.gate(n, toys.tables(), "rail"),
}
WITHOUT_NETWORK = {
    "links.ferry_network",
    "links.sea_network",
    "pipeline.load_tables",
    "extract.network_from_extract",
    "extract.own_source",
    "extract.read_extract",
}


def test_every_public_verb_is_held_to_leave_its_input_alone():
    modules = (edit, repair, borders, contract, gauges, links, naming, pipeline, extract)
    public = {
        f"{module.__name__.rsplit('.', 1)[1]}.{name}"
        for module in modules
        for name in module.__all__
        if callable(getattr(module, name)) and not isinstance(getattr(module, name), type)
    }
    assert public == {*VERBS, *WITHOUT_NETWORK}


@pytest.mark.parametrize("verb", list(VERBS))
def test_a_verb_leaves_its_input_alone_and_answers_alike_twice(verb):
    net = gateable(toys.overland())
    inputs = (ENDS, BENDS, ANCHORS, toys.TERMINALS, toys.TOWNS)
    frames = [frame.copy(deep=True) for frame in (net.nodes, net.edges, *inputs)]
    coords, offsets = net.coords.copy(), net.offsets.copy()
    first, second = VERBS[verb](net), VERBS[verb](net)
    assert repr(first) == repr(second)
    for before, after in zip(frames, (net.nodes, net.edges, *inputs), strict=True):
        pd.testing.assert_frame_equal(before, after)
    assert np.array_equal(coords, net.coords)
    assert np.array_equal(offsets, net.offsets)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_nodes_and_edges_does_not_matter(seed):
    table = toys.joins((8.2, 5.001, 8.4, 5.001, 25.0), (19.2, 5, 19.3, 5.2, 30.0))

    def run(net):
        net = repair.reshape(repair.heal(net, table), BENDS)
        return pipeline.condition(net, toys.tables())

    (one, named), (other, named_too) = run(toys.overland()), run(toys.shuffled(toys.overland(), seed))
    assert toys.canonical(one) == toys.canonical(other)
    pd.testing.assert_frame_equal(named, named_too)


# ------------------------------------------------------------------------------------------- pipeline
def test_the_pipeline_crosses_at_named_crossings_and_changes_gauge_at_named_yards():
    net, derived = pipeline.condition(toys.overland(), toys.tables())
    assert net.faults() == ()
    assert derived.empty
    assert set(net.edges.point_id) == {"", "x-ab", "x-bc", "yard-b"}
    assert all(len(c) == 1 for c in toys.alone(net, ["border", "gauge_change"], "country"))


def test_a_gauge_change_point_keeps_its_place_on_plain_track():
    """No junction lies near the yard: merging edges must not take away its only node."""
    net, _ = pipeline.condition(toys.overland(), toys.tables())
    (change,) = net.edges[net.edges.kind == "gauge_change"].u
    assert net.nodes.iloc[change].tolist() == [10.5, 5.0]


def test_the_pipeline_says_when_no_country_is_known():
    with pytest.raises(BadInput, match=r"None of the 1 edges .* AA, BB, CC, DD"):
        pipeline.condition(toys.draw({"a": (80, 80), "b": (81, 80)}, [("a", "b", {})]), toys.tables())


def test_damaged_tables_are_named(tmp_path):
    with pytest.raises(DamagedData, match="Restore it from the repository"):
        pipeline.load_tables(tmp_path)


# ------------------------------------------------------------------------------ a user's own extract
@pytest.fixture(scope="module")
def shipped_tables(geodata):
    return pipeline.load_tables(geodata)


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_a_real_extract_runs_through_the_same_conditioning(root, shipped_tables, mode):
    raw = extract.network_from_extract(root / "tests" / "fixtures" / "feldkirch_buchs.osm", mode=mode)
    net, _ = pipeline.condition(raw, shipped_tables, mode=mode)
    assert net.faults() == ()
    assert net.edges.length_km.sum() == pytest.approx(raw.edges.length_km.sum())
    assert all(len(found) == 1 for found in toys.alone(net, ["border"], "country"))
    assert set(net.edges.country) == {"AT", "CH", "LI"}
    toys.assert_sound(net)


def test_a_train_runs_from_austria_to_switzerland_over_a_real_extract(root, geodata, shipped_tables):
    """Feldkirch-Tisis to the Rhine at Buchs: both borders of Liechtenstein, at their named crossings."""
    from corridors.costs.time import load_costs
    from corridors.gazetteer import Gazetteer
    from corridors.routing.engine import node_order
    from corridors.routing.planner import Planner
    from corridors.routing.points import load_points

    raw = extract.network_from_extract(str(root / "tests" / "fixtures" / "feldkirch_buchs.osm"))
    net, _ = pipeline.condition(raw, shipped_tables)
    order = node_order(net.nodes.lon.to_numpy(), net.nodes.lat.to_numpy(), net.edges[["u", "v"]].to_numpy())
    planner = Planner(
        network=net,
        order=order.astype(np.uint32),
        gazetteer=Gazetteer.load(geodata),
        costs=load_costs(geodata / "tables" / "assumptions.csv"),
        points=load_points(geodata),
    )
    west, east = (net.nodes.iloc[int(i)] for i in (net.nodes.lon.argmin(), net.nodes.lon.argmax()))
    answer = planner.route(f"{east.lon},{east.lat}", f"{west.lon},{west.lat}").to_dict()
    (best,) = answer["routes"]
    assert list(best["countries"]) == ["AT", "LI", "CH"]
    assert [crossing["name"] for crossing in best["crossings"]] == ["Feldkirch–Nendeln", "Buchs SG–Schaan"]
    assert sum(best["countries"].values()) == pytest.approx(best["distance_km"], rel=1e-3)
    assert 9.5 < best["distance_km"] < 11.5
    assert json.dumps(answer)
