"""What an entry is about, as a short list of weighted terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from math import isqrt

from .words import term

MAX_TERMS = 40
NORM = 256  # length of every sketch's vector: each entry has one voice in its story
READ = 600  # characters of a body: news says first what it is about
NAME_WEIGHT = 3  # halves
PAIR_WEIGHT = 2  # halves

WORD = re.compile(r"[^\W_]+(?:['’&.\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What an entry is about.

    Attributes:
        terms: hashed word or pair of names → weight; strongest first, equals by hash.
        at: the entry's own time, seconds since 1970; 0 where it is unknown.
    """

    terms: tuple[tuple[int, int], ...]
    at: int


def sketch(headline: str | None, body: str, at: datetime | None) -> Sketch:
    """The sketch of an entry: its words by how rare they are in news, names more.

    Term weighting is TF-IDF (Spärck Jones 1972) against background counts, so that it does not
    depend on what else was seen; names and pairs of names count more, as they tell one happening
    from another of its kind.
    """
    weights: dict[int, int] = {}
    for text, share in ((headline or "", 2), (body[:READ], 1 if headline else 2)):
        before = 0
        for word in WORD.findall(text):
            number, rarity, name = term(word)
            if not rarity:
                before = 0
                continue
            weight = rarity * NAME_WEIGHT if name else rarity * 2
            old = weights.get(number, 0)
            # a word said again counts, but not as much, and twice at most
            again = weight // 2 if old else 0
            weights[number] = min(max(old, weight * share) + again, weight * 3)
            if name and before:
                pair = (before * 1000003 ^ number) & 0xFFFFFFFF
                weights[pair] = rarity * PAIR_WEIGHT * share
            before = number if name else 0
    return Sketch(_scaled(weights), int(at.timestamp()) if at else 0)


def _scaled(weights: dict[int, int]) -> tuple[tuple[int, int], ...]:
    """The strongest terms, so that the squares of their weights add up to ``NORM`` squared."""
    strongest = sorted((-weight, number) for number, weight in weights.items())[:MAX_TERMS]
    length = isqrt(sum(weight * weight for weight, _ in strongest)) or 1
    return tuple((number, (NORM * -weight + length // 2) // length) for weight, number in strongest)
