"""Networks as arrays, and the shipped one."""

import pandas as pd
import pytest

from corridors.network import load


# ------------------------------------------------------------------------------------ shipped network
@pytest.fixture(scope="module")
def shipped(geodata):
    return load(geodata / "osm" / "network.npz")


@pytest.fixture(scope="module")
def points(geodata):
    names = (
        "tables/crossings",
        "osm/crossings_derived",
        "tables/gauge_points",
        "tables/terminals",
        "tables/ferries",
    )
    read = {name: pd.read_csv(geodata / f"{name}.csv", dtype=str, keep_default_na=False) for name in names}
    return {name.split("/")[1]: table.set_index("id") for name, table in read.items()}


def values_at_nodes(net, keep, column):
    """Return the values of a column at each node, as a Series of sets."""
    edges = net.edges[keep]
    ends = pd.concat(
        [pd.DataFrame({"node": edges[end], "value": edges[column].astype(str)}) for end in "uv"]
    )
    return ends.drop_duplicates().groupby("node").value.agg(set)


def test_shipped_network_holds_its_invariants(shipped):
    assert shipped.faults() == ()


def test_shipped_borders_are_crossed_by_border_edges_alone(shipped):
    tracks = (shipped.edges["mode"].isin(["rail", "road"]) & (shipped.edges.kind != "border")).to_numpy()
    at = values_at_nodes(shipped, tracks, "country")
    assert at[at.map(len) > 1].to_dict() == {}


def test_shipped_border_edges_join_the_two_countries_of_their_crossing(shipped, points):
    tracks = (shipped.edges["mode"].isin(["rail", "road"]) & (shipped.edges.kind != "border")).to_numpy()
    country = values_at_nodes(shipped, tracks, "country").map(min).to_dict()
    both = pd.concat([points["crossings"], points["crossings_derived"]])
    gates = shipped.edges[shipped.edges.kind == "border"]
    wrong = []
    for u, v, name in gates[["u", "v", "point_id"]].itertuples(index=False):
        pair = {both.country_a[name], both.country_b[name]}
        sides = {country[end] for end in (u, v) if end in country}
        if u == v or not sides <= pair:
            wrong.append((name, sides))
    assert wrong == []


def test_shipped_gauges_change_at_named_points_alone(shipped, points):
    at = values_at_nodes(shipped, (shipped.edges["mode"] == "rail").to_numpy(), "gauge_mm")
    assert at[at.map(len) > 1].to_dict() == {}
    changes = shipped.edges[shipped.edges.kind == "gauge_change"]
    assert set(changes.point_id) <= set(points["gauge_points"].index)
    for u, v, name in changes[["u", "v", "point_id"]].itertuples(index=False):
        row = points["gauge_points"].loc[name]
        assert at[u] | at[v] == {row.gauge_a_mm, row.gauge_b_mm}, name


def test_shipped_trains_keep_their_gauge_without_a_named_point(shipped):
    train = shipped.select(
        (
            shipped.edges["mode"].isin(["rail", "transfer"]) & (shipped.edges.kind != "gauge_change")
        ).to_numpy()
    )
    rails = train.edges[train.edges["mode"] == "rail"]
    piece = train.components()[rails.u.to_numpy()]
    assert rails.groupby(piece).gauge_mm.nunique().max() == 1


def test_every_point_the_shipped_network_names_stands_in_a_table(shipped, points):
    known = {
        "border": {*points["crossings"].index, *points["crossings_derived"].index},
        "gauge_change": set(points["gauge_points"].index),
        "terminal": set(points["terminals"].index),
        "ferry": set(points["ferries"].index),
    }
    for kind, ids in known.items():
        used = set(shipped.edges.point_id[shipped.edges.kind == kind].astype(str))
        assert used - ids == set(), kind
    rest = shipped.edges.point_id[~shipped.edges.kind.isin(list(known))].astype(str)
    assert set(rest) == {""}


def test_shipped_repairs_are_visible_with_their_length(shipped):
    repairs = shipped.edges[shipped.edges.kind == "repair"]
    assert len(repairs) > 50
    assert (repairs.length_km > 0).all()
