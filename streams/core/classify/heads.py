"""The trained heads: how well each kind, level and topic fits, as sums of whole numbers.

A head is linear (multinomial logistic regression) over words, neighbouring words and signs. Word weights
come out of word vectors, so that words that the labelled entries lack count by what they mean. Sums
are exact, so that every machine says the same. docs/models/heads.md says how it was trained.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from .levels import Levels
from .seen import Numbers, Seen, zones

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
_TABLES: Final = (OWN, FIRSTS, LASTS, ALL, PAIRS_OF, SOURCE, SOURCE_PAIRS)
_ENDS: Final = [0, *accumulate(LAYOUT.values())]
_COLUMNS: Final = [slice(*ends) for ends in pairwise(_ENDS)]
# This many weights of eight bits fit into a sum of sixteen.
_SAFE: Final = (1 << 15) // 127
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Table:
    """Whole-number weights of several zones of an entry, and what one is worth in each zone.

    Attributes:
        rows: by word or pair, then by output; the last row is of nothing.
        unit: by zone, then by output; zero where an output does not look at a zone.
        starts: where the rows of each zone begin.
    """

    rows: np.ndarray[Any, np.dtype[np.int16]]
    unit: Floats
    starts: tuple[int, ...]

    def sum(self, zones: Sequence[Numbers]) -> Floats:
        """The weights of each zone's rows together, over the root of their number."""
        nothing = np.array([len(self.rows) - 1])
        ids, begins, roots, at = list[Numbers](), list[int](), list[float](), 0
        for zone, start in zip(zones, self.starts, strict=True):
            ids += [nothing, zone + start if start else zone]
            begins.append(at)
            at += len(zone) + 1
            roots.append(root(len(zone)))
        taken = self.rows.take(np.concatenate(ids), 0)
        if at > _SAFE:
            taken = taken.astype(np.int64)
        sums = np.add.reduceat(taken, begins, 0)
        return np.asarray((sums * self.unit * np.array(roots)[:, None]).sum(0))


@dataclass(frozen=True, slots=True)
class Heads:
    """All that was learned.

    Attributes:
        numbers: of the words that are known.
        signs: weights of the signs.
        words: weights by word: own words, the first, the last, all.
        pairs: the same by neighbouring words.
        bias: of the outputs.
        middle: of the scores of the section model, which the other heads see.
        mix: how they see them: sections by outputs.
        levels: the second head, of urgency.
        evidence: what each word says for each topic: topics by words.
    """

    numbers: Mapping[str, int]
    signs: Mapping[str, Floats]
    words: Table
    pairs: Table
    bias: Floats
    middle: Floats
    mix: Floats
    levels: Levels
    evidence: Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """How well each answer fits an entry, as logits.

    Attributes:
        kind: in the order of ``KINDS``.
        urgency: levels 1 to 8, by the second head.
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
        rows = {name: data[f"{name}.rows"] for name in (*_TABLES, SIGNS)}
        unit = {name: data[f"{name}.unit"].astype(np.float64) for name in (*_TABLES, SIGNS)}
        words, signs = (str(data[name]).split("\n") for name in ("words", "signs"))
        bias, middle, mix = (data[name].astype(np.float64) for name in ("bias", "middle", "mix"))
        levels = Levels(data["levels"], data["levels.bias"])
    evidence = rows[ALL][:, -TOPICS:] * unit[ALL][-TOPICS:]
    evidence += (rows[SOURCE] * unit[SOURCE]) @ mix[:, -TOPICS:]
    zoned = [(rows[name], unit[name]) for name in (OWN, FIRSTS, LASTS, ALL)]
    twos = [(rows[PAIRS_OF], unit[PAIRS_OF])] * len(zoned)
    return Heads(
        {word: number for number, word in enumerate(words)},
        dict(zip(signs, rows[SIGNS] * unit[SIGNS], strict=True)),
        _table(zoned, rows[SOURCE], unit[SOURCE]),
        _table(twos, rows[SOURCE_PAIRS], unit[SOURCE_PAIRS]),
        bias,
        middle,
        mix,
        levels,
        # digits that all machines share
        np.ascontiguousarray(np.round(evidence, 4).T),
    )


def _table(zoned: list[tuple[Any, Floats]], source: Any, source_unit: Floats) -> Table:
    """Zones one below the other, the section model's weights beside the last."""
    shared = all(rows is zoned[0][0] for rows, _ in zoned)
    blocks = zoned[-1:] if shared else zoned
    size, width = len(source), len(zoned[0][1])
    rows = np.zeros((size * len(blocks) + 1, width + TOPICS), np.int16)
    unit = np.zeros((len(zoned), width + TOPICS))
    for number, (block, _) in enumerate(blocks):
        rows[size * number : size * (number + 1), :width] = block
    for number, (_, worth) in enumerate(zoned):
        unit[number, :width] = worth
    rows[-1 - size : -1, width:] = source
    unit[-1, width:] = source_unit
    starts = [0 if shared else size * number for number in range(len(zoned))]
    return Table(rows, unit, tuple(starts))


def scored(model: Heads, seen: Seen) -> Scores:
    """Weigh an entry."""
    own, everything = seen.own, seen.all
    found = model.words.sum([own, seen.first, seen.last, everything])
    found += model.pairs.sum(zones(own, everything))
    sections = found[-TOPICS:]
    total = model.bias + found[:-TOPICS]
    total += (sections - model.middle) @ model.mix
    known = model.signs
    for sign in seen.signs:
        if sign in known:
            total += known[sign]
    # whatever order a machine adds in, these digits are the same
    total = np.round(total, 6)
    kind, urgency, breaking, topics = (total[of] for of in _COLUMNS)
    urgency = model.levels.scores(kind, urgency, breaking, topics)
    return Scores(kind, urgency, float(breaking[0]), topics, np.round(sections, 6))


def root(count: int) -> float:
    """One over the root of a count: long entries weigh little more than short ones."""
    return 1.0 / math.sqrt(max(count, 1))
