"""The ledger of shipped files: where each came from, who must be credited, whether it is intact.

``geodata/datapackage.json`` is a Data Package (version 2). Only ``scripts/build_geodata.py``
writes it; everything that reads a shipped file goes through it.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corridors.errors import DamagedData, UnknownName
from corridors.once import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ALLOWED_LICENCES", "LEDGER_NAME", "Fault", "Ledger", "Resource", "geodata_dir", "shipped_path"]

LEDGER_NAME = "datapackage.json"
GEODATA_VARIABLE = "CORRIDORS_GEODATA"
SHA256_LENGTH = 64
UNLISTED = {LEDGER_NAME, ".gitattributes", ".gitignore"}
"""Names that lie under geodata/ without an entry; licence texts and readmes too."""

ALLOWED_LICENCES = {
    "LicenseRef-PublicDomain": "Public domain",
    "CC0-1.0": "Creative Commons Zero 1.0",
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "ODbL-1.0": "Open Database License 1.0",
    "Apache-2.0": "Apache License 2.0",
    "MIT": "MIT License",
    "BSD-3-Clause": "BSD 3-Clause License",
    "Unicode-3.0": "Unicode License 3.0",
    "LicenseRef-UNECE": "UN/LOCODE, free use with source and edition named",
}
"""Licences under which a file may be shipped: identifier and title."""


def shipped_path(name: str, *, inside: str | None = None) -> Path:
    """Return a file or folder that stands at the top of a checkout and in the installed package.

    Parameters
    ----------
    name
        Its path at the top of the checkout.
    inside
        Its path in the package; the same when None.
    """
    package = Path(str(files("corridors"))).resolve()
    installed = package / (inside or name)
    return installed if installed.exists() else package.parent / name


def geodata_dir() -> Path:
    """Return the folder of shipped data: CORRIDORS_GEODATA when set, else in the package or beside it."""
    given = os.environ.get(GEODATA_VARIABLE)
    return Path(given) if given else shipped_path("geodata")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a shipped file."""

    kind: str
    """``missing``, ``altered``, ``unlisted`` or ``licence``."""
    path: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """Return the fields as plain strings."""
        return {"kind": self.kind, "path": self.path, "message": self.message}


