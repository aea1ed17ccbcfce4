"""A stream as messages of a WebSocket."""

from __future__ import annotations

import asyncio
from typing import Final

import orjson
from aiohttp import WSCloseCode, WSMsgType, web

from .cursor import Of, written
from .hub import Delivery
from .send_buffer import bound_send_buffer
from .session import Control

_LARGEST_INCOMING: Final = 1024
_CLOSE_WITHIN_S: Final = 2.0
_CODES: Final = {"dropped": WSCloseCode.TRY_AGAIN_LATER, "closing": WSCloseCode.SERVICE_RESTART}


class WebSocketMessages:
    """Writes a stream onto a WebSocket.

    Args:
        request: the client's.
        of: which stream.
        retry_ms: after how long it shall come back.
    """

    name = "ws"

    def __init__(self, request: web.Request, of: Of, retry_ms: int) -> None:
        self._request = request
        self._of = of
        self._retry_ms = retry_ms
        self._listening: asyncio.Task[None] | None = None
        # without compression: its memory would be the client's largest part
        self.response = web.WebSocketResponse(
            timeout=_CLOSE_WITHIN_S, compress=False, max_msg_size=_LARGEST_INCOMING
        )

    @property
    def is_gone(self) -> bool:
        """Whether the client has left."""
        transport = self._request.transport
        return self.response.closed or transport is None or transport.is_closing()

    async def open(self) -> None:
        """Answer the handshake."""
        bound_send_buffer(self._request)
        await self.response.prepare(self._request)
        self._listening = asyncio.create_task(self._listen())
        hello = {"control": "hello", "retry_ms": self._retry_ms}
        await self.response.send_frame(orjson.dumps(hello), WSMsgType.TEXT)

    async def send(self, deliveries: list[Delivery]) -> None:
        """Send events; returns when there is room for more."""
        for cursor, item in deliveries:
            head = f'{{"id":"{written(self._of, cursor)}","event":'.encode()
            await self.response.send_frame(head + item.json + b"}", WSMsgType.TEXT)

    async def tell(self, control: Control) -> None:
        """Send a message about the stream."""
        said: dict[str, str] = {"control": control.name}
        if control.cursor is not None:
            said["id"] = written(self._of, control.cursor)
        if control.reason:
            said["reason"] = control.reason
        await self.response.send_frame(orjson.dumps(said), WSMsgType.TEXT)

    async def end(self, control: Control) -> None:
        """Send the last message, and close with a code that says the same."""
        await self.tell(control)
        reason = control.reason.encode()[:123]  # a close frame has room for no more
        await self.response.close(code=_CODES[control.name], message=reason)

    def abort(self) -> None:
        """Close without waiting for what the client has not taken."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def close(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self) -> None:
        # pings are answered by the library; anything else has no meaning here
        async for _ in self.response:
            await self.response.close(
                code=WSCloseCode.POLICY_VIOLATION, message=b"nothing may be sent here"
            )
