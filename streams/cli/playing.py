"""Playing timelines onto ``news.raw``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from streams.cli.pushing import Pusher
from streams.delivery.records import TIME_HEADER
from streams.settings import Settings
from streams.timeline import Timed

Files = list[tuple[str, list[Timed]]]


async def play(
    settings: Settings, files: Files, speed: float, on_push: Callable[[], None] = lambda: None
) -> int:
    """Push the records of each file, one file after the other, in their rhythm over ``speed``.

    Returns how many records Kafka has. ``on_push`` is called after each.

    Raises:
        BrokerError: Kafka cannot be reached or did not take a record.
    """
    async with Pusher(settings) as pusher:
        for name, timeline in files:
            before: datetime | None = None
            for timed in pusher.track(name.rsplit("/", 1)[-1], timeline):
                if before is not None and timed.at > before:
                    await asyncio.sleep((timed.at - before).total_seconds() / speed)
                before = timed.at
                stamp = str(round(timed.at.timestamp() * 1000)).encode()
                await pusher.push(timed.key, timed.value, [(TIME_HEADER, stamp)])
                on_push()
        await pusher.flush()
        return pusher.pushed
