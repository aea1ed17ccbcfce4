"""One figure, and what makes figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Label = TypeVar("Label", str, int)


@dataclass(frozen=True, slots=True)
class Score:
    """A figure.

    Attributes:
        name: unique among all figures; it is the key in floor.json.
        value: what was measured; absent where the data is not here.
        goal: what it should reach, where there is a goal.
        count: of the things that it was measured on.
        data: what they are.
        note: what a reader has to know beside it.
    """

    name: str
    value: float | None
    goal: float | None
    count: int
    data: str
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; nothing where there is no goal or no value."""
        if self.value is None or self.goal is None:
            return None
        return self.value >= self.goal


@dataclass(frozen=True, slots=True)
class Scorer:
    """What measures one field.

    Attributes:
        name: of the field, for the line of progress.
        scores: measures; it is given the folder of evaluation data, where there is one.
        cheap: takes a few seconds at most, and needs nothing but the repository; runs with the
            tests.
    """

    name: str
    scores: Callable[[Path | None], list[Score]]
    cheap: bool = False


def f1(hits: int, found: int, expected: int) -> float:
    """The harmonic mean of precision and recall; one where there was nothing to find."""
    return 2 * hits / (found + expected) if found + expected else 1.0


def f1_by_label(pairs: Sequence[tuple[Label, Label]]) -> dict[Label, float]:
    """How well each label of the gold is given; a pair is the right and the given label."""
    hits = Counter(gold for gold, label in pairs if gold == label)
    expected = Counter(gold for gold, _ in pairs)
    found = Counter(label for _, label in pairs)
    return {label: f1(hits[label], found[label], expected[label]) for label in sorted(expected)}


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean; with ``f1_by_label`` it is macro-F1. None of nothing: that is zero."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """What a text has, and what was found in it.

    Attributes:
        expected: what the gold has, each as a key that says all that must be right.
        found: the same of what was found, with its confidence.
    """

    expected: frozenset[Hashable]
    found: Mapping[Hashable, float]

    @property
    def hits(self) -> int:
        """How many are in both."""
        return len(self.expected & self.found.keys())

    def judged(self) -> list[tuple[float, bool]]:
        """Of each that was found, its confidence and whether it is right."""
        return [(confidence, key in self.expected) for key, confidence in self.found.items()]


def micro_f1(compared: Iterable[Compared]) -> float:
    """F1 over all texts together."""
    rows = list(compared)
    return f1(
        sum(row.hits for row in rows),
        sum(len(row.found) for row in rows),
        sum(len(row.expected) for row in rows),
    )


def precision_recall(compared: Iterable[Compared]) -> str:
    """Both, for a note."""
    rows = list(compared)
    hits = sum(row.hits for row in rows)
    found = sum(len(row.found) for row in rows) or 1
    expected = sum(len(row.expected) for row in rows) or 1
    return f"P {hits / found:.3f}, R {hits / expected:.3f}"
