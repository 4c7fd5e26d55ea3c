"""The map without a browser: encoding, placing, lanes, text that stays text, files that stay equal."""

from __future__ import annotations

import json
import math
import re
from html.parser import HTMLParser

import folium
import numpy as np
import pytest
import shapely
from webmap_toys import HOSTILE, itinerary, toy_content, toy_view

from corridors import webmap
from corridors.errors import UnknownName
from corridors.routing.planner import default_planner
from corridors.webmap import assets, cache, encode, labels
from corridors.webmap.labels import BANDS, Label, place_labels, text_size_px, world_xy
from corridors.webmap.page import Literal
from corridors.webmap.routes import freight as overlay


class Tags(HTMLParser):
    """Collects what a page would ask for."""

    def __init__(self):
        super().__init__()
        self.asked, self.scripts = [], 0

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.asked += [v for k, v in named.items() if k in {"src", "href", "data-href"}]
        self.scripts += tag == "script"


def test_lines_come_back_as_they_were_encoded():
    rng = np.random.default_rng(7)
    for n in (2, 3, 40, 400):
        line = np.round(np.cumsum(rng.normal(0, 0.05, (n, 2)), axis=0) + np.array([80, 44]), 3)
        kept = line[[True, *(np.diff(line, axis=0) != 0).any(axis=1)]]
        assert np.allclose(encode.decode_line(encode.encode_line(line, 3), 3), kept, atol=1e-9)
    assert encode.encode_line([(-179.999, -58.0), (179.999, 83.0)]).isascii()


def test_a_line_within_one_grid_step_keeps_two_points():
    assert len(encode.decode_line(encode.encode_line([(1.00001, 2), (1.00002, 2)]))) == 2


def test_tiling_keeps_every_part_in_sight():
    line = shapely.LineString([(0, 0), (25, 13)])
    cells = encode.tiled([line], (-30, -30, 30, 30), 10)
    assert sum(c.length for c in cells) == pytest.approx(line.length)
    square = shapely.box(-5, -5, 15, 15)
    assert shapely.union_all(encode.tiled([square], (-30, -30, 30, 30), 10)).contains(square.buffer(-1e-6))


def some_labels(n=700):
    rng = np.random.default_rng(3)
    style = ("hub", "city", "town", "country", "crossing")
    return [
        Label(
            text="".join(rng.choice(list("abcdefg нопр"), int(rng.integers(3, 16)))).strip() or "x",
            style=style[i % 5],
            lon=float(rng.uniform(5, 120)),
            lat=float(rng.uniform(15, 65)),
            rank=float(rng.integers(0, 300)),
            zoom=float(rng.uniform(1.5, 6)),
            symbol_px=0.0 if style[i % 5] == "country" else 6.0,
            spots=((float(rng.uniform(5, 120)), 40.0),) if style[i % 5] == "country" else (),
        )
        for i in range(n)
    ]


def boxes_at(label, letter, zoom):
    lon, lat = label.spots[int(letter) - 1] if letter.isdigit() else (label.lon, label.lat)
    x, y = world_xy([lon], [lat])[0] * 2**zoom
    made = [labels._text_box(label, "c" if letter.isdigit() else letter)] if letter != "o" else []
    made += [labels._symbol_box(label)] if label.symbol_px else []
    return [shapely.box(x + b[0], y + b[1], x + b[2], y + b[3]) for b in made]


@pytest.mark.parametrize("share", [0.0, 0.4, 0.999])
def test_no_two_labels_collide_at_any_zoom_of_a_band(share):
    some = some_labels()
    placed = place_labels(some)
    for band, start in enumerate(BANDS.zooms()):
        zoom = start + share * BANDS.step
        owned = [
            (i, box)
            for i, (label, letters) in enumerate(zip(some, placed, strict=True))
            if letters[band : band + 1].strip()
            for box in boxes_at(label, letters[band], zoom)
        ]
        if not owned:
            continue
        tree = shapely.STRtree([box.buffer(-1e-6) for _i, box in owned])
        a, b = tree.query([box for _i, box in owned], predicate="intersects")
        assert all(owned[i][0] == owned[j][0] for i, j in zip(a, b, strict=True)), f"zoom {zoom}"


def test_the_lower_rank_wins_and_the_order_given_does_not_matter():
    near = [
        Label("Almaty", "hub", 76.9, 43.2, 1, symbol_px=6),
        Label("Talgar", "hub", 76.95, 43.2, 9, symbol_px=6),
    ]
    first, second = place_labels(near)
    assert first[4] in "rltb"
    assert second[:6].strip() == ""
    assert place_labels(near[::-1]) == [second, first]


def test_labels_keep_off_lines_where_another_side_is_free():
    label = Label("Khorgos", "hub", 80, 44, 1, symbol_px=6)
    (plain,), (moved,) = place_labels([label]), place_labels([label], lines=[[(80.0, 44.0), (140.0, 44.0)]])
    assert plain[8] == "r"
    assert moved[8] == "l"


def test_text_is_measured_in_every_script():
    assert text_size_px("Almaty", "hub")[0] < text_size_px("Almaty–Zharkent", "hub")[0]
    assert text_size_px("霍尔果斯", "hub")[0] == pytest.approx(52)
    assert text_size_px("Қорғас", "hub")[0] > 30
    assert text_size_px("Black\nSea", "water")[1] > text_size_px("Black", "water")[1]


def test_routes_on_one_track_get_lanes_side_by_side_whichever_way_they_run():
    track = [(80.0, 44.0), (81.0, 44.2), (82.0, 44.1)]
    there, back, alone = overlay.shared_lanes([[track], [track[::-1]], [[(0.0, 0.0), (1.0, 0.0)]]])
    assert there == [[-0.5, -0.5]]
    assert back == [[-0.5, -0.5]]  # left of its own way, so on the other side of the track
    assert alone == [[0.0]]


