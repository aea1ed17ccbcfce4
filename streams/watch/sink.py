"""Where the watcher's records go."""

from __future__ import annotations

from typing import Protocol

from streams.raw_producer import RawProducer


class Sink(Protocol):
    """Takes keys and values. When ``push`` returns, all of them are safe."""

    async def push(self, records: list[tuple[bytes, bytes]]) -> None:
        """Take records, in order.

        Raises:
            SendFailed: not all are safe; all of them should be pushed again.
        """


class KafkaSink:
    """Pushes onto ``news.raw``.

    Args:
        producer: started, and shared by all pages.
    """

    def __init__(self, producer: RawProducer) -> None:
        self._producer = producer

    async def push(self, records: list[tuple[bytes, bytes]]) -> None:
        """Push records and wait until Kafka has them.

        Raises:
            SendFailed: it has not.
        """
        await self._producer.send(records)
