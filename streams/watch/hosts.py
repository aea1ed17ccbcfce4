"""One request at a time for each host, with a pause between two."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from streams.outbound.clock import Clock

# A page may redirect to ever new hosts: those that are idle are forgotten beyond this number.
_MOST: Final = 4_096


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    users: int = 0


class Hosts:
    """The turns of all hosts.

    Args:
        clock: tells the time.
        interval_s: pause between two requests to one host.
    """

    def __init__(self, clock: Clock, interval_s: float) -> None:
        self._clock = clock
        self._interval_s = interval_s
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str, interval_s: float = 0.0) -> AsyncIterator[None]:
        """Wait until the host may be asked, and keep others from asking meanwhile.

        Args:
            name: the host.
            interval_s: a longer pause after this request, where the host wants one.
        """
        host = self._host(name)
        host.users += 1
        try:
            async with host.lock:
                while (wait := host.free_at - self._clock.monotonic()) > 0:
                    await self._clock.sleep(wait)
                try:
                    yield
                finally:
                    pause = max(self._interval_s, interval_s)
                    host.free_at = max(host.free_at, self._clock.monotonic() + pause)
        finally:
            host.users -= 1

    def hold(self, name: str, seconds: float) -> None:
        """Leave a host alone for some time, as it asks."""
        host = self._host(name)
        host.free_at = max(host.free_at, self._clock.monotonic() + seconds)

    def _host(self, name: str) -> _Host:
        if len(self._hosts) >= _MOST and name not in self._hosts:
            now = self._clock.monotonic()
            self._hosts = {
                known: host
                for known, host in self._hosts.items()
                if host.users or host.free_at > now
            }
        return self._hosts.setdefault(name, _Host())
