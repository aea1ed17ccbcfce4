from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import time

import pytest

from streams.errors import BrokerError, SendFailed
from streams.raw_producer import RawProducer
from streams.settings import Settings


async def test_without_a_broker_it_does_not_start():
    with pytest.raises(BrokerError, match="cannot be reached"):
        async with RawProducer(Settings(brokers="127.0.0.1:1"), 1):
            pass


@pytest.mark.broker
async def test_without_the_topic_it_does_not_start(kafka, settings):
    from aiokafka.admin import AIOKafkaAdminClient

    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.brokers)
    await admin.start()
    await admin.delete_topics(["news.raw"])
    while "news.raw" in await admin.list_topics():  # noqa: ASYNC110 - asks anew
        await asyncio.sleep(0.05)
    await admin.close()
    with pytest.raises(BrokerError, match=r"news\.raw"):
        async with RawProducer(settings, 3):
            pass


@pytest.mark.broker
async def test_a_record_that_kafka_refuses_does_not_stop_the_next(settings):
    async with RawProducer(settings, 5) as producer:
        with pytest.raises(SendFailed, match="did not take"):
            await producer.send([(b"desk", b"x" * (3 << 20))])
        (place,) = await producer.send([(b"desk", b"{}")])
        assert place.topic == "news.raw"
        assert await producer.ping(5)


@pytest.mark.broker
async def test_while_kafka_hangs_sends_fail_fast_and_do_not_pile_up(kafka, settings, caplog):
    async with RawProducer(settings, 0.5) as producer:
        await producer.send([(b"desk", b"1")])
        os.kill(kafka.pids[0], signal.SIGSTOP)
        try:
            with pytest.raises(SendFailed, match=r"within 0\.5 s"):
                await producer.send([(b"desk", b"2"), (b"other", b"2")])
            assert producer.overdue == 2
            began = time.monotonic()
            with pytest.raises(SendFailed, match="2 earlier records"):
                await producer.send([(b"desk", b"3")])
            assert time.monotonic() - began < 0.1
            assert not await producer.ping(0.2)
        finally:
            os.kill(kafka.pids[0], signal.SIGCONT)
        async with asyncio.timeout(20):
            while producer.overdue:  # noqa: ASYNC110 - a plain number
                await asyncio.sleep(0.05)
        (place,) = await producer.send([(b"desk", b"4")])
        # what was overdue went ahead of it, once; what was refused did not go
        first = place.offset
        os.kill(kafka.pids[0], signal.SIGSTOP)
        try:
            with pytest.raises(SendFailed):
                await producer.send([(b"desk", b"5")])
            began = time.monotonic()
            await producer.close()
            assert time.monotonic() - began < 3
            assert producer.overdue == 0
        finally:
            os.kill(kafka.pids[0], signal.SIGCONT)
        assert first == 2
    gc.collect()
    assert not [r for r in caplog.records if r.name == "asyncio" and r.levelno >= logging.ERROR]
