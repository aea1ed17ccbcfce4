"""Accuracy, measured: one module per field, each with ``scores(eval_data) -> list[Score]``.

``python -m bench.score`` writes docs/SCORES.md; with ``--check`` it compares with floor.json.
"""

from .score import Score, Scorer
from .scorers import SCORERS, measure

__all__ = ["SCORERS", "Score", "Scorer", "measure"]
