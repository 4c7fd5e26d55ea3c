"""Every public value pickles, copies, hashes, compares and becomes a dict; planners travel and are shared."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, fields, is_dataclass, replace
from threading import Event

import pytest

import corridors as co
from corridors.data.layer_specs import SPECS
from corridors.errors import UnknownName
from corridors.model import FrozenMap, Measure, Mode, PlaceKind, Status, known
from corridors.once import Kept, once, once_property
from corridors.pipelines import pipeline_route
from corridors.routing.planner import KEPT_MODE_SETS, ModeNetwork, Planner, Question, default_planner
from corridors.webmap.view import MapView

LONG_S = 60


def answers():
    """Return real answers: together they hold every public value."""
    return [
        co.route("Chongqing", "Duisburg", via=["Khorgos"]),
        co.route("80.2,44.1", "Duisburg", avoid=["RU"]),
        *co.places("Almaty", 3),
        co.throughput("Horgos"),
        co.throughput("CAGP"),
        pipeline_route("Atyrau", "Alashankou"),
        co.backtest(),
    ]


def inside(value):
    """Yield a value and every dataclass it holds, however deep."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from inside(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from inside(part)
    elif isinstance(value, dict):
        yield from inside(tuple(value.values()))


@pytest.fixture(scope="module")
def values():
    by_type = {}
    for answer in answers():
        for value in inside(answer):
            by_type.setdefault(type(value), []).append(value)
    return by_type


def test_the_answers_hold_every_kind_of_value(values):
    names = {kind.__name__ for kind in values}
    assert names >= {
        *("Itinerary", "Route", "Leg", "Passage", "Place", "Trust", "Source", "Throughput", "Series"),
        *("SeriesPoint", "Cited", "PipelineRoute", "PipelineLeg", "Backtest", "BacktestRow"),
    }


def test_values_pickle_copy_hash_and_compare(values):
    for kind, some in values.items():
        for value in some[:20]:
            for twin in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
                assert twin == value, kind
                assert hash(twin) == hash(value), kind
            assert len({value, copy.deepcopy(value)}) == 1


def test_values_become_dicts_that_json_takes(values):
    for kind, some in values.items():
        for value in some[:20]:
            assert json.dumps(asdict(value)), kind
            if hasattr(value, "to_dict"):
                twin = pickle.loads(pickle.dumps(value))
                assert json.dumps(twin.to_dict()) == json.dumps(value.to_dict())


def test_what_is_asked_and_what_it_rests_on_travel_too():
    planner, answer = default_planner(), co.route("Almaty", "Astana")
    given = [
        MapView(routes=(answer,)),
        Question("Almaty", "Astana", avoid=("RU",)),
        answer.routes[0].amounts,
        planner.costs,
        next(iter(planner.points.values())),
        *SPECS,
    ]
    for value in given:
        for twin in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
            assert twin == value
            assert hash(twin) == hash(value)
        assert asdict(value)


def test_no_value_can_be_changed_through_what_it_holds(values):
    for some in values.values():
        for field in fields(some[0]):
            held = getattr(some[0], field.name)
            assert not isinstance(held, (list, set, bytearray)), (type(some[0]), field.name)
            assert not isinstance(held, dict) or isinstance(held, FrozenMap), (type(some[0]), field.name)


def test_a_network_travels_and_compares_by_what_it_holds():
    net = co.network()
    for twin in (pickle.loads(pickle.dumps(net)), copy.deepcopy(net)):
        assert twin == net
        assert hash(twin) == hash(net)
    assert net.select(net.edges["mode"] == "sea") != net


def test_a_frozen_map_refuses_every_change_and_forgets_its_order():
    frozen = FrozenMap({"CN": 1.0, "KZ": 2.0})
    assert frozen == {"KZ": 2.0, "CN": 1.0}
    assert hash(frozen) == hash(FrozenMap({"KZ": 2.0, "CN": 1.0}))
    for change in (
        lambda: frozen.update(a=1), lambda: frozen.pop("CN"), frozen.clear, frozen.popitem,
        lambda: frozen.setdefault("x", 1), lambda: frozen.__setitem__("CN", 3), lambda: frozen.__delitem__("CN"),
    ):  # fmt: skip
        with pytest.raises(TypeError):
            change()
    assert copy.deepcopy(frozen) == frozen == pickle.loads(pickle.dumps(frozen))


