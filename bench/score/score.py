"""One figure, and what makes figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


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
        cheap: takes a second at most, and needs nothing but the repository; runs with the tests.
    """

    name: str
    scores: Callable[[Path | None], list[Score]]
    cheap: bool = False


def f1(hits: int, found: int, expected: int) -> float:
    """The harmonic mean of precision and recall; one where there was nothing to find."""
    return 2 * hits / (found + expected) if found + expected else 1.0
