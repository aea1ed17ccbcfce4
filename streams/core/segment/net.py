"""The network that weighs what is seen of the lines: pure array arithmetic, for NumPy and JAX alike.

Words are averaged, each line is seen with its neighbours through convolutions whose reach doubles
(van den Oord et al. 2016, WaveNet), and with the mean of the whole page (Zaheer et al. 2017, Deep
Sets), which is how a page's own manner comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

REACHES: Final = (1, 2, 4, 8)


def emissions(weights: Mapping[str, Any], dense: Any, ids: Any, mask: Any, xp: Any) -> Any:
    """How well each tag fits each line.

    Args:
        weights: arrays by name.
        dense: lines by features.
        ids: lines by words.
        mask: lines by one: 1.0, or 0.0 for what only fills up the array.
        xp: ``numpy`` or ``jax.numpy``.

    Returns:
        Lines by tags.
    """
    count = xp.maximum((ids != 1).sum(1, keepdims=True).astype(dense.dtype), 1.0)
    known = weights["words"] * (xp.arange(len(weights["words"])) != 1)[:, None]
    mean = known[ids].sum(1) / count**0.5
    first, last = weights["first"][ids[:, 0]], weights["words"][ids[:, 1]]
    seen = xp.concatenate([dense, mean, first, last], 1)
    hidden = _relu(seen @ weights["in"] + weights["in_bias"], xp) * mask
    lines = xp.maximum(mask.sum(), 1.0)
    page = xp.concatenate([hidden.sum(0) / lines, hidden.max(0)])
    page = _relu(page @ weights["page"] + weights["page_bias"], xp)
    hidden = (
        _relu(hidden @ weights["mix"] + page @ weights["mix_page"] + weights["mix_bias"], xp) * mask
    )
    for reach in REACHES:
        near = xp.concatenate([_moved(hidden, reach, xp), hidden, _moved(hidden, -reach, xp)], 1)
        near = _relu(near @ weights[f"near{reach}"] + weights[f"near{reach}_bias"], xp)
        hidden = (hidden + near) * mask
    return hidden @ weights["out"] + weights["out_bias"]


def _relu(values: Any, xp: Any) -> Any:
    return xp.maximum(values, 0.0)


def _moved(values: Any, by: int, xp: Any) -> Any:
    if abs(by) >= values.shape[0]:
        return xp.zeros_like(values)
    empty = xp.zeros_like(values[: abs(by)])
    if by > 0:
        return xp.concatenate([empty, values[:-by]], 0)
    return xp.concatenate([values[-by:], empty], 0)
