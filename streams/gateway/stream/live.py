"""One run of a topic's live reading: its hub, its end, and the news that wake its clients."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final, Literal

from streams.gateway.following import Log
from streams.gateway.following import Offsets as Places

from .cursor import Of, Offsets
from .hub import Hub

_BOUNDS_FOR_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What Kafka has of a topic.

    Attributes:
        beginnings: the first offset of each partition.
        ends: the offset that comes next in each.
    """

    beginnings: Offsets
    ends: Offsets


@dataclass(frozen=True, slots=True)
class Over:
    """Why a stream ends.

    Attributes:
        name: ``closing``: the gateway stops; ``dropped``: this stream ends.
        reason: for people.
    """

    name: Literal["closing", "dropped"]
    reason: str


class Live:
    """What clients of a topic share for as long as its reading goes on.

    Args:
        of: which stream.
        log: reads the topic; asked for what Kafka has.
        hub: what was read last.

    Attributes:
        of: which stream.
        hub: what was read last.
        over: why it has ended; ``None`` while it has not.
    """

    def __init__(self, of: Of, log: Log, hub: Hub) -> None:
        self.of = of
        self.hub = hub
        self.over: Over | None = None
        self._log = log
        self._news = asyncio.Event()
        self._bounds: tuple[float, Bounds] | None = None
        self._asking = asyncio.Lock()

    async def news(self) -> None:
        """Wait until there is something new, or a second has passed."""
        await self._news.wait()

    def wake(self) -> None:
        """Wake those who wait."""
        self._news.set()
        self._news = asyncio.Event()

    def end(self, over: Over) -> None:
        """End the streams of all clients."""
        self.over = self.over or over
        self.wake()

    async def bounds(self, max_age_s: float = _BOUNDS_FOR_S) -> Bounds:
        """What Kafka has, asked once for all who want to know.

        Raises:
            BrokerError: it does not answer.
        """
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        async with self._asking:
            if self._bounds is None or self._bounds[0] < asked_at - max_age_s:
                at = loop.time()
                beginnings, ends = await self._log.beginnings(), await self._log.ends()
                found = Bounds(in_order(beginnings), in_order(ends))
                self._bounds = (at, found)
            return self._bounds[1]


def in_order(offsets: Places) -> Offsets:
    """The offsets of a topic's partitions by their numbers."""
    return tuple(offsets[place] for place in sorted(offsets))
