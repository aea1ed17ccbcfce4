"""Exact names by span and type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.core.names.words import TAGS

Name = tuple[int, int, str]


def names(tags: Sequence[int]) -> set[Name]:
    """Names that a row of tags means: first word, one past the last, type."""
    found: set[Name] = set()
    start, kind = 0, ""
    for at, number in enumerate([*tags, 0]):
        place, _, told = TAGS[number].partition("-")
        if kind and (place != "I" or told != kind):
            found.add((start, at, kind))
            kind = ""
        if told and not kind:
            start, kind = at, told
    return found


@dataclass
class Counts:
    """What was right, what was found, what there was to find, by type."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)

    def add(self, gold: set[Name], told: set[Name]) -> None:
        """Count one text."""
        for counter, some in ((self.right, gold & told), (self.found, told), (self.there, gold)):
            counter.update(kind for _, _, kind in some)

    def f1(self, *kinds: str) -> float:
        """F1 of these types together."""
        right, found, there = (
            sum(counter[kind] for kind in kinds) for counter in (self.right, self.found, self.there)
        )
        return 2 * right / max(1, found + there)

    def __str__(self) -> str:
        right, found, there = (sum(one.values()) for one in (self.right, self.found, self.there))
        each = " ".join(f"{kind} {self.f1(kind):.3f}" for kind in ("per", "org", "loc"))
        return (
            f"F1 {self.f1('per', 'org', 'loc'):.3f} P {right / max(1, found):.3f}"
            f" R {right / max(1, there):.3f} {each} n {there}"
        )
