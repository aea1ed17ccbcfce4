"""How alike sketches and sums of sketches are, in whole numbers up to the last division."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from math import sqrt
from operator import mul

from .sketch import Sketch

Sum = dict[int, int]


def total(sketches: Iterable[Sketch]) -> Sum:
    """The sum of sketches: whole numbers, so that their order does not matter."""
    found: Sum = {}
    get = found.get
    for each in sketches:
        for number, weight in zip(each.numbers, each.weights, strict=True):
            found[number] = get(number, 0) + weight
    return found


def product(numbers: Iterable[int], weights: Iterable[int], other: Sum) -> int:
    """The product of weighted terms and a sum: C from end to end, it is asked all the time."""
    return sum(map(mul, weights, map(other.get, numbers, repeat(0))))


def dot(one: Sum, other: Sum) -> int:
    """The product of two sums."""
    if len(other) < len(one):
        one, other = other, one
    return product(one.keys(), one.values(), other)


def square(one: Sum) -> int:
    """The square of a sum's length."""
    return sum(map(mul, one.values(), one.values()))


def cosine(common: int, one_square: int, other_square: int) -> float:
    """The cosine of two vectors from their product and the squares of their lengths."""
    return common / sqrt(one_square * other_square) if common else 0.0
