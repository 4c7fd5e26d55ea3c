"""Annual series: the published figures, what is no point of them, names, and what is computed from them."""

import hashlib
import json
import math
import shutil

import pandas as pd
import pytest
from shipped import assert_one_line, call

import corridors as co
from corridors.data import facts
from corridors.data.ledger import LEDGER_NAME
from corridors.errors import BadInput, DamagedData, UnknownName
from corridors.model import Note, NoteCode, Series, SeriesPoint, Source
from corridors.traffic.series import HUBS, annual, cagr, growth, overview, utilisation
from corridors.traffic.shares import europe_and_asia_trains, khorgos_share, share

TRAINS = "europe_and_asia_trains"
POINT_KEYS = {"year", "value", "value_type", "confidence", "source_title", "source_url"}
KHORGOS = {2018: 2055, 2020: 4652, 2023: 7762, 2024: 8730, 2025: 9882}
ALASHANKOU = {2018: 2605, 2020: 5027, 2025: 8165}


def answer(*arguments):
    code, out, err = call("throughput", *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def toy(values, unit="trains"):
    source = Source("x", "A yearbook", confidence="high")
    points = tuple(SeriesPoint(year, float(value), "reported", source) for year, value in values.items())
    return Series("Toy", "trains", unit, "both", points)


@pytest.fixture
def tables(geodata, tmp_path):
    """Return a folder with a copy of the tables and their ledger that a test may spoil."""
    shutil.copytree(geodata / "tables", tmp_path / "tables")
    shutil.copy(geodata / LEDGER_NAME, tmp_path)
    return tmp_path


def rewrite(folder, name, **where):
    """Return a setter of cells in the rows of a table that match."""

    def to(**cells):
        path = folder / "tables" / f"{name}.csv"
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        hit = pd.Series(True, frame.index)
        for column, value in where.items():
            hit &= frame[column] == value
        assert hit.any()
        for column, value in cells.items():
            frame.loc[hit, column] = value
        frame.to_csv(path, index=False)
        relist(folder, name, path.read_bytes())

    return to


def relist(folder, name, data):
    """Let the ledger take what now lies there for what was shipped."""
    package = json.loads((folder / LEDGER_NAME).read_text(encoding="utf-8"))
    (entry,) = (e for e in package["resources"] if e["name"] == name)
    entry |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    (folder / LEDGER_NAME).write_text(json.dumps(package), encoding="utf-8")


# ------------------------------------------------------------------------------------------ what was carried
@pytest.mark.parametrize(("name", "published"), [("khorgos", KHORGOS), ("alashankou", ALASHANKOU)])
def test_trains_at_the_border_are_as_published_and_cited(name, published):
    found = answer(name, "--metric", TRAINS)
    first = found["series"][0]
    assert (found["name"], first["metric"], first["unit"], first["direction"]) == (
        *(name, TRAINS, "trains", "both"),
    )
    values = {p["year"]: p for p in first["points"]}
    assert {year: values[year]["value"] for year in published} == published
    assert {values[year]["value_type"] for year in published} == {"reported"}
    assert all(set(p) >= POINT_KEYS and p["source_title"] for p in first["points"])


def test_which_years_are_derived_rounded_or_missing_is_said():
    khorgos, alashankou = (answer(n, "--metric", TRAINS)["series"][0] for n in ("khorgos", "alashankou"))
    assert khorgos["derived"] == [2017, 2019, 2022]
    assert [p["year"] for p in khorgos["points"] if p["value_type"] == "rounded"] == [2021]
    assert khorgos["missing"] == alashankou["missing"] == []
    assert alashankou["derived"] == [2017, 2019, 2021, 2022, 2023, 2024]
    oil = answer("KCOP-5", "--metric", "throughput")["series"][0]
    assert oil["missing"] == [2020, 2021]
    assert not {2020, 2021} & {p["year"] for p in oil["points"]}


def test_every_point_is_a_full_year_with_a_source_and_no_year_comes_twice():
    for line in overview():
        found = annual(line["name"])
        for series in (*found.series, *found.marks):
            years = [p.year for p in series.points]
            assert years == sorted(set(years))
            assert all(p.source.title and p.source.confidence for p in series.points)
            assert all(p.value_type not in {"target", "plan", "capacity"} for p in series.points) != (
                series in found.marks
            )


def test_both_countries_count_trade_apart_and_the_target_is_a_mark():
    found = answer("trade")
    totals = {s["label"]: s for s in found["series"] if s["direction"] == "total"}
    assert set(totals) == {"China customs", "Kazakhstan statistics"}
    assert {p["year"]: p["value"] for p in totals["China customs"]["points"]}[2013] == 28.6
    assert {p["year"]: p["value"] for p in totals["Kazakhstan statistics"]["points"]}[2013] == 22.53
    (mark,) = found["marks"]
    assert [(p["year"], p["value"], p["value_type"]) for p in mark["points"]] == [(2015, 40, "target")]
    assert not any(p["value"] == 40 for s in found["series"] for p in s["points"])


def test_unverified_figures_are_shown_as_such():
    points = annual("trade").series[0].points
    assert not {1993, 1999} & {p.year for p in points}
    points = annual("CPC").series[0].points
    assert {p.year for p in points if p.source.confidence == "unverified"} >= {2011, 2020}
    assert "unverified" in call("throughput", "CPC")[1]


@pytest.mark.parametrize(("name", "most"), [("bilateral_trade", 0.1), ("pipeline_throughput", 0.12)])
def test_few_points_of_a_series_rest_on_no_page(name, most):
    shown = facts.table(name).query("preferred")
    assert (shown["confidence"] == "unverified").mean() <= most


def test_part_of_a_year_and_what_is_not_preferred_are_no_points(tables):
    before = annual("khorgos", TRAINS, tables)
    assert 4720 not in {p.value for p in before.series[0].points}
    assert NoteCode.FIGURES_LEFT_OUT in {note.code for note in before.notes}
    rewrite(tables, "crossing_throughput", id="T003")(is_full_year="no")
    assert annual("khorgos", TRAINS, tables).series[0].missing == (2018,)


def test_two_preferred_figures_for_one_year_are_damage(tables):
    rewrite(tables, "crossing_throughput", id="T009")(preferred="yes")
    with pytest.raises(DamagedData, match="T008 and T009"):
        annual("khorgos", folder=tables)


def test_a_value_that_is_no_number_is_damage(tables):
    rewrite(tables, "crossing_throughput", id="T003")(value="many")
    with pytest.raises(DamagedData, match="T003"):
        annual("khorgos", folder=tables)


def test_an_altered_table_is_not_read(tables):
    path = tables / "tables" / "crossing_throughput.csv"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedData, match=r"crossing_throughput\.csv is damaged"):
        annual("khorgos", folder=tables)


