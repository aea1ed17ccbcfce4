"""Logistic regression on a few hundred entries with many more features: in the space of the entries.

With fewer entries than features the weights lie in the span of the entries, so the entries' inner
products are all that a solver needs; the weights of the features are found from its answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np


class Space:
    """Entries as points with the inner products ``kernel``."""

    def __init__(self, kernel: Any) -> None:
        sizes, axes = np.linalg.eigh(kernel)
        kept = sizes > 1e-6 * sizes[-1]
        self._back = axes[:, kept] / np.sqrt(sizes[kept])
        self.points = axes[:, kept] * np.sqrt(sizes[kept])

    def dual(self, weights: Any) -> Any:
        """Weights of entries from weights of axes: entries by outputs."""
        return self._back @ weights


def fit(points: Any, labels: Any, strength: float, *, balanced: bool) -> Any:
    """A fitted scikit-learn model."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - for training only

    return LogisticRegression(
        C=strength, class_weight="balanced" if balanced else None, max_iter=200, tol=1e-3
    ).fit(points, labels)


def second(given: Any, levels: Any) -> Any:
    """The second head of urgency, over answers of the first heads."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - for training only

    return LogisticRegression(C=0.3, class_weight="balanced", max_iter=1000).fit(given, levels)
