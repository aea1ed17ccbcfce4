"""The read model over real Kafka: killed, deleted, broken, followed by another log."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from aiohttp import ClientSession
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from prometheus_client import CollectorRegistry

from schemas import Story, to_binary
from streams.gateway.read_model.model import ReadModel
from streams.topics import EVENTS, STORIES
from tests.conftest import empty_topics

from .process import gateway_process
from .read_models import everything
from .reading import golden
from .test_stories import pipeline

pytestmark = [pytest.mark.broker, pytest.mark.timeout(400)]

COPIES = 36
PATIENCE_S = 120


async def produce(settings, coverages, copies=COPIES, tag=""):
    """Golden events of so many rooms, and stories; returns how many events."""
    events, states = golden(coverages), pipeline(coverages)[1]
    producer = AIOKafkaProducer(bootstrap_servers=settings.brokers, linger_ms=20)
    sent = 0
    async with producer:
        for copy in range(copies):
            place = copy % settings.partitions
            for event in events:
                mine = {"id": f"{event.id}-{copy}{tag}", "entry": f"{event.entry}-{copy}{tag}"}
                headers, value = to_binary(event.model_copy(update=mine))
                await producer.send(EVENTS.name, value, b"", partition=place, headers=headers)
                sent += 1
            for state in states[:: copies // 10 or 1]:
                story = Story.model_validate_json(state)
                story = story.model_copy(update={"id": f"{story.id}-{copy}{tag}"})
                headers, value = to_binary(story)
                key = story.id.encode()
                await producer.send(STORIES.name, value, key, partition=place, headers=headers)
    return sent


async def undisturbed(settings, folder):
    """All rows of a read model that was built in one go."""
    model, life = await running(settings.model_copy(update={"data_dir": folder}))
    try:
        return await model.store.write(everything)
    finally:
        await end(life)


async def complete(model):
    async with asyncio.timeout(PATIENCE_S):
        while not (model.progress.complete and model.progress.lag == 0):  # noqa: ASYNC110 - asks anew
            await asyncio.sleep(0.02)


def rows_of(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return everything(connection)
    finally:
        connection.close()


def count(path):
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return connection.execute("SELECT count(*) FROM events").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


async def ready(address):
    async with ClientSession() as http, asyncio.timeout(PATIENCE_S):
        while True:
            said = await (await http.get(f"{address}/readyz")).json()
            if said["read_model"]["complete"] and said["read_model"]["lag"] == 0:
                return
            await asyncio.sleep(0.05)


async def test_killed_in_the_middle_or_deleted_it_comes_out_the_same(settings, coverages, tmp_path):
    sent = await produce(settings, coverages)
    wanted = await undisturbed(settings, tmp_path / "undisturbed")
    assert len(wanted["events"]) == sent
    path = settings.data_dir / "gateway" / "read-model-v1.sqlite"
    log = tmp_path / "log"
    killed_at = []
    for _ in range(3):
        async with gateway_process(settings, log, "--no-auth") as (process, _address):
            before = count(path)
            async with asyncio.timeout(PATIENCE_S):
                while count(path) <= before:  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.005)
            process.kill()
            process.wait()
        killed_at.append(count(path))
    assert 0 < killed_at[0] < sent, "it was not killed in the middle"
    assert len(set(killed_at)) > 1
    async with gateway_process(settings, log, "--no-auth") as (_, address):
        await ready(address)
        assert rows_of(path) == wanted
        async with ClientSession() as http:
            answer = await http.get(f"{address}/v1/events", params={"q": "harbour", "limit": "5"})
            assert len((await answer.json())["items"]) == 5
        # deleted under the running gateway: it notices, and builds it anew
        path.unlink()
        async with asyncio.timeout(PATIENCE_S):
            while rows_or_none(path) != wanted:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.2)
        await ready(address)
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    async with gateway_process(settings, log, "--no-auth") as (_, address):
        await ready(address)
        assert rows_of(path) == wanted


def rows_or_none(path):
    try:
        return rows_of(path)
    except sqlite3.OperationalError:
        return None


async def running(settings):
    """A model that is complete, and how to end it."""
    model = ReadModel(settings, CollectorRegistry())
    life = model.running(None)
    await anext(life)
    await complete(model)
    return model, life


async def end(life):
    async for _ in life:
        pass


@pytest.mark.parametrize("damage", ["garbage", "cut", "version", "page"])
async def test_a_file_that_cannot_be_used_is_built_anew(settings, coverages, damage):
    await produce(settings, coverages, copies=4)
    model, life = await running(settings)
    wanted = await model.store.write(everything)
    await end(life)
    path = model.store.path
    content = bytearray(path.read_bytes())
    if damage == "garbage":
        path.write_bytes(b"not a database at all" * 1000)
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "page":
        content[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
        path.write_bytes(content)
    else:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 999")
        connection.execute("DELETE FROM events")
        connection.commit()
        connection.close()
    model, life = await running(settings)
    try:
        assert await model.store.write(everything) == wanted
    finally:
        await end(life)


@pytest.mark.parametrize("copies", [2, 4], ids=["shorter", "as long"])
async def test_a_log_that_is_another_one_makes_another_read_model(
    settings, coverages, tmp_path, copies
):
    await produce(settings, coverages, copies=4)
    _, life = await running(settings)
    await end(life)
    await empty_topics(settings)
    await produce(settings, coverages, copies=copies, tag="other")
    wanted = await undisturbed(settings, tmp_path / "undisturbed")
    model, life = await running(settings)
    try:
        assert await model.store.write(everything) == wanted
        assert model.progress.rebuilds == 1
    finally:
        await end(life)


async def test_it_follows_and_forgets_with_the_log(settings, coverages, tmp_path):
    await produce(settings, coverages, copies=4)
    model, life = await running(settings)
    try:
        before = await model.store.write(everything)
        await produce(settings, coverages, copies=1)  # repeats of what is there
        await complete(model)
        # a story is its last state, wherever that stands; an event is there once
        moved = ["logs", "stories", "story_places", "story_texts"]
        assert await model.store.write(everything, without=moved) == {
            table: rows for table, rows in before.items() if table not in moved
        }
    finally:
        await end(life)
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.brokers)
    await admin.start()
    try:
        await admin.delete_records({TopicPartition(EVENTS.name, 1): RecordsToDelete(30)})
    finally:
        await admin.close()
    wanted = await undisturbed(settings, tmp_path / "undisturbed")
    model, life = await running(settings)
    try:
        assert await model.store.write(everything) == wanted
        assert model.progress.rebuilds == 0
    finally:
        await end(life)


async def test_two_gateways_do_not_share_a_file(settings, tmp_path):
    _, life = await running(settings)
    try:
        async with asyncio.timeout(PATIENCE_S):
            with pytest.raises(AssertionError, match="another copydesk gateway uses"):
                async with gateway_process(settings, tmp_path / "log", "--no-auth"):
                    pass
    finally:
        await end(life)
