"""The hierarchy and scipy answer alike, on toys that hypothesis draws and on the shipped network."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import mode_network

from corridors.routing import engine as engines
from corridors.routing.engine import CLOSED, engine_for, node_order

PAIRS = 100
PLAIN = [False, True]


@dataclass(frozen=True)
class Toy:
    """A graph with weights; parallel edges, loops, free edges and closed ones occur."""

    nodes: int
    uv: np.ndarray
    weights: np.ndarray

    def metric(self, *, plain, weights=None):
        """Return the graph under its weights, or under others."""
        lon, lat = (np.arange(self.nodes) * step % 7.0 for step in (1.3, 2.9))
        engine = engine_for(self.nodes, self.uv, node_order(lon, lat, self.uv), plain=plain)
        return engine.customize(self.weights if weights is None else weights)


@st.composite
def toys(draw):
    nodes = draw(st.integers(2, 9))
    node = st.integers(0, nodes - 1)
    weight = st.one_of(st.integers(0, 3), st.integers(0, 10_000), st.just(CLOSED))
    edges = draw(st.lists(st.tuples(node, node, weight), min_size=1, max_size=24))
    table = np.array(edges, dtype=np.int64)
    return Toy(nodes, table[:, :2], table[:, 2].astype(np.uint32))


def drawn_toy():
    """Return a toy with two equal edges side by side and a piece apart.

    ::

        0 ══5══ 1 ──0── 2      3 ──1── 4
        └───────7───────┘
    """
    uv = np.array([[0, 1], [1, 0], [1, 2], [2, 0], [3, 4]])
    return Toy(5, uv, np.array([5, 5, 0, 7, 1], dtype=np.uint32))


def is_way(path, uv, source, target):
    """Tell whether edges follow one another from a node to another."""
    at = source
    for edge in path:
        u, v = uv[edge]
        if at not in (u, v):
            return False
        at = v if at == u else u
    return at == target


@pytest.mark.skipif(engines.kit is None, reason="no wheel of routingkit_cch for this machine")
def test_the_hierarchy_is_what_serves_where_its_wheel_is():
    toy = drawn_toy()
    order = np.arange(toy.nodes, dtype=np.uint32)
    assert type(engine_for(toy.nodes, toy.uv, order)) is not type(
        engine_for(toy.nodes, toy.uv, order, plain=True)
    )


@settings(deadline=None, max_examples=150)
@given(toys())
def test_both_engines_answer_alike_on_random_graphs(toy):
    fast, plain = (toy.metric(plain=p) for p in PLAIN)
    everywhere = range(toy.nodes)
    costs = fast.matrix(everywhere, everywhere)
    np.testing.assert_array_equal(costs, plain.matrix(everywhere, everywhere))
    for source in everywhere:
        for target in everywhere:
            expected = None if np.isinf(costs[source, target]) else int(costs[source, target])
            for metric in (fast, plain):
                assert metric.cost(source, target) == expected
                path = metric.path(source, target)
                assert bool(path) or source == target or expected in (None, 0)
                if expected is not None:
                    assert is_way(path, toy.uv, source, target)
                    assert int(toy.weights[path].astype(np.int64).sum()) == expected


@pytest.mark.parametrize("plain", PLAIN)
def test_equal_free_and_missing_ways_are_told_right(plain):
    metric = drawn_toy().metric(plain=plain)
    assert metric.cost(0, 2) == 5
    assert metric.path(0, 2)[-1] == 2
    assert metric.cost(0, 3) is None
    assert metric.path(0, 3) == []
    assert metric.cost(4, 4) == 0
    assert metric.path(4, 4) == []


@pytest.mark.parametrize("plain", PLAIN)
def test_new_weights_leave_a_graph_customized_before_alone(plain):
    toy = drawn_toy()
    before = toy.metric(plain=plain)
    shut = toy.weights.copy()
    shut[2] = CLOSED
    assert toy.metric(plain=plain, weights=shut).cost(0, 2) == 7
    assert before.cost(0, 2) == 5
    assert toy.weights[2] == 0


@pytest.mark.parametrize("plain", PLAIN)
def test_weights_changed_after_customizing_change_no_answer(plain):
    toy = drawn_toy()
    mine = toy.weights.copy()
    metric = toy.metric(plain=plain, weights=mine)
    mine[:] = CLOSED
    assert metric.cost(0, 2) == 5


@pytest.fixture(scope="module", params=["distance", "time"])
def shipped(request):
    """Return the shipped network under both engines: (weights, uv, hierarchy, scipy)."""
    router = mode_network().router
    weighed = router.metric(request.param)
    amounts, fast = weighed.ahead, weighed.metric
    uv = np.column_stack(router.ends)
    plain = engine_for(len(router.net.nodes), uv, router.order, plain=True).customize(amounts)
    return amounts, uv, fast, plain


def some_nodes(uv, count, seed):
    dice = random.Random(seed)
    return [int(uv[dice.randrange(len(uv)), 0]) for _ in range(count)]


def test_both_engines_answer_alike_on_the_shipped_network(shipped):
    amounts, uv, fast, plain = shipped
    sources, targets = some_nodes(uv, PAIRS // 10, 1), some_nodes(uv, PAIRS // 10, 2)
    costs = fast.matrix(sources, targets)
    np.testing.assert_array_equal(costs, plain.matrix(sources, targets))
    assert np.isfinite(costs).sum() >= PAIRS // 4
    for source, row in zip(sources, costs, strict=True):
        for target, cost in zip(targets, row, strict=True):
            assert fast.cost(source, target) == (None if np.isinf(cost) else cost)
            path = fast.path(source, target)
            assert is_way(path, uv, source, target) or np.isinf(cost)
            assert np.isinf(cost) or amounts[path].sum() == cost


def test_both_engines_find_ways_of_one_length_on_the_shipped_network(shipped):
    amounts, uv, fast, plain = shipped
    for source, target in zip(some_nodes(uv, 5, 3), some_nodes(uv, 5, 4), strict=True):
        ways = [metric.path(source, target) for metric in (fast, plain)]
        assert amounts[ways[0]].sum() == amounts[ways[1]].sum()
        assert bool(ways[0]) == bool(ways[1])
        assert not ways[1] or is_way(ways[1], uv, source, target)


def test_nothing_that_is_not_open_is_ever_run_through(shipped):
    amounts, uv, fast, _ = shipped
    is_open = (mode_network().router.net.edges.status == "open").to_numpy()
    for source, target in zip(some_nodes(uv, 30, 5), some_nodes(uv, 30, 6), strict=True):
        path = fast.path(source, target)
        assert is_open[path].all()
        assert (amounts[path] < CLOSED).all()
