"""A worker process: the pipeline, its health server, its signals, its end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import threading
from datetime import UTC, datetime

from schemas import Coverage, RawEntry
from streams.app import Pipeline
from streams.delivery.records import TIME_HEADER
from streams.errors import BrokerError, CopydeskError
from streams.health import Health
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.topics import RAW, all_topics

_log = logging.getLogger(__name__)

# A supervisor sends SIGKILL after some time; what is not done by then comes again anyway.
_STOP_WITHIN_S = 12.0
_SEND_AGAIN_S = 30.0


class Worker:
    """Runs a pipeline until it is told to stop or must stop.

    Args:
        settings: how to run.
        parent: process without which to stop; ``None`` to run on its own.
    """

    def __init__(self, settings: Settings, parent: int | None = None) -> None:
        self.settings = settings
        self._parent = parent
        self.pipeline = Pipeline(settings, self._fail)
        self.error: Exception | None = None
        self._over = asyncio.Event()
        self._sent: dict[str, float] = {}

    async def run(self) -> int:
        """Work until SIGTERM, SIGINT or a fault; returns the exit code."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._over.set)
        pipeline = self.pipeline
        # a thread, for the loop itself may hang; cancelled once all clients are closed
        deadline = threading.Timer(_STOP_WITHIN_S, self._give_up)
        deadline.daemon = True
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(deadline.cancel)
            await _reach(stack, pipeline)
            await self._check_topics()
            health = Health(pipeline, self.settings)
            await stack.enter_async_context(health)
            _log.info(
                "worker of %s on %s, health on %s",
                self.settings.group,
                self.settings.brokers,
                health.address,
            )
            (self.settings.data_dir / "tables").mkdir(parents=True, exist_ok=True)
            _warm_up(self.settings)
            await pipeline.app.start()
            ticking = asyncio.create_task(self._tick(health))
            await self._over.wait()
            _log.info("stopping")
            deadline.start()
            ticking.cancel()
            await pipeline.app.stop()
        if self.error is not None:
            _log.error("stopped: %s: %s", type(self.error).__name__, self.error)
            return 1
        _log.info("stopped cleanly")
        return 0

    def _fail(self, error: Exception) -> None:
        self.error = self.error or error
        self._over.set()

    def _give_up(self) -> None:
        _log.error("could not stop within %s s; what is not committed comes again", _STOP_WITHIN_S)
        logging.shutdown()
        os._exit(1)

    async def _check_topics(self) -> None:
        """Missing topics are an error at the start, not a silence later."""
        found = await self.pipeline.log.partitions()
        for topic in all_topics(self.settings.group):
            count = found.get(topic.name)
            if count is None:
                raise BrokerError(f"the topic {topic.name} is missing; run: copydesk topics apply")
            if count != self.settings.partitions:
                raise BrokerError(
                    f"the topic {topic.name} has {count} partitions, COPYDESK_PARTITIONS says "
                    f"{self.settings.partitions}; set it to {count}"
                )

    async def _tick(self, health: Health) -> None:
        """Once a second: heartbeat, faults, lanes without input, embargoes that end."""
        app = self.pipeline.app
        while not self._over.is_set():
            health.beat()
            if app.crashed:
                self._fail(CopydeskError(f"Faust stopped: {app.crash_reason!r}"))
            elif self._parent is not None and os.getppid() != self._parent:
                self._over.set()  # killed, it could not stop us
            elif health.has_stalled():
                self._fail(CopydeskError("no progress although records wait"))
            elif not app.rebalancing:
                try:
                    for stage in self.pipeline.stages:
                        await stage.tick()
                    await self._end_what_is_due()
                except Exception as error:  # noqa: BLE001 - seen by the supervisor, not swallowed
                    self._fail(error)
            await asyncio.sleep(1)

    async def _end_what_is_due(self) -> None:
        """Put the end of each embargo, and of each entry's time, onto the log.

        They are inputs like any other, so that the log alone tells what happened.
        """
        loop_time = asyncio.get_running_loop().time()
        held = 0
        for lane in list(self.pipeline.stages[0].lanes.values()):
            if lane.memory is None:
                continue
            index, now = lane.memory.index, lane.now(loop_time)
            held += len(index.held)
            due = [(s, s.tick("release"), s.due) for s in index.held.values() if s.due <= now]
            due += [
                (s, s.tick("expire"), s.expires_at)
                for s in index.expiring.values()
                if s.expires_at <= now
            ]
            for state, tick, at in due:
                name = f"{tick.operation} {state.key}"
                if loop_time - self._sent.get(name, -_SEND_AGAIN_S) >= _SEND_AGAIN_S:
                    self._sent[name] = loop_time
                    await self._send(tick, lane.partition, at if lane.replay_clock else None)
        self._sent = {n: t for n, t in self._sent.items() if loop_time - t < _SEND_AGAIN_S}
        self.pipeline.metrics.held.set(held)

    async def _send(self, tick: RawEntry, partition: int, at: datetime | None) -> None:
        headers = [(TIME_HEADER, str(round(at.timestamp() * 1000)).encode())] if at else []
        key, value = tick.desk.encode(), tick.to_json()
        sent = await self.pipeline.sender.send(RAW.name, partition, key, value, headers)
        await sent


def _warm_up(settings: Settings) -> None:
    """Load what the cores load at first use, before an entry has to wait for it."""
    sample = RawEntry(coverage=Coverage(id="-"), headline="It is on", body="It is said to be on.")
    for _ in LocalPipeline(settings).push(b"main", sample.to_json(), datetime.now(UTC)):
        pass


async def _reach(stack: contextlib.AsyncExitStack, pipeline: Pipeline) -> None:
    try:
        await stack.enter_async_context(pipeline.sender)
        await stack.enter_async_context(pipeline.log)
    except OSError as error:
        raise _unreachable(pipeline.settings, error) from error
    except Exception as error:
        if type(error).__module__.startswith("aiokafka"):
            raise _unreachable(pipeline.settings, error) from error
        raise


def _unreachable(settings: Settings, error: Exception) -> BrokerError:
    return BrokerError(
        f"Kafka at {settings.brokers} cannot be reached ({error}); start one with: copydesk broker, "
        "or set COPYDESK_BROKERS"
    )
