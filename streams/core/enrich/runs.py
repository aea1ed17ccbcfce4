"""Runs of capitalised words: what a name may be made of."""

from __future__ import annotations

from typing import NamedTuple

from .lexicon import HONORIFICS, NOT_NAMES, PARTICLES
from .tokens import Part, Word


class Run(NamedTuple):
    """Neighbouring capitalised words, as indexes of the part's words, the last one excluded."""

    first: int
    last: int


def runs(part: Part) -> list[Run]:
    """Every longest run, in order; particles within a name ("de", "al") belong to it."""
    words = part.words
    found = []
    last = 0
    for index, word in enumerate(words):
        if index < last or not word.capital or not _may_start(word):
            continue
        last = index + 1
        while last < len(words):
            step = _step(part, last)
            if not step:
                break
            last += step
        found.append(Run(index, last))
    return found


def joined(part: Part, index: int) -> bool:
    """Whether a word follows the one before it without more than a space between them."""
    gap = part.gap(index)
    if gap in {" ", "-"}:
        return True
    before = part.words[index - 1]
    initial = len(before.text) == 1 and before.capital
    return gap == ". " and (initial or before.lower in HONORIFICS)


def _may_start(word: Word) -> bool:
    return word.capital and not (word.lower in NOT_NAMES and len(word.text) > 1)


def _step(part: Part, index: int) -> int:
    word = part.words[index]
    if not joined(part, index):
        return 0
    if word.capital:
        return 0 if word.lower in NOT_NAMES and len(word.text) > 1 else 1
    if word.lower in PARTICLES:
        for ahead in (1, 2):
            follower = index + ahead
            if follower >= len(part.words) or not joined(part, follower):
                return 0
            if part.words[follower].capital:
                return ahead + 1
            if part.words[follower].lower not in PARTICLES:
                return 0
    # "al-Assad" starts small, though it is the name itself
    return 1 if word.text[:3] in {"al-", "el-"} and word.text[3:4].isupper() else 0
