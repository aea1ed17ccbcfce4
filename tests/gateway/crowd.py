"""Five hundred people who follow the events: ``python -m tests.gateway.crowd ADDRESS CLIENTS EVENTS``.

Half of them by server-sent events, half over a WebSocket; one in ten is slow. All come back with
their cursor whenever their stream ends. The last line that is printed says what they got.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import orjson
import uvloop
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, WSMsgType

PAUSE_S = 7.0
PATIENCE_S = 150.0

Message = tuple[str | None, str, Any]
"""Cursor, name, data."""


@dataclass
class Crowd:
    """What they share.

    Attributes:
        address: of the gateway.
        expected: events that each must get.
        ready: how many know their place.
        counts: how streams ended, and what else happened.
    """

    address: str
    expected: int
    ready: int = 0
    counts: Counter[str] = field(default_factory=Counter)


class Person:
    def __init__(self, crowd: Crowd, number: int, clients: int) -> None:
        self.crowd = crowd
        self.number = number
        self.is_slow = number % 10 == 0
        self.follow = self.by_sse if number < clients // 2 else self.by_ws
        self.cursor: str | None = None
        self.ids: list[str] = []
        self.pauses = 0

    async def run(self) -> None:
        buffers = {"read_bufsize": 4096} if self.is_slow else {}
        factory = small_socket if self.is_slow else None
        async with ClientSession(
            connector=TCPConnector(limit=0, socket_factory=factory),
            timeout=ClientTimeout(total=None, sock_connect=20),
            **buffers,
        ) as http:
            while len(self.ids) < self.crowd.expected:
                try:
                    await self.once(http)
                except (ClientError, ConnectionError, TimeoutError):
                    self.crowd.counts["broken"] += 1
                    await asyncio.sleep(0.3 + self.number % 10 / 10)

    async def once(self, http: ClientSession) -> None:
        headers = {"Last-Event-ID": self.cursor} if self.cursor else {}
        async for cursor, name, data in self.follow(http, headers):
            if cursor is not None:
                if self.cursor is None:
                    self.crowd.ready += 1
                self.cursor = cursor
            if data is not None and "specversion" in data:
                self.ids.append(data["id"])
                if len(self.ids) >= self.crowd.expected:
                    return
                if self.is_slow and self.pauses < 2 and len(self.ids) >= 15 + 80 * self.pauses:
                    self.pauses += 1
                    await asyncio.sleep(PAUSE_S)
            elif name != "heartbeat":
                self.crowd.counts[name] += 1

    async def by_sse(self, http: ClientSession, headers: dict[str, str]) -> AsyncIterator[Message]:
        async with http.get(f"{self.crowd.address}/v1/stream", headers=headers) as response:
            response.raise_for_status()
            rest = b""
            async for piece in response.content.iter_any():
                *frames, rest = (rest + piece).split(b"\n\n")
                for frame in frames:
                    yield message(frame)

    async def by_ws(self, http: ClientSession, headers: dict[str, str]) -> AsyncIterator[Message]:
        async with http.ws_connect(f"{self.crowd.address}/v1/ws", headers=headers) as connection:
            async for sent in connection:
                if sent.type is not WSMsgType.TEXT:
                    break
                said = orjson.loads(sent.data)
                if said.get("control") != "hello":
                    yield said.get("id"), said.get("control", ""), said.get("event")


def message(frame: bytes) -> Message:
    fields = dict(line.partition(b": ")[::2] for line in frame.split(b"\n"))
    cursor = fields[b"id"].decode() if b"id" in fields else None
    data = orjson.loads(fields[b"data"]) if b"data" in fields else None
    return cursor, fields.get(b"event", b"heartbeat").decode(), data


def small_socket(address: Any) -> socket.socket:
    family, kind, protocol, *_ = address
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    return made


def judged(people: list[Person], expected: int) -> dict[str, int]:
    found: Counter[str] = Counter()
    for person in people:
        got = Counter(person.ids)
        found["complete"] += len(got) == expected
        found["missing"] += expected - len(got)
        found["repeated"] += len(person.ids) - len(got)
        last: dict[str, int] = {}
        for desk, _, number in (name.rpartition("-") for name in person.ids):
            found["disordered"] += int(number) <= last.get(desk, -1)
            last[desk] = int(number)
    return dict(found)


async def main(address: str, clients: int, expected: int) -> None:
    crowd = Crowd(address, expected)
    people = [Person(crowd, number, clients) for number in range(clients)]
    tasks = [asyncio.create_task(person.run()) for person in people]
    while crowd.ready < clients:  # noqa: ASYNC110 - 500 of them say so
        await asyncio.sleep(0.05)
    print("ready", flush=True)  # noqa: T201 - for the test
    await asyncio.wait(tasks, timeout=PATIENCE_S)
    for task in tasks:
        task.cancel()
    raised = [it for it in await asyncio.gather(*tasks, return_exceptions=True) if it is not None]
    crowd.counts["cpu_s"] = round(time.process_time())
    crowd.counts["failed"] = sum(not isinstance(it, asyncio.CancelledError) for it in raised)
    print(json.dumps({**judged(people, expected), **crowd.counts}), flush=True)  # noqa: T201 - for the test


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
