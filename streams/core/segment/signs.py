"""Kinds of signs in many lines, counted at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

import numpy as np

_KNOWN: Final = 0x2100
_END: Final = ord("\n")


@cache
def _kinds() -> dict[str, Any]:
    # of the scripts of Europe and their punctuation; what lies beyond has no case here
    signs = [chr(code) for code in range(_KNOWN)] + [""]
    tests = ("isalpha", "isupper", "islower", "isdigit", "isspace")
    return {test: np.array([getattr(sign, test)() for sign in signs]) for test in tests}


class Signs:
    """The signs of some lines.

    Attributes:
        first: of each line, its first sign.
        last: its last.
        letters: how many letters it has.
        uppers: how many of them are capitals.
        digits: how many digits.
        words: how many words.
        big: how many words begin with a capital.
        second_big: whether its second does.
        stops: how many full stops and the like a space or a quotation mark follows.
        upper_pairs: whether two capitals stand side by side.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        whole = "".join([f"{line}\n" for line in lines]).encode("utf-32-le", "replace")
        self._codes = np.minimum(np.frombuffer(whole, np.uint32), _KNOWN).astype(np.intp)
        self._raw = np.frombuffer(whole, np.uint32)
        self._ends = np.flatnonzero(self._codes == _END)
        self._starts = np.concatenate([[0], self._ends[:-1] + 1])
        kinds = {name: table[self._codes] for name, table in _kinds().items()}
        upper, space = kinds["isupper"], kinds["isspace"]
        self.first = self._raw[self._starts]
        self.last = np.where(self._ends > self._starts, self._raw[self._ends - 1], _END)
        self.letters = self._sum(kinds["isalpha"])
        self.uppers = self._sum(upper)
        self.digits = self._sum(kinds["isdigit"])
        begins = ~space & np.concatenate([[True], space[:-1]])
        capital = begins & upper
        self.words = self._sum(begins)
        self.big = self._sum(capital)
        places = np.flatnonzero(begins)
        second = np.searchsorted(places, self._starts) + 1
        inside = self.words > 1
        self.second_big = np.zeros(len(lines), bool)
        self.second_big[inside] = upper[places[second[inside]]]
        next_space = np.append(space[1:] | np.isin(self._codes[1:], _codes("\"'”’")), False)
        self.stops = self._sum(np.isin(self._codes, _codes(".!?…")) & next_space)
        self.upper_pairs = self._sum(upper & np.append(upper[1:], False)) > 0

    def _sum(self, marks: Any) -> Any:
        return np.add.reduceat(marks.astype(np.int32), self._starts)

    def count(self, signs: str) -> Any:
        """How often each line has one of these."""
        return self._sum(np.isin(self._raw, _codes(signs)))

    def any_of(self, signs: Iterable[str]) -> Any:
        """Whether each line has one of these."""
        return self.count("".join(sorted(signs))) > 0

    def tail(self, closing: str) -> Any:
        """The last sign of each line but these."""
        kept = ~np.isin(self._raw, _codes(closing + "\n"))
        places = np.maximum.reduceat(np.where(kept, np.arange(len(kept)), -1), self._starts)
        return np.where(places >= 0, self._raw[places], _END)

    def is_one(self, signs: Any, of: str) -> Any:
        """Whether the sign given for each line is one of these."""
        return np.isin(signs, _codes(of))

    def alpha_at(self, signs: Any) -> Any:
        """Whether the sign given for each line is a letter."""
        return _kinds()["isalpha"][np.minimum(signs, _KNOWN)]

    def digit_at(self, signs: Any) -> Any:
        """Whether it is a digit."""
        return _kinds()["isdigit"][np.minimum(signs, _KNOWN)]

    def upper_at(self, signs: Any) -> Any:
        """Whether it is a capital."""
        return _kinds()["isupper"][np.minimum(signs, _KNOWN)]

    def lower_at(self, signs: Any) -> Any:
        """Whether it is a small letter."""
        return _kinds()["islower"][np.minimum(signs, _KNOWN)]


def _codes(signs: str) -> Any:
    return np.array([ord(sign) for sign in signs], np.uint32)
