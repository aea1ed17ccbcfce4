"""Which number of an old sentence became which of the new one, and what they count."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from streams.core.enrich.casualties import casualty
from streams.core.enrich.counted import counted
from streams.core.enrich.tokens import Part

from .difference import Compared
from .sentence import Sentence
from .words import Token

_BOUNDS = {
    words: tuple(words.split())
    for words in (
        "at least", "more than", "over", "no fewer than", "no less than", "not less than",
        "upwards of", "in excess of", "at most", "up to", "no more than", "not more than",
        "fewer than", "less than", "under", "as many as", "about", "around", "some", "roughly",
        "approximately", "nearly", "almost", "an estimated", "estimated", "close to",
    )
}  # fmt: skip
_LONGEST = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
# Sentences with more changed numbers are tables; their rows cannot be told apart by words.
_MOST = 40


class Figure:
    """One number of a sentence, in its surroundings.

    Attributes:
        at: which word of the sentence it is.
        bound: how many words before it bound it ("at least").
    """

    def __init__(self, sentence: Sentence, part: Part, at: int) -> None:
        self._sentence = sentence
        self._part = part
        self.at = at
        self.bound = _bound(sentence.tokens, at)

    @property
    def token(self) -> Token:
        """The number itself."""
        return self._sentence.tokens[self.at]

    @property
    def bounds(self) -> tuple[str, ...]:
        """The words that bound it, as they are compared."""
        return tuple(word.key for word in self._sentence.tokens[self.at - self.bound : self.at])

    @property
    def places(self) -> range:
        """Its word and those that bound it."""
        return range(self.at - self.bound, self.at + 1)

    def printed(self, *, bounded: bool) -> str:
        """The number as it stands there, with the words that bound it or without."""
        first = self._sentence.tokens[self.at - self.bound if bounded else self.at]
        return self._sentence.text[first.start : self.token.end]

    @cached_property
    def _counted(self) -> tuple[str | None, str | None, str | None]:
        things, after = counted(self._part, self.token.end)
        victims, shown = casualty(self._part, self.token.start, after)
        return things, victims, shown

    @property
    def counts(self) -> str | None:
        """What it counts: "people killed", "seats"."""
        things, victims, shown = self._counted
        if victims and things and shown and shown.lower() not in things.lower().split():
            return f"{things} {victims}"
        return things or victims

    def likeness(self, other: Figure) -> int:
        """How much says that the other is the same number, later; below 0 it cannot be."""
        if _kind(self.token) != _kind(other.token):
            return -1
        things, victims, _ = self._counted
        others, hurt, _ = other._counted
        if victims and hurt and victims != hurt:
            return -1
        return (
            (3 if victims and victims == hurt else 0)
            + (2 if things and others and things.split()[-1] == others.split()[-1] else 0)
            + (2 if self.token.key == other.token.key else 0)
            + sum(
                mine == yours != "" for mine, yours in zip(self._beside, other._beside, strict=True)
            )
        )

    @property
    def _beside(self) -> tuple[str, str]:
        """The words before and after it, nothing where the sentence begins or ends."""
        tokens, before, after = self._sentence.tokens, self.at - self.bound - 1, self.at + 1
        return (
            tokens[before].key if before >= 0 else "",
            tokens[after].key if after < len(tokens) else "",
        )


class Pair(NamedTuple):
    """A number before and after."""

    old: Figure
    new: Figure


def pairs(old: Sentence, new: Sentence, compared: Compared) -> list[Pair]:
    """The numbers that stand in both sentences or became one another."""
    one, two = Part("body", old.text), Part("body", new.text)
    found = [
        Pair(Figure(old, one, left), Figure(new, two, right))
        for left, right in compared.equal
        if old.tokens[left].is_number
    ]
    lost = [
        Figure(old, one, at)
        for change in compared.changes
        for at in range(*change.old)
        if old.tokens[at].is_number
    ]
    fresh = [
        Figure(new, two, at)
        for change in compared.changes
        for at in range(*change.new)
        if new.tokens[at].is_number
    ]
    return found + _by_likeness(lost, fresh)


def _by_likeness(lost: list[Figure], fresh: list[Figure]) -> list[Pair]:
    if len(lost) > _MOST or len(fresh) > _MOST:
        return []
    alone = len(lost) == len(fresh) == 1
    ranked = sorted(
        (-like, abs(left - right), left + right, left, right)
        for left, figure in enumerate(lost)
        for right, other in enumerate(fresh)
        if (like := figure.likeness(other)) >= (0 if alone else 2)
    )
    done: set[int] = set()
    used: set[int] = set()
    found = []
    for _, _, _, left, right in ranked:
        if left not in done and right not in used:
            done.add(left)
            used.add(right)
            found.append(Pair(lost[left], fresh[right]))
    return found


def _kind(token: Token) -> str:
    """The currency and unit that are printed with the number, or that it is a year."""
    if _YEAR.fullmatch(token.text):
        return "year"
    return "".join(mark for mark in token.key if mark in "$£€¥%")


def _bound(tokens: tuple[Token, ...], at: int) -> int:
    for length in range(_LONGEST, 0, -1):
        if at >= length and " ".join(t.key for t in tokens[at - length : at]) in _BOUNDS:
            return length
    return 0
