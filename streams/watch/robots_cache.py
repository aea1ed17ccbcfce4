"""The robots.txt of each origin, fetched when it is needed and kept for a day."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from yarl import URL

from streams.errors import FetchFailed
from streams.outbound.clock import Clock

from . import robots

_KEEP_S: Final = 86_400.0
_TRY_AGAIN_S: Final = 300.0
_MOST: Final = 1_024


@dataclass(slots=True)
class _Known:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: robots.Rules | None = None
    until: float = float("-inf")
    problem: str = ""


class RobotsCache:
    """What each origin allows.

    Args:
        fetch: status and body of an address, for statuses below 500; raises ``FetchError``.
        clock: tells the time.
    """

    def __init__(self, fetch: Callable[[URL], Awaitable[tuple[int, bytes]]], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._known: dict[URL, _Known] = {}

    async def rules(self, origin: URL) -> robots.Rules:
        """The rules of an origin, as RFC 9309 wants them.

        Without a robots.txt everything is allowed. While it cannot be had, what it last said
        holds; where it never said anything, nothing may be fetched.

        Raises:
            FetchFailed: it cannot be had.
            FetchRefused: a rule forbids to fetch it; the same holds for the pages.
        """
        known = self._known.get(origin)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.pop(next(iter(self._known)))
            known = self._known[origin] = _Known()
        async with known.lock:
            if self._clock.monotonic() >= known.until:
                await self._renew(origin, known)
            if known.rules is None:
                raise FetchFailed(f"robots.txt of {origin.host} cannot be had: {known.problem}")
            return known.rules

    async def _renew(self, origin: URL, known: _Known) -> None:
        keep = _KEEP_S
        try:
            status, data = await self._fetch(origin.with_path("/robots.txt"))
        except FetchFailed as error:
            known.problem = str(error)
            keep = max(_TRY_AGAIN_S, error.retry_after_s or 0.0)
        else:
            is_there = status < 400
            text = data.decode("utf-8", "replace")
            known.rules = robots.parse(text) if is_there else robots.EVERYTHING
        known.until = self._clock.monotonic() + keep
