from __future__ import annotations

import asyncio

import pytest
from aiokafka import AIOKafkaConsumer
from copydesk_client.connection import stop as stop_of_client

from streams.connection import stop_consumer

pytestmark = pytest.mark.broker


async def waiting(kafka) -> AIOKafkaConsumer:
    """A consumer one of whose fetches waits to be tried again, as after an error of Kafka's."""
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka.brokers)
    await consumer.start()
    await asyncio.sleep(0.1)  # until it waits for partitions: before that it tidies up once
    consumer._fetcher._pending_tasks.add(asyncio.create_task(asyncio.sleep(60)))
    await asyncio.sleep(0)
    return consumer


async def test_aiokafka_still_passes_on_what_it_cancels(kafka):
    """When this fails, ``stop_consumer`` is needed no more."""
    consumer = await waiting(kafka)
    with pytest.raises(asyncio.CancelledError):
        await consumer.stop()
    await consumer._client.close()


@pytest.mark.parametrize("stop", [stop_consumer, stop_of_client])
async def test_stopping_a_consumer_cancels_nobody_else(kafka, stop):
    await stop(await waiting(kafka))


@pytest.mark.parametrize("stop", [stop_consumer, stop_of_client])
async def test_who_is_cancelled_while_stopping_is_cancelled(kafka, stop):
    consumer = await waiting(kafka)
    held = asyncio.get_running_loop().create_future()
    consumer._fetcher.close = lambda: held
    stopping = asyncio.create_task(stop(consumer))
    await asyncio.sleep(0.05)
    stopping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopping
    await consumer._client.close()
