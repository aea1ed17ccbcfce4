"""The client against real Kafka: what it promises in its description."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from datetime import UTC, datetime

import pytest
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.structs import TopicPartition
from copydesk_client import (
    BrokerUnreachable,
    Story,
    TopicMissing,
    Unreadable,
    WrongUse,
    subscribe,
)

from schemas import Story as WrittenStory
from streams.broker.ports import free_ports

from .making import event, send

pytestmark = [pytest.mark.broker, pytest.mark.timeout(180)]


async def rest(topic: str, brokers: str, **options) -> list[str]:
    """The ids from the beginning, or where the group is, to the end."""
    given = {"from_": "beginning", "until_end": True, **options}
    async with subscribe(topic, brokers=brokers, **given) as events:
        return [one.id async for one in events]


async def take(events, count: int) -> list:
    found = []
    async with asyncio.timeout(30):
        while len(found) < count:
            found.append(await anext(events))
    return found


def ids(first: int, last: int) -> list[str]:
    return [f"id-{number}" for number in range(first, last + 1)]


async def test_without_a_group_everything_comes_typed_and_in_order(brokers, topic):
    name = await topic(3)
    desks = ["a", "b", "c", "d"]
    for desk in desks:
        await send(brokers, name, *(event(n, desk=desk, id=f"{desk}-{n}") for n in range(20)))
    found = await rest(name, brokers)
    for desk in desks:
        assert [one for one in found if one[0] == desk] == [f"{desk}-{n}" for n in range(20)]
    assert len(found) == 80


async def test_a_bare_loop_closes_what_it_opened(brokers, topic):
    name = await topic()
    await send(brokers, name, event(1), event(2))
    subscription = subscribe(name, brokers=brokers, from_="beginning", until_end=True)
    assert [one.id async for one in subscription] == ids(1, 2)
    assert subscription._consumer is None
    assert [one.id async for one in subscription] == ids(1, 2), "and can be run again"
    async for _ in subscribe(name, brokers=brokers, from_="beginning"):
        break
    await asyncio.sleep(0.2)  # a generator left behind is closed by the loop: no warning comes


async def test_a_group_goes_on_where_it_committed(brokers, topic):
    name = await topic()
    await send(brokers, name, *(event(n) for n in range(1, 7)))
    options = {"brokers": brokers, "group": "resumes", "from_": "beginning"}
    async with subscribe(name, **options) as events:
        assert [one.id for one in await take(events, 3)] == ids(1, 3)
        await events.commit()
        assert [one.id for one in await take(events, 2)] == ids(4, 5)
    assert await rest(name, brokers, group="resumes") == ids(4, 6), "4 and 5 were not committed"


async def test_an_earlier_position_can_be_committed_and_nothing_past_what_was_taken(brokers, topic):
    name = await topic()
    await send(brokers, name, *(event(n) for n in range(1, 7)))
    async with subscribe(name, brokers=brokers, group="earlier", from_="beginning") as events:
        await take(events, 2)
        position = events.position
        await take(events, 2)
        await events.commit(position)
        assert position == {0: 2}
        await events.commit({0: 99})
    assert await rest(name, brokers, group="earlier") == ids(5, 6)


async def test_now_stays_the_same_moment_after_a_restart(brokers, topic):
    name = await topic()
    await send(brokers, name, event(1))
    async with subscribe(name, brokers=brokers, group="now"):
        pass  # it ends before anything came, and never committed
    await send(brokers, name, event(2))
    assert await rest(name, brokers, group="now", from_="now") == ["id-2"]
    assert await rest(name, brokers, from_="now") == []


async def test_a_time_and_a_position_are_places_to_begin_at(brokers, topic):
    name = await topic()
    await send(brokers, name, event(1), event(2))
    await asyncio.sleep(0.05)
    between = datetime.now(UTC)
    await send(brokers, name, event(3), event(4))
    assert await rest(name, brokers, from_=between) == ids(3, 4)
    assert await rest(name, brokers, from_=datetime(2090, 1, 1, tzinfo=UTC)) == []
    assert await rest(name, brokers, from_={"0": 1}) == ids(2, 4)
    async with subscribe(name, brokers=brokers, from_="beginning") as events:
        await take(events, 3)
        position = events.position
    assert await rest(name, brokers, from_=position) == ["id-4"]


async def test_repeats_are_dropped_also_those_of_what_came_before_a_restart(brokers, topic):
    name = await topic()
    one, two, three = event(1), event(2), event(3)
    await send(brokers, name, one, two, one, two)
    options = {"brokers": brokers, "group": "repeats", "from_": "beginning"}
    async with subscribe(name, **options) as events:
        assert [e.id for e in await take(events, 2)] == ids(1, 2)
        await events.commit()
    await send(brokers, name, two, one, three, one)
    assert await rest(name, brokers, group="repeats") == ["id-3"]
    assert len(await rest(name, brokers, remember=0)) == 8
    again = ["id-1", "id-2", "id-1", "id-2", "id-1", "id-3", "id-1"]
    assert await rest(name, brokers, remember=1) == again


async def test_what_is_selected_stays_selected_after_a_restart(brokers, topic):
    name = await topic()
    wanted, other = event(1, urgency=1), event(2, urgency=7)
    await send(brokers, name, wanted, other)
    options = {"group": "selects", "urgency": 3}
    async with subscribe(name, brokers=brokers, from_="beginning", **options) as events:
        assert [one.id for one in await take(events, 1)] == ["id-1"]
        await events.commit()
    gone = {"name": "withdrawn", "revision": 2}
    await send(
        brokers,
        name,
        event(3, entry="entry-1", withdraws=["id-1"], **gone),
        event(4, entry="entry-2", withdraws=["id-2"], **gone),
    )
    assert await rest(name, brokers, **options) == ["id-3"]


@pytest.mark.usefixtures("settings")
async def test_stories_are_typed_and_selected(brokers):
    def story(name: str, desk: str) -> WrittenStory:
        counts = {"entries": 1, "revisions": 0, "duplicates": 0}
        return WrittenStory(id=name, desk=desk, latest="e", **counts)

    await send(brokers, "news.stories", story("s", "world"), story("t", "sport"))
    options = {"brokers": brokers, "from_": "beginning", "until_end": True}
    async with subscribe("news.stories", desks="world", **options) as stories:
        found = [one async for one in stories]
    assert [type(one) for one in found] == [Story]
    assert found[0].id == "s"


def unreadable() -> list:
    whole = event(5).to_json()
    kind = ("ce_type", b"copydesk.entry.published.v1")
    return [
        ([("ce_id", b"x"), ("ce_type", b"copydesk.entry.published.v2")], whole),
        ([("ce_id", b"y"), kind], b"{not json"),
        ([("ce_id", b"z"), kind], b'{"type":"copydesk.entry.published.v1"}'),
        ([], whole),
        ([kind], None),
    ]


async def test_what_cannot_be_read_is_counted_told_or_raised_and_never_in_the_way(
    brokers, topic, caplog
):
    name = await topic()
    await send(brokers, name, event(1), *unreadable(), event(2))
    options = {"brokers": brokers, "from_": "beginning", "until_end": True}
    async with subscribe(name, **options) as events:
        assert [one.id async for one in events] == ids(1, 2)
        assert events.unreadable == 5
    assert "published.v2 is not known here" in caplog.text

    told: list[Unreadable] = []
    async with subscribe(name, on_unreadable=told.append, **options) as events:
        assert [one.id async for one in events] == ids(1, 2)
    assert [one.offset for one in told] == [1, 2, 3, 4, 5]
    assert told[0].type == "copydesk.entry.published.v2"
    assert told[1].value == b"{not json"

    async def tell(one: Unreadable) -> None:
        await asyncio.sleep(0)
        told.append(one)

    await rest(name, brokers, on_unreadable=tell)
    assert len(told) == 10

    async with subscribe(name, on_unreadable="raise", **options) as events:
        assert (await anext(events)).id == "id-1"
        with pytest.raises(Unreadable, match=f"{name}/0/1 cannot be read"):
            await anext(events)
        assert events.position == {0: 1}, "a restart comes back to it"


async def test_records_that_retention_took_are_counted(brokers, topic, caplog):
    name = await topic()
    await send(brokers, name, *(event(n) for n in range(1, 6)))
    async with subscribe(name, brokers=brokers, group="missed", from_="beginning") as events:
        await take(events, 1)
        await events.commit()
    await delete_before(brokers, name, 3)
    options = {"brokers": brokers, "group": "missed", "until_end": True}
    async with subscribe(name, **options) as events:
        assert [one.id async for one in events] == ids(4, 5)
        assert events.missed == 2
    assert "are gone" in caplog.text


async def test_retention_that_overtakes_a_slow_subscriber_is_noticed(brokers, topic):
    name = await topic()
    await send(brokers, name, event(1))
    async with subscribe(name, brokers=brokers, from_="beginning") as events:
        await take(events, 1)
        place = TopicPartition(name, 0)
        events._consumer.pause(place)
        await send(brokers, name, *(event(n) for n in range(2, 8)))
        await delete_before(brokers, name, 5)
        events._consumer.seek(place, 1)  # drops what may have been fetched already
        events._consumer.resume(place)
        assert [one.id for one in await take(events, 2)] == ids(6, 7)
        assert events.missed == 4


async def delete_before(brokers: str, name: str, offset: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=brokers)
    await admin.start()
    try:
        place = TopicPartition(name, 0)
        await admin.delete_records({place: RecordsToDelete(before_offset=offset)})
    finally:
        await admin.close()


async def test_a_missing_topic_and_a_missing_broker_are_errors_that_say_what_to_do(brokers):
    with pytest.raises(TopicMissing, match="copydesk topics apply"):
        async with subscribe("no.such.topic", brokers=brokers):
            pass
    nowhere = f"127.0.0.1:{free_ports(1)[0]}"
    async with asyncio.timeout(20):
        with pytest.raises(BrokerUnreachable, match="check brokers"):
            async with subscribe("news.events", brokers=nowhere):
                pass


async def test_a_broker_that_accepts_and_never_answers_is_an_error(monkeypatch):
    monkeypatch.setattr("copydesk_client.subscription._PATIENCE_S", 1)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(BrokerUnreachable):
        async with subscribe(brokers=f"127.0.0.1:{mute.getsockname()[1]}"):
            pass


async def test_login_goes_to_kafka(brokers):
    login = {"security_protocol": "SASL_PLAINTEXT", "sasl_mechanism": "PLAIN"}
    named = {"sasl_plain_username": "me", "sasl_plain_password": "secret"}
    with pytest.raises(BrokerUnreachable):  # this broker has no logins, and hangs up
        async with subscribe(brokers=brokers, kafka={**login, **named}):
            pass


async def test_the_same_subscription_is_not_opened_twice_and_commits_only_for_a_group(
    brokers, topic
):
    name = await topic()
    async with subscribe(name, brokers=brokers) as events:
        with pytest.raises(WrongUse, match="open already"):
            await events.__aenter__()
        with pytest.raises(WrongUse, match="needs a group"):
            await events.commit()
    with pytest.raises(WrongUse, match="not open"):
        await anext(events)


async def test_waiting_can_be_given_up_without_losing_an_event(brokers, topic):
    name = await topic()
    async with subscribe(name, brokers=brokers) as events:
        for number in range(3):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(anext(events), 0.2)
            await send(brokers, name, event(number))
            assert (await take(events, 1))[0].id == f"id-{number}"


async def follow(events, got: list[str], stop: asyncio.Event) -> None:
    """Take events and commit every seventh, until told to stop."""
    async with events:
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                got.append((await asyncio.wait_for(anext(events), 0.2)).id)
            if len(got) % 7 == 0:
                await events.commit()
        await events.commit()


async def test_partitions_move_between_subscribers_and_nothing_is_lost(brokers, topic):
    name = await topic(4)
    total = 400
    quick = {"session_timeout_ms": 6000, "heartbeat_interval_ms": 200}
    first, second = (
        subscribe(name, brokers=brokers, group="moves", from_="beginning", kafka=quick)
        for _ in range(2)
    )
    got: tuple[list[str], list[str]] = ([], [])
    ends = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(follow(first, got[0], ends[0]))
        for number in range(total):
            await send(brokers, name, event(number), partition=number % 4)
            if number == total // 4:
                group.create_task(follow(second, got[1], ends[1]))
            if number == 3 * total // 4:
                ends[1].set()
        for _ in range(300):
            if len({*got[0], *got[1]}) == total:
                break
            await asyncio.sleep(0.1)
        ends[0].set()
    assert {*got[0], *got[1]} == set(ids(0, total - 1))
    assert got[1], "it got partitions"
    for part in range(4):
        mine = [number for number in (int(one[3:]) for one in got[0]) if number % 4 == part]
        assert mine == sorted(set(mine)), "who keeps a partition gets nothing again"
    assert await rest(name, brokers, group="moves") == []
