"""``make faults``: run the fault scenarios and write what was found to docs/FAULTS.md."""

from __future__ import annotations

import asyncio
import os
import platform
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from streams.broker import LocalKafka
from streams.settings import Settings
from tests.conftest import empty_topics

from .scenarios import BACKLOG, COUNT, HITS, Outcome, restarts_with_a_backlog, under_fire

TARGET = Path(__file__).parent.parent.parent / "docs" / "FAULTS.md"


async def main() -> int:
    console = Console(stderr=True, highlight=False)
    rows: list[tuple[str, Outcome]] = []
    with (
        tempfile.TemporaryDirectory(prefix="copydesk-faults-") as root,
        LocalKafka(Path(root, "kafka")) as kafka,
    ):
        scenarios = {
            f"two workers, {COUNT:,} entries, {HITS} × kill -9": lambda s, f: under_fire(
                s, f, signal.SIGKILL
            ),
            f"two workers, {COUNT:,} entries, {HITS} × SIGTERM": lambda s, f: under_fire(
                s, f, signal.SIGTERM
            ),
            f"one worker, backlog of {BACKLOG:,}, 4 × kill -9": lambda s, f: (
                restarts_with_a_backlog(s, f, stock=False)
            ),
            "the same with Faust's own recovery order, until the first gap": lambda s, f: (
                restarts_with_a_backlog(s, f, stock=True)
            ),
        }
        for number, (name, scenario) in enumerate(scenarios.items()):
            folder = Path(tempfile.mkdtemp(prefix=f"{number}-", dir=root))
            settings = Settings.model_validate(
                {"brokers": kafka.brokers, "data_dir": folder, "health_port": 0}
            )
            await empty_topics(settings)
            console.print(f"{name} …")
            rows.append((name, await scenario(settings, folder)))
            console.print(f"    {rows[-1][1]}")
    TARGET.write_text(_page(rows), encoding="utf-8")
    return 0 if all(outcome.found.is_right for _, outcome in rows[:-1]) else 1


def _where() -> str:
    day, cores = f"{datetime.now(UTC):%Y-%m-%d}", os.cpu_count()
    kind = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"Measured {day} on {cores} cores, {kind}."


def _page(rows: list[tuple[str, Outcome]]) -> str:
    lines = [
        "# Faults",
        "",
        "Written by `make faults`: workers are killed while entries pass through a real Kafka, and",
        "the topics are read afterwards. *Repeated* are raw records that stand more than once on",
        "news.entries, news.events or news.stories; *different* are events, and stories in their last",
        "state, that are not byte for byte those of a run without broker and faults. A *gap* is a record that came before the one that",
        "was expected: one left over from before a rebalance, or a sign that input was lost on the way",
        "through Faust. It is not handled; where the expected one does not come, the worker *stops*.",
        "",
        _where(),
        "",
        "| scenario | lost | repeated | out of order | dead letters | different | gaps | stops | longest end |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, outcome in rows:
        found = outcome.found
        different = "–" if "until" in name else found.different
        lost = "–" if "until" in name else found.lost
        lines.append(
            f"| {name} | {lost} | {sum(found.repeated.values())} | "
            f"{sum(found.disordered.values())} | {found.dead} | {different} | {outcome.gaps} | {outcome.stops} | "
            f"{max(outcome.stops_s, default=0):.1f} s |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
