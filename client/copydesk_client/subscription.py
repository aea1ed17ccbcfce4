"""The subscription: an asynchronous iterator of events that knows how far it is."""

from __future__ import annotations

import asyncio
import inspect
import logging
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.errors import (
    CommitFailedError,
    IllegalStateError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
)

from .connection import connect, speaking, stop
from .errors import Unreadable, WrongUse
from .lane import Lane, Untold
from .start import Start, starts
from .wish import Wish

_log = logging.getLogger(__name__)

E = TypeVar("E")

_BATCH = 500
_WAIT_MS = 500
_PATIENCE_S = 30.0


class Subscription(ConsumerRebalanceListener, Generic[E]):  # type: ignore[misc]  # aiokafka has no types
    """Events in the order of their partitions; what it promises is in the package's description.

    Iterate over it, at best inside ``async with``, which closes it for sure. One task iterates.

    Attributes:
        unreadable: records that were passed over because they are no events of this contract.
        missed: records that were gone, by retention, before they could be read.
    """

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._consumer: Any = None
        self._lanes: dict[Any, Lane] = {}
        self._left: dict[Any, int] = {}
        self._new: set[Any] = set()
        self._is_assigned = asyncio.Event()
        self._buffer: deque[tuple[Any, Lane, Any]] = deque()
        # an event may be taken in one thread while another one gives the partition away
        self._lock = threading.Lock()
        self.unreadable = 0
        self.missed = 0

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
        try:
            await self._begin(places)
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
        self._lanes.clear()
        self._left.clear()
        self._new.clear()
        self._buffer.clear()
        self._is_assigned.clear()
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
        """The next event, if it is here already; or a record that must be told of first.

        May be called from another thread than the event loop's.
        """
        with self._lock:
            while self._buffer:
                place, lane, record = self._buffer.popleft()
                if self._lanes.get(place) is not lane:
                    continue  # the partition went to another subscriber meanwhile
                found = lane.see(record)
                if isinstance(found, Unreadable):
                    return Untold(found, lane, record)
                lane.take(record)
                if found is not None:
                    return cast("E", found)
        return None

    async def more(self) -> bool:
        """Wait a while for records; false where the end is reached, and no more was asked for."""
        if self._consumer is None:
            raise WrongUse("this subscription is not open: use it with `async with`")
        if self._wish.until_end and await self._is_at_end():
            return False
        if not self._buffer:
            await self._fill()
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
        return {place.partition: lane.taken for place, lane in sorted(self._lanes.items())}

    async def commit(self, position: Mapping[int, int] | None = None) -> None:
        """Let the group go on behind what was handed out so far, or behind an earlier position.

        Never goes past what was handed out, nor back. Partitions that meanwhile went to another
        subscriber are left to it; it begins at what was committed before.

        Raises:
            WrongUse: there is no group.
        """
        if self._wish.group is None:
            raise WrongUse("commit() needs a group: subscribe(…, group='my-service')")
        upto = {}
        for place, lane in self._lanes.items():
            taken = lane.taken
            if position is not None:
                taken = min(taken, position.get(place.partition, lane.committed))
            if taken > lane.committed:
                upto[place] = taken
        await self._commit(upto)

    async def _commit(self, upto: Mapping[Any, int]) -> None:
        if not upto:
            return
        lanes = {place: self._lanes.get(place) for place in upto}
        try:
            async with speaking(self._wish.brokers):
                await self._consumer.commit(dict(upto))
        except (CommitFailedError, IllegalStateError):
            _log.info("the partitions are being handed out anew: commit again when they are")
            return
        for place, lane in lanes.items():
            if lane is not None:
                lane.committed = max(lane.committed, upto[place])

    async def _begin(self, places: list[Any]) -> None:
        if self._wish.group is None:
            self._consumer.assign(places)
            self.on_partitions_assigned(set(places))
        else:
            self._consumer.subscribe([self._wish.topic], listener=self)
        async with speaking(self._wish.brokers), asyncio.timeout(_PATIENCE_S):
            while not self._is_assigned.is_set():
                await self._receive(100)
            await self._take_up()

    def on_partitions_revoked(self, revoked: set[Any]) -> None:
        """Kafka takes partitions back: what is buffered of them is someone else's now."""
        with self._lock:
            self._leave(revoked)
        self._new -= set(revoked)

    def on_partitions_assigned(self, assigned: set[Any]) -> None:
        """Kafka hands out partitions: they stand still until their place is found."""
        if assigned:
            self._consumer.pause(*assigned)
        self._new = set(assigned)
        self._is_assigned.set()

    async def _take_up(self) -> None:
        """Find the place in every new partition, and let it run."""
        places = sorted(self._new)
        if not places:
            return
        committed = await self._committed(places)
        known = dict(committed)
        for place in set(places) & set(self._left):
            # what was handed out here before need not be again, unless another one went further
            known[place] = max(self._left[place], known.get(place, 0))
        found = await starts(self._consumer, places, self._wish.from_, known=known)
        if self._wish.group is not None:
            # else "now" would be a later one after a crash before the first commit
            first = {p: start.at for p, start in found.items() if p not in committed}
            await self._commit({place: at for place, at in first.items() if place in self._new})
        for place, start in found.items():
            if place in self._new:  # not taken back while we looked
                self._open(place, start, committed.get(place))

    def _open(self, place: Any, start: Start, committed: int | None) -> None:
        wish = self._wish
        self._new.discard(place)
        self._left.pop(place, None)
        self.missed += start.missed
        lane = Lane(start.at, start.end, window=wish.remember, selection=wish.selection)
        if committed is not None:
            lane.committed = min(committed, start.at)
        self._lanes[place] = lane
        self._consumer.seek(place, max(start.beginning, start.at - wish.remember))
        self._consumer.resume(place)

    async def _committed(self, places: list[Any]) -> dict[Any, int]:
        if self._wish.group is None:
            return {}
        offsets = await asyncio.gather(*(self._consumer.committed(place) for place in places))
        return {p: int(o) for p, o in zip(places, offsets, strict=True) if o is not None}

    async def _fill(self) -> None:
        async with speaking(self._wish.brokers):
            try:
                # first, for a caller may give up waiting for records again and again
                await self._take_up()
            except IllegalStateError:
                return  # handed out anew while we looked: the next round finds its place
            await self._receive(_WAIT_MS)

    async def _receive(self, wait_ms: int) -> None:
        try:
            batch = await self._consumer.getmany(timeout_ms=wait_ms, max_records=_BATCH)
        except OffsetOutOfRangeError as error:
            # retention went past us while we read, or the topic was made anew
            with self._lock:
                self._new |= self._leave(place for one in error.args for place in one)
            return
        except NoOffsetForPartitionError:
            return  # it is about to be told its place
        for place, records in batch.items():
            lane = self._lanes.get(place)
            if lane is not None:
                self._buffer.extend((place, lane, record) for record in records)

    def _leave(self, places: Iterable[Any]) -> set[Any]:
        """Close the lanes of these partitions, and remember how far they were."""
        found = {place: self._lanes.pop(place) for place in places if place in self._lanes}
        self._left |= {place: lane.taken for place, lane in found.items()}
        return set(found)

    async def _is_at_end(self) -> bool:
        if self._new:
            return False
        async with speaking(self._wish.brokers):
            for place, lane in list(self._lanes.items()):
                if await self._consumer.position(place) < lane.end:
                    return False
        return not self._buffer
