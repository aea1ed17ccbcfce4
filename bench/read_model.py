"""How fast the gateway's read model is built and asked, over 100,000 events of many stories.

``python -m bench.read_model`` prints it alone; ``make bench`` puts it into docs/BENCHMARKS.md.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.data import folder, news_items
from schemas import Position, RawEntry, Selection, parse_event
from schemas.event import Content
from streams.core.read_model import EventSearch, Words
from streams.delivery.records import Record
from streams.gateway.read_model import asking, writing
from streams.gateway.read_model.store import Store
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.timeline import timeline
from streams.topics import EVENTS

EVENTS_WANTED: Final = 100_000
_BATCH: Final = 1_000
_ROUNDS: Final = 15


@dataclass(frozen=True, slots=True)
class Taken:
    """One figure.

    Attributes:
        name: what was measured.
        micros: CPU microseconds for one event or search, median.
        worst_ms: the slowest of the rounds by the clock, in milliseconds.
        data: on what.
    """

    name: str
    micros: float
    worst_ms: float
    data: str


def measure(entries: list[RawEntry], wanted: int = EVENTS_WANTED) -> Iterator[Taken]:
    """The build, then searches; the events are those of the entries, told again as others."""
    values = _events(entries)
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measure(values, wanted, Path(folder)))


async def _measure(values: list[bytes], wanted: int, folder: Path) -> list[Taken]:
    store = Store(folder, query_s=60)
    await store.open()
    try:
        taken = []
        for first in range(0, wanted, _BATCH):
            batch = _records(values, first)
            began = time.process_time(), time.monotonic()
            await store.write(writing.apply, batch)
            taken.append((time.process_time() - began[0], time.monotonic() - began[1]))
        size = store.path.stat().st_size / wanted
        data = f"{wanted:,} events in batches of {_BATCH:,}; {size:,.0f} bytes of file for each"
        found = [
            Taken(
                "read model: take up one event",
                median(cpu for cpu, _ in taken) / _BATCH * 1e6,
                max(clock for _, clock in taken) * 1e3,
                data,
            )
        ]
        for name, search in _searches(values).items():
            found.append(await _search(store, f"search: {name}", search, wanted))
        return found
    finally:
        await store.close()


async def _search(store: Store, name: str, search: EventSearch, events: int) -> Taken:
    cpus, clocks, hits = [], [], 0
    for number in range(_ROUNDS + 1):
        began = time.process_time(), time.monotonic()
        hits = len(await store.read(asking.search_events, search))
        if number:
            cpus.append(time.process_time() - began[0])
            clocks.append(time.monotonic() - began[1])
    return Taken(name, median(cpus) * 1e6, max(clocks) * 1e3, f"{hits} of {events:,} events shown")


def _searches(values: list[bytes]) -> dict[str, EventSearch]:
    """What people ask for, the dear ones among it."""
    contents = [one for one in map(parse_event, values) if isinstance(one, Content)]
    phrase = " ".join(contents[len(contents) // 2].body.split()[:3])
    topics = [topic.code for one in contents for topic in one.topics]
    topic = max(set(topics), key=topics.count)
    rare = min(set(topics), key=topics.count)
    return {
        "the newest": EventSearch(),
        "a word that is everywhere": EventSearch(words=Words.of("the")),
        "a rare phrase": EventSearch(words=Words.of(f'"{phrase}"')),
        "three words": EventSearch(words=Words.of("government police people")),
        "a beginning of words": EventSearch(words=Words.of("a*")),
        "a topic": EventSearch(selection=Selection(topics=(topic,))),
        "a rare topic and urgency": EventSearch(selection=Selection(topics=(rare,), urgency=4)),
        "a word in a topic": EventSearch(
            words=Words.of("killed"), selection=Selection(topics=(topic,))
        ),
        "nothing fits": EventSearch(
            words=Words.of("the"), selection=Selection(topics=("nothing",))
        ),
    }


def _events(entries: list[RawEntry]) -> list[bytes]:
    pipeline = LocalPipeline(Settings())
    start = min(entry.published_at for entry in entries if entry.published_at)
    return [
        output.value
        for timed in timeline(entries, start)
        for output in pipeline.push(timed.key, timed.value, timed.at)
        if output.topic is EVENTS
    ]


def _records(values: list[bytes], first: int) -> list[Record]:
    """A batch of the log: every time round, the events are later ones of other entries."""
    found = []
    for number in range(first, first + _BATCH):
        turn, place = divmod(number, len(values))
        event = parse_event(values[place])
        at = event.occurred_at and event.occurred_at + timedelta(hours=7 * turn)
        fields: dict[str, Any] = {"id": f"{event.id}{turn}", "entry": f"{event.entry}{turn}"}
        value = event.model_copy(update={**fields, "occurred_at": at}).to_json()
        position = Position(topic=EVENTS.name, partition=0, offset=number)
        found.append(Record(b"", value, position, 1_700_000_000_000 + number, ()))
    return found


def main() -> None:
    """Measure and show."""
    for one in measure(news_items(folder(), 2_000)):
        print(f"{one.micros:10,.0f} µs  worst {one.worst_ms:7.1f} ms  {one.name} ({one.data})")


if __name__ == "__main__":
    main()
