"""Names with what qualifies them: provinces, countries by initials, second names in brackets."""

from __future__ import annotations

import time

import pytest

from corridors.errors import UnknownPlace
from corridors.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


QUALIFIED = [
    ("Урумчи (КНР)", "Urumqi", "CN"), ("Москва, РФ", "Moscow", "RU"), ("Алматы, РК", "Almaty", "KZ"), ("Chongqing, P.R. China", "Chongqing", "CN"),
    ("Chengdu, Sichuan", "Chengdu", "CN"), ("Chengdu, Sichuan Province, China", "Chengdu", "CN"), ("四川省成都市", "Chengdu", "CN"),
    ("中国四川省成都市", "Chengdu", "CN"), ("新疆霍尔果斯", "Horgos", "CN"), ("Xinjiang Urumqi", "Urumqi", "CN"),
    ("Хелм (Chelm)", "Chełm", "PL"), ("Cambridge, UK", "Cambridge", "GB"), ("Новгород, Новгородская обл.", "Velikiy Novgorod", "RU"),
    ("Минск (РБ)", "Minsk", "BY"), ("Urumqi, XJ", "Urumqi", "CN"), ("Minsk|BY", "Minsk", "BY"), ("Hamburg - DE", "Hamburg", "DE"), ("Khorgos - Altynkol", "Khorgos", "CN"),
    ("陕西省西安市", "Xi'an", "CN"), ("俄罗斯莫斯科", "Moscow", "RU"), ("Tbilisi, Republic of Georgia", "Tbilisi", "GE"), ("Hamburg Hafen", "Hamburg", "DE"),
    ("Germany Hamburg", "Hamburg", "DE"), ("Xi'an, Shaanxi, China", "Xi'an", "CN"), ("Munich, Bavaria", "Munich", "DE"),
    ("考纳斯", "Kaunas", "LT"), ("沃罗涅日", "Voronezh", "RU"), ("Kalzhat", "Dulata–Kolzhat", "KZ"),
    ("Malaszewicze terminal", "Małaszewicze", "PL"), ("Almaty; Kazakhstan", "Almaty", "KZ"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "country"), QUALIFIED)
def test_provinces_initials_brackets_and_second_names_qualify(gazetteer, text, name, country):
    place = gazetteer.resolve(text)
    assert (place.country, gazetteer.key(name) in gazetteer.key(place.name)) == (country, True), place


@pytest.mark.parametrize("text", ["Chengdu, Guangdong", "Brest, Sichuan", "Hamburg, Kazakhstan"])
def test_a_place_is_not_looked_for_outside_its_qualifier(gazetteer, text):
    with pytest.raises(UnknownPlace):
        gazetteer.resolve(text)


@pytest.mark.parametrize("text", ["China " * 33, "中国" * 90, ",China" * 30, "(" * 199])
def test_a_text_of_qualifiers_alone_is_refused_at_once(gazetteer, text):
    began = time.perf_counter()
    with pytest.raises(UnknownPlace):
        gazetteer.resolve(text)
    assert time.perf_counter() - began < 2
