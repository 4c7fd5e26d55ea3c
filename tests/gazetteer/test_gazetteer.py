"""Names in any script find their place."""

from __future__ import annotations

import contextlib
import csv
import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.data.ledger import geodata_dir
from corridors.errors import BadInput, CorridorsError, DamagedData, UnknownPlace
from corridors.gazetteer import Gazetteer, normalise
from corridors.model import NoteCode

CITIES = {
    "CN": "Chongqing Чунцин 重庆 重慶 重庆市;Chengdu Чэнду 成都;Xi'an Xian Xi’an Сиань 西安;Zhengzhou Чжэнчжоу 郑州 鄭州;"
    "Wuhan Ухань 武汉;Yiwu Иу 义乌;Lianyungang Ляньюньган 连云港;Lanzhou Ланьчжоу 兰州;Urumqi Ürümqi Урумчи 乌鲁木齐;"
    "Hefei Хэфэй 合肥;Changsha Чанша 长沙;Shenzhen Шэньчжэнь 深圳;Guangzhou Гуанчжоу 广州;Shanghai Шанхай 上海;"
    "Tianjin Тяньцзинь 天津;Qingdao Циндао 青岛;Alashankou Алашанькоу 阿拉山口",
    "KZ": "Dostyk Достык Достық 多斯特克;Almaty Алматы Алма-Ата Alma-Ata 阿拉木图 阿拉木圖;"
    "Astana Астана Nur-Sultan Нур-Султан 阿斯塔纳;Karaganda Караганда Қарағанды 卡拉干达;"
    "Aktobe Актобе Актюбинск Ақтөбе 阿克托别;Aktau Актау Ақтау 阿克套;Baikonur Байконур",
    "AZ": "Baku Bakı Баку 巴库",
    "GE": "Tbilisi Тбилиси თბილისი 第比利斯;Poti Поти ფოთი;Batumi Батуми ბათუმი 巴统",
    "RO": "Constanța Constanta Констанца 康斯坦察",
    "TR": "Istanbul İstanbul Стамбул 伊斯坦布尔;Kars Карс 卡尔斯",
    "UZ": "Tashkent Toshkent Ташкент 塔什干",
    "TM": "Ashgabat Aşgabat Ашхабад 阿什哈巴德",
    "IR": "Tehran Тегеран تهران 德黑兰",
    "RU": "Moscow Москва 莫斯科 Moskau;Saint-Petersburg Санкт-Петербург Leningrad Ленинград 圣彼得堡 聖彼得堡",
    "BY": "Minsk Минск Мінск 明斯克;Brest Брест",
    "UA": "Kyiv Kiev Киев Київ 基辅",
    "PL": "Warsaw Warszawa Варшава 华沙;Łódź Lodz Лодзь 罗兹;Małaszewicze Malaszewicze",
    "HU": "Budapest Будапешт 布达佩斯",
    "AT": "Vienna Wien Вена 维也纳",
    "CZ": "Prague Praha Прага 布拉格",
    "DE": "Duisburg Дуйсбург 杜伊斯堡;Hamburg Гамбург 汉堡;München Munich Мюнхен",
    "NL": "Rotterdam Роттердам 鹿特丹",
    "FR": "Lyon Лион 里昂",
    "IT": "Milan Milano Милан 米兰",
    "ES": "Madrid Мадрид 马德里",
    "GB": "London Лондон 伦敦",
}
SPELLINGS = [
    (name, country)
    for country, places in CITIES.items()
    for place in places.split(";")
    for name in place.split()
]
KHORGOS = [
    "Khorgos",
    "Horgos",
    "Korgas",
    "Qorghas",
    "Huoerguosi",
    "Хоргос",
    "Қорғас",
    "Коргас",
    "霍尔果斯",
    "霍爾果斯",
    "khorgos",
    "HORGOS",
]
HOSTILE = [
    "",
    " ",
    "\0",
    "|",
    "~",
    ",",
    "\n",
    '"',
    "=1+1",
    "a" * 100_000,
    "{{7*7}}<script>",
    "\ud800",
    "%s",
    "(",
    "\u202e",
    "|almaty|",
]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def entries(gazetteer):
    return list(gazetteer.indexes[1].entries())


@pytest.mark.parametrize(("name", "country"), SPELLINGS)
def test_a_name_in_any_script_means_its_place(gazetteer, name, country):
    assert gazetteer.resolve(name).country == country


def test_spellings_of_one_place_mean_one_place(gazetteer):
    for places in CITIES.values():
        for place in places.split(";"):
            found = [gazetteer.resolve(name) for name in place.split()]
            assert max(p.lon for p in found) - min(p.lon for p in found) < 0.3, place
            assert max(p.lat for p in found) - min(p.lat for p in found) < 0.3, place


@pytest.mark.parametrize("name", KHORGOS)
def test_khorgos_is_the_rail_crossing(gazetteer, name):
    place = gazetteer.resolve(name)
    assert place.kind == "crossing"
    assert place.point_id.startswith("rail-")
    assert (place.lon, place.lat) == pytest.approx((80.35, 44.16), abs=0.1)


