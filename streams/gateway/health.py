"""``/livez``, ``/readyz`` and ``/metrics``."""

from __future__ import annotations

import asyncio
import time
from typing import Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from .answers import json_answer
from .read_model.model import READ_MODEL
from .services import SERVICES, Sender

routes: Final = web.RouteTableDef()

_PING_WITHIN_S: Final = 2.0
_ASK_AGAIN_S: Final = 1.0


class Readiness:
    """Whether Kafka answers; asked once a second at most, however many ask us.

    Args:
        sender: asks it.
    """

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._lock = asyncio.Lock()
        self._asked_at = float("-inf")
        self._answers = False

    async def reasons(self) -> list[str]:
        """Why not; empty when ready."""
        async with self._lock:
            if time.monotonic() - self._asked_at > _ASK_AGAIN_S:
                self._answers = await self._sender.ping(_PING_WITHIN_S)
                self._asked_at = time.monotonic()
        found = {
            "Kafka does not answer": not self._answers,
            "Kafka has not taken everything": self._sender.overdue > 0,
        }
        return [reason for reason, holds in found.items() if holds]


READINESS: Final = web.AppKey("readiness", Readiness)


@routes.get("/livez")
async def livez(_: web.Request) -> web.Response:
    """Alive: it answers."""
    return json_answer({"alive": True})


@routes.get("/readyz")
async def readyz(request: web.Request) -> web.Response:
    """Ready: Kafka answers, and took what was sent.

    The read model is told of and does not count: while it is built, entries are taken and streams
    go on, and what needs it says so itself.
    """
    why = await request.app[READINESS].reasons()
    progress = request.app[READ_MODEL].progress
    model = {"complete": progress.complete, "lag": progress.lag, "trouble": progress.trouble}
    body = {"ready": not why, "reasons": why, "read_model": model}
    return json_answer(body, status=503 if why else 200)


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """The counters; whoever has a token may read them."""
    body = generate_latest(request.app[SERVICES].metrics.registry)
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})
