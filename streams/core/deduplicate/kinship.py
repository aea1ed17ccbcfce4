"""Which standing entry a raw entry without an id is a later state of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from math import log

from .kin import Kin, kin_of, shared

__all__ = ["Kin", "KinIndex", "kin_of"]

# Sources that print the time of the last change move it by hours at most; what comes later is
# the same text again, a repeat.
_LONGEST_MOVE = timedelta(hours=6)
# So many entries are looked at closely, those that share the most rare words.
_MOST_CANDIDATES = 6
_RAREST = 10
# What more entries have in common than this says nothing about any of them.
_COMMON = 40

# Likeness of headings: the same, a word or two changed, about the same thing.
_SAME, _EDITED, _NEAR = 1.0, 0.75, 0.6
# Fewer pairs of words are a sentence that says nothing of its own.
_FEWEST_RUNS = 20

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
        best = max(
            ((self.kinship(said, self.kin[key]), key) for key in self._candidates(said)),
            key=lambda found: (found[0], [-ord(letter) for letter in found[1]]),
            default=(0.0, ""),
        )
        return best[1] if best[0] > 0 else None

    def _candidates(self, said: Kin) -> list[str]:
        places = self._places
        votes: Counter[str] = Counter()
        for words in (said.heading_words, said.words):
            known = [found for word in words if (found := places.get(word)) is not None]
            known = [found for found in known if len(found) <= _COMMON]
            known.sort(key=len)
            # words of one rarity count together: which of them is first must not matter
            least = len(known[min(_RAREST, len(known)) - 1]) if known else 0
            for found in known:
                if len(found) > least:
                    break
                votes.update(found)
        if said.heading and (found := places.get("=" + said.heading)) and len(found) <= _COMMON:
            votes.update(dict.fromkeys(found, 100))
        if said.published_at and (found := places.get(said.published_at)) and len(found) <= _COMMON:
            votes.update(dict.fromkeys(found, 100))
        ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        return [key for key, _ in islice(ranked, _MOST_CANDIDATES)]

    def kinship(self, said: Kin, other: Kin) -> float:
        """How surely the one is a later state of the other; 0 where it is not."""
        one, two = said.published_at, other.published_at
        same_time = one is not None and one == two
        moved = one is not None and two is not None and one != two
        if one is not None and two is not None and abs(one - two) > _LONGEST_MOVE:
            return 0.0
        like, within = shared(said, other)
        common = self._common(said, other)
        sure = like + common + (2 if same_time else 0)
        heading = _headings(said, other)
        if heading == _SAME:
            kept = common >= 0.3 or within >= 0.5 or not (said.runs and other.runs)
            return sure + 2 if same_time or kept else 0.0
        if heading >= _NEAR:
            kept = like >= 0.75 or (within >= 0.9 and like >= 0.35)
            edited = heading >= _EDITED and not (said.runs or other.runs)
            near_text = same_time and (common >= 0.3 or heading >= _EDITED)
            return sure + heading if kept or edited or near_text else 0.0
        if said.heading and other.heading:
            # a stock sentence ("More on this soon") may stand under any heading
            enough = min(said.run_count, other.run_count) >= _FEWEST_RUNS
            kept = like >= 0.75 or (within >= 0.9 and like >= 0.5)
            return sure if (same_time and common >= 0.45) or (enough and kept) else 0.0
        if said.heading or other.heading:
            kept = within >= 0.85 and like >= 0.3
            return sure if (same_time and common >= 0.3) or kept else 0.0
        kept = not moved and (common >= 0.6 or (within >= 0.7 and like >= 0.3))
        return sure if (same_time and common >= 0.3) or kept or like >= 0.75 else 0.0

    def _common(self, said: Kin, other: Kin) -> float:
        """The share of words in common, rare ones counting more (Dice)."""
        total = len(self.kin) + 1
        weights = 0.0
        both = 0.0
        places = self._places
        for word in said.words | other.words:
            found = places.get(word)
            weight = log(total / (1 + len(found) if found else 1)) + 0.3
            if word in said.words and word in other.words:
                both += 2 * weight
                weights += 2 * weight
            else:
                weights += weight
        return both / weights if weights else 0.0


def _marks(said: Kin) -> Iterator[Mark]:
    """What an entry is found by."""
    yield from said.words
    yield from said.heading_words
    if said.heading:
        yield "=" + said.heading
    if said.published_at:
        yield said.published_at


def _headings(said: Kin, other: Kin) -> float:
    """How like the headings are, 1 for the same one."""
    if not said.heading or not other.heading:
        return 0.0
    if said.heading == other.heading:
        return 1.0
    one, two = said.heading_words, other.heading_words
    return min(2 * len(one & two) / (len(one) + len(two)), 0.99)
