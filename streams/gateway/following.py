"""Topics followed from given offsets, outside of any consumer group: nothing is committed.

Where to begin is the caller's to know: a client's cursor, or offsets in its own database. An
offset that the log no longer has is an error here, never a silent jump::

    async with following(settings, EVENTS) as log:
        async for records in log.follow(await log.beginnings()):
            ...
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError

from schemas import Position
from streams.connection import client_options, stop_consumer
from streams.delivery.records import Record
from streams.errors import BrokerError, OffsetsGone
from streams.settings import Settings
from streams.topics import Topic

_ANSWER_WITHIN_S: Final = 20.0
_MOST_AT_ONCE: Final = 500
_FETCH_BYTES: Final = 8 * 1024 * 1024
_PARTITION_BYTES: Final = 1024 * 1024
_FETCH_WAIT_MS: Final = 500


class Place(NamedTuple):
    """A partition of a topic."""

    topic: str
    partition: int


Offsets = Mapping[Place, int]
"""Where to read on, or what stands where: the offset of the next record of each partition."""


class Log:
    """Reads topics from where it is told to; one at a time may take records.

    Args:
        consumer: one that has been started, without a group.
        places: the partitions of the topics, in order.

    Attributes:
        places: the same.
    """

    def __init__(self, consumer: Any, places: tuple[Place, ...]) -> None:
        self._consumer = consumer
        self.places = places

    async def beginnings(self) -> dict[Place, int]:
        """The first offset that each partition still has.

        Raises:
            BrokerError: Kafka does not answer.
        """
        return await self._ask(self._consumer.beginning_offsets)

    async def ends(self) -> dict[Place, int]:
        """The offset that the next record of each partition will get.

        Raises:
            BrokerError: Kafka does not answer.
        """
        return await self._ask(self._consumer.end_offsets)

    def start(self, offsets: Offsets) -> None:
        """Read these partitions, and no others, from these offsets on."""
        assigned = {TopicPartition(*place): offset for place, offset in offsets.items()}
        self._consumer.assign(list(assigned))
        for place, offset in assigned.items():
            self._consumer.seek(place, offset)

    def rest(self) -> None:
        """Read nothing, until the next start."""
        self._consumer.assign([])

    async def take(self, timeout_s: float, most: int = _MOST_AT_ONCE) -> list[Record]:
        """The next records, in order per partition; none where none came within the time.

        While Kafka is away none come; when it is back, reading goes on where it was.

        Raises:
            OffsetsGone: the log does not have an offset: too old, or beyond the end.
            BrokerError: Kafka refuses, for good.
        """
        try:
            found = await self._consumer.getmany(timeout_ms=int(timeout_s * 1000), max_records=most)
        except OffsetOutOfRangeError as error:
            raise OffsetsGone([Place(*place) for place in error.args[0]]) from error
        except KafkaError as error:
            raise BrokerError(f"Kafka does not let us read ({error!r})") from error
        return [_record(one) for records in found.values() for one in records]

    async def positions(self) -> dict[Place, int]:
        """Where the reading of each partition stands: behind the last record that was taken."""
        assigned = self._consumer.assignment()
        return {Place(*place): await self._consumer.position(place) for place in assigned}

    async def lag(self) -> int:
        """About how many records wait, by what Kafka said when it was last read."""
        waiting = 0
        for place, position in (await self.positions()).items():
            end = self._consumer.highwater(TopicPartition(*place))
            waiting += max(0, end - position) if end is not None else 0
        return waiting

    async def follow(
        self, offsets: Offsets, *, wake_s: float = 1.0, most: int = _MOST_AT_ONCE
    ) -> AsyncIterator[list[Record]]:
        """Records as they come, for ever, in batches; an empty one after each ``wake_s`` of silence.

        Raises:
            OffsetsGone: the log does not have an offset: too old, or beyond the end.
        """
        self.start(offsets)
        while True:
            yield await self.take(wake_s, most)

    async def _ask(self, question: Any) -> dict[Place, int]:
        try:
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                found = await question([TopicPartition(*place) for place in self.places])
        except (KafkaError, OSError, TimeoutError) as error:
            raise BrokerError(f"Kafka does not tell its offsets ({error!r})") from error
        return {Place(*place): int(offset) for place, offset in found.items()}


@asynccontextmanager
async def following(
    settings: Settings,
    *topics: Topic,
    fetch_bytes: int = _FETCH_BYTES,
    fetch_wait_ms: int = _FETCH_WAIT_MS,
) -> AsyncIterator[Log]:
    """A reader of topics; ``Log.start`` or ``Log.follow`` says from where.

    Args:
        settings: how to connect.
        topics: which ones.
        fetch_bytes: about what may wait in memory.
        fetch_wait_ms: how long Kafka may wait for records; they come at once all the same, but a
            new start may have to wait so long for the answer to the question before.

    Raises:
        BrokerError: Kafka cannot be reached, or has no such topic.
    """
    consumer = AIOKafkaConsumer(
        **client_options(settings),
        enable_auto_commit=False,
        auto_offset_reset="none",
        fetch_max_bytes=fetch_bytes,
        fetch_max_wait_ms=fetch_wait_ms,
        max_partition_fetch_bytes=min(fetch_bytes, _PARTITION_BYTES),
    )
    try:
        try:
            await consumer.start()
            await consumer._client.force_metadata_update()  # noqa: SLF001 - else a new topic is unknown for minutes
        except (KafkaError, OSError) as error:
            raise BrokerError(
                f"Kafka at {settings.brokers} cannot be reached ({error}); start one with: "
                "copydesk broker, or set COPYDESK_BROKERS"
            ) from error
        yield Log(consumer, tuple(await _places(consumer, topics)))
    finally:
        await stop_consumer(consumer)


async def _places(consumer: Any, topics: Iterable[Topic]) -> list[Place]:
    found: list[Place] = []
    for topic in topics:
        numbers = consumer.partitions_for_topic(topic.name)
        if not numbers:
            await consumer.topics()
            numbers = consumer.partitions_for_topic(topic.name)
        if not numbers:
            raise BrokerError(f"the topic {topic.name} is missing; run: copydesk topics apply")
        found += [Place(topic.name, number) for number in sorted(numbers)]
    return found


def _record(found: Any) -> Record:
    return Record(
        key=found.key,
        value=found.value,
        position=Position.model_construct(
            topic=found.topic, partition=found.partition, offset=found.offset
        ),
        timestamp_ms=found.timestamp,
        headers=found.headers,
    )
