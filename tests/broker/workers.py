"""Worker processes and commands as a user starts them, and a look at what they leave."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from streams.broker.ports import free_ports
from streams.connection import stop_consumer
from streams.settings import Settings
from streams.topics import RAW, Topic
from tests.conftest import ROOT

COPYDESK = [sys.executable, "-m", "streams.cli"]


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment in which a command finds these settings and this code."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "COPYDESK_BROKERS": settings.brokers,
        "COPYDESK_DATA_DIR": str(settings.data_dir),
        "COPYDESK_HEALTH_PORT": str(settings.health_port),
        **more,
    }


def copydesk(
    settings: Settings, *arguments: str | Path, stdin: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    return subprocess.run(
        [*COPYDESK, *map(str, arguments)],
        env=environment(settings, **more),
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


class Running:
    """A worker process that is ready."""

    def __init__(self, settings: Settings, log: Path, *options: str, processes: int = 1) -> None:
        self.settings = settings.model_copy(update={"health_port": _ports(processes)})
        self.log = log
        self.processes = processes
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [*COPYDESK, "worker", *options],
                env=environment(self.settings),
                stdout=file,
                stderr=file,
                stdin=subprocess.DEVNULL,
            )

    def ready(self, patience_s: float = 45) -> Running:
        deadline = time.monotonic() + patience_s
        while not all(self.get("/readyz", number)[0] == 200 for number in range(self.processes)):
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < deadline, self.log.read_text("utf-8")
            time.sleep(0.1)
        return self

    def get(self, path: str, number: int = 0) -> tuple[int, str]:
        url = f"http://127.0.0.1:{self.settings.health_port + number}{path}"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def metrics(self) -> dict[tuple[str, ...], float]:
        """Value by name and sorted label values."""
        families = text_string_to_metric_families(self.get("/metrics")[1])
        return {
            (sample.name, *sorted(sample.labels.values())): sample.value
            for family in families
            for sample in family.samples
        }

    def stop(self) -> tuple[int, float]:
        """SIGTERM; the exit code and how long it took."""
        began = time.monotonic()
        self.process.terminate()
        return self.process.wait(20), time.monotonic() - began


def _ports(count: int) -> int:
    """The first of some free ports in a row."""
    if count == 1:
        return free_ports(1)[0]
    import socket

    while True:
        first = free_ports(1)[0]
        with contextlib.ExitStack() as stack:
            try:
                for number in range(count):
                    stack.enter_context(socket.create_server(("127.0.0.1", first + number)))
            except (OSError, OverflowError):
                continue
            return first


@contextlib.contextmanager
def worker(settings: Settings, log: Path, *options: str, processes: int = 1) -> Iterator[Running]:
    """A worker that is ready; ended at the end, whatever happens."""
    running = Running(settings, log, *options, processes=processes)
    try:
        yield running.ready()
    finally:
        if running.process.poll() is None:
            running.process.terminate()
            try:
                running.process.wait(20)
            except subprocess.TimeoutExpired:
                running.process.kill()
                running.process.wait()


async def push(settings: Settings, *values: bytes | None, key: bytes = b"main") -> list[Any]:
    """Send records onto ``news.raw``; where they stand."""
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.brokers, acks="all", max_request_size=RAW.max_bytes
    )
    async with producer:
        return [await producer.send_and_wait(RAW.name, value, key=key) for value in values]


class Tap:
    """Reads a topic from its end at the time of opening."""

    def __init__(self, settings: Settings, topic: Topic) -> None:
        self._topic = topic
        self._partitions = settings.partitions
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=settings.brokers, enable_auto_commit=False
        )

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        places = [TopicPartition(self._topic.name, n) for n in range(self._partitions)]
        self._consumer.assign(places)
        await self._consumer.seek_to_end(*places)
        for place in places:
            await self._consumer.position(place)
        return self

    async def __aexit__(self, *_: object) -> None:
        await stop_consumer(self._consumer)

    async def take(self, count: int, patience_s: float = 30, quiet_s: float = 1) -> list[Any]:
        """So many records, and whatever comes right behind them."""
        found: list[Any] = []
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience_s
        while loop.time() < deadline:
            batch = await self._consumer.getmany(timeout_ms=200)
            new = [record for records in batch.values() for record in records]
            found += new
            if len(found) >= count and (new or count == 0):
                deadline = min(deadline, loop.time() + quiet_s)
        return found

    async def values(self, count: int, **patience: float) -> list[Any]:
        return [json.loads(record.value) for record in await self.take(count, **patience)]
