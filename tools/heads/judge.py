"""How well the heads do on entries that they did not learn from."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from bench.score.gold import TOPICS as TOPIC
from bench.score.gold import GoldEntry
from bench.score.score import f1_by_label, mean
from streams.core.classify import topics as topics_module
from streams.core.classify.heads import LAYOUT, LEVELS, Scores
from streams.core.classify.kind import likeliest
from streams.core.classify.levels import features
from streams.core.classify.urgency import is_breaking, level_of

from .entries import REPORT, Entries, target
from .kernel import Space, fit, second
from .mix import BALANCED, MIX, STRENGTH


def held_out(labelled: list[GoldEntry], entries: Entries, folds: int, seed: int) -> dict[str, Any]:
    """Scores of each entry, by head, from heads that learned from the other folds."""
    found: dict[str, Any] = {}
    for name, width in LAYOUT.items():
        rows = entries.of(name)
        labels = target(name, labelled)
        if len(rows) > len(labelled):
            labels = np.concatenate([labels, np.full(len(rows) - len(labelled), REPORT)])
        points = Space(entries.kernel(MIX[name])[np.ix_(rows, rows)]).points
        out = np.zeros((len(rows), width))
        for learn, tell in _split(labelled, len(rows), folds, seed):
            columns = labels.T if labels.ndim > 1 else [labels]
            told = [
                fit(points[learn], column[learn], STRENGTH[name], balanced=BALANCED[name])
                .decision_function(points[tell])
                .reshape(len(tell), -1)
                for column in columns
            ]
            out[tell] = np.concatenate(told, axis=1)
        found[name] = out
    return found


def stacked(labelled: list[GoldEntry], found: dict[str, Any], folds: int, seed: int) -> Any:
    """Scores of the levels by the second head, which too learned from other folds."""
    given = features(*(found[name][: len(labelled)] for name in LAYOUT))
    levels, out = target("urgency", labelled), np.zeros((len(labelled), LEVELS))
    for learn, tell in _split(labelled, len(labelled), folds, seed + 1):
        model = second(given[learn], levels[learn])
        out[tell] = model.decision_function(given[tell])
    return out


def _split(labelled: list[GoldEntry], count: int, folds: int, seed: int) -> list[Any]:
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415 - for training only

    kinds = np.full(count, REPORT)
    kinds[: len(labelled)] = target("kind", labelled)
    return list(StratifiedKFold(folds, shuffle=True, random_state=seed).split(kinds, kinds))


def judge(labelled: list[GoldEntry], entries: Entries, folds: int, seed: int) -> None:
    """Print the figures."""
    found = held_out(labelled, entries, folds, seed)
    levelled = stacked(labelled, found, folds, seed)
    section = entries.section_scores()
    scores = [
        Scores(
            found["kind"][row],
            levelled[row],
            float(found["breaking"][row, 0]),
            found["topics"][row],
            section[row],
        )
        for row in range(len(labelled))
    ]
    news = found["kind"][len(labelled) :].argmax(1) == REPORT
    print(f"portal's items that are reports: {news.mean():.3f} of {len(news)}")
    kinds = [likeliest(one) for one in scores]
    _print("kind", [(entry.kind, kind) for entry, kind in zip(labelled, kinds, strict=True)])
    levels = [level_of(one, kind) for one, kind in zip(scores, kinds, strict=True)]
    _print("urgency", [(e.urgency, level) for e, level in zip(labelled, levels, strict=True)])
    near = mean(abs(e.urgency - n) <= 1 for e, n in zip(labelled, levels, strict=True))
    print(f"  within one level {near:.3f}")
    said = [is_breaking(kind, level) for kind, level in zip(kinds, levels, strict=True)]
    hits = sum(a and e.breaking for a, e in zip(said, labelled, strict=True))
    print(f"breaking: F1 {2 * hits / (sum(said) + sum(e.breaking for e in labelled)):.3f}")
    for least, first in product((0.25, 0.3, 0.35), (0.1, 0.2, 0.3)):
        topics_module.LEAST, topics_module.LEAST_OF_FIRST = least, first  # type: ignore[misc]
        _topics(labelled, [topics_module.chosen(o, k) for o, k in zip(scores, kinds, strict=True)])


def _topics(labelled: list[GoldEntry], found: list[list[topics_module.Likely]]) -> None:
    truth = target("topics", labelled)
    given = np.zeros_like(truth)
    for row, likely in enumerate(found):
        given[row, [one.topic for one in likely]] = True
    hits, total = (truth & given).sum(0), truth.sum(0) + given.sum(0)
    judged = [(o.probability, truth[r, o.topic]) for r, each in enumerate(found) for o in each]
    off = mean(p for p, _ in judged) - mean(bool(right) for _, right in judged)
    first = [f[0].topic for f, t in zip(found, truth, strict=True) if f and t.any()]
    main = [
        list(TOPIC.values()).index(e.topics[0])
        for e, f in zip(labelled, found, strict=True)
        if f and e.topics
    ]
    print(
        f"topics from {topics_module.LEAST}, first {topics_module.LEAST_OF_FIRST}:"
        f" macro {np.mean(2 * hits / np.maximum(total, 1)):.3f}"
        f" micro {2 * hits.sum() / total.sum():.3f} too sure by {off:+.3f}"
        f" main first {mean(a == b for a, b in zip(first, main, strict=True)):.3f}"
    )


def _print(name: str, pairs: list[tuple[Any, Any]]) -> None:
    each = f1_by_label(pairs)
    right = mean(a == b for a, b in pairs)
    print(f"{name}: macro {mean(each.values()):.3f} right {right:.3f}")
    print("  " + ", ".join(f"{label} {value:.2f}" for label, value in each.items()))
