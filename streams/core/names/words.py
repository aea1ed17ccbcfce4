"""Words as the tagger sees them: runs of letters, runs of digits, single signs; and how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_SPLIT: Final = re.compile(f"({WORD.pattern})")
_SPLIT_ASCII: Final = re.compile(r"([A-Za-z]+|[0-9]+|[^\w\s]|_)")
TAGS: Final = ("O", "B-per", "I-per", "B-org", "I-org", "B-loc", "I-loc")
"""Outside of a name, or its first word, or a further one, by the type of the name."""

BREAK: Final = "\n"
"""Stands between lines, as a word of its own."""

SHAPES: Final = 8
MANNERS: Final = 3
USUAL, CAPITALS, TITLE = range(MANNERS)
_STRAIGHT: Final = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'))


def plain(text: str) -> str:
    """The text with straight quotation marks, code point by code point."""
    if not text.isascii():
        for curly, straight in _STRAIGHT:  # fifty times as fast as str.translate
            text = text.replace(curly, straight)
    return text


def split(line: str) -> list[str]:
    """Matches of ``WORD`` at the odd places, what stands between them at the even ones."""
    # plain sets of letters are matched faster than categories of Unicode
    return (_SPLIT_ASCII if line.isascii() else _SPLIT).split(line)


def shape(word: str) -> int:  # noqa: PLR0911 - one return a shape
    """How a word is written, below ``SHAPES``: small, capital first, capitals, one capital, digits, mixed, sign, break."""
    if word == BREAK:
        return 7
    if word.isdigit():
        return 4
    if not word[0].isalpha():
        return 6
    if word.islower():
        return 0
    if len(word) == 1:
        return 3
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 5


def manner(line: Sequence[str]) -> int:
    """How the words of a line are written: ``USUAL``, all in ``CAPITALS``, or as in a ``TITLE``."""
    long = [word for word in line if len(word) > 3 and word.isalpha()]
    if len(long) < 3:
        return CAPITALS if long and all(word.isupper() for word in long) else USUAL
    capital = [word for word in long if word[0].isupper()]
    if len(capital) <= 0.8 * len(long):
        return USUAL
    return CAPITALS if all(word.isupper() for word in long) else TITLE
