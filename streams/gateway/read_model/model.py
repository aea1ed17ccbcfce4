"""The read model as the gateway has it: a store, who keeps it up, what it tells of itself."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from typing import Concatenate, Final, ParamSpec, TypeVar

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge

from streams.errors import RequestRefused
from streams.settings import Settings

from .building import Builder, Progress
from .store import Store, alone
from .writing import Applied

P = ParamSpec("P")
T = TypeVar("T")

_TRY_AGAIN_S: Final = 2


class ReadModel:
    """Answers what is asked, once it holds all that the log holds.

    Args:
        settings: where the file is, and how to connect.
        registry: of the counters.

    Attributes:
        store: the file.
        builder: keeps it up with the topics.
    """

    def __init__(self, settings: Settings, registry: CollectorRegistry) -> None:
        self._folder = settings.data_dir / "gateway"
        self.store = Store(self._folder)
        self.builder = Builder(settings, self.store, self._count)
        self._records = Counter(
            "copydesk_gateway_read_model_records",
            "Records of news.events and news.stories, by what became of them",
            ["outcome"],
            registry=registry,
        )
        lag = Gauge(
            "copydesk_gateway_read_model_lag",
            "Records that are on the log and not in the read model; -1 while that is not known",
            registry=registry,
        )
        lag.set_function(lambda: -1 if self.progress.lag is None else self.progress.lag)
        Gauge(
            "copydesk_gateway_read_model_complete",
            "1 when the read model holds what the log holds, 0 while it is built",
            registry=registry,
        ).set_function(lambda: self.progress.complete)
        Gauge(
            "copydesk_gateway_read_model_rebuilds",
            "How often the read model was begun anew since the start",
            registry=registry,
        ).set_function(lambda: self.progress.rebuilds)

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self.builder.progress

    async def running(self, _: web.Application) -> AsyncIterator[None]:
        """Keep it up while the gateway runs; for ``cleanup_ctx``."""
        with alone(self._folder):
            await self.store.open()
            task = asyncio.create_task(self.builder.run())
            try:
                yield
            finally:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
                await self.store.close()

    async def ask(
        self,
        question: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Ask the tables.

        Raises:
            RequestRefused: 503 while it is built, and what ``Store.read`` raises.
        """
        progress = self.progress
        if not progress.complete:
            left = "" if progress.lag is None else f": {progress.lag} records to go"
            raise RequestRefused(
                503, f"the read model is being built{left}", retry_after_s=_TRY_AGAIN_S
            )
        return await self.store.read(question, *args, **kwargs)

    def _count(self, applied: Applied) -> None:
        for outcome in Applied.__slots__:
            self._records.labels(outcome).inc(getattr(applied, outcome))


READ_MODEL: Final = web.AppKey("read_model", ReadModel)
