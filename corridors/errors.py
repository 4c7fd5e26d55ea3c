"""Every error this package raises on purpose.

::

    CorridorsError
    ├── BadInput            (ValueError)    what was given cannot be used
    │   ├── UnknownPlace    (LookupError)   no place has that name; carries suggestions
    │   ├── OnePlace                        both ends of a question are one place
    │   ├── UnknownName     (LookupError)   no layer, crossing, mode … has that name
    │   └── BadTable                        a user's file lacks columns or cannot be read
    ├── Unreachable         (ValueError)    the network ends before the destination
    ├── MissingExtra        (ImportError)   an optional part of the package is not installed
    └── DamagedData         (RuntimeError)  a shipped file is missing, altered or breaks its schema

A message says what arrived, what was allowed, and what to do.
"""

from __future__ import annotations

__all__ = [
    "BadInput",
    "BadTable",
    "CorridorsError",
    "DamagedData",
    "MissingExtra",
    "OnePlace",
    "UnknownName",
    "UnknownPlace",
    "Unreachable",
]


class CorridorsError(Exception):
    """Base of every error this package raises on purpose."""


class BadInput(CorridorsError, ValueError):
    """What was given cannot be used."""


class UnknownPlace(BadInput, LookupError):
    """No place has the name that was asked for."""

    def __init__(self, query: str, suggestions: tuple[str, ...] = (), area: str = "") -> None:
        """Say which name is unknown and which ones are near it.

        Parameters
        ----------
        query
            The name as it was given.
        suggestions
            Names spelt most like it, best first; in an area the largest places.
        area
            ``country`` or ``region`` where the name is that of one, not of a place.
        """
        self.query, self.suggestions, self.area = query, suggestions, area
        if area:
            such = (
                f"Name a place in it, such as {', '.join(suggestions)}." if suggestions else "Give lon,lat."
            )
            super().__init__(f"{query!r} is a {area}, not a place. {such}")
            return
        hint = (
            f"Did you mean {', '.join(suggestions)}?"
            if suggestions
            else "Give a name in any script, a UN/LOCODE, or lon,lat."
        )
        super().__init__(f"No place is called {query!r}. {hint}")


class OnePlace(BadInput):
    """Both ends of a question are one place, so that no way lies between them."""

    def __init__(self, origin: str, destination: str, where: str = "") -> None:
        """Say which two names mean one place.

        Parameters
        ----------
        origin, destination
            The names as they were understood.
        where
            On what they are one place, such as ``"on the pipelines"``.
        """
        place = " ".join(part for part in ("one place", where) if part)
        super().__init__(f"{origin} and {destination} are {place}. Name two places that are apart.")


class UnknownName(BadInput, LookupError):
    """No layer, crossing, country or mode has the name that was asked for."""

    def __init__(self, what: str, query: str, allowed: tuple[str, ...] = ()) -> None:
        """Say what kind of thing was asked for, by which name, and which names there are.

        Parameters
        ----------
        what
            The kind of thing, such as ``"layer"``.
        query
            The name as it was given.
        allowed
            Names that would have been taken.
        """
        hint = f" Choose one of: {', '.join(allowed)}." if allowed else ""
        super().__init__(f"No {what} is called {query!r}.{hint}")
        self.query = query
        self.allowed = allowed


class BadTable(BadInput):
    """A user's table or file cannot be read, or lacks what is needed."""


class Unreachable(CorridorsError, ValueError):
    """The network ends before the destination; the message says where."""

    def __init__(self, message: str, ends: tuple[str, ...] = ()) -> None:
        """Say that no way leads there, and where the ways end.

        Parameters
        ----------
        message
            What was asked for, why no way leads there, and what to do.
        ends
            Names of the places where the ways from the origin end, where they have names.
        """
        super().__init__(message)
        self.ends = ends


class DamagedData(CorridorsError, RuntimeError):
    """A shipped file is missing, altered, or breaks its schema."""


class MissingExtra(CorridorsError, ImportError):
    """An optional part of the package is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        """Name the missing module and the extra that installs it.

        Parameters
        ----------
        module
            The module as it is imported, such as ``folium``.
        extra
            The extra that brings it, such as ``map``.
        """
        super().__init__(f"{module} is not installed. Run: pip install 'corridors[{extra}]'")
        self.extra = extra
