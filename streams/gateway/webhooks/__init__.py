"""``/v1/webhooks``: subscriptions of HTTP endpoints, their secrets, tests and dead letters.

The deliveries are made by ``copydesk webhooks``, so that a slow receiver never touches the gateway.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web
from aiohttp.abc import AbstractResolver

from streams.outbound.clock import Clock
from streams.settings import Settings
from streams.webhooks.vault import vault

from . import dead_letters, subscriptions
from .here import HERE, Here
from .table import Table


def add_to(
    app: web.Application, settings: Settings, resolver: AbstractResolver | None = None
) -> None:
    """Add the routes; without a key in the settings they say that there are no webhooks.

    Raises:
        UserError: the key is none.
    """
    for module in (subscriptions, dead_letters):
        app.add_routes(module.routes)
    found = vault(settings)
    if found is None:
        return

    async def running(_: web.Application) -> AsyncIterator[None]:
        async with app[HERE].table.following():
            yield

    app[HERE] = Here(settings, found, Table(settings), Clock(), resolver, asyncio.Lock())
    app.cleanup_ctx.append(running)
