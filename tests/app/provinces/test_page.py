"""The page Provinces without a browser: services with both distances, counts, the part at the border, each with its source."""

import io
import re
from dataclasses import replace

import pandas as pd
import pytest
from app_pages import param, run_app, texts

from corridors.app.address import PAGES
from corridors.app.provinces.cards import cards_html
from corridors.app.provinces.facts import (
    best_known,
    crossing_names,
    every_year,
    known_services,
    parts,
    parts_table,
    province_names,
    series,
    services_table,
)
from corridors.exchange import to_bytes
from corridors.i18n import translator
from corridors.traffic.services import ALASHANKOU, HORGOS, services

SAME = translator()
HOSTILE = "{{7*7}}<script>alert(1)</script>\"'](javascript:alert(1)) :red[x]"


def cards(app):
    return " ".join(str(node.value) for node in app.get("html"))


@pytest.fixture(scope="module")
def years():
    return every_year()


# ---------------------------------------------------------------------------------------------- the page
def test_the_page_is_one_of_the_apps():
    assert "provinces" in PAGES


def test_the_page_opens_on_chongqing(root):
    app = run_app(root, page="provinces")
    assert app.selectbox(key="province-box").value == "CN-CQ"
    shown = cards(app)
    assert "11\u202f179\u202fkm" in shown
    assert "9\u202f807\u202fkm" in shown
    assert "渝新欧" in shown
    assert "2\u202f059" in texts(app)


@pytest.mark.parametrize("name", ["CN-SN", "Shaanxi", "陕西"])
def test_any_name_of_a_province_will_do(root, name):
    app = run_app(root, page="provinces", province=name)
    assert app.selectbox(key="province-box").value == "CN-SN"


def test_choosing_a_province_changes_the_address(root):
    app = run_app(root, page="provinces", province="CN-CQ")
    app.selectbox(key="province-box").select("CN-ZJ").run()
    assert not app.exception
    assert param(app, "province") == "CN-ZJ"
    assert "Yiwu" in cards(app)


def test_a_province_without_services_says_so(root):
    app = run_app(root, page="provinces", province="CN-XZ")
    assert "Tibet" in texts(app)
    assert "page=data&name=rail_services" in texts(app).replace("\\", "")
    assert "article" not in cards(app)


def test_an_unknown_province_is_said(root):
    app = run_app(root, page="provinces", province=HOSTILE)
    assert app.selectbox(key="province-box").value is None
    assert "<script>" not in texts(app) + cards(app)


def test_a_province_without_counts_says_so(root):
    app = run_app(root, page="provinces", province="CN-FJ")
    assert "china_europe_trains" in texts(app).replace("\\", "")
    assert "Unknown" in texts(app)


@pytest.mark.parametrize(("lang", "name"), [("zh", "重庆"), ("ru", "Чунцин")])
def test_names_follow_the_language(root, lang, name):
    assert province_names(lang)["CN-CQ"].startswith(name)
    app = run_app(root, page="provinces", lang=lang)
    assert name in texts(app)


# --------------------------------------------------------------------------------------------- the cards
@pytest.mark.parametrize("province", [c for c in province_names("en") if services(c)])
def test_every_figure_on_a_card_is_a_link(province):
    found = known_services(province, "en")
    assert len(found) == len(services(province))
    shown = cards_html(found, "en", SAME)
    assert shown.count("<article") == len(found)
    for figure in re.findall(r"<dd>(.*?)</dd>", shown):
        assert figure.startswith(("<a href=", "<i>"))
    bare = re.sub(r"<h4>.*?</h4>|<a .*?</a>|<p class=\"origin\">.*?</p>|id=\".*?\"", "", shown)
    assert not re.search(r"\d", re.sub(r"</?h4>", "", bare)), bare
    for address in re.findall(r'href="(.*?)"', shown):
        assert address.startswith(("https://", "http://", "?page="))


def test_published_and_modelled_never_share_a_figure():
    (known,) = [k for k in known_services("CN-SN", "en") if k.service.id == "xiy-ala"]
    assert known.service.published_distance_km == 3866
    assert known.modelled_km == pytest.approx(3881, abs=15)
    assert known.difference_pct == pytest.approx(0.4, abs=0.4)
    shown = cards_html((known,), "en", SAME)
    published, modelled = re.findall(r"<dt>(Published|Modelled)</dt><dd><a href=\"(.*?)\"", shown)
    assert published[1].startswith("http")
    assert modelled[1] == "?page=data&amp;name=service_routes"


def test_what_is_not_known_is_said():
    shown = cards_html(known_services("CN-HN", "en"), "en", SAME)
    assert "its way is not described" in shown
    assert "no figure" in shown
    assert "crossing not stated" in shown


def test_a_hostile_service_stays_text():
    known = known_services("CN-CQ", "en")[0]
    bad = replace(
        known,
        crossing=HOSTILE,
        service=replace(
            known.service,
            name=HOSTILE,
            name_zh=HOSTILE,
            source=replace(known.service.source, title=HOSTILE, url="javascript:alert(1)"),
        ),
    )
    shown = cards_html((bad,), "en", SAME)
    assert "<script" not in shown
    assert 'href="javascript' not in shown


def test_the_file_of_services_keeps_both_distances():
    found = known_services("CN-CQ", "en")
    read = pd.read_csv(io.BytesIO(to_bytes(services_table(found), "csv")))
    assert len(read) == len(found)
    assert {"published_distance_km", "modelled_distance_km", "source_url", "confidence"} <= set(read)


# ------------------------------------------------------------------------------------------- the numbers
def test_counts_of_a_province_have_sources():
    for province in ("CN-CQ", "CN-SN", "CN-ZJ", "CN-JS"):
        for line in series(province):
            assert all(p.source.title for p in line.points)
    assert series("CN-FJ") == ()


def test_the_part_of_a_province(years):
    found = {(p.crossing_id, p.year): p for p in parts("CN-CQ", years)}
    part = found[ALASHANKOU, 2024]
    assert (part.assigned, part.counted, part.basis) == (pytest.approx(2059), 7681, "estimate")
    assert part.share_pct == pytest.approx(26.8, abs=0.1)
    assert part.own.url.startswith("http")
    assert part.border.url.startswith("http")
    assert found[ALASHANKOU, 2023].share_pct is None
    assert found[ALASHANKOU, 2016].one_way
    assert (HORGOS, 2024) not in found


def test_parts_of_all_provinces_are_the_assigned_trains(years):
    row = next(r for y in years if y.year == 2024 for r in y.crossings if r.crossing_id == HORGOS)
    mine = [p for c in province_names("en") for p in parts(c, years)]
    here = [p.assigned for p in mine if (p.crossing_id, p.year) == (HORGOS, 2024) and p.assigned]
    assert sum(here) == pytest.approx(row.assigned)


def test_a_part_that_leaves_services_out_is_a_lower_bound(years):
    found = {(p.crossing_id, p.year): p for p in parts("CN-JS", years)}
    assert found[HORGOS, 2024].basis == "at least"
    assert best_known(tuple(found.values()))[HORGOS].year == 2022


def test_the_table_of_parts_has_a_source_for_each_figure(years):
    rows = parts_table(parts("CN-CQ", years), crossing_names("en"), SAME)
    assert rows["Source of the count"].notna().all()
    known = rows["From the province"].notna()
    assert rows.loc[known, "Its source"].notna().all()
    assert rows.loc[~known, "Share, %"].isna().all()
