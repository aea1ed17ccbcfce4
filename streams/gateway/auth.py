"""Who may use the gateway."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import sha256
from ipaddress import ip_address
from typing import Final

from aiohttp import web

from streams.errors import RequestRefused, UserError
from streams.settings import Settings

_SHORTEST: Final = 16
_NOBODY: Final = "-"


class Guard:
    """Checks bearer tokens.

    Args:
        tokens: those that are good; none lets in whoever reaches the loopback address.
    """

    def __init__(self, tokens: Sequence[str]) -> None:
        # hashes have one length, so that the time of a comparison tells nothing about a token
        self._hashes = [sha256(token.encode()).digest() for token in tokens]

    def client(self, request: web.Request) -> str:
        """Who asks: a name that stands for the token and does not tell it.

        Raises:
            RequestRefused: nobody that is known.
        """
        if not self._hashes:
            _only_local(request)
            return _NOBODY
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        given = sha256(token.strip().encode("utf-8", "surrogateescape")).digest()
        # all are compared, whichever fits
        fits = [hmac.compare_digest(given, known) for known in self._hashes]
        if scheme.lower() != "bearer" or not any(fits):
            raise RequestRefused(401, "send a known token as: Authorization: Bearer …")
        return given.hex()[:16]


def guard(settings: Settings, *, no_auth: bool) -> Guard:
    """The guard that the settings ask for.

    Raises:
        UserError: anybody could push, or a token is too short to keep anybody out.
    """
    secret = settings.gateway_tokens.get_secret_value() if settings.gateway_tokens else ""
    tokens = [token.strip() for token in secret.split(",") if token.strip()]
    if no_auth and tokens:
        raise UserError("COPYDESK_GATEWAY_TOKENS is set: leave out --no-auth")
    if not tokens and not no_auth:
        raise UserError(
            "set COPYDESK_GATEWAY_TOKENS to the tokens that may push, "
            "or try it on this machine alone with: --no-auth"
        )
    if no_auth and not is_loopback(settings.gateway_host):
        raise UserError(
            f"--no-auth needs a loopback address, and COPYDESK_GATEWAY_HOST is "
            f"{settings.gateway_host}; set COPYDESK_GATEWAY_TOKENS"
        )
    if any(len(token) < _SHORTEST for token in tokens):
        raise UserError(f"a token in COPYDESK_GATEWAY_TOKENS has less than {_SHORTEST} characters")
    return Guard(tokens)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and reached from this machine only."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _only_local(request: web.Request) -> None:
    # a browser on this machine can be made to ask us by any page; it then tells a foreign origin,
    # or a host that a foreign name server has pointed here
    host = request.url.host or ""
    if "Origin" in request.headers or not is_loopback(host):
        raise RequestRefused(403, "without tokens only programs on this machine may ask")
