from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, TCPConnector
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from prometheus_client.parser import text_string_to_metric_families

from streams.broker.topics import apply_topics
from streams.gateway.stream.repeats import WINDOW
from streams.topics import ALERTS, EVENTS, STORIES

from .serving import BEARER, serving
from .streaming import events, listening, printing, published, story, told, withdrawn

pytestmark = pytest.mark.broker
both = pytest.mark.parametrize("transport", ["sse", "ws"])


@asynccontextmanager
async def gateway(settings, **more):
    async with serving(brokers=settings.brokers, **more) as client:
        client.session.headers.update(BEARER)
        yield client


def ids(heard) -> list[str]:
    return [one.data["id"] for one in heard]


async def metric(client, name: str, **labels: str) -> float:
    text = await (await client.get("/metrics")).text()
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == f"copydesk_gateway_stream_{name}"
        and labels.items() <= sample.labels.items()
    )


@both
async def test_events_come_as_cloudevents_and_a_cursor_goes_on_behind_them(settings, transport):
    async with gateway(settings) as client, printing(settings) as put:
        await put(published(0))
        async with listening(client, transport) as reader:
            begin = await told(reader, "heartbeat")
            assert reader.retry_ms >= 1_000
            await put(published(1), published(2))
            await put(published(3, desk="uk"), partition=1)
            found = await events(reader, 3)
        assert set(ids(found)) == {"world-1", "world-2", "uk-3"}
        assert [it for it in ids(found) if it.startswith("world")] == ["world-1", "world-2"]
        first = next(one for one in found if one.data["id"] == "world-1")
        assert first.data["data"]["headline"] == "Bridge 1 closes"
        assert first.name == first.data["type"] == "copydesk.entry.published.v1"
        await put(published(4))
        async with listening(client, transport, cursor=begin.cursor) as reader:
            assert set(ids(await events(reader, 4))) == {"world-1", "world-2", "uk-3", "world-4"}
        async with listening(client, transport, cursor=found[-1].cursor) as reader:
            assert ids(await events(reader, 1)) == ["world-4"]


@both
async def test_an_old_cursor_is_gone_on_from_across_a_restart(settings, transport):
    count = 700
    async with printing(settings) as put:
        for partition in range(2):
            desk = f"desk-{partition}"
            await put(*(published(n, desk) for n in range(count)), partition=partition)
        # a memory of 8 records: nearly all of it comes from the log
        async with gateway(settings, gateway_stream_records=8) as client:
            async with listening(client, transport, **{"from": "earliest"}) as reader:
                half = await events(reader, count)
                sample = ids(half)
            assert await metric(client, "blocks_total") >= count / 128
        async with (
            gateway(settings, gateway_stream_records=8) as client,
            listening(client, transport, cursor=half[-1].cursor) as reader,
        ):
            await put(published(count, "desk-0"))
            rest = ids(await events(reader, count + 1))
    for desk in ("desk-0", "desk-1"):
        got = [int(it.rpartition("-")[2]) for it in sample + rest if it.startswith(desk)]
        assert got == list(range(count + (desk == "desk-0")))


@both
async def test_what_a_zombie_repeats_comes_once_live_and_from_the_log(settings, transport):
    async with printing(settings) as put:
        await put(published(1), published(2), published(1), published(3), published(2))
        async with gateway(settings) as client:
            async with listening(client, transport) as live:
                await told(live, "heartbeat")
                await put(published(3), published(4))
                assert ids(await events(live, 1)) == ["world-4"]
            async with listening(client, transport, **{"from": "earliest"}) as reader:
                expected = ["world-1", "world-2", "world-3", "world-4"]
                assert ids(await events(reader, 4)) == expected
            assert await metric(client, "left_out_total", reason="repeat") == 3
        async with gateway(settings, gateway_stream_records=1) as client:
            async with listening(client, transport, **{"from": "earliest"}) as reader:
                assert ids(await events(reader, 4)) == expected
            # begun between an event and its repeat: the repeat is known all the same
            cursor = "1e-2" + ".0" * (settings.partitions - 1)
            async with listening(client, transport, cursor=cursor) as reader:
                assert ids(await events(reader, 2)) == ["world-3", "world-4"]


