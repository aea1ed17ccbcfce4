from __future__ import annotations

import asyncio

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from streams.errors import BrokerError, OffsetsGone
from streams.gateway.following import Place, following
from streams.settings import Settings
from streams.topics import ALERTS, EVENTS, Topic

pytestmark = pytest.mark.broker


async def send(settings: Settings, *values: bytes, topic: Topic = EVENTS, partition: int = 0):
    async with AIOKafkaProducer(bootstrap_servers=settings.brokers, acks="all") as producer:
        for value in values:
            await producer.send_and_wait(topic.name, value, partition=partition)


async def taken(log, count: int) -> list[bytes]:
    found: list[bytes] = []
    async with asyncio.timeout(20):
        while len(found) < count:
            found += [record.value for record in await log.take(0.2)]
    return found


async def test_it_goes_on_from_the_offsets_and_follows_what_comes(settings):
    await send(settings, b"0", b"1", b"2")
    async with following(settings, EVENTS, ALERTS) as log:
        assert len(log.places) == 2 * settings.partitions
        assert await log.beginnings() == dict.fromkeys(log.places, 0)
        ends = await log.ends()
        assert ends[Place(EVENTS.name, 0)] == 3
        log.start({**ends, Place(EVENTS.name, 0): 1})
        assert await taken(log, 2) == [b"1", b"2"]
        await send(settings, b"urgent", topic=ALERTS, partition=3)
        await send(settings, b"3")
        assert sorted(await taken(log, 2)) == [b"3", b"urgent"]
        assert (await log.positions())[Place(EVENTS.name, 0)] == 4
        log.start({Place(EVENTS.name, 0): 0})
        assert await taken(log, 4) == [b"0", b"1", b"2", b"3"]


async def test_silence_is_told_so_that_the_caller_can_look_at_the_clock(settings):
    async with following(settings, EVENTS) as log:
        async for records in log.follow(await log.ends(), wake_s=0.05):
            assert records == []
            break


@pytest.mark.parametrize("offset", [0, 99], ids=["too old", "beyond the end"])
async def test_an_offset_that_is_gone_is_an_error_not_a_jump(settings, offset):
    await send(settings, b"0", b"1", b"2")
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.brokers)
    await admin.start()
    await admin.delete_records({TopicPartition(EVENTS.name, 0): RecordsToDelete(2)})
    await admin.close()
    async with following(settings, EVENTS) as log:
        assert (await log.beginnings())[Place(EVENTS.name, 0)] == 2
        log.start({Place(EVENTS.name, 0): offset})
        with pytest.raises(OffsetsGone, match=r"news\.events/0"):
            await taken(log, 1)


async def test_a_missing_topic_or_broker_says_what_to_do(settings):
    with pytest.raises(BrokerError, match="copydesk topics apply"):
        async with following(settings, Topic("news.nothing", "", None, "internal")):
            pass
    nobody = settings.model_copy(update={"brokers": "127.0.0.1:9"})
    with pytest.raises(BrokerError, match="COPYDESK_BROKERS"):
        async with following(nobody, EVENTS):
            pass


async def test_a_reader_can_rest_and_start_elsewhere_at_once(settings):
    await send(settings, *(b"%d" % number for number in range(10)))
    async with following(settings, EVENTS, fetch_wait_ms=50) as log:
        for first in (9, 0, 5):
            log.start({Place(EVENTS.name, 0): first})
            assert await taken(log, 10 - first) == [b"%d" % n for n in range(first, 10)]
            log.rest()
            assert await log.positions() == {}
