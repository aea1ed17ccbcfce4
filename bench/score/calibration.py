"""Whether confidences mean what they say: how often facts are right that claim to be so likely.

Each fact is judged as its own scorer judges it: topics by code, mentions by span and type, quotes by
all their parts, claims by sentence and status, quantities and times by span and value. The expected
calibration error (Naeini et al. 2015) is the distance between confidence and share of right ones,
over ten bins of confidence, weighted by the facts in each. Figures are one minus it, so that more is
better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from . import attributions, classification, entities, gold, values
from .answers import HALVES, Answer, answers, figure
from .score import Compared, Score, mean

BINS: Final = 10
Judged = tuple[float, bool]


def _mentions(kind: str) -> Callable[[Answer], Compared]:
    return lambda answer: entities.of_type(entities.compared(answer), kind)


SORTS: Final[dict[str, Callable[[Answer], Compared]]] = {
    "topics": classification.topics,
    "people": _mentions("per"),
    "organisations": _mentions("org"),
    "places": _mentions("loc"),
    "quotes": attributions.quotes,
    "claims": attributions.claims,
    "quantities": values.right_quantities,
    "times": values.right_times,
}


def scores(eval_data: Path | None) -> list[Score]:
    """One figure a sort of fact and half, with its reliability in the note."""
    del eval_data
    return [_sort(half, sort) for half in HALVES for sort in SORTS]


def _sort(half: gold.Half, sort: str) -> Score:
    judged = [one for answer in answers(half) for one in SORTS[sort](answer).judged()]
    return figure(half, f"reliability: {sort}", 1 - error(judged), len(judged), table(judged))


def bins(judged: Sequence[Judged]) -> list[list[Judged]]:
    """The facts by confidence, in bins of equal width; empty bins are left out."""
    found: list[list[Judged]] = [[] for _ in range(BINS)]
    for confidence, right in judged:
        found[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return [each for each in found if each]


def error(judged: Sequence[Judged]) -> float:
    """The expected calibration error; nothing judged, no error."""
    gaps = (
        len(each) * abs(mean(sure for sure, _ in each) - mean(right for _, right in each))
        for each in bins(judged)
    )
    return sum(gaps) / (len(judged) or 1)


def table(judged: Sequence[Judged]) -> str:
    """What facts said of themselves, and how many of them were right."""
    rows = (
        f"{mean(sure for sure, _ in each):.2f}→{mean(right for _, right in each):.2f} ({len(each)})"
        for each in bins(judged)
    )
    return f"confidence→right (facts): {', '.join(rows)}"
