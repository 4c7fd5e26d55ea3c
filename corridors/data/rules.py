"""What must hold of each row of the tables of facts: pandera schemas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corridors import geodesy
from corridors.data.columns import ALLOWED, COLUMNS, KEYS, MANY, METRIC, MUST, RANGES, SERIES, UNITS
from corridors.data.openings import opening_tests
from corridors.data.periods import period_tests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pandera.pandas import Check, DataFrameSchema

__all__ = ["RULES", "KnownIds", "TableRules", "row_violations", "schema", "to_numbers"]

YEARS = (1880, 2035)
FLAGS = frozenset({"is_full_year", "preferred"})
WHOLE = frozenset({"year", "opened_year", "closed_year", "start_year", "seq"})
NUMBERS = frozenset(RANGES) | {"value"}
DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
URL = r"https?://[^\s/]+\.[^\s/]+(/\S*)?"
LARGEST_STEP_KM = 40.0
Violations = Sequence[tuple[int | None, str]]
"""Rows (None: the whole table) and what is wrong with them."""


@dataclass(frozen=True, slots=True)
class TableRules:
    """What the columns of a table are: its key, the figures, the whole numbers, the yes and no."""

    key: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: frozenset[str]
    whole: frozenset[str]
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Ids that the tables may name, and the year of the latest source."""

    crossings: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)
    pipelines: frozenset[str] = field(default_factory=frozenset)
    provinces: frozenset[str] = field(default_factory=frozenset)
    series: frozenset[str] = field(default_factory=frozenset)
    latest_year: int = YEARS[1]

    def of(self, column: str) -> frozenset[str] | None:
        """Return the ids that a column may hold; None for a column without ids."""
        if column == "crossing_id":
            return self.crossings
        if column == "place_id":
            return self.places
        if column in {"pipeline_id", "pipeline_ids"}:
            return self.pipelines
        if column == "throughput_id":
            return self.crossings | self.places | self.series
        return self.provinces if column == "province" else None


def _rules(name: str) -> TableRules:
    columns = tuple(COLUMNS[name].split())
    held = frozenset(columns)
    return TableRules(KEYS.get(name, ("id",)), columns, held & NUMBERS, held & WHOLE, held & FLAGS)


RULES: Mapping[str, TableRules] = {name: _rules(name) for name in COLUMNS}
"""Every table of facts by name."""


def schema(name: str, known: KnownIds) -> DataFrameSchema:
    """Return the pandera schema of a table as it is read: every cell is text."""
    from pandera.pandas import Check, Column, DataFrameSchema  # noqa: PLC0415 - 1 s; only checking pays

    columns = {
        column: Column(str, _cell_checks(name, column, known, Check), nullable=False)
        for column in RULES[name].columns
    }
    rows = [Check(test, error=text) for test, text in _row_tests(name, known)]
    return DataFrameSchema(columns, checks=rows, strict=True)


def row_violations(name: str, frame: pd.DataFrame, known: KnownIds) -> Violations:
    """Hold a table against its schema; return (row or None for the whole table, what is wrong)."""
    from pandera.errors import SchemaErrors  # noqa: PLC0415 - see schema

    gone = [c for c in RULES[name].columns if c not in frame]
    extra = [str(c) for c in frame if c not in RULES[name].columns]
    if gone or extra:
        return [(None, f"column {c} is missing") for c in gone] + [
            (None, f"column {c} is not expected") for c in extra
        ]
    try:
        schema(name, known).validate(frame.reset_index(drop=True), lazy=True)
    except SchemaErrors as error:
        return _row_sentences(error.failure_cases)
    return []


def _row_sentences(cases: pd.DataFrame) -> Violations:
    found: dict[tuple[int | None, str], None] = {}
    for case in cases.to_dict("records"):
        row = None if pd.isna(case["index"]) else int(case["index"])
        cell = case["schema_context"] == "Column"
        text = f"{case['column']} {case['failure_case']!r} {case['check']}" if cell else str(case["check"])
        found[row, text] = None
    return sorted(found, key=lambda f: (-1 if f[0] is None else f[0], f[1]))


