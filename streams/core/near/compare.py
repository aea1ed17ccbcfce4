"""How a text relates to an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from .facts import Sentence, facts_of
from .words import Text

Relation = Literal["repeat", "near", "update", "different"]
Direction = Literal["both", "within", "around"]

SAME_WORDS: Final = "same-words/1"
CONTAINMENT: Final = "containment/1"

WORDS: Final = 8
"""Shorter texts are repeated, never nearly repeated."""

CONTAINED: Final = 0.5
"""Share of the smaller text's shingles that stand in the larger one."""

COVERED: Final = 0.4
"""Share of the new text that the old one must have said already."""

SHINGLES: Final = 5
"""Fewer in common are a turn of phrase: "Prime Minister Boris Johnson told reporters"."""

_ALIGNED = 0.5
_NEGATED = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a text relates to an earlier one.

    Attributes:
        relation: ``repeat``: the same words; ``near``: the same text, edited; ``update``: much the
            same text, and a number or name in it changed, or most of it is new; ``different``.
        measure: containment, 0 to 1, of the smaller text in the larger: the same either way round.
        method: how it was found, with its version.
        direction: where the new text stands: ``within`` the old one, ``around`` it, or ``both``.
    """

    relation: Relation
    measure: float
    method: str
    direction: Direction = "both"


def compare(new: Text, old: Text) -> Verdict:
    """How ``new`` relates to ``old``.

    Containment is that of Broder, "On the resemblance and containment of documents" (1997). Texts
    that share enough are then held against each other for what a copy keeps, numbers and names.
    """
    if new.same is not None and new.same == old.same:
        swapped = _contradict(facts_of(new.headline), facts_of(old.headline), begins=False)
        return Verdict("update" if swapped else "repeat", 1.0, SAME_WORDS)
    shared = len(new.shingles & old.shingles)
    small, large = sorted((len(new.shingles), len(old.shingles)))
    measure = shared / small if small else 0.0
    direction = _direction(new, old)
    if min(new.count, old.count) < WORDS or shared < SHINGLES or measure < CONTAINED:
        return Verdict("different", measure, CONTAINMENT, direction)
    is_new = shared < COVERED * len(new.shingles)
    relation: Relation = "update" if is_new or contradict(new, old) else "near"
    return Verdict(relation, measure, CONTAINMENT, direction)


def _direction(new: Text, old: Text) -> Direction:
    # A tenth more or less is rewording, not adding or dropping.
    if 10 * len(new.shingles) < 9 * len(old.shingles):
        return "within"
    return "around" if 9 * len(new.shingles) > 10 * len(old.shingles) else "both"


def contradict(new: Text, old: Text) -> bool:
    """Whether a number or name of one text stands in the place of another one of the other."""
    return _contradict(facts_of(new.headline), facts_of(old.headline), begins=False) or _contradict(
        facts_of(new.body), facts_of(old.body)
    )


def _contradict(new: list[Sentence], old: list[Sentence], *, begins: bool = True) -> bool:
    new_words = {word for sentence in new for word in sentence.words}
    old_words = {word for sentence in old for word in sentence.words}
    return any(
        # What only one text has was added or cut; what each has in place of the other's changed.
        (a.names - old_words and b.names - new_words) or _numbers_changed(a, b) or _negated(a, b)
        for a, b in _aligned(new, old, begins=begins)
    )


def _numbers_changed(a: Sentence, b: Sentence) -> bool:
    only_a, only_b = a.numbers - b.numbers, b.numbers - a.numbers
    if not only_a or not only_b:
        return False
    counted = {what for _, what in only_a if what} & {what for _, what in only_b if what}
    values_a, values_b = {value for value, _ in a.numbers}, {value for value, _ in b.numbers}
    return bool(counted) or bool(values_a - values_b and values_b - values_a)


def _negated(a: Sentence, b: Sentence) -> bool:
    """Whether the sentences differ in little more than a "not"."""
    return a.negations != b.negations and len(a.words ^ b.words) <= _NEGATED


def _aligned(
    new: list[Sentence], old: list[Sentence], *, begins: bool
) -> Iterator[tuple[Sentence, Sentence]]:
    """Sentences that stand in the place of each other.

    They share half their words, or they stand between the same neighbours.
    """
    places = {sentence: place for place, sentence in enumerate(old)}
    partners = [places.get(sentence) for sentence in new]
    taken = set(partners)
    left = [place for place in range(len(old)) if place not in taken]
    if not left:
        return
    before = -1 if begins else len(old)
    for place, (sentence, partner) in enumerate(zip(new, partners, strict=True)):
        if partner is not None:
            before = partner
            continue
        after = next((p for p in partners[place:] if p is not None), -1)
        for other in left:
            if before < other < after or _alike(sentence, old[other]):
                yield sentence, old[other]


def _alike(a: Sentence, b: Sentence) -> bool:
    return len(a.words & b.words) >= _ALIGNED * min(len(a.words), len(b.words))
