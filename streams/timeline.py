"""Entries as a log with times: what a replay sends, and when."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from schemas import Coverage, RawEntry
from streams.core.deduplicate import identify
from streams.sources import Malformed


@dataclass(frozen=True, slots=True)
class Timed:
    """One record for ``news.raw`` and the time at which it arrives.

    Attributes:
        key: the record's key, the desk.
        value: the record's bytes.
        at: when it arrives, in the replay's own time; never before its predecessor.
        is_tick: it ends an embargo or an entry's time, and does not stand in the file.
    """

    key: bytes
    value: bytes
    at: datetime
    is_tick: bool = False


def timeline(entries: Iterable[RawEntry | Malformed], start: datetime) -> Iterator[Timed]:
    """The entries in their order, with the ends of embargoes and of entries put in at their time.

    An entry arrives when it was fetched, else when it was last changed or published, else right
    after its predecessor; the first one without any time arrives at ``start``. What is due after
    the last entry does not happen.
    """
    now: datetime | None = None
    due: list[tuple[datetime, str, RawEntry]] = []
    for entry in entries:
        if isinstance(entry, Malformed):
            yield Timed(b"main", entry.value, now or start)
            continue
        said = entry.fetched_at or entry.updated_at or entry.published_at
        now = max(filter(None, (said, now)), default=start)
        while due and due[0][0] <= now:
            at, _, tick = heapq.heappop(due)
            yield Timed(tick.desk.encode(), tick.to_json(), at, is_tick=True)
        yield Timed(entry.desk.encode(), entry.to_json(), now)
        for at, tick in ticks(entry):
            if at > now:
                heapq.heappush(due, (at, f"{tick.operation} {tick.entry_id}", tick))


def ticks(entry: RawEntry) -> Iterator[tuple[datetime, RawEntry]]:
    """The inputs by which an entry's embargo and its time end, with when they are due."""
    if entry.operation != "upsert":
        return
    named: dict[str, Any] = {
        "desk": entry.desk,
        "source": entry.source,
        "coverage": Coverage(id=entry.coverage.id),
        "entry_id": identify(entry).entry_id,
    }
    if entry.embargoed_until:
        yield entry.embargoed_until, RawEntry(**named, operation="release")
    if entry.expires_at:
        yield entry.expires_at, RawEntry(**named, operation="expire")
