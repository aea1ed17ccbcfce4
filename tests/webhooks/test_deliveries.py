"""Deliveries with a real Kafka and real endpoints on this machine."""

from __future__ import annotations

import asyncio
import random
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.records_to_delete import RecordsToDelete
from standardwebhooks import WebhookVerificationError

from streams.topics import ALERTS, EVENTS, STORIES, WEBHOOK_STATES
from streams.webhooks.message import TEST_TYPE
from tests.watch.test_fetch import Names

from .receiver import (
    delivering,
    event,
    events,
    fits,
    gateway,
    publish,
    quick,
    receiver,
    story,
    until,
)

pytestmark = pytest.mark.broker


@asynccontextmanager
async def world(settings, **more):
    """An endpoint, the gateway and a service."""
    settings = quick(settings, **more)
    async with receiver() as endpoint, gateway(settings) as api, delivering(settings):
        yield settings, endpoint, api


def in_order(endpoint) -> bool:
    return all(ids == sorted(ids) for ids in endpoint.by_story().values())


async def test_every_event_arrives_once_signed_and_in_the_order_of_its_story(settings):
    async with world(settings) as (here, endpoint, api):
        made = await api.create(endpoint.url())
        sent = events(300)
        await publish(here, sent)
        await until(lambda: len(endpoint.taken) >= 300)
        await asyncio.sleep(0.5)
        assert sorted(endpoint.ids()) == [one.id for one in sent]
        assert in_order(endpoint)
        assert endpoint.most_in_flight <= here.webhooks_concurrency
        for one in endpoint.taken:
            one.verify(made["secret"])
            assert one.headers["content-type"] == "application/cloudevents+json"
            assert (one.event["specversion"], one.event["id"]) == ("1.0", one.id)
        shown = await api.get(made["id"])
        assert (shown["status"], shown["delivery"]["delivered"]) == ("delivering", 300)
        assert (shown["delivery"]["waiting"], shown["delivery"]["unread"]) == (0, 0)


async def test_a_flaky_endpoint_gets_everything_in_order(settings):
    draw = random.Random(3)

    async def flaky(_):
        match draw.randrange(6):
            case 0:
                return web.Response(status=500)
            case 1:
                return web.Response(status=503, headers={"Retry-After": "0"})
            case 2:
                await asyncio.sleep(0.05)
        return web.Response()

    more = {"webhooks_retries": ",".join(["0.05s"] * 40), "webhooks_breaker_failures": 8}
    async with world(settings, **more) as (here, endpoint, api):
        endpoint.reply = flaky
        made = await api.create(endpoint.url())
        sent = events(200, stories=20)
        await publish(here, sent)
        await until(lambda: len(endpoint.taken) >= 200, within_s=40)
        assert sorted(endpoint.ids()) == [one.id for one in sent]
        assert in_order(endpoint)
        assert sum(endpoint.attempts().values()) > 220
        assert await api.letters(made["id"]) == []


async def test_a_story_that_is_retried_waits_alone(settings):
    open_ = asyncio.Event()

    def reply(one):
        stuck = one.story == "s-0" and not open_.is_set()
        return web.Response(status=500 if stuck else 200)

    more = {"webhooks_retries": ",".join(["0.2s"] * 50), "webhooks_breaker_failures": 1000}
    async with world(settings, **more) as (here, endpoint, api):
        endpoint.reply = reply
        await api.create(endpoint.url())
        await publish(here, events(100))
        await until(lambda: len(endpoint.taken) >= 90)
        assert {one.id for one in endpoint.received if one.story == "s-0"} == {"event-00000"}
        open_.set()
        await until(lambda: len(endpoint.taken) >= 100)
        assert in_order(endpoint)


