"""Workers that are killed while entries pass, and what is found on the topics afterwards."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from streams.delivery.records import POSITION_HEADER, Cause
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.topics import DEAD_LETTERS, ENTRIES, EVENTS, RAW, STORIES, Topic

DESKS = [f"desk-{number}" for number in range(12)]

# Faust's own recovery order, to show that the test notices it
STOCK_ORDER = """
import sys
from streams.delivery import recovery
recovery.apply = lambda: None
from streams.cli import main
sys.argv = ["copydesk", "worker"]
main()
"""


@dataclass(slots=True)
class Found:
    """What stands on the topics, against what should.

    Attributes:
        lost: raw entries without their event.
        repeated: records that stand on a topic more than once.
        disordered: records whose cause comes before that of the record before.
        dead: dead letters.
        different: events, and stories in their last state, that are not byte for byte those of a
            run without a broker and without a fault.
        story_entries: entries counted in the final stories.
    """

    lost: int = 0
    repeated: Counter[str] = field(default_factory=Counter)
    disordered: Counter[str] = field(default_factory=Counter)
    dead: int = 0
    different: int = 0
    story_entries: int = 0

    @property
    def is_right(self) -> bool:
        """Nothing lost, nothing twice, nothing out of order, nothing dead, nothing else."""
        wrong = (self.lost, self.repeated, self.disordered, self.dead, self.different)
        return not any(wrong)


class Fleet:
    """Worker processes."""

    def __init__(
        self, settings: Settings, folder: Path, count: int, *, stock: bool = False
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._stock = stock
        self._logs = [folder / f"worker-{index}.log" for index in range(count)]
        self.workers = [self._spawn(index) for index in range(count)]

    def _spawn(self, index: int) -> subprocess.Popen[bytes]:
        command = ["-c", STOCK_ORDER] if self._stock else ["-m", "streams.cli", "worker"]
        environment = {
            **os.environ,
            "COPYDESK_BROKERS": self._settings.brokers,
            "COPYDESK_DATA_DIR": str(self._folder / f"data-{index}"),
            "COPYDESK_HEALTH_PORT": "0",
            "COPYDESK_STORE": self._settings.store,
            "COPYDESK_LOG_FORMAT": "json",
        }
        with self._logs[index].open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command],
                env=environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    async def hit(self, index: int, number: signal.Signals, pause_s: float) -> float:
        """Send a worker a signal, wait for its end, start it again; returns seconds to its end."""
        began = time.monotonic()
        self.workers[index].send_signal(number)
        await asyncio.to_thread(self.workers[index].wait, 30)
        took = time.monotonic() - began
        await asyncio.sleep(pause_s)
        self.workers[index] = self._spawn(index)
        return took

    async def assigned(self, times: int, patience_s: float = 40) -> None:
        """Wait until the first worker has been given partitions so many times."""
        deadline = time.monotonic() + patience_s
        while len(self.logs(f"{RAW.name}/0 from offset")) < times:
            assert time.monotonic() < deadline, "the worker was not given its partitions"
            await asyncio.sleep(0.1)

    def restart_the_dead(self) -> int:
        """Start workers again that stopped by themselves, as a supervisor would."""
        dead = [index for index, worker in enumerate(self.workers) if worker.poll() is not None]
        for index in dead:
            self.workers[index] = self._spawn(index)
        return len(dead)

    def logs(self, needle: str) -> list[str]:
        """Log lines with these words."""
        lines = [line for log in self._logs for line in log.read_text("utf-8").splitlines()]
        return [line for line in lines if needle in line]

    def gaps(self) -> int:
        """How often a worker got a later offset than the one that it expected."""
        return len(self.logs(": expected "))

    def stops(self) -> int:
        """How often a worker stopped because the expected offset did not come."""
        return len(self.logs("stopped: InputGap"))

    async def stop(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.terminate()
        for worker in self.workers:
            try:
                await asyncio.to_thread(worker.wait, 20)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()


def entry(number: int) -> tuple[bytes, bytes]:
    """Key and value of a raw entry; every one differs in its words."""
    desk = DESKS[number % len(DESKS)]
    words = random.Random(number).sample(_WORDS, 12)
    raw = {
        "desk": desk,
        "source": "faults",
        "coverage": {"id": f"coverage-{number % 30}"},
        "entry_id": f"entry-{number}",
        "headline": f"Entry {number}: {' '.join(words[:4])}",
        "body": f"{' '.join(words)}, officials said in Lisbon on entry {number}.",
        "published_at": "2025-03-01T10:00:00Z",
    }
    return desk.encode(), json.dumps(raw).encode()


_WORDS = [
    "harbour",
    "bridge",
    "council",
    "storm",
    "vote",
    "mayor",
    "train",
    "river",
    "school",
    "fire",
    "police",
    "court",
    "budget",
    "strike",
    "hospital",
    "ferry",
    "market",
    "union",
    "museum",
    "tunnel",
    "airport",
    "farm",
    "glacier",
    "island",
    "forest",
    "cable",
    "parade",
]


async def feed(settings: Settings, count: int, per_second: float) -> int:
    """Push so many entries and every tenth a second time; returns how many records."""
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.brokers, acks="all", enable_idempotence=True, linger_ms=5
    )
    await producer.start()
    pushed = 0
    began = time.monotonic()
    try:
        for number in range(count):
            for one in (number, number - 40) if number % 10 == 0 and number >= 40 else (number,):
                key, value = entry(one)
                await producer.send(RAW.name, key=key, value=value)
                pushed += 1
            if number % 50 == 0:
                await asyncio.sleep(max(0.0, number / per_second - (time.monotonic() - began)))
        await producer.flush()
    finally:
        await producer.stop()
    return pushed


async def settle(settings: Settings, events: int, fleet: Fleet, patience_s: float = 90) -> None:
    """Wait until so many events and their stories are there, or nothing comes any more."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        counted = [await _end(settings, topic) for topic in (EVENTS, STORIES)]
        if all(found >= events for found in counted):
            await asyncio.sleep(3)  # a repeat would come right behind
            return
        fleet.restart_the_dead()
        await asyncio.sleep(0.5)


