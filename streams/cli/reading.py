"""Reading output topics without a consumer group: nobody is held up, nothing is committed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams.connection import client_options, stop_consumer
from streams.errors import BrokerError
from streams.settings import Settings
from streams.topics import Topic


class Reader:
    """Reads one topic from where it was told to begin."""

    def __init__(self, consumer: Any, places: list[TopicPartition]) -> None:
        self._consumer = consumer
        self._places = places

    async def batch(self, timeout_s: float) -> list[Any]:
        """The records that came within so many seconds, in order per partition."""
        found = await self._consumer.getmany(*self._places, timeout_ms=int(timeout_s * 1000))
        return [record for records in found.values() for record in records]

    async def records(self) -> AsyncIterator[Any]:
        """Records as they come, for ever."""
        while True:
            for record in await self.batch(0.5):
                yield record

    async def rest(self) -> AsyncIterator[Any]:
        """Records up to what is the end now."""
        ends = await self._consumer.end_offsets(self._places)
        while [p for p in self._places if await self._consumer.position(p) < ends[p]]:
            for record in await self.batch(0.2):
                if record.offset < ends[TopicPartition(record.topic, record.partition)]:
                    yield record


@asynccontextmanager
async def reading(
    settings: Settings, topic: Topic, *, from_beginning: bool, since: datetime | None = None
) -> AsyncIterator[Reader]:
    """A reader of a topic, from its beginning, from a time on, or from now on.

    Raises:
        BrokerError: Kafka cannot be reached, or has no such topic.
    """
    consumer = AIOKafkaConsumer(**client_options(settings), enable_auto_commit=False)
    try:
        await consumer.start()
    except (KafkaError, OSError) as error:
        await stop_consumer(consumer)
        raise BrokerError(
            f"Kafka at {settings.brokers} cannot be reached ({error}); start one with: "
            "copydesk broker, or set COPYDESK_BROKERS"
        ) from error
    try:
        await consumer._client.force_metadata_update()  # noqa: SLF001 - else a new topic is unknown for minutes
        numbers = consumer.partitions_for_topic(topic.name)
        if not numbers:
            await consumer.topics()
            numbers = consumer.partitions_for_topic(topic.name)
        if not numbers:
            raise BrokerError(f"the topic {topic.name} is missing; run: copydesk topics apply")
        places = [TopicPartition(topic.name, number) for number in sorted(numbers)]
        consumer.assign(places)
        if from_beginning:
            await consumer.seek_to_beginning(*places)
        elif since is not None:
            await _seek_to_time(consumer, places, since)
        else:
            await consumer.seek_to_end(*places)
            await asyncio.gather(*(consumer.position(place) for place in places))
        yield Reader(consumer, places)
    finally:
        await stop_consumer(consumer)


async def _seek_to_time(consumer: Any, places: list[TopicPartition], since: datetime) -> None:
    at_ms = int(since.timestamp() * 1000)
    found = await consumer.offsets_for_times(dict.fromkeys(places, at_ms))
    ends = await consumer.end_offsets(places)
    for place in places:
        first = found.get(place)
        consumer.seek(place, ends[place] if first is None else first.offset)
