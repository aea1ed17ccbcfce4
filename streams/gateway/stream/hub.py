"""The newest records of a topic in memory, once for all clients, each of which walks through them.

A client has no queue of its own: the memory is the queue, and the client a place in it. What is
kept does not grow with the number of clients, and one that is further behind than the memory
goes back has fallen behind. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .cursor import Offsets, later
from .items import Item

_AT_ONCE: Final = 128
"""Records that one client looks at before others get their turn."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record in memory.

    Attributes:
        item: what clients get of it.
        after: where one is who has seen everything up to it.
    """

    item: Item
    after: Offsets


class Hub:
    """The newest records of a topic, in the order in which they came here.

    Args:
        starts: from which offset of each partition on records come here, with no gap.
        most: records that are kept.
        most_bytes: bytes that they may have together; at least one is kept.

    Attributes:
        starts: from these offsets on everything is in memory.
        position: the offsets that come next.
        first: number of the oldest record in memory.
        end: number that the next one will get.
    """

    def __init__(self, starts: Sequence[int], most: int, most_bytes: int) -> None:
        self.starts = tuple(starts)
        self.position = tuple(starts)
        self.first = self.end = 0
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: dict[int, Kept] = {}

    def publish(self, partition: int, offset: int, item: Item | None) -> None:
        """Take in the next record of a partition.

        Args:
            partition: its number.
            offset: of the record.
            item: what clients get of it; ``None`` for nothing, as of a repeat.
        """
        self.position = _with(self.position, partition, offset + 1)
        if item is None:
            return
        self._kept[self.end] = Kept(item, self.position)
        self.end += 1
        self._bytes += len(item.json)
        while len(self._kept) > self._most or (
            self._bytes > self._most_bytes and len(self._kept) > 1
        ):
            oldest = self._kept.pop(self.first).item
            self.first += 1
            self._bytes -= len(oldest.json)
            self.starts = _with(self.starts, oldest.partition, oldest.offset + 1)

    def at(self, number: int) -> Kept:
        """A record in memory, by its number."""
        return self._kept[number]


class FellBehind(Exception):
    """A client is further behind than the memory goes back."""


Wants = Callable[[Item], bool]
Delivery = tuple[Offsets, Item]
"""What a client gets, with its place after it."""


class Walker:
    """One client's way: through the log until it reaches the memory, then through the memory.

    Args:
        cursor: the offset of each partition's next record.
        wants: whether the client asked for a record; asked once for each, in order. ``None``: all.

    Attributes:
        cursor: where the client is; what it did not ask for is passed, too.
    """

    def __init__(self, cursor: Sequence[int], wants: Wants | None = None) -> None:
        self.cursor = tuple(cursor)
        self._wants = wants
        self._number: int | None = None
        self._abreast = False

    def lacks(self, hub: Hub) -> dict[int, int]:
        """The partitions whose next record is no longer in memory, with its offset."""
        if self._number is not None:
            return {}
        return {
            partition: offset
            for partition, (offset, start) in enumerate(zip(self.cursor, hub.starts, strict=True))
            if offset < start
        }

    def passes(
        self, partition: int, items: Sequence[Item], until: int, most_bytes: int
    ) -> Iterator[list[Delivery]]:
        """Pass records of one partition that were read from the log; to be done before joining.

        Args:
            partition: its number.
            items: everything in it from the client's place to ``until``; what is before is passed over.
            until: the offset that comes next.
            most_bytes: about how much to give at once.
        """
        found: list[Delivery] = []
        size = 0
        for item in items:
            if item.offset < self.cursor[partition]:
                continue
            self.cursor = _with(self.cursor, partition, item.offset + 1)
            if self._wants is None or self._wants(item):
                found.append((self.cursor, item))
                size += len(item.json)
            if size >= most_bytes:
                yield found
                found, size = [], 0
        self.cursor = _with(self.cursor, partition, max(until, self.cursor[partition]))
        yield found

    def takes(self, hub: Hub, most_bytes: int) -> list[Delivery]:
        """What comes next out of the memory, about so much.

        Empty when there is nothing new, or when nothing of it is wanted; ``has_all`` tells.

        Raises:
            FellBehind: it is no longer there.
        """
        number = self._number
        if number is None:
            if self.lacks(hub):
                raise FellBehind
            number = hub.end if self.cursor == hub.position else hub.first
        if number < hub.first:
            raise FellBehind
        found: list[Delivery] = []
        size = 0
        last = min(hub.end, number + _AT_ONCE)
        while number < last and size < most_bytes:
            kept = hub.at(number)
            number += 1
            item = kept.item
            if self._abreast:
                self.cursor = kept.after
            else:
                has = item.offset < self.cursor[item.partition]
                self.cursor = later(self.cursor, kept.after)
                self._abreast = self.cursor == kept.after
                if has:
                    continue
            if self._wants is None or self._wants(item):
                found.append((self.cursor, item))
                size += len(item.json)
        if number == hub.end:
            self.cursor = later(self.cursor, hub.position)
        self._number = number
        return found

    def has_all(self, hub: Hub) -> bool:
        """Whether the client has seen everything in the memory."""
        return self._number == hub.end


def _with(offsets: Offsets, partition: int, offset: int) -> Offsets:
    return (*offsets[:partition], offset, *offsets[partition + 1 :])
