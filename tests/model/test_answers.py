"""Freight and pipelines answer in one form: what is shown or written asks for no more than the protocol."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.model import Answer, Way
from corridors.pipelines import pipeline_route


def found(kind):
    if kind == "freight":
        return co.route("Chongqing", "Duisburg", via=["Khorgos"])
    return pipeline_route("Atyrau", "Alashankou")


@pytest.mark.parametrize("kind", ["freight", "pipelines"])
def test_an_answer_is_one(kind):
    answer = found(kind)
    assert isinstance(answer, Answer)
    assert [leg.to_name for leg in answer.legs]
    assert sum(answer.countries.values()) > 1000
    assert all(-180 <= p.lon <= 180 and p.name and p.to_dict() for p in answer.passages)
    assert len({source.id for source in answer.sources}) > 1
    assert answer.to_dict()["legs" if kind == "pipelines" else "routes"]
    assert len(answer.to_gdf()) == len(answer.legs)
    sheets = answer.to_sheets()
    assert next(iter(sheets)) == "legs"
    assert {"ends", "routes", "sources"} < set(sheets)
    assert ("notes" in sheets) == bool(answer.notes or answer.warnings)


def test_a_route_is_a_way_and_keeps_its_words():
    route = found("freight").routes[0]
    assert isinstance(route, Way)
    assert route.passages == route.crossings
    assert len(route.to_dict()["crossings"]) == len(route.passages)


def test_a_frame_is_no_answer():
    assert not isinstance(found("freight").to_gdf(), Answer)
