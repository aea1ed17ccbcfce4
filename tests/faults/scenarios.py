"""What workers are put through."""

from __future__ import annotations

import asyncio
import random
import signal
from dataclasses import dataclass
from pathlib import Path

from streams.settings import Settings

from .driver import Fleet, Found, feed, inspect, settle

COUNT = 5_000
BACKLOG = 8_000
HITS = 6
STARTS = 5
STOCK_STARTS = 14
STOCK_BACKLOG = 20_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario came to.

    Attributes:
        found: what stood on the topics.
        gaps: how often a worker got a later offset than the one that it expected. A record left
            over from before a rebalance is one, and harmless: the expected one comes next.
        stops: how often a worker stopped because the expected one did not come.
        stops_s: how long each hit worker took to end.
    """

    found: Found
    gaps: int
    stops: int
    stops_s: tuple[float, ...]


async def under_fire(settings: Settings, folder: Path, number: signal.Signals) -> Outcome:
    """Two workers, 5,000 entries and every tenth again, six signals to one or the other."""
    chance = random.Random(number)
    fleet = Fleet(settings, folder, 2)
    try:
        feeding = asyncio.create_task(feed(settings, COUNT, per_second=110))
        await asyncio.sleep(7)
        took = []
        for _ in range(HITS):
            took.append(await fleet.hit(chance.randrange(2), number, chance.uniform(0.2, 1.0)))
            await asyncio.sleep(chance.uniform(3, 6))
            fleet.restart_the_dead()
        await feeding
        await settle(settings, COUNT, fleet)
    finally:
        await fleet.stop()
    return Outcome(await inspect(settings, COUNT), fleet.gaps(), fleet.stops(), tuple(took))


async def restarts_with_a_backlog(settings: Settings, folder: Path, *, stock: bool) -> Outcome:
    """One worker, a filled table and a backlog, killed and started again.

    The table is in memory, so that every start reads the changelog while input waits: with
    RocksDB there is next to nothing to restore, and the stock order mostly gets away with it.
    With the stock order it goes on until the first gap, which comes by chance.
    """
    settings = settings.model_copy(update={"store": "memory"})
    count = STOCK_BACKLOG if stock else BACKLOG
    await feed(settings, count, per_second=100_000)
    fleet = Fleet(settings, folder, 1, stock=stock)
    took = []
    try:
        for start in range(1, STOCK_STARTS if stock else STARTS):
            await fleet.assigned(start)
            await asyncio.sleep(1.5)  # some of the backlog is done, much of it is not
            if stock and fleet.gaps():
                break
            took.append(await fleet.hit(0, signal.SIGKILL, 0.2))
        if not stock:
            await settle(settings, BACKLOG, fleet)
    finally:
        await fleet.stop()
    return Outcome(await inspect(settings, count), fleet.gaps(), fleet.stops(), tuple(took))
