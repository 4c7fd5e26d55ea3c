"""What is shipped, as tables for readers: files with their licences, and the sources of the facts.

Values only, nothing of Streamlit; every text is as it stands in the data and not yet escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from corridors.data.credits import credit_rows, credited
from corridors.data.ledger import Ledger, shipped_path
from corridors.errors import DamagedData

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from corridors.data.ledger import Resource
    from corridors.model import Source

__all__ = [
    "DATA",
    "CatalogueEntry",
    "Citation",
    "Quality",
    "address_of",
    "addressed_share",
    "bibliography",
    "citation",
    "entries",
    "fact_count",
    "frame_of",
    "origins",
    "qualities",
    "web",
]

FACTS: Final = "tables/"
DATA: Final = "?page=data&name="
UNVERIFIED: Final = "unverified"
LINK_START: Final = ("https://", "http://")
CSV: Final = (".csv", ".csv.gz")
SOURCE: Final = ("source_title", "source_publisher", "source_date", "source_url")
LICENCE_TEXTS: Final = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "MIT": "https://opensource.org/license/mit",
    "BSD-3-Clause": "https://opensource.org/license/bsd-3-clause",
    "Unicode-3.0": "https://www.unicode.org/license.txt",
    "LicenseRef-UNECE": "https://unece.org/trade/uncefact/unlocode",
}
CITATION_FILE: Final = shipped_path("CITATION.cff")
_FIGURE = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_FIELD = re.compile(r'^(?:\s*-\s+)?(title|version|name):\s*"?(.*?)"?\s*$', re.MULTILINE)


def web(address: object) -> str | None:
    """Return an address that a browser may open, or None.

    Examples
    --------
    >>> web("https://cpmm.carecprogram.org/")
    'https://cpmm.carecprogram.org/'
    >>> web("javascript:alert(1)")
    """
    text = str(address)
    return text if text.startswith(LINK_START) else None


def address_of(source: Source, table: str = "") -> str:
    """Return where a source can be read; one without address leads to the table that holds its row.

    Parameters
    ----------
    source
        The source; its id is that of the row that names it.
    table
        The table, where it is known.
    """
    named = table or _tables_of_rows().get(source.id, "")
    return web(source.url) or (f"{DATA}{named}" if named else "?page=data")


@lru_cache(maxsize=1)
def _tables_of_rows() -> Mapping[str, str]:
    """Return the table of facts that holds each row, by the row's id; of two the first."""
    tables: dict[str, str] = {}
    for resource in Ledger.load().resources.values():
        if resource.file.startswith(FACTS):
            rows = _csv(resource.path)
            if "id" in rows:
                tables |= {str(name): resource.name for name in rows["id"] if name not in tables}
    return tables


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A shipped file and how many rows it holds (None when it holds no rows)."""

    resource: Resource
    rows: int | None
    mapped: bool
    """Whether its rows have positions, so that it can be had as GeoPackage."""

    @property
    def kind(self) -> str:
        """Return ``facts``, ``layer``, ``table`` or ``other``."""
        if self.resource.file.startswith(FACTS):
            return "facts"
        if self.rows is None:
            return "other"
        return "layer" if self.mapped else "table"

    @property
    def licences(self) -> tuple[tuple[str, str | None], ...]:
        """Return identifier and address of each licence; public domain has no address."""
        names = self.resource.licence.split(" AND ")
        return tuple((name, LICENCE_TEXTS.get(name)) for name in names)


def entries(ledger: Ledger) -> tuple[CatalogueEntry, ...]:
    """Return all shipped files, the tables of facts first."""
    order = ("facts", "layer", "table", "other")
    found = [_entry(r) for r in ledger.resources.values()]
    return tuple(sorted(found, key=lambda e: (order.index(e.kind), e.resource.title)))


def _entry(resource: Resource) -> CatalogueEntry:
    path = resource.path
    if path.name.endswith(CSV):
        head = set(_csv(path, nrows=0).columns)
        return CatalogueEntry(resource, len(_csv(path, usecols=[0])), {"lon", "lat"} <= head)
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - only this page needs it

        return CatalogueEntry(resource, pq.read_metadata(path).num_rows, mapped=True)
    return CatalogueEntry(resource, None, mapped=False)


def _csv(path: Path, **options: Any) -> pd.DataFrame:
    try:
        rows: pd.DataFrame = pd.read_csv(
            path, dtype=str, keep_default_na=False, encoding="utf-8", **options
        )
    except ValueError as error:
        message = f"The data file {path.name} cannot be read ({error}); restore it, or run scripts/build_geodata.py."
        raise DamagedData(message) from error
    return rows


def frame_of(entry: CatalogueEntry) -> pd.DataFrame:
    """Return the rows of a file, figures as figures, positions as geometry.

    Parameters
    ----------
    entry
        A file that holds rows.
    """
    return credited(_frame(entry), credit_rows([entry.resource.name]))


def _frame(entry: CatalogueEntry) -> pd.DataFrame:
    path = entry.resource.path
    if path.suffix == ".parquet":
        layer: pd.DataFrame = gpd.read_parquet(path)
        return layer
    text = _csv(path)
    rows = pd.DataFrame({str(name): _figures(text[name]) for name in text})
    if not entry.mapped:
        return rows
    points: pd.DataFrame = gpd.GeoDataFrame(
        rows, geometry=gpd.points_from_xy(rows["lon"], rows["lat"]), crs="EPSG:4326"
    )
    return points


def _figures(text: pd.Series[str]) -> pd.Series[Any]:
    """Return figures where every cell that is not empty holds one, whole ones as whole."""
    filled = [cell for cell in text if cell]
    if not filled or not all(_FIGURE.fullmatch(cell) for cell in filled):
        return text
    if all(cell.lstrip("-").isdigit() for cell in filled):
        return pd.Series([int(cell) if cell else None for cell in text], dtype="Int64", name=text.name)
    return pd.Series([float(cell) if cell else None for cell in text], dtype=float, name=text.name)


def origins(entry: CatalogueEntry) -> tuple[tuple[str, str | None], ...]:
    """Return what a file was made from: title and address, each once."""
    rows = ((str(s.get("title", "")), web(s.get("page", ""))) for s in entry.resource.sources)
    return tuple(dict.fromkeys(rows))


def _facts(ledger: Ledger) -> Iterator[pd.DataFrame]:
    for resource in ledger.resources.values():
        if resource.file.startswith(FACTS):
            rows = _csv(resource.path)
            if set(SOURCE) <= set(rows.columns):
                yield rows[list(SOURCE)].assign(table=resource.title, name=resource.name)


def bibliography(ledger: Ledger) -> pd.DataFrame:
    """Return the distinct sources of the tables of facts, those behind most rows first.

    Parameters
    ----------
    ledger
        The ledger to look in.

    Returns
    -------
        Columns of `SOURCE`, ``rows`` (facts that rest on it), ``tables`` (where) and ``name`` (of
        the first of them).
    """
    empty = pd.DataFrame(columns=[*SOURCE, "table", "name"])
    facts = pd.concat([*_facts(ledger), empty], ignore_index=True)
    groups = facts.groupby(list(SOURCE), sort=False)
    sources = groups.agg(
        rows=("table", "size"),
        tables=("table", lambda t: "; ".join(sorted(set(t)))),
        name=("name", "first"),
    ).reset_index()
    return sources.sort_values(["rows", "source_title"], ascending=[False, True], ignore_index=True)


def fact_count(sources: pd.DataFrame) -> int:
    """Return how many rows of facts a bibliography stands for."""
    return int(sources["rows"].sum())


def addressed_share(sources: pd.DataFrame) -> float:
    """Return the share of rows of facts whose source has a full address."""
    full = sources["source_url"].map(web).notna()
    return float(sources.loc[full, "rows"].sum() / max(fact_count(sources), 1))


@dataclass(frozen=True, slots=True)
class Quality:
    """How many rows of a table name a source, give its full address, are not verified."""

    name: str
    title: str
    rows: int
    addressed: int
    unverified: int


def qualities(ledger: Ledger) -> tuple[Quality, ...]:
    """Return what each table of facts says of its sources, counted now, in the order of their titles.

    Parameters
    ----------
    ledger
        The ledger to look in.
    """
    checked = []
    for resource in ledger.resources.values():
        rows = _csv(resource.path) if resource.file.startswith(FACTS) else pd.DataFrame()
        if set(SOURCE) <= set(rows.columns):
            full = int(rows["source_url"].map(web).notna().sum())
            doubtful = int((rows["confidence"] == UNVERIFIED).sum())
            checked.append(Quality(resource.name, resource.title, len(rows), full, doubtful))
    return tuple(sorted(checked, key=lambda q: q.title))


@dataclass(frozen=True, slots=True)
class Citation:
    """How the project asks to be cited."""

    authors: str
    title: str
    version: str

    def text(self) -> str:
        """Return one line of text."""
        return f"{self.authors}. {self.title}. Version {self.version}."

    def bibtex(self) -> str:
        """Return an entry for BibTeX."""
        fields = {"author": f"{{{self.authors}}}", "title": self.title, "version": self.version}
        rows = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items())
        return f"@software{{corridors,\n{rows}\n}}"


def citation(file: Path = CITATION_FILE) -> Citation:
    """Read how to cite the project.

    Parameters
    ----------
    file
        A Citation File Format file.

    Raises
    ------
    DamagedData
        The file is missing or says no title, version or author.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise DamagedData(f"The file {file.name} is missing; restore it.") from error
    fields: dict[str, list[str]] = {"title": [], "version": [], "name": []}
    for key, value in _FIELD.findall(text):
        fields[key].append(value)
    if not all(fields.values()):
        raise DamagedData(f"The file {file.name} lacks a title, a version or an author; restore it.")
    return Citation(" and ".join(fields["name"]), fields["title"][0], fields["version"][0])
