"""The words of a text at which times and numbers may start, found in one look at its words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from . import casualties, numbers, time_words
from .tokens import Part

_TIME, _NUMBER, _VICTIM = 1, 2, 4
_MOST = 1 << 15


class Starts(NamedTuple):
    """Where the rules for times and quantities look.

    Attributes:
        times: indices of the words at which a time may start.
        numbers: indices of the words at which a number may start.
        victims: whether any word can make victims of those that are counted.
    """

    times: list[int]
    numbers: list[int]
    victims: bool


class _Kinds(dict[str, int]):
    """What a word can start, as flags; asked for every word, so each is looked at once."""

    def __missing__(self, word: str) -> int:
        if len(self) == _MOST:
            self.clear()
        kind = self[word] = (
            (_TIME if time_words.starts(word) else 0)
            | (_NUMBER if numbers.starts(word) else 0)
            | (_VICTIM if word in casualties.SPEAKING else 0)
        )
        return kind


_kind = _Kinds().__getitem__


@lru_cache(maxsize=2)  # body and headline: times and quantities both ask
def starts(part: Part) -> Starts:
    """Where to look in one part."""
    found = [
        (index, kind)
        for index, kind in enumerate(map(_kind, [word.lower for word in part.words]))
        if kind
    ]
    return Starts(
        [index for index, kind in found if kind & _TIME],
        [index for index, kind in found if kind & _NUMBER],
        any(kind & _VICTIM for _, kind in found),
    )
