"""A mapping that never changes, so that values which hold one hash, copy and pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["FrozenMap", "freeze_mappings"]

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(dict[K, V]):
    """A dict that refuses every change; equal maps have equal hashes, whatever their order.

    It is a dict so that JSON and ``dataclasses.asdict`` take it for one.
    """

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        """Return the hash of the pairs; every value must be hashable."""
        pairs: frozenset[Hashable] = frozenset(self.items())
        return hash(pairs)

    def __reduce__(self) -> tuple[type[FrozenMap[K, V]], tuple[dict[K, V]]]:
        """Pickle and copy as the pairs."""
        return FrozenMap, (dict(self),)

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse a change."""
        message = "This mapping belongs to a frozen value; make a dict of it to change the copy."
        raise TypeError(message)

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


def freeze_mappings(value: Any) -> None:
    """Put a frozen copy in the place of every mapping of a dataclass, also inside tuples.

    For ``__post_init__`` of frozen values: whoever passed a dict may change it afterwards.
    """
    for field in fields(value):
        given = getattr(value, field.name)
        kept = _frozen(given)
        if kept is not given:
            object.__setattr__(value, field.name, kept)


def _frozen(given: Any) -> Any:
    if isinstance(given, Mapping) and not isinstance(given, FrozenMap):
        return FrozenMap(given)
    if isinstance(given, tuple) and any(isinstance(part, Mapping) for part in given):
        return tuple(_frozen(part) for part in given)
    return given
