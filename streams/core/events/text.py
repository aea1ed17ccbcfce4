"""A text as the rules for actions read it: its words once, and those at which to look."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from streams.core.enrich.tokens import Part

from .lexicon import lexicon
from .mood_words import NOTED
from .words import OPENERS, READY, UNWILLING


@cache
def _acting() -> frozenset[str]:
    return READY | UNWILLING | lexicon().verbs.keys() | {"must", "question", "intention", "plans"}


@cache
def _notable() -> frozenset[str]:
    return NOTED | _acting() | {"that"}


class Text:
    """The headline or the body of an entry.

    Attributes:
        part: it.
        lower: its words in lower case, with plain apostrophes.
        acting: indices of the words that may be a verb of action or stand for one.
        notable: indices of those and of the words that say how an action is meant.
        breaks: indices of the words at which a clause may begin.
    """

    __slots__ = ("acting", "breaks", "lower", "notable", "part")

    def __init__(self, part: Part) -> None:
        lower = [word.lower for word in part.words]
        if "’" in part.text:
            lower = [word.replace("’", "'") for word in lower]
        self.part, self.lower = part, lower
        known, acting = _notable(), _acting()
        self.notable = [at for at, word in enumerate(lower) if word in known]
        self.acting = [at for at in self.notable if lower[at] in acting]
        openers = [at for at, word in enumerate(lower) if word in OPENERS]
        self.breaks = sorted({*openers, *part.breaks})

    def between(self, indices: list[int], first: int, last: int) -> list[int]:
        """Those of the indices that lie from ``first`` to before ``last``."""
        return indices[bisect_left(indices, first) : bisect_left(indices, last)]
