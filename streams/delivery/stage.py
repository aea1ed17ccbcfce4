"""One agent at work: the delivery rules of docs/ARCHITECTURE.md, in one place.

Records of a partition go through a *lane*. A lane lives from one assignment to the next; it
knows the memory of the partition, how far the output partitions have got, which offset must
come next, and which inputs still await the delivery of what they caused.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from schemas import Position
from streams.errors import DeliveryError, InputGap, SendFailed
from streams.topics import DEAD_LETTERS

from .guard import guarded
from .log import LogReader
from .memory import Memory, TooManyVersions
from .metrics import Metrics
from .records import POSITION_HEADER, RECEIVED_HEADER, TIME_HEADER, Agent, Cause, Record, Step
from .sender import Sender

_log = logging.getLogger(__name__)

_GAP_PATIENCE_S = 10.0
_COMMIT_PATIENCE_S = 20.0


@dataclass(slots=True)
class Pending:
    """An input that is done with, but for the delivery of what it caused."""

    event: Any
    deliveries: tuple[asyncio.Future[Any], ...]


@dataclass(slots=True)
class Lane:
    """One partition of one stage, for as long as it is assigned.

    Attributes:
        partition: its number.
        expected: offset that must come next.
        memory: the partition's state, where the agent has a table.
        tails: per output topic, offset and index of the last input that it shows.
        pending: inputs in order, oldest first.
        gap_since: loop time since which the expected offset is overdue; ``None`` while it is not.
        replay_clock: time of the log and loop time when it was read, during a replay.
    """

    partition: int
    expected: int
    memory: Memory | None
    tails: dict[str, tuple[int, int]]
    pending: deque[Pending] = field(default_factory=deque)
    gap_since: float | None = None
    replay_clock: tuple[datetime, float] | None = None

    def now(self, loop_time: float) -> datetime:
        """The time by which embargoes end: the wall clock, or a replay's own."""
        if self.replay_clock is None:
            return datetime.now(UTC)
        at, since = self.replay_clock
        return at + timedelta(seconds=loop_time - since)


