"""Tables of other locales: separators, decimal signs, code pages, titles, sheets, formulas."""

from __future__ import annotations

import io
from itertools import chain

import pytest
from openpyxl import Workbook

from corridors.errors import BadTable
from corridors.exchange import read_table_bytes
from corridors.exchange.headers import WORDS, plain_header
from corridors.exchange.numerals import StoredNumber, numerals_of

HEAD = "from;to;published_km;via\n"


def km(text, name="t.csv"):
    table = read_table_bytes(text if isinstance(text, bytes) else text.encode(), name)
    return [r["published_km"] for r in table.rows], [f.reason for f in table.failed]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["11.179", "683,0"], [11179, 683]),
        (["11,179", "683.5"], [11179, 683.5]),
        (["11.179", "683.5"], [11.179, 683.5]),
        (["1.234.567", "11.179"], [1234567, 11179]),
        (["11.179,5", "9 500,25", "9\u202f500"], [11179.5, 9500.25, 9500]),
        (["11'179", "11’179.5"], [11179, 11179.5]),
        (["６８３", "１１．５", "683 km", "683км", "683 公里"], [683, 11.5, 683, 683, 683]),
        (["٦٨٣", "0.125", "1000.125", "1e3"], [683, 0.125, 1000.125, 1000]),
        (["11.179"], [None]),
        (["11,179", "683"], [None, 683]),
        (["683,5", "683.5", "11.179"], [683.5, 683.5, None]),
        (["1,2,3", "12.34.567", "1_000", "nan", "-5", "0", "683 miles"], [None] * 7),
        ([StoredNumber("11.179"), "9.500", "683,5"], [11.179, 9500, 683.5]),
    ],
)
def test_a_column_says_how_its_numbers_are_written(cells, expected):
    column = numerals_of(cells, units=True)
    assert [column.number(c) for c in cells] == expected
    assert [bool(column.fault(c)) for c in cells] == [e is None for e in expected]


def test_a_number_that_could_be_two_is_refused_with_both():
    good, failed = km(HEAD + "Chongqing;Duisburg;11.179;\nUrumqi;Khorgos;683;\n")
    assert good == [683]
    assert "11179 where" in failed[0]
    assert "11.179 where" in failed[0]
    assert "write 11179" in failed[0]


def test_commas_between_cells_are_of_a_language_with_a_decimal_point():
    assert km('from,to,published_km\nA,B,"11,179"\nA,B,11.179\n')[0] == [11179, 11.179]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\n" + HEAD + "A;B;683\n",
        '"sep=;"\r\n' + HEAD + "A;B;683\n",
        "sep=\t\nfrom\tto\tpublished_km\nA\tB\t683\n",
        "Distances, 2023\n\n" + HEAD + "A;B;683 km\n",
        "Railways; of; Asia, Europe;\n;;;\n" + HEAD + "A;B;683\n",
        "from；to；published_km\nA；B；６８３\n",
        "From ；To；Published （km）\nA；B；683\n",
        "from|to|published_km\nA|B|683\n",
    ],
)
def test_separators_and_titles(text):
    assert km(text) == ([683], [])


def test_the_line_of_a_fault_is_that_of_the_file():
    table = read_table_bytes(b"sep=;\nTitle\n\nfrom;to;published_km\nA;B;x\n", "t.csv")
    assert [f.line for f in table.failed] == [5]


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        ("重庆,杜伊斯堡", "gb18030"),
        ("乌鲁木齐,霍尔果斯", "gbk"),
        ("Москва,Минск", "cp1251"),
        ("Достык,Алашанькоу", "cp1251"),
        ("МОСКВА,АЛМАТЫ", "cp1251"),
        ("Москва,Минск", "koi8-r"),
        ("Москва,Минск", "cp866"),
        ("圳濮,起点终点公里", "gbk"),
        ("München,Düsseldorf", "cp1252"),
        ("Orléans,Mâcon", "cp1252"),
        ("İstanbul,Kırıkkale", "cp1254"),
        ("Łódź,Kraków", "cp1250"),
        ("重庆,Köln", "utf-16"),
        ("Almaty,Köln", "utf-16-le"),
        ("Almaty,Köln", "utf-16-be"),
    ],
)
def test_code_pages(names, encoding):
    text = f"from,to,published_km\n{names},683\nUrumqi,Khorgos,683\n"
    table = read_table_bytes(text.encode(encoding), "t.csv")
    assert [table.rows[0]["from"], table.rows[0]["to"]] == names.split(",")
    assert bool(table.told) == (encoding != "utf-16")


