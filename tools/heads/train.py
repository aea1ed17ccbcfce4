"""Trains the heads of the classify stage and writes streams/core/classify/data/heads.npz.

    python -m tools.heads.train SOURCES words.npz            trains and writes
    python -m tools.heads.train SOURCES words.npz --folds 5  says how well, entry by entry held out

SOURCES is the folder of training data (docs/DATA.md), words.npz what tools.heads.vectors wrote. Needs
scikit-learn. One seed, one result on one machine.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from bench.score import gold
from streams.core.classify.heads import DATA, LAYOUT
from streams.core.classify.levels import features
from streams.core.classify.made import Made
from streams.core.classify.seen import TOKEN, UNKNOWN, lower, normal, see

from . import corpora, sections
from .entries import REPORT, Entries, target
from .judge import held_out, judge
from .kernel import Space, fit, second
from .mix import BALANCED, MIX, STRENGTH

# Function words say little of a topic, and still something of a kind.
_SMOOTH = 0.1
# One in this many items of the portal tells the kind head what plain news looks like.
_EVERY = 2000
# The second head learns from answers about entries that the first heads did not learn from.
_FOLDS = 5


def main() -> None:
    """Train, and measure or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("words", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=DATA)
    given = parser.parse_args()
    words, vectors = _vectors(given.words)
    numbers = {word: number for number, word in enumerate(words)}
    learned = corpora.all_of(given.sources)
    model = sections.fit(
        [_ids(row.text, numbers) for row in learned],
        np.array([row.topic for row in learned]),
        np.array([row.source for row in learned]),
        vectors,
        epochs=given.epochs,
        seed=given.seed,
    )
    labelled = [entry for half in ("dev", "train") for entry in gold.read(half=half)]  # type: ignore[arg-type]
    seen = [see(Made(entry.headline, entry.body), numbers) for entry in labelled]
    plain = [row.text for row in learned if row.source == corpora.PORTAL][::_EVERY]
    seen += [see(Made("", text), numbers) for text in plain]
    entries = Entries(seen, words, vectors, model, len(plain))
    if given.folds:
        judge(labelled, entries, given.folds, given.seed)
        return
    weights = {name: _weights(name, entries, target(name, labelled)) for name in LAYOUT}
    found = held_out(labelled, entries, _FOLDS, given.seed)
    answers = features(*(found[name][: len(labelled)] for name in LAYOUT))
    entries.write(given.out, weights, second(answers, target("urgency", labelled)))


def _vectors(path: Path) -> tuple[list[str], Any]:
    """The vocabulary and its vectors: what all words share taken off, common words made small."""
    with np.load(path) as data:
        words, counts = str(data["words"]).split("\n"), data["counts"].astype(float)
        vectors = data["vectors"].astype(float)
    share = counts / counts.sum()
    usual = np.minimum(share, 1e-4)
    vectors -= (vectors * usual[:, None]).sum(0) / usual.sum()
    vectors *= (_SMOOTH / (_SMOOTH + 20 * share))[:, None]
    vectors[counts == 0] = 0
    return words, vectors / np.sqrt((vectors**2).sum(1).mean())


def _ids(text: str, numbers: dict[str, int]) -> Any:
    found = [numbers.get(normal(token), UNKNOWN) for token in TOKEN.findall(lower(text))]
    return np.array(found, dtype=np.int64)


def _weights(name: str, entries: Entries, labels: Any) -> tuple[Any, Any]:
    """Dual weights, entries by outputs, and biases."""
    rows = entries.of(name)
    if len(rows) > len(labels):
        labels = np.concatenate([labels, np.full(len(rows) - len(labels), REPORT)])
    space = Space(entries.kernel(MIX[name])[np.ix_(rows, rows)])
    columns = labels.T if labels.ndim > 1 else [labels]
    models = [
        fit(space.points, column, STRENGTH[name], balanced=BALANCED[name]) for column in columns
    ]
    coefficients = np.concatenate([model.coef_ for model in models])
    dual = np.zeros((entries.count, len(coefficients)))
    dual[rows] = space.dual(coefficients.T)
    return dual, np.concatenate([model.intercept_ for model in models])


if __name__ == "__main__":
    main()
