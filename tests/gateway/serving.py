"""A gateway with a sender that does what a test wants."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp.test_utils import TestClient, TestServer

from streams.errors import SendFailed
from streams.gateway.app import build
from streams.gateway.auth import Guard
from streams.raw_producer import Position
from streams.settings import Settings

TOKEN = "a-token-of-the-newsroom"
OTHER = "a-token-of-the-wire-desk"
READER = "a-token-of-a-reader"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


class FakeSender:
    """Keeps records; waits while the gate is shut, fails while it is down."""

    def __init__(self):
        self.records = []
        self.calls = 0
        self.overdue = 0
        self.is_down = False
        self.pings = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def send(self, records):
        self.calls += 1
        await self.gate.wait()
        if self.is_down:
            raise SendFailed("Kafka did not answer within 10 s")
        first = len(self.records)
        self.records += records
        return [Position("news.raw", 0, first + n) for n in range(len(records))]

    async def ping(self, _timeout_s):
        self.pings += 1
        return not self.is_down


@asynccontextmanager
async def serving(
    *, tokens=(TOKEN, OTHER), readers=(), public=False, sender=None, **settings
) -> AsyncIterator[TestClient]:
    sender = sender or FakeSender()
    app = build(Settings(**settings), sender, Guard(tokens, readers, public=public))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        client.sender = sender
        yield client


def entry(headline="Bridge closes", **fields):
    return {"coverage": {"id": "storm"}, "headline": headline, **fields}


async def push(client, body, **options):
    headers = {**BEARER, "Content-Type": "application/json", **options.pop("headers", {})}
    data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
    return await client.post("/v1/entries", data=data, headers=headers, **options)