async def test_what_is_given_up_is_a_dead_letter_and_can_be_sent_again(settings):
    is_broken = True

    def reply(one):
        return web.Response(status=500 if is_broken and one.story == "s-0" else 200)

    async with world(settings, webhooks_breaker_failures=99) as (here, endpoint, api):
        endpoint.reply = reply
        made = await api.create(endpoint.url())
        id_, sent = made["id"], events(40)
        await publish(here, sent)

        async def dead():
            letters = await api.letters(id_)
            return len(letters) == 4 and not any(one["wanted"] for one in letters)

        await until(dead, within_s=30)
        letters = await api.letters(id_)
        fits("/v1/webhooks/{id}/dead-letters", "get", 200, {"items": letters})
        lost = {one.id for one in sent} - set(endpoint.ids())
        assert {one["id"] for one in letters} == lost == {f"event-000{n}0" for n in range(4)}
        assert {(one["reason"], one["status"], one["attempts"]) for one in letters} == {
            ("exhausted", 500, 5)
        }
        assert all(endpoint.attempts()[one] == 5 for one in lost)
        # still broken: it comes back
        path = f"/{id_}/dead-letters"
        before = len(endpoint.received)
        await api.ask("POST", f"{path}/event-00010/replay", status=202)
        await until(lambda: len(endpoint.received) >= before + 5)
        await until(dead)
        is_broken = False
        assert await api.ask("POST", f"{path}/event-00030/replay", status=202) == {"wanted": 1}
        await until(lambda: "event-00030" in endpoint.ids())

        async def three():
            return len(await api.letters(id_)) == 3

        await until(three)
        assert await api.ask("POST", f"{path}/replay", status=202) == {"wanted": 3}
        await until(lambda: len(endpoint.taken) >= 40)

        async def empty():
            return not await api.letters(id_)

        await until(empty)
        assert sorted(endpoint.ids()) == [one.id for one in sent]


async def test_dead_letters_are_listed_by_pages_and_can_be_forgotten(settings):
    async with world(settings, webhooks_retries="0.01s") as (here, endpoint, api):
        endpoint.reply = lambda _: web.Response(status=404)
        id_ = (await api.create(endpoint.url()))["id"]
        await publish(here, events(7, stories=7))

        async def dead():
            return len(await api.letters(id_)) == 7

        await until(dead)
        path = f"/{id_}/dead-letters"
        first = await api.ask("GET", f"{path}?limit=5", status=200)
        second = await api.ask("GET", f"{path}?limit=5&cursor={first['next']}", status=200)
        assert (len(first["items"]), len(second["items"]), "next" in second) == (5, 2, False)
        ids = [one["id"] for one in first["items"] + second["items"]]
        assert len(set(ids)) == 7
        await api.ask("DELETE", f"{path}/{ids[0]}", status=204)
        assert ids[0] not in {one["id"] for one in await api.letters(id_)}
        await api.ask("POST", f"{path}/{ids[0]}/replay", status=404)
        await api.ask("GET", f"{path}?limit=0", status=400)


async def test_410_stops_deliveries_until_they_are_enabled_again_and_nothing_is_lost(settings):
    is_gone = False

    def reply(_):
        return web.Response(status=410 if is_gone else 200)

    async with world(settings) as (here, endpoint, api):
        endpoint.reply = reply
        id_ = (await api.create(endpoint.url()))["id"]
        sent = events(60)
        await publish(here, sent[:20])
        await until(lambda: len(endpoint.taken) == 20)
        is_gone = True
        await publish(here, sent[20:40])

        async def stopped():
            return (await api.get(id_))["status"] == "disabled"

        await until(stopped)
        assert (await api.get(id_))["disabled"]["reason"] == "gone"
        await asyncio.sleep(0.5)
        seen = len(endpoint.received)
        await publish(here, sent[40:])
        await asyncio.sleep(1)
        assert len(endpoint.received) == seen
        is_gone = False
        again = await api.ask("PATCH", f"/{id_}", {"enabled": True}, status=200)
        assert again["status"] == "starting"
        await until(lambda: len(endpoint.taken) >= 60)
        assert sorted(endpoint.ids()) == [one.id for one in sent]
        assert in_order(endpoint)
        shown = await api.get(id_)
        assert (shown["status"], "disabled" in shown) == ("delivering", False)
        assert await api.letters(id_) == []


