"""The pages Throughput and Data & sources without a browser: the address says what is shown, each figure its source."""

import io
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
from app_pages import param, run_app, texts

from corridors.data import catalogue
from corridors.data.ledger import ALLOWED_LICENCES, Ledger
from corridors.errors import DamagedData
from corridors.exchange import to_bytes
from corridors.i18n import translator
from corridors.model import SeriesPoint, Source
from corridors.presentation.file_tables import listing
from corridors.presentation.naming import linked
from corridors.presentation.series_tables import every_point, gaps, headlines, latest, panels, points_table
from corridors.traffic.series import annual, overview

SAME = translator()
HOSTILE = "{{7*7}}<script>alert(1)</script>](javascript:alert(1)) :red[x]"


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load()


@pytest.fixture(scope="module")
def files(ledger):
    return catalogue.entries(ledger)


# --------------------------------------------------------------------------------------- throughput
def test_the_page_opens_on_khorgos(root):
    app = run_app(root, page="throughput")
    assert "9\u202f882" in texts(app)
    assert app.selectbox(key="series-box").value == "khorgos"


def test_the_address_says_the_series(root):
    app = run_app(root, page="throughput", series="trade")
    shown = texts(app)
    assert "China customs" in shown
    assert "Kazakhstan statistics" in shown
    assert "english\\.gov\\.cn" in shown or "english.gov.cn" in shown


def test_choosing_a_series_changes_the_address(root):
    app = run_app(root, page="throughput", series="khorgos")
    app.selectbox(key="series-box").select("alashankou").run()
    assert not app.exception
    assert param(app, "series") == "alashankou"
    assert "8\u202f165" in texts(app)


def test_choosing_what_is_counted_changes_the_address(root):
    app = run_app(root, page="throughput", series="khorgos")
    other = panels(annual("khorgos"))[1]
    app.selectbox(key="metric-box").select(other.key).run()
    assert param(app, "metric") == other.key
    assert headlines(other, SAME) in texts(app).replace("\\", "")


@pytest.mark.parametrize("series", ["Хоргос", "霍尔果斯"])
def test_any_name_of_a_series_will_do(root, series):
    assert "9\u202f882" in texts(run_app(root, page="throughput", series=series))


def test_an_unknown_series_is_said(root):
    app = run_app(root, page="throughput", series=HOSTILE)
    assert app.selectbox(key="series-box").value is None
    assert "<script>" not in texts(app)


@pytest.mark.parametrize("known", overview(), ids=lambda known: known["name"])
def test_every_figure_has_its_source(known):
    found = annual(known["name"])
    shown = panels(found)
    assert len({panel.key for panel in shown}) == len(shown)
    for panel in shown:
        rows = points_table(panel, SAME)
        assert (rows["Source"] != "").all()
        assert len(rows) == sum(len(s.points) for s in (*panel.series, *panel.marks))
        assert rows["Link"].str.startswith(("https://", "http://", "?page=data&name=")).all()
    assert len(every_point(found)) == sum(len(points_table(panel, SAME)) for panel in shown)


def test_series_of_two_bases_or_directions_share_no_line():
    shown = {panel.direction: panel for panel in panels(annual("trade"))}
    assert len(shown["total"].series) == 2
    assert [latest(mark).value for mark in shown["total"].marks] == [40]
    assert not shown["cn_to_kz"].marks


def test_the_file_of_a_series_has_all_points():
    found = annual("khorgos")
    read = pd.read_csv(io.BytesIO(to_bytes(every_point(found), "csv")))
    assert len(read) == sum(len(s.points) for s in (*found.series, *found.marks))
    assert set(read.columns) >= {"year", "value", "unit", "value_type", "source_title", "source_url"}


def test_gaps_are_said():
    panel = panels(annual("khorgos"))[0]
    series = panel.series[0]
    first, *_middle, last = series.points
    holed = replace(panel, series=(replace(series, points=(first, last)),))
    assert gaps(holed) == ((series.label, tuple(range(first.year + 1, last.year))),)


def test_a_hostile_address_is_no_link():
    panel = panels(annual("khorgos"))[0]
    point = SeriesPoint(2020, 1.0, "reported", Source("x", HOSTILE, url="javascript:alert(1)"))
    bad = replace(panel, series=(replace(panel.series[0], points=(point,)),))
    assert points_table(bad, SAME)["Link"].tolist() == ["?page=data"]
    assert "](javascript" not in linked(HOSTILE, None)
    assert linked("a", "https://x.org/a) [b](javascript:c").count("](") == 1


