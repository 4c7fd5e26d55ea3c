"""Make something once, however many threads ask for it at the same time.

Python keeps no lock in ``functools.cached_property`` from 3.12 on, and ``functools.cache`` may run
a function twice; here the first to ask makes the value and the others wait for it.
"""

from __future__ import annotations

import functools
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Kept", "once", "once_property"]

T = TypeVar("T")
K = TypeVar("K")


class Kept(Generic[K, T]):
    """Values by key, each made once; of more than ``most`` the one asked for longest ago goes.

    Each key has a lock of its own: who asks for a value that is being made waits for it, and
    nobody else does. What fails is made anew by the next who asks.

    A copy, also a pickled one, starts empty: what is kept can be made again.

    Parameters
    ----------
    most
        How many values to keep.
    """

    def __init__(self, most: int = 32) -> None:
        """Start empty."""
        self.most = most
        self._values: dict[K, T] = {}
        self._lock = Lock()
        self._making: WeakValueDictionary[K, RLock] = WeakValueDictionary()

    def get(self, key: K, make: Callable[[], T]) -> T:
        """Return the value of a key; the first call makes it."""
        with self._lock:
            if key in self._values:
                return self._seen(key, self._values[key])
            turn = self._making.get(key) or RLock()
            self._making[key] = turn  # there as long as somebody holds it or waits for it
        with turn:
            with self._lock:
                if key in self._values:
                    return self._seen(key, self._values[key])
            value = make()
            with self._lock:
                return self._seen(key, value)

    def peek(self, key: K) -> T | None:
        """Return the value of a key if it is kept; makes and waits for nothing."""
        with self._lock:
            return self._values.get(key)

    def _seen(self, key: K, value: T) -> T:
        """Put a value behind all others, and let go of those for which there is no room."""
        self._values.pop(key, None)
        self._values[key] = value
        while len(self._values) > self.most:
            del self._values[next(iter(self._values))]
        return value

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._values)

    def __reduce__(self) -> tuple[type[Kept[K, T]], tuple[int]]:
        """Copy as an empty store of the same size."""
        return Kept, (self.most,)


class once_property(Generic[T]):  # noqa: N801 - named as a decorator, like cached_property
    """A property that is made when first asked for, under a lock, and then stays."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        """Keep the function that makes the value."""
        self.make = make
        self.__doc__ = make.__doc__
        self._lock = RLock()

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the name under which the value is kept."""
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> once_property[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> once_property[T] | T:
        """Return the value; it shadows this descriptor from then on."""
        if instance is None:
            return self
        with self._lock:
            kept: dict[str, Any] = instance.__dict__
            if self.name not in kept:
                kept[self.name] = self.make(instance)
            value: T = kept[self.name]
            return value


def once(make: Callable[[], T]) -> Callable[[], T]:
    """Make the result of a function without arguments once, under a lock."""
    kept: Kept[None, T] = Kept(1)

    @functools.wraps(make)
    def first() -> T:
        return kept.get(None, make)

    return first