async def test_redirects_end_in_dead_letters_and_are_not_followed(settings):
    async with world(settings, webhooks_retries="0.01s") as (here, endpoint, api):
        endpoint.reply = lambda _: web.Response(status=307, headers={"Location": "/elsewhere"})
        id_ = (await api.create(endpoint.url()))["id"]
        await publish(here, events(3))

        async def dead():
            return len(await api.letters(id_)) == 3

        await until(dead)
        assert "redirects are not followed" in (await api.letters(id_))[0]["error"]
        assert {one.request.path for one in endpoint.received} == {"/hook"}


async def test_a_name_that_turns_private_gets_nothing(settings):
    # as long as it is asked for while subscribing, the name is public
    names = Names("93.184.215.14", "127.0.0.1")
    strict = quick(settings, webhooks_allow_private=False, webhooks_retries="0.01s")
    async with receiver() as endpoint, gateway(quick(settings)) as api:
        made = await api.create(f"https://rebinding.example:{endpoint.server.port}/hook")
        await publish(strict, events(3))
        names.addresses.pop(0)
        async with delivering(strict, resolver=names):

            async def dead():
                return len(await api.letters(made["id"])) == 3

            await until(dead)
        assert "not a public address" in (await api.letters(made["id"]))[0]["error"]
        assert endpoint.received == []


async def test_a_slow_endpoint_troubles_nobody_else_and_is_not_flooded(settings):
    gate = asyncio.Event()

    async def never(_):
        await gate.wait()
        return web.Response()

    more = {"webhooks_timeout_s": 40, "webhooks_concurrency": 3, "webhooks_backlog": 20}
    async with world(settings, **more) as (here, endpoint, api), receiver() as slow:
        slow.reply = never
        made = await api.create(slow.url())
        await api.create(endpoint.url())
        await publish(here, events(300))
        await until(lambda: len(endpoint.taken) >= 300)
        assert slow.in_flight == len(slow.received) == 3

        async def is_told():
            return (await api.get(made["id"])).get("delivery", {}).get("unread", 0) > 0

        await until(is_told)
        # memory is bounded: what does not fit stays on the log
        found = (await api.get(made["id"]))["delivery"]
        assert found["waiting"] <= 20
        assert found["waiting"] + found["unread"] == 300
        gate.set()
        await until(lambda: len(slow.taken) >= 300)


async def test_an_endpoint_that_is_down_is_asked_seldom_and_gets_all_of_it_afterwards(settings):
    more = {
        "webhooks_retries": ",".join(["0.05s"] * 60),
        "webhooks_breaker_failures": 3,
        "webhooks_breaker_pause_s": 0.4,
        "webhooks_concurrency": 2,
    }
    async with world(settings, **more) as (here, endpoint, api):
        endpoint.reply = lambda _: web.Response(status=500)
        id_ = (await api.create(endpoint.url()))["id"]
        sent = events(100)
        await publish(here, sent)

        async def is_paused():
            return (await api.get(id_))["status"] == "paused"

        await until(is_paused)
        found = (await api.get(id_))["delivery"]
        assert found["paused_until"]
        assert found["failing"][0]["status"] == 500
        assert found["last_failure"] == "the answer was 500"
        fits("/v1/webhooks/{id}", "get", 200, await api.get(id_))
        await asyncio.sleep(1.5)
        # 3 or 4 to open it, then one after 0.4 s and one after 0.8 s more
        assert len(endpoint.received) <= 8
        endpoint.reply = None
        await until(lambda: len(endpoint.taken) >= 100)
        assert sorted(endpoint.ids()) == [one.id for one in sent]
        assert in_order(endpoint)


