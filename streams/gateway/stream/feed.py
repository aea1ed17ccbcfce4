"""Each topic is read once for all clients, from when the first one comes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Final

from aiokafka.errors import KafkaError

from streams.delivery.records import RECEIVED_HEADER, Record
from streams.errors import BrokerError, OffsetsGone, RequestRefused
from streams.gateway.following import Log, following
from streams.settings import Settings

from .cursor import Of
from .hub import Hub
from .items import TOPICS, Unreadable, id_of, item_of
from .live import Live, Over, in_order
from .metrics import StreamMetrics
from .repeats import WINDOW, Repeats

_log = logging.getLogger(__name__)

_MOST_BYTES: Final = 32 * 1024 * 1024
_READY_WITHIN_S: Final = 10.0
_TRY_AGAIN_S: Final = 2.0
_TICK_S: Final = 1.0
_AT_ONCE: Final = 32
"""Records that are prepared before others get their turn."""


class Feed:
    """Reads a topic for its clients, for as long as the gateway runs.

    Args:
        of: which stream.
        settings: how to connect, and how much to keep.
        metrics: counters.
    """

    def __init__(self, of: Of, settings: Settings, metrics: StreamMetrics) -> None:
        self._of = of
        self._settings = settings
        self._metrics = metrics
        self._live: Live | None = None
        self._is_decided = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._over: Over | None = None

    async def live(self) -> Live:
        """What is read now; reading begins when this is asked for the first time.

        Raises:
            RequestRefused: 503, Kafka does not let us read, or the gateway stops.
        """
        if self._over is None and self._task is None:
            self._task = asyncio.create_task(self._run())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_READY_WITHIN_S):
                await self._is_decided.wait()
        if self._live is None or self._over is not None:
            raise RequestRefused(503, "the stream is not there; try again", retry_after_s=2)
        return self._live

    def end(self, over: Over) -> None:
        """End the streams of all clients, and let in no more."""
        self._over = over
        self._is_decided.set()
        if self._live is not None:
            self._live.end(over)

    async def close(self) -> None:
        """Stop reading."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        topic = TOPICS[self._of]
        while self._over is None:
            self._is_decided.clear()
            why = "reading failed; come back"
            try:
                async with following(self._settings, topic) as log:
                    await self._read(log)
            except (BrokerError, OffsetsGone, KafkaError) as error:
                _log.warning("%s: %s; trying again", topic.name, error)
            except Exception:  # noqa: BLE001 - logged with its trace; the other streams go on
                _log.exception("%s: unexpected; trying again", topic.name)
            finally:
                self._is_decided.set()  # not there, for those who wait
                if self._live is not None:
                    self._live.end(Over("dropped", why))
                    self._live = None
            await asyncio.sleep(_TRY_AGAIN_S)

    async def _read(self, log: Log) -> None:
        beginnings, ends = await log.beginnings(), await log.ends()
        # the newest at once, so that clients who come back after a restart find them in memory
        each = max(1, self._settings.gateway_stream_records // len(log.places))
        starts = {place: max(beginnings[place], ends[place] - each) for place in log.places}
        hub = Hub(in_order(starts), self._settings.gateway_stream_records, _MOST_BYTES)
        live = Live(self._of, log, hub)
        repeats = [Repeats() for _ in log.places]
        begin = {p: max(beginnings[p], start - WINDOW) for p, start in starts.items()}
        async for records in log.follow(begin, wake_s=_TICK_S):
            for number, record in enumerate(records):
                self._take(hub, repeats[record.position.partition], record)
                if number % _AT_ONCE == _AT_ONCE - 1:
                    live.wake()
                    await asyncio.sleep(0)
            if self._live is None:
                positions = await log.positions()
                if all(positions[place] >= end for place, end in ends.items()):
                    self._live = live
                    self._is_decided.set()
            live.wake()
            self._metrics.lag.labels(self._of).set(await log.lag())

    def _take(self, hub: Hub, repeats: Repeats, record: Record) -> None:
        partition, offset = record.position.partition, record.position.offset
        event_id = id_of(record)
        is_repeat = event_id is not None and repeats.saw(offset, event_id)
        if offset < hub.position[partition]:
            return  # only there to know repeats by
        item = None
        if is_repeat:
            self._metrics.left_out.labels(self._of, "repeat").inc()
        else:
            try:
                item = item_of(record)
            except Unreadable as error:
                self._metrics.left_out.labels(self._of, "unreadable").inc()
                _log.warning("%s/%d/%d: %s", record.position.topic, partition, offset, error)
        hub.publish(partition, offset, item)
        if item is not None and self._live is not None:
            received = record.header(RECEIVED_HEADER)
            began = int(received) if received and received.isdigit() else record.timestamp_ms
            self._metrics.latency.labels(self._of).observe(max(0.0, time.time() - began / 1000))
