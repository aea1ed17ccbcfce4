"""State as it was before a record, however far the table has moved on since.

A table value is kept as a list of versions, each with the offset of the record that made it:
the JSON ``[[offset, value], …]``, oldest first. A worker that takes over sees the table as far as its
predecessor got, which may be further than the predecessor's outputs: the records in between
come again. Reading each key *as of* the record in hand gives every record the same past, and
so the same decision, as the first time. Versions are dropped once the records that could still
need them are committed.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Any

import orjson

from .records import Remembered

MAX_VERSIONS = 16

Versions = list[list[Any]]


class TooManyVersions(Exception):
    """A key changed so often that the next write must wait until what is done is committed."""


def as_of(versions: Versions, offset: int) -> Any:
    """The newest value made by a record before ``offset``; ``None`` where there is none."""
    return next((value for made, value in reversed(versions) if made < offset), None)


class Memory:
    """The part of a table that belongs to one partition, and the index over it.

    Attributes:
        index: derived from the values; rebuilt from them, never stored.
        floor: offset up to which the input is committed: records before it never come again.
    """

    def __init__(
        self,
        table: MutableMapping[str, bytes],
        partition: int,
        remembers: Remembered,
        *,
        floor: int,
        age: timedelta,
    ) -> None:
        self._table = table
        self._prefix = f"{partition}/"
        self._how = remembers
        self._age = age
        self._offset = floor
        self.floor = floor
        self.index = remembers.new_index()
        self._ages: list[tuple[datetime, str]] = []  # a heap: an embargo's age lies ahead
        self._rebuild()

    def _rebuild(self) -> None:
        # as of the first record that will come again, which is the first one not committed
        values = (as_of(orjson.loads(data), self.floor) for data in self._own())
        loaded = [self._how.load(value) for value in values if value is not None]
        for value in loaded:
            self.index.add(value)
        self._ages = [(value.touched_at, key_of(value)) for value in loaded]
        heapify(self._ages)

    def _own(self) -> Iterator[bytes]:
        return (data for key, data in self._table.items() if key.startswith(self._prefix))

    def _versions(self, full_key: str) -> Versions:
        data = self._table.get(full_key)
        return orjson.loads(data) if data else []

    def at(self, offset: int) -> None:
        """Look at the state as it was before the record at ``offset``."""
        self._offset = offset

    def get(self, key: str) -> Any:
        """The value of a key before the current record; ``None`` where there is none."""
        value = as_of(self._versions(self._prefix + key), self._offset)
        return None if value is None else self._how.load(value)

    def put(self, key: str, value: Any) -> tuple[str, bytes]:
        """Write the value that the current record made; returns the table's key and value.

        Raises:
            TooManyVersions: first commit what is done, then try again; nothing was written.
        """
        full_key = self._prefix + key
        before = [v for v in self._versions(full_key) if v[0] < self._offset]
        needed = [v for v in before if v[0] >= self.floor]
        settled = [v for v in before if v[0] < self.floor][-1:]
        versions = [*settled, *needed, [self._offset, self._how.dump(value)]]
        if len(versions) > MAX_VERSIONS:
            raise TooManyVersions(key)
        data = self._table[full_key] = orjson.dumps(versions)
        if before:
            self.index.remove(self._how.load(before[-1][1]))
        self.index.add(value)
        heappush(self._ages, (value.touched_at, key))
        return full_key, data

    def forget(self, now: datetime, limit: int = 4) -> list[str]:
        """Delete a few values that are past their age; returns the table's keys.

        Steps do not see a value past its age, so this only frees room. It is done at twice the
        age and below the floor, where no record that comes again can ask for it.
        """
        gone: list[str] = []
        while self._ages and len(gone) < limit and self._ages[0][0] + 2 * self._age < now:
            key = self._ages[0][1]
            full_key = self._prefix + key
            made, value = self._versions(full_key)[-1] if full_key in self._table else (-1, None)
            current = None if value is None else self._how.load(value)
            is_old = current is not None and current.touched_at + 2 * self._age < now
            if is_old and made >= self.floor:
                break  # it may come again: its turn is once it is committed
            heappop(self._ages)
            if not is_old:
                continue  # gone, or written again since; its newer place in the queue stands
            del self._table[full_key]
            self.index.remove(current)
            gone.append(full_key)
        return gone


def key_of(value: Any) -> str:
    """The table key of a value: the id of its entry."""
    return str(getattr(value, "key", None) or value.entry)