async def test_an_endpoint_that_fails_too_long_is_disabled(settings):
    more = {"webhooks_disable_hours": 1 / 3600, "webhooks_retries": ",".join(["0.2s"] * 90)}
    async with world(settings, **more) as (here, endpoint, api):
        endpoint.reply = lambda _: web.Response(status=500)
        id_ = (await api.create(endpoint.url()))["id"]
        await publish(here, events(5))

        async def stopped():
            return (await api.get(id_))["status"] == "disabled"

        await until(stopped)
        assert (await api.get(id_))["disabled"]["reason"] == "failing"
        endpoint.reply = None
        await api.ask("PATCH", f"/{id_}", {"enabled": True}, status=200)
        await until(lambda: len(endpoint.taken) >= 5)


async def test_secrets_rotate_without_a_gap(settings):
    async with world(settings) as (here, endpoint, api):
        made = await api.create(endpoint.url())
        id_, old = made["id"], made["secret"]
        sent = events(600, stories=30)

        async def flow():
            for start in range(0, 600, 20):
                await publish(here, sent[start : start + 20])

        flowing = asyncio.create_task(flow())
        await until(lambda: len(endpoint.taken) > 100)
        turned = await api.ask("POST", f"/{id_}/secret", {"overlap_hours": 3 / 3600}, status=200)
        new = turned["secret"]
        assert new != old
        assert len(turned["secrets"]) == 2
        await until(lambda: len(endpoint.taken) >= 600, within_s=60)
        await flowing
        await asyncio.sleep(3)
        await publish(here, [event(999)])
        await until(lambda: len(endpoint.taken) >= 601)
        valid = [(_verifies(one, old), _verifies(one, new)) for one in endpoint.received]
        # first the old one alone, then both, then the new one alone: never neither
        assert valid == sorted(valid, key=[(True, False), (True, True), (False, True)].index)
        assert {(True, False), (True, True), (False, True)} == set(valid)
        assert endpoint.ids().count("event-00999") == 1
        assert len(set(endpoint.ids())) == len(endpoint.ids()) == 601


def _verifies(one, secret) -> bool:
    try:
        one.verify(secret)
    except WebhookVerificationError:
        return False
    return True


async def test_a_restart_goes_on_where_it_was_and_repeats_nothing(settings):
    settings = quick(settings)
    async with receiver() as endpoint, gateway(settings) as api:
        id_ = (await api.create(endpoint.url()))["id"]
        sent = events(120)
        await publish(settings, sent[:50])  # before anybody delivers
        async with delivering(settings):
            await until(lambda: len(endpoint.taken) >= 50)
            await publish(settings, sent[50:90])
            await until(lambda: len(endpoint.taken) > 55)
        await publish(settings, sent[90:])
        async with delivering(settings):
            await until(lambda: len(endpoint.taken) >= 120)
            await asyncio.sleep(0.5)
        assert sorted(endpoint.ids()) == [one.id for one in sent]
        assert in_order(endpoint)
        assert (await api.get(id_))["delivery"]["delivered"] == 120


async def test_what_waits_keeps_its_attempts_over_a_restart(settings):
    more = {"webhooks_retries": "0.2s,0.4s,60s", "webhooks_breaker_failures": 99}
    settings = quick(settings, **more)

    def reply(one):
        return web.Response(status=500 if one.story == "s-0" else 200)

    async with receiver() as endpoint, gateway(settings) as api:
        endpoint.reply = reply
        id_ = (await api.create(endpoint.url()))["id"]
        sent = events(40)
        await publish(settings, sent)
        async with delivering(settings):
            await until(
                lambda: endpoint.attempts()["event-00000"] == 3 and len(endpoint.taken) == 36
            )
        before = (await api.get(id_))["delivery"]
        assert (before["waiting"], before["failing"][0]["attempts"]) == (4, 3)
        endpoint.reply = None
        async with delivering(settings):
            await asyncio.sleep(2)
            # it is due in a minute, which a restart does not change, and its story waits for it
            assert len(endpoint.taken) == 36
            await publish(settings, [event(100, "s-1")])
            await until(lambda: len(endpoint.taken) == 37)
        after = (await api.get(id_))["delivery"]
        assert after["failing"] == before["failing"]


