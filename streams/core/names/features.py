"""What the network is told of a word besides its pieces, and of what lists know in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .pieces import pieces
from .words import BREAK, CAPITALS, MANNERS, SHAPES, shape

ONE: Final = 16
"""An activation of 1.0 in whole steps."""

EXTRA: Final = SHAPES * MANNERS + 2
"""Features of a word besides its pieces: shape and manner, a first name, a nationality."""

SORTS: Final = ("body", "metonym", "outlet", "company", "country", "region", "city", "town")
"""What a name that lists know may stand for; a town may be a village, or a word or a person as well."""

STATES: Final = 1 + 2 * len(SORTS)
"""What lists know of a word: nothing, or that it is the first or a further word of a name of a sort."""

_STATE: Final = {sort: 1 + 2 * number for number, sort in enumerate(SORTS)}


class Lists(NamedTuple):
    """Words that are known beforehand.

    Attributes:
        first_names: in the spelling of English text.
        peoples: words for nationalities.
    """

    first_names: Container[str]
    peoples: Container[str]


class Known(NamedTuple):
    """A name in the text that lists know.

    Attributes:
        start: first character.
        end: one past the last.
        sort: one of ``SORTS``.
    """

    start: int
    end: int
    sort: str


def features(
    word: str, manner: int, known: Mapping[str, int], table: NDArray[np.float32], lists: Lists
) -> NDArray[np.float32]:
    """The features of a word: first piece, last piece, all between, and the extra ones.

    Args:
        word: one match of ``WORD``, quotation marks straight.
        manner: how its line is written.
        known: ids of pieces.
        table: pieces by features, in whole steps.
        lists: words known beforehand.
    """
    ids = [1] if word == BREAK else pieces(word, known)
    width = table.shape[1]
    row = np.zeros(3 * width + EXTRA, np.float32)
    row[:width] = table[ids[0]]
    if len(ids) > 1:
        row[width : 2 * width] = table[ids[-1]]
    if len(ids) > 2:
        row[2 * width : 3 * width] = np.clip(table[ids[1:-1]].sum(0), -127, 127)
    row[[3 * width + place for place in extras(word, manner, lists)]] = ONE
    return row


def extras(word: str, manner: int, lists: Lists) -> list[int]:
    """Which of the extra features hold."""
    told = [manner * SHAPES + shape(word)]
    name = word.capitalize() if manner == CAPITALS else word
    if name in lists.first_names:
        told.append(EXTRA - 2)
    if name in lists.peoples:
        told.append(EXTRA - 1)
    return told


def states(starts: Sequence[int], known: Sequence[Known]) -> NDArray[np.intp]:
    """What lists know of each word, below ``STATES``.

    Args:
        starts: where the words start, in order.
        known: names that do not overlap, each of which starts with a word.
    """
    found = np.zeros(len(starts), np.intp)
    for one in known:
        first, last = bisect_left(starts, one.start), bisect_left(starts, one.end)
        if first < last:
            state = _STATE[one.sort]
            found[first] = state
            found[first + 1 : last] = state + 1
    return found
