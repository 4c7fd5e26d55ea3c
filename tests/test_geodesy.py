import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors import geodesy
from corridors.errors import BadInput

KHORGOS, DUISBURG = (80.41, 44.21), (6.76, 51.43)

fraction = st.floats(0, 1)
# steps long enough to have a direction, short enough to stay on one side of the globe
step = st.tuples(st.floats(0.01, 2), st.floats(-1, 1))
steps = st.lists(step, min_size=1, max_size=12)


def line_of(moves):
    """Draw a line eastward from Khorgos, so that it never turns back on itself."""
    return np.vstack([[KHORGOS], KHORGOS + np.cumsum(moves, axis=0)])


lines = steps.map(line_of)


def test_the_meridian_quadrant_of_wgs84():
    # an independent figure: the quarter meridian of the ellipsoid is 10 001.966 km
    assert geodesy.distance_km(0, 0, 0, 90) == pytest.approx(10001.966, abs=0.001)


def test_one_degree_of_the_equator():
    assert geodesy.length_km([(10, 0), (11, 0)]) == pytest.approx(6378.137 * np.pi / 180, rel=1e-9)


def test_khorgos_to_duisburg_great_circle():
    assert geodesy.distance_km(*KHORGOS, *DUISBURG) == pytest.approx(5330, abs=25)


def test_distances_broadcast():
    assert geodesy.distance_km([0, 1, 2], 0, 0, 0).shape == (3,)


@pytest.mark.parametrize(("to", "bearing"), [((0, 1), 0), ((1, 0), 90), ((0, -1), 180), ((-1, 0), 270)])
def test_bearings_turn_clockwise_from_north(to, bearing):
    assert geodesy.bearing_deg(0, 0, *to) == pytest.approx(bearing)


@pytest.mark.parametrize("bad", [[], [(1, 2)], [1, 2, 3], [(1, 2, 3), (4, 5, 6)]])
def test_what_is_not_a_line_is_refused(bad):
    with pytest.raises(BadInput, match="two or more"):
        geodesy.length_km(bad)


@given(lines)
def test_a_reversed_line_is_as_long(line):
    assert geodesy.length_km(line[::-1]) == pytest.approx(geodesy.length_km(line))


@given(lines)
def test_chainages_grow_from_nothing_to_the_length(line):
    at = geodesy.chainages_km(line)
    assert at[0] == 0
    assert (np.diff(at) > 0).all()
    assert at[-1] == pytest.approx(geodesy.length_km(line))


@given(lines, fraction)
def test_two_cuts_make_the_whole(line, where):
    parts = geodesy.cut_line(line, 0, where), geodesy.cut_line(line, where, 1)
    assert parts[0][-1] == pytest.approx(parts[1][0])
    total = sum(geodesy.length_km(part) for part in parts)
    # a cut point lies on the chord of its step, not on the geodesic
    assert total == pytest.approx(geodesy.length_km(line), rel=1e-4)


@given(lines, fraction, fraction)
def test_a_cut_turned_round_is_the_same_cut_reversed(line, start, end):
    forth, back = geodesy.cut_line(line, start, end), geodesy.cut_line(line, end, start)
    assert forth == pytest.approx(back[::-1])


@given(lines, fraction)
def test_a_point_of_the_line_is_found_on_it(line, where):
    found, gap_km = geodesy.nearest_on_line(line, *geodesy.interpolate(line, where))
    assert gap_km == pytest.approx(0, abs=1e-3)
    assert found == pytest.approx(where, abs=1e-4)


def test_the_nearest_point_of_a_straight_line():
    where, gap_km = geodesy.nearest_on_line([(0, 0), (2, 0)], 0.5, 0.1)
    assert where == pytest.approx(0.25, abs=1e-6)
    assert gap_km == pytest.approx(11.06, abs=0.01)


def test_a_line_of_no_length_is_one_place():
    where, gap_km = geodesy.nearest_on_line([(5, 5), (5, 5)], 5, 6)
    assert 0 <= where <= 1
    assert gap_km == pytest.approx(110.6, abs=0.1)


@given(lines, st.floats(5, 200))
def test_densifying_keeps_vertices_and_length_and_shortens_steps(line, step_km):
    dense = geodesy.densify(line, step_km)
    assert np.diff(geodesy.chainages_km(dense)).max() <= step_km * (1 + 1e-9)
    assert geodesy.length_km(dense) == pytest.approx(geodesy.length_km(line), rel=1e-6)
    assert {tuple(p) for p in line} <= {tuple(p) for p in dense}


def test_a_line_over_the_antimeridian_falls_in_two():
    east, west = geodesy.split_at_antimeridian([(170, 10), (179, 20), (-179, 30), (-170, 40)])
    assert east.tolist() == [[170, 10], [179, 20], [180, 25]]
    assert west.tolist() == [[-180, 25], [-179, 30], [-170, 40]]


def test_there_and_back_over_the_antimeridian_falls_in_three():
    parts = geodesy.split_at_antimeridian([(179, 0), (-179, 0), (179, 2)])
    assert [part[:, 0].tolist() for part in parts] == [[179, 180], [-180, -179, -180], [180, 179]]


@given(lines)
def test_a_line_away_from_the_antimeridian_stays_whole(line):
    assert len(geodesy.split_at_antimeridian(line)) == 1


def test_no_function_changes_what_it_is_given():
    line = np.array([(170.0, 10.0), (179.0, 20.0), (-179.0, 30.0)])
    before = line.copy()
    for measure in (geodesy.length_km, geodesy.chainages_km, geodesy.split_at_antimeridian):
        measure(line)
    geodesy.densify(line, 100)
    geodesy.cut_line(line, 0.2, 0.8)
    geodesy.nearest_on_line(line, 175, 15)
    assert (line == before).all()
