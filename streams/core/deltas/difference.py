"""The words in which two versions of a sentence differ."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from .words import Token

# Beyond this many words that differ, the whole is said to be another text: the matcher's cost
# grows with the square.
_MOST = 160


class Change(NamedTuple):
    """Words of the old version that became words of the new one; either may be none.

    Attributes:
        old: first and one past the last word.
        new: first and one past the last word.
    """

    old: tuple[int, int]
    new: tuple[int, int]


class Compared(NamedTuple):
    """Two versions of a sentence, word for word.

    Attributes:
        equal: places of the words that stand in both; a number stands for any other.
        changes: where they differ.
    """

    equal: list[tuple[int, int]]
    changes: list[Change]


def compare(old: Sequence[Token], new: Sequence[Token]) -> Compared:
    """Where two versions agree and differ; swapping them swaps every change."""
    one, two = [_shape(token) for token in old], [_shape(token) for token in new]
    if one <= two:
        return _compare(one, two)
    # the matcher prefers what its first argument has first: which is first must not depend on time
    equal, changes = _compare(two, one)
    return Compared(
        [(new_at, old_at) for old_at, new_at in equal],
        [Change(change.new, change.old) for change in changes],
    )


def _shape(token: Token) -> str:
    # the words round a number say which other one it became, not its value
    return "#" if token.is_number else token.key


def _compare(one: list[str], two: list[str]) -> Compared:
    first, last = 0, 0
    most = min(len(one), len(two))
    while first < most and one[first] == two[first]:
        first += 1
    while last < most - first and one[-1 - last] == two[-1 - last]:
        last += 1
    ends = (len(one) - last, len(two) - last)
    equal = [(at, at) for at in range(first)]
    left, right = one[first : ends[0]], two[first : ends[1]]
    changes = []
    if len(left) > _MOST or len(right) > _MOST:
        changes.append(Change((first, ends[0]), (first, ends[1])))
    elif left or right:
        matcher = SequenceMatcher(None, left, right, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                equal += [(first + a + at, first + c + at) for at in range(b - a)]
            else:
                changes.append(Change((first + a, first + b), (first + c, first + d)))
    equal += [(ends[0] + at, ends[1] + at) for at in range(last)]
    return Compared(equal, changes)
