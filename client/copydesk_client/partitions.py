"""The partitions that a subscription has: how they come, go, and give records."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.errors import (
    CommitFailedError,
    IllegalStateError,
    NoOffsetForPartitionError,
    OffsetOutOfRangeError,
)

from .connection import speaking
from .errors import Unreadable
from .lane import Lane, Untold
from .records import AnyEvent
from .schemas import Story
from .start import Start, starts
from .wish import Wish

_log = logging.getLogger(__name__)

_BATCH = 500
_PATIENCE_S = 30.0


class Partitions(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka has no types
    """A lane for each partition that is ours, and the records that were fetched for them.

    Kafka tells of partitions that come and go in a task of its own, and would log an error there,
    and go on. So those calls only take note; what may fail is done when the subscriber asks for
    more, and is raised there.

    Args:
        consumer: started, without an assignment.
        wish: what the subscriber asked for.

    Attributes:
        missed: records that were gone, by retention, before they could be read.
    """

    def __init__(self, consumer: Any, wish: Wish) -> None:
        self._consumer = consumer
        self._wish = wish
        self._lanes: dict[Any, Lane] = {}
        self._left: dict[Any, int] = {}
        self._new: set[Any] = set()
        self._is_assigned = asyncio.Event()
        self._buffer: deque[tuple[Any, Lane, Any]] = deque()
        # an event may be taken in one thread while another one gives the partition away
        self._lock = threading.Lock()
        self.missed = 0

    async def begin(self, places: list[Any]) -> None:
        """Get partitions, all of them or what the group hands out, and find the place in each."""
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

    def ready(self) -> AnyEvent | Story | Untold | None:
        """The next event that is here already, which is taken now; or what must be told first.

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
                    return found
        return None

    async def fill(self, wait_ms: int) -> None:
        """Wait so long for records, if none are here."""
        if self._buffer:
            return
        async with speaking(self._wish.brokers):
            try:
                # first, for a caller may give up waiting for records again and again
                await self._take_up()
            except IllegalStateError:
                return  # handed out anew while we looked: the next round finds its place
            await self._receive(wait_ms)

    async def are_read(self) -> bool:
        """Whether everything was handed out that was there when the partitions were taken up."""
        if self._new or self._buffer:
            return False
        async with speaking(self._wish.brokers):
            for place, lane in list(self._lanes.items()):
                if await self._consumer.position(place) < lane.end:
                    return False
        return not self._buffer

    @property
    def position(self) -> dict[int, int]:
        """The offset behind what was handed out, by partition."""
        return {place.partition: lane.taken for place, lane in sorted(self._lanes.items())}

    async def commit(self, position: Mapping[int, int] | None) -> None:
        """Commit what was handed out, or only up to an earlier position."""
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
