"""Sections of published line tables and cities, held against the shipped network."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest

from corridors.analysis.backtest import backtest, published_lengths, published_sections
from corridors.data.ledger import geodata_dir
from corridors.graph.conditioning.edit import nearest_spots
from corridors.routing.planner import default_planner

NEAR_KM = 30.0
MANY = 100_000
# a railway lies near, and yet no train gets there over land or by a ferry that takes goods trains
NOT_JOINED = {
    "AL": "Albania's railway ends short of its neighbours'",
    "SY": "no way through at the Turkish border",
    "IQ": "no line to Iran or Türkiye that carries goods",
}
HIGH_SPEED = "served by high-speed lines alone"
LOST = {
    "Belfast": "Ireland: another gauge, no train ferry",
    "Cagliari": "Sardinia: the train ferry carries goods wagons no more",
    "Ardabīl": "the line from Mianeh isn't in the map of 2024, only a piece of it beside the town",
    "Norilsk": "a railway of its own, joined to no other",
    "Qingyang": HIGH_SPEED,
    "Yangshuo": HIGH_SPEED,
    "Xiantao": HIGH_SPEED,
    "Qianjiang": HIGH_SPEED,
    "Guixi": HIGH_SPEED,
    "Qiaotou": "of the line from Xining to Datong the map has only a piece",
}


def test_published_sections_are_modelled_within_a_few_percent():
    result = backtest(default_planner(), published_sections())
    errors = np.abs([row.error_pct for row in result.rows])
    assert len(errors) == 54
    assert result.failed == ()
    assert np.median(errors) <= 1.02
    assert np.percentile(errors, 95) <= 4.0
    assert errors.max() <= 10.0


def test_the_shipped_lengths_are_modelled_within_a_few_percent():
    errors = np.abs([row.error_pct for row in backtest(default_planner(), published_lengths()).rows])
    assert len(errors) > 25
    assert np.median(errors) <= 1.5
    assert np.percentile(errors, 95) <= 5.0


@pytest.mark.parametrize(
    ("name", "stops", "conventional_km"),
    [
        ("Paris–Lyon by Dijon", ["2.373,48.844", "4.86,45.76"], 512),
        ("Avignon–Marseille", ["4.81,43.93", "5.38,43.31"], 113),
        ("Wuhan–Guangzhou", ["114.26,30.62", "113.25,23.15"], 1069),
        ("Zhengzhou–Wuhan", ["113.66,34.747", "114.26,30.62"], 536),
        ("Chengdu–Baoji", ["104.07,30.70", "107.15,34.37"], 669),
        ("Baoji–Lanzhou", ["107.15,34.37", "103.85,36.06"], 503),
        ("Harbin–Dalian", ["126.63,45.76", "121.6,38.92"], 944),
        ("Madrid–Sevilla", ["-3.69,40.41", "-5.975,37.39"], 565),
        ("Milan–Bologna", ["9.204,45.487", "11.343,44.506"], 219),
        ("Ankara–Konya", ["32.84,39.936", "32.47,37.87"], 687),
    ],
)
def test_goods_trains_keep_off_high_speed_lines(name, stops, conventional_km):
    found = default_planner().route(*stops, modes=("rail",)).routes[0]
    assert found.distance_km >= 0.955 * conventional_km, name


@pytest.mark.parametrize(
    ("name", "stops", "published_km", "within"),
    [
        ("Bishkek–Osh, wholly in Kyrgyzstan", ["74.59,42.87", "72.79,40.53"], 655, 0.05),
        ("Osh–Irkeshtam", ["72.79,40.53", "73.8,39.7"], 240, 0.06),
        ("Merke–Shu", ["73.18,42.87", "73.76,43.60"], 90, 0.1),
        ("Istanbul–Ankara", ["28.98,41.02", "32.85,39.93"], 450, 0.07),
        ("Kyzylorda–Aktobe", ["65.51,44.85", "57.21,50.28"], 1060, 0.05),
    ],
)
def test_trunk_roads_are_as_long_as_published_and_stay_at_home(name, stops, published_km, within):
    found = default_planner().route(*stops, modes=("road",)).routes[0]
    assert abs(found.distance_km / published_km - 1) <= within, name
    assert len({leg.country for leg in found.legs}) == 1, name


@pytest.fixture(scope="module")
def rail():
    return default_planner().mode_network(("rail", "ferry")).router.net


def test_every_large_city_with_a_railway_near_is_on_the_network_or_listed(rail):
    edges = rail.edges
    is_open = (edges.status == "open").to_numpy()
    running = is_open & edges.kind.isin(["osm", "repair"]).to_numpy() & (edges["mode"] == "rail").to_numpy()
    piece = rail.components(is_open)[edges.u.to_numpy()]
    length = np.bincount(
        piece[running], weights=edges.length_km.to_numpy()[running], minlength=piece.max() + 1
    )
    main = running & (piece == length.argmax())
    cities = gpd.read_parquet(geodata_dir() / "layers" / "cities.parquet")
    cities = cities[(cities.population >= MANY) & cities.country.isin(edges.country[running].unique())]
    lost = []
    for country, own in cities.groupby("country"):
        points = np.column_stack([own.geometry.x, own.geometry.y])
        here = (edges.country == country).to_numpy()
        near, joined = (nearest_spots(rail, points, among=here & usable) for usable in (running, main))
        for name, close, whole in zip(own.name, near, joined, strict=True):
            if close and close.gap_km <= NEAR_KM and not (whole and whole.gap_km <= NEAR_KM):
                lost.append((country, name))
    unexplained = {n for c, n in lost if c not in NOT_JOINED} - set(LOST)
    assert unexplained == set()
