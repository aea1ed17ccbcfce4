"""``/v1/webhooks`` of the gateway: who may, what is taken, what is told and what never is."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.errors import RequestRefused
from streams.gateway.webhooks.bodies import NewSubscription, parsed
from streams.topics import WEBHOOKS
from streams.webhooks.vault import new_secret
from tests.gateway.serving import BEARER, serving

from .receiver import fits, gateway, quick, until

READER = "a-token-that-only-reads"
URL = "https://receiver.example/hook"


async def test_without_a_key_there_are_no_webhooks():
    async with serving() as client:
        answer = await client.get("/v1/webhooks", headers=BEARER)
        assert answer.status == 404
        assert "COPYDESK_WEBHOOKS_KEY" in (await answer.json())["detail"]


async def test_without_kafka_it_is_unavailable_and_everything_else_goes_on(monkeypatch):
    monkeypatch.setattr("streams.gateway.webhooks.table._READ_BACK_S", 0.3)
    from streams.settings import Settings

    async with gateway(quick(Settings(brokers="127.0.0.1:1"))) as api:
        await api.ask("GET", "", status=503)
        assert (await api.client.get("/livez")).status == 200


@pytest.mark.broker
async def test_only_who_may_push_may_even_look(settings):
    async with gateway(quick(settings), readers=(READER,)) as api:
        reader = {"Authorization": f"Bearer {READER}"}
        assert (await api.client.get("/v1/session", headers=reader)).status == 200
        for method, path in (("GET", ""), ("POST", ""), ("GET", "/wh_1"), ("DELETE", "/wh_1")):
            await api.ask(method, path, status=403, headers=reader)
            await api.ask(method, path, status=401, headers={})


@pytest.mark.broker
async def test_a_subscription_is_made_shown_changed_and_deleted(settings):
    async with gateway(quick(settings)) as api:
        made = await api.create(
            URL, selection={"desks": ["world"], "urgency": 3}, description="The night desk"
        )
        fits("/v1/webhooks", "post", 201, made)
        id_ = made.pop("id")
        assert made.pop("secret").startswith("whsec_")
        assert made["selection"] == {"desks": ["world"], "urgency": 3}
        assert (made["of"], made["enabled"], made["status"]) == ("events", True, "starting")
        shown = await api.get(id_)
        fits("/v1/webhooks/{id}", "get", 200, shown)
        assert {**shown, "id": id_} == {**made, "id": id_}
        changed = await api.ask(
            "PATCH",
            f"/{id_}",
            {"selection": {"kinds": ["report"]}, "description": None, "enabled": False},
            status=200,
        )
        assert changed["selection"] == {"kinds": ["report"]}
        assert (changed["status"], "description" in changed) == ("off", False)
        assert changed["url"] == URL
        await api.create(f"{URL}/2")
        fits("/v1/webhooks/{id}", "patch", 200, changed)
        listed = await api.ask("GET", "", status=200)
        fits("/v1/webhooks", "get", 200, listed)
        items = listed["items"]
        assert [one["url"] for one in items] == [URL, f"{URL}/2"]
        await api.ask("DELETE", f"/{id_}", status=204)
        await api.ask("GET", f"/{id_}", status=404)
        await api.ask("DELETE", f"/{id_}", status=404)
        assert len((await api.ask("GET", "", status=200))["items"]) == 1


@pytest.mark.broker
async def test_what_another_gateway_has_made_is_seen(settings):
    async with gateway(quick(settings)) as first, gateway(quick(settings)) as second:
        made = await first.create(URL)

        async def is_seen():
            return (await second.ask("GET", "", status=200))["items"]

        await until(is_seen)
        await second.ask("PATCH", f"/{made['id']}", {"enabled": False}, status=200)
    async with gateway(quick(settings)) as third:
        assert (await third.get(made["id"]))["status"] == "off"


@pytest.mark.broker
async def test_secrets_are_told_once_and_stand_nowhere(settings, caplog):
    caplog.set_level(logging.DEBUG)
    own, settings = new_secret(), quick(settings)
    async with gateway(settings) as api:
        made = await api.create(URL, secret=own)
        assert made["secret"] == own
        turned = await api.ask("POST", f"/{made['id']}/secret", status=200)
        assert turned["secret"] not in {own, ""}
        told = [
            await api.get(made["id"]),
            await api.ask("GET", ""),
            await api.ask("PATCH", f"/{made['id']}", {"enabled": True}),
        ]
        kept = await everything(settings)
    present, former = turned["secrets"]
    assert "expires_at" not in present
    assert former["expires_at"] > former["created_at"]
    for text in (json.dumps(told), kept, caplog.text):
        for secret in (own, turned["secret"]):
            assert secret.removeprefix("whsec_") not in text
    assert "sealed" not in json.dumps(told)


async def everything(settings) -> str:
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.brokers)
    found = b""
    async with consumer, asyncio.timeout(20):
        consumer.assign([TopicPartition(WEBHOOKS.name, n) for n in range(settings.partitions)])
        await consumer.seek_to_beginning()
        while batch := await consumer.getmany(timeout_ms=1_000):
            found += b"".join(record.value for some in batch.values() for record in some)
    assert b"sealed" in found
    return found.decode()


@pytest.mark.broker
async def test_rotation_takes_an_overlap_and_has_an_end(settings):
    async with gateway(quick(settings)) as api:
        id_ = (await api.create(URL))["id"]
        path = f"/{id_}/secret"
        turned = await api.ask("POST", path, {"overlap_hours": 0}, status=200)
        assert len(turned["secrets"]) == 1
        for _ in range(4):
            await api.ask("POST", path, status=200)
        await api.ask("POST", path, status=409)
        await api.ask("POST", path, {"overlap_hours": -1}, status=422)
        await api.ask("POST", path, {"secret": "whsec_short"}, status=422)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "url"),
        ({"url": "not an address"}, "url"),
        ({"url": "ftp://x.example/"}, "url"),
        ({"url": URL, "selection": {"desk": ["world"]}}, "there is no desk"),
        ({"url": URL, "selection": {"urgency": 9}}, "urgency"),
        ({"url": URL, "of": "raw"}, "of"),
        ({"url": URL, "of": "stories", "selection": {"kinds": ["report"]}}, "not by kinds"),
        ({"url": URL, "secret": "whsec_c2hvcnQ="}, "24 to 64 bytes"),
        ({"url": URL, "colour": "red"}, "colour"),
        ([], "dictionary"),
    ],
)
def test_what_does_not_hold_is_refused_with_a_reason(body, said):
    with pytest.raises(RequestRefused, match=said) as caught:
        parsed(NewSubscription, json.dumps(body).encode())
    assert caught.value.status == 422


@pytest.mark.broker
async def test_bodies_that_are_none_are_refused(settings):
    async with gateway(quick(settings)) as api:
        json_type = {**BEARER, "Content-Type": "application/json"}
        await api.ask("POST", "", status=400, headers=json_type, data=b"{")
        await api.ask("POST", "", status=413, headers=json_type, data=b" " * 70_000)
        plain = {**BEARER, "Content-Type": "text/plain"}
        await api.ask("POST", "", status=415, headers=plain, data=b"{}")
        await api.ask("POST", "", {"url": "https://a:b@x.example/"}, status=422)
        await api.ask("POST", "", {"url": URL, "selection": {"desk": ["world"]}}, status=422)
        assert (await api.ask("GET", "", status=200))["items"] == []


@pytest.mark.broker
async def test_private_addresses_are_refused_when_subscribing(settings):
    strict = quick(settings, webhooks_allow_private=False)
    async with gateway(strict) as api:
        for url in ("https://127.0.0.1/", "https://localhost/", "https://[::1]/"):
            found = await api.ask("POST", "", {"url": url}, status=422)
            assert "not a public address" in found["detail"]
        found = await api.ask("POST", "", {"url": "http://receiver.example/"}, status=422)
        assert "not https" in found["detail"]


@pytest.mark.broker
async def test_a_test_that_nobody_sends_is_answered_with_202(settings):
    async with gateway(quick(settings, webhooks_timeout_s=0.1)) as api:
        id_ = (await api.create(URL))["id"]
        assert (await api.ask("POST", f"/{id_}/test", status=202))["id"].startswith("test_")
        assert await api.letters(id_) == []
