"""Events put onto the output topics, and clients that follow them over HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientResponse, WSMsgType
from aiokafka import AIOKafkaProducer

from schemas import Story, to_binary
from schemas.cloudevents import AnyEvent
from schemas.event import Provenance, Published, Withdrawn
from schemas.raw import Coverage
from streams.settings import Settings
from streams.topics import EVENTS, Topic

PATIENCE_S = 20


def published(number: int, desk: str = "world", **fields: Any) -> Published:
    given = {
        "id": f"{desk}-{number}",
        "desk": desk,
        "source": "courier",
        "coverage": Coverage(id="storm"),
        "entry": f"entry-{desk}-{number}",
        "revision": 1,
        "headline": f"Bridge {number} closes",
        "kind": "report",
        "urgency": 5,
        "provenance": Provenance(pipeline="copydesk/test"),
    }
    return Published.model_validate({**given, **fields})


def withdrawn(of: Published) -> Withdrawn:
    given = of.model_dump(include=set(Withdrawn.model_fields) - {"type"})
    return Withdrawn.model_validate(
        {**given, "id": f"{of.id}-withdrawn", "revision": 2, "withdraws": (of.id,)}
    )


def story(name: str, latest: str, desk: str = "world", **fields: Any) -> Story:
    return Story.model_validate(
        {"id": name, "desk": desk, "entries": 1, "revisions": 0, "duplicates": 0, "latest": latest}
        | fields
    )


@asynccontextmanager
async def printing(settings: Settings) -> AsyncIterator[Any]:
    """Gives a function that puts events onto a topic's partition; returns their offsets."""
    async with AIOKafkaProducer(bootstrap_servers=settings.brokers, acks="all") as producer:

        async def put(*events: AnyEvent | Story | None, partition=0, topic: Topic = EVENTS):
            futures = []
            for event in events:
                headers, value = to_binary(event) if event else ([], None)
                key = b"key" if event is None else event.desk.encode()
                futures.append(
                    await producer.send(
                        topic.name, value, key=key, headers=headers, partition=partition
                    )
                )
            return [(await future).offset for future in futures]

        yield put


@dataclass
class Heard:
    """One message of a stream, of either transport.

    Attributes:
        cursor: the id that came with it.
        name: type of the event, or name of the control message.
        data: the CloudEvent, or what the control message says.
    """

    cursor: str | None
    name: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def is_event(self) -> bool:
        return "specversion" in self.data


class SseReader:
    """Reads server-sent events as the standard says."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response
        self.cursor: str | None = None
        self.retry_ms: int | None = None

    async def one(self) -> Heard | None:
        """The next message, heartbeats included; ``None`` at the end."""
        fields: dict[str, list[str]] = {}
        async for line in self.response.content:
            text = line.decode().rstrip("\n")
            if text:
                name, _, value = text.partition(":")
                fields.setdefault(name, []).append(value.removeprefix(" "))
                continue
            if "retry" in fields:
                self.retry_ms = int(fields["retry"][-1])
            if "id" in fields:
                self.cursor = fields["id"][-1]
            if "data" in fields:
                data = json.loads("\n".join(fields["data"]))
                return Heard(self.cursor, fields["event"][-1], data)
            if "id" in fields:
                return Heard(self.cursor, "heartbeat")
            fields = {}
        return None


class WsReader:
    """Reads the same from a WebSocket."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.cursor: str | None = None
        self.retry_ms: int | None = None

    async def one(self) -> Heard | None:
        """The next message, heartbeats included; ``None`` at the end."""
        message = await self.socket.receive()
        if message.type is not WSMsgType.TEXT:
            return None
        said = json.loads(message.data)
        self.cursor = said.get("id", self.cursor)
        if "event" in said:
            return Heard(self.cursor, said["event"]["type"], said["event"])
        if said["control"] == "hello":
            self.retry_ms = said["retry_ms"]
            return await self.one()
        return Heard(self.cursor, said.pop("control"), said)


Reader = SseReader | WsReader


@asynccontextmanager
async def listening(
    client: Any, transport: str, base: str = "", cursor: str | None = None, **parameters: str
) -> AsyncIterator[Reader]:
    """A client that has been told where it is."""
    headers = parameters.pop("headers", {}) | ({"Last-Event-ID": cursor} if cursor else {})
    if transport == "sse":
        async with client.get(f"{base}/v1/stream", params=parameters, headers=headers) as response:
            assert response.status == 200, await response.text()
            yield SseReader(response)
    else:
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        connecting = client.ws_connect(f"{base}/v1/ws?{query}", headers=headers, max_msg_size=0)
        async with connecting as socket:
            yield WsReader(socket)


async def events(reader: Reader, count: int) -> list[Heard]:
    """So many events; anything else that comes is passed over."""
    found: list[Heard] = []
    async with asyncio.timeout(PATIENCE_S):
        while len(found) < count:
            heard = await reader.one()
            assert heard is not None, found
            if heard.is_event:
                found.append(heard)
    return found


async def told(reader: Reader, name: str) -> Heard:
    """The next control message of that name."""
    async with asyncio.timeout(PATIENCE_S):
        while (heard := await reader.one()) is not None:
            if heard.name == name:
                return heard
    raise AssertionError(f"the stream ended without {name}")
