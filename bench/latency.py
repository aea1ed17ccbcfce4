"""How long an entry takes from a producer to a subscriber: part of ``make bench``.

Everything is on this machine: a broker, a worker and a gateway as processes of their own, and
this one, which puts entries onto ``news.raw`` at a steady rate and follows ``/v1/stream``. The
time of an entry begins before it is handed to the producer and ends when its event has been read
from the stream. Where the time goes is told by the records' own times on each topic.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from aiohttp import ClientSession, ClientTimeout
from aiokafka import AIOKafkaProducer

from bench.data import ROOT, folder, news_items
from bench.speed import TARGET
from schemas import RawEntry
from streams.broker import LocalKafka
from streams.broker.ports import free_ports
from streams.broker.topics import apply_topics
from streams.gateway.following import following
from streams.settings import Settings
from streams.topics import CLASSIFIED, ENTRIES, EVENTS, RAW

TITLE = "## From a producer to a subscriber"
WARM_UP_S = 10
DESKS = 8
READY_WITHIN_S = 60
REST_WITHIN_S = 60
TOPICS = (RAW, ENTRIES, CLASSIFIED, EVENTS)


@dataclass(frozen=True, slots=True)
class Hop:
    """How long one part of the way takes.

    Attributes:
        name: of the part.
        p50: milliseconds that half of the entries need at most.
        p99: that 99 of 100 need at most.
    """

    name: str
    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured.

    Attributes:
        rate: entries per second.
        entries: that were measured.
        load: processes that wanted a core before it began, one minute's average.
        hops: the whole way first, then its parts.
        cpu_ms: CPU milliseconds per entry of the workers and of the gateway, from start to end.
    """

    rate: int
    entries: int
    load: float
    hops: tuple[Hop, ...]
    cpu_ms: tuple[float, ...]


def hop(name: str, seconds: list[float]) -> Hop:
    """The figures of one part."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    return Hop(name, round(cuts[49] * 1000, 1), round(cuts[98] * 1000, 1))


@contextlib.contextmanager
def process(settings: Settings, log: Path, *arguments: str) -> Iterator[int]:
    """A command of ours that runs beside us; its process id."""
    named = {
        "COPYDESK_BROKERS": settings.brokers,
        "COPYDESK_DATA_DIR": str(settings.data_dir),
        "COPYDESK_HEALTH_PORT": str(settings.health_port),
        "COPYDESK_GATEWAY_PORT": str(settings.gateway_port),
    }
    with log.open("wb") as file:
        running = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "streams.cli", *arguments],
            cwd=ROOT,
            env={**os.environ, **named},
            stdout=file,
            stderr=file,
        )
    try:
        yield running.pid
    finally:
        running.terminate()
        running.wait(30)


def cpu_s(pid: int) -> float:
    """CPU seconds that a process and its children have used, as Linux tells it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_s(int(child)) for child in children)


async def answers(http: ClientSession, address: str) -> None:
    """Wait until a process is ready."""
    async with asyncio.timeout(READY_WITHIN_S):
        while True:
            with contextlib.suppress(OSError):
                async with http.get(address) as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.2)


async def arrivals(http: ClientSession, address: str) -> AsyncIterator[tuple[str, float]]:
    """Entry ids as their events come, with the time; an empty one first."""
    async with http.get(f"{address}/v1/stream") as answer:
        answer.raise_for_status()
        rest = b""
        async for piece in answer.content.iter_any():
            at = time.time()
            *frames, rest = (rest + piece).split(b"\n\n")
            for frame in frames:
                data = frame.partition(b"\ndata: ")[2]
                if data:
                    yield json.loads(data)["data"]["entry_id"], at
                elif frame.startswith(b":"):
                    yield "", at


async def measure(
    settings: Settings, entries: list[RawEntry], rate: int, pids: tuple[int, int]
) -> tuple[dict[str, list[float]], tuple[float, ...]]:
    """Times of each entry: when it was produced, when it was read; seconds since 1970.

    And the CPU milliseconds per entry of the processes.
    """
    address = f"http://127.0.0.1:{settings.gateway_port}"
    times: dict[str, list[float]] = {}
    async with (
        ClientSession(timeout=ClientTimeout(total=None), read_bufsize=2**20) as http,
        AIOKafkaProducer(bootstrap_servers=settings.brokers, acks="all") as producer,
    ):
        await answers(http, f"http://127.0.0.1:{settings.health_port}/readyz")
        await answers(http, f"{address}/readyz")
        stream = arrivals(http, address)
        await anext(stream)

        missing = {entry.entry_id for entry in entries}

        async def read() -> None:
            async for name, at in stream:
                if name in missing:
                    missing.discard(name)
                    times[name].append(at)
                if not missing:
                    return

        reading = asyncio.create_task(read())
        used = [cpu_s(pid) for pid in pids]
        began = time.monotonic()
        for number, entry in enumerate(entries):
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
            value = entry.to_json()
            times[str(entry.entry_id)] = [time.time()]
            await producer.send(RAW.name, value, key=entry.desk.encode())
        await asyncio.wait({reading}, timeout=REST_WITHIN_S)
        if missing or not reading.done():
            reading.cancel()
            raise TimeoutError(f"{len(missing)} of {len(entries)} entries did not arrive")
        more = [cpu_s(pid) - before for pid, before in zip(pids, used, strict=True)]
    return times, tuple(round(each * 1000 / len(entries), 1) for each in more)


