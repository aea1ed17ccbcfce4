"""A sentence cut into its clauses, by punctuation and the words that open a clause."""

from __future__ import annotations

from typing import NamedTuple

from .text import Text
from .words import DATES, OPENERS

_CUTS = frozenset(';:—–“”"')
_NO_CLAUSE = DATES | {"a", "an", "part", "well"}
"""Words after which "as" says what something is, and opens no clause: "as an ugly crime"."""


class Clause(NamedTuple):
    """A stretch of words.

    Attributes:
        first: index of its first word.
        last: one past the last.
        beside: whether it stands beside the main clause ("after …", "who …").
        opener: the word that opens it, "ing" for a participle, or nothing.
    """

    first: int
    last: int
    beside: bool
    opener: str


def clauses(text: Text, first: int, last: int) -> list[Clause]:
    """The clauses of the words from ``first`` to before ``last``."""
    found: list[Clause] = []
    start, opener = first, ""
    lower = text.lower
    for at in text.between(text.breaks, first, last):
        word, gap = lower[at], text.part.gap(at)
        opens = word in OPENERS and not (
            word == "as" and at + 1 < last and lower[at + 1] in _NO_CLAUSE
        )
        if not opens and (gap == " " or at == first or not _cuts(gap)):
            continue
        if at > start:
            found.append(Clause(start, at, bool(opener), opener))
        start, opener = at, word if opens else ""
        if not opens and word.endswith("ing"):
            opener = "ing"  # ", killing 156"
    found.append(Clause(start, last, bool(opener), opener))
    return found


def _cuts(gap: str) -> bool:
    return ", " in gap or gap == " - " or not _CUTS.isdisjoint(gap)