@dataclass(frozen=True, slots=True)
class Resource:
    """One shipped file; without licence, attribution and hash it cannot be made."""

    name: str
    file: str
    title: str
    licence: str
    attribution: str
    sha256: str
    bytes: int
    description: str = ""
    changes: str = ""
    data_date: str = ""
    sources: tuple[Mapping[str, Any], ...] = ()
    fields: tuple[Mapping[str, Any], ...] = ()
    bounds: tuple[float, ...] = ()
    root: Path = field(default_factory=geodata_dir, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an entry that hides its licence, its authors or its hash."""
        for what in ("name", "file", "title", "licence", "attribution"):
            if not getattr(self, what):
                message = (
                    f"Ledger entry {self.name or self.file!r} has no {what}; every shipped file needs one."
                )
                raise DamagedData(message)
        if len(self.sha256) != SHA256_LENGTH or set(self.sha256) - set("0123456789abcdef"):
            message = (
                f"Ledger entry {self.name!r} has hash {self.sha256!r}; a SHA-256 in hexadecimal is needed."
            )
            raise DamagedData(message)

    @property
    def path(self) -> Path:
        """Return where the file lies; raise DamagedData when it is missing or is not the listed one.

        A file is hashed at its first use in a process, and again only when it was touched since.
        """
        where = self.root / self.file
        try:
            about = where.stat()
        except OSError as error:
            message = f"The data file {self.file} is missing; restore it, or run scripts/build_geodata.py."
            raise DamagedData(message) from error
        if about.st_size != self.bytes:
            message = (
                f"The data file {self.file} is damaged: {about.st_size} bytes where the ledger lists {self.bytes}; "
                "restore it, or run scripts/build_geodata.py."
            )
            raise DamagedData(message)
        if _kept_sha256(where, about) != self.sha256:
            message = (
                f"The data file {self.file} is not the one in the ledger: its SHA-256 differs; "
                "restore it, or run scripts/build_geodata.py."
            )
            raise DamagedData(message)
        return where

    @classmethod
    def from_descriptor(cls, entry: Mapping[str, Any], root: Path) -> Resource:
        """Read a resource of a Data Package."""
        licences = entry.get("licenses") or [{}]
        return cls(
            name=str(entry.get("name", "")),
            file=str(entry.get("path", "")),
            title=str(entry.get("title", "")),
            licence=" AND ".join(str(licence.get("name", "")) for licence in licences),
            attribution=str(entry.get("attribution", "")),
            sha256=str(entry.get("hash", "")).removeprefix("sha256:"),
            bytes=int(entry.get("bytes", -1)),
            description=str(entry.get("description", "")),
            changes=str(entry.get("changes", "")),
            data_date=str(entry.get("dataDate", "")),
            sources=tuple(entry.get("sources", ())),
            fields=tuple(entry.get("schema", {}).get("fields", ())),
            bounds=tuple(float(x) for x in entry.get("bounds", ())),
            root=root,
        )

    def fault(self) -> Fault | None:
        """Hash the file and test its licence; return what is wrong first, or None."""
        try:
            digest = _sha256(self.path)
        except DamagedData as error:
            kind = "altered" if (self.root / self.file).exists() else "missing"
            return Fault(kind, self.file, str(error))
        if digest != self.sha256:
            return Fault(
                "altered",
                self.file,
                f"The data file {self.file} is not the one in the ledger: its SHA-256 differs.",
            )
        if set(self.licence.split(" AND ")) - set(ALLOWED_LICENCES):
            allowed = ", ".join(ALLOWED_LICENCES)
            return Fault(
                "licence",
                self.file,
                f"Licence {self.licence!r} of {self.file} is not allowed; allowed are {allowed}.",
            )
        return None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All shipped files by name."""

    root: Path
    resources: Mapping[str, Resource]

    @classmethod
    def load(cls, root: Path | None = None) -> Ledger:
        """Read ``datapackage.json`` of a data folder.

        Parameters
        ----------
        root
            The folder; `geodata_dir` when None.

        Raises
        ------
        DamagedData
            The ledger is missing, is not JSON, or has an entry without licence, attribution or hash.
        """
        folder = root or geodata_dir()
        try:
            package = json.loads((folder / LEDGER_NAME).read_text(encoding="utf-8"))
            resources = [Resource.from_descriptor(e, folder) for e in package["resources"]]
        except FileNotFoundError as error:
            message = f"The ledger {LEDGER_NAME} is missing from the data folder; restore it, or run scripts/build_geodata.py."
            raise DamagedData(message) from error
        except DamagedData:
            raise
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            message = f"The ledger {LEDGER_NAME} cannot be read ({error}); restore it, or run scripts/build_geodata.py."
            raise DamagedData(message) from error
        return cls(folder, {r.name: r for r in resources})

    def names(self) -> tuple[str, ...]:
        """Return the names of all resources in ledger order."""
        return tuple(self.resources)

    def resource(self, name: str) -> Resource:
        """Return a resource by its name.

        Raises
        ------
        UnknownName
            The ledger has no such entry.
        """
        if name not in self.resources:
            raise UnknownName("data file", name, self.names())
        return self.resources[name]

    def path(self, name: str) -> Path:
        """Return the path of a resource's file, its size tested."""
        return self.resource(name).path

    def verify(self) -> tuple[Fault, ...]:
        """Hash every file and look for unlisted ones; return all faults, none when all is well."""
        faults = [f for r in self.resources.values() if (f := r.fault())]
        listed = {r.file for r in self.resources.values()}
        present = sorted(p for p in self.root.rglob("*") if p.is_file() and not _needs_no_entry(p))
        names = [p.relative_to(self.root).as_posix() for p in present]
        extra = [
            Fault("unlisted", n, f"The data file {n} is not in the ledger.")
            for n in names
            if n not in listed
        ]
        return (*faults, *extra)

    def attributions(self, names: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the credits that must be shown with these resources (all when None), each once."""
        chosen = self.resources if names is None else names
        return tuple(dict.fromkeys(self.resource(n).attribution for n in chosen))


def _needs_no_entry(path: Path) -> bool:
    return path.name in UNLISTED or path.name.startswith(("LICENSE", "README"))


_HASHES: Final[Kept[tuple[Path, int, int, int, int], str]] = Kept(512)


def _kept_sha256(path: Path, about: os.stat_result) -> str:
    """Hash a file as it is in a state; another state is another question."""
    state = path, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns
    return _HASHES.get(state, lambda: _sha256(path))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as f:
            return hashlib.file_digest(f, "sha256").hexdigest()
    except OSError as error:
        message = f"The data file {path.name} cannot be read ({error.strerror})."
        raise DamagedData(message) from error
