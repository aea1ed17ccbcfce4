"""The long-running part: every page at its own pace, until told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Final

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar

from streams import __version__
from streams.outbound.addresses import connector
from streams.outbound.clock import Clock
from streams.raw_producer import RawProducer
from streams.settings import Settings

from .config import Watched
from .fetch import Fetcher, Limits, user_agent
from .hosts import Hosts
from .pace import pause_s
from .poll import Poller, Shared
from .sink import KafkaSink
from .status import report
from .store import Store

_log = logging.getLogger(__name__)

_FINISH_WITHIN_S: Final = 1.5
_STOP_WITHIN_S: Final = 4.5
_REPORT_EVERY_S: Final = 60.0
_SPREAD_S: Final = 0.2
_ACCEPT: Final = (
    "text/html, application/feed+json, application/json, application/xml;q=0.9, */*;q=0.5"
)


class Watcher:
    """Polls pages until it is stopped.

    Args:
        pollers: one for each page.
        clock: tells the time.
        rng: spreads the polls.
    """

    def __init__(self, pollers: Sequence[Poller], clock: Clock, rng: random.Random) -> None:
        self.pollers = pollers
        self._clock = clock
        self._rng = rng
        self._over = asyncio.Event()

    def stop(self) -> None:
        """Make ``run`` end."""
        self._over.set()

    async def once(self) -> bool:
        """Poll each page once; returns whether all polls were good."""
        polls = [asyncio.create_task(poller.poll()) for poller in self.pollers]
        return all(await self._until_over(polls))

    async def run(self) -> None:
        """Poll all pages again and again."""
        tasks: list[asyncio.Task[None]] = [
            asyncio.create_task(self._watch(poller, number * _SPREAD_S))
            for number, poller in enumerate(self.pollers)
        ]
        tasks.append(asyncio.create_task(self._report()))
        await self._until_over(tasks)

    async def _until_over(self, tasks: Sequence[asyncio.Task[Any]]) -> list[Any]:
        over = asyncio.create_task(self._over.wait())
        everything = asyncio.gather(*tasks)
        try:
            waiting: list[asyncio.Future[Any]] = [over, everything]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            return everything.result() if everything.done() else [False]
        finally:
            over.cancel()
            for task in tasks:
                task.cancel()
            await asyncio.gather(everything, return_exceptions=True)
            finishing = [asyncio.create_task(poller.finish()) for poller in self.pollers]
            await asyncio.wait(finishing, timeout=_FINISH_WITHIN_S)

    async def _watch(self, poller: Poller, first_s: float) -> None:
        await self._clock.sleep(first_s * self._rng.random())
        while True:
            await poller.poll()
            await self._clock.sleep(
                pause_s(
                    poller.watched.every_s,
                    poller.counters.in_a_row,
                    poller.retry_after_s,
                    self._rng,
                )
            )

    async def _report(self) -> None:
        while True:
            await self._clock.sleep(_REPORT_EVERY_S)
            report(self.pollers)


@asynccontextmanager
async def watching(
    watched: Sequence[Watched], settings: Settings, *, allow_private: bool
) -> AsyncIterator[Watcher]:
    """A watcher that pushes to Kafka, and everything that it needs.

    Raises:
        UserError: Kafka or the folder cannot be used.
    """
    clock = Clock()
    store = Store(settings.data_dir / "watch")
    limits = Limits(settings.watch_max_bytes, settings.watch_timeout_s, allow_private)
    with store.locked():
        async with (
            RawProducer(settings, settings.send_timeout_s) as producer,
            session(allow_private=allow_private) as http,
        ):
            shared = Shared(
                Fetcher(http, limits, Hosts(clock, settings.watch_host_interval_s), clock),
                KafkaSink(producer),
                store,
                clock,
                timedelta(days=settings.state_days),
            )
            pollers = [Poller(one, shared) for one in watched]
            yield Watcher(pollers, clock, random.Random())  # noqa: S311 - jitter is no secret


def session(*, allow_private: bool) -> ClientSession:
    """How the watcher talks HTTP: no cookies, no proxy, nothing unpacked behind its back."""
    return ClientSession(
        connector=connector(allow_private=allow_private),
        auto_decompress=False,
        cookie_jar=DummyCookieJar(),
        headers={"User-Agent": user_agent(__version__), "Accept": _ACCEPT},
        # the fetcher keeps the time of the whole, redirects apart
        timeout=ClientTimeout(total=None, sock_connect=10.0),
    )


async def watch(
    watched: Sequence[Watched], settings: Settings, *, allow_private: bool, once: bool
) -> int:
    """Watch until SIGTERM or SIGINT, or poll once; returns the exit code.

    Raises:
        UserError: Kafka or the folder cannot be used.
    """
    loop = asyncio.get_running_loop()
    async with watching(watched, settings, allow_private=allow_private) as watcher:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _end, watcher)
        _log.info("watching %d pages for %s", len(watched), settings.brokers)
        good = True
        if once:
            good = await watcher.once()
        else:
            await watcher.run()
        report(watcher.pollers)
    _log.info("stopped cleanly")
    return 0 if good else 1


def _end(watcher: Watcher) -> None:
    _log.info("stopping")
    watcher.stop()
    # a thread may hang in a look-up of a name, which nothing can end; what is on disk is whole
    timer = threading.Timer(_STOP_WITHIN_S, _give_up)
    timer.daemon = True
    timer.start()


def _give_up() -> None:
    _log.error("could not stop within %s s; what was not saved is sent again", _STOP_WITHIN_S)
    logging.shutdown()
    os._exit(1)
