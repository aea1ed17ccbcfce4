"""What the kernel keeps for a client that does not take it."""

from __future__ import annotations

import socket
from typing import Final

from aiohttp import web

_BYTES: Final = 128 * 1024


def bound_send_buffer(request: web.Request) -> None:
    """Keep the kernel from setting aside megabytes for each slow client, as it would by itself."""
    connection = request.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BYTES)
