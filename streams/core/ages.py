"""What has become too old, by the time of the log."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta


class Ages:
    """Keys by when they were last touched, to be handed out once they are too old.

    Indexes are asked as of a record, so what is too old must be out at the same record every
    time, whenever the table gets round to deleting it.

    Args:
        limit: how old is too old.
    """

    def __init__(self, limit: timedelta) -> None:
        self._limit = limit
        self._heap: list[tuple[datetime, str]] = []

    def add(self, key: str, touched_at: datetime) -> None:
        """Take up a key; an older time of it counts no more."""
        heapq.heappush(self._heap, (touched_at, key))

    def older(self, now: datetime, touched: Mapping[str, datetime]) -> Iterator[str]:
        """The keys that are past the limit, each once.

        Args:
            now: the time of the log.
            touched: when each key was last touched.
        """
        while self._heap and self._heap[0][0] + self._limit < now:
            touched_at, key = heapq.heappop(self._heap)
            if touched.get(key) == touched_at:
                yield key
