"""What is older than the hub's memory, read from the log in blocks that clients share.

However many clients come back at once, few readers are open, and a block that many need is read
once. No client holds a reader while it takes in what it was given.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from streams.delivery.records import Record
from streams.errors import BrokerError
from streams.gateway.following import Log, Place, following
from streams.settings import Settings

from .cursor import Of
from .items import TOPICS, Item, Unreadable, id_of, item_of
from .metrics import StreamMetrics
from .repeats import WINDOW, Repeats

SIZE: Final = 128
"""Offsets of a block."""

_MOST_BYTES: Final = 32 * 1024 * 1024
_FETCH_BYTES: Final = 2 * 1024 * 1024
_FETCH_WAIT_MS: Final = 50
_MEMORIES: Final = 64
_AT_ONCE: Final = 32
_WITHIN_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Block:
    """What clients get of a stretch of a partition.

    Attributes:
        items: in order.
        until: the offset that comes next.
    """

    items: tuple[Item, ...]
    until: int


class Readers:
    """Readers of the log, opened at need, a few at once.

    Args:
        settings: how to connect, and how many.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns = asyncio.Semaphore(settings.gateway_stream_readers)
        self._idle: list[Log] = []
        self._stack = AsyncExitStack()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Log]:
        """A reader, as soon as there is one.

        Raises:
            BrokerError: Kafka cannot be reached.
        """
        async with self._turns:
            if self._idle:
                log = self._idle.pop()
            else:
                log = await self._stack.enter_async_context(
                    following(
                        self._settings,
                        *TOPICS.values(),
                        fetch_bytes=_FETCH_BYTES,
                        fetch_wait_ms=_FETCH_WAIT_MS,
                    )
                )
            try:
                yield log
            finally:
                log.rest()
                self._idle.append(log)

    async def close(self) -> None:
        """Close them."""
        await self._stack.aclose()


class Blocks:
    """The blocks of a topic, the last ones kept.

    Args:
        of: which stream.
        readers: read the log.
        metrics: counters.
    """

    def __init__(self, of: Of, readers: Readers, metrics: StreamMetrics) -> None:
        self._topic = TOPICS[of].name
        self._readers = readers
        self._read_blocks = metrics.blocks.labels(of)
        self._bytes = 0
        self._kept: OrderedDict[tuple[int, int], Block] = OrderedDict()
        self._memories: OrderedDict[tuple[int, int], Repeats] = OrderedDict()
        self._reading: dict[tuple[int, int], asyncio.Task[Block]] = {}

    def get(
        self, partition: int, offset: int, *, beginning: int, end: int
    ) -> asyncio.Future[Block]:
        """The block with an offset in it, soon; the future is shared: wait, do not cancel.

        Args:
            partition: its number.
            offset: what must be in it.
            beginning: the partition's first offset.
            end: an offset up to which there are records; more than ``offset``.

        The future raises:
            BrokerError: Kafka cannot be reached, or does not answer.
            OffsetsGone: retention was faster.
        """
        number = offset // SIZE
        name = (partition, number)
        kept = self._kept.get(name)
        if kept is not None and kept.until > offset:
            self._kept.move_to_end(name)
            at_once: asyncio.Future[Block] = asyncio.get_running_loop().create_future()
            at_once.set_result(kept)
            return at_once
        task = self._reading.get(name)
        if task is None:
            until = min(end, (number + 1) * SIZE)
            task = asyncio.create_task(self._read(partition, number, beginning, until))
            self._reading[name] = task
            task.add_done_callback(lambda done: self._done(name, done))
        return task

    async def close(self) -> None:
        """Stop what is being read."""
        tasks = list(self._reading.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, name: tuple[int, int], task: asyncio.Task[Block]) -> None:
        del self._reading[name]
        if task.cancelled() or task.exception() is not None:
            return
        self._forget(name)
        block = self._kept[name] = task.result()
        self._bytes += _size(block)
        while self._bytes > _MOST_BYTES:
            self._forget(next(iter(self._kept)))

    def _forget(self, name: tuple[int, int]) -> None:
        if (block := self._kept.pop(name, None)) is not None:
            self._bytes -= _size(block)

    async def _read(self, partition: int, number: int, beginning: int, until: int) -> Block:
        try:
            async with self._readers.one() as log, asyncio.timeout(_WITHIN_S):
                return await self._block(log, partition, number, beginning, until)
        except TimeoutError as error:
            raise BrokerError(f"Kafka does not answer within {_WITHIN_S:.0f} s") from error

    async def _block(
        self, log: Log, partition: int, number: int, beginning: int, until: int
    ) -> Block:
        begin = number * SIZE
        memory = self._memories.get((partition, number - 1))
        repeats = Repeats() if memory is None else memory.copy()
        start = max(beginning, begin - WINDOW if memory is None else begin)
        place = Place(self._topic, partition)
        items: list[Item] = []
        count = 0
        self._read_blocks.inc()
        async for record in _span(log, place, start, until):
            event_id = id_of(record)
            is_repeat = event_id is not None and repeats.saw(record.position.offset, event_id)
            if record.position.offset >= begin and not is_repeat:
                items += _items(record)
                count += 1
                if count % _AT_ONCE == 0:
                    await asyncio.sleep(0)
        if until == begin + SIZE:
            self._memories[partition, number] = repeats
            if len(self._memories) > _MEMORIES:
                self._memories.popitem(last=False)
        return Block(tuple(items), until)


async def _span(log: Log, place: Place, start: int, until: int) -> AsyncIterator[Record]:
    log.start({place: start})
    while (await log.positions())[place] < until:
        for record in await log.take(1.0):
            if record.position.offset >= until:
                return
            yield record


def _items(record: Record) -> list[Item]:
    try:
        item = item_of(record)
    except Unreadable:
        return []  # the live reading has said so
    return [] if item is None else [item]


def _size(block: Block) -> int:
    return sum(len(item.json) for item in block.items)
