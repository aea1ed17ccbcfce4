"""How fast the cores, the sources, a worker and the read model are: ``make bench`` writes docs/BENCHMARKS.md.

Everything is measured in one run, in CPU time, and given as a multiple of a yardstick that is
measured in the same run: reading an entry's JSON, checking it against the contract, and writing
it again. The multiples can be compared from machine to machine; the times cannot.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import read_model
from bench.data import ROOT, folder, news_items
from bench.thousand import COUNT, documents
from schemas import RawEntry
from streams import local
from streams.core.deduplicate import EntryState, Index, decide, identify
from streams.delivery.guard import guarded
from streams.local import LocalPipeline
from streams.settings import Settings
from streams.sources import Context, Malformed, parse
from streams.sources.files import read_inputs
from streams.timeline import timeline

TARGET = ROOT / "docs" / "BENCHMARKS.md"
START = datetime(2025, 1, 1, tzinfo=UTC)
ROUNDS = 5
MEMORY_ENTRIES = 5_000


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes:
        name: what was measured.
        micros: CPU microseconds per entry, median of the rounds.
        times: the same as a multiple of the yardstick.
        per_second: entries per CPU-second of one core.
        data: on what.
    """

    name: str
    micros: float
    times: float
    per_second: float
    data: str


def cpu(work: Callable[[], Any], entries: int, rounds: int = ROUNDS) -> float:
    """CPU microseconds per entry, median of some rounds after one to warm up."""
    taken = []
    gc.collect()  # what was measured before is not to be cleared away in here
    for number in range(rounds + 1):
        began = time.process_time()
        work()
        if number:
            taken.append((time.process_time() - began) / entries * 1e6)
    return median(taken)


def entries_of(path: Path) -> list[RawEntry]:
    """The entries of a file."""
    return [
        one
        for one in parse(content(path), Context(name=path.name))
        if not isinstance(one, Malformed)
    ]


def content(path: Path) -> bytes:
    """The bytes of a file, unpacked."""
    return next(data for _, data in read_inputs([str(path)]))


def stages(entries: list[RawEntry]) -> dict[str, float]:
    """CPU microseconds per entry of each stage's step, and of the whole pipeline."""
    rounds: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        gc.collect()
        taken: dict[str, float] = defaultdict(float)

        def timed(agent: Any, record: Any, memory: Any, taken: dict[str, float] = taken) -> Any:
            began = time.process_time()
            step = guarded(agent, record, memory)
            taken[agent.name] += time.process_time() - began
            return step

        local.guarded = timed  # type: ignore[attr-defined]
        try:
            began = time.process_time()
            run(entries)
            taken["whole pipeline"] = time.process_time() - began
        finally:
            local.guarded = guarded  # type: ignore[attr-defined]
        for name, seconds in taken.items():
            rounds[name].append(seconds / len(entries) * 1e6)
    return {name: median(found) for name, found in rounds.items()}


def core(entries: list[RawEntry]) -> float:
    """CPU microseconds per entry of the deduplicate stage's core: decisions and their index.

    Without what any stage does: reading the record, writing the table and the output.
    """
    known = Settings()
    memory = timedelta(days=known.state_days)
    window = timedelta(hours=known.duplicate_hours)
    arrivals = [
        (RawEntry.model_validate_json(timed.value), timed.at) for timed in timeline(entries, START)
    ]

    def decide_all() -> None:
        index = Index(memory, window, known.duplicate_share)
        states: dict[str, EntryState] = {}
        for raw, now in arrivals:
            index.forget(raw.desk, now)
            arrival = identify(raw, index)
            before = states.get(arrival.key)
            state = decide(arrival, before, index, now, memory).state
            if state is None:
                continue
            if before is not None:
                index.remove(before)
            index.add(state)
            states[state.key] = state

    return cpu(decide_all, len(arrivals))


def run(entries: list[RawEntry]) -> LocalPipeline:
    """The entries through a fresh pipeline."""
    pipeline = LocalPipeline(Settings())
    for timed in timeline(entries, START):
        for _ in pipeline.push(timed.key, timed.value, timed.at):
            pass
    return pipeline


