"""Quantities and times by exact span and by what they mean, in the bodies of the gold set."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import schemas

from . import gold, gold_model
from .answers import HALVES, Answer, answers, figure, span_of
from .gold_model import Span
from .gold_time import Interval
from .score import Compared, Score, mean, micro_f1, precision_recall

_TOLERANCE: Final = {"part-of-day": timedelta(hours=3)}
# "84 of the 96 departments": what links a number to what it counts is in neither
LINK: Final = re.compile(
    r"(?: of(?: (?:the|its|their|his|her|our|my|all|these|those|them|an?|\d[\d,]*))*)?$"
)
_INSTANT: Final = timedelta(minutes=1)
"""A minute may be meant as its first instant or as a whole."""

Pair = tuple[gold_model.Quantity, schemas.Quantity]


def scores(eval_data: Path | None) -> list[Score]:
    """The figures of both halves."""
    del eval_data
    return [score for half in HALVES for score in (*_quantities(half), *_times(half))]


def quantities(answer: Answer) -> Compared:
    """Quantities by span."""
    return Compared(
        frozenset(one.span for one in answer.gold.quantities),
        {_measured(answer, one): one.confidence for one in _found_quantities(answer)},
    )


def right_quantities(answer: Answer) -> Compared:
    """Quantities by span, value and bound."""
    pairs = dict(_pairs(answer))
    found: dict[Hashable, float] = {}
    for one in _found_quantities(answer):
        span = _measured(answer, one)
        wrong = span in pairs and not _same(*pairs[span])
        found[(span, "wrong") if wrong else span] = one.confidence
    return Compared(frozenset(one.span for one in answer.gold.quantities), found)


def times(answer: Answer) -> Compared:
    """Times by span."""
    return Compared(
        frozenset(one.span for one in answer.gold.times),
        {span_of(one.evidence): one.confidence for one in _found_times(answer) if one.evidence},
    )


def right_times(answer: Answer) -> Compared:
    """Times by span and meaning."""
    meant = {one.span: one.meaning for one in answer.gold.times}
    found: dict[Hashable, float] = {}
    for one in _found_times(answer):
        if one.evidence:
            span = span_of(one.evidence)
            wrong = span in meant and not close(meant[span], one.start, one.end)
            found[(span, "wrong") if wrong else span] = one.confidence
    return Compared(frozenset(meant), found)


def close(meant: Interval, start: datetime, end: datetime) -> bool:
    """Whether an interval is the one that is meant; parts of a day have no sharp ends."""
    allowed = _TOLERANCE.get(meant.grain, _INSTANT)
    return abs(start - meant.start) <= allowed and abs(end - meant.end) <= allowed


def _found_quantities(answer: Answer) -> list[schemas.Quantity]:
    return [one for one in answer.event.quantities if one.evidence and one.evidence.field == "body"]


def _found_times(answer: Answer) -> list[schemas.Time]:
    return [one for one in answer.event.times if one.evidence and one.evidence.field == "body"]


def _measured(answer: Answer, one: schemas.Quantity) -> Span:
    """Bound, number and unit: the gold has what is counted beside the span, not in it."""
    if one.evidence is None:
        raise ValueError("a quantity has no evidence")
    span = span_of(one.evidence)
    text = uncounted(answer.text(span), one.counts)
    return Span(span.field, span.start, span.start + len(text))


def uncounted(text: str, counts: str | None) -> str:
    """The words of a quantity without what it counts."""
    if counts and (place := text.rfind(counts)) > 0:
        return LINK.sub("", text[:place].rstrip())
    return text


def _pairs(answer: Answer) -> Iterator[tuple[Span, Pair]]:
    """Quantities of one span, in the gold and as found."""
    expected = {one.span: one for one in answer.gold.quantities}
    for one in _found_quantities(answer):
        span = _measured(answer, one)
        if span in expected:
            yield span, (expected[span], one)


def _same(gold: gold_model.Quantity, found: schemas.Quantity) -> bool:
    # the contract has no range: its lower end is the value
    return abs(found.value - gold.value) <= 0.001 * abs(gold.value) and (
        gold.bound in {found.bound, "range"}
    )


def _quantities(half: gold.Half) -> list[Score]:
    rows = [quantities(answer) for answer in answers(half)]
    pairs = [pair for answer in answers(half) for _, pair in _pairs(answer)]
    counted = [(gold, found) for gold, found in pairs if gold.counts or found.counts]
    victims = [(gold, found) for gold, found in pairs if gold.casualty or found.casualty]
    shares = {
        "unit": mean(gold.unit == found.unit for gold, found in pairs),
        "what is counted": mean(gold.counts == found.counts for gold, found in counted),
        "casualty": mean(gold.casualty == found.casualty for gold, found in victims),
    }
    return [
        figure(
            half,
            "quantities: strict F1",
            micro_f1(rows),
            sum(len(row.expected) for row in rows),
            f"exact span of bound, number and unit; {precision_recall(rows)}",
        ),
        figure(
            half,
            "quantities: value accuracy",
            mean(_same(*pair) for pair in pairs),
            len(pairs),
            "value and bound, of those with the right span; also right: "
            + ", ".join(f"{name} {share:.3f}" for name, share in shares.items()),
        ),
        figure(
            half,
            "quantities: span and value F1",
            micro_f1(right_quantities(answer) for answer in answers(half)),
            sum(len(row.expected) for row in rows),
        ),
    ]


def _times(half: gold.Half) -> list[Score]:
    rows = [times(answer) for answer in answers(half)]
    right = [right_times(answer) for answer in answers(half)]
    hits = sum(row.hits for row in rows)
    count = sum(len(row.expected) for row in rows)
    return [
        figure(
            half,
            "times: strict F1",
            micro_f1(rows),
            count,
            f"exact span; {precision_recall(rows)}",
        ),
        figure(
            half,
            "times: value accuracy",
            sum(row.hits for row in right) / (hits or 1),
            hits,
            "both ends, of those with the right span; parts of a day within three hours",
        ),
        figure(half, "times: span and value F1", micro_f1(right), count),
    ]
