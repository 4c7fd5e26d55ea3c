"""A place joins its own country where that lies in reach."""

from __future__ import annotations

import pytest
import shapely

from corridors import geodesy
from corridors.gazetteer.index import IndexEntry
from corridors.routing.planner import default_planner
from corridors.routing.snapping import OWN_REACH_KM

TOWNS = 3000


@pytest.fixture(scope="module")
def planner():
    return default_planner()


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_no_town_joins_a_line_abroad_while_one_of_its_country_is_in_reach(planner, mode):
    router = planner.mode_network((mode,)).router
    snapper, country = router.snapper, router.net.edges.country.to_numpy(dtype=str)
    abroad = []
    for line in planner.gazetteer.indexes[1].lines(TOWNS):
        place = IndexEntry.read(line).place
        box = shapely.box(*geodesy.box_around(place.lon, place.lat, OWN_REACH_KM))
        hits = snapper.tree.query(box)
        if (
            not (snapper.country[hits] != place.country).any()
            or not (snapper.country[hits] == place.country).any()
        ):
            continue
        snap = snapper.snap(place, max_km=1000)
        home = (int(i) for i in hits if snapper.country[i] == place.country)
        if country[snap.edge] != place.country and any(
            geodesy.gap_km(router.net.line(int(snapper.ids[i])), place.lon, place.lat) <= OWN_REACH_KM
            for i in home
        ):
            abroad.append((place.name, place.country, country[snap.edge]))
    assert abroad == []


def test_jalal_abad_joins_its_own_country(planner):
    router = planner.mode_network(("rail",)).router
    place = planner.place("Jalal-Abad, KG")
    snap = router.snapper.snap(place, max_km=60)
    assert router.net.edges.country.iloc[snap.edge] == "KG"
    assert snap.gap_km < OWN_REACH_KM
