"""The robots.txt of each origin, fetched when it is needed and kept for a day."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from yarl import URL

from streams.errors import FetchError

from . import robots
from .clock import Clock

_log = logging.getLogger(__name__)

_KEEP_S: Final = 86_400.0
_TRY_AGAIN_S: Final = 300.0
_MOST: Final = 1_024


@dataclass(slots=True)
class _Known:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: robots.Rules | None = None
    until: float = 0.0


class RobotsCache:
    """What each origin allows.

    Args:
        fetch: status and body of an address; raises ``FetchError``.
        clock: tells the time.
    """

    def __init__(self, fetch: Callable[[URL], Awaitable[tuple[int, bytes]]], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._known: dict[URL, _Known] = {}

    async def rules(self, origin: URL) -> robots.Rules:
        """The rules of an origin, as RFC 9309 wants them.

        Without a robots.txt everything is allowed. While it cannot be had, what it last said
        holds, and nothing is allowed where it never said anything.
        """
        known = self._known.get(origin)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.pop(next(iter(self._known)))
            known = self._known[origin] = _Known()
        async with known.lock:
            if known.rules is None or self._clock.monotonic() >= known.until:
                await self._renew(origin, known)
            return known.rules or robots.EVERYTHING

    async def _renew(self, origin: URL, known: _Known) -> None:
        keep = _KEEP_S
        try:
            status, data = await self._fetch(origin.with_path("/robots.txt"))
        except FetchError as error:
            _log.warning("robots.txt of %s cannot be had: %s", origin, error)
            status, data = 599, b""
        if status >= 500:
            known.rules = known.rules or robots.NOTHING
            keep = _TRY_AGAIN_S
        elif status >= 400:
            known.rules = robots.EVERYTHING
        else:
            known.rules = robots.parse(data.decode("utf-8", "replace"))
        known.until = self._clock.monotonic() + keep
