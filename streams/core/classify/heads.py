"""The trained heads: how well each kind, level and topic fits, as sums of whole numbers.

A head is linear (multinomial logistic regression) over words, neighbouring words and signs. Word weights
come out of word vectors, so that words that the labelled entries lack count by what they mean. Sums
are exact, so that every machine says the same. docs/models/heads.md says how it was trained.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from .seen import Numbers, Seen, pairs, threes

DATA: Final = Path(__file__).parent / "data" / "heads.npz"
KINDS: Final = (
    "report quote statement summary key-points gallery embed related explainer live-event"
    " correction housekeeping boilerplate"
).split()
LEVELS: Final = 8
TOPICS: Final = 17
# Columns of the tables: what of an entry each head looks at.
LAYOUT: Final = {"kind": len(KINDS), "urgency": LEVELS, "breaking": 1, "topics": TOPICS}
OWN, FIRSTS, LASTS, ALL, PAIRS_OF, SIGNS, SOURCE, SOURCE_PAIRS = (
    "own first last all pairs signs source source_pairs".split()
)
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Table:
    """Whole-number weights, a row per word or sign, a column per output, and each column's unit."""

    rows: Numbers
    unit: Floats

    def sum(self, ids: Numbers) -> Floats:
        """The weights of some rows together."""
        return np.asarray(self.rows[ids].sum(0, dtype=np.int64) * self.unit)


@dataclass(frozen=True, slots=True)
class Heads:
    """All that was learned.

    Attributes:
        numbers: of the words that are known.
        signs: rows of the signs.
        tables: by name.
        bias: of the outputs.
        middle: of the scores of the section model, which the other heads see.
        mix: how they see them: sections by outputs.
        evidence: what each word says for each topic.
    """

    numbers: Mapping[str, int]
    signs: Mapping[str, int]
    tables: Mapping[str, Table]
    bias: Floats
    middle: Floats
    mix: Floats
    evidence: Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """How well each answer fits an entry, as logits.

    Attributes:
        kind: in the order of ``KINDS``.
        urgency: levels 1 to 8.
        breaking: positive where likelier than not.
        topics: top-level IPTC topics by code; several may hold.
        section: the same topics as sections of a paper, of which one holds.
    """

    kind: Floats
    urgency: Floats
    breaking: float
    topics: Floats
    section: Floats


@cache
def heads(path: Path = DATA) -> Heads:
    """The heads that ship."""
    with np.load(path) as data:
        tables = {
            name.removesuffix(".rows"): Table(
                data[name], data[f"{name.removesuffix('.rows')}.unit"].astype(np.float64)
            )
            for name in data.files
            if name.endswith(".rows")
        }
        words, signs = (str(data[name]).split("\n") for name in ("words", "signs"))
        bias, middle, mix = (data[name].astype(np.float64) for name in ("bias", "middle", "mix"))
        return Heads(
            {word: number for number, word in enumerate(words)},
            {sign: number for number, sign in enumerate(signs)},
            tables,
            bias,
            middle,
            mix,
            _evidence(tables, mix),
        )


def section(model: Heads, seen: Seen) -> Floats:
    """The scores of the section model, without the biases of the papers that it learned from."""
    words, twos = model.tables[SOURCE], model.tables[SOURCE_PAIRS]
    ids = seen.all
    return words.sum(ids) * root(len(ids)) + twos.sum(pairs(ids, 6)) * root(len(ids) - 1)


def scored(model: Heads, seen: Seen) -> Scores:
    """Weigh an entry."""
    tables = model.tables
    sections = section(model, seen)
    own, first, last, everything = seen.own, seen.first, seen.last, seen.all
    total = model.bias + (sections - model.middle) @ model.mix
    total += tables[OWN].sum(own) * root(len(own))
    total += tables[FIRSTS].sum(first) * root(len(first))
    total += tables[LASTS].sum(last) * root(len(last))
    total += tables[ALL].sum(everything) * root(len(everything))
    for rows in zones(seen):
        total += tables[PAIRS_OF].sum(rows) * root(len(rows))
    known = [model.signs[sign] for sign in seen.signs if sign in model.signs]
    total += tables[SIGNS].sum(np.array(known, dtype=np.int64))
    # whatever order a machine adds in, these digits are the same
    total = np.round(total, 6)
    kind, urgency, breaking, topics = np.split(total, np.cumsum(list(LAYOUT.values()))[:-1])
    return Scores(kind, urgency, float(breaking[0]), topics, np.round(sections, 6))


def zones(seen: Seen) -> list[Numbers]:
    """Rows of neighbouring words, a list for each part of the entry."""
    own, first, last, everything = seen.own, seen.first, seen.last, seen.all
    return [
        np.concatenate([pairs(own, 0), threes(own, 3)]),
        np.concatenate([pairs(first, 1), threes(first, 4)]),
        np.concatenate([pairs(last, 2), threes(last, 5)]),
        pairs(everything, 6),
    ]


def for_topics(model: Heads, seen: Seen) -> Floats:
    """What each word says for each topic, in the order of ``seen.all``."""
    return np.asarray(model.evidence[seen.all])


def _evidence(tables: Mapping[str, Table], mix: Floats) -> Floats:
    """Words by topics: by themselves, and through the section model; digits that all machines share."""
    table, source = tables[ALL], tables[SOURCE]
    own = table.rows[:, -TOPICS:] * table.unit[-TOPICS:]
    through = (source.rows * source.unit) @ mix[:, -TOPICS:]
    return np.round(own + through, 4)


def root(count: int) -> float:
    """One over the root of a count: long entries weigh little more than short ones."""
    return 1.0 / math.sqrt(max(count, 1))
