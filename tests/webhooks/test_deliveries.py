"""Deliveries with a real Kafka and real endpoints on this machine."""

from __future__ import annotations

import asyncio

import pytest

from .receiver import delivering, events, gateway, publish, quick, receiver, until

pytestmark = pytest.mark.broker


async def test_every_event_arrives_signed_and_in_the_order_of_its_story(settings):
    settings = quick(settings)
    async with receiver() as endpoint, gateway(settings) as api, delivering(settings):
        made = await api.create(endpoint.url())
        sent = events(300)
        await publish(settings, sent)
        await until(lambda: len(endpoint.taken) >= 300)
        await asyncio.sleep(0.5)
        assert sorted(endpoint.ids()) == [one.id for one in sent]
        for ids in endpoint.by_story().values():
            assert ids == sorted(ids)
        for one in endpoint.taken:
            one.verify(made["secret"])
        assert one.request.method == "POST"
        assert one.headers["content-type"] == "application/cloudevents+json"
        assert one.event["specversion"] == "1.0"
        assert one.event["id"] == one.id