@pytest.mark.parametrize("name", ["Altynkol", "Zhetygen", "Kuryk", "Алтынколь"])
def test_places_geonames_lacks_come_from_the_tables(gazetteer, name):
    assert gazetteer.resolve(name).country == "KZ"


def test_an_id_of_a_table_is_a_place(gazetteer):
    assert gazetteer.resolve("rail-huoerguosi-altynkol").point_id == "rail-huoerguosi-altynkol"
    assert gazetteer.resolve("st-altynkol").name == "Altynkol"


def test_a_town_beats_the_border_beside_it(gazetteer):
    place = gazetteer.resolve("Bettembourg")
    assert place.country == "LU"
    assert place.kind != "crossing"


def test_a_qualified_unknown_suggests_the_bare_name(gazetteer):
    with pytest.raises(UnknownPlace, match="Baku"):
        gazetteer.resolve("Baku (Nowhere)")


def test_a_crossing_lies_in_both_its_countries(gazetteer):
    for country in ("KZ", "CN"):
        place = gazetteer.resolve(f"Khorgos, {country}")
        assert (place.country, place.kind) == (country, "crossing")


@pytest.mark.parametrize(
    "query",
    [
        "Brest, FR",
        "Brest, France",
        "Brest (FR)",
        "Brest, Франция",
        "Brest，法国",
        "Brest France",
        "FRBES",
        "FR BES",
    ],
)
def test_a_country_or_a_code_chooses_among_equal_names(gazetteer, query):
    place = gazetteer.resolve(query)
    assert (place.name, place.country) == ("Brest", "FR")


def test_an_ambiguous_name_takes_the_likeliest_and_says_so(gazetteer):
    place = gazetteer.resolve("Brest")
    assert place.country == "BY"
    assert place.note.code == NoteCode.AMBIGUOUS_NAME
    assert "Brest (FR)" in place.note.values["namesakes"]
    assert not gazetteer.resolve("Duisburg").note


@pytest.mark.parametrize("query", ["DEDUI", "DE DUI", "dedui", "de-dui"])
def test_a_locode_is_a_place(gazetteer, query):
    place = gazetteer.resolve(query)
    assert (place.name, place.locode) == ("Duisburg", "DEDUI")


def test_locode_minutes_become_degrees(gazetteer):
    place = gazetteer.resolve("PLMAA")
    assert (place.lon, place.lat) == pytest.approx((23 + 31 / 60, 52 + 2 / 60), abs=0.2)


@pytest.mark.parametrize(
    "query", ["80.3,44.17", "80.3, 44.17", " 80.30 44.17 ", "(80.3, 44.17)", "80.3，44.17"]
)
def test_two_numbers_are_a_point(gazetteer, query):
    place = gazetteer.resolve(query)
    assert (place.kind, place.lon, place.lat) == ("point", 80.3, 44.17)
    assert place.note.code == NoteCode.POINT_NEAR_PLACE


def test_latitude_first_is_found_out(gazetteer):
    with pytest.raises(BadInput, match=r"did you mean 106\.8,51\.4"):
        gazetteer.resolve("51.4,106.8")
    note = gazetteer.resolve("43.25,76.9").note
    assert (note.code, note.values["position"]) == (NoteCode.SWAPPED_COORDINATES, "76.9,43.25")
    with pytest.raises(BadInput, match="-180…180"):
        gazetteer.resolve("200,100")


@pytest.mark.parametrize(
    ("query", "name"), [("Chonqing", "Chongqing"), ("Duisbrg", "Duisburg"), ("Алмаьыы", "Almaty")]
)
def test_an_unknown_name_gets_the_nearest_spellings(gazetteer, query, name):
    with pytest.raises(UnknownPlace) as caught:
        gazetteer.resolve(query)
    assert any(name in s for s in caught.value.suggestions)


@pytest.mark.parametrize(
    "query", ["重庆市", "г. Алматы", "gorod Almaty", "город Алматы", "Almaty city", "Станция Достык"]
)
def test_words_around_a_name_do_not_hide_it(gazetteer, query):
    assert gazetteer.resolve(query).country in {"CN", "KZ"}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("chong", "Chongqing"),
        ("Чунц", "Chongqing"),
        ("重", "Chongqing"),
        ("хорг", "Khorgos"),
        ("霍尔", "Khorgos"),
        ("almty", "Almaty"),
    ],
)
def test_suggestions_in_any_script(gazetteer, typed, name):
    assert any(name in p.name for p in gazetteer.suggest(typed)[:3])


