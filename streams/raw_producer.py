"""Sending onto ``news.raw`` for long: survives a broker that is away, and says what it took."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from streams.connection import client_options
from streams.errors import BrokerError, SendFailed
from streams.settings import Settings
from streams.topics import RAW

_log = logging.getLogger(__name__)

_STOP_WITHIN_S: Final = 1.0
_LARGEST_BATCH: Final = 262_144


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands."""

    topic: str
    partition: int
    offset: int


class RawProducer:
    """A producer for ``news.raw`` that outlives failures of the broker.

    A send that is not acknowledged in time fails for its caller, and yet stays with the client,
    which goes on trying: giving it up would leave a hole in its sequence numbers. Until such
    sends are settled, new ones are refused, so that retries do not pile up copies.

    Args:
        settings: how to connect.
        timeout_s: how long ``send`` may take.
    """

    def __init__(self, settings: Settings, timeout_s: float) -> None:
        self._settings = settings
        self._timeout_s = timeout_s
        self._producer: Any = None
        self._starting = asyncio.Lock()
        self._overdue: set[asyncio.Future[Any]] = set()
        self._ending: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        try:
            producer = await self._ready()
            async with asyncio.timeout(self._timeout_s):
                # not partitions_for, which waits for a topic that is missing
                known = (await producer.client.fetch_all_metadata()).topics()
        except (KafkaError, OSError) as error:
            await self.close()
            raise BrokerError(
                f"Kafka at {self._settings.brokers} cannot be reached ({error}); start one with: "
                "copydesk broker, or set COPYDESK_BROKERS"
            ) from error
        if RAW.name not in known:
            await self.close()
            raise BrokerError(f"the topic {RAW.name} is missing; run: copydesk topics apply")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def overdue(self) -> int:
        """Records that were not acknowledged in time, and are still on their way."""
        return len(self._overdue)

    async def send(self, records: Sequence[tuple[bytes, bytes]]) -> list[Position]:
        """Send keys and values, in order; returns when Kafka has all of them.

        Raises:
            SendFailed: it has not, or not all; sending all of them again is safe.
        """
        if self._overdue:
            raise SendFailed(f"Kafka has not taken {len(self._overdue)} earlier records yet")
        futures: list[asyncio.Future[Any]] = []
        try:
            async with asyncio.timeout(self._timeout_s):
                producer = await self._ready()
                for key, value in records:
                    futures.append(await producer.send(RAW.name, key=key, value=value))
                # not gather: it would cancel them, when only the waiting is over
                await asyncio.wait(futures)
        except TimeoutError:
            raise SendFailed(f"Kafka did not answer within {self._timeout_s:g} s") from None
        except (KafkaError, OSError) as error:
            self._replace()
            raise SendFailed(f"Kafka did not take a record: {error}") from error
        finally:
            self._keep(futures)
        return self._positions(futures)

    async def ping(self, timeout_s: float) -> bool:
        """Whether a broker answers."""
        try:
            async with asyncio.timeout(timeout_s):
                producer = await self._ready()
                return bool(await producer.client.force_metadata_update())
        except (KafkaError, OSError):
            return False

    async def close(self) -> None:
        """Let go of the connections; what Kafka has not taken by then is lost to it."""
        async with self._starting:
            producer, self._producer = self._producer, None
        for task in self._ending:
            task.cancel()
        if producer is not None:
            await _end(producer)
        self._overdue.clear()

    def _keep(self, futures: list[asyncio.Future[Any]]) -> None:
        for future in futures:
            if not future.done():
                self._overdue.add(future)
                future.add_done_callback(self._settled)

    def _settled(self, future: asyncio.Future[Any]) -> None:
        self._overdue.discard(future)
        if not future.cancelled():
            future.exception()  # looked at, so that asyncio does not complain

    def _positions(self, futures: list[asyncio.Future[Any]]) -> list[Position]:
        found, wrong = [], None
        for future in futures:
            if error := future.exception():
                wrong = error
            else:
                sent = future.result()
                found.append(Position(sent.topic, sent.partition, sent.offset))
        if wrong is not None:
            # a failed batch leaves a hole in the sequence numbers: only a new producer goes on
            self._replace()
            raise SendFailed(f"Kafka did not take a record: {wrong}") from wrong
        return found

    async def _ready(self) -> Any:
        async with self._starting:
            if self._producer is None:
                producer = AIOKafkaProducer(
                    **client_options(self._settings),
                    acks="all",
                    enable_idempotence=True,
                    linger_ms=5,
                    max_batch_size=_LARGEST_BATCH,
                    max_request_size=RAW.max_bytes,
                    request_timeout_ms=int(self._timeout_s * 1000),
                )
                try:
                    await producer.start()
                except BaseException:
                    await _end(producer)
                    raise
                self._producer = producer
            return self._producer

    def _replace(self) -> None:
        # the old one ends on its own, when its broker answers; the next send starts a new one
        producer, self._producer = self._producer, None
        if producer is not None:
            ending = asyncio.create_task(producer.stop())
            self._ending.add(ending)
            ending.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._ending.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio does not complain


async def _end(producer: Any) -> None:
    """Stop a producer within two seconds: aiokafka's own stop waits for a broker that is away."""
    stopping = asyncio.create_task(producer.stop())
    await asyncio.wait([stopping], timeout=_STOP_WITHIN_S)
    if not stopping.done():
        _log.warning("Kafka did not take everything in time; what is left is given up")
        sender = producer._sender.sender_task  # noqa: SLF001 - nothing public ends it
        tasks = [stopping] if sender is None else [stopping, sender]
        for task in tasks:
            task.cancel()
        await producer.client.close()
        await asyncio.wait(tasks, timeout=_STOP_WITHIN_S)
    if stopping.done() and not stopping.cancelled():
        stopping.exception()  # the connection is gone, however it ended
