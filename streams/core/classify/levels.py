"""The level of urgency from what the heads say together: a second, small head over their answers.

How urgent news is depends on what sort of entry brings it and what it is about (Wolpert 1992, stacked
generalization); the first heads see words alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
_MIDDLE: Final = 5.0


@dataclass(frozen=True, slots=True)
class Levels:
    """Weights by what ``features`` gives, then by level."""

    weights: Floats
    bias: Floats

    def scores(self, kind: Floats, urgency: Floats, breaking: Floats, topics: Floats) -> Floats:
        """How well each level fits an entry, as logits; digits that all machines share."""
        return np.round(features(kind, urgency, breaking, topics) @ self.weights + self.bias, 6)


def features(kind: Floats, urgency: Floats, breaking: Floats, topics: Floats) -> Floats:
    """What the second head sees of the scores of the first; entries may be rows.

    Kinds and topics as probabilities; the level that is expected; and both it and how breaking
    the words are for each topic, since an urgent word means less in sport.
    """
    kinds, levels = _softmax(kind), _softmax(urgency)
    expected = (levels * np.arange(1, levels.shape[-1] + 1)).sum(-1, keepdims=True) - _MIDDLE
    about = 1 / (1 + np.exp(-np.clip(topics, -30, 30)))
    parts = [2 * kinds, urgency / 2, breaking, expected, 2 * about]
    return np.concatenate([*parts, about * breaking, about * expected], -1)


def _softmax(scores: Floats) -> Floats:
    each = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(each / each.sum(-1, keepdims=True))
