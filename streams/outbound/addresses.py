"""Which addresses may be connected to: only those of the public internet.

A name is checked when it is looked up, and the address once more when the socket is made. What
is connected to is what was checked, so a name that changes its address in between gains nothing.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_NAT64: Final = IPv6Network("64:ff9b::/96")
_V4_COMPATIBLE: Final = IPv6Network("::/96")


class AddressRefused(OSError):
    """The address is not one of the public internet."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a public address")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also looking inside tunnels."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv4Address):
        return _is_public(ip)
    if ip.ipv4_mapped is not None:
        return _is_public(ip.ipv4_mapped)
    if ip in _NAT64:
        return _is_public(IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip in _V4_COMPATIBLE or ip.sixtofour is not None or ip.teredo is not None:
        return False
    return _is_public(ip)


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    is_site_local = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or is_site_local)


class PublicResolver(AbstractResolver):
    """Looks names up and drops what is not public.

    Args:
        inner: does the looking up.
    """

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name.

        Raises:
            AddressRefused: there are others only.
        """
        found = await self._inner.resolve(host, port, family)
        public = [result for result in found if is_public(result["host"])]
        if found and not public:
            raise AddressRefused(host)
        return public

    async def close(self) -> None:
        """Let go of the inner one."""
        await self._inner.close()


def public_socket(info: Any) -> socket.socket:
    """A socket for an address that is about to be connected to.

    Raises:
        AddressRefused: it is not public.
    """
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise AddressRefused(str(address[0]))
    return socket.socket(family, kind, protocol)


def connector(
    *, allow_private: bool, resolver: AbstractResolver | None = None, most: int = 100
) -> TCPConnector:
    """Connections that are made to public addresses only; to be called inside the event loop.

    Args:
        allow_private: to others as well.
        resolver: looks names up; absent: the system's.
        most: connections at once; 0 for any number.
    """
    inner = resolver or ThreadedResolver()
    if allow_private:
        return TCPConnector(resolver=inner, use_dns_cache=False, limit=most)
    # addresses written as numbers do not go through the resolver: the socket is their check
    return TCPConnector(
        resolver=PublicResolver(inner),
        socket_factory=public_socket,
        use_dns_cache=False,
        limit=most,
    )