def test_enumerations_are_text_and_refuse_what_they_do_not_know():
    assert f"{Measure.TIME} {Mode.RAIL} {Status.OPEN} {PlaceKind.CITY}" == "time rail open city"
    with pytest.raises(UnknownName, match="distance"):
        known(Measure, "beauty", "measure")


def test_an_unknown_measure_raises_wherever_it_is_asked_for():
    planner = default_planner()
    router = planner.mode_network(("rail",)).router
    for ask in (
        lambda: co.route("Almaty", "Astana", by="usd"),
        lambda: router.metric("usd"),
        lambda: router.best([planner.place("Almaty"), planner.place("Astana")], by="usd"),
    ):
        with pytest.raises(UnknownName, match="usd"):
            ask()


# ------------------------------------------------------------------------------------------- planners
def test_a_planner_that_was_asked_pickles_as_its_folder():
    planner = default_planner()
    planner.route("Almaty", "Astana")
    packed = pickle.dumps(planner)
    assert len(packed) < 500
    twin = pickle.loads(packed)
    assert isinstance(twin, Planner)
    assert twin.route("Almaty", "Astana") == planner.route("Almaty", "Astana")


def test_twelve_threads_with_different_closures_give_what_one_gives():
    shut = [(), ("RU",), ("Dostyk",), ("Khorgos",), ("Małaszewicze",), ("BY",)] * 2
    questions = [
        Question("Xi'an", "Duisburg", avoid=avoid, by=by, modes=("rail", "ferry"))
        for avoid in shut
        for by in ("distance", "time")
    ]
    one = Planner.load()
    expected = [one.answer(q) for q in questions]
    fresh, before = Planner.load(), sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(12) as pool:
            given = list(pool.map(fresh.answer, questions))
    finally:
        sys.setswitchinterval(before)
    assert given == expected


def test_what_is_kept_is_made_once_by_many_threads():
    made = []

    class Thing:
        @once_property
        def value(self):
            """Make it."""
            made.append("property")
            return object()

    @once
    def only():
        made.append("once")
        return object()

    thing, kept = Thing(), Kept(2)
    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(lambda _: thing.value, range(200)))) == 1
        assert len(set(pool.map(lambda _: only(), range(200)))) == 1
        assert len(set(pool.map(lambda _: kept.get("a", object), range(200)))) == 1
    assert sorted(made) == ["once", "property"]
    kept.get("b", object)
    kept.get("c", object)
    assert len(kept) == 2
    assert len(copy.deepcopy(kept)) == 0


def test_a_value_that_is_being_made_holds_up_nobody_else():
    kept, begun, go_on = Kept(4), Event(), Event()

    def slow():
        begun.set()
        assert go_on.wait(LONG_S)
        return "slow"

    kept.get("known", lambda: 1)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(kept.get, "a", slow)
        assert begun.wait(LONG_S)
        second = pool.submit(kept.get, "a", lambda: pytest.fail("made twice"))
        assert kept.get("known", lambda: 0) == 1
        assert kept.get("b", lambda: 2) == 2
        assert kept.peek("a") is None
        assert not second.done()
        go_on.set()
        assert (first.result(LONG_S), second.result(LONG_S)) == ("slow", "slow")


def test_sixteen_first_questions_make_each_network_once_and_few_stay(monkeypatch):
    made = []

    def note(_planner, modes):
        made.append(modes)
        return ModeNetwork(None, None)

    planner = replace(default_planner(), _by_modes=Kept(KEPT_MODE_SETS))
    monkeypatch.setattr(Planner, "_for_modes", note)
    asked = [("rail", "ferry"), ("ferry", "rail"), ("road",), ("sea",)] * 4
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(planner.mode_network, asked))
    assert len(made) == len(set(made)) == len({id(each) for each in found}) == 3
    for modes in (("rail",), ("ferry",), ("rail", "sea"), ("road", "sea"), ("road", "rail")):
        planner.mode_network(modes)
    assert len(planner._by_modes) == KEPT_MODE_SETS


def test_what_fails_is_made_anew():
    kept = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 1) == 1
