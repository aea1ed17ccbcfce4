"""Which sentence of a new text stands for which of the old one."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence

from .sentence import Sentence

# Below this share of words in common two sentences are not versions of each other.
_ALIKE = 0.5
# A short sentence within a long one is the same sentence, extended.
_WITHIN = 0.8
_WORDS_TO_EXTEND = 5
# How many words are compared at most before what is left counts as new: half a second.
_BUDGET = 400_000
_PAIRS = 5_000


def align(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, int]:
    """Indexes of new sentences by those of the old ones that they are versions of.

    Sentences that say the same are the same wherever they stand; the rest are paired by likeness,
    the likest first. Swapping old and new gives the same pairs.
    """
    pairs: dict[int, int] = {}
    for say in (_printed, _said):
        _same(old, new, pairs, say)
    taken = set(pairs.values())
    lost = [index for index in range(len(old)) if index not in pairs]
    fresh = [index for index in range(len(new)) if index not in taken]
    # pairs of one likeness go to those nearest each other, then to those that come first: no
    # two pairs that share a sentence are equal in all three, whichever text is called old
    used: set[int] = set()
    for _, _, _, left, right in sorted(_candidates(old, new, lost, fresh)):
        if left not in pairs and right not in used:
            pairs[left] = right
            used.add(right)
    return pairs


def _printed(sentence: Sentence) -> str:
    return sentence.text


def _said(sentence: Sentence) -> str:
    return sentence.key


def _same(
    old: Sequence[Sentence],
    new: Sequence[Sentence],
    pairs: dict[int, int],
    say: Callable[[Sentence], str],
) -> None:
    """Pair what is still alone and is the same, in the order in which it stands."""
    taken = set(pairs.values())
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for index, sentence in enumerate(new):
        if index not in taken:
            places[say(sentence)].append(index)
    for index, sentence in enumerate(old):
        if index not in pairs and (found := places.get(say(sentence))):
            pairs[index] = found.popleft()


def _candidates(
    old: Sequence[Sentence], new: Sequence[Sentence], lost: list[int], fresh: list[int]
) -> list[tuple[float, int, int, int, int]]:
    """Pairs that are alike enough, as they are to be sorted."""
    found: list[tuple[float, int, int, int, int]] = []
    if not lost or not fresh:
        return found
    # where there are too many to compare, each is compared with those that stand near it
    reach = max(_PAIRS // max(len(lost), len(fresh)), 1)
    step = len(fresh) / len(lost)
    budget = _BUDGET
    for rank, left in enumerate(lost):
        middle = round(rank * step)
        near = fresh
        if len(fresh) * len(lost) > _PAIRS:
            near = fresh[max(0, middle - reach) : middle + reach]
        for right in near:
            budget -= min(len(old[left].tokens), len(new[right].tokens)) + 5
            if budget < 0:
                return found
            like = likeness(old[left], new[right])
            if like:
                found.append((-like, abs(left - right), left + right, left, right))
    return found


def likeness(one: Sentence, two: Sentence) -> float:
    """How much two sentences have in common, 0 where they are no versions of each other."""
    short, long = sorted((len(one.tokens), len(two.tokens)))
    # what they can have in common at most is the shorter one
    extends = short >= _WORDS_TO_EXTEND
    if 2 * short < _ALIKE * (short + long) and not extends:
        return 0.0
    common = (one.bag & two.bag).total()
    dice = 2 * common / (short + long)
    if dice >= _ALIKE:
        return dice
    within = common / short
    return within / 2 if extends and within >= _WITHIN else 0.0
