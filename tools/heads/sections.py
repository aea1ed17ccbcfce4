"""The section model: which one topic a text of the portal or HuffPost stands under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy.sparse as sp

from streams.core.classify.heads import TOPICS, root
from streams.core.classify.seen import PAIRS, Numbers, pairs

_RATE, _RATE_DENSE, _BATCH, _DENSE = 0.4, 0.1, 512, 3.0
SOURCES: Final = 4


def counts(rows: list[Numbers], width: int) -> Any:
    """Texts by rows: how often each occurs, over the root of the length."""
    lengths = [len(row) for row in rows]
    values = np.concatenate([np.full(n, root(n)) for n in lengths] or [np.zeros(0)])
    matrix = sp.csr_matrix(
        (values, np.concatenate(rows), np.cumsum([0, *lengths])), shape=(len(rows), width)
    )
    matrix.sum_duplicates()
    return matrix


@dataclass(frozen=True)
class Sections:
    """Weights by word and by pair; the word vectors' part is in the words'."""

    words: Any
    pairs: Any
    bias: Any


def fit(
    texts: list[Numbers], topics: Any, sources: Any, vectors: Any, *, epochs: int, seed: int
) -> Sections:
    """Multinomial logistic regression by AdaGrad, with a bias for each source."""
    count = len(vectors)
    seen = counts(texts, count)
    dense = (seen @ vectors) * _DENSE
    sparse = sp.hstack([seen, counts([pairs(ids, 6) for ids in texts], PAIRS)]).tocsr()
    weights, squares = np.zeros((count + PAIRS, TOPICS)), np.full(count + PAIRS, 1e-2)
    deep, deep_squares = np.zeros((vectors.shape[1], TOPICS)), np.full((vectors.shape[1], 1), 1e-2)
    bias = np.zeros((SOURCES, TOPICS))
    random = np.random.default_rng(seed)
    for _ in range(epochs):
        order = random.permutation(len(texts))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            scores = sparse[rows] @ weights + dense[rows] @ deep + bias[sources[rows]]
            wrong = np.exp(scores - scores.max(1, keepdims=True))
            wrong /= wrong.sum(1, keepdims=True)
            wrong[np.arange(len(rows)), topics[rows]] -= 1
            wrong *= 20 / len(rows)
            used = np.unique(sparse[rows].indices)
            step = np.asarray(sparse[rows].T.tocsr()[used] @ wrong)
            squares[used] += (step**2).mean(1)
            weights[used] -= _RATE * step / np.sqrt(squares[used])[:, None]
            step = dense[rows].T @ wrong
            deep_squares += (step**2).mean(1, keepdims=True)
            deep -= _RATE_DENSE * step / np.sqrt(deep_squares)
            for source in range(SOURCES):
                bias[source] -= 0.02 * wrong[sources[rows] == source].sum(0)
    return Sections(weights[:count] + vectors @ deep * _DENSE, weights[count:], bias)
