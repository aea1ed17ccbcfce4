"""Pushing records onto ``news.raw`` with a progress bar; done means that Kafka has them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from streams.connection import client_options
from streams.errors import BrokerError
from streams.settings import Settings
from streams.topics import RAW

T = TypeVar("T")

_MOST_ON_THE_WAY = 2_000


class Pusher:
    """A producer for ``news.raw``.

    Attributes:
        pushed: how many records Kafka has.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer: Any = None
        self._flying: set[asyncio.Future[Any]] = set()
        self._error: BaseException | None = None
        self.pushed = 0
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
        )

    async def __aenter__(self) -> Self:
        self._producer = AIOKafkaProducer(
            **client_options(self._settings),
            acks="all",
            enable_idempotence=True,
            linger_ms=5,
            max_request_size=RAW.max_bytes,
        )
        try:
            await self._producer.start()
            known = await self._producer.partitions_for(RAW.name)
        except (KafkaError, OSError) as error:
            await self._producer.stop()
            raise BrokerError(
                f"Kafka at {self._settings.brokers} cannot be reached ({error}); start one with: "
                "copydesk broker, or set COPYDESK_BROKERS"
            ) from error
        if not known:
            await self._producer.stop()
            raise BrokerError(f"the topic {RAW.name} is missing; run: copydesk topics apply")
        self.progress.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                await self.flush()
        finally:
            self.progress.stop()
            await self._producer.stop()

    def track(self, name: str, things: Iterable[T]) -> Iterator[T]:
        """The things, with a progress bar."""
        listed = list(things)
        return iter(self.progress.track(listed, total=len(listed), description=name))

    async def push(
        self, key: bytes, value: bytes, headers: list[tuple[str, bytes]] | None = None
    ) -> None:
        """Hand a record over; waits while too many are on their way.

        Raises:
            BrokerError: Kafka did not take this record or an earlier one.
        """
        self._raise_if_failed()
        while len(self._flying) >= _MOST_ON_THE_WAY:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)
        try:
            future = await self._producer.send(
                RAW.name, key=key, value=value, headers=headers or []
            )
        except KafkaError as error:
            raise BrokerError(f"Kafka did not take a record: {error}") from error
        self._flying.add(future)
        future.add_done_callback(self._arrived)

    async def flush(self) -> None:
        """Wait until Kafka has everything.

        Raises:
            BrokerError: it did not take something.
        """
        if self._flying:
            await asyncio.wait(set(self._flying))
        await asyncio.sleep(0)  # let the callbacks count
        self._raise_if_failed()

    def _arrived(self, future: asyncio.Future[Any]) -> None:
        self._flying.discard(future)
        if future.cancelled() or future.exception() is not None:
            self._error = self._error or (None if future.cancelled() else future.exception())
        else:
            self.pushed += 1

    def _raise_if_failed(self) -> None:
        if self._error is not None:
            raise BrokerError(f"Kafka did not take a record: {self._error}") from self._error