# --------------------------------------------------------------------------------------------- data
def test_every_file_of_the_ledger_is_listed(files, ledger):
    assert {e.resource.name for e in files} == set(ledger.names())
    rows = listing(files, SAME)
    for name in ("Title", "Kind", "Licence", "Size", "Credit"):
        assert (rows[name] != "").all(), name
    assert {name for e in files for name, _ in e.licences} <= set(ALLOWED_LICENCES)


def test_the_address_says_the_file(root):
    app = run_app(root, page="data", name="crossings")
    assert app.selectbox(key="file").value == "crossings"
    assert "OpenStreetMap" in texts(app)
    assert "BibTeX" not in texts(app)
    app.selectbox(key="file").select("terminals").run()
    assert not app.exception
    assert param(app, "name") == "terminals"


def test_an_unknown_file_falls_back(root, files):
    app = run_app(root, page="data", name=HOSTILE)
    assert app.selectbox(key="file").value == files[0].resource.name


def test_downloads_hold_all_rows(files, tmp_path):
    small = [e for e in files if e.rows is not None and e.resource.bytes < 60_000]
    assert any(e.mapped for e in small)
    for entry in small:
        frame = catalogue.frame_of(entry)
        assert len(frame) == entry.rows, entry.resource.name
        read = pd.read_csv(io.BytesIO(to_bytes(frame, "csv")), dtype=str)
        assert len(read) == entry.rows, entry.resource.name
        if entry.mapped:
            path = tmp_path / f"{entry.resource.name}.gpkg"
            path.write_bytes(to_bytes(frame, "gpkg"))
            assert len(gpd.read_file(path)) == entry.rows, entry.resource.name


def test_figures_stay_as_they_are_written(files):
    frame = catalogue.frame_of(next(e for e in files if e.resource.name == "assumptions"))
    assert frame["value"].iloc[0] == 45
    crossings = catalogue.frame_of(next(e for e in files if e.resource.name == "crossings"))
    assert crossings["gauge_a_mm"].dropna().between(1000, 1700).all()
    assert crossings["country_a"].map(type).eq(str).all()


def test_the_bibliography_counts_every_row(ledger, geodata):
    sources = catalogue.bibliography(ledger)
    assert (sources["source_title"] != "").all()
    listed = [r for r in ledger.resources.values() if r.file.startswith("tables/")]
    tables = [pd.read_csv(geodata / r.file, dtype=str) for r in listed]
    assert catalogue.fact_count(sources) == sum(len(t) for t in tables if "source_title" in t)
    assert 0.5 < catalogue.addressed_share(sources) <= 1


def test_the_sources_of_every_table_are_counted(ledger, geodata, root):
    found = {q.name: q for q in catalogue.qualities(ledger)}
    rows = pd.read_csv(geodata / "tables/crossings.csv", dtype=str, keep_default_na=False)
    crossings = found["crossings"]
    assert (crossings.rows, crossings.unverified) == (len(rows), (rows.confidence == "unverified").sum())
    assert crossings.addressed == rows.source_url.str.startswith("http").sum()
    assert sum(q.rows for q in found.values()) == catalogue.fact_count(catalogue.bibliography(ledger))
    shown = " ".join(str(html.proto.body) for html in run_app(root, page="data").get("html"))
    assert f"<td>{len(rows)}</td>" in shown


def test_what_a_file_was_made_from_has_an_address(files):
    lanes = next(e for e in files if e.resource.name == "sea_lanes")
    assert catalogue.origins(lanes) == (
        ("Sea lanes as packaged in searoute 1.6.0", "https://github.com/genthalili/searoute-py"),
    )


def test_every_file_that_was_made_names_the_page_of_its_data(files):
    made = [e for e in files if not e.resource.file.startswith("tables/")]
    assert made
    assert [e.resource.name for e in made if not all(a for _t, a in catalogue.origins(e))] == []


def test_how_to_cite(root, tmp_path):
    cite = catalogue.citation(root / "CITATION.cff")
    assert cite.text().startswith("The corridors contributors. corridors:")
    assert cite.bibtex().startswith("@software{corridors,")
    with pytest.raises(DamagedData, match="missing"):
        catalogue.citation(tmp_path / "CITATION.cff")
