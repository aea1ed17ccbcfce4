"""Whether an action has happened, on invented sentences: ``bench/gold_events``.

A sentence counts as right where an action is found at the marked words and has the status of the gold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from streams.core.enrich.facts import extract

from .score import Score, f1, f1_by_label, mean

HALVES: Final = ("dev", "test")
_GOLD: Final = Path(__file__).parent.parent / "gold_events"
_MARK: Final = re.compile(r"\[(.*?)\]")


class Sentence(NamedTuple):
    """A sentence, where its actions are marked, and their status."""

    text: str
    marks: tuple[tuple[int, int], ...]
    status: str


def scores(eval_data: Path | None) -> list[Score]:
    """The figures of both halves."""
    del eval_data
    return [score for half in HALVES for score in _half(half)]


def read(half: str) -> Iterator[Sentence]:
    """The sentences of a half."""
    for line in (_GOLD / f"status-{half}.tsv").read_text(encoding="utf-8").splitlines():
        status, _, marked = line.partition("\t")
        found = list(_MARK.finditer(marked))
        # each pair of brackets before a mark shifts it by two
        marks = tuple((one.start() - 2 * i, one.end() - 2 * i - 2) for i, one in enumerate(found))
        yield Sentence(_MARK.sub(r"\1", marked), marks, status)


def given(sentence: Sentence) -> str:
    """The status found for the marked action; empty where none is found there."""
    for action in extract("", sentence.text, at=None, bylines=()).actions:
        span = action.evidence
        if span and any(span.start < end and start < span.end for start, end in sentence.marks):
            return action.status
    return ""


def _half(half: str) -> list[Score]:
    pairs = [(one.status, given(one)) for one in read(half)]
    each = f1_by_label(pairs)
    most, often = Counter(status for status, _ in pairs).most_common(1)[0]
    found = [pair for pair in pairs if pair[1]]
    notes = {
        "macro-F1": f"always {most}: {f1(often, len(pairs), often) / len(each):.2f}; "
        + ", ".join(f"{label} {value:.2f}" for label, value in each.items()),
        "accuracy": "an action that is not found counts as wrong",
        "accuracy of those found": "",
    }
    figures = (
        ("macro-F1", mean(each.values()), len(pairs)),
        ("accuracy", mean(gold == one for gold, one in pairs), len(pairs)),
        ("accuracy of those found", mean(gold == one for gold, one in found), len(found)),
    )
    return [
        Score(
            f"assertion status, {half}: {name}",
            value,
            None,
            count,
            f"bench/gold_events, {half}",
            notes[name] if half == "dev" or name != "macro-F1" else notes[name].split(";")[0],
        )
        for name, value, count in figures
    ]
