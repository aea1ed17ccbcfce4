"""Entries, records and times for tests, with everything that a test does not speak of filled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from schemas import Position, RawEntry
from streams.delivery.records import Record
from streams.topics import RAW

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
TEXT = "The bridge over the river is closed until further notice."


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def raw(**fields: Any) -> RawEntry:
    """A raw entry about a bridge."""
    given = {"coverage": {"id": "blog"}, "entry_id": "e-1", "source": "courier"}
    if fields.get("operation", "upsert") == "upsert":
        given |= {"headline": "Bridge closes", "body": TEXT}
    return RawEntry.model_validate({**given, **fields})


def record(
    value: bytes | None, offset: int = 0, *, when: datetime = NOON, topic: str = RAW.name
) -> Record:
    """A record of partition 0."""
    return Record(
        key=b"main",
        value=value,
        position=Position(topic=topic, partition=0, offset=offset),
        timestamp_ms=round(when.timestamp() * 1000),
    )
