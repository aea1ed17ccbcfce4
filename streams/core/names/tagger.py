"""Names of people, organisations and places in English text, found and typed by a small network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .features import Known, Lists, features, states
from .net import MARGIN, Floats, Weights, scores, word_vectors
from .words import BREAK, MANNERS, USUAL, manner, plain, split

Type = Literal["per", "org", "loc"]

_DATA: Final = Path(__file__).parent / "data" / "names.npz"
_KEPT: Final = 8_192
"""Words whose vectors are kept; 12 MB."""

_CLOSING: Final = frozenset("'\",;:)(-–—!?&/")
_ARTICLES: Final = frozenset({"the", "The", "THE"})
_ABBREVIATED: Final = 3
Line = tuple[Sequence[str], int]
"""The words of a line, and its manner."""

_BREAK: Final[Line] = ((BREAK,), USUAL)
_GAP: Final[Line] = ((BREAK,) * MARGIN, USUAL)
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
        # by the manner of the line: a word alone is found faster than a pair
        self._rows: tuple[dict[str, int], ...] = tuple({} for _ in range(MANNERS))
        self._vectors = np.zeros((_KEPT, 4 * weights["known"].shape[1]), np.float32)

    def of(self, lines: Sequence[Line], lists: Lists) -> Floats:
        """A row for each word of each line."""
        found = self._found(lines)
        if None in found:
            keys = [(word, kind) for words, kind in lines for word in words]
            missing = [key for key in dict.fromkeys(keys) if key[0] not in self._rows[key[1]]]
            first = sum(map(len, self._rows))
            if first + len(missing) > _KEPT:
                first, missing = 0, list(dict.fromkeys(keys))
                for rows in self._rows:
                    rows.clear()
                if len(missing) > _KEPT:
                    places = {key: at for at, key in enumerate(missing)}
                    return self._fresh(missing, lists)[[places[key] for key in keys]]
            self._vectors[first : first + len(missing)] = self._fresh(missing, lists)
            for at, (word, kind) in enumerate(missing, first):
                self._rows[kind][word] = at
            found = self._found(lines)
        return self._vectors.take(np.array(found, np.intp), 0)

    def _found(self, lines: Sequence[Line]) -> list[int | None]:
        found: list[int | None] = []
        for words, kind in lines:
            found += map(self._rows[kind].get, words)
        return found

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
    rows = _Rows()
    bounds = [rows.add(text, known) for text, known in texts]
    if not rows.words:
        return [[] for _ in texts]
    rows.lines.append(_GAP)
    rows.states.append(np.zeros(MARGIN, np.intp))
    weights, kept = _network()
    states = np.concatenate(rows.states)
    found = scores(weights, kept.of(rows.lines, lists), weights["known"].take(states, 0))
    # the first rows are breaks
    found = np.concatenate((np.zeros((MARGIN, found.shape[1]), np.float32), found))
    best = found.argmax(1)
    ahead = np.maximum(found[:, 1::2], found[:, 2::2]) - found[:, :1]
    return [
        [
            _name(rows, ahead, trimmed)
            for group in _groups(best[first:last], first)
            if (trimmed := rows.trimmed(*group))
        ]
        for first, last in bounds
    ]


class _Rows:
    """The words of an entry as the network reads them, one a row, and where each stands."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.states: list[NDArray[np.intp]] = []

    def add(self, text: str, known: Sequence[Known]) -> tuple[int, int]:
        """The rows that a text takes."""
        first, offset = len(self.words), 0
        for line in plain(text).split("\n"):
            pieces = split(line)
            words = pieces[1::2]
            if words:
                starts = list(accumulate(map(len, pieces), initial=offset))[1:-1:2]
                gap = _BREAK if len(self.words) > first else _GAP
                self.lines += (gap, (words, manner(words)))
                self.words += gap[0]
                self.words += words
                # a break starts before the next word, so that all starts are in order
                self.starts += [starts[0] - 1] * len(gap[0])
                self.starts += starts
            offset += len(line) + 1
        self.states.append(states(self.starts[first:], known))
        return first, len(self.words)

    def trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        """The rows of a name without the signs and the article beside it; nothing if no letter is left."""
        words = self.words[first:last]
        if "." in words:
            # "Paul Berg. Berg was late": a name ends with the sentence
            stops = [at for at in range(2, len(words)) if _is_stop(words[:at])]
            if stops:
                words, last = words[: stops[0]], first + stops[0]
        while words and (words[-1] in _CLOSING or _is_stop(words)):
            del words[-1]
            last -= 1
        while words and (not words[0].isalnum() or (words[0] in _ARTICLES and len(words) > 1)):
            del words[0]
            first += 1
        if words == ["Hague"] and self.words[first - 1] == "The":
            first -= 1
        return (first, last) if any(word[0].isalpha() for word in words) else None


def _is_stop(words: list[str]) -> bool:
    """Whether a full stop ends a sentence, not an abbreviation."""
    return words[-1] == "." and (len(words) == 1 or len(words[-2]) > _ABBREVIATED)


def _groups(best: NDArray[np.intp], first: int) -> Iterator[tuple[int, int]]:
    """First row and one past the last of what is one name, by the best tags of rows from the first one on."""
    start = end = -1
    inside = np.flatnonzero(best)
    for row, tag in zip((inside + first).tolist(), best[inside].tolist(), strict=True):
        if row != end or tag % 2:
            if end >= 0:
                yield start, end
            start = row
        end = row + 1
    if end >= 0:
        yield start, end


def _name(rows: _Rows, ahead: Floats, group: tuple[int, int]) -> Name:
    """Words that belong together, with the type that fits all of them best.

    Args:
        rows: all words.
        ahead: words by types: how far a type fits better than none.
        group: first row and one past the last.
    """
    first, last = group
    types = list(zip(*ahead[first:last].tolist(), strict=True))
    sums = list(map(sum, types))
    kind = sums.index(max(sums))
    named = min(types[kind])
    typed = (sums[kind] - max(sums[:kind] + sums[kind + 1 :])) / (last - first)
    end = rows.starts[last - 1] + len(rows.words[last - 1])
    return Name(rows.starts[first], end, _TYPES[kind], max(0, int(min(named, typed))))


@cache
def _network() -> tuple[Weights, Words]:
    with np.load(_DATA) as file:
        arrays = {name: file[name] for name in file.files}
    vocabulary = arrays.pop("vocabulary").tobytes().decode().split("\n")
    weights = {name: value.astype(np.float32) for name, value in arrays.items()}
    known = {piece: number for number, piece in enumerate(vocabulary)}
    return weights, Words(weights, known)
