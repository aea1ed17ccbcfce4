"""Whether two texts with much in common say different things: numbers, names, "not"."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from .facts import Sentence, facts_of, is_number

_ALIKE: Final = 0.5
_FRAGMENT: Final = 5
_NEGATED: Final = 4


def headlines_contradict(new: str, old: str) -> bool:
    """Whether the headlines are one template, filled in differently; not if one is rewritten."""
    if not new or not old or new == old:
        return False
    now, before = (facts_of(text, is_headline=True) for text in (new, old))
    return any(
        _changed(a, b, _union(now), _union(before)) for a in now for b in before if _alike(a, b)
    )


def bodies_contradict(new: str, old: str) -> bool:
    """Whether a number or name of one text stands in the place of another one of the other.

    What only one of them has was added or cut. What each has where the other has something else was
    changed: sentences that share half their words are compared word by word, and those between the
    same neighbours by what neither text has of the other's.
    """
    now, before = facts_of(new), facts_of(old)
    words, old_words = _union(now), _union(before)
    places = {sentence.tokens: place for place, sentence in enumerate(before)}
    partners = [places.get(sentence.tokens) for sentence in now]
    taken = set(partners)
    left = [place for place in range(len(before)) if place not in taken]
    if _leads_anew(now, before, old_words) or _recounted(now, before):
        return True
    for place, sentence in enumerate(now):
        if partners[place] is not None:
            continue
        likest = max(left, key=lambda p: _kinship(sentence, before[p]), default=None)
        if likest is not None and _alike(sentence, before[likest]):
            if _changed(sentence, before[likest], words, old_words):
                return True
        elif any(
            _replaces(sentence, before[p], words, old_words)
            for p in _between(partners, place)
            if p in left
        ):
            return True
    return False


def _leads_anew(new: list[Sentence], old: list[Sentence], old_words: set[str]) -> bool:
    """Whether the text opens with news, and repeats the rest as background.

    What a copy adds, it adds at the end. The opening lasts until an old sentence resembles it.
    """
    for sentence in new:
        if any(_alike(sentence, other) for other in old):
            return False
        if set(sentence.facts) - old_words:
            return True
    return False


def _recounted(new: list[Sentence], old: list[Sentence]) -> bool:
    """Whether another number stands between the same words, wherever sentences are cut."""
    counts, old_counts = _counts(new), _counts(old)
    shared = counts.keys() & old_counts.keys()
    return any(counts[words].isdisjoint(old_counts[words]) for words in shared)


def _counts(sentences: list[Sentence]) -> dict[tuple[str, ...], set[str]]:
    """The numbers by two words of their sentence: before, after, and one of each."""
    found: dict[tuple[str, ...], set[str]] = {}
    for sentence in sentences:
        tokens = ("", "", *sentence.tokens, "", "")
        for place, token in enumerate(tokens):
            if not is_number(token):
                continue
            before, after = tokens[place - 2 : place], tokens[place + 1 : place + 3]
            for words in ((*before, "#"), ("#", *after), (before[1], "#", after[0])):
                if "" not in words:
                    found.setdefault(words, set()).add(token)
    return found


def _between(partners: list[int | None], place: int) -> range:
    """Places in the old text between the partners of a sentence's neighbours.

    Texts begin together, so the first has a neighbour. They may end anywhere: what follows the last
    one that they share stands in nobody's place.
    """
    before = next((p for p in reversed(partners[:place]) if p is not None), -1)
    after = next((p for p in partners[place:] if p is not None), -1)
    return range(before + 1, after)


def _changed(a: Sentence, b: Sentence, words: set[str], old_words: set[str]) -> bool:
    """Whether of two alike sentences one says what the other does not."""
    if a.negations != b.negations and abs(len(a.tokens) - len(b.tokens)) < 3:
        return len(a.words ^ b.words) <= _NEGATED
    if a.facts == b.facts:
        return False
    if _exchanged(a, b, words, old_words):
        return True
    shorter, longer = sorted((len(a.tokens), len(b.tokens)))
    if shorter < _FRAGMENT and shorter < longer:  # a sentence that was cut off
        return False
    return any(
        _differ(set(a.facts).intersection(mine), set(b.facts).intersection(yours), words, old_words)
        for mine, yours in _replaced(a.tokens, b.tokens)
    )


def _replaces(a: Sentence, b: Sentence, words: set[str], old_words: set[str]) -> bool:
    """Whether of two sentences in the same place one says what the other does not."""
    if len(a.tokens) == len(b.tokens):
        return _changed(a, b, words, old_words)
    return _exchanged(a, b, words, old_words)


def _exchanged(a: Sentence, b: Sentence, words: set[str], old_words: set[str]) -> bool:
    """Whether each has a number that the other text lacks, or each a name."""
    new, gone = set(a.facts) - old_words, set(b.facts) - words
    return any(
        any(is_number(fact) is kind for fact in new) and any(is_number(f) is kind for f in gone)
        for kind in (True, False)
    )


def _differ(mine: set[str], yours: set[str], words: set[str], old_words: set[str]) -> bool:
    """Whether facts in the same place of two sentences are not the same."""
    numbers, others = {f for f in mine if is_number(f)}, {f for f in yours if is_number(f)}
    if numbers and others and not numbers & others:
        return True
    names, old_names = mine - numbers - yours, yours - others - mine
    return bool(names and old_names and (names - old_words or old_names - words))


def _replaced(
    a: tuple[str, ...], b: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The runs of words that stand in place of each other."""
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    for tag, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if tag == "replace":
            yield a[a_start:a_end], b[b_start:b_end]


def _overlap(a: Sentence, b: Sentence) -> float:
    return len(a.words & b.words) / (min(len(a.words), len(b.words)) or 1)


def _kinship(a: Sentence, b: Sentence) -> tuple[int, int]:
    """How much sentences share; of two that share as much, the shorter is the closer one."""
    return len(a.words & b.words), -len(b.words)


def _alike(a: Sentence, b: Sentence) -> bool:
    return _overlap(a, b) >= _ALIKE


def _union(sentences: list[Sentence]) -> set[str]:
    return {word for sentence in sentences for word in sentence.words}