def test_suggestions_are_few(gazetteer):
    for typed in ("a", "kho", "霍尔", "Хоргоз", "duisbu", "zzz"):
        assert len(gazetteer.suggest(typed)) <= 8


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("中國", "CN"),
        ("Китай", "CN"),
        ("Chine", "CN"),
        ("Беларусь", "BY"),
        ("Қазақстан", "KZ"),
        ("Lietuva", "LT"),
        ("საქართველო", "GE"),
    ],
)
def test_countries_are_understood_in_their_neighbours_languages(gazetteer, text, country):
    assert gazetteer.country(text) == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("重庆,中国", "Chongqing", "CN"),
        ("Чунцин, Китай", "Chongqing", "CN"),
        ("Германия, Гамбург", "Hamburg", "DE"),
        ("Warsaw/PL", "Warsaw", "PL"),
        ("Duisburg Hbf", "Duisburg", "DE"),
        ("Urumqi dry port", "Urumqi", "CN"),
    ],
)
def test_a_country_before_or_after_and_words_of_railways(gazetteer, text, name, country):
    place = gazetteer.resolve(text)
    assert (place.name, place.country) == (name, country)


def test_country_names(gazetteer):
    for name in ("KZ", "KAZ", "Kazakhstan", "Казахстан", "哈萨克斯坦", "哈薩克"):
        assert gazetteer.country(name) == "KZ"
    assert not gazetteer.country("Duisburg")


def test_find_is_best_first_and_limited(gazetteer):
    found = gazetteer.find("Brest", limit=3)
    assert found[0].country == "BY"
    assert "FR" in {p.country for p in found}
    assert len(found) == 3
    assert gazetteer.find("Duisbrg")[0].name == "Duisburg"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_spelling_finds_its_place(gazetteer, entries, data):
    entry = data.draw(st.sampled_from(entries))
    key = data.draw(st.sampled_from(entry.all_keys()))
    assert any(e.id == entry.id for index in gazetteer.indexes for e in index.exact(key))
    assert gazetteer.find(key)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(gazetteer, text):
    assert normalise(normalise(text)) == normalise(text)
    assert gazetteer.key(gazetteer.key(text)) == gazetteer.key(text)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE), st.from_regex(r"[-+0-9., ]{1,20}")))
def test_hostile_text_raises_nothing_but_our_errors(gazetteer, text):
    for ask in (gazetteer.resolve, gazetteer.find):
        with contextlib.suppress(CorridorsError):
            ask(text)
    assert isinstance(gazetteer.suggest(text), tuple)


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "|", "~", ",", '"', "a" * 100_000, "{{7*7}}<script>", "\ud800", "%s", "("]
)
def test_an_unknown_name_is_one_line(gazetteer, text):
    with pytest.raises(UnknownPlace) as caught:
        gazetteer.resolve(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_our_names_are_in_the_shipped_file(gazetteer):

    with (geodata_dir() / "tables" / "place_aliases.csv").open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    for row in rows:
        ids = {e.id for index in gazetteer.indexes for e in index.exact(gazetteer.key(row["name"]))}
        assert row["place_id"] in ids, row["name"]
        assert row["confidence"] in {"high", "medium", "low", "unverified"}


def test_places_become_json(gazetteer):
    assert json.loads(json.dumps(gazetteer.resolve("Almaty").to_dict()))["names"]["zh"] == "阿拉木图"


@pytest.mark.parametrize("name", ["Jeseník – Głuchołazy", "Głuchołazy – Jeseník"])
def test_a_crossing_named_after_towns_answers_by_its_name_either_way_round(gazetteer, name):
    assert gazetteer.resolve(name).point_id.startswith("x-rail-cz-pl")


def test_a_crossing_answers_with_its_sides_swapped(gazetteer):
    assert gazetteer.resolve("Dostyk–Alashankou").point_id == "rail-alashankou-dostyk"


def test_a_damaged_file_is_one_clear_line(tmp_path):
    folder = tmp_path / "geodata"
    shutil.copytree(geodata_dir(), folder, ignore=shutil.ignore_patterns("*.npz", "*.parquet"))
    path = folder / "layers" / "places.csv.gz"
    data = path.read_bytes()
    path.write_bytes(data[:1000] + bytes(64) + data[1064:])
    with pytest.raises(DamagedData, match="places"):
        Gazetteer.load(folder)
    path.write_bytes(data[:1000])
    with pytest.raises(DamagedData, match="places"):
        Gazetteer.load(folder)


OWN_NAME_LOSES = {"Parma": "IT", "Alessandria": "IT", "Valence": "FR", "Innsbruck": "AT", "Udine": "IT", "Miskolc": "HU", "Metz": "FR",
                  "Suwałki": "PL", "Gyzylgaya": "TM", "Genoa": "IT", "Strasbourg": "FR", "Trieste": "IT"}  # fmt: skip


@pytest.mark.parametrize(("name", "country"), OWN_NAME_LOSES.items())
def test_the_place_that_is_called_so_comes_before_other_spellings(gazetteer, name, country):
    place = gazetteer.resolve(name)
    assert (place.country, gazetteer.key(place.name)) == (country, gazetteer.key(name))


def test_a_border_town_means_its_crossing(gazetteer):
    assert [gazetteer.resolve(n).kind for n in ("Khorgos", "Horgos", "霍尔果斯")] == ["crossing"] * 3
