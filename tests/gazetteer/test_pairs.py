"""Two names written together mean the more exact place, where they lie near each other."""

from __future__ import annotations

import pytest

from corridors.errors import UnknownPlace
from corridors.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Duisburg-Rheinhausen", "Rheinhausen"),
        ("Баку (Алят)", "Alat"),
        ("Port of Baku, Alat", "Alat"),
        ("重庆团结村", "Tuanjiecun, Chongqing"),
        ("团结村", "Tuanjiecun, Chongqing"),
        ("西安新筑", "Xi'an International Port (Xinzhu)"),
        ("郑州圃田", "Putian, Zhengzhou"),
    ],
)
def test_the_more_exact_of_two_names_is_taken(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert gazetteer.resolve(text).name == name


@pytest.mark.parametrize("text", ["Foo Bar", "Paris Moscow", "Berlin-Almaty"])
def test_two_names_far_from_each_other_are_no_pair(gazetteer: Gazetteer, text: str) -> None:
    with pytest.raises(UnknownPlace):
        gazetteer.resolve(text)
