"""What an entry is about, as a short list of weighted terms."""

from __future__ import annotations

import re
from datetime import datetime
from math import isqrt
from operator import mul
from typing import NamedTuple

from .words import NAME_WEIGHT, term

MAX_TERMS = 40
NORM = 256  # length of every sketch's vector: each entry has one voice in its story
READ = 600  # characters of a body: news says first what it is about
PAIR_WEIGHT = 2  # halves

_LOW = (1 << 32) - 1
WORD = re.compile(r"[^\W_]+(?:['’&.\-][^\W_]+)*")


class Sketch(NamedTuple):
    """What an entry is about.

    Attributes:
        numbers: hashed words and pairs of names; strongest first, equals by hash.
        weights: what each of them weighs.
        at: the entry's own time, seconds since 1970; 0 where it is unknown.
    """

    numbers: tuple[int, ...]
    weights: tuple[int, ...]
    at: int


def sketch(headline: str | None, body: str, at: datetime | None) -> Sketch:
    """The sketch of an entry: its words by how rare they are in news, names more.

    Term weighting is TF-IDF (Spärck Jones 1972) against background counts, so that it does not
    depend on what else was seen; names and pairs of names count more, as they tell one happening
    from another of its kind.
    """
    weights: dict[int, int] = {}
    get = weights.get
    for text, share in ((headline or "", 2), (body[:READ], 1 if headline else 2)):
        before = 0
        for number, weight, name in map(term, WORD.findall(text)):
            if not weight:
                before = 0
                continue
            if (old := get(number)) is None:
                weights[number] = weight * share
            else:
                # a word said again counts, but not as much, and twice at most
                weights[number] = min(max(old, weight * share) + weight // 2, weight * 3)
            if not name:
                before = 0
                continue
            if before:
                pair = (before * 1000003 ^ number) & _LOW
                weights[pair] = weight // NAME_WEIGHT * PAIR_WEIGHT * share
            before = number
    numbers, scaled = _scaled(weights)
    return Sketch(numbers, scaled, int(at.timestamp()) if at else 0)


def _scaled(weights: dict[int, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The strongest terms, so that the squares of their weights add up to ``NORM`` squared."""
    # one whole number for each, heaviest first and then by hash: sorted at one go
    ranked = [number - (weight << 32) for number, weight in weights.items()]
    ranked.sort()
    del ranked[MAX_TERMS:]
    found = [-(rank >> 32) for rank in ranked]
    length = isqrt(sum(map(mul, found, found))) or 1
    half = length // 2
    return (
        tuple([rank & _LOW for rank in ranked]),
        tuple([(NORM * weight + half) // length for weight in found]),
    )