class Stage:
    """Runs an agent over the records that Faust hands it.

    Args:
        agent: what to do with a record.
        sender: where outputs go.
        log: looks at the log.
        metrics: counters.
        max_in_flight: inputs that may await delivery.
        age: how long state is remembered.
        stop: called with the error when going on would lose or repeat something.
        commit: commits what is acknowledged, now.
    """

    def __init__(
        self,
        agent: Agent,
        *,
        sender: Sender,
        log: LogReader,
        metrics: Metrics,
        max_in_flight: int,
        age: timedelta,
        stop: Callable[[Exception], None],
        commit: Callable[[], Awaitable[bool]],
    ) -> None:
        self.agent = agent
        self.table: Any = None
        self.lanes: dict[int, Lane] = {}
        self._sender = sender
        self._log = log
        self._metrics = metrics
        self._max_in_flight = max_in_flight
        self._age = age
        self._stop = stop
        self._commit = commit
        self._turn = asyncio.Lock()  # a record is sent whole or not begun when lanes close
        self.assigned: frozenset[int] = frozenset()
        self._failed = False

    async def handle(self, event: Any) -> None:
        """Take one record from Faust through the agent; never raises.

        A record that cannot be finished here is left unacknowledged: it comes again, to this
        worker or to the next.
        """
        try:
            async with self._turn:
                await self._handle(event)
        except DeliveryError as error:
            self.fail(error)
        except Exception as error:  # noqa: BLE001 - reaching Faust, it would acknowledge the record
            _log.exception("%s: unexpected", self.agent.name)
            self.fail(DeliveryError(f"{type(error).__name__}: {error}"))
        await self._wait_for_room()

    def fail(self, error: Exception) -> None:
        """Stop the worker: nothing is acknowledged from here on."""
        if not self._failed:
            self._failed = True
            self._stop(error)

    def begin(self, partitions: frozenset[int]) -> None:
        """These partitions are assigned and their tables restored: records may be handled."""
        self.assigned = partitions

    async def end(self, patience_s: float = 5.0) -> None:
        """Partitions are revoked: what is on its way arrives first, for the next owner to see."""
        self.assigned = frozenset()
        async with self._turn:
            flying = [f for lane in self.lanes.values() for p in lane.pending for f in p.deliveries]
            if flying and not self._failed:
                await asyncio.wait(flying, timeout=patience_s)
            self.lanes.clear()

    async def tick(self) -> None:
        """Once a second: open lanes that have no input yet, and look for overdue offsets."""
        now = asyncio.get_running_loop().time()
        for lane in self.lanes.values():
            if lane.gap_since is not None and now - lane.gap_since > _GAP_PATIENCE_S:
                self.fail(
                    InputGap(
                        f"{self.agent.reads.name}/{lane.partition}: offset {lane.expected} was passed over"
                    )
                )
        for partition in sorted(self.assigned - self.lanes.keys()):
            async with self._turn:
                await self._open(partition)

    async def _open(self, partition: int) -> Lane | None:
        """The partition's lane, made at need; ``None`` where it is not ours (any more)."""
        assigned = self.assigned
        if partition not in assigned:
            return None
        if partition in self.lanes:
            return self.lanes[partition]
        topic = self.agent.reads.name
        floor = await self._log.committed(topic, partition)
        outputs = (*self.agent.writes, DEAD_LETTERS)
        tails = {o.name: await self._log.tail(o.name, partition, topic) for o in outputs}
        if self.assigned is not assigned:
            return None
        memory = None
        if self.agent.remembers is not None:
            memory = Memory(self.table, partition, self.agent.remembers, floor=floor, age=self._age)
        lane = self.lanes[partition] = Lane(partition, floor, memory, tails)
        _log.info("%s/%d from offset %d, outputs at %s", topic, partition, floor, tails)
        return lane

    def committed(self, partition: int, offset: int) -> None:
        """Offsets below ``offset`` are committed: their past is no longer needed."""
        lane = self.lanes.get(partition)
        if lane is not None and lane.memory is not None:
            lane.memory.floor = max(lane.memory.floor, offset)

    async def _handle(self, event: Any) -> None:
        message = event.message
        if self._failed:
            return
        lane = await self._open(message.partition)
        if lane is None:
            return
        if message.offset > lane.expected and await self._has_moved_on(lane):
            lane = await self._open(message.partition)
            if lane is None:
                return
        if message.offset > lane.expected and not await self._is_legal_gap(lane, message.offset):
            # perhaps a leftover from before a rebalance: dropped unacknowledged, it comes again.
            # If what is expected does not come soon, tick() stops the worker.
            lane.gap_since = lane.gap_since or asyncio.get_running_loop().time()
            return
        lane.gap_since = None
        if message.offset < lane.expected:
            # Faust may deliver an offset twice; acknowledged in its turn, like any other
            lane.pending.append(Pending(event, ()))
            self._drain(lane)
            return
        lane.expected = message.offset + 1
        record = _record(self.agent.reads.name, message)
        if record.is_replayed:
            lane.replay_clock = (record.now, asyncio.get_running_loop().time())
        else:
            lane.replay_clock = None
        if lane.memory is not None:
            lane.memory.at(message.offset)
        step = guarded(self.agent, record, lane.memory)
        deliveries = await self._deliver(lane, record, step)
        self._metrics.handled(self.agent.name, step, record)
        lane.pending.append(Pending(event, deliveries))
        self._drain(lane)

    async def _has_moved_on(self, lane: Lane) -> bool:
        """Drop a lane whose partition was committed further after it was opened.

        What was acknowledged before a rebalance may be committed after it: then Faust goes on from
        there, and the lane, with its memory, is of a time before.
        """
        if lane.gap_since is not None:
            return False
        floor = await self._log.committed(self.agent.reads.name, lane.partition)
        if floor <= lane.expected or lane.pending or self.lanes.get(lane.partition) is not lane:
            return False
        _log.info(
            "%s/%d: committed up to %d meanwhile", self.agent.reads.name, lane.partition, floor
        )
        del self.lanes[lane.partition]
        return True

    async def _is_legal_gap(self, lane: Lane, offset: int) -> bool:
        """Whether the log itself holds nothing from the expected offset to this one."""
        topic = self.agent.reads.name
        if lane.gap_since is None:
            first = await self._log.first_from(topic, lane.partition, lane.expected)
            if first >= offset:
                _log.warning(
                    "%s/%d: the log holds nothing from %d to %d",
                    topic,
                    lane.partition,
                    lane.expected,
                    offset,
                )
                lane.expected = offset
                return True
            _log.warning("%s/%d: expected %d, got %d", topic, lane.partition, lane.expected, offset)
        return False

    async def _write(self, lane: Lane, record: Record, step: Step) -> list[asyncio.Future[Any]]:
        if lane.memory is None or step.write is None:
            return []
        key, value = step.write
        try:
            full_key, data = lane.memory.put(key, value)
        except TooManyVersions:
            await self._settle(lane, record.position.offset)
            full_key, data = lane.memory.put(key, value)
        writes = {full_key: data, **dict.fromkeys(lane.memory.forget(record.now))}
        return [await self._send_state(key, value, lane) for key, value in writes.items()]

    async def _send_state(self, key: str, value: bytes | None, lane: Lane) -> asyncio.Future[Any]:
        topic = self.table.changelog_topic_name
        future = await self._sender.send(topic, lane.partition, self.table.encode(key), value)
        store = self.table.data

        def persisted(done: asyncio.Future[Any]) -> None:
            if (
                self.lanes.get(lane.partition) is lane
                and not done.cancelled()
                and not done.exception()
            ):
                sent = done.result()
                store.set_persisted_offset(sent.topic_partition, sent.offset)

        future.add_done_callback(persisted)
        return future

    async def _settle(self, lane: Lane, offset: int) -> None:
        """Wait until everything before ``offset`` is delivered and committed."""
        flying = [f for pending in lane.pending for f in pending.deliveries]
        if flying:
            await asyncio.wait(flying)
        self._drain(lane)
        memory = lane.memory
        async with asyncio.timeout(_COMMIT_PATIENCE_S):
            while memory is not None and memory.floor < offset:
                if not await self._commit():
                    await asyncio.sleep(0.05)  # another commit was under way, without our offsets

    async def _deliver(
        self, lane: Lane, record: Record, step: Step
    ) -> tuple[asyncio.Future[Any], ...]:
        flying = await self._write(lane, record, step)
        sent: dict[str, int] = {}
        for output in step.outputs:
            index = sent[output.topic.name] = sent.get(output.topic.name, -1) + 1
            place = (record.position.offset, index)
            if place <= lane.tails[output.topic.name]:
                self._metrics.already_there(self.agent.name)
                continue
            lane.tails[output.topic.name] = place
            cause = Cause(self.agent.reads.name, lane.partition, *place)
            received = record.header(RECEIVED_HEADER) or str(record.timestamp_ms).encode()
            headers = [
                *output.headers,
                (POSITION_HEADER, cause.encode()),
                (RECEIVED_HEADER, received),
                (TIME_HEADER, str(round(record.now.timestamp() * 1000)).encode()),
            ]
            flying.append(
                await self._sender.send(
                    output.topic.name, lane.partition, output.key, output.value, headers
                )
            )
        for future in flying:
            future.add_done_callback(lambda _: self._drain(lane))
        return tuple(flying)

    def _drain(self, lane: Lane) -> None:
        """Acknowledge, from the head of the queue only: never past something on its way."""
        if self.lanes.get(lane.partition) is not lane or self._failed:
            return
        while lane.pending:
            head = lane.pending[0]
            for future in head.deliveries:
                if not future.done():
                    return
                if future.cancelled() or future.exception():
                    why = "cancelled" if future.cancelled() else repr(future.exception())
                    self.fail(SendFailed(f"{self.agent.name}: an output was not delivered: {why}"))
                    return
            lane.pending.popleft()
            head.event.ack()

    async def _wait_for_room(self) -> None:
        """Wait while too many inputs await delivery, so that memory stays bounded."""
        while not self._failed:
            flying = [lane.pending[0] for lane in self.lanes.values() if lane.pending]
            if sum(len(lane.pending) for lane in self.lanes.values()) <= self._max_in_flight:
                return
            heads = {f for head in flying for f in head.deliveries if not f.done()}
            if heads:
                await asyncio.wait(heads, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(0)  # let the callbacks acknowledge


def _record(topic: str, message: Any) -> Record:
    headers = message.headers or ()
    return Record(
        key=message.key,
        value=message.value,
        position=Position(topic=topic, partition=message.partition, offset=message.offset),
        timestamp_ms=round(message.timestamp * 1000),
        headers=tuple(headers.items() if isinstance(headers, dict) else headers),
    )
