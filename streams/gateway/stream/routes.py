"""The two routes, and what they share."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Final, get_args

from aiohttp import web

from streams.gateway.services import CLIENT, SERVICES
from streams.settings import Settings

from .blocks import Blocks, Readers
from .cursor import Of
from .feed import Feed
from .limits import Clients
from .live import Over
from .metrics import StreamMetrics
from .select import Asked, asked
from .session import Control, Session, beginning_of
from .sse import ServerSentEvents
from .ws import WebSocketMessages

_log = logging.getLogger(__name__)

routes: Final = web.RouteTableDef()

_RETRY_MS: Final = 1_000
_RETRY_SPREAD_MS: Final = 2_000
_LAST_WORD_S: Final = 2.0
_ALL_GONE_S: Final = 2.5
_STALLED: Final = "you took nothing for too long; come back with your cursor"
_NOBODY: Final = "-"


Out = ServerSentEvents | WebSocketMessages


class Streams:
    """What the streams of a gateway share.

    Args:
        settings: limits, and how to connect.
        metrics: counters.

    Attributes:
        settings: the same.
        metrics: the same.
        clients: counts those who follow.
        open: where they are written to.
    """

    def __init__(self, settings: Settings, metrics: StreamMetrics) -> None:
        self.settings = settings
        self.metrics = metrics
        self.clients = Clients(
            settings.gateway_stream_clients, settings.gateway_stream_clients_each
        )
        self._readers = Readers(settings)
        kinds: tuple[Of, ...] = get_args(Of)
        self._feeds = {of: Feed(of, settings, metrics) for of in kinds}
        self._blocks = {of: Blocks(of, self._readers, metrics) for of in kinds}
        self._numbers = itertools.count()
        self.open: set[Out] = set()

    def retry_ms(self) -> int:
        """After how long the next client shall come back: not all at once."""
        return _RETRY_MS + next(self._numbers) * 37 % _RETRY_SPREAD_MS

    async def session(self, wanted: Asked) -> Session:
        """A client's stream.

        Raises:
            RequestRefused: 503, Kafka does not let us read.
        """
        live = await self._feeds[wanted.of].live()
        return Session(
            live,
            self._blocks[wanted.of],
            beginning=await beginning_of(wanted, live),
            asked=wanted,
            heartbeat_s=self.settings.gateway_stream_heartbeat_s,
            metrics=self.metrics,
        )

    async def end(self, _: web.Application) -> None:
        """Tell all clients to come back to another gateway, or to this one when it is there again."""
        for feed in self._feeds.values():
            feed.end(Over("closing", "the gateway stops; come back with your cursor"))
        deadline = asyncio.get_running_loop().time() + _ALL_GONE_S
        while self.open and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110 - a set that empties
            await asyncio.sleep(0.05)
        for out in tuple(self.open):  # those who do not take it
            out.abort()

    async def running(self, _: web.Application) -> AsyncIterator[None]:
        """Close everything at the end."""
        yield
        for feed in self._feeds.values():
            await feed.close()
        for blocks in self._blocks.values():
            await blocks.close()
        await self._readers.close()


STREAMS: Final = web.AppKey("streams", Streams)


def add_to(app: web.Application, settings: Settings) -> None:
    """Add the streams to a gateway."""
    streams = Streams(settings, StreamMetrics(app[SERVICES].metrics.registry))
    app[STREAMS] = streams
    app.on_shutdown.append(streams.end)
    app.cleanup_ctx.append(streams.running)
    app.add_routes(routes)


@routes.get("/v1/stream", allow_head=False)
async def stream(request: web.Request) -> web.StreamResponse:
    """Follow a topic as server-sent events, for as long as the client stays.

    Parameters: ``of`` (``events``, ``stories``, ``alerts``), ``from`` (``now``, ``earliest``, a
    cursor), and those of a selection: ``desk source coverage story type kind topic place urgency
    cosmetic``; for stories ``desk source coverage story place``. The header ``Last-Event-ID`` comes
    before ``from``.

    Answers 200 ``text/event-stream``; 400 a parameter or cursor is wrong; 429 too many streams of
    one client; 503 too many at all, or Kafka is away.
    """
    return await _serve(request, ServerSentEvents)


@routes.get("/v1/ws", allow_head=False)
async def ws(request: web.Request) -> web.StreamResponse:
    """Follow a topic over a WebSocket; parameters and refusals are those of ``/v1/stream``.

    Messages are ``{"id": cursor, "event": CloudEvent}`` and ``{"control": …}``.
    """
    return await _serve(request, WebSocketMessages)


async def _serve(request: web.Request, transport: type[Out]) -> web.StreamResponse:
    streams = request.app[STREAMS]
    wanted = asked(request.query.items(), request.headers.get("Last-Event-ID"))
    with streams.clients.admitted(_name(request)):
        session = await streams.session(wanted)
        out = transport(request, wanted.of, streams.retry_ms())
        with streams.metrics.clients.labels(out.name, wanted.of).track_inprogress():
            streams.open.add(out)
            try:
                await out.open()
                await _pump(session, out, streams)
            except ConnectionError:
                pass  # the client has left
            finally:
                streams.open.discard(out)
                await out.close()
    return out.response


async def _pump(session: Session, out: Out, streams: Streams) -> None:
    slow_s = streams.settings.gateway_stream_slow_s
    sent = streams.metrics.sent.labels(out.name)
    async with aclosing(session.messages()) as messages:
        async for message in messages:
            if out.is_gone:
                return
            try:
                async with asyncio.timeout(slow_s):
                    if not isinstance(message, Control):
                        if message:
                            await out.send(message)
                            sent.inc(len(message))
                    elif not message.is_last:
                        await out.tell(message)
                    else:
                        await out.end(message)
            except TimeoutError:
                streams.metrics.ended.labels("stalled").inc()
                try:
                    async with asyncio.timeout(_LAST_WORD_S):
                        # how much of the message was written is not known, so it names no place
                        await out.end(Control("dropped", None, _STALLED))
                except TimeoutError:
                    out.abort()
                return


def _name(request: web.Request) -> str:
    client = request[CLIENT]
    return client if client != _NOBODY else request.remote or _NOBODY