async def test_a_repeat_is_known_across_blocks_and_only_within_the_window(settings):
    between = [published(n) for n in range(1, WINDOW)]
    async with printing(settings) as put:
        await put(published(0), *between, published(0), published(1), published(5000), published(2))
        async with (
            gateway(settings, gateway_stream_records=1) as client,
            listening(client, "sse", **{"from": "earliest"}) as reader,
        ):
            found = ids(await events(reader, WINDOW + 2))
    # the second 0 stands WINDOW offsets behind the first, as does 1; 2 one further
    assert found == [f"world-{n}" for n in range(WINDOW)] + ["world-5000", "world-2"]


@both
async def test_a_selection_holds_and_what_is_left_out_moves_the_cursor(settings, transport):
    async with gateway(settings, gateway_stream_heartbeat_s=0.2) as client:
        async with (
            printing(settings) as put,
            listening(client, transport, urgency="3", desk="world") as reader,
        ):
            begin = await told(reader, "heartbeat")
            urgent, other = published(1, urgency=2), published(2, urgency=7)
            await put(published(0, desk="uk", urgency=1), partition=1)
            await put(urgent, other, withdrawn(other), withdrawn(urgent))
            # an entry that was let through is taken back for those who have it
            assert ids(await events(reader, 2)) == ["world-1", "world-1-withdrawn"]
            await put(published(3, urgency=8), published(4, urgency=8))
            async with asyncio.timeout(10):
                while not (await told(reader, "heartbeat")).cursor.startswith("1e-6.1."):
                    pass
            last = reader.cursor
        assert begin.cursor != last
        async with listening(client, transport, cursor=last) as reader, printing(settings) as put:
            await put(published(5))
            assert ids(await events(reader, 1)) == ["world-5"]


async def test_stories_give_their_states_and_ends_of_keys_are_passed_over(settings):
    async with gateway(settings) as client, printing(settings) as put:
        flood = story("flood", "e-1", sources=("courier",))
        await put(flood, None, story("quake", "e-2", desk="uk"), topic=STORIES)
        await put(story("flood", "e-3", sources=("courier",)), topic=STORIES, partition=1)
        async with listening(client, "sse", of="stories", **{"from": "earliest"}) as reader:
            found = ids(await events(reader, 3))
            assert set(found) == {"flood.e-1", "quake.e-2", "flood.e-3"}
        asked = {"of": "stories", "from": "earliest", "source": "courier", "desk": "world"}
        async with listening(client, "ws", **asked) as reader:
            await events(reader, 2)
            # no longer what was asked for, but the client has it
            await put(story("flood", "e-4", merged_into="quake", entries=0), topic=STORIES)
            await put(story("fire", "e-5", sources=("wire",)), topic=STORIES)
            await put(story("storm", "e-6", sources=("courier",)), topic=STORIES)
            assert ids(await events(reader, 2)) == ["flood.e-4", "storm.e-6"]


async def test_alerts_are_a_stream_of_their_own(settings):
    async with (
        gateway(settings) as client,
        printing(settings) as put,
        listening(client, "sse", of="alerts") as reader,
    ):
        await told(reader, "heartbeat")
        await put(published(1))
        await put(published(2), topic=ALERTS)
        found = await events(reader, 1)
        assert ids(found) == ["world-2"]
        assert found[0].cursor.startswith("1a-")


async def test_a_record_that_nobody_can_read_is_passed_over(settings):
    from aiokafka import AIOKafkaProducer

    async with gateway(settings) as client, printing(settings) as put:
        async with listening(client, "sse") as reader:
            await told(reader, "heartbeat")
            async with AIOKafkaProducer(bootstrap_servers=settings.brokers) as producer:
                for value in (b"not json", b'{"type":"copydesk.entry.published.v9"}', b"\xff"):
                    await producer.send_and_wait(EVENTS.name, value, partition=0)
            await put(published(1))
            assert ids(await events(reader, 1)) == ["world-1"]
        assert await metric(client, "left_out_total", reason="unreadable") == 3


async def delete_before(settings, offset: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.brokers)
    await admin.start()
    await admin.delete_records({TopicPartition(EVENTS.name, 0): RecordsToDelete(offset)})
    await admin.close()


