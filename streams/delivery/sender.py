"""The one producer that all stages of a worker send through: idempotent, every send awaited."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from streams.errors import SendFailed

_LARGEST_REQUEST = 6 * 1024 * 1024


class Sender:
    """Sends records; the future of each is done when the broker has it.

    Args:
        options: how to connect, as aiokafka names it.
        timeout_s: how long a record may take, retries included.
    """

    def __init__(self, options: dict[str, Any], timeout_s: float) -> None:
        self._options = options
        self._timeout_ms = int(timeout_s * 1000)
        self._producer: Any = None

    async def __aenter__(self) -> Self:
        self._producer = AIOKafkaProducer(
            **self._options,
            acks="all",
            enable_idempotence=True,  # a retry after a lost answer must not repeat the record
            linger_ms=1,  # adds up over the hops; what comes during a request is a batch anyway
            max_batch_size=262_144,
            max_request_size=_LARGEST_REQUEST,
            request_timeout_ms=self._timeout_ms,
            compression_type="gzip",
        )
        await self._producer.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._producer.stop()

    async def send(
        self,
        topic: str,
        partition: int,
        key: bytes | None,
        value: bytes | None,
        headers: list[tuple[str, bytes]] | None = None,
    ) -> asyncio.Future[Any]:
        """Hand a record to the producer; waits only while its buffer is full.

        Raises:
            SendFailed: the producer refused the record.
        """
        try:
            found: asyncio.Future[Any] = await self._producer.send(
                topic, value=value, key=key, partition=partition, headers=headers or []
            )
        except (KafkaError, ValueError, AssertionError) as error:
            raise SendFailed(
                f"the producer refused a record for {topic}/{partition}: {error}"
            ) from error
        return found
