"""Kind, urgency, breaking and topics, on the gold set.

The set is text alone: what a page adds (pictures, links, key-event flags, story growth) cannot help
here, so kinds such as ``embed`` and ``related`` are harder than in service.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path

from . import gold
from .answers import HALVES, Answer, answers, figure
from .score import Compared, Score, f1, f1_by_label, mean, micro_f1, precision_recall


def scores(eval_data: Path | None) -> list[Score]:
    """The figures of both halves."""
    del eval_data
    return [score for half in HALVES for score in _half(half)]


def topics(answer: Answer) -> Compared:
    """The topics of an entry, as codes."""
    found: dict[Hashable, float] = {
        topic.code.removeprefix("medtop:"): topic.confidence for topic in answer.event.topics
    }
    return Compared(frozenset(answer.gold.topics), found)


def topic_f1(rows: Sequence[Compared]) -> dict[str, float]:
    """How well each topic is given."""
    return {
        name: f1(
            sum(code in row.expected and code in row.found for row in rows),
            sum(code in row.found for row in rows),
            sum(code in row.expected for row in rows),
        )
        for name, code in gold.TOPICS.items()
    }


def _half(half: gold.Half) -> list[Score]:
    seen = answers(half)
    count = len(seen)
    kinds = f1_by_label([(answer.gold.kind, answer.event.kind) for answer in seen])
    levels = [(answer.gold.urgency, answer.event.urgency) for answer in seen]
    urgency = f1_by_label(levels)
    near = sum(abs(gold - found) <= 1 for gold, found in levels) / count
    breaking = [
        Compared(
            frozenset({True} if answer.gold.breaking else ()),
            {True: 1.0} if answer.event.breaking else {},
        )
        for answer in seen
    ]
    english = sum((answer.event.provenance.language or "").startswith("en") for answer in seen)
    return [
        figure(half, "language: told", english / count, count, "English is seen to be it"),
        figure(half, "kind: macro-F1", mean(kinds.values()), count, _each(half, kinds)),
        figure(half, "urgency: macro-F1", mean(urgency.values()), count, _each(half, urgency)),
        figure(half, "urgency: within one level", near, count),
        figure(
            half,
            "breaking: F1",
            micro_f1(breaking),
            sum(len(row.expected) for row in breaking),
            precision_recall(breaking),
        ),
        *_topics(half, [topics(answer) for answer in seen]),
    ]


def _topics(half: gold.Half, rows: Sequence[Compared]) -> list[Score]:
    each = topic_f1(rows)
    about = [row for row in rows if row.expected]
    nothing = [row for row in rows if not row.expected]
    labels = sum(len(row.expected) for row in rows)
    return [
        figure(half, "topics: macro-F1", mean(each.values()), labels, _each(half, each)),
        figure(half, "topics: micro-F1", micro_f1(rows), labels, precision_recall(rows)),
        figure(
            half,
            "topics: answered",
            mean(bool(row.found) for row in about),
            len(about),
            "entries with a topic that got any; the others are abstentions",
        ),
        figure(
            half,
            "topics: left empty rightly",
            mean(not row.found for row in nothing),
            len(nothing),
            "entries without a topic that got none",
        ),
    ]


def _each(half: gold.Half, labels: dict[str, float] | dict[int, float]) -> str:
    """Label by label; of the half that nobody reads only how many there are."""
    if half == "test":
        return f"{len(labels)} labels"
    ranked = sorted(labels.items(), key=lambda item: (item[1], str(item[0])))
    return ", ".join(f"{label} {value:.2f}" for label, value in ranked)
