from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiohttp import ClientSession
from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.broker import LocalKafka
from streams.broker.topics import apply_topics
from streams.cli.pushing import Pusher
from streams.raw_producer import RawProducer
from streams.settings import Settings
from streams.topics import RAW

from .serving import BEARER, TOKEN, entry, push, serving

pytestmark = pytest.mark.broker

COPYDESK = [sys.executable, "-c", "from streams.cli import main; main()"]


@asynccontextmanager
async def gateway(settings: Settings, timeout_s: float):
    async with (
        RawProducer(settings, timeout_s) as producer,
        serving(sender=producer, gateway_send_timeout_s=timeout_s) as client,
    ):
        yield client


async def standing(settings: Settings, place: dict) -> tuple[bytes, bytes]:
    """Key and value of the record that stands where an answer says."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.brokers)
    async with consumer, asyncio.timeout(20):
        partition = TopicPartition(place["topic"], place["partition"])
        consumer.assign([partition])
        consumer.seek(partition, place["offset"])
        record = await consumer.getone()
        return record.key, record.value


async def everything(settings: Settings) -> list[dict]:
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.brokers, auto_offset_reset="earliest")
    found = []
    async with consumer, asyncio.timeout(30):
        consumer.assign([TopicPartition(RAW.name, n) for n in range(settings.partitions)])
        await consumer.seek_to_beginning()
        while batch := await consumer.getmany(timeout_ms=1_000):
            found += [json.loads(record.value) for records in batch.values() for record in records]
    return found


async def test_202_means_that_the_records_stand_on_kafka(settings):
    batch = [entry(f"Entry {number}", desk=f"desk-{number % 7}") for number in range(500)]
    async with gateway(settings, 10) as client:
        answer = await push(client, batch)
        assert answer.status == 202
        places = (await answer.json())["entries"]
        key, value = await standing(settings, places[17])
        assert (key, json.loads(value)["headline"]) == (b"desk-3", "Entry 17")
        assert len(await everything(settings)) == 500
    # the same desk goes to the same partition, whoever sends it
    async with Pusher(settings) as pusher:
        for place in places[:7]:
            await pusher.push(place["desk"].encode(), b"{}")
    partitions = {place["desk"]: place["partition"] for place in places}
    assert len({(place["desk"], place["partition"]) for place in places}) == 7
    for desk, partition in partitions.items():
        consumer = AIOKafkaConsumer(bootstrap_servers=settings.brokers)
        async with consumer, asyncio.timeout(20):
            place = TopicPartition(RAW.name, partition)
            consumer.assign([place])
            await consumer.seek_to_beginning()
            keys = [
                r.key for r in (await consumer.getmany(timeout_ms=2_000))[place] if r.value == b"{}"
            ]
        assert desk.encode() in keys


async def test_a_killed_broker_is_never_a_202_and_comes_back(broker_cache, tmp_path):
    async with AsyncExitStack() as stack:
        kafka = await stack.enter_async_context(LocalKafka(tmp_path / "kafka", cache=broker_cache))
        settings = Settings(brokers=kafka.brokers, partitions=2)
        await apply_topics(settings)
        client = await stack.enter_async_context(gateway(settings, 2))
        assert (await push(client, entry("before"))).status == 202
        await asyncio.to_thread(kafka.kill_node, 1)
        statuses = []
        for number in range(4):
            began = time.monotonic()
            answer = await push(client, entry(f"during {number}"))
            statuses.append(answer.status)
            assert int(answer.headers["Retry-After"]) > 0
            assert time.monotonic() - began < 4
        assert set(statuses) <= {429, 503}
        assert (await client.get("/readyz")).status == 503
        assert (await client.get("/livez")).status == 200
        await asyncio.to_thread(kafka.start_node, 1)
        async with asyncio.timeout(30):
            while (await push(client, entry("after"))).status != 202:  # noqa: ASYNC110 - asks anew
                await asyncio.sleep(0.2)
        headlines = [record["headline"] for record in await everything(settings)]
    assert headlines.count("before") == 1
    assert "after" in headlines
    # a refused request may have come through all the same, but no copies pile up
    assert all(headlines.count(f"during {number}") <= 1 for number in range(4))


async def test_a_broker_that_hangs_is_a_503_and_closing_does_not_hang(broker_cache, tmp_path):
    async with LocalKafka(tmp_path / "kafka", cache=broker_cache) as kafka:
        settings = Settings(brokers=kafka.brokers, partitions=2)
        await apply_topics(settings)
        try:
            async with gateway(settings, 1) as client:
                assert (await push(client, entry())).status == 202
                os.kill(kafka.pids[0], signal.SIGSTOP)
                assert (await push(client, entry())).status == 503
                began = time.monotonic()
            assert time.monotonic() - began < 4
        finally:
            os.kill(kafka.pids[0], signal.SIGCONT)


async def test_the_command_serves_until_it_is_told_to_stop(settings, tmp_path):
    environment = {
        **os.environ,
        "COPYDESK_BROKERS": settings.brokers,
        "COPYDESK_GATEWAY_TOKENS": TOKEN,
        "COPYDESK_DATA_DIR": str(tmp_path / "data"),
        "COPYDESK_GATEWAY_PORT": "0",
        "COPYDESK_LOG_FORMAT": "json",
    }
    log = tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: ASYNC220 - it only starts it
            [*COPYDESK, "gateway"], env=environment, stderr=file
        )
    try:
        async with asyncio.timeout(20):
            while "http://" not in log.read_text():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        line = next(filter(lambda it: "http://" in it, log.read_text().splitlines()))
        address = "http://" + json.loads(line)["message"].split("http://")[1]
        async with ClientSession() as http:
            answer = await http.post(f"{address}/v1/entries", json=entry(), headers=BEARER)
            assert answer.status == 202
            assert (await http.get(f"{address}/readyz")).status == 200
        began = time.monotonic()
        process.terminate()
        assert await asyncio.to_thread(process.wait, 10) == 0
        assert time.monotonic() - began < 5
    finally:
        process.kill()
        process.wait()
    assert TOKEN not in log.read_text()
