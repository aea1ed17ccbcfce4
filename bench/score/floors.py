"""What figures must not fall below."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .score import Score

FLOORS: Final = Path(__file__).with_name("floor.json")
NOISE: Final = 0.003
"""Figures are deterministic; this is for a data set that grew by a line or two."""


def read(path: Path = FLOORS) -> dict[str, float]:
    """The floor of each figure by its name."""
    floors: dict[str, float] = json.loads(path.read_text())
    return floors


def write(scores: Sequence[Score], path: Path = FLOORS) -> None:
    """Make the figures the floors; those that were not measured stay."""
    floors = read(path) if path.exists() else {}
    # cut off, not rounded: a floor above its own figure would fail at once
    floors |= {
        score.name: int(score.value * 10_000) / 10_000
        for score in scores
        if score.value is not None
    }
    path.write_text(json.dumps(dict(sorted(floors.items())), indent=2) + "\n")


def drops(scores: Sequence[Score], floors: dict[str, float], noise: float = NOISE) -> list[str]:
    """What fell, one line each; a figure that was not measured did not fall."""
    return [
        f"{score.name}: {score.value:.4f} is below its floor of {floors[score.name]:.4f}"
        for score in scores
        if score.value is not None
        and score.name in floors
        and score.value < floors[score.name] - noise
    ]
