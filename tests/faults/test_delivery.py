"""Nothing lost, nothing twice, nothing out of order, while workers are killed."""

from __future__ import annotations

import signal

import pytest

from .scenarios import COUNT, restarts_with_a_backlog, under_fire

pytestmark = [pytest.mark.broker, pytest.mark.faults, pytest.mark.timeout(400)]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["kill", "term"])
async def test_six_signals_to_one_of_two_workers(settings, tmp_path, number):
    outcome = await under_fire(settings, tmp_path, number)

    assert outcome.found.is_right
    assert outcome.found.story_entries == COUNT
    if number is signal.SIGTERM:
        assert max(outcome.stops_s) < 15


async def test_restarts_with_a_filled_table_and_a_backlog(settings, tmp_path):
    outcome = await restarts_with_a_backlog(settings, tmp_path, stock=False)

    assert outcome.gaps == 0
    assert outcome.found.is_right


async def test_the_stock_recovery_order_is_noticed(settings, tmp_path):
    assert (await restarts_with_a_backlog(settings, tmp_path, stock=True)).gaps > 0
