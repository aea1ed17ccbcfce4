"""The gateway wired together, and its run from start to end."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Final

from aiohttp import web

from streams.errors import UserError
from streams.raw_producer import RawProducer
from streams.settings import Settings

from . import contract, entries, events, feeds, health, session, stories, stream, wall, webhooks
from .answers import guarded, unsniffed
from .auth import Guard, guard
from .health import READINESS, Readiness
from .idempotency import Kept
from .in_flight import InFlight
from .metrics import Metrics
from .read_model.model import READ_MODEL, ReadModel
from .services import SERVICES, Sender, Services

_log = logging.getLogger(__name__)

_STOP_WITHIN_S: Final = 5.0


def build(settings: Settings, sender: Sender, who: Guard) -> web.Application:
    """The web application; every module with routes adds its own."""
    app = web.Application(middlewares=[guarded])
    app.on_response_prepare.append(unsniffed)
    app[SERVICES] = Services(
        sender=sender,
        guard=who,
        in_flight=InFlight(settings.gateway_max_in_flight, settings.gateway_send_timeout_s),
        kept=Kept(),
        metrics=Metrics(),
    )
    app[READINESS] = Readiness(sender)
    app[READ_MODEL] = ReadModel(settings, app[SERVICES].metrics.registry)
    for module in (health, session, entries, events, stories, feeds, contract, wall):
        app.add_routes(module.routes)
    stream.add_to(app, settings)
    webhooks.add_to(app, settings)
    return app


async def serve(settings: Settings, *, no_auth: bool) -> None:
    """Serve until SIGTERM or SIGINT; requests that have begun are answered.

    Raises:
        UserError: the settings do not hold, the port is taken, or Kafka cannot be reached.
    """
    who = guard(settings, no_auth=no_auth)
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    async with RawProducer(settings, settings.gateway_send_timeout_s) as producer:
        app = build(settings, producer, who)
        app.cleanup_ctx.append(app[READ_MODEL].running)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOP_WITHIN_S)
        await runner.setup()
        try:
            await _listen(runner, settings)
            await over.wait()
            _log.info("stopping")
        finally:
            await runner.cleanup()
    _log.info("stopped cleanly")


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    host, port = settings.gateway_host, settings.gateway_port
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise UserError(
            f"cannot listen on {host}:{port} ({error.strerror or error}); set "
            "COPYDESK_GATEWAY_HOST and COPYDESK_GATEWAY_PORT"
        ) from None
    address, bound, *_ = runner.addresses[0]
    shown = f"[{address}]" if ":" in address else address
    _log.info("gateway of %s on http://%s:%d", settings.brokers, shown, bound)
