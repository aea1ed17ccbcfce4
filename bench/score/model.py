"""One figure of the score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """A figure.

    Attributes:
        name: unique among all figures.
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
