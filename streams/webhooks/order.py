"""What may go before what: deliveries that share a story or an entry keep their order. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Order(Generic[T]):
    """Lines of things that wait, one line for each key. A thing stands in the lines of all its keys.

    It is free when it is the first in each of them. A thing without keys is free at once.
    """

    def __init__(self) -> None:
        self._keys: dict[T, frozenset[str]] = {}
        self._lines: dict[str, dict[T, None]] = {}
        self._free: dict[T, None] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, thing: T) -> bool:
        return thing in self._keys

    def add(self, thing: T, keys: frozenset[str]) -> None:
        """Put it at the end of the lines of its keys."""
        self._keys[thing] = keys
        for key in keys:
            self._lines.setdefault(key, {})[thing] = None
        self._note(thing)

    def remove(self, thing: T) -> None:
        """It is settled: what stood behind it moves up."""
        self._free.pop(thing, None)
        for key in self._keys.pop(thing):
            line = self._lines[key]
            del line[thing]
            if line:
                self._note(next(iter(line)))
            else:
                del self._lines[key]

    def free(self) -> Iterator[T]:
        """Everything that may go now."""
        return iter(self._free)

    def behind(self, thing: T) -> int:
        """How many wait in its lines, itself left out."""
        return sum(len(self._lines[key]) - 1 for key in self._keys[thing])

    def _note(self, thing: T) -> None:
        if all(next(iter(self._lines[key])) == thing for key in self._keys[thing]):
            self._free[thing] = None