# ------------------------------------------------------------------------------------------------------ names
@pytest.mark.parametrize(
    ("given", "name"),
    [
        *((n, "khorgos") for n in ("Horgos", "KHORGOS", "霍尔果斯", "Хоргос", "Қорғас", "rail-huoerguosi-altynkol")),
        *((n, "alashankou") for n in ("Dostyk", "阿拉山口", "Достық", "Alashankou–Dostyk")),
        *((n, "middle-corridor") for n in ("Middle Corridor", "TITR", "titr")),
        *((n, "china-europe-trains") for n in ("China-Europe trains", "中欧班列", "cre-china-europe")),
        *((n, "CAGP") for n in ("cagp-a", "KZ-GAS-CN", "Central Asia-China gas pipeline")),
        *((n, "trade") for n in ("Trade", "bilateral trade")),
        ("Caspian Pipeline Consortium", "CPC"), ("Yiwu", "city-yiwu"), ("manzhouli", "rail-manzhouli-zabaykalsk"),
    ],
)  # fmt: skip
def test_any_name_in_any_script_finds_it(given, name):
    assert annual(given).name == name


def test_every_pipeline_answers_to_its_id_and_name(geodata):
    lines = pd.read_csv(geodata / "tables/pipelines.csv", dtype=str)
    for row in lines.itertuples():
        assert annual(row.id).name == annual(row.name).name == HUBS.get(row.id, row.id)


def test_what_has_no_full_year_says_so():
    found = annual("SOYUZ")
    assert (found.series, found.notes[0]) == ((), Note.of(NoteCode.NO_FULL_YEAR))


@pytest.mark.parametrize("wrong", ["khorgoss", "Alashanku"])
def test_a_misspelt_name_brings_the_nearest(wrong):
    with pytest.raises(UnknownName) as caught:
        annual(wrong)
    assert caught.value.allowed[0] == annual(caught.value.allowed[0]).name
    assert caught.value.allowed[0] in {"khorgos", "alashankou"}


@pytest.mark.parametrize("wrong", ["", "—", "qqqqqqqq"])
def test_a_name_like_none_brings_the_main_ones(wrong):
    code, out, err = call("throughput", wrong)
    assert (code, out) == (1, "")
    assert_one_line(err, "khorgos", "trade")


def test_a_name_is_text_and_no_markup():
    code, out, err = call("throughput", "[/red]")
    assert (code, out) == (1, "")
    assert_one_line(err, "[/red]")


def test_an_unknown_metric_brings_the_known_ones():
    code, out, err = call("throughput", "khorgos", "--metric", "tonnes")
    assert (code, out) == (1, "")
    assert_one_line(err, "tonnes", TRAINS)


def test_without_a_name_all_are_listed():
    lines = {line["name"]: line for line in answer()["throughput"]}
    assert {"khorgos", "alashankou", "middle-corridor", "china-europe-trains", "trade", "KCOP-5"} <= set(
        lines
    )
    assert (lines["khorgos"]["last_year"], lines["trade"]["first_year"]) == (2025, 1992)
    assert set(overview(TRAINS)[0]) == {"name", "title", "metrics", "first_year", "last_year"}
    assert all(line["metrics"] == [TRAINS] for line in overview(TRAINS))


def test_the_package_gives_what_the_command_gives():
    assert co.throughput("khorgos").to_dict() == answer("khorgos")
    assert callable(co.throughput)  # and not the module of that name


