"""What is kept about webhooks, as the gateway sees it: read from Kafka, and written there."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable
from typing import Any, Final

from aiokafka.errors import KafkaError
from aiokafka.partitioner import DefaultPartitioner
from pydantic import ValidationError

from schemas import Model
from streams.connection import client_options
from streams.delivery.records import Record
from streams.delivery.sender import Sender
from streams.errors import BrokerError, OffsetsGone, RequestRefused, SendFailed
from streams.gateway.following import Place, following
from streams.settings import Settings
from streams.topics import (
    WEBHOOK_DEAD_LETTERS,
    WEBHOOK_STATES,
    WEBHOOK_TOPICS,
    WEBHOOKS,
    Topic,
)
from streams.webhooks.model import State, Subscription, Undelivered

_log = logging.getLogger(__name__)

_SILENCE_S: Final = 0.5
_TRY_AGAIN_S: Final = 1.0
_READ_BACK_S: Final = 5.0
_STOP_WITHIN_S: Final = 3.0


class Table:
    """Subscriptions, states and dead letters, in memory as they stand on Kafka.

    Args:
        settings: how to connect.

    Attributes:
        subscriptions: by id.
        states: by id of the subscription.
        letters: dead letters, by id of the subscription and of the event.
    """

    def __init__(self, settings: Settings) -> None:
        self.subscriptions: dict[str, Subscription] = {}
        self.states: dict[str, State] = {}
        self.letters: dict[str, dict[str, Undelivered]] = {}
        self._settings = settings
        self._positions: dict[Place, int] = {}
        self._is_loaded = False
        self._changed = asyncio.Condition()
        self._over = asyncio.Event()

    @contextlib.asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Keep up with Kafka while inside."""
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            # a client of Kafka that is cancelled while it connects leaves its connection behind
            self._over.set()
            await asyncio.wait([task], timeout=_STOP_WITHIN_S)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def loaded(self) -> None:
        """Wait until everything has been read once.

        Raises:
            RequestRefused: 503 Kafka does not answer.
        """
        if not self._is_loaded:
            await self._until(lambda: self._is_loaded)

    async def put(
        self, topic: Topic, subscription: str, rows: Iterable[tuple[bytes, Model | None]]
    ) -> None:
        """Replace what stands under keys; ``None`` takes it away. Returns when it can be seen here.

        Raises:
            RequestRefused: 503 Kafka has not taken all of it.
        """
        sender = Sender(client_options(self._settings), self._settings.gateway_send_timeout_s)
        try:
            # one for each change: changes are rare, and a broken producer troubles nobody later
            async with sender:
                partition = self.partition_of(subscription)
                futures = [
                    await sender.send(
                        topic.name, partition, key, row.to_json() if row is not None else None
                    )
                    for key, row in rows
                ]
                found: list[Any] = await asyncio.gather(*futures)
        except (KafkaError, SendFailed, OSError) as error:
            raise RequestRefused(
                503,
                f"Kafka did not take it ({type(error).__name__}); send it again",
                retry_after_s=5,
            ) from error
        last = max((one.offset for one in found), default=-1)
        place = Place(topic.name, partition)
        await self._until(lambda: self._positions.get(place, 0) > last)

    async def until(self, holds: Any, timeout_s: float) -> bool:
        """Wait until something holds; says whether it did in time."""
        try:
            async with asyncio.timeout(timeout_s), self._changed:
                await self._changed.wait_for(holds)
        except TimeoutError:
            return False
        return True

    def partition_of(self, subscription: str) -> int:
        """Where the records of a subscription stand, in each of the topics."""
        numbers = sorted({place.partition for place in self._positions})
        return int(DefaultPartitioner()(subscription.encode(), numbers, numbers))

    async def _until(self, holds: Any) -> None:
        if not await self.until(holds, _READ_BACK_S):
            raise RequestRefused(503, "Kafka does not answer in time; ask again", retry_after_s=5)

    async def _follow(self) -> None:
        while not self._over.is_set():
            try:
                await self._read()
            except (BrokerError, KafkaError, OffsetsGone, OSError) as error:
                _log.warning("what is kept about webhooks cannot be read: %s", error)
            except Exception:  # noqa: BLE001 - the gateway goes on; it is logged with its trace
                _log.exception("what is kept about webhooks cannot be read: unexpected")
            self._is_loaded = False
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_TRY_AGAIN_S):
                    await self._over.wait()

    async def _read(self) -> None:
        async with following(self._settings, *WEBHOOK_TOPICS) as log:
            beginnings, ends = await log.beginnings(), await log.ends()
            self.subscriptions, self.states, self.letters = {}, {}, {}
            log.start(beginnings)
            while not self._over.is_set():
                for record in await log.take(_SILENCE_S if self._is_loaded else 0.05):
                    self._note(record)
                self._positions = await log.positions()
                if all(self._positions[place] >= end for place, end in ends.items()):
                    self._is_loaded = True
                async with self._changed:
                    self._changed.notify_all()

    def _note(self, record: Record) -> None:
        key = (record.key or b"").decode("utf-8", "replace")
        value = record.value
        try:
            match record.position.topic:
                case WEBHOOKS.name:
                    _put(self.subscriptions, key, value and Subscription.model_validate_json(value))
                case WEBHOOK_STATES.name:
                    _put(self.states, key, value and State.model_validate_json(value))
                case WEBHOOK_DEAD_LETTERS.name:
                    whose, _, event = key.partition("/")
                    letters = self.letters.setdefault(whose, {})
                    _put(letters, event, value and Undelivered.model_validate_json(value))
        except ValidationError as error:
            _log.error("%s: %s cannot be read: %s", record.position, key, error.errors()[:1])


def _put(rows: dict[str, Any], key: str, row: Any) -> None:
    if row:
        rows[key] = row
    else:
        rows.pop(key, None)
