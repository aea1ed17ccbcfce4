"""Whether a story is two: 2-means over its latest entries."""

from __future__ import annotations

from .likeness import Sum, cosine, dot, product, square, total
from .sketch import Sketch

SMALLEST = 5  # a handful of entries beside the point is not a story
_ROUNDS = 5

Sketched = tuple[str, Sketch]


def halves(entries: list[Sketched], part: float) -> tuple[list[str], list[str]] | None:
    """The keys of a story's two halves, where these are less alike than ``part``.

    2-means by cosine (Dhillon & Modha 2001), seeded with the farthest pair that two sweeps find,
    in order of key: the same entries fall apart in the same way, however they came.
    """
    entries = sorted(entries, key=lambda each: each[0])
    sketches = [sketch for _, sketch in entries]
    one = _farthest(total([sketches[0]]), sketches)
    centres = [one, _farthest(one, sketches)]
    sides: tuple[list[Sketched], list[Sketched]] = ([], [])
    for _ in range(_ROUNDS):
        before = sides
        squares = [square(centre) for centre in centres]
        sides = ([], [])
        for entry in entries:
            sketch = entry[1]
            near, far = (
                cosine(product(sketch.numbers, sketch.weights, centre), 1, length)
                for centre, length in zip(centres, squares, strict=True)
            )
            sides[0 if near >= far else 1].append(entry)
        if min(map(len, sides)) < SMALLEST:
            return None
        if sides == before:
            break  # and would go on so
        centres = [total(sketch for _, sketch in side) for side in sides]
    if cosine(dot(*centres), square(centres[0]), square(centres[1])) >= part:
        return None
    first, second = ([key for key, _ in side] for side in sides)
    return first, second


def _farthest(start: Sum, sketches: list[Sketch]) -> Sum:
    return total([min(sketches, key=lambda one: product(one.numbers, one.weights, start))])
