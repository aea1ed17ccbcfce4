"""Names of people, organisations and places in English text, found and typed by a small network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .features import Known, Lists, features, states
from .net import MARGIN, Floats, Weights, scores, word_vectors
from .words import BREAK, TAGS, USUAL, WORD, manner, plain

Type = Literal["per", "org", "loc"]

_DATA: Final = Path(__file__).parent / "data" / "names.npz"
_KEPT: Final = 8_192
"""Words whose vectors are kept; 12 MB."""

_TYPES: Final[tuple[Type, ...]] = ("per", "org", "loc")


class Name(NamedTuple):
    """A name in the text.

    Attributes:
        start: first character.
        end: one past the last.
        type: what it names.
        margin: how far the network prefers it to the next best reading, in its own whole steps.
    """

    start: int
    end: int
    type: Type
    margin: int


class Words:
    """Vectors of words, the last ones kept, since news repeats its words."""

    def __init__(self, weights: Weights, known: Mapping[str, int]) -> None:
        self._weights = weights
        self._known = known
        self._rows: dict[tuple[str, int], int] = {}
        self._vectors = np.zeros((_KEPT, 4 * weights["known"].shape[1]), np.float32)

    def of(self, keys: Sequence[tuple[str, int]], lists: Lists) -> Floats:
        """A row for each word and manner of its line."""
        rows = self._rows
        missing = [key for key in dict.fromkeys(keys) if key not in rows]
        if missing:
            if len(rows) + len(missing) > _KEPT:
                rows.clear()
                missing = list(dict.fromkeys(keys))
                if len(missing) > _KEPT:
                    return self._fresh(missing, lists)[[missing.index(key) for key in keys]]
            first = len(rows)
            self._vectors[first : first + len(missing)] = self._fresh(missing, lists)
            rows |= {key: first + at for at, key in enumerate(missing)}
        return self._vectors[[rows[key] for key in keys]]

    def _fresh(self, keys: Sequence[tuple[str, int]], lists: Lists) -> Floats:
        table = self._weights["pieces"]
        rows = [features(word, kind, self._known, table, lists) for word, kind in keys]
        return word_vectors(self._weights, np.stack(rows))


def find(texts: Sequence[tuple[str, Sequence[Known]]], lists: Lists) -> list[list[Name]]:
    """The names of each text.

    Args:
        texts: parts of an entry, each with the names in it that lists know.
        lists: words known beforehand; always the same ones, since what is made of them is kept.
    """
    keys: list[tuple[str, int]] = []
    spans: list[list[tuple[int, int, int]]] = []
    known: list[NDArray[np.intp]] = []
    gap = [(BREAK, USUAL)] * MARGIN
    for text, some in texts:
        placed: list[tuple[int, int, int]] = []
        for number, (first, words) in enumerate(_lines(text)):
            keys += gap if number == 0 else gap[:1]
            kind = manner([word for _, word in words])
            for start, word in words:
                placed.append((len(keys), first + start, first + start + len(word)))
                keys.append((word, kind))
        spans.append(placed)
        known.append(states([start for _, start, _ in placed], some))
    if not any(spans):
        return [[] for _ in texts]
    keys += gap
    weights, kept = _network()
    told = np.zeros(len(keys), np.intp)
    for placed, some in zip(spans, known, strict=True):
        told[[at for at, _, _ in placed]] = some
    found = scores(weights, kept.of(keys, lists), weights["known"][told])
    best = found.argmax(1)
    return [list(_names(placed, found, best)) for placed in spans]


def _lines(text: str) -> list[tuple[int, list[tuple[int, str]]]]:
    """Lines with words, by where they start."""
    lines, offset = [], 0
    for line in plain(text).split("\n"):
        words = [(match.start(), match[0]) for match in WORD.finditer(line)]
        if words:
            lines.append((offset, words))
        offset += len(line) + 1
    return lines


def _names(
    placed: Sequence[tuple[int, int, int]], found: Floats, best: NDArray[np.intp]
) -> list[Name]:
    names: list[Name] = []
    group: list[int] = []
    for at, (row, _, _) in enumerate(placed):
        tag = best[row]
        follows = group and placed[group[-1]][0] == row - 1
        if group and (not tag or not follows or TAGS[tag][0] == "B"):
            names.append(_name([placed[one] for one in group], found))
            group = []
        if tag:
            group.append(at)
    if group:
        names.append(_name([placed[one] for one in group], found))
    return names


def _name(words: Sequence[tuple[int, int, int]], found: Floats) -> Name:
    """Words that belong together, with the type that fits all of them best."""
    rows = found[words[0][0] : words[-1][0] + 1]
    each = np.maximum(rows[:, 1::2], rows[:, 2::2])
    sums = each.sum(0)
    order = np.argsort(-sums, kind="stable")
    typed = float(sums[order[0]] - sums[order[1]]) / len(rows)
    named = float((each[:, order[0]] - rows[:, 0]).min())
    return Name(words[0][1], words[-1][2], _TYPES[order[0]], int(min(typed, named)))


@cache
def _network() -> tuple[Weights, Words]:
    with np.load(_DATA) as file:
        arrays = {name: file[name] for name in file.files}
    vocabulary = arrays.pop("vocabulary").tobytes().decode().split("\n")
    weights = {name: value.astype(np.float32) for name, value in arrays.items()}
    known = {piece: number for number, piece in enumerate(vocabulary)}
    return weights, Words(weights, known)
