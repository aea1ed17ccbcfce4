"""Nothing lost, nothing twice, nothing out of order, while workers are killed."""

from __future__ import annotations

import asyncio
import random
import signal
from pathlib import Path

import pytest

from streams.settings import Settings

from .driver import Fleet, Found, feed, inspect, settle

pytestmark = [pytest.mark.broker, pytest.mark.faults, pytest.mark.timeout(400)]

COUNT = 5_000
BACKLOG = 8_000
HITS = 6


async def _under_fire(
    settings: Settings, folder: Path, number: signal.Signals
) -> tuple[Found, list[float], Fleet]:
    """Two workers, 5,000 entries, six signals to one or the other."""
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
    return await inspect(settings, COUNT), took, fleet


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["kill", "term"])
async def test_six_signals_to_one_of_two_workers(settings, tmp_path, number):
    found, took, fleet = await _under_fire(settings, tmp_path, number)

    assert found.lost == 0
    assert not found.repeated
    assert not found.disordered
    assert found.dead == 0
    assert found.story_entries == COUNT
    assert not fleet.logs("passed over")
    if number is signal.SIGTERM:
        assert max(took) < 15


async def _restarts_with_a_backlog(settings: Settings, folder: Path, *, stock: bool) -> Fleet:
    """One worker, a filled table and a backlog, killed and started again four times.

    The table is in memory, so that every start reads the changelog while input waits: with
    RocksDB there is next to nothing to restore, and the stock order mostly gets away with it.
    """
    settings = settings.model_copy(update={"store": "memory"})
    await feed(settings, BACKLOG, per_second=100_000)
    fleet = Fleet(settings, folder, 1, stock=stock)
    try:
        for start in range(1, 6):
            await fleet.assigned(start)
            await asyncio.sleep(1.5)  # some of the backlog is done, much of it is not
            if start < 5:
                await fleet.hit(0, signal.SIGKILL, 0.2)
        if not stock:
            await settle(settings, BACKLOG, fleet)
    finally:
        await fleet.stop()
    return fleet


async def test_restarts_with_a_filled_table_and_a_backlog(settings, tmp_path):
    fleet = await _restarts_with_a_backlog(settings, tmp_path, stock=False)
    found = await inspect(settings, BACKLOG)

    assert not fleet.logs(": expected ")
    assert found.lost == 0
    assert not found.repeated
    assert not found.disordered


async def test_the_stock_recovery_order_is_noticed(settings, tmp_path):
    fleet = await _restarts_with_a_backlog(settings, tmp_path, stock=True)

    assert fleet.logs(": expected ")
