"""What the models see of an entry: the numbers of its words, where they stand, and what is next to what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from .made import Made

# A word, a number, or a mark by itself.
TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]")
MARKS: Final = ("<unknown>", "<headline>", "<body>", "<line>", "<end>")
"""Words of our own: the unknown word, and where headline, body, a line, the text begins or ends."""
UNKNOWN, HEADLINE, BODY, LINE, END = range(len(MARKS))
PAIRS: Final = 1 << 16
FIRST, LAST = 14, 10
_LEFT, _RIGHT, _SHIFT = 0x9E3779B1, 0x85EBCA77, 13
Numbers = np.ndarray[Any, np.dtype[np.int64]]


def lower(text: str) -> str:
    """Lower case of the same length, so that places in it are places in the text."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered


def normal(token: str) -> str:
    """A token as the vocabulary has it: numbers by their length alone."""
    if token[0].isdigit():
        return "0" * min(len(token), 5)
    return token.replace("’", "'")


def pairs(ids: Numbers, zone: int) -> Numbers:
    """The rows of neighbouring words in a table of ``PAIRS`` rows that several zones share."""
    mixed = ids[:-1] * _LEFT + ids[1:] * _RIGHT + zone * 0xC2B2AE35
    return (mixed >> _SHIFT) & (PAIRS - 1)


def threes(ids: Numbers, zone: int) -> Numbers:
    """The same of three words in a row."""
    mixed = (ids[:-2] * _LEFT + ids[1:-1] * _RIGHT) ^ (ids[2:] * 0x27D4EB2F + zone * 0xC2B2AE35)
    return (mixed >> _SHIFT) & (PAIRS - 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry in numbers.

    Attributes:
        all: numbers of the words of headline and body.
        own: the same with what is quoted left out, and with marks for lines.
        signs: names of what holds for how it is made.
    """

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
    known = numbers.get

    def ids(text: str) -> list[int]:
        found = []
        for token in TOKEN.findall(lower(text)):
            number = known(token)
            found.append(known(normal(token), UNKNOWN) if number is None else number)
        return found

    everything = ids(made.headline)
    own: list[int] = []
    if made.headline:
        plain = made.plain_headline
        own = [HEADLINE, *(everything if plain == made.headline else ids(plain))]
    own.append(BODY)
    # a quotation ends with its line, so the lines are the same ones
    for line, plain in zip(made.body.split("\n"), made.spoken.split("\n"), strict=True):
        found = ids(line)
        everything += found
        own += found if plain == line else ids(plain)
        own.append(LINE)
    own[-1] = END
    return Seen(
        np.array(everything, dtype=np.int64),
        np.array(own, dtype=np.int64),
        tuple(sorted(made.signs())),
    )