def _cell_checks(name: str, column: str, known: KnownIds, check: type[Check]) -> list[Check]:
    """Return what each cell of a column must meet, without a look at its neighbours."""
    checks = [check(lambda s: s == s.str.strip(), error="begins or ends with a space")]

    def add(test: Callable[[pd.Series[str]], Any], text: str) -> None:
        checks.append(check(test, error=text))

    if column in MUST:
        add(lambda s: s != "", "must not be empty")
    if column in {"source_date", "period_start", "period_end", "date", "start_date", "opened_date"}:
        add(lambda s: (s == "") | s.map(_is_date), "is no date of the form 2024-05-31")
    if column == "source_url":
        add(lambda s: (s == "") | s.str.fullmatch(URL), "is no address of the form https://…")
    words = ALLOWED.get((name, column), ALLOWED.get(("", column)))
    if words is not None:
        allowed = set(words.split("|"))
        many = column in MANY
        text = f"is not one of {', '.join(sorted(a for a in allowed if a))}"
        add(lambda s: s.map(lambda v: set(v.split(";") if many else [v]) <= allowed), text)
    if column in NUMBERS:
        checks += _number_checks(column, check)
    ids = known.of(column)
    if ids:  # without its table nothing can be said, and that table's own fault says enough
        add(lambda s: s.map(lambda v: v == "" or set(v.split(";")) <= ids), "is an id that no table has")
    return checks


def _number_checks(column: str, check: type[Check]) -> list[Check]:
    checks = [check(lambda s: (s == "") | to_numbers(s).notna(), error="is not a figure")]
    if column in RANGES:
        low, high = RANGES[column]
        text = f"is not within {low:g} to {high:g}"
        checks.append(check(lambda s: to_numbers(s).isna() | to_numbers(s).between(low, high), error=text))
    if column in WHOLE:
        text = "is not a whole number"
        checks.append(check(lambda s: to_numbers(s).isna() | s.str.fullmatch(r"-?\d+"), error=text))
    return checks


def to_numbers(text: pd.Series[str]) -> pd.Series[float]:
    """Read cells as figures; what is none becomes NaN."""
    return pd.to_numeric(text, errors="coerce").replace([np.inf, -np.inf], np.nan)


def _is_date(text: str) -> bool:
    if not re.fullmatch(DATE, text):
        return False
    if len(text) < len("2024-05-31"):
        return True
    return not pd.isna(pd.to_datetime(text, format="%Y-%m-%d", errors="coerce"))


RowTest = tuple["Callable[[pd.DataFrame], pd.Series[bool]]", str]


def _row_tests(name: str, known: KnownIds) -> list[RowTest]:
    """Return what a row must meet as a whole: (test, what is said of rows that fail)."""
    columns = set(RULES[name].columns)
    key = list(RULES[name].key)
    tests: list[RowTest] = [
        (lambda f: ~f.duplicated(key, keep=False), f"its {' and '.join(key)} stands there twice")
    ]
    if "confidence" in columns:
        tests += _source_tests()
    if "value" in columns or "capacity" in columns:
        tests += _unit_tests(name)
    if {"period_start", "year"} <= columns:
        tests += period_tests(known.latest_year)
    if "value_type" in columns:
        tests += _value_tests()
    if name in SERIES:
        tests += _series_tests(list(SERIES[name]))
    return tests + opening_tests(columns) + _own_tests(name)


def _source_tests() -> list[RowTest]:
    return [
        (
            lambda f: f.source_title.str.contains("unverified") == (f.confidence == "unverified"),
            "a source that says 'unverified' and the confidence 'unverified' go together",
        )
    ]


def _unit_tests(name: str) -> list[RowTest]:
    metric, unit = METRIC[name]
    units = {m: set(u.split("|")) for m, u in UNITS[name].items()}
    limits = {"%": (-100.0, 1000.0), "billion USD": (0.0, 500.0), "km/h": (0.0, 400.0), "h": (0.0, 5000.0)}
    limits |= {"trains": (0.0, 500_000.0), "TEU": (0.0, 2e7), "Mt": (0.0, 1000.0), "bcm": (0.0, 500.0)}
    amount = "value" if unit == "unit" else "capacity"

    def not_too_large(f: pd.DataFrame) -> pd.Series[bool]:
        low, high = np.array([limits.get(u, (0.0, 1e12)) for u in f[unit]], dtype=float).reshape(-1, 2).T
        amounts = to_numbers(f[amount])
        return amounts.isna() | ((amounts >= low) & (amounts <= high))

    def unit_fits(f: pd.DataFrame) -> pd.Series[bool]:
        pairs = zip(f[metric], f[unit], strict=True)
        return pd.Series([u in units.get(m, ()) for m, u in pairs], index=f.index, dtype=bool)

    known = "; ".join(
        f"{m or 'nothing'} in {u.replace('|', ' or ') or 'nothing'}" for m, u in UNITS[name].items()
    )
    return [
        (unit_fits, f"its unit does not fit its {metric} (known: {known})"),
        (not_too_large, f"its {amount} is negative, or too large for its unit"),
    ]


