"""Which standing entry a raw entry without an id is a later state of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import fsum, log

from .kin import Kin, kin_of, shared

__all__ = ["Kin", "KinIndex", "kin_of"]

# Sources that print the time of the last change move it by hours at most; what comes later is
# the same text again, a repeat.
_LONGEST_MOVE = timedelta(hours=6)
# So many entries are looked at closely, those that share the most rare words.
_MOST_CANDIDATES = 4
_RAREST = 8
# The same heading or the same time is worth more than any words.
_EXACT = 100
# What more entries have in common than this says nothing about any of them.
_COMMON = 40

# Likeness of headings: the same, a word or two changed, about the same thing.
_SAME, _EDITED, _NEAR = 1.0, 0.75, 0.6
_KEPT = 0.8
_FEWEST_WORDS = 4
# Fewer pairs of words are a sentence that says nothing of its own.
_FEWEST_RUNS = 20

# Below this share of words in common no rare word makes two texts one.
_ALIKE = 0.35

Mark = int | str | datetime


class KinIndex:
    """The standing entries without ids, by what revisions keep of them.

    It holds what was added and was not removed, and answers from that alone: in whatever order
    it came to be, it answers the same.
    """

    def __init__(self) -> None:
        self._coverages: dict[str, _Coverage] = {}

    def add(self, coverage: str, key: str, said: Kin) -> None:
        """Take up an entry, or its new state."""
        self._coverages.setdefault(coverage, _Coverage()).add(key, said)

    def remove(self, coverage: str, key: str) -> None:
        """Forget an entry."""
        held = self._coverages.get(coverage)
        if held is not None:
            held.remove(key)
            if not held.kin:
                del self._coverages[coverage]

    def find(self, coverage: str, said: Kin) -> str | None:
        """Key of the entry that this is a later state of; the least one of equals."""
        held = self._coverages.get(coverage)
        return held.find(said) if held is not None else None


class _Coverage:
    def __init__(self) -> None:
        self.kin: dict[str, Kin] = {}
        self._places: dict[Mark, set[str]] = {}

    def add(self, key: str, said: Kin) -> None:
        if key in self.kin:
            self.remove(key)
        self.kin[key] = said
        for mark in _marks(said):
            self._places.setdefault(mark, set()).add(key)

    def remove(self, key: str) -> None:
        said = self.kin.pop(key, None)
        if said is None:
            return
        for mark in _marks(said):
            found = self._places[mark]
            found.discard(key)
            if not found:
                del self._places[mark]

    def find(self, said: Kin) -> str | None:
        ranked = [(-self.kinship(said, self.kin[key]), key) for key in self._candidates(said)]
        found, key = min(ranked, default=(0.0, ""))
        return key if found < 0 else None

    def _candidates(self, said: Kin) -> list[str]:
        places = self._places
        votes: dict[str, int] = {}
        for words in (said.heading_words, said.words):
            known = [
                found
                for word in words
                if (found := places.get(word)) is not None and len(found) <= _COMMON
            ]
            known.sort(key=len)
            # words of one rarity count together: which of them is first must not matter
            least = len(known[min(_RAREST, len(known)) - 1]) if known else 0
            for found in known:
                if len(found) > least:
                    break
                for key in found:
                    votes[key] = votes.get(key, 0) + 1
        for mark in ("=" + said.heading, said.published_at or ""):
            if len(exact := places.get(mark, set())) <= _COMMON:
                votes |= dict.fromkeys(exact, _EXACT)
        # one rare word in common is chance, unless there are no more
        enough = min(2, max(votes.values(), default=0))
        ranked = sorted((-count, key) for key, count in votes.items() if count >= enough)
        return [key for _, key in ranked[:_MOST_CANDIDATES]]

    def kinship(self, said: Kin, other: Kin) -> float:
        """How surely the one is a later state of the other; 0 where it is not."""
        one, two = said.published_at, other.published_at
        same_time = one is not None and one == two
        moved = one is not None and two is not None and one != two
        if one is not None and two is not None and abs(one - two) > _LONGEST_MOVE:
            return 0.0
        like, within = shared(said, other)
        words = _words(said, other)
        heading = _headings(said, other)
        if heading == _SAME:
            is_kin = same_time or words >= 0.4 or within >= 0.5 or not (said.runs and other.runs)
        elif heading >= _NEAR:
            kept = like >= 0.75 or (within >= 0.9 and like >= 0.35)
            bare = not (said.runs or other.runs)
            edited = heading >= _EDITED and (same_time or bare)
            # where headings are all there is, one that keeps most words of the other
            edited = edited or (bare and _kept(said, other) >= _KEPT)
            is_kin = kept or edited or (same_time and words >= 0.4)
        elif said.heading and other.heading:
            # a stock sentence ("More on this soon") may stand under any heading
            enough = min(said.run_count, other.run_count) >= _FEWEST_RUNS
            kept = like >= 0.75 or (within >= 0.9 and like >= 0.5)
            is_kin = (enough and kept) or (same_time and words >= 0.5)
        elif said.heading or other.heading:
            is_kin = (within >= 0.85 and like >= 0.4) or (same_time and words >= 0.4)
        else:
            kept = within >= 0.7 and like >= 0.4
            is_kin = words >= _ALIKE and (
                same_time
                or like >= 0.75
                or (not moved and (kept or self._rare(said, other) >= 0.6))
            )
        nearness = 2 * (heading == _SAME) + heading * (_NEAR <= heading < _SAME)
        return like + words + 2 * same_time + nearness if is_kin else 0.0

    def _rare(self, said: Kin, other: Kin) -> float:
        """The share of words in common, rare ones counting more."""
        total = len(self.kin) + 1

        def weight(words: frozenset[int]) -> float:
            found = (self._places.get(word) for word in words)
            # fsum: the same in whatever order a set gives its words
            return fsum(log(total / (1 + len(keys) if keys else 1)) + 0.3 for keys in found)

        both = 2 * weight(said.words & other.words)
        return both / (both + weight(said.words ^ other.words)) if both else 0.0


def _marks(said: Kin) -> Iterator[Mark]:
    """What an entry is found by."""
    yield from said.words
    yield from said.heading_words
    if said.heading:
        yield "=" + said.heading
    if said.published_at:
        yield said.published_at


def _words(said: Kin, other: Kin) -> float:
    """The share of different words in common."""
    if not said.words or not other.words:
        return 0.0
    return 2 * len(said.words & other.words) / (len(said.words) + len(other.words))


def _headings(said: Kin, other: Kin) -> float:
    """How like the headings are, 1 for the same one."""
    if not said.heading or not other.heading:
        return 0.0
    if said.heading == other.heading:
        return 1.0
    one, two = said.heading_words, other.heading_words
    return min(2 * len(one & two) / (len(one) + len(two)), 0.99)


def _kept(said: Kin, other: Kin) -> float:
    """How many of the shorter heading's words the longer one has; 0 where there are too few."""
    one, two = said.heading_words, other.heading_words
    least = min(len(one), len(two))
    return len(one & two) / least if least >= _FEWEST_WORDS else 0.0