# ----------------------------------------------------------------------------------------------- for people
def test_people_get_years_kinds_gaps_and_sources():
    code, out, err = call("throughput", "KCOP-5", "--metric", "throughput")
    assert (code, err) == (0, "")
    for word in ("11.27", "derived", "missing", "2020", "Sources", "https://"):
        assert word in out
    for word in ("0.368", "Not traffic", "target"):
        assert word in call("throughput", "trade")[1]
    assert "khorgos" in call("throughput")[1]


# ------------------------------------------------------------------------------------------ what is computed
def test_a_gap_stays_a_gap_in_pandas_and_in_growth():
    series = toy({2008: 0, 2009: 1, 2010: 100, 2011: 150, 2013: 300, 2014: 240})
    values = series.to_pandas()
    assert (values.name, list(values.index)) == ("trains [trains]", list(range(2008, 2015)))
    assert math.isnan(values[2012])
    change = growth(series)
    assert change.name == "growth_pct"
    assert change[2011] == pytest.approx(50)
    assert change[2014] == pytest.approx(-20)
    assert change[[2008, 2009, 2012, 2013]].isna().all()
    assert series.missing == (2012,)
    assert toy({}).missing == ()
    assert toy({}).to_pandas().empty


def test_compound_growth():
    series = toy({2010: 100, 2012: 144, 2013: 150})
    assert cagr(series, 2010, 2012) == pytest.approx(20)
    assert cagr(series) == pytest.approx((1.5 ** (1 / 3) - 1) * 100)
    assert 20 < cagr(annual("khorgos", TRAINS).series[0], 2018, 2025) < 30
    for first, last in ((2011, 2013), (2013, 2010), (2012, 2012)):
        with pytest.raises(BadInput, match="2010, 2012, 2013"):
            cagr(series, first, last)
    with pytest.raises(BadInput):
        cagr(toy({}))


def test_share_is_known_where_both_are():
    part, whole = toy({2011: 5, 2013: 6}), toy({2010: 10, 2011: 10, 2012: 10, 2013: 24})
    found = share(part, whole)
    assert found.name == "share_pct"
    assert found.dropna().to_dict() == {2011: 50, 2013: 25}
    assert list(found.index) == [2011, 2012, 2013]
    assert share(toy({2001: 1}), toy({2005: 2})).empty
    with pytest.raises(BadInput, match="TEU"):
        share(part, toy({2011: 5}, unit="TEU"))


def test_the_share_of_khorgos_is_of_trains_to_europe_and_central_asia():
    found = khorgos_share()
    assert found.dropna().to_dict() == {2025: pytest.approx(9882 / (20022 + 14254) * 100)}
    assert europe_and_asia_trains().points[-1].value_type == "derived"


def test_use_of_capacity_counts_the_lines_that_were_open():
    oil, gas = utilisation("KCOP-5"), utilisation("CAGP")
    assert oil.name == gas.name == "utilisation_pct"
    assert oil[2023] == pytest.approx(11.188 / 20 * 100)
    assert oil[[2020, 2021]].isna().all()
    assert gas[2013] == pytest.approx(27 / 30 * 100)  # A and B; C opened in 2014
    assert gas[2019] == pytest.approx(47.9 / 55 * 100)


def test_the_answer_has_capacity_and_its_use_with_sources():
    oil = answer("KCOP-5")
    assert [(c["id"], c["value"], c["unit"], c["year"]) for c in oil["capacity"]] == [
        ("KCOP-5", 20, "Mt/yr", "2006")
    ]
    assert oil["capacity"][0]["source_url"].startswith("https://")
    used = {p["year"]: p for p in oil["utilisation"]["points"]}
    assert (oil["utilisation"]["unit"], oil["utilisation"]["missing"]) == ("%", [2020, 2021])
    assert used[2023]["value"] == pytest.approx(11.188 / 20 * 100)
    assert {p["value_type"] for p in used.values()} == {"derived"}
    assert used[2023]["note"] == "11.188 of 20 Mt/yr"
    assert "capacity_of_today" in {note["code"] for note in oil["notes"]}
    assert [c["id"] for c in answer("CAGP")["capacity"]] == ["CAGP-A", "CAGP-B", "CAGP-C"]
    alone = answer("SCP")
    assert alone["capacity"][0]["value"] == 23
    assert "utilisation" not in alone
    assert not {"capacity", "utilisation"} & set(answer("khorgos"))


def test_capacity_and_its_use_are_printed():
    code, out, err = call("throughput", "KCOP-5")
    assert (code, err) == (0, "")
    assert "Use of capacity" in out
    assert "11.188 of 20 Mt/yr" in out


@pytest.mark.parametrize(
    ("name", "word"), [("khorgos", "throughput"), ("CAC", "throughput"), ("KCP", "capacity")]
)
def test_use_of_capacity_needs_both_figures(name, word):
    with pytest.raises(BadInput, match=word):
        utilisation(name)


def test_a_capacity_in_another_unit_is_damage(tables):
    rewrite(tables, "pipelines", id="KCOP-5")(capacity_unit="bcm/yr")
    with pytest.raises(DamagedData, match="Mt/yr"):
        utilisation("KCOP-5", tables)
