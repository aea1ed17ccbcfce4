"""The process ``copydesk webhooks``, from start to end."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from aiohttp.abc import AbstractResolver
from aiokafka.errors import KafkaError

from streams.connection import client_options
from streams.delivery.sender import Sender
from streams.errors import BrokerError
from streams.outbound.clock import Clock
from streams.settings import Settings

from .health import Health, serving
from .means import Means, Writer, rules
from .metrics import Metrics
from .owning import Owning
from .post import Poster, session
from .pulse import Pulse
from .vault import needed_vault

_log = logging.getLogger(__name__)

_BEAT_S: Final = 0.5
_LOOK_UPS: Final = 64
_STOP_WITHIN_S: Final = 14.0


class Service:
    """Delivers until it is stopped.

    Args:
        settings: all of them.
        clock: tells the time.
        rng: draws the jitter.
        resolver: looks names up; absent: the system's.

    Attributes:
        error: why it stopped by itself.
        owning: what this process has, while it runs.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        rng: random.Random | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self.error: Exception | None = None
        self.owning: Owning | None = None
        self._settings = settings
        self._clock = clock or Clock()
        self._rng = rng or random.Random()  # noqa: S311 - jitter is no secret
        self._resolver = resolver
        self._over = asyncio.Event()

    def stop(self) -> None:
        """Make ``run`` end."""
        self._over.set()

    async def run(self) -> int:
        """Deliver; returns the exit code.

        Raises:
            UserError: the settings do not hold, the port is taken, or Kafka cannot be reached.
        """
        # looking a name up blocks a thread: name servers that hang must not use up all of them
        looking_up = ThreadPoolExecutor(_LOOK_UPS, thread_name_prefix="look-up")
        asyncio.get_running_loop().set_default_executor(looking_up)
        settings, metrics = self._settings, Metrics()
        vault = needed_vault(settings)
        pulse = Pulse(self._clock, settings.session_timeout_s)
        async with AsyncExitStack() as stack:
            sender = await stack.enter_async_context(_connected(settings))
            http = await stack.enter_async_context(
                session(allow_private=settings.webhooks_allow_private, resolver=self._resolver)
            )
            means = Means(
                settings,
                rules(settings),
                Poster(http, vault, self._clock, settings.webhooks_timeout_s),
                Writer(sender, pulse),
                metrics,
                self._clock,
                self._rng,
            )
            self.owning = owning = Owning(settings, means, self._fail)
            health = serving(Health(owning, pulse, metrics), settings)
            address = await stack.enter_async_context(health)
            _log.info(
                "webhooks of %s on %s, health on %s", settings.group, settings.brokers, address
            )
            await self._work(owning, pulse)
        if self.error is not None:
            _log.error("stopped: %s: %s", type(self.error).__name__, self.error)
            return 1
        _log.info("stopped cleanly")
        return 0

    async def _work(self, owning: Owning, pulse: Pulse) -> None:
        tasks = [
            asyncio.create_task(owning.run()),
            asyncio.create_task(_beating(pulse)),
            asyncio.create_task(self._over.wait()),
        ]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        _log.info("stopping")
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                self._fail(ended)
        if isinstance(self.error, BrokerError) and not owning.was_settled:
            raise self.error  # it never began: the person at the keyboard must see why

    def _fail(self, error: Exception) -> None:
        self.error = self.error or error
        self._over.set()


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[Sender]:
    sender = Sender(client_options(settings), settings.send_timeout_s)
    try:
        await sender.__aenter__()
    except (KafkaError, OSError) as error:
        await sender.__aexit__(None, None, None)
        raise BrokerError(
            f"Kafka at {settings.brokers} cannot be reached ({error}); start one with: "
            "copydesk broker, or set COPYDESK_BROKERS"
        ) from error
    try:
        yield sender
    finally:
        await sender.__aexit__(None, None, None)


async def _beating(pulse: Pulse) -> None:
    while True:
        pulse.beat()
        await asyncio.sleep(_BEAT_S)


async def serve(settings: Settings) -> int:
    """Deliver until SIGTERM, SIGINT or a fault; returns the exit code.

    Raises:
        UserError: the settings do not hold, the port is taken, or Kafka cannot be reached.
    """
    service = Service(settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _end, service)
    return await service.run()


def _end(service: Service) -> None:
    service.stop()
    # a look-up of a name or a broker that hangs must not keep us; what is kept is whole
    timer = threading.Timer(_STOP_WITHIN_S, _give_up)
    timer.daemon = True
    timer.start()


def _give_up() -> None:
    _log.error(
        "could not stop within %s s; what was not written down is sent again", _STOP_WITHIN_S
    )
    logging.shutdown()
    os._exit(1)