def undisturbed(count: int) -> dict[str, dict[bytes, bytes]]:
    """The events, by id, and the last state of the stories, by id, without broker and faults."""
    pipeline = LocalPipeline(Settings())
    found: dict[str, dict[bytes, bytes]] = {EVENTS.name: {}, STORIES.name: {}}
    for number in range(count):
        key, value = entry(number)
        for output in pipeline.push(key, value, datetime(2025, 3, 1, tzinfo=UTC)):
            if output.topic.name in found:
                found[output.topic.name][_thing(output.headers, output.topic)] = output.value
    return found


def _thing(headers: Sequence[tuple[str, bytes]], topic: Topic) -> bytes:
    return dict(headers)["ce_id" if topic is EVENTS else "ce_subject"]


async def inspect(settings: Settings, count: int) -> Found:
    """Read the topics and compare them with what was pushed."""
    found = Found()
    seen: set[str] = set()
    last_states: dict[str, dict[bytes, bytes]] = {EVENTS.name: {}, STORIES.name: {}}
    for topic in (ENTRIES, EVENTS, STORIES, DEAD_LETTERS):
        causes: Counter[tuple[int, Cause]] = Counter()
        last: dict[int, Cause] = {}
        for record in await read(settings, topic):
            if topic is DEAD_LETTERS:
                found.dead += 1
                continue
            cause = Cause.decode(dict(record.headers)[POSITION_HEADER])
            assert cause is not None
            assert cause.partition == record.partition
            causes[record.partition, cause] += 1
            if record.partition in last and cause <= last[record.partition]:
                found.disordered[topic.name] += 1
            last[record.partition] = cause
            if topic.name in last_states:
                last_states[topic.name][_thing(record.headers, topic)] = record.value
            if topic is EVENTS:
                event = json.loads(record.value)
                seen.add(event["entry_id"])
        repeats = sum(times - 1 for times in causes.values())
        if repeats:
            found.repeated[topic.name] = repeats
    found.lost = count - len(seen)
    for name, expected in undisturbed(count).items():
        there = last_states[name]
        found.different += sum(there.get(thing) != value for thing, value in expected.items())
        found.different += len(there.keys() - expected.keys())
    stories = {record.key: json.loads(record.value) for record in await read(settings, STORIES)}
    found.story_entries = sum(story["entries"] for story in stories.values())
    return found


async def read(settings: Settings, topic: Topic) -> list:
    """Every record of a topic, in order per partition."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.brokers, enable_auto_commit=False)
    await consumer.start()
    try:
        places = [TopicPartition(topic.name, p) for p in range(settings.partitions)]
        consumer.assign(places)
        await consumer.seek_to_beginning(*places)
        ends = await consumer.end_offsets(places)
        records = []
        while [p for p in places if await consumer.position(p) < ends[p]]:
            for batch in (await consumer.getmany(timeout_ms=300)).values():
                records += batch
        return records
    finally:
        await consumer.stop()


async def _end(settings: Settings, topic: Topic) -> int:
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.brokers, enable_auto_commit=False)
    await consumer.start()
    try:
        places = [TopicPartition(topic.name, p) for p in range(settings.partitions)]
        return sum((await consumer.end_offsets(places)).values())
    finally:
        await consumer.stop()