@both
async def test_a_cursor_older_than_retention_is_told_so_and_goes_on_with_the_oldest(
    settings, transport
):
    cursor = "1e-3" + ".0" * (settings.partitions - 1)
    async with printing(settings) as put:
        await put(*(published(n) for n in range(20)))
        await delete_before(settings, 10)
        async with gateway(settings, gateway_stream_records=4) as client:
            async with listening(client, transport, cursor=cursor) as reader:
                assert "older than what is kept" in (await told(reader, "reset")).data["reason"]
                assert reader.cursor.startswith("1e-a.")
                assert ids(await events(reader, 10)) == [f"world-{n}" for n in range(10, 20)]
            at_the_edge = cursor.replace("1e-3", "1e-a")
            async with listening(client, transport, cursor=at_the_edge) as reader:
                assert (await reader.one()).name == "heartbeat"
                assert ids(await events(reader, 10)) == [f"world-{n}" for n in range(10, 20)]
            assert await metric(client, "resets_total", reason="retention") == 1


@pytest.mark.parametrize(
    ("offsets", "reason"), [("1e-ff.0.0.0", "made anew"), ("1e-0.0", "number of partitions")]
)
async def test_a_cursor_of_another_topic_begins_again(settings, offsets, reason):
    async with gateway(settings) as client, printing(settings) as put:
        await put(published(1), published(2))
        async with listening(client, "sse", cursor=offsets) as reader:
            assert reason in (await told(reader, "reset")).data["reason"]
            assert ids(await events(reader, 2)) == ["world-1", "world-2"]


async def made_anew(settings) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.brokers)
    await admin.start()
    await admin.delete_topics([EVENTS.name])
    async with asyncio.timeout(10):
        while EVENTS.name in await admin.list_topics():  # noqa: ASYNC110 - asks anew
            await asyncio.sleep(0.05)
    await admin.close()
    await apply_topics(settings)


async def test_a_topic_made_anew_while_clients_follow_ends_with_a_reset(settings):
    async with (
        gateway(settings) as client,
        printing(settings) as put,
        listening(client, "sse") as reader,
    ):
        await told(reader, "heartbeat")
        await put(*(published(n) for n in range(5)))
        await events(reader, 5)
        await made_anew(settings)
        ended = await told(reader, "dropped")
    async with gateway(settings) as client, printing(settings) as put:
        await put(published(7))
        async with listening(client, "sse", cursor=ended.cursor) as reader:
            await told(reader, "reset")
            assert ids(await events(reader, 1)) == ["world-7"]


async def test_bad_questions_get_a_problem_with_a_reason(settings):
    async with gateway(settings) as client:
        for query, why in {
            "from=yesterday": "form 1e-",
            "of=raw": "events, stories, alerts",
            "urgency=9": "urgency",
            "desks=uk": "no parameter desks",
            "of=alerts&from=1e-0.0.0.0": "cursor of events",
        }.items():
            for path in ("/v1/stream", "/v1/ws"):
                answer = await client.get(f"{path}?{query}")
                assert answer.status == 400, query
                assert answer.content_type == "application/problem+json"
                assert why in (await answer.json())["detail"]
                assert "Access-Control-Allow-Origin" not in answer.headers
        assert (await client.head("/v1/stream")).status == 405


async def test_there_is_room_for_so_many_and_no_more(settings):
    async with gateway(settings, gateway_stream_clients_each=2) as client:
        async with listening(client, "sse") as one, listening(client, "ws") as other:
            await told(one, "heartbeat")
            await told(other, "heartbeat")
            answer = await client.get("/v1/stream")
            assert (answer.status, "Retry-After" in answer.headers) == (429, True)
        async with asyncio.timeout(10):  # a place is free soon after its client has left
            while (answer := await client.get("/v1/stream")).status != 200:  # noqa: ASYNC110 - asks anew
                await asyncio.sleep(0.1)
            answer.close()
    async with (
        gateway(settings, gateway_stream_clients=1) as client,
        listening(client, "sse") as one,
    ):
        await told(one, "heartbeat")
        answer = await client.get("/v1/stream")
        assert (answer.status, "Retry-After" in answer.headers) == (503, True)


async def test_no_kafka_is_a_503():
    async with serving(brokers="127.0.0.1:9") as client:
        answer = await client.get("/v1/stream", headers=BEARER)
        assert answer.status == 503
        assert "Retry-After" in answer.headers


async def test_nobody_without_a_token(settings):
    async with serving(brokers=settings.brokers) as client:
        assert (await client.get("/v1/stream")).status == 401
        assert (await client.get("/v1/ws")).status == 401