def test_route_overlay_is_json_and_leaves_its_input_alone():
    trip = itinerary()
    before = trip.to_dict()
    made = webmap.route_overlay([trip])
    assert json.loads(json.dumps(made)) == made
    assert trip.to_dict() == before
    (route,) = made["routes"]
    assert [leg["mode"] for leg in route["legs"]] == ["rail", "ferry", "rail"]
    assert {p["kind"] for p in made["points"]} == {"end", "gauge"}


def test_branca_templates_once_and_the_literal_never():
    figure = folium.Figure()
    figure.html.add_child(Literal("{{7*7}} {% raw"))
    assert "{{7*7}} {% raw" in figure.render()


def test_hostile_names_stay_data_in_the_saved_map():
    page = webmap.to_html(toy_view(), toy_content())
    assert ">alert(1)" not in page.split("<body>")[1]
    assert "<script>alert" not in page
    state = json.loads(re.search(r'id="corridors-state">(.*?)</script>', page, re.DOTALL)[1])
    assert state["title"] == HOSTILE
    assert HOSTILE in {p.get("title") for p in state["places"]}
    assert "49" not in {p.get("text") for p in state["places"]}
    assert "<title>{{7*7}}&lt;script&gt;" in page


def test_the_saved_map_asks_for_nothing_and_is_the_same_each_time():
    one, two = (webmap.to_html(toy_view(), toy_content()) for _ in range(2))
    assert one == two
    tags = Tags()
    tags.feed(one)
    assert not tags.asked
    assert "sourceMappingURL" not in one
    assert not re.search(r"url\((?!['\"]?(data:|#))", one)


def test_online_tiles_are_there_only_when_asked_for():
    assert "tile.openstreetmap" not in webmap.to_html(toy_view(), toy_content())
    assert "tile.openstreetmap" in webmap.to_html(toy_view(online_tiles=True), toy_content())


def test_a_page_with_files_beside_it_names_them_by_content(tmp_path):
    name = webmap.write_document(tmp_path, toy_view(), toy_content())
    files = {p.name for p in tmp_path.iterdir()}
    tags = Tags()
    tags.feed((tmp_path / name).read_text())
    assert set(tags.asked) <= files
    assert webmap.write_document(tmp_path, toy_view(), toy_content()) == name
    assert {p.name for p in tmp_path.iterdir()} == files


def test_json_text_may_stand_inside_a_script_element():
    text = assets.json_text({"a": "</script><!--\u2028"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--\u2028"}


def test_every_vendored_file_is_as_pinned_and_has_its_licence():
    folder = assets.VENDOR
    for row in json.loads((folder / "files.json").read_text()):
        path = folder / row["file"]
        assert cache.hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert (path.parent / "LICENSE").exists()


def test_a_kept_text_that_was_altered_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    key = cache.key_of(["a"])
    assert cache.remembered("t", key, lambda: "made") == "made"
    assert cache.remembered("t", key, lambda: "other") == "made"
    next(tmp_path.rglob("t-*")).write_text("cut")
    assert cache.remembered("t", key, lambda: "other") == "other"
    assert cache.key_of(["ab", "c"]) != cache.key_of(["a", "bc"])


def test_views_refuse_what_there_is_not():
    with pytest.raises(UnknownName, match="layer of the map"):
        webmap.MapView(layers=("dragons",))
    with pytest.raises(UnknownName, match="language of the map"):
        webmap.MapView(lang="tlh")


def test_the_shipped_content_is_whole():
    content = webmap.load_content("en")
    first, fine = json.loads(content.base), json.loads(content.fine)
    assert {"land", "borders", "lakes", "rivers", "rails"} == set(first) == set(fine)
    assert len(first["land"]) == 2
    assert len(fine["land"]) == 1
    assert json.loads(content.relief)["url"].startswith("data:image/webp")
    by_id = {m.id: m for m in content.marks}
    khorgos = by_id["rail-huoerguosi-altynkol"]
    assert khorgos.sources[0].url.startswith("http")
    trains = khorgos.series[0].to_pandas()
    assert (trains[2018], trains[2025]) == (2055, 9882)
    assert {"霍尔果斯", "Хоргос", "Khorgos"} <= set(khorgos.names)
    assert all(math.isfinite(m.lon) and math.isfinite(m.lat) and m.text for m in content.marks)
    assert {m.style for m in content.marks} <= set(labels.LABELS)


def test_names_follow_the_language():
    russian = {m.id: m.text for m in webmap.load_content("ru").marks}
    assert russian["country-KZ"] == "Казахстан"
    assert {m.id: m.text for m in webmap.load_content("zh").marks}["country-KZ"] == "哈萨克斯坦"


def test_a_saved_map_of_everything_stays_small():
    assert len(webmap.to_html(webmap.MapView()).encode()) < 6_000_000


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        (("Kyiv", "Katowice"), {"Sławków Euroterminal (LHS end)": "gauge"}),
        (("Xi'an", "Istanbul"), {"Aktau seaport": "terminal", "Alashankou–Dostyk": "gauge"}),
    ],
)
def test_every_passage_of_a_route_is_marked_by_what_it_is(ends, shown):
    trip = default_planner().route(*ends)
    marked = {p["text"]: p["kind"] for p in webmap.route_overlay([trip])["points"]}
    assert {c.name for c in trip.routes[0].passages} <= set(marked)
    assert shown.items() <= marked.items()
