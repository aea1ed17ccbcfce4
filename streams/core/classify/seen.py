"""What the models see of an entry: the numbers of its words, where they stand, and what is next to what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from .made import QUOTED, Made

# A word, a number, or a mark by itself.
TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]")
MARKS: Final = ("<unknown>", "<headline>", "<body>", "<line>", "<end>")
"""Words of our own: the unknown word, and where headline, body, a line, the text begins or ends."""
UNKNOWN, HEADLINE, BODY, LINE, END = range(len(MARKS))
PAIRS: Final = 1 << 16
FIRST, LAST = 14, 10
_LEFT, _RIGHT, _THIRD, _ZONE, _SHIFT = 0x9E3779B1, 0x85EBCA77, 0x27D4EB2F, 0xC2B2AE35, 13
# Stand for the end of a line and for the ends of a quotation; each is a word by itself to TOKEN.
_NEXT, _OPEN, _CLOSE = "\0", "\1", "\2"
_FREE: Final = str.maketrans({_NEXT: "\3", _OPEN: "\3", _CLOSE: "\3"})
_EMPTY: Final = ("“", "”")
Numbers = np.ndarray[Any, np.dtype[np.int64]]


def lower(text: str) -> str:
    """Lower case of the same length, so that places in it are places in the text."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if _NEXT in lowered or _OPEN in lowered or _CLOSE in lowered:
        lowered = lowered.translate(_FREE)
    return lowered


def normal(token: str) -> str:
    """A token as the vocabulary has it: numbers by their length alone."""
    if token[0].isdigit():
        return "0" * min(len(token), 5)
    return token.replace("’", "'")


def pairs(ids: Numbers, zone: int) -> Numbers:
    """The rows of neighbouring words in a table of ``PAIRS`` rows that several zones share."""
    return _row(_two(ids) + zone * _ZONE)


def zones(own: Numbers, everything: Numbers) -> list[Numbers]:
    """Rows of neighbouring words, two and three in a row: own words, the first, the last; all (two)."""
    two, three = _two(own), own[2:] * _THIRD
    last = slice(max(len(own) - LAST, 0), None)
    parts = [slice(None), slice(FIRST - 1), last]
    heads = [slice(None), slice(FIRST - 2), last]
    found = [
        np.concatenate([two[of] + zone * _ZONE, two[:-1][by] ^ (three[by] + (zone + 3) * _ZONE)])
        for zone, (of, by) in enumerate(zip(parts, heads, strict=True))
    ]
    return [_row(rows) for rows in [*found, _two(everything) + len(found) * 2 * _ZONE]]


def _two(ids: Numbers) -> Numbers:
    return ids[:-1] * _LEFT + ids[1:] * _RIGHT


def _row(mixed: Numbers) -> Numbers:
    return (mixed >> _SHIFT) & (PAIRS - 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry in numbers.

    Attributes:
        words: of headline and body, as they stand in lower case.
        all: their numbers.
        own: the same with what is quoted left out, and with marks for lines.
        signs: names of what holds for how it is made.
    """

    words: list[str]
    all: Numbers
    own: Numbers
    signs: tuple[str, ...]

    @property
    def first(self) -> Numbers:
        """How it begins: headline or first line, in the newsroom's words."""
        return self.own[:FIRST]

    @property
    def last(self) -> Numbers:
        """How it ends."""
        return self.own[-LAST:]


def see(made: Made, numbers: Mapping[str, int]) -> Seen:
    """Look at an entry with the vocabulary ``numbers``."""
    tokens = _tokens(made.headline)
    start = len(tokens)
    tokens += _tokens(made.body)
    found = _look_up(tokens, numbers)
    _, own_headline = _unquoted(tokens[:start], found[:start], numbers)
    own_words, own_body = _unquoted(tokens[start:], found[start:], numbers)
    own = [HEADLINE, *own_headline, BODY] if made.headline else [BODY]
    own += own_body
    own.append(END)
    everything = np.array(found, dtype=np.int64)
    return Seen(
        [token for token in tokens if token > _CLOSE],
        everything[(everything == UNKNOWN) | (everything > END)],
        np.array(own, dtype=np.int64),
        tuple(sorted(made.signs(own_words))),
    )


def _tokens(text: str) -> list[str]:
    """The words of a text, with marks between lines and round quotations."""
    text = lower(text)
    if "“" in text or '"' in text or "‘" in text:
        text = QUOTED.sub(f"{_OPEN}\\g<0>{_CLOSE}", text)
    return TOKEN.findall(text.replace("\n", f" {_NEXT} "))


def _look_up(tokens: list[str], numbers: Mapping[str, int]) -> list[int]:
    """Numbers of words; a mark of ours has that of a line, which no word has."""
    known = numbers.get
    found: list[Any] = list(map(known, tokens))
    at = -1
    for _ in range(found.count(None)):
        at = found.index(None, at + 1)
        token = tokens[at]
        found[at] = LINE if token <= _CLOSE else known(normal(token), UNKNOWN)
    return found


def _unquoted(
    tokens: list[str], ids: list[int], numbers: Mapping[str, int]
) -> tuple[list[str], list[int]]:
    """Words and their numbers, with quotations emptied."""
    if _OPEN not in tokens:
        return tokens, ids
    empty = [numbers.get(mark, UNKNOWN) for mark in _EMPTY]
    words, found, at = list[str](), list[int](), 0
    for _ in range(tokens.count(_OPEN)):
        opens = tokens.index(_OPEN, at)
        words += tokens[at:opens]
        words += _EMPTY
        found += ids[at:opens]
        found += empty
        at = tokens.index(_CLOSE, opens) + 1
    return words + tokens[at:], found + ids[at:]