async def written(settings: Settings) -> dict[str, dict[str, float]]:
    """For each topic the time of each entry's first record: seconds since 1970."""
    found: dict[str, dict[str, float]] = {topic.name: {} for topic in TOPICS}
    entry_id = re.compile(rb'"entry_id":"(\d+)"')
    async with following(settings, *TOPICS) as log:
        ends = await log.ends()
        log.start(await log.beginnings())
        while await log.positions() != ends:
            for record in await log.take(1.0):
                name = entry_id.search(record.value or b"")
                if name:
                    times = found[record.position.topic]
                    times.setdefault(name[1].decode(), record.timestamp_ms / 1000)
    return found


def judged(
    times: dict[str, list[float]], topics: dict[str, dict[str, float]], rate: int
) -> tuple[Hop, ...]:
    """The figures, without those of the warming up."""
    names = sorted(times, key=lambda name: times[name][0])[WARM_UP_S * rate :]
    raw, entries, classified, events = (topics[topic.name] for topic in TOPICS)
    return (
        hop("produce to the client", [times[n][1] - times[n][0] for n in names]),
        hop("produce to `news.raw`", [raw[n] - times[n][0] for n in names]),
        hop("to `news.entries`", [entries[n] - raw[n] for n in names]),
        hop("to `news.classified`", [classified[n] - entries[n] for n in names]),
        hop("to `news.events`", [events[n] - classified[n] for n in names]),
        hop("to the client", [times[n][1] - events[n] for n in names]),
    )


async def run(rate: int, seconds: int) -> Found:
    """Start everything, measure, end everything."""
    load = os.getloadavg()[0]
    items = news_items(folder(), rate * (WARM_UP_S + seconds))
    entries = [
        item.model_copy(update={"desk": f"desk-{number % DESKS}"})
        for number, item in enumerate(items)
    ]
    health, gateway = free_ports(2)
    with (
        tempfile.TemporaryDirectory() as base,
        LocalKafka(Path(base) / "kafka", cache=Settings().cache_dir) as kafka,
    ):
        given = {"health_port": health, "gateway_port": gateway, "data_dir": Path(base) / "data"}
        settings = Settings.model_validate({**given, "brokers": kafka.brokers})
        await apply_topics(settings)
        worker, served = Path(base) / "worker.log", Path(base) / "gateway.log"
        with (
            process(settings, worker, "worker", "--concurrency", "2") as one,
            process(settings, served, "gateway", "--no-auth") as other,
        ):
            try:
                times, used = await measure(settings, entries, rate, (one, other))
            except (TimeoutError, OSError) as error:
                sys.exit(f"bench: {error}\n{worker.read_text()}{served.read_text()}")
            hops = judged(times, await written(settings), rate)
        return Found(rate, len(entries) - WARM_UP_S * rate, load, hops, used)


def section(found: Found) -> str:
    """The part of the document."""
    rows = "".join(f"| {one.name} | {one.p50:,.0f} | {one.p99:,.0f} |\n" for one in found.hops)
    return (
        f"{TITLE}\n\nMilliseconds from before an entry is handed to a producer until its event has "
        f"been read from `/v1/stream`, at {found.rate} entries a second of {DESKS} desks: broker, "
        "worker, gateway, producer and subscriber on one machine. The parts are told by the times "
        "of the records, which are whole milliseconds.\n\n"
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, {found.entries:,} entries after "
        f"{WARM_UP_S} s to warm up; the load of the machine before was {found.load:.1f}.\n\n"
        f"| part of the way | p50 | p99 |\n| --- | ---: | ---: |\n{rows}\n"
        f"CPU per entry: workers {found.cpu_ms[0]:.1f} ms, gateway {found.cpu_ms[1]:.1f} ms.\n"
    )


def placed(page: str, text: str) -> str:
    """The document with the part in it, in place of an earlier one, else at the end."""
    before, _, after = page.partition(TITLE)
    _, heading, rest = after.partition("\n## ")
    return f"{before.rstrip()}\n\n{text}{heading}{rest}"


def main() -> None:
    """Measure, show, and write into the document."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--json", action="store_true", help="print JSON, write nothing")
    options.add_argument("--rate", type=int, default=50, help="entries per second")
    options.add_argument("--seconds", type=int, default=40, help="how long to measure")
    chosen = options.parse_args()
    if not folder().is_dir():
        sys.exit(f"bench: no data in {folder()}; set COPYDESK_EVAL_DATA")
    found = asyncio.run(run(chosen.rate, chosen.seconds))
    if chosen.json:
        print(json.dumps(asdict(found)))
        return
    for one in found.hops:
        print(f"{one.p50:8.0f} ms  {one.p99:8.0f} ms  {one.name}", file=sys.stderr)
    TARGET.write_text(placed(TARGET.read_text("utf-8"), section(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