def _value_tests() -> list[RowTest]:
    return [
        (
            lambda f: (f.value == "") == (f.value_type == ""),
            "value and value_type are given together or not at all",
        ),
        (
            lambda f: (f.value_type != "derived") | (f.note != ""),
            "a derived value must tell its arithmetic in the note",
        ),
        (
            lambda f: (f.preferred != "no") | (f.note != ""),
            "a row that is not preferred must say why in the note",
        ),
    ]


def _series_tests(series: list[str]) -> list[RowTest]:
    def once(f: pd.DataFrame) -> pd.Series[bool]:
        return ~f.duplicated(
            [*series, "value", "period_start", "period_end", "source_title", "note"], keep=False
        )

    def one_preferred(f: pd.DataFrame) -> pd.Series[bool]:
        shown = f[(f.preferred == "yes") & (f.period_start != "")]
        twice = shown[shown.duplicated([*series, "period_start", "period_end"], keep=False)].index
        return pd.Series(~f.index.isin(twice), index=f.index)

    return [
        (once, "the same fact stands there twice"),
        (one_preferred, "two preferred rows for one series and period"),
        (
            lambda f: (f.preferred != "yes") | (f.value_type != "plan") | (f.period_start == ""),
            "a plan cannot be preferred in a series",
        ),
    ]


def _own_tests(name: str) -> list[RowTest]:
    """Return what holds of one table only."""

    def one_service(f: pd.DataFrame) -> pd.Series[bool]:
        count = (f.preferred == "yes").groupby(f.service_id).transform("sum")
        return pd.Series(count == 1, index=f.index)

    def without_hole(f: pd.DataFrame) -> pd.Series[bool]:
        return pd.Series(to_numbers(f.seq) == f.groupby("pipeline_id").cumcount() + 1, index=f.index)

    def min_max(low: str, high: str) -> RowTest:
        return (lambda f: ~(to_numbers(f[low]) > to_numbers(f[high])), f"{low} is above {high}")

    own: dict[str, list[RowTest]] = {
        "bilateral_trade": [
            (
                lambda f: (f.basis == "target") == (f.value_type == "target"),
                "a target has the basis 'target' and no other row has",
            )
        ],
        "border_performance": [min_max("value_min", "value_max")],
        "horgos_sites": _site_tests(),
        "rail_services": [
            min_max("transit_days_min", "transit_days_max"),
            (one_service, "each service needs exactly one preferred row"),
            (
                lambda f: (f.start_date == "") | (f.start_date.str[:4] == f.start_year),
                "start_date and start_year differ",
            ),
        ],
        "timeline_events": [
            (
                lambda f: f.date_precision.map({"year": 4, "month": 7, "day": 10}) == f.date.str.len(),
                "date and date_precision differ",
            )
        ],
        "pipeline_points": [
            (without_hole, "seq must run 1, 2, 3 … along each pipeline"),
            (_near_the_last, f"more than {LARGEST_STEP_KM:g} km from the point before"),
        ],
    }
    return own.get(name, [])


def _site_tests() -> list[RowTest]:
    where = ["lon", "lat", "position_accuracy_km"]
    return [
        (lambda f: (f[where] != "").all(axis=1), "a site needs a position and its accuracy"),
        (
            lambda f: (f.opened_date == "") | (f.opened_date.str[:4] == f.opened_year),
            "opened_date and opened_year differ",
        ),
        (
            lambda f: (f.capacity_value == "") == (f.capacity_unit == ""),
            "a capacity and its unit are given together or not at all",
        ),
        (lambda f: ~(to_numbers(f.closed_year) < to_numbers(f.opened_year)), "it closed before it opened"),
    ]


def _near_the_last(f: pd.DataFrame) -> pd.Series[bool]:
    lon, lat = to_numbers(f.lon).to_numpy(), to_numbers(f.lat).to_numpy()
    usable = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # noqa: PLR2004 - the globe
    joined = np.zeros(len(f), dtype=bool)
    joined[1:] = (f.pipeline_id.to_numpy()[1:] == f.pipeline_id.to_numpy()[:-1]) & usable[1:] & usable[:-1]
    far = np.zeros(len(f), dtype=bool)
    at = np.flatnonzero(joined)
    far[at] = geodesy.distance_km(lon[at - 1], lat[at - 1], lon[at], lat[at]) > LARGEST_STEP_KM
    return pd.Series(np.logical_not(far), index=f.index, dtype=bool)