async def test_selections_alerts_and_stories(settings):
    async with (
        world(settings) as (here, endpoint, api),
        receiver() as urgent,
        receiver() as told,
    ):
        await api.create(endpoint.url(), selection={"desks": ["sports"], "urgency": 3})
        await api.create(urgent.url(), of="alerts")
        await api.create(told.url(), of="stories", selection={"places": ["BE"]})
        wanted = event(1, "a", desk="sports", urgency=2)
        others = [event(2, "b", desk="sports"), event(3, "c", desk="world", urgency=1)]
        await publish(here, [wanted, *others])
        await publish(here, [others[1]], topic=ALERTS.name)
        brussels = {"name": "Brussels", "country": "BE", "entries": 1}
        await publish(
            here,
            [story("a", "e-1", places=[brussels]), story("b", "e-2")],
            topic=STORIES.name,
        )
        producer = AIOKafkaProducer(bootstrap_servers=here.brokers)
        async with producer:  # a story that is taken away
            await producer.send_and_wait(STORIES.name, None, key=b"a", partition=0)
        await publish(here, [story("a", "e-3", places=[brussels])], topic=STORIES.name)
        await until(lambda: endpoint.taken and urgent.taken and len(told.taken) >= 2)
        await asyncio.sleep(0.3)
        assert endpoint.ids() == [wanted.id]
        assert urgent.ids() == [others[1].id]
        # a full stop would part what is signed, so that there is none in the id
        assert told.ids() == ["a-e-1", "a-e-3"]
        assert told.taken[0].event["id"] == "a.e-1"
        assert told.taken[0].event["type"] == "copydesk.story.updated.v1"


async def test_a_subscription_may_begin_with_the_earliest_event(settings):
    settings = quick(settings)
    await publish(settings, events(10))
    async with receiver() as endpoint, receiver() as late, gateway(settings) as api:
        await api.create(endpoint.url(), **{"from": "earliest"})
        await api.create(late.url())
        async with delivering(settings):
            await publish(settings, events(5, first=10))
            await until(lambda: len(endpoint.taken) >= 15 and len(late.taken) >= 5)
            await asyncio.sleep(0.3)
        assert (len(endpoint.taken), len(late.taken)) == (15, 5)


async def test_a_record_that_is_no_event_is_a_dead_letter_and_the_rest_goes_on(settings):
    async with world(settings) as (here, endpoint, api):
        id_ = (await api.create(endpoint.url()))["id"]
        producer = AIOKafkaProducer(bootstrap_servers=here.brokers)
        async with producer:
            sent = await producer.send_and_wait(EVENTS.name, b"{}", key=b"main", partition=0)
        await publish(here, [event(1)], partition=0)
        await until(lambda: endpoint.ids() == ["event-00001"])

        async def dead():
            return await api.letters(id_)

        await until(dead)
        (letter,) = await api.letters(id_)
        assert (letter["reason"], letter["id"]) == ("unreadable", f"events-0-{sent.offset}")


