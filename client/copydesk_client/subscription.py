"""The subscription: an asynchronous iterator of events that knows how far it is."""

from __future__ import annotations

import inspect
import logging
from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

from .connection import connect, stop
from .errors import WrongUse
from .lane import Untold
from .partitions import Partitions
from .wish import Wish

_log = logging.getLogger(__name__)

E = TypeVar("E")

_WAIT_MS = 500
_PATIENCE_S = 30.0


class Subscription(Generic[E]):
    """Events in the order of their partitions; what it promises is in the package's description.

    Iterate over it, at best inside ``async with``, which closes it for sure. One task iterates.

    Attributes:
        unreadable: records that were passed over because they are no events of this contract.
    """

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._consumer: Any = None
        self._partitions = Partitions(None, wish)
        self.unreadable = 0

    async def __aenter__(self) -> Self:
        """Connect, and find the place to begin at.

        Raises:
            BrokerUnreachable: no Kafka answers.
            AccessRefused: it does not let this client in.
            TopicMissing: it has no such topic.
        """
        if self._consumer is not None:
            raise WrongUse("this subscription is open already; subscribe again for a second one")
        wish = self._wish
        self._consumer, places = await connect(
            wish.topic, wish.brokers, wish.group, wish.kafka, _PATIENCE_S
        )
        self._partitions = Partitions(self._consumer, wish)
        try:
            await self._partitions.begin(places)
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Leave. Nothing is committed by that."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await stop(consumer)

    def __aiter__(self) -> AsyncIterator[E]:
        return self if self._consumer is not None else self._while_open()

    async def _while_open(self) -> AsyncIterator[E]:
        async with self:
            async for event in self:
                yield event

    async def __anext__(self) -> E:
        """The next event. It counts as taken as soon as it is handed out.

        Raises:
            StopAsyncIteration: the end is reached, and nothing more was asked for.
            Unreadable: the record is no event, and ``on_unreadable`` is ``raise``.
        """
        while True:
            found = self.ready()
            if isinstance(found, Untold):
                await self.tell(found)
            elif found is not None:
                return found
            elif not await self.more():
                raise StopAsyncIteration

    def ready(self) -> E | Untold | None:
        """The next event, if it is here already; or a record that must be told of first."""
        if self._consumer is None:
            return None
        return cast("E | Untold | None", self._partitions.ready())

    async def more(self) -> bool:
        """Wait a while for records; false where the end is reached, and no more was asked for."""
        if self._consumer is None:
            raise WrongUse("this subscription is not open: use it with `async with`")
        if self._wish.until_end and await self._partitions.are_read():
            return False
        await self._partitions.fill(_WAIT_MS)
        return True

    async def tell(self, untold: Untold) -> None:
        """Do with a record that cannot be read what the subscriber wants; then it is taken.

        Raises:
            Unreadable: ``on_unreadable`` is ``raise``.
        """
        found, how = untold.found, self._wish.on_unreadable
        if how == "raise":
            raise found
        self.unreadable += 1
        if how == "warn":
            _log.warning("%s; it is passed over", found)
        elif inspect.isawaitable(done := how(found)):
            await done
        untold.lane.take(untold.record)

    @property
    def position(self) -> dict[int, int]:
        """Up to where everything is handed out: the next offset by partition.

        It can be kept as JSON and be given to ``from_``, or to ``commit``.
        """
        return self._partitions.position

    @property
    def missed(self) -> int:
        """Records that were gone, by retention, before they could be read."""
        return self._partitions.missed

    async def commit(self, position: Mapping[int, int] | None = None) -> None:
        """Let the group go on behind what was handed out so far, or behind an earlier position.

        Never goes past what was handed out, nor back. Partitions that meanwhile went to another
        subscriber are left to it; it begins at what was committed before.

        Raises:
            WrongUse: there is no group, or the subscription is not open.
        """
        if self._wish.group is None:
            raise WrongUse("commit() needs a group: subscribe(…, group='my-service')")
        if self._consumer is None:
            raise WrongUse("this subscription is not open: commit inside `async with`")
        await self._partitions.commit(position)
