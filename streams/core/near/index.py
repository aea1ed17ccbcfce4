"""Finds the earlier texts that a text repeats; derived from the states, never stored."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .compare import Verdict, compare, suffices
from .postings import Postings
from .words import Text, least_of, text_of

_TO_SHARE = 3
"""Of the least hashes; by chance few texts share as many."""

_CROWD = 128
"""A hash that more texts hold is a set phrase, and tells nothing."""

_MEASURED = 64
"""How many candidates are measured, those with the most hashes in common first."""

_VERIFIED = 8
"""How many of them are compared in full, the likeliest first."""

_RECAP_SENTENCES = 3
_RECAP_SHARE = 0.8

_LOW = (1 << 32) - 1


class _Kept(NamedTuple):
    """What the index holds of an entry; the texts are the state's own, not copies."""

    key: str
    headline: str
    body: str
    same: int | None
    shingles: array[int]
    sentences: array[int]


class NearIndex:
    """The texts of a desk, by what they share.

    Candidates share some of their least hashes, a MinHash sketch of one hash function (Broder 1997),
    or a sentence. Answers depend on which entries
    are held, never on the order in which they came or what was held in between.
    """

    def __init__(self) -> None:
        self._slots: dict[str, int] = {}
        self._kept: list[_Kept | None] = [None]  # slot 0 is nobody's
        self._free: list[int] = []
        self._least = Postings()
        self._sentences = Postings()

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, key: str) -> bool:
        return key in self._slots

    def add(self, key: str, text: Text) -> None:
        """Take up an entry; one that is held already is replaced."""
        if key in self._slots:
            self.remove(key)
        kept = _kept(key, text)
        if self._free:
            slot = self._free.pop()
            self._kept[slot] = kept
        else:
            slot = len(self._kept)
            self._kept.append(kept)
        self._slots[key] = slot
        self._least.add(_short(text.least), slot)
        self._sentences.add(_short(kept.sentences), slot)

    def remove(self, key: str) -> None:
        """Forget an entry; one that is not held is no error."""
        slot = self._slots.pop(key, None)
        if slot is None:
            return
        kept = self._at(slot)
        self._least.remove(_short(least_of(kept.shingles)), slot)
        self._sentences.remove(_short(kept.sentences), slot)
        self._kept[slot] = None
        self._free.append(slot)

    def candidates(self, text: Text) -> list[str]:
        """Keys of the entries that may say the same, the likeliest first."""
        return [kept.key for _, kept in self._likely(text)]

    def best(self, text: Text, *, but: str, nor: str = "") -> tuple[str, Verdict] | None:
        """The entry other than ``but`` and ``nor`` that this text repeats, and how.

        A repeat goes first, then the one with most in common; among equals a near-duplicate before
        an update, then the least key. So a text that updates one entry, and repeats some of another,
        is an update. ``None`` where all are different.
        """
        found: list[tuple[str, Verdict]] = []
        most = 0.0
        for likeness, kept in self._likely(text, but=(but, nor))[:_VERIFIED]:
            if likeness < most:
                break  # the likeliest come first: none that follows has as much in common
            verdict = compare(text, text_of(kept.headline, kept.body))
            if verdict.relation != "different":
                found.append((kept.key, verdict))
                most = max(most, verdict.measure)
        return min(found, key=_order, default=None)

    def recap_of(self, text: Text, *, among: Callable[[str], bool]) -> tuple[str, ...]:
        """The entries whose sentences and headlines this text puts together again.

        Args:
            text: three sentences or more.
            among: which entries count, by key: those of the same coverage, and earlier.

        Returns:
            The fewest keys, found greedily, that hold all sentences that were said before. None
            where these are less than four fifths of the text, or where one entry holds them all:
            that is a repeat or a near-duplicate.
        """
        open_sentences = set(text.sentences)
        if len(open_sentences) < _RECAP_SENTENCES:
            return ()
        holders: dict[str, set[int]] = {}
        for sentence in open_sentences:
            for slot in self._sentences.find(sentence & _LOW, _CROWD):
                kept = self._at(slot)
                if sentence in kept.sentences and among(kept.key):
                    holders.setdefault(kept.key, set()).add(sentence)
        said = set().union(*holders.values())
        if len(said) < _RECAP_SHARE * len(open_sentences):
            return ()
        keys: list[str] = []
        while said:
            key = min(holders, key=lambda key: (-len(holders[key] & said), key))
            said -= holders[key]
            keys.append(key)
        return tuple(sorted(keys)) if len(keys) > 1 else ()

    def _likely(self, text: Text, *, but: tuple[str, ...] = ()) -> list[tuple[float, _Kept]]:
        """Entries with the same words, then those that contain most of it or are contained."""
        slots = Counter(self._least.find_all(_short(text.least), _CROWD))
        hits = {slot: count for slot, count in slots.items() if count >= _TO_SHARE}
        for slot in self._sentences.find_all(_short(_said(text)), _CROWD):
            hits[slot] = hits.get(slot, 0) + _TO_SHARE
        ranked = [(-count, self._at(slot)) for slot, count in hits.items()]
        if len(ranked) > _MEASURED:
            ranked = sorted(ranked, key=lambda pair: (pair[0], pair[1].key))[:_MEASURED]
        measured = [
            (likeness, kept)
            for _, kept in ranked
            if kept.key not in but and (likeness := _likeness(text, kept))
        ]
        return sorted(measured, key=lambda pair: (-pair[0], pair[1].key))

    def _at(self, slot: int) -> _Kept:
        kept = self._kept[slot]
        assert kept is not None, "a posting outlived its entry"  # noqa: S101 - an invariant
        return kept


def _likeness(text: Text, kept: _Kept) -> float:
    """Containment either way, nothing where it does not suffice; 2 and more for the same words."""
    if text.same is not None and text.same == kept.same:
        return 2.0 + (text.headline == kept.headline)
    shared = len(text.shingles.intersection(kept.shingles))
    small = min(len(text.shingles), len(kept.shingles))
    return shared / small if suffices(shared, small) else 0.0


def _order(found: tuple[str, Verdict]) -> tuple[bool, float, bool, str]:
    key, verdict = found
    return verdict.relation != "repeat", -verdict.measure, verdict.relation != "near", key


def _kept(key: str, text: Text) -> _Kept:
    return _Kept(
        key=key,
        headline=text.headline,
        body=text.body,
        same=text.same,
        shingles=array("Q", text.shingles),
        sentences=_said(text),
    )


def _said(text: Text) -> array[int]:
    """Hashes of the sentences, of the headline and of all words together, each once."""
    others = [hashed for hashed in (text.title, text.same) if hashed is not None]
    return array("Q", dict.fromkeys((*text.sentences, *others)))


def _short(hashes: Iterable[int]) -> list[int]:
    return [hashed & _LOW for hashed in hashes]
