"""Countries and divisions named where a place is asked for, prefixes of towns and letters of other scripts."""

from __future__ import annotations

import pytest

from corridors.errors import UnknownPlace
from corridors.gazetteer import Gazetteer
from corridors.gazetteer.index import IndexEntry


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


COUNTRIES = {
    "Georgia": "GE", "Kazakhstan": "KZ", "Казахстан": "KZ", "Қазақстан": "KZ", "中国": "CN", "КНР": "CN", "Germany": "DE", "Deutschland": "DE",
    "Allemagne": "DE", "Turkey": "TR", "Türkiye": "TR", "Mongolia": "MN", "Монголия": "MN", "Jordan": "JO", "Armenia": "AM", "俄罗斯": "RU",
}  # fmt: skip


@pytest.mark.parametrize(("text", "country"), COUNTRIES.items())
def test_a_country_alone_is_refused_with_its_largest_places(gazetteer, text, country):
    with pytest.raises(UnknownPlace, match="is a country, not a place") as fault:
        gazetteer.resolve(text)
    assert f"({country})" in fault.value.suggestions[0]
    assert gazetteer.resolve(fault.value.suggestions[0]).country == country


@pytest.mark.parametrize(
    ("text", "first"),
    [("Georgia, US", "Atlanta (US)"), ("Sichuan", "Chengdu (CN)"), ("新疆", "Urumqi (CN)"), ("Bavaria", "Munich (DE)"),
     ("Xinjiang, China", "Urumqi (CN)"), ("Свердловская область", "Yekaterinburg (RU)")],
)  # fmt: skip
def test_a_division_alone_is_refused_with_its_largest_places(gazetteer, text, first):
    with pytest.raises(UnknownPlace, match="is a region, not a place") as fault:
        gazetteer.resolve(text)
    assert fault.value.suggestions[0] == first


TOWNS = {
    "Singapore": "SG",
    "Luxembourg": "LU",
    "Djibouti": "DJ",
    "Kuwait": "KW",
    "Granada": "ES",
    "Salvador": "BR",
    "Tunis": "TN",
}


@pytest.mark.parametrize(("text", "country"), TOWNS.items())
def test_a_town_called_like_a_country_is_the_town(gazetteer, text, country):
    assert gazetteer.resolve(text).country == country


def test_no_city_of_its_country_is_taken_for_the_country(gazetteer):
    """Of all the cities only those abroad of a country's own name are refused, and proposed."""
    refused = set()
    for line in gazetteer.indexes[1].lines(8000):
        place = IndexEntry.read(line).place
        try:
            gazetteer.resolve(place.name)
        except UnknownPlace as fault:
            refused.add(place.name if any(place.name in name for name in fault.suggestions) else str(fault))
    assert refused <= {"Armenia", "Mali", "Jordan", "Mexico", "Jamaica"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("Китай, г. Урумқи", "Urumqi"), ("Қазақстан, Алматы қ.", "Almaty"), ("м. Київ", "Kyiv"), ("ж/д станция Достык", "Dostyk"),
     ("пос. Достык", "Dostyk"), ("станция Алтынколь", "Altynkol"), ("Gare de Strasbourg", "Strasbourg"), ("Porto di Trieste", "Trieste"),
     ("Stadt Duisburg", "Duisburg"), ("重庆西站", "Chongqing"), ("西安国际港务区", "Xi'an"), ("город Алма-Ата, Казахстан", "Almaty"),
     ("Köln Hbf", "Cologne"), ("Milano Centrale", "Milan"), ("Warszawa Główna", "Warsaw"), ("Praha hlavní nádraží", "Prague"),
     ("Екатеринбург-Сортировочный", "Yekaterinburg"), ("морской порт Актау", "Aktau"), ("乌鲁木齐集装箱中心站", "Urumqi"), ("Урумчи, СУАР", "Urumqi"), ("Wien Hauptbahnhof, Österreich", "Vienna"), ("порт Актау", "Aktau"), ("Port of Poti", "Poti")],
)  # fmt: skip
def test_words_of_towns_stations_and_ports_do_not_hide_a_name(gazetteer, text, name):
    assert gazetteer.resolve(text).name == name


@pytest.mark.parametrize(
    ("text", "country", "only"), [("Atlante, Georgia, US", "US", True), ("Almaty, Germany", "KZ", False), ("Hamburq, Kazakhstan", "KZ", True)]
)  # fmt: skip
def test_advice_stays_in_the_country_that_was_asked_for(gazetteer, text, country, only):
    """But for a place that is called exactly so elsewhere."""
    try:
        found = (gazetteer.resolve(text).country,)
    except UnknownPlace as fault:
        found = tuple(name.rpartition("(")[2].rstrip(")") for name in fault.suggestions)
    assert set(found) <= {country} if only else country in found