def measure(eval_data: Path) -> Iterator[Measure]:
    """All figures, the yardstick first."""
    mirror = eval_data / "live" / "mirror" / "page.html.gz"
    entries = entries_of(mirror)
    lines = [entry.to_json() for entry in entries]
    yard = cpu(lambda: [RawEntry.model_validate_json(line).to_json() for line in lines], len(lines))

    def as_measure(name: str, micros: float, data: str) -> Measure:
        return Measure(name, round(micros, 1), round(micros / yard, 2), round(1e6 / micros), data)

    shown = (
        f"{len(entries)} entries of a live blog, {sum(map(len, lines)) // len(lines)} bytes each"
    )
    yield as_measure("yardstick: read, check, write one entry", yard, shown)
    run(entries)  # loads the data of the cores
    yield as_measure("core deduplicate", core(entries), shown)
    for name, micros in stages(entries).items():
        yield as_measure(name if " " in name else f"stage {name}", micros, shown)
    items = news_items(eval_data, 2_000)
    size = f"{len(items)} news items of many stories, {sum(len(i.body) for i in items) // len(items)} characters each"
    yield as_measure("core deduplicate, many stories", core(items), size)
    yield as_measure("stage deduplicate, many stories", stages(items)["deduplicate"], size)
    for path in sorted(sample_pages(eval_data)):
        data = content(path)
        found = len(entries_of(path))
        micros = cpu(lambda data=data, path=path: list(parse(data, Context(name=path.name))), found)  # type: ignore[misc]
        yield as_measure(f"parse {path.parent.name}/{path.name}", micros, f"{found} entries")
    for taken in read_model.measure(items):
        yield as_measure(taken.name, taken.micros, taken.data)
    for name, page_bytes in documents():
        micros = cpu(lambda data=page_bytes: list(parse(data, Context())), COUNT)  # type: ignore[misc]
        yield as_measure(
            f"parse 1,000 entries: {name}", micros, f"{micros * COUNT / 1000:,.0f} ms a page"
        )


def sample_pages(eval_data: Path) -> list[Path]:
    """Real pages whose parsing is timed."""
    names = (
        "live/mirror/page.html.gz",
        "live/repubblica/page.html",
        "live/guardian/page.json",
        "live/superdesk_dpa/posts.json",
        "seed/live-page.txt",
    )
    return [path for path in (eval_data / name for name in names) if path.exists()]


def memory(entries: list[RawEntry]) -> float:
    """Bytes that the worker's memory grows by per entry: tables in memory and what is derived."""
    gc.collect()
    before = resident()
    pipeline = run(entries)
    gc.collect()
    grown = resident() - before
    del pipeline  # alive until here
    return grown / len(entries)


def resident() -> int:
    """Bytes of this process that are in memory, as Linux tells it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def state(entries: list[RawEntry]) -> dict[str, float]:
    """Bytes of JSON that each table keeps per entry."""
    pipeline = run(entries)
    return {name: size / len(entries) for name, size in pipeline.table_bytes().items()}


def page(measures: list[Measure], tables: dict[str, float], grown: float) -> str:
    """The document."""
    head = (
        "# Speed\n\nWritten by `make bench`. CPU time of one core; *times* is the multiple of the "
        "yardstick measured in the same run, which is what compares between machines. A *stage* reads "
        "its record, decides, and writes its table and its output; its *core* only decides and keeps "
        "the index. A row of a search is per search.\n\n"
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, median of {ROUNDS} rounds.\n\n"
        "| what | µs per entry | times | entries per second | data |\n| --- | ---: | ---: | ---: | --- |\n"
    )
    rows = "".join(
        f"| {m.name} | {m.micros:,.1f} | {m.times:.2f} | {m.per_second:,.0f} | {m.data} |\n"
        for m in measures
    )
    sizes = "".join(
        f"| {name} | {size:,.0f} | {size * 1e6 / 2**30:.2f} |\n" for name, size in tables.items()
    )
    return (
        f"{head}{rows}\n## State\n\nBytes of JSON in each table. What is derived from it in memory "
        "is not stored.\n\n| table | bytes per entry | GiB per million entries |\n"
        f"| --- | ---: | ---: |\n{sizes}\n"
        f"A process with its tables in memory grows by {grown:,.0f} bytes per entry, measured over "
        f"{MEMORY_ENTRIES:,} news items of five years: tables, and the indexes over what is not too "
        "old.\n"
    )


def main() -> None:
    """Measure, show, and write the document."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--json", action="store_true", help="print JSON, write nothing")
    chosen = options.parse_args()
    eval_data = folder()
    if not eval_data.is_dir():
        sys.exit(f"bench: no data in {eval_data}; set COPYDESK_EVAL_DATA")
    console = Console(stderr=True)
    found = []
    for one in measure(eval_data):
        found.append(one)
        console.print(f"{one.micros:10,.1f} µs  {one.times:7.2f} ×  {one.name}", highlight=False)
    tables = state(entries_of(eval_data / "live" / "mirror" / "page.html.gz"))
    grown = memory(news_items(eval_data, MEMORY_ENTRIES))
    if chosen.json:
        sys.stdout.write(
            json.dumps({"measures": [asdict(m) for m in found], "state": tables, "memory": grown})
            + "\n"
        )
        return
    TARGET.write_text(page(found, tables, grown), encoding="utf-8")
    table = Table("table", "bytes per entry")
    for name, size in tables.items():
        table.add_row(name, f"{size:,.0f}")
    console.print(table, f"written: {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
