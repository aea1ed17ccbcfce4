"""Whether a story is two: 2-means over its latest entries."""

from __future__ import annotations

from .likeness import Sum, cosine, dot, square, total
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
    vectors = [dict(sketch.terms) for _, sketch in entries]
    one = _farthest(vectors[0], vectors)
    centres = [one, _farthest(one, vectors)]
    sides: tuple[list[Sketched], list[Sketched]] = ([], [])
    for _ in range(_ROUNDS):
        squares = [square(centre) for centre in centres]
        sides = ([], [])
        for entry, vector in zip(entries, vectors, strict=True):
            near, far = (
                cosine(dot(vector, centre), 1, length)
                for centre, length in zip(centres, squares, strict=True)
            )
            sides[0 if near >= far else 1].append(entry)
        if min(map(len, sides)) < SMALLEST:
            return None
        centres = [total(sketch for _, sketch in side) for side in sides]
    if cosine(dot(*centres), square(centres[0]), square(centres[1])) >= part:
        return None
    first, second = ([key for key, _ in side] for side in sides)
    return first, second


def _farthest(start: Sum, vectors: list[Sum]) -> Sum:
    return min(vectors, key=lambda vector: dot(start, vector))
