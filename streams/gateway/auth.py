"""Who may use the gateway, and for what: ``read`` the news, ``push`` entries."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import SecretStr

from streams.errors import RequestRefused, UserError
from streams.settings import Settings

Right = Literal["read", "push"]

COOKIE: Final = "copydesk_session"
SESSION: Final = "/v1/session"
SESSION_S: Final = 30 * 86_400

_SHORTEST: Final = 16
_NOBODY: Final = "-"
_READ: Final = frozenset[Right]({"read"})
_ALL: Final = frozenset[Right]({"read", "push"})

_READING: Final = frozenset({"GET", "HEAD"})

_OPEN: Final = frozenset(
    "/livez /readyz / /favicon.ico /contract /v1/contract /openapi.json".split()
)
"""What supervisors ask, the page that asks for a token, and the contract: nothing of the news."""
_OPEN_UNDER: Final = ("/wall/", "/contract/", "/v1/contract/")
_PUSHERS_ONLY: Final = "/v1/webhooks"
"""Addresses of others, which may be secrets of their own: looking takes the same right as changing."""
_NOT_PUBLIC: Final = ("/metrics", "/v1/webhooks")
"""What tells of the gateway and its users, not the news: public reading leaves it out."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks.

    Attributes:
        name: stands for the token and does not tell it; ``-`` without one.
        rights: what the client may do.
        in_session: known by the cookie of a login.
    """

    name: str
    rights: frozenset[Right]
    in_session: bool = False


def needed(method: str, path: str) -> Right | None:
    """The right that a request needs; ``None`` where it needs none."""
    if path.startswith(_PUSHERS_ONLY):
        return "push"
    reads = method in _READING
    if reads and (path in _OPEN or path.startswith(_OPEN_UNDER)):
        return None
    if path == SESSION and method in {"POST", "DELETE"}:
        return None
    return "read" if reads else "push"


class Guard:
    """Checks bearer tokens and sessions.

    A session is a cookie that holds when it ends and a signature made with the token that was
    logged in with. So it needs no memory, holds in every process with the same tokens, and ends
    when its token is taken out of the settings.

    Args:
        tokens: those that may push and read.
        readers: those that may only read.
        public: anybody may read. Without tokens, readers and this, whoever reaches the loopback
            address may do everything.
        clock: seconds since 1970.
    """

    def __init__(
        self,
        tokens: Sequence[str],
        readers: Sequence[str] = (),
        *,
        public: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        # hashes have one length, so that the time of a comparison tells nothing about a token
        self._known = [(_hash(token), _ALL) for token in tokens]
        self._known += [(_hash(token), _READ) for token in readers]
        self._public = public
        self._local = not self._known and not public
        self._clock = clock

    def client(self, request: web.Request) -> Client:
        """Who asks, with the right to ask this.

        Raises:
            RequestRefused: 401 nobody that is known; 403 a page of another site, a host name that
                is not this machine's, or a right that is missing.
        """
        right = needed(request.method, request.path)
        if right is None and request.method in _READING:
            return Client(_NOBODY, frozenset())
        if self._local:
            _only_local(request)
            return Client(_NOBODY, _ALL)
        if right is None:
            _only_own_pages(request)
            return Client(_NOBODY, frozenset())
        found = self._bearer(request) or self._cookie(request) or self._anybody(request)
        if found is None:
            raise RequestRefused(401, "send a known token as: Authorization: Bearer …")
        if right not in found.rights:
            raise RequestRefused(403, "this client may only read; push with another token")
        return found

    def session(self, token: str) -> str | None:
        """The cookie for whoever knows the token; ``None`` if it is none of ours."""
        given = _hash(token)
        # all are compared, whichever fits
        fits = [hmac.compare_digest(given, known) for known, _ in self._known]
        if not any(fits):
            return None
        return _signed(given, int(self._clock()) + SESSION_S)

    @property
    def local(self) -> bool:
        """Whether there are no tokens, and only this machine may ask."""
        return self._local

    def _bearer(self, request: web.Request) -> Client | None:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        scheme, _, token = header.partition(" ")
        given = _hash(token.strip())
        fits = [(hmac.compare_digest(given, known), rights) for known, rights in self._known]
        rights = frozenset[Right]().union(*(rights for fit, rights in fits if fit))
        if scheme.lower() != "bearer" or not rights:
            raise RequestRefused(401, "send a known token as: Authorization: Bearer …")
        return Client(given.hex()[:16], rights)

    def _cookie(self, request: web.Request) -> Client | None:
        given = request.cookies.get(COOKIE)
        if given is None:
            return None
        until = given.partition(".")[0]
        if not (until.isascii() and until.isdigit() and len(until) <= 12):
            return None
        mine = given.encode("utf-8", "surrogateescape")
        names = [
            known.hex()[:16]
            for known, _ in self._known
            if hmac.compare_digest(mine, _signed(known, int(until)).encode())
        ]
        if not names or int(until) <= self._clock():
            return None
        _only_own_pages(request)
        # a browser reads and does not push, whatever the token could: pages are easily misled
        return Client(names[0], _READ, in_session=True)

    def _anybody(self, request: web.Request) -> Client | None:
        if not self._public or request.path.startswith(_NOT_PUBLIC):
            return None
        _only_own_pages(request)
        return Client(_NOBODY, _READ)


def guard(settings: Settings, *, no_auth: bool) -> Guard:
    """The guard that the settings ask for.

    Raises:
        UserError: anybody could push, or a token is too short to keep anybody out.
    """
    tokens = _tokens(settings.gateway_tokens)
    readers = _tokens(settings.gateway_read_tokens)
    public = settings.gateway_public_read
    given = {
        "COPYDESK_GATEWAY_TOKENS": tokens,
        "COPYDESK_GATEWAY_READ_TOKENS": readers,
        "COPYDESK_GATEWAY_PUBLIC_READ": public,
    }
    for name, value in given.items():
        if no_auth and value:
            raise UserError(f"{name} is set: leave out --no-auth")
    if not any(given.values()) and not no_auth:
        raise UserError(
            "set COPYDESK_GATEWAY_TOKENS to the tokens that may push, "
            "or try it on this machine alone with: --no-auth"
        )
    if no_auth and not is_loopback(settings.gateway_host):
        raise UserError(
            f"--no-auth needs a loopback address, and COPYDESK_GATEWAY_HOST is "
            f"{settings.gateway_host}; set COPYDESK_GATEWAY_TOKENS"
        )
    for name, some in (("TOKENS", tokens), ("READ_TOKENS", readers)):
        if any(len(token) < _SHORTEST for token in some):
            raise UserError(
                f"a token in COPYDESK_GATEWAY_{name} has less than {_SHORTEST} characters"
            )
    return Guard(tokens, readers, public=public)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and reached from this machine only."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _only_local(request: web.Request) -> None:
    # a browser on this machine can be made to ask us by any page; it then tells a foreign origin,
    # or a host that a foreign name server has pointed here
    if not is_loopback(request.url.host or ""):
        raise RequestRefused(403, "without tokens only programs on this machine may ask")
    _only_own_pages(request)


def _only_own_pages(request: web.Request) -> None:
    # what a browser sends by itself, a cookie or just its place in the network, must not serve
    # pages of others; a WebSocket is not kept from them by anything but this
    origin = request.headers.get("Origin")
    if origin is None:
        return
    try:
        place = urlsplit(origin)
    except ValueError:
        place = None
    if (
        place is None
        or place.scheme not in {"http", "https"}
        or place.netloc.lower() != request.host.lower()
    ):
        raise RequestRefused(
            403, "a page of another site may not ask; a proxy must pass on the Host header"
        )


def _tokens(secret: SecretStr | None) -> list[str]:
    listed = secret.get_secret_value().split(",") if secret else []
    return [token.strip() for token in listed if token.strip()]


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogateescape")).digest()


def _signed(known: bytes, until: int) -> str:
    said = hmac.digest(known, f"copydesk session until {until}".encode(), "sha256")
    return f"{until}.{said.hex()}"
