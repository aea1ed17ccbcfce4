"""Entries of the gold set as they leave the classify and enrich stages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

import schemas
from schemas import Coverage, Entry, Published
from streams.core.classify import classify
from streams.core.enrich import enrich

from . import gold
from .gold_model import Span
from .score import Score

HALVES: Final[tuple[gold.Half, ...]] = ("dev", "test")
GOALS: Final = {
    "kind: macro-F1": 0.90,
    "urgency: macro-F1": 0.80,
    "topics: macro-F1": 0.80,
    "entities: typed F1": 0.85,
    "quotes: span F1": 0.90,
    "quotes: speaker accuracy": 0.85,
    "quantities: strict F1": 0.80,
    "quantities: value accuracy": 0.90,
    "times: strict F1": 0.80,
    "times: value accuracy": 0.90,
}
LEARNED: Final = frozenset({"kind", "urgency", "breaking", "topics", "entities"})
"""What models give that learned from the dev half, too: there the figures only say that nothing broke."""

_COVERAGE: Final = Coverage(id="gold")


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry of the gold set, and the event that is made of it."""

    gold: gold.GoldEntry
    event: Published

    def text(self, span: Span) -> str:
        """The words of a span."""
        text = self.gold.headline if span.field == "headline" else self.gold.body
        return text[span.start : span.end]


@cache
def answers(half: gold.Half) -> tuple[Answer, ...]:
    """All entries of a half with their events; the language is left for the service to tell."""
    return tuple(
        Answer(entry, published(entry.headline, entry.body, entry.at))
        for entry in gold.read(half=half)
    )


def published(headline: str, body: str, at: datetime) -> Published:
    """The event of a text that is new.

    Raises:
        TypeError: it became something else.
    """
    entry = Entry(
        event="gold",
        change="published",
        desk="main",
        source="gold",
        coverage=_COVERAGE,
        entry="gold",
        revision=1,
        headline=headline or None,
        body=body,
        published_at=at,
    )
    event = enrich(classify(entry))
    if not isinstance(event, Published):
        raise TypeError(f"a new entry became {type(event).__name__}")
    return event


def figure(half: gold.Half, name: str, value: float, count: int, note: str = "") -> Score:
    """A figure of one half; ``name`` is ``field: figure``. Goals are for the half nobody reads."""
    field, _, what = name.partition(": ")
    if half == "dev" and field in LEARNED:
        note = "; ".join(filter(None, ("models learned from this half", note)))
    return Score(
        f"{field}, {half}: {what}",
        value,
        GOALS.get(name) if half == "test" else None,
        count,
        f"bench/gold, {half}",
        note,
    )


def span_of(span: schemas.Span) -> Span:
    """A span of an event as one of the gold set."""
    return Span(span.field, span.start, span.end)
