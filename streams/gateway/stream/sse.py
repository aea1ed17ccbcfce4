"""A stream as server-sent events."""

from __future__ import annotations

from typing import Final

import orjson
from aiohttp import web

from .cursor import Of, written
from .hub import Delivery
from .items import Item
from .send_buffer import bound_send_buffer
from .session import Control

_HEADERS: Final = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # a proxy that gathers would hold events back
}


class ServerSentEvents:
    """Writes a stream onto a response.

    Args:
        request: the client's.
        of: which stream.
        retry_ms: after how long it shall come back.
    """

    name = "sse"

    def __init__(self, request: web.Request, of: Of, retry_ms: int) -> None:
        self._request = request
        self._of = of
        self._retry_ms = retry_ms
        self.response = web.StreamResponse(headers=_HEADERS)
        self.response.force_close()  # nobody shall ask again over what we may have to cut off

    @property
    def is_gone(self) -> bool:
        """Whether the client has left."""
        transport = self._request.transport
        return transport is None or transport.is_closing()

    async def open(self) -> None:
        """Send the head of the answer."""
        bound_send_buffer(self._request)
        await self.response.prepare(self._request)
        await self.response.write(b"retry: %d\n\n" % self._retry_ms)

    async def send(self, deliveries: list[Delivery]) -> None:
        """Send events; returns when there is room for more."""
        await self.response.write(b"".join(_event(self._of, *one) for one in deliveries))

    async def tell(self, control: Control) -> None:
        """Send a message about the stream."""
        await self.response.write(_control(self._of, control))

    async def end(self, control: Control) -> None:
        """Send the last message."""
        await self.response.write(_control(self._of, control))
        await self.response.write_eof()

    def abort(self) -> None:
        """Close without waiting for what the client has not taken."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def close(self) -> None:
        """Nothing is left to do."""


def _event(of: Of, cursor: tuple[int, ...], item: Item) -> bytes:
    head = f"id: {written(of, cursor)}\nevent: {item.type}\ndata: ".encode()
    return head + item.json + b"\n\n"


def _control(of: Of, control: Control) -> bytes:
    head = f"id: {written(of, control.cursor)}\n".encode() if control.cursor else b""
    if control.name == "heartbeat":
        # no data, so that no event is made of it; the browser remembers the id all the same
        return b":\n" + head + b"\n"
    data = orjson.dumps({"reason": control.reason})
    return head + f"event: {control.name}\ndata: ".encode() + data + b"\n\n"
