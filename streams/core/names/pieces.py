"""Words in pieces of a fixed vocabulary, the longest piece first (Wu et al. 2016, WordPiece)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

UNKNOWN: Final = 0
"""Id of what has no piece."""

_MOST: Final = 6
_LONGEST: Final = 16


def folded(word: str) -> str:
    """The word in small letters without accents."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return "".join(
        sign for sign in unicodedata.normalize("NFD", lower) if not unicodedata.combining(sign)
    )


def pieces(word: str, known: Mapping[str, int]) -> list[int]:
    """Ids of the pieces of a word; further pieces are known with ``##`` before them."""
    rest = folded(word)
    found: list[int] = []
    start = 0
    while start < len(rest) and len(found) < _MOST:
        prefix = "##" if start else ""
        for end in range(min(len(rest), start + _LONGEST), start, -1):
            number = known.get(prefix + rest[start:end])
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            return [UNKNOWN]
    return found or [UNKNOWN]
