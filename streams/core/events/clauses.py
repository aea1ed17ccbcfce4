"""A sentence cut into its clauses, by punctuation and the words that open a clause."""

from __future__ import annotations

from typing import NamedTuple

from streams.core.enrich.tokens import Part

from .words import DATES, OPENERS

_CUTS = frozenset(";:—–“”\"")


class Clause(NamedTuple):
    """A stretch of words.

    Attributes:
        first: index of its first word.
        last: one past the last.
        beside: whether it stands beside the main clause ("after …", "who …").
        opener: the word that opens it, or nothing.
    """

    first: int
    last: int
    beside: bool
    opener: str


def clauses(part: Part, first: int, last: int) -> list[Clause]:
    """The clauses of the words from ``first`` to before ``last``."""
    found: list[Clause] = []
    start, opener = first, ""
    words = part.words
    for at in range(first, last):
        lower = words[at].lower
        opens = lower in OPENERS and not (lower == "as" and _of_name(part, at))
        gap = part.gap(at)
        cut = at > first and (
            ", " in gap or gap == " - " or not _CUTS.isdisjoint(gap) if gap != " " else False
        )
        if not (opens or cut):
            continue
        if at > start:
            found.append(Clause(start, at, bool(opener), opener))
        if opens:
            start, opener = at, lower
        elif lower.endswith("ing") and lower != "during":
            start, opener = at, "ing"  # ", killing 156"
        else:
            start, opener = at, ""
    found.append(Clause(start, last, bool(opener), opener))
    return found


def _of_name(part: Part, at: int) -> bool:
    """Whether "as" says what something is, and opens no clause: "as an ugly crime"."""
    words = part.words
    return at + 1 < len(words) and words[at + 1].lower in {"a", "an", "part", "well"} | DATES
