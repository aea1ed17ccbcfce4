"""What the routes of webhooks share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from aiohttp.abc import AbstractResolver

from streams.errors import RequestRefused
from streams.outbound.clock import Clock
from streams.settings import Settings
from streams.topics import WEBHOOKS
from streams.webhooks.model import Subscription
from streams.webhooks.vault import Vault

from .bodies import shown
from .table import Table

_LARGEST_BODY: Final = 65_536


@dataclass(frozen=True, slots=True)
class Here:
    """What the routes need.

    Attributes:
        settings: limits, and how to connect.
        vault: seals secrets.
        table: what is kept.
        clock: tells the time.
        resolver: looks names up; absent: the system's.
        changing: one change at a time.
    """

    settings: Settings
    vault: Vault
    table: Table
    clock: Clock
    resolver: AbstractResolver | None
    changing: asyncio.Lock

    def subscription(self, request: web.Request) -> Subscription:
        """The one that the path names.

        Raises:
            RequestRefused: 404 there is none.
        """
        found = self.table.subscriptions.get(request.match_info["id"])
        if found is None:
            raise RequestRefused(404, "there is no such subscription")
        return found

    async def put(self, subscription: Subscription) -> dict[str, Any]:
        """Keep a subscription; gives it as its owner sees it.

        Raises:
            RequestRefused: 503 Kafka has not taken it.
        """
        id_ = subscription.id
        await self.table.put(WEBHOOKS, id_, [(id_.encode(), subscription)])
        return self.shown(subscription)

    def shown(self, subscription: Subscription) -> dict[str, Any]:
        """A subscription as its owner sees it."""
        return shown(subscription, self.table.states.get(subscription.id), self.clock.now())


HERE: Final = web.AppKey("webhooks", Here)


async def here_for(request: web.Request) -> Here:
    """What a request needs.

    Raises:
        RequestRefused: 404 there are no webhooks; 503 Kafka does not answer.
    """
    here = request.app.get(HERE)
    if here is None:
        raise RequestRefused(
            404, "there are no webhooks here: the gateway runs without COPYDESK_WEBHOOKS_KEY"
        )
    await here.table.loaded()
    return here


async def body_of(request: web.Request) -> bytes:
    """The body of a request: JSON, or nothing.

    Raises:
        RequestRefused: 413 it is too large; 415 it is something else.
    """
    body = b""
    while not request.content.at_eof() and len(body) <= _LARGEST_BODY:
        body += await request.content.read(_LARGEST_BODY + 1)
    if len(body) > _LARGEST_BODY:
        raise RequestRefused(413, f"the body has more than {_LARGEST_BODY} bytes")
    if body and request.content_type != "application/json":
        raise RequestRefused(415, "send application/json")
    return body
