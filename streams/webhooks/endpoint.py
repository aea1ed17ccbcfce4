"""Whether deliveries may go to an address: looked at when a subscription is made or changed."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address
from typing import Final

from aiohttp.abc import AbstractResolver
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from streams.outbound.addresses import AddressRefused, PublicResolver, is_public

_LOOK_UP_WITHIN_S: Final = 5.0


async def checked(
    address: str, *, allow_private: bool, resolver: AbstractResolver | None = None
) -> str:
    """The address, if deliveries may go there. The socket is checked again at each delivery.

    Args:
        address: of the endpoint.
        allow_private: also to private networks, and without TLS.
        resolver: looks names up; absent: the system's.

    Raises:
        ValueError: they may not; the text says why.
    """
    try:
        url = URL(address)
        host, port = url.host, url.port
    except ValueError:
        raise ValueError("it is not an address like https://receiver.example/hook") from None
    if not host or not port or url.scheme not in {"https", "http"}:
        raise ValueError("it is not an address like https://receiver.example/hook")
    if url.user is not None or url.password is not None or url.fragment:
        raise ValueError("it has a user, a password or a fragment, which are not sent")
    if allow_private:
        return str(url)
    hint = "; COPYDESK_WEBHOOKS_ALLOW_PRIVATE=true would allow it"
    if url.scheme != "https":
        raise ValueError(f"it is not https{hint}")
    try:
        await _look_up(host, port, resolver or ThreadedResolver())
    except AddressRefused as error:
        raise ValueError(f"{error}{hint}") from None
    except (OSError, TimeoutError):
        raise ValueError(f"the name {host} cannot be looked up") from None
    return str(url)


async def _look_up(host: str, port: int, resolver: AbstractResolver) -> None:
    try:
        ip_address(host)
    except ValueError:
        async with asyncio.timeout(_LOOK_UP_WITHIN_S):
            await PublicResolver(resolver).resolve(host, port, socket.AF_UNSPEC)
        return
    if not is_public(host):
        raise AddressRefused(host)