@both
async def test_a_client_that_takes_nothing_is_dropped_with_a_reason_and_loses_nothing(
    settings, transport
):
    large = [published(n, body="x" * 60_000) for n in range(300)]
    async with gateway(settings, gateway_stream_slow_s=0.5) as client, printing(settings) as put:
        async with listening(client, transport) as reader:
            await told(reader, "heartbeat")
            sleeping = asyncio.create_task(asyncio.sleep(4))
            await put(*large)
            await sleeping
            found, heard = [], None
            async with asyncio.timeout(20):
                try:
                    while (heard := await reader.one()) is not None and heard.name != "dropped":
                        if heard.is_event:
                            found.append(heard)
                except OSError:
                    pass  # what was not taken within the last two seconds is cut off
            if heard is not None:
                assert "took nothing" in heard.data["reason"]
        assert 0 < len(found) < 300
        assert await metric(client, "ended_total", reason="stalled") == 1
        async with listening(client, transport, cursor=found[-1].cursor) as reader:
            found += await events(reader, 300 - len(found))
        assert ids(found) == [f"world-{n}" for n in range(300)]
        assert await metric(client, "clients") <= 1


async def test_a_client_that_falls_behind_is_dropped_with_code_1013(settings):
    async with (
        gateway(settings, gateway_stream_records=8) as client,
        printing(settings) as put,
        listening(client, "ws") as reader,
    ):
        await told(reader, "heartbeat")
        await asyncio.gather(
            *(
                put(*(published(n, f"d{p}", body="x" * 50_000) for n in range(200)), partition=p)
                for p in range(4)
            )
        )
        await asyncio.sleep(1)
        dropped = await told(reader, "dropped")
        assert "too slow" in dropped.data["reason"]
        assert await reader.one() is None
        assert reader.socket.close_code == 1013


async def test_a_client_that_talks_is_shown_out(settings):
    async with gateway(settings) as client, listening(client, "ws") as reader:
        await told(reader, "heartbeat")
        await reader.socket.send_str("hello?")
        async with asyncio.timeout(10):
            while await reader.one() is not None:
                pass
        assert reader.socket.close_code == 1008


async def test_many_that_come_back_at_once_share_what_is_read(settings):
    count, clients = 600, 60
    async with (
        printing(settings) as put,
        gateway(settings, gateway_stream_records=4, gateway_stream_readers=2) as client,
        ClientSession(connector=TCPConnector(limit=0), headers=BEARER) as http,
    ):
        await put(*(published(n) for n in range(count)))

        async def one(transport: str) -> list[str]:
            base = str(client.make_url("")).rstrip("/")
            async with listening(http, transport, base, **{"from": "earliest"}) as reader:
                return ids(await events(reader, count))

        found = await asyncio.gather(*(one("sse" if n % 2 else "ws") for n in range(clients)))
        assert all(each == [f"world-{n}" for n in range(count)] for each in found)
        assert await metric(client, "blocks_total") <= 2 * (count / 128 + 1)


@both
async def test_at_the_end_clients_are_told_to_come_back(settings, transport):
    async with gateway(settings) as client, listening(client, transport) as reader:
        await told(reader, "heartbeat")
        ending = asyncio.create_task(client.server.close())
        closing = await told(reader, "closing")
        assert "come back" in closing.data["reason"]
        assert await reader.one() is None
        if transport == "ws":
            assert reader.socket.close_code == 1012
        await ending


async def test_the_frames_are_those_of_the_standard(settings):
    async with gateway(settings) as client, printing(settings) as put:
        answer = await client.get("/v1/stream")
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers
        await put(published(1, headline="Two\nlines \u2028 and more"))
        lines = []
        async with asyncio.timeout(10):
            while len(lines) < 9:
                lines.append((await answer.content.readline()).decode())
        answer.close()
    assert lines[0].startswith("retry: ")
    assert lines[2:5] == [":\n", "id: 1e-0.0.0.0\n", "\n"]
    assert lines[5:7] == ["id: 1e-1.0.0.0\n", "event: copydesk.entry.published.v1\n"]
    assert json.loads(lines[7].removeprefix("data: "))["data"]["headline"].startswith("Two\nlines")
    assert lines[8] == "\n"
