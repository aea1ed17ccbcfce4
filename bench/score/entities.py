"""People, organisations and places by exact span and type, on the gold set."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from schemas import Facts, Published
from streams.core.enrich import gazetteer

from . import gold
from .answers import HALVES, Answer, answers, figure, span_of
from .gold_model import Span
from .score import Compared, Score, micro_f1, precision_recall

TYPES: Final = ("per", "org", "loc")


class Named(NamedTuple):
    """A mention that was found."""

    span: Span
    type: str
    metonym: bool
    confidence: float


def named(facts: Facts | Published) -> Iterator[Named]:
    """Every mention of a person, organisation or place."""
    for person in facts.people:
        for span in person.mentions:
            yield Named(span_of(span), "per", False, person.confidence)
    for body in facts.organisations:
        for span in body.mentions:
            yield Named(span_of(span), "org", body.metonym, body.confidence)
    for place in facts.places:
        for span in place.mentions:
            yield Named(span_of(span), "loc", False, place.confidence)


def compared(answer: Answer, *, countries_are_one: bool = False) -> Compared:
    """Mentions as span and type.

    Args:
        answer: an entry and its event.
        countries_are_one: take a country that acts for a place; readers differ there most.
    """

    def key(span: Span, kind: str, metonym: bool) -> Hashable:
        if countries_are_one and metonym and answer.text(span) in _countries():
            return span, "loc"
        return span, kind

    return Compared(
        frozenset(key(one.span, one.type, one.metonym) for one in answer.gold.mentions),
        {key(one.span, one.type, one.metonym): one.confidence for one in named(answer.event)},
    )


def of_type(row: Compared, kind: str) -> Compared:
    """The mentions of one type; keys end with it."""
    return Compared(
        frozenset(key for key in row.expected if isinstance(key, tuple) and key[-1] == kind),
        {k: sure for k, sure in row.found.items() if isinstance(k, tuple) and k[-1] == kind},
    )


def scores(eval_data: Path | None) -> list[Score]:
    """The figures of both halves."""
    del eval_data
    return [score for half in HALVES for score in _half(half)]


def _half(half: gold.Half) -> list[Score]:
    rows = [compared(answer) for answer in answers(half)]
    merged = [compared(answer, countries_are_one=True) for answer in answers(half)]
    untyped = [
        Compared(
            frozenset(one.span for one in answer.gold.mentions),
            {one.span: one.confidence for one in named(answer.event)},
        )
        for answer in answers(half)
    ]
    count = sum(len(row.expected) for row in rows)
    found = [figure(half, "entities: typed F1", micro_f1(rows), count, precision_recall(rows))]
    for kind in TYPES:
        typed = [of_type(row, kind) for row in rows]
        number = sum(len(row.expected) for row in typed)
        found.append(
            figure(
                half,
                f"entities: {kind.upper()} F1",
                micro_f1(typed),
                number,
                precision_recall(typed),
            )
        )
    return [
        *found,
        figure(
            half,
            "entities: typed F1, countries as one",
            micro_f1(merged),
            count,
            "a country that acts counts as a place, too",
        ),
        figure(half, "entities: untyped F1", micro_f1(untyped), count),
    ]


@cache
def _countries() -> frozenset[str]:
    return gazetteer.country_names()
