"""A look at the log itself: what is committed, what stands at the end of an output partition."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.connection import stop_consumer

from .records import POSITION_HEADER, Cause

_TIMEOUT_S = 20.0


class LogReader:
    """Reads single records and offsets, outside of any consumer group.

    One look at a time: the reader has one consumer, whose assignment changes with every look.

    Args:
        options: how to connect, as aiokafka names it.
        group: the consumer group whose commits are asked for.
    """

    def __init__(self, options: dict[str, Any], group: str) -> None:
        self._options = options
        self._group = group
        self._lock = asyncio.Lock()
        self._consumer: Any = None
        self._admin: Any = None

    async def __aenter__(self) -> Self:
        self._consumer = AIOKafkaConsumer(
            **self._options, enable_auto_commit=False, fetch_max_wait_ms=50
        )
        self._admin = AIOKafkaAdminClient(**self._options)
        await self._consumer.start()
        await self._admin.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await stop_consumer(self._consumer)
        await self._admin.close()

    async def partitions(self) -> dict[str, int]:
        """Number of partitions of every topic on the broker."""
        async with self._lock, asyncio.timeout(_TIMEOUT_S):
            topics = await self._admin.describe_topics(await self._admin.list_topics())
        return {topic["topic"]: len(topic["partitions"]) for topic in topics}

    async def committed(self, topic: str, partition: int) -> int:
        """The first offset that is not committed; the log's beginning where nothing is."""
        place = TopicPartition(topic, partition)
        async with self._lock, asyncio.timeout(_TIMEOUT_S):
            found = await self._admin.list_consumer_group_offsets(self._group, partitions=[place])
            offset = found[place].offset if place in found else -1
            if offset >= 0:
                return int(offset)
            return int((await self._consumer.beginning_offsets([place]))[place])

    async def first_from(self, topic: str, partition: int, offset: int) -> int:
        """Offset of the first record at or after ``offset``; the end where there is none.

        Offsets are passed over where compaction, retention or a transaction left none.
        """
        place = TopicPartition(topic, partition)
        async with self._lock, asyncio.timeout(_TIMEOUT_S):
            end = int((await self._consumer.end_offsets([place]))[place])
            beginning = int((await self._consumer.beginning_offsets([place]))[place])
            start = max(offset, beginning)
            if start >= end:
                return end
            record = await self._first(place, start, end)
            return int(record.offset) if record else end

    async def tail(self, topic: str, partition: int, cause_topic: str) -> tuple[int, int]:
        """Offset and index of the last input of ``cause_topic`` that this output partition shows.

        ``(-1, 0)`` where it shows none. Where several agents write to the topic, it looks back
        until it finds a record of the right one.
        """
        place = TopicPartition(topic, partition)
        async with self._lock:
            async with asyncio.timeout(_TIMEOUT_S):
                end = int((await self._consumer.end_offsets([place]))[place])
                beginning = int((await self._consumer.beginning_offsets([place]))[place])
            upper, width = end, 1
            while upper > beginning:
                lower = max(beginning, upper - width)
                async with asyncio.timeout(_TIMEOUT_S):
                    cause = await self._last_cause(place, lower, upper, cause_topic)
                if cause is not None:
                    return cause.offset, cause.index
                upper, width = lower, min(width * 16, 65_536)
        return -1, 0

    async def _first(self, place: TopicPartition, start: int, end: int) -> Any:
        self._consumer.assign([place])
        self._consumer.seek(place, start)
        while await self._consumer.position(place) < end:
            batch = await self._consumer.getmany(place, timeout_ms=200, max_records=1)
            for record in batch.get(place, ()):
                return record
        return None

    async def _last_cause(
        self, place: TopicPartition, lower: int, upper: int, cause_topic: str
    ) -> Cause | None:
        self._consumer.assign([place])
        self._consumer.seek(place, lower)
        found = None
        while await self._consumer.position(place) < upper:
            batch = await self._consumer.getmany(place, timeout_ms=200, max_records=upper - lower)
            for record in batch.get(place, ()):
                if record.offset >= upper:
                    return found
                cause = next(
                    (Cause.decode(v) for k, v in record.headers if k == POSITION_HEADER), None
                )
                if cause is not None and cause.topic == cause_topic:
                    found = cause
        return found
