"""``news.entries`` → ``news.classified``: what sort of entry, about what, how urgent."""

from __future__ import annotations

from schemas import Entry
from streams.core.classify import classify
from streams.delivery.codec import decode, encode
from streams.delivery.records import Agent, Record, Step
from streams.topics import CLASSIFIED, ENTRIES


def step(record: Record, _: object) -> Step:
    """Classify one entry."""
    classified = classify(decode(Entry, record.value))
    return Step(classified.kind, outputs=(encode(CLASSIFIED, record.key, classified),))


AGENT = Agent("classify", ENTRIES, (CLASSIFIED,), step)