def workbook(**sheets):
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_titles_other_sheets_and_formulas_of_a_workbook():
    head = ["from", "to", "published_km"]
    data = workbook(
        About=[["Lengths, 2023"], ["by us"]],
        Lengths=[["Title"], [], head, ["A", "B", "=600+83"], ["C", "D", "683,5"], ["E", "F", 11.179]],
    )
    table = read_table_bytes(data, "t.xlsx")
    assert [r["published_km"] for r in table.rows] == [683.5, 11.179]
    assert [(f.line, f.key) for f in table.failed] == [(4, "A–B")]
    assert "=600+83" in table.failed[0].reason
    assert "save it there" in table.failed[0].reason
    assert "Lengths" in table.told[0]


def test_a_workbook_that_lacks_the_columns_says_so():
    with pytest.raises(BadTable, match="lacks the columns from, to, published_km"):
        read_table_bytes(workbook(A=[["x"]], B=[]), "t.xlsx")


@pytest.mark.parametrize(
    "header",
    [
        "Откуда;Куда;км;через",
        "Станция отправления;Станция назначения;Расстояние, км;Через",
        "起点;终点;公里;经由",
        "始发站；终到站；里程（公里）；途经",
        "De;Vers;km;Par",
        "Départ;Arrivée;Distance (km);via",
        "von;nach;km;über",
        "Startort;Zielort;Entfernung in km;ueber",
        "Қайдан;Қайда;Қашықтық, км;Арқылы",
        "desde;hasta;kilómetros;vía",
        "Origin;Destination;Length [km];via",
        "FROM;TO;Published km;VIA",
    ],
)
def test_headers_of_other_languages(header):
    text = f"{header}\nChongqing;Duisburg;683;Khorgos\n".replace(";", "；" if "；" in header else ";")
    (row,) = read_table_bytes(text.encode(), "t.csv").rows
    assert [row[c] for c in ("from", "to", "published_km", "via")] == [
        "Chongqing",
        "Duisburg",
        683,
        "Khorgos",
    ]


def test_what_was_read_as_what_is_told():
    table = read_table_bytes("откуда;куда;км\nA;B;1\n".encode(), "t.csv")
    assert table.told == (
        "t.csv: the column “откуда” as from, “куда” as to, “км” as published_km was read.",
    )


def test_ones_own_name_comes_before_a_word_for_it():
    (row,) = read_table_bytes(b"from,to,published_km,distance,km\nA,B,1,2,3\n", "t.csv").rows
    assert row["published_km"] == 1


@pytest.mark.parametrize(
    "header", ["from;to;miles", "from;to;distance (miles)", "from;to;km/h", "foo;bar;baz", "a;b;c"]
)
def test_other_units_and_words_are_refused_with_those_that_are_known(header):
    with pytest.raises(BadTable, match=r"published_km may be called km, .*км, 公里"):
        read_table_bytes(f"{header}\nA;B;1\n".encode(), "t.csv")


def test_two_columns_for_one_are_refused():
    with pytest.raises(BadTable, match="more than one column published_km"):
        read_table_bytes(b"from,to,km,distance\nA,B,1,2\n", "t.csv")


def test_no_word_stands_for_two_columns():
    words = [word for of in WORDS.values() for word in map(plain_header, chain(*of))]
    assert len(words) == len(set(words))
    assert not set(words) & set(WORDS)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "koi8-r", "cp866", "cp1251"])
def test_short_tables_of_other_encodings(encoding):
    text = "откуда;куда;км\nАлматы;Астана;1215\n"
    (row,) = read_table_bytes(text.encode(encoding), "t.csv").rows
    assert (row["from"], row["published_km"]) == ("Алматы", 1215)
