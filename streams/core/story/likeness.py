"""How alike sketches and sums of sketches are, in whole numbers up to the last division."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from .sketch import Sketch

Sum = dict[int, int]


def total(sketches: Iterable[Sketch]) -> Sum:
    """The sum of sketches: whole numbers, so that their order does not matter."""
    found: Sum = {}
    for each in sketches:
        for number, weight in each.terms:
            found[number] = found.get(number, 0) + weight
    return found


def dot(one: Sum, other: Sum) -> int:
    """The product of two sums."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[number] for number, weight in one.items() if number in other)


def square(one: Sum) -> int:
    """The square of a sum's length."""
    return sum(weight * weight for weight in one.values())


def cosine(product: int, one_square: int, other_square: int) -> float:
    """The cosine of two vectors from their product and the squares of their lengths."""
    return product / sqrt(one_square * other_square) if product else 0.0
