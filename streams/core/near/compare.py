"""How a text relates to an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from .contradict import bodies_contradict, headlines_contradict
from .words import Text

Relation = Literal["repeat", "near", "update", "different"]
Direction = Literal["both", "within", "around"]

SAME_WORDS: Final = "same-words/1"
CONTAINMENT: Final = "containment/1"

WORDS: Final = 8
"""Shorter texts are repeated, never nearly repeated."""

CONTAINED: Final = 0.6
"""Share of the smaller text's shingles that stand in the larger one."""

COVERED: Final = 0.4
"""Share of the new text that the old one must have said already."""

SHINGLES: Final = 5
"""Fewer in common are a turn of phrase: "Prime Minister Ines Okafor told reporters"."""

FEW: Final = 12
"""Of fewer shingles, a turn of phrase is a large share: more must be shared."""

CONTAINED_OF_FEW: Final = 0.8


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
        swapped = headlines_contradict(new.headline, old.headline)
        return Verdict("update" if swapped else "repeat", 1.0, SAME_WORDS)
    shared = len(new.shingles & old.shingles)
    small = min(len(new.shingles), len(old.shingles))
    measure = shared / small if small else 0.0
    direction = _direction(new, old)
    if min(new.length, old.length) < WORDS or not suffices(shared, small):
        return Verdict("different", measure, CONTAINMENT, direction)
    is_new = shared < COVERED * len(new.shingles)
    changed = is_new or headlines_contradict(new.headline, old.headline)
    changed = changed or bodies_contradict(new.body, old.body)
    relation: Relation = "update" if changed else "near"
    return Verdict(relation, measure, CONTAINMENT, direction)


def suffices(shared: int, small: int) -> bool:
    """Whether so many common shingles, of a smaller text of so many, make two texts one."""
    needed = CONTAINED_OF_FEW if small < FEW else CONTAINED
    return shared >= SHINGLES and shared >= needed * small


def _direction(new: Text, old: Text) -> Direction:
    # A tenth more or less is rewording, not adding or dropping.
    if 10 * len(new.shingles) < 9 * len(old.shingles):
        return "within"
    return "around" if 9 * len(new.shingles) > 10 * len(old.shingles) else "both"
