"""Amounts add up: the whole is the sum of its parts, in any grouping, with its range."""

import copy
import json
import math
import pickle
from dataclasses import FrozenInstanceError, asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.errors import BadInput
from corridors.model import Amounts, Range

QUANTITY = st.floats(0, 1e6, allow_nan=False)
RANGES = st.tuples(QUANTITY, QUANTITY, QUANTITY).map(lambda three: Range(*sorted(three)))
AMOUNTS = st.builds(Amounts, RANGES, RANGES)


def numbers(amounts):
    return [bound for quantity in asdict(amounts).values() for bound in quantity.values()]


def near(a, b):
    return numbers(a) == pytest.approx(numbers(b), rel=1e-9, abs=1e-6)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_adding_knows_neither_order_nor_grouping(a, b, c):
    assert a + b == b + a
    assert near((a + b) + c, a + (b + c))


@given(AMOUNTS)
def test_nothing_added_changes_nothing(a):
    assert a + Amounts() == Amounts() + a == a


@given(st.lists(AMOUNTS, max_size=200))
def test_a_sum_is_the_sum_of_each_number_and_keeps_low_below_high(parts):
    whole = sum(parts, Amounts())
    sums = [math.fsum(column) for column in zip(*map(numbers, parts), strict=True)] or [0.0] * 6
    assert numbers(whole) == pytest.approx(sums, rel=1e-9)
    assert near(sum(reversed(parts), Amounts()), whole)


@given(AMOUNTS)
def test_amounts_travel(a):
    for twin in (pickle.loads(pickle.dumps(a)), copy.deepcopy(a)):
        assert twin == a
        assert hash(twin) == hash(a)
    assert json.dumps(asdict(a))
    with pytest.raises(FrozenInstanceError):
        a.km = Range()


@pytest.mark.parametrize("bounds", [(2, 1, 3), (1, 3, 2), (math.nan, 1, 2), (0, 1, math.inf)])
def test_what_is_no_range_is_refused(bounds):
    with pytest.raises(BadInput, match="range"):
        Range(*bounds)


def test_amounts_add_to_nothing_else():
    for other in (1, 1.5, "km", Range()):
        with pytest.raises(TypeError):
            Amounts() + other
        with pytest.raises(TypeError):
            other + Amounts()
    with pytest.raises(TypeError):
        Range() + 1.0


@pytest.mark.parametrize("ends", [("Chongqing", "Duisburg"), ("Xi'an", "Istanbul"), ("Almaty", "Astana")])
def test_a_route_takes_what_its_legs_take_and_the_waiting_between(ends):
    (route,) = co.route(*ends).routes
    legs, whole = sum((leg.amounts for leg in route.legs), Amounts()), route.amounts
    waiting = sum((passage.amounts for passage in route.passages), Amounts())
    assert legs.km.base == whole.km.base == route.distance_km
    both_ends = route.ends.amounts
    assert whole.h.base == pytest.approx((legs + waiting + both_ends).h.base)
    extremes = (legs + waiting + both_ends).h
    assert extremes.low - 1e-6 <= whole.h.low <= whole.h.base <= whole.h.high <= extremes.high + 1e-6


@pytest.mark.parametrize("ends", [("Xi'an", "Warsaw"), ("Aktau", "Poti")])
def test_the_rows_of_the_plain_form_add_up_to_the_whole(ends):
    (route,) = co.route(*ends).to_dict()["routes"]
    parts = [leg["time_h"] for leg in route["legs"]]
    parts += [c["dwell_h"] for c in route["crossings"]] + [route["ends"]["time_h"]]
    assert sum(parts) == pytest.approx(route["time_h"], abs=0.1)
