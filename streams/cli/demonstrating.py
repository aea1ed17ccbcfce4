"""The demo: a broker, a worker, a replay, and what comes out of it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console

from streams.broker import LocalKafka
from streams.broker.ports import free_ports
from streams.broker.topics import apply_topics
from streams.cli.inputs import by_file
from streams.cli.playing import Files, play
from streams.cli.reading import Reader, reading
from streams.cli.showing import line_for
from streams.cli.summary import Summary
from streams.delivery.records import RECEIVED_HEADER
from streams.errors import BrokerError
from streams.settings import Settings
from streams.timeline import timeline
from streams.topics import EVENTS

_WORKER_READY_S = 60.0
_DRAINED_S = 120.0

Counts = dict[tuple[str, str, str], int]


async def demonstrate(path: str, seconds: float) -> Summary:
    """Replay coverages through a broker and a worker of their own; returns what became of them.

    Args:
        path: a file or a folder.
        seconds: how long to spend on each coverage.

    Raises:
        UserError: there is nothing to replay, or the broker or the worker cannot start.
    """
    console = Console(highlight=False)
    start = datetime.now(UTC)
    files = [(name, list(timeline(entries, start))) for name, entries in by_file([path])]
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="copydesk-demo-")))
        console.print("starting Apache Kafka …", style="dim")
        kafka = LocalKafka(folder / "kafka")
        stack.enter_context(kafka)
        health_port = free_ports(1)[0]
        settings = Settings.model_validate(
            {"brokers": kafka.brokers, "data_dir": folder / "worker", "health_port": health_port}
        )
        await apply_topics(settings)
        console.print(f"Kafka on {kafka.brokers}, starting a worker …", style="dim")
        stack.enter_context(_worker(settings, folder / "worker.log"))
        health = await stack.enter_async_context(_Health.ready(settings, folder / "worker.log"))
        reader = await stack.enter_async_context(reading(settings, EVENTS, from_beginning=True))
        return await _Show(console, settings, health, reader).run(files, seconds)


@dataclass(frozen=True, slots=True)
class _Show:
    """The replay itself, with its events on the terminal."""

    console: Console
    settings: Settings
    health: _Health
    reader: Reader
    latencies: list[float] = field(default_factory=list)

    async def run(self, files: Files, seconds: float) -> Summary:
        """Replay the files, so many seconds each; returns what became of them."""
        began = time.monotonic()
        showing = asyncio.create_task(self._events())
        pushed = 0
        for name, records in files:
            length = (records[-1].at - records[0].at).total_seconds() if records else 0.0
            speed = length / seconds if length and seconds else float("inf")
            pushed += await play(self.settings, [(name, records)], speed)
        counts = await self.health.until_drained(pushed)
        took = time.monotonic() - began
        await asyncio.sleep(0.5)  # let the last events be shown
        showing.cancel()
        summary = Summary.of(counts)
        summary.seconds = took
        if self.latencies:
            ordered = sorted(self.latencies)
            summary.latency_ms = (ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)])
        return summary

    async def _events(self) -> None:
        async for record in self.reader.records():
            received = dict(record.headers).get(RECEIVED_HEADER)
            if received:
                self.latencies.append(record.timestamp - int(received))
            line = line_for(EVENTS, record.value)
            self.console.print(line, overflow="ellipsis", no_wrap=True)


@contextlib.contextmanager
def _worker(settings: Settings, log: Path) -> Iterator[None]:
    environment = {
        **os.environ,
        "COPYDESK_BROKERS": settings.brokers,
        "COPYDESK_DATA_DIR": str(settings.data_dir),
        "COPYDESK_HEALTH_PORT": str(settings.health_port),
        "COPYDESK_LOG_FORMAT": "text",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streams.cli", "worker"],
            env=environment,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _Health:
    """The worker's health server, as the demo asks it."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address

    @classmethod
    @contextlib.asynccontextmanager
    async def ready(cls, settings: Settings, log: Path) -> AsyncIterator[_Health]:
        """The health server, once the worker is ready."""
        async with aiohttp.ClientSession() as session:
            found = cls(session, f"http://{settings.health_host}:{settings.health_port}")
            deadline = time.monotonic() + _WORKER_READY_S
            while not await found.is_ready():
                if time.monotonic() > deadline:
                    raise BrokerError(f"the worker did not start: {_last_line(log)}")
                await asyncio.sleep(0.2)
            yield found

    async def is_ready(self) -> bool:
        """Whether partitions are assigned and tables restored."""
        try:
            async with self._session.get(f"{self._address}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    async def until_drained(self, pushed: int) -> Counts:
        """The counters, once every stage has handled all that reaches it."""
        deadline = time.monotonic() + _DRAINED_S
        while True:
            counts = await self._counts()
            if _is_drained(counts, pushed) or time.monotonic() > deadline:
                return counts
            await asyncio.sleep(0.2)

    async def _counts(self) -> Counts:
        async with self._session.get(f"{self._address}/metrics") as answer:
            text = await answer.text()
        return {
            (s.labels["stage"], s.labels["outcome"], s.labels["reason"]): int(s.value)
            for family in text_string_to_metric_families(text)
            for s in family.samples
            if s.name == "copydesk_records_total"
        }


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "it logged nothing"


def _is_drained(counts: Counts, pushed: int) -> bool:
    def handled(stage: str, *, passed_on: bool = False) -> int:
        ends = {"no-op", "dead-letter"}
        return sum(
            count
            for (name, outcome, _), count in counts.items()
            if name == stage and not (passed_on and outcome in ends)
        )

    stages = ("deduplicate", "classify", "enrich", "thread")
    return handled("deduplicate") >= pushed and all(
        handled(after) == handled(before, passed_on=True)
        for before, after in itertools.pairwise(stages)
    )
