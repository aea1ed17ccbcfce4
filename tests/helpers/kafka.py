"""Stand-ins for what a stage talks to: Faust's events, the producer, the log, a table."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from streams.errors import SendFailed
from tests.helpers.making import NOON


class Event:
    """A Faust event that notes when it is acknowledged."""

    def __init__(self, acknowledged: list[int], offset: int, value: bytes, partition: int) -> None:
        self._acknowledged = acknowledged
        self.message = SimpleNamespace(
            key=b"main",
            value=value,
            partition=partition,
            offset=offset,
            timestamp=NOON.timestamp(),
            headers=(),
        )

    def ack(self) -> None:
        self._acknowledged.append(self.message.offset)


@dataclass
class Sent:
    """A record that was handed to the producer."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes]
    future: asyncio.Future[Any]

    def arrive(self) -> None:
        self.future.set_result(SimpleNamespace(topic_partition=(self.topic, 0), offset=7))

    def fail(self) -> None:
        self.future.set_exception(RuntimeError("the broker is gone"))


@dataclass
class FakeSender:
    """Keeps what is sent; it arrives at once, or when the test says so."""

    at_once: bool = True
    refuses: bool = False
    sent: list[Sent] = field(default_factory=list)

    async def send(self, topic, partition, key, value, headers=()) -> asyncio.Future[Any]:
        if self.refuses:
            raise SendFailed("refused")
        future = asyncio.get_running_loop().create_future()
        self.sent.append(Sent(topic, partition, key, value, dict(headers), future))
        if self.at_once:
            self.sent[-1].arrive()
        return future

    def to(self, topic: str) -> list[bytes | None]:
        return [one.value for one in self.sent if one.topic == topic]


@dataclass
class FakeLog:
    """What is committed, what the outputs show, and from where on the input has records."""

    committed_at: int = 0
    tails: dict[str, tuple[int, int]] = field(default_factory=dict)
    records_from: int = 0
    looks: int = 0
    hook: Any = None

    async def committed(self, _topic: str, _partition: int) -> int:
        self.looks += 1
        if self.hook is not None:
            self.hook()
        await asyncio.sleep(0)
        return self.committed_at

    async def tail(self, topic: str, _partition: int, _cause: str) -> tuple[int, int]:
        return self.tails.get(topic, (-1, 0))

    async def first_from(self, _topic: str, _partition: int, offset: int) -> int:
        return max(offset, self.records_from)


class FakeTable(dict[str, bytes]):
    """A Faust table as a stage sees it."""

    changelog_topic_name = "changelog"

    def __init__(self) -> None:
        super().__init__()
        self.persisted: list[int] = []
        self.data = SimpleNamespace(
            set_persisted_offset=lambda _place, offset: self.persisted.append(offset)
        )

    def encode(self, key: str) -> bytes:
        return key.encode()
