"""Headers of tables in the languages that people write them in: ``откуда``, ``起点``, ``départ``, ``von`` are ``from``."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["WORDS", "columns_of", "known_words", "plain_header", "translated"]

WORDS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "from": (
        ("origin", "start", "departure", "from place", "from city", "from station", "origin city", "origin station"),
        ("откуда", "от", "из", "начало", "отправление", "пункт отправления", "станция отправления", "город отправления"),
        ("起点", "起點", "始发", "始发地", "始发站", "起始地", "起始站", "起运地", "出发地", "出发站", "发站", "从", "自", "起点站", "始发城市", "出发城市", "起运站", "发货地"),
        ("de", "départ", "depart", "origine", "ville de départ", "gare de départ", "point de départ"),
        ("von", "abfahrt", "abgang", "startort", "abgangsort", "abgangsbahnhof", "versandbahnhof"),
        ("қайдан", "бастапқы пункт", "жөнелту станциясы"), ("desde", "origen", "salida", "da", "partenza", "skąd"),
        ("nereden", "kalkış", "başlangıç", "звідки", "van", "başlanğıc", "haradan", "qayerdan"),
    ),
    "to": (
        ("destination", "end", "arrival", "to place", "to city", "to station", "destination city", "destination station"),
        ("куда", "до", "конец", "назначение", "прибытие", "пункт назначения", "станция назначения", "город назначения"),
        ("终点", "終點", "终到", "终到站", "目的地", "到达地", "到达站", "到站", "终点站", "运抵地", "到", "至", "目的站", "终到城市", "到达城市", "到达地点", "收货地"),
        ("vers", "à", "arrivée", "arrivee", "destination finale", "ville d arrivée", "gare d arrivée", "point d arrivée"),
        ("nach", "bis", "ankunft", "ziel", "zielort", "zielbahnhof", "bestimmungsbahnhof", "empfangsbahnhof"),
        ("қайда", "соңғы пункт", "межелі пункт"), ("hasta", "hacia", "destino", "llegada", "verso", "arrivo", "dokąd"),
        ("nereye", "varış", "bitiş", "куди", "naar", "hara", "haraya", "qayerga"),
    ),
    "via": (
        ("through", "by way of", "через", "经", "經", "经由", "經由", "途经", "途經", "经过", "par", "en passant par"),
        ("über", "ueber", "арқылы", "vía", "por", "passando per", "przez", "üzerinden", "güzergah"),
    ),
    "modes": (
        ("mode", "transport", "mode of transport", "transport mode", "вид транспорта", "виды транспорта", "транспорт"),
        ("运输方式", "交通方式", "mode de transport", "modes de transport", "verkehrsträger", "verkehrsmittel", "көлік түрі"),
    ),
    "published_km": (
        ("km", "kms", "kilometres", "kilometers", "distance", "length", "published", "published distance"),
        ("published length", "distance published", "length published"),
        ("км", "километры", "километров", "расстояние", "длина", "протяженность", "протяжённость", "дальность"),
        ("公里", "公里数", "千米", "里程", "距离", "距離", "长度", "長度", "全程", "总里程", "全长", "运距"),
        ("kilomètres", "longueur", "kilometer", "entfernung", "länge", "strecke", "distanz", "streckenlänge"),
        ("шақырым", "қашықтық", "ұзындығы", "kilómetros", "distancia", "longitud", "distanza", "lunghezza"),
        ("odległość", "długość", "mesafe", "uzunluk", "відстань", "довжина", "afstand"),
    ),
    "published_days_low": (
        ("days low", "days min", "min days", "days from", "дней от", "дни от", "дней мин", "最少天数", "最短天数", "天数下限"),
        ("tage min", "tage von", "jours min", "durée min"),
    ),
    "published_days_high": (
        ("days high", "days max", "max days", "days to", "дней до", "дни до", "дней макс", "最多天数", "最长天数", "天数上限"),
        ("tage max", "tage bis", "jours max", "durée max"),
    ),
    "id": (("line", "pipeline", "pipeline id", "трубопровод", "管道", "leitung", "gazoduc", "oléoduc"),),
    "gem_project_id": (
        ("projectid", "project id", "gem id", "gem project", "gem projectid", "ид проекта gem", "项目编号", "projekt id"),
    ),
}  # fmt: skip
"""For each column of a user's table the words that its header may be, in lower case, those of a language together."""
_UNIT: Final = re.compile(r"(?<=.)(?:_(?:in|в|en|på|w))?_?(?:(?<=_)km|(?<=_)км|(?<=_)kms|公里|千米)$")


def plain_header(text: str) -> str:
    """Return a header in lower case, its words joined with one underscore: ``Distance (km)`` is ``distance_km``."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w*]+", "_", plain).strip("_")


_COLUMN: Final = {
    plain_header(word): column for column, words in WORDS.items() for of in words for word in of
}


def translated(header: str) -> str:
    """Return the column that a plain header stands for, in any language of `WORDS`; else the header itself.

    A unit of kilometres may stand behind the words of a length, and no other unit.
    """
    if header in WORDS:
        return header
    without = _UNIT.sub("", header)
    column = _COLUMN.get(header) or _COLUMN.get(without, "")
    return column if column and (without == header or column == "published_km") else header


def columns_of(cells: Sequence[str], wanted: Collection[str]) -> list[str]:
    """Return the columns of a table from the cells of its header.

    Parameters
    ----------
    cells
        As they stand in the file.
    wanted
        The columns that are asked for: a header that has one's own name is it, and then no other word is.
    """
    plain = [plain_header(cell) for cell in cells]
    read = [translated(header) for header in plain]
    return [
        column if column in wanted and column not in plain else header
        for header, column in zip(plain, read, strict=True)
    ]


def known_words(column: str) -> str:
    """List a word of each language that a column's header may be, for a message."""
    return ", ".join(of[0] for of in WORDS.get(column, ()))