async def test_what_the_log_has_lost_is_counted_and_what_waited_for_it_is_a_dead_letter(settings):
    settings = quick(settings, webhooks_backlog=5, webhooks_retries=",".join(["60s"] * 5))
    async with receiver() as endpoint, gateway(settings) as api:
        endpoint.reply = lambda _: web.Response(status=500)
        id_ = (await api.create(endpoint.url()))["id"]
        await publish(settings, events(30, stories=30), partition=0)
        async with delivering(settings):
            await until(lambda: len(endpoint.received) >= 1)
            await asyncio.sleep(0.5)
        held = (await api.get(id_))["delivery"]["waiting"]
        assert held == 5
        admin = AIOKafkaAdminClient(bootstrap_servers=settings.brokers)
        await admin.start()
        place = TopicPartition(EVENTS.name, 0)
        await admin.delete_records({place: RecordsToDelete(before_offset=20)})
        await admin.close()
        endpoint.reply = None
        async with delivering(settings):
            await until(lambda: len(endpoint.taken) >= 10)
        assert sorted(endpoint.ids()) == [f"event-{n:05d}" for n in range(20, 30)]
        found = (await api.get(id_))["delivery"]
        assert (found["missed"], found["dead"]) == (15, 5)
        letters = await api.letters(id_)
        assert {(one["id"], one["reason"]) for one in letters} == {
            (f"event-{n:05d}", "expired") for n in range(5)
        }


async def test_a_test_event_says_what_the_endpoint_answers(settings):
    async with world(settings) as (_, endpoint, api):
        made = await api.create(endpoint.url())
        found = await api.ask("POST", f"/{made['id']}/test", status=200)
        assert (found["delivered"], found["status"]) == (True, 204)
        fits("/v1/webhooks/{id}/test", "post", 200, found)
        (one,) = endpoint.taken
        one.verify(made["secret"])
        assert (one.event["type"], one.id) == (TEST_TYPE, found["id"])
        endpoint.reply = lambda _: web.Response(status=500)
        found = await api.ask("POST", f"/{made['id']}/test", status=200)
        assert (found["delivered"], found["error"]) == (False, "the answer was 500")
        # also while it is switched off
        await api.ask("PATCH", f"/{made['id']}", {"enabled": False}, status=200)
        endpoint.reply = None
        assert (await api.ask("POST", f"/{made['id']}/test", status=200))["delivered"]
        assert len(endpoint.received) == 3
        shown = await api.get(made["id"])
        assert shown["status"] == "off"
        assert shown["delivery"]["tested"]["delivered"]
        assert await api.letters(made["id"]) == []


async def test_a_state_that_cannot_be_read_stops_its_subscription_and_no_other(settings):
    settings = quick(settings)
    async with receiver() as endpoint, receiver() as other, gateway(settings) as api:
        broken = (await api.create(endpoint.url()))["id"]
        await api.create(other.url())
        producer = AIOKafkaProducer(bootstrap_servers=settings.brokers)
        async with producer:
            await producer.send_and_wait(
                WEBHOOK_STATES.name,
                b'{"next": "nowhere"}',
                key=broken.encode(),
                partition=api.table.partition_of(broken),
            )
        await publish(settings, events(5))
        async with delivering(settings):
            await until(lambda: len(other.taken) >= 5)
            await asyncio.sleep(0.5)
        # it would have to begin anew, and nobody knows what was sent
        assert endpoint.received == []


async def test_a_changed_address_is_used_at_once_and_a_deleted_one_no_more(settings):
    async with world(settings) as (here, endpoint, api), receiver() as other:
        endpoint.reply = lambda _: web.Response(status=500)
        id_ = (await api.create(endpoint.url()))["id"]
        sent = events(20)
        await publish(here, sent)
        await until(lambda: endpoint.received)
        await api.ask("PATCH", f"/{id_}", {"url": other.url()}, status=200)
        await until(lambda: len(other.taken) >= 20)
        assert sorted(other.ids()) == [one.id for one in sent]
        await api.ask("DELETE", f"/{id_}", status=204)
        await api.ask("GET", f"/{id_}", status=404)
        await asyncio.sleep(0.7)
        await publish(here, [event(99)])
        await asyncio.sleep(0.5)
        assert "event-00099" not in other.ids()
        # nothing of it is left behind
        table = api.table
        await until(lambda: id_ not in table.states)
