"""A paper on 127.0.0.1 that serves what a test wants, and remembers who asked for what."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from streams.errors import SendFailed
from streams.outbound.clock import Clock
from streams.watch.config import Watched
from streams.watch.fetch import Fetcher, Limits
from streams.watch.hosts import Hosts
from streams.watch.poll import Poller, Shared
from streams.watch.store import Store
from streams.watch.watcher import Watcher, session

START = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page(*entries: str, coverage: str = "https://paper.example/storm") -> bytes:
    """A live page with an update for each "id: text", oldest first, a minute apart by its id."""
    updates = []
    for entry in entries:
        name, text = entry.split(": ", 1)
        minute = int("".join(filter(str.isdigit, name)) or 0)
        updates.append(
            {
                "@type": "BlogPosting",
                "@id": f"{coverage}#{name}",
                "headline": text,
                "articleBody": f"{text}, the paper says.",
                "datePublished": (START + timedelta(minutes=minute)).isoformat(),
            }
        )
    document = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "url": coverage,
        "headline": "Storm",
        "liveBlogUpdate": updates[::-1],
    }
    script = f'<script type="application/ld+json">{json.dumps(document)}</script>'
    return f"<!doctype html><html lang=en><head>{script}</head></html>".encode()


class Paper:
    """Answers each path with what stands in ``answers``: bytes, or a handler."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Handler] = {}
        self.requests: list[web.Request] = []
        self.server: TestServer | None = None

    def url(self, path: str = "/live") -> str:
        return str(self.server.make_url(path))

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404)
        if isinstance(answer, bytes):
            return web.Response(body=answer, content_type="text/html")
        return await answer(request)


@asynccontextmanager
async def paper() -> AsyncIterator[Paper]:
    found = Paper()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", found.handle)
    found.server = TestServer(app, host="127.0.0.1")
    await found.server.start_server()
    try:
        yield found
    finally:
        await found.server.close()


class MemorySink:
    """Keeps what is pushed; fails while it is told to."""

    def __init__(self) -> None:
        self.records: list[tuple[bytes, bytes]] = []
        self.is_down = False
        self.gate: asyncio.Event | None = None

    async def push(self, records):
        if self.gate is not None:
            await self.gate.wait()
        if self.is_down:
            raise SendFailed("the sink is down")
        self.records += records

    def said(self) -> list[str]:
        """Headline of each upsert; id of each withdrawal after a minus."""
        found = []
        for _, value in self.records:
            entry = json.loads(value)
            withdrawn = entry["operation"] == "withdraw"
            found.append("-" + entry["entry_id"].split("#")[-1] if withdrawn else entry["headline"])
        return found


class QuickClock(Clock):
    """Sleeping takes no time, and is written down."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._ahead = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self._ahead)

    def monotonic(self) -> float:
        return self._ahead

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._ahead += seconds
        await asyncio.sleep(0)


class Setting:
    """Everything a poll needs, with a sink in memory."""

    def __init__(self, http, folder, *, timeout_s=5.0, max_bytes=1 << 20, allow_private=True):
        self.clock = QuickClock()
        self.sink = MemorySink()
        self.hosts = Hosts(self.clock, 0.5)
        limits = Limits(max_bytes, timeout_s, allow_private)
        self.fetcher = Fetcher(http, limits, self.hosts, self.clock)
        self.store = Store(folder)
        self.shared = Shared(self.fetcher, self.sink, self.store, self.clock)

    def poller(self, url: str, **options) -> Poller:
        return Poller(Watched(url=url, **options), self.shared)

    def watcher(self, *pollers: Poller) -> Watcher:
        return Watcher(pollers, self.clock, random.Random(0))

    async def page(self, url: str):
        return await self.fetcher.page(URL(url))


@asynccontextmanager
async def setting(folder, *, allow_private=True, **options) -> AsyncIterator[Setting]:
    async with session(allow_private=allow_private) as http:
        yield Setting(http, folder, allow_private=allow_private, **options)
