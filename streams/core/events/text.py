"""A text as the rules for actions read it: its words once, and those at which to look."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from streams.core.enrich.tokens import Part

from .lexicon import lexicon
from .mood_words import NOTED
from .words import OPENERS, READY, SPORT, UNWILLING


@cache
def _acting() -> frozenset[str]:
    return READY | UNWILLING | lexicon().verbs.keys() | {"must", "question", "intention", "plans"}


@cache
def _notable() -> frozenset[str]:
    return NOTED | _acting() | {"that"}


_NOTABLE, _ACTING, _OPENER, _NOUN, _SPORT = 1, 2, 4, 8, 16
_MOST = 1 << 15


class _Kinds(dict[str, int]):
    """What a word is to the rules, as flags; asked for every word, so each is looked at once."""

    def __missing__(self, word: str) -> int:
        if len(self) == _MOST:
            self.clear()
        kind = self[word] = (
            (_NOTABLE if word in _notable() else 0)
            | (_ACTING if word in _acting() else 0)
            | (_OPENER if word in OPENERS else 0)
            | (_NOUN if word in lexicon().nouns else 0)
            | (_SPORT if word in SPORT else 0)
        )
        return kind


_kind = _Kinds().__getitem__


class Text:
    """The headline or the body of an entry.

    Attributes:
        part: it.
        lower: its words in lower case, with plain apostrophes.
        acting: indices of the words that may be a verb of action or stand for one.
        notable: indices of those and of the words that say how an action is meant.
        nouns: indices of the words that are a noun of action.
        sport: the words that speak of sport.
        breaks: indices of the words at which a clause may begin.
    """

    __slots__ = ("acting", "breaks", "lower", "notable", "nouns", "part", "sport")

    def __init__(self, part: Part) -> None:
        lower = [word.lower for word in part.words]
        if "’" in part.text:
            lower = " ".join(lower).replace("’", "'").split(" ")
        self.part, self.lower = part, lower
        found = [(at, kind) for at, kind in enumerate(map(_kind, lower)) if kind]
        self.notable = [at for at, kind in found if kind & _NOTABLE]
        self.acting = [at for at, kind in found if kind & _ACTING]
        self.nouns = [at for at, kind in found if kind & _NOUN]
        self.sport = {lower[at] for at, kind in found if kind & _SPORT}
        self.breaks = sorted({*(at for at, kind in found if kind & _OPENER), *part.breaks})

    def has(self, indices: list[int], first: int, last: int) -> bool:
        """Whether one of the indices lies from ``first`` to before ``last``."""
        at = bisect_left(indices, first)
        return at < len(indices) and indices[at] < last

    def between(self, indices: list[int], first: int, last: int) -> list[int]:
        """Those of the indices that lie from ``first`` to before ``last``."""
        return indices[bisect_left(indices, first) : bisect_left(indices, last)]
