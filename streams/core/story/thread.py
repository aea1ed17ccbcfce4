"""The entries of one story, and how alike stories and entries are."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from math import sqrt

from .sketch import Sketch


class Thread:
    """What stands in one story.

    Attributes:
        recent: time and key of each entry, in order of time.
        square: the square of the length of the sum of its sketches.
        coverages: how many of its entries each coverage holds.
    """

    __slots__ = ("coverages", "recent", "square")

    def __init__(self) -> None:
        self.recent: list[tuple[int, str]] = []
        self.square = 0
        self.coverages: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.recent)

    @property
    def first(self) -> tuple[int, str]:
        """What tells which of two stories is the older."""
        return self.recent[0]

    @property
    def last_at(self) -> int:
        """Time of its last entry."""
        return self.recent[-1][0]

    def add(self, at: int, key: str, coverage: str) -> None:
        """Take up an entry."""
        insort(self.recent, (at, key))
        self.coverages[coverage] = self.coverages.get(coverage, 0) + 1

    def remove(self, at: int, key: str, coverage: str) -> None:
        """Forget an entry; the exact inverse of taking it up."""
        del self.recent[bisect_left(self.recent, (at, key))]
        self.coverages[coverage] -= 1
        if not self.coverages[coverage]:
            del self.coverages[coverage]


def total(sketches: Iterable[Sketch]) -> dict[int, int]:
    """The sum of sketches: whole numbers, so that the order does not matter."""
    found: Counter[int] = Counter()
    for each in sketches:
        for number, weight in each.terms:
            found[number] += weight
    return found


def likeness(one: dict[int, int], other: dict[int, int]) -> float:
    """The cosine of two sums of sketches."""
    if len(other) < len(one):
        one, other = other, one
    shared = sum(weight * other.get(number, 0) for number, weight in one.items())
    if not shared:
        return 0.0
    squares = sum(w * w for w in one.values()) * sum(w * w for w in other.values())
    return shared / sqrt(squares)
