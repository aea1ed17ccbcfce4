"""The dead letters of one subscription."""

from __future__ import annotations

import logging

from streams.topics import WEBHOOK_DEAD_LETTERS

from .backlog import Delivery, Ref
from .means import Means
from .model import Reason, Undelivered, Waiting

_log = logging.getLogger(__name__)

Tried = Delivery | Waiting | Undelivered


class Letters:
    """Writes dead letters, and takes them away.

    Args:
        subscription: whose.
        partition: where they stand.
        means: what it needs from outside.
        dead: how many there were before.

    Attributes:
        dead: how many there were.
    """

    def __init__(self, subscription: str, partition: int, means: Means, dead: int) -> None:
        self.dead = dead
        self._subscription = subscription
        self._partition = partition
        self._means = means

    async def bury(self, ref: Ref, id_: str, reason: Reason, tried: Tried | None = None) -> None:
        """Give a delivery up. When this returns, Kafka has it.

        Raises:
            DeliveryError: it has not.
        """
        letter = Undelivered(
            subscription=self._subscription,
            id=id_,
            partition=ref.partition,
            offset=ref.offset,
            reason=reason,
            attempts=tried.attempts if tried else 0,
            status=tried.status if tried else None,
            error=tried.error if tried else None,
            at=self._means.clock.now(),
        )
        await self._means.writer.put(WEBHOOK_DEAD_LETTERS, self._partition, letter.key, letter)
        self._means.metrics.dead_letters.labels(reason).inc()
        self.dead += 1
        _log.warning("%s: %s is a dead letter, %s", self._subscription, id_, reason)

    async def forget(self, id_: str) -> None:
        """It was delivered after all.

        Raises:
            DeliveryError: Kafka has not taken it.
        """
        key = f"{self._subscription}/{id_}".encode()
        await self._means.writer.put(WEBHOOK_DEAD_LETTERS, self._partition, key, None)
