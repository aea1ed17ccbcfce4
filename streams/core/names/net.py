"""The network of the name tagger: whole numbers only, so that every machine gives the same answer.

Activations are whole sixteenths of at most 127 steps, weights whole 128ths of at most 127; sums of
their products stay below 2**24 and so are exact in single precision, in whatever order they are added.
A word's own vector and its share in the first convolution depend on the word alone and can be kept;
the residual convolutions after that (He et al. 2016) see four words to either side.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]

REACHES: Final = (1, 2)
"""How far apart the words are that the second and third convolution see."""

MARGIN: Final = 4
"""How many breaks must stand at either end of a text: as many as its first word sees."""

_STEP: Final = np.float32(1 / 128)
_MOST: Final = np.float32(127)
_NONE: Final = np.float32(0)


def word_vectors(weights: Weights, features: Floats) -> Floats:
    """What each word means, and its share in the first convolution as a left, middle and right word.

    Args:
        weights: arrays by name.
        features: words by features, in whole steps.

    Returns:
        Words by four times the width.
    """
    own = _added(features @ weights["in"] + weights["in_bias"], _NONE)
    return np.concatenate([own, own @ weights["near0"]], 1)


def scores(weights: Weights, words: Floats, known: Floats) -> Floats:
    """How well each tag fits each word.

    Args:
        weights: arrays by name.
        words: from ``word_vectors``, in the order of the text.
        known: words by width: what lists know of each (rows of ``weights["known"]``).

    Returns:
        Words by tags, whole numbers, without the breaks at either end (``MARGIN`` of them).
    """
    width = known.shape[1]
    left, middle, right = (words[:, at * width : (at + 1) * width] for at in (1, 2, 3))
    near = middle[1:-1] + known[1:-1]
    near += left[:-2]
    near += right[2:]
    hidden = _added(near, words[1:-1, :width])
    for layer, reach in enumerate(REACHES, 1):
        own = hidden[reach:-reach]
        seen = np.concatenate((hidden[: -2 * reach], own, hidden[2 * reach :]), 1)
        near = seen @ weights[f"near{layer}"]
        near += weights[f"near{layer}_bias"]
        hidden = _added(near, own)
    told: Floats = hidden @ weights["out"]
    told += weights["out_bias"]
    return told


def _added(sums: Floats, to: Floats | np.float32) -> Floats:
    """Sums as activations, in whole steps, none below nought, added to others; in place."""
    sums *= _STEP
    np.rint(sums, out=sums)
    # NumPy compares with an array four times as fast as with a number
    np.maximum(sums, np.zeros_like(sums), out=sums)
    sums += to
    return np.minimum(sums, np.full_like(sums, _MOST), out=sums)
