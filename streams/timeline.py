"""Entries as a log with times: what a replay sends, and when."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

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
        is_release: it ends an embargo, and does not stand in the file.
    """

    key: bytes
    value: bytes
    at: datetime
    is_release: bool = False


def timeline(entries: Iterable[RawEntry | Malformed], start: datetime) -> Iterator[Timed]:
    """The entries in their order, with the end of each embargo put in at its time.

    An entry arrives when it was fetched, else when it was last changed or published, else right
    after its predecessor; the first one without any time arrives at ``start``. Embargoes that
    end after the last entry stay held.
    """
    now: datetime | None = None
    held: list[tuple[datetime, str, RawEntry]] = []
    for entry in entries:
        if isinstance(entry, Malformed):
            yield Timed(b"main", entry.value, now or start)
            continue
        said = entry.fetched_at or entry.updated_at or entry.published_at
        now = max(filter(None, (said, now)), default=start)
        while held and held[0][0] <= now:
            due, _, release = heapq.heappop(held)
            yield Timed(release.desk.encode(), release.to_json(), due, is_release=True)
        yield Timed(entry.desk.encode(), entry.to_json(), now)
        if entry.operation == "upsert" and entry.embargoed_until and entry.embargoed_until > now:
            who = identify(entry)
            heapq.heappush(held, (entry.embargoed_until, who.key, _release(entry, who.entry_id)))


def _release(entry: RawEntry, entry_id: str) -> RawEntry:
    return RawEntry(
        desk=entry.desk,
        source=entry.source,
        coverage=Coverage(id=entry.coverage.id),
        entry_id=entry_id,
        operation="release",
    )
