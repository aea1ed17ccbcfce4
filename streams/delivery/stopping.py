"""The end of Faust's consumer thread, without holding up the loop that it still needs.

mode's ``ServiceThread.stop`` waits for the thread inside the main event loop, without yielding.
If a rebalance begins just then (two workers told to stop at once are enough), the thread waits
for the main loop to see its partitions revoked, and both wait for ever. Here the wait is done
in another thread, so that the main loop can answer.

To be removed once mode does the same; ``apply`` refuses a mode that it was not written for.
"""

from __future__ import annotations

import asyncio
from typing import Any

from mode.services import Service
from mode.threads import ServiceThread

from .recovery import fingerprint

_WRITTEN_FOR = "32d026539c3665b2"


def apply() -> None:
    """Put the wait right in the mode that is installed.

    Raises:
        RuntimeError: this mode's thread is not the one that the override was written for.
    """
    if ServiceThread.stop is stop:
        return
    found = fingerprint(ServiceThread.stop)
    if found != _WRITTEN_FOR:
        raise RuntimeError(
            f"mode.threads.ServiceThread.stop has changed ({found}): see whether it still blocks "
            "the event loop, and mend or remove streams/delivery/stopping.py"
        )
    ServiceThread.stop = stop


async def stop(self: Any) -> None:
    """Stop the service, then wait for its thread while the loop goes on."""
    if self._started.is_set():
        await Service.stop(self)
        if self._thread is not None:
            await asyncio.to_thread(self._thread.stop)
