"""Invented events, and how they get onto a topic of a real broker."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from schemas import parse_event, to_binary

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


def event(number: int, name: str = "published", *, entry: str | None = None, **fields: Any):
    """An event of the contract, numbered."""
    content = {"kind": "report", "urgency": 4, "body": f"What happened as number {number}."}
    given = {
        "type": f"copydesk.entry.{name}.v1",
        "id": f"id-{number}",
        "desk": "main",
        "source": "courier",
        "coverage": {"id": "blog"},
        "entry": entry or f"entry-{number}",
        "revision": 1,
        "headline": f"Headline {number}",
        "occurred_at": (NOON + timedelta(minutes=number)).isoformat(),
        "provenance": {"pipeline": "test/1"},
        **(content if name in {"published", "revised", "corrected"} else {}),
        **fields,
    }
    return parse_event(json.dumps(given))


async def make_topic(brokers: str, name: str, partitions: int = 1) -> str:
    admin = AIOKafkaAdminClient(bootstrap_servers=brokers)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, partitions, 1)])
        for _ in range(100):
            if name in await admin.list_topics():
                break
            await asyncio.sleep(0.05)
    finally:
        await admin.close()
    return name


async def send(brokers: str, topic: str, *events: Any, partition: int | None = None) -> None:
    """Put events, or pairs of headers and value, onto a topic."""
    async with AIOKafkaProducer(bootstrap_servers=brokers) as producer:
        sent = []
        for one in events:
            headers, value = one if isinstance(one, tuple) else to_binary(one)
            key = b"main" if isinstance(one, tuple) else one.desk.encode()
            how = {"key": key, "headers": headers, "partition": partition}
            sent.append(await producer.send(topic, value, **how))
        await asyncio.gather(*sent)
