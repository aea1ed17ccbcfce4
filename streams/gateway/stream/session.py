"""One client's stream, from where it begins to its end, whatever it is sent over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Final, Literal

from streams.errors import BrokerError, OffsetsGone, RequestRefused

from .begin import REASONS, Beginning, begin, kept
from .blocks import Blocks
from .cursor import Cursor, Offsets
from .hub import Delivery, FellBehind, Walker
from .live import Bounds, Live
from .metrics import StreamMetrics
from .select import Asked

_MOST_BYTES: Final = 64 * 1024
_END_AGAIN_S: Final = 0.5
_END_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Control:
    """A message about the stream itself.

    Attributes:
        name: ``heartbeat``, ``reset``, or, as the last one, ``dropped`` or ``closing``.
        cursor: where the client is; ``None`` where that is not known.
        reason: for people.
    """

    name: Literal["heartbeat", "reset", "dropped", "closing"]
    cursor: Offsets | None
    reason: str = ""

    @property
    def is_last(self) -> bool:
        """Whether the stream ends with it."""
        return self.name in {"dropped", "closing"}


Message = list[Delivery] | Control
"""Events, each with the place after it; none of them a second after the last ones, if silent."""


class Session:
    """One client's stream.

    Args:
        live: the topic's live reading.
        blocks: what is older.
        beginning: where to begin.
        asked: what is wanted.
        heartbeat_s: seconds of silence that are filled with a heartbeat.
        metrics: counters.
    """

    def __init__(
        self,
        live: Live,
        blocks: Blocks,
        *,
        beginning: Beginning,
        asked: Asked,
        heartbeat_s: float,
        metrics: StreamMetrics,
    ) -> None:
        self._live = live
        self._blocks = blocks
        self._walker = Walker(beginning.cursor, asked.wants())
        self._reset = beginning.reset
        self._heartbeat_s = heartbeat_s
        self._metrics = metrics
        self._loop = asyncio.get_running_loop()
        self._spoke_at = self._loop.time()

    async def messages(self) -> AsyncGenerator[Message]:
        """What the client is to be sent; the last one is a ``dropped`` or ``closing``."""
        yield self._started(self._reset) if self._reset else self._says("heartbeat")
        walker, live = self._walker, self._live
        while live.over is None:
            try:
                if walker.lacks(live.hub):
                    with self._metrics.catching_up.track_inprogress():
                        async for message in self._caught_up():
                            yield message
                    continue
                found = walker.takes(live.hub, _MOST_BYTES)
            except FellBehind:
                self._metrics.ended.labels("behind").inc()
                yield self._says("dropped", "you are too slow; come back with your cursor")
                return
            except BrokerError as error:
                self._metrics.ended.labels("failed").inc()
                yield self._says("dropped", f"{error}; come back with your cursor")
                return
            if found:
                self._spoke_at = self._loop.time()
                yield found
            elif walker.has_all(live.hub):
                await live.news()
                yield self._silence()
            else:
                await asyncio.sleep(0)
        self._metrics.ended.labels(live.over.name).inc()
        yield self._says(live.over.name, live.over.reason)

    async def _caught_up(self) -> AsyncIterator[Message]:
        """Pass what is older than the memory, a block of each partition in turn."""
        walker, live = self._walker, self._live
        while live.over is None and (lacking := walker.lacks(live.hub)):
            bounds = await live.bounds()
            beginning = kept(walker.cursor, bounds)
            if beginning.reset is not None:
                walker.cursor = beginning.cursor
                yield self._started(beginning.reset)
                continue
            for partition, offset in lacking.items():
                found = self._blocks.get(
                    partition,
                    offset,
                    beginning=bounds.beginnings[partition],
                    end=live.hub.starts[partition],
                )
                while not found.done():
                    await asyncio.wait({found}, timeout=1.0)
                    yield self._silence()
                try:
                    block = found.result()
                except OffsetsGone:
                    await live.bounds(max_age_s=0)  # retention was faster: look again
                    break
                for deliveries in walker.passes(partition, block.items, block.until, _MOST_BYTES):
                    if deliveries:
                        self._spoke_at = self._loop.time()
                    yield deliveries

    def _silence(self) -> Message:
        if self._loop.time() - self._spoke_at < self._heartbeat_s:
            return []
        return self._says("heartbeat")

    def _started(self, reset: str) -> Control:
        self._metrics.resets.labels(reset).inc()
        return self._says("reset", REASONS[reset])

    def _says(
        self, name: Literal["heartbeat", "reset", "dropped", "closing"], reason: str = ""
    ) -> Control:
        self._spoke_at = self._loop.time()
        return Control(name, self._walker.cursor, reason)


async def beginning_of(asked: Asked, live: Live) -> Beginning:
    """Where a client begins.

    Raises:
        RequestRefused: 503, Kafka does not say what it has.
    """
    hub = live.hub
    where = asked.begin
    if where == "now":
        return Beginning(hub.position)
    if isinstance(where, Cursor) and len(where.offsets) == len(hub.position):
        in_memory = zip(hub.starts, where.offsets, hub.position, strict=True)
        if all(start <= offset <= position for start, offset, position in in_memory):
            return Beginning(where.offsets)
    try:
        bounds = await live.bounds()
        for _ in range(_END_TRIES):
            # a replica that has just become the leader may tell an end that is too low
            if not _is_beyond(where, bounds):
                break
            await asyncio.sleep(_END_AGAIN_S)
            bounds = await live.bounds(max_age_s=0)
    except BrokerError as error:
        raise RequestRefused(503, f"{error}; try again", retry_after_s=2) from error
    return begin(where, hub.position, bounds)


def _is_beyond(where: object, bounds: Bounds) -> bool:
    return (
        isinstance(where, Cursor)
        and len(where.offsets) == len(bounds.ends)
        and any(offset > end for offset, end in zip(where.offsets, bounds.ends, strict=True))
    )
