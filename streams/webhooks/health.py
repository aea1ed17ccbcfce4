"""The small web server of the webhooks: ``/livez``, ``/readyz`` and ``/metrics``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from streams.errors import UserError
from streams.settings import Settings

from .metrics import Metrics
from .owning import Owning
from .pulse import Pulse


class Health:
    """Tells a supervisor how the deliveries are.

    Args:
        owning: what this process has.
        pulse: whether its event loop turns.
        metrics: its counters.
    """

    def __init__(self, owning: Owning, pulse: Pulse, metrics: Metrics) -> None:
        self._owning = owning
        self._pulse = pulse
        self._metrics = metrics

    async def livez(self, _: web.Request) -> web.Response:
        """Alive: it answers, and has not stood still."""
        return web.json_response({"alive": True})

    async def readyz(self, _: web.Request) -> web.Response:
        """Ready: the group has shared out the partitions, and ours are loaded."""
        loading = [str(n) for n, shard in self._owning.shards.items() if not shard.is_loaded]
        reasons = {
            "the group is sharing out the partitions": not self._owning.is_settled,
            f"loading partitions {', '.join(loading)}": bool(loading),
        }
        why = [reason for reason, holds in reasons.items() if holds]
        body = {"ready": not why, "reasons": why, "partitions": len(self._owning.shards)}
        return web.json_response(body, status=503 if why else 200)

    async def metrics(self, _: web.Request) -> web.Response:
        """The counters."""
        self.measure()
        body = generate_latest(self._metrics.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    def measure(self) -> None:
        """Set the gauges."""
        shards = list(self._owning.shards.values())
        couriers = [courier for shard in shards for courier in shard.couriers.values()]
        states = self._metrics.subscriptions
        states.labels("delivering").set(sum(one.is_closed for one in couriers))
        states.labels("paused").set(sum(not one.is_closed for one in couriers))
        states.labels("disabled").set(sum(shard.disabled for shard in shards))
        self._metrics.partitions.set(len(shards))
        self._metrics.waiting.set(sum(courier.waiting for courier in couriers))


@asynccontextmanager
async def serving(health: Health, settings: Settings) -> AsyncIterator[str]:
    """Serve while inside; gives the address.

    Raises:
        UserError: the port is taken.
    """
    app = web.Application()
    app.router.add_get("/livez", health.livez)
    app.router.add_get("/readyz", health.readyz)
    app.router.add_get("/metrics", health.metrics)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        host, port = settings.health_host, settings.health_port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise UserError(
                f"cannot listen on {host}:{port} ({error.strerror or error}); set "
                "COPYDESK_HEALTH_HOST and COPYDESK_HEALTH_PORT"
            ) from None
        address, bound, *_ = runner.addresses[0]
        yield f"http://{address}:{bound}"
    finally:
        await runner.cleanup()
