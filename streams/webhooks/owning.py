"""Which partitions of subscriptions are ours: Kafka's consumer groups share them out.

Nothing is read and nothing is committed through the group; it only says who does what. So two
processes never deliver for the same subscription, but for one that was cut off and does not know
it yet.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener
from aiokafka.errors import KafkaError

from streams.connection import client_options, stop_consumer
from streams.errors import BrokerError
from streams.settings import Settings
from streams.topics import WEBHOOKS

from .means import Means
from .shard import Shard

_log = logging.getLogger(__name__)

_HEARTBEATS: Final = 6
_REBALANCE_S: Final = 30.0
_POLL_S: Final = 0.5


class Owning(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka ships no types
    """The partitions of this process.

    Args:
        settings: how to connect.
        means: what deliveries need from outside.
        fail: is told what makes going on impossible.

    Attributes:
        shards: by partition.
        is_settled: the group has shared out the partitions.
        was_settled: it had done so once.
    """

    def __init__(self, settings: Settings, means: Means, fail: Callable[[Exception], None]) -> None:
        self.shards: dict[int, Shard] = {}
        self.is_settled = self.was_settled = False
        self._settings = settings
        self._means = means
        self._fail = fail
        self._is_over = False

    async def run(self) -> None:
        """Take part in the group until cancelled; then stop all deliveries and leave it.

        Raises:
            BrokerError: Kafka cannot be reached.
        """
        session_ms = int(self._settings.session_timeout_s * 1000)
        consumer = AIOKafkaConsumer(
            **client_options(self._settings),
            group_id=f"{self._settings.group}-webhooks",
            enable_auto_commit=False,
            auto_offset_reset="latest",
            session_timeout_ms=session_ms,
            heartbeat_interval_ms=session_ms // _HEARTBEATS,
            rebalance_timeout_ms=int(_REBALANCE_S * 1000),
        )
        consumer.subscribe([WEBHOOKS.name], listener=self)
        try:
            try:
                await consumer.start()
            except (KafkaError, OSError) as error:
                raise BrokerError(
                    f"Kafka at {self._settings.brokers} cannot be reached ({error}); start one "
                    "with: copydesk broker, or set COPYDESK_BROKERS"
                ) from error
            while True:
                # asking for records is what tells the group that we are well
                await consumer.getmany(timeout_ms=int(_POLL_S * 1000))
        finally:
            self._is_over = True
            # first the deliveries, then the group: nobody takes over what still goes on
            await self.on_partitions_revoked(())
            await stop_consumer(consumer)

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Stop what we have: the group shares everything out anew."""
        del revoked
        self.is_settled = False
        shards, self.shards = list(self.shards.values()), {}
        try:
            await asyncio.gather(*(shard.stop() for shard in shards))
        except Exception as error:  # noqa: BLE001 - the process ends with it
            self._fail(error)

    async def on_partitions_assigned(self, assigned: Any) -> None:
        """Begin with what we were given."""
        if self._is_over:
            return  # we are leaving, and what was given is given on
        for place in sorted(assigned):
            shard = self.shards[place.partition] = Shard(place.partition, self._means, self._fail)
            shard.start()
        self.is_settled = self.was_settled = True
        _log.info("delivering for the partitions %s", sorted(self.shards))
