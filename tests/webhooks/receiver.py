"""Endpoints of subscribers on 127.0.0.1, events for them, and a service that delivers."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import jsonschema
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from aiokafka import AIOKafkaProducer
from standardwebhooks import Webhook

from schemas import Published, Story, to_binary
from streams.gateway.app import build
from streams.gateway.auth import Guard
from streams.gateway.openapi import openapi_document
from streams.gateway.webhooks.here import HERE
from streams.settings import Settings
from streams.topics import EVENTS
from streams.webhooks.service import Service
from streams.webhooks.vault import new_key
from tests.gateway.serving import BEARER, TOKEN, FakeSender

KEY = new_key()
QUICK: dict[str, Any] = {
    "webhooks_key": KEY,
    "webhooks_allow_private": True,
    "webhooks_retries": "0.05s,0.1s,0.2s,0.4s",
    "webhooks_timeout_s": 15.0,  # the machine may be busy
    "webhooks_breaker_pause_s": 0.1,
    "commit_interval_s": 0.1,
}
"""Settings of a service whose pauses are short."""

Reply = Callable[["Received"], Awaitable[web.StreamResponse] | web.StreamResponse]


@dataclass(frozen=True)
class Received:
    """A delivery as it came in."""

    id: str
    body: bytes
    headers: dict[str, str]
    request: web.Request

    @property
    def event(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def story(self) -> str:
        return self.event["data"].get("story")

    def verify(self, secret: str) -> None:
        Webhook(secret).verify(self.body, self.headers)


class Receiver:
    """Notes every delivery; answers 204, or what the test says."""

    def __init__(self) -> None:
        self.reply: Reply | None = None
        self.received: list[Received] = []
        self.taken: list[Received] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self.server: TestServer | None = None

    def url(self, path: str = "/hook") -> str:
        return str(self.server.make_url(path))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        one = Received(headers["webhook-id"], body, headers, request)
        self.received.append(one)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            answer = self.reply(one) if self.reply else web.Response(status=204)
            if not isinstance(answer, web.StreamResponse):
                answer = await answer
        finally:
            self.in_flight -= 1
        if 200 <= answer.status < 300:
            self.taken.append(one)
        return answer

    def ids(self) -> list[str]:
        return [one.id for one in self.taken]

    def attempts(self) -> Counter[str]:
        return Counter(one.id for one in self.received)

    def by_story(self) -> dict[str, list[str]]:
        """Ids that were taken, first time only, in the order of their story."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in self.taken:
            if one.id not in found[one.story]:
                found[one.story].append(one.id)
        return found


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    found = Receiver()
    app = web.Application(client_max_size=1 << 22)
    app.router.add_route("*", "/{path:.*}", found.handle)
    found.server = TestServer(app, host="127.0.0.1")
    await found.server.start_server()
    try:
        yield found
    finally:
        await found.server.close()


def event(number: int, story: str = "s-1", entry: str | None = None, **fields: Any) -> Published:
    given = {
        "id": f"event-{number:05d}",
        "desk": "main",
        "source": "courier",
        "coverage": {"id": "blog"},
        "entry": entry or f"entry-{number}",
        "revision": 1,
        "story": story,
        "headline": f"Headline {number}",
        "provenance": {"pipeline": "test"},
        "kind": "report",
        "urgency": 5,
    }
    return Published.model_validate({**given, **fields})


def story(id_: str, latest: str, **fields: Any) -> Story:
    given = {"desk": "main", "entries": 1, "revisions": 0, "duplicates": 0, "latest": latest}
    return Story.model_validate({"id": id_, **given, **fields})


async def publish(
    settings: Settings, events: Sequence[Any], topic: str = EVENTS.name, partition: Any = None
) -> None:
    """Put events onto a topic, each story in a partition of its own."""
    producer = AIOKafkaProducer(bootstrap_servers=settings.brokers, acks="all")
    async with producer:
        for one in events:
            headers, value = to_binary(one)
            name = one.id if isinstance(one, Story) else one.story
            at = partition if partition is not None else hash_of(name) % settings.partitions
            await producer.send(topic, value, key=name.encode(), headers=headers, partition=at)
        await producer.flush()


def hash_of(name: str) -> int:
    return sum(name.encode())


def events(count: int, stories: int = 10, first: int = 0) -> list[Published]:
    return [event(n, f"s-{n % stories}") for n in range(first, first + count)]


class Api:
    """The gateway as a client of it sees it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    @property
    def table(self) -> Any:
        return self.client.app[HERE].table

    async def ask(
        self, method: str, path: str, body: Any = None, status: int | None = None, **options: Any
    ) -> Any:
        headers = options.pop("headers", BEARER)
        given = {"json": body} if body is not None else {}
        answer = await self.client.request(
            method, f"/v1/webhooks{path}", headers=headers, **given, **options
        )
        found = await answer.json() if answer.content_length else None
        if status is not None:
            assert answer.status == status, (answer.status, found)
        return found

    async def create(self, url: str, **fields: Any) -> dict[str, Any]:
        return await self.ask("POST", "", {"url": url, **fields}, status=201)

    async def get(self, id_: str) -> dict[str, Any]:
        return await self.ask("GET", f"/{id_}", status=200)

    async def letters(self, id_: str) -> list[dict[str, Any]]:
        return (await self.ask("GET", f"/{id_}/dead-letters", status=200))["items"]


def quick(settings: Settings, **more: Any) -> Settings:
    return Settings.model_validate({**settings.model_dump(), **QUICK, **more})


@asynccontextmanager
async def gateway(settings: Settings, readers: Sequence[str] = ()) -> AsyncIterator[Api]:
    app = build(settings, FakeSender(), Guard((TOKEN,), readers))
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield Api(client)


@asynccontextmanager
async def delivering(settings: Settings, resolver: Any = None) -> AsyncIterator[Service]:
    """A service in this process, until the end; it must end cleanly."""
    service = Service(settings, resolver=resolver)
    task = asyncio.create_task(service.run())
    try:
        yield service
    finally:
        service.stop()
        assert await task == 0, service.error


def fits(path: str, method: str, status: int, body: Any) -> None:
    """The body is what the OpenAPI document says of this answer, and says no more."""
    document = json.loads(json.dumps(openapi_document()))
    answer = document["paths"][path][method]["responses"][str(status)]
    schema = answer["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator(
        {**schema, "components": document["components"], "unevaluatedProperties": False}
    )
    validator.validate(body)


async def until(holds: Callable[[], Any], within_s: float = 20.0) -> None:
    """Wait until something holds, in this process or in another one."""
    async with asyncio.timeout(within_s):
        while True:
            found = holds()
            if isinstance(found, Awaitable):
                found = await found
            if found:
                return
            await asyncio.sleep(0.02)
