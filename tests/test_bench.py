"""The bench runs on the shipped network and its engines agree; what it measures is for people to read."""

from scripts import bench
from scripts.benchmarks.engines import Bed, ours, scipy_twin


def test_paths_and_routes_are_measured_and_the_answers_agree():
    bed = Bed.shipped()
    pairs = bench.long_pairs(bed, bench.PLACES.split(";"), 1)[:3]
    rows, metres_off = bench.paths(bed, [*ours(bed), *scipy_twin(bed)], pairs, 1)
    rows += bench.routes(pairs, 1)
    assert metres_off <= bench.MOST_METRES_OFF
    assert {row["what"] for row in rows} >= {"path with geometry", "co.route"}
    assert all(row["median_ms"] > 0 and row["asked"] for row in rows)
