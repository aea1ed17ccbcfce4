"""Whether a story is two."""

from __future__ import annotations

from .sketch import NORM, Sketch
from .thread import likeness, total

_ROUNDS = 4
_SMALLEST = 5


def halves(
    entries: list[tuple[str, Sketch]], threshold: float
) -> tuple[list[str], list[str]] | None:
    """The two halves of a story, if they are less alike than ``threshold``."""
    entries = sorted(entries, key=lambda e: e[0])
    vectors = [dict(each.terms) for _, each in entries]
    one = max(range(len(entries)), key=lambda i: (-_near(vectors[0], vectors[i]), -i))
    two = max(range(len(entries)), key=lambda i: (-_near(vectors[one], vectors[i]), -i))
    centres = [vectors[one], vectors[two]]
    sides: list[list[int]] = []
    for _ in range(_ROUNDS):
        sides = [[], []]
        for i, vector in enumerate(vectors):
            a, b = (likeness(vector, centre) for centre in centres)
            sides[0 if a >= b else 1].append(i)
        if min(map(len, sides)) < _SMALLEST:
            return None
        centres = [total(entries[i][1] for i in side) for side in sides]
    if likeness(*centres) >= threshold:
        return None
    first, second = ([entries[i][0] for i in side] for side in sides)
    return first, second


def _near(one: dict[int, int], other: dict[int, int]) -> int:
    return sum(weight * other.get(number, 0) for number, weight in one.items()) // NORM
