"""One page over HTTP: conditional, bounded in size and time, every redirect checked."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession, InvalidURL
from yarl import URL

from streams.errors import FetchFailed, FetchRefused
from streams.outbound.addresses import AddressRefused, is_public
from streams.outbound.clock import Clock
from streams.outbound.retry_after import retry_after_s

from . import body, robots
from .hosts import Hosts
from .robots_cache import RobotsCache

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({429, 503})
_OK: Final = frozenset({200, 203})
_MOST_REDIRECTS: Final = 5
_LONGEST_VALIDATOR: Final = 1_024
# RFC 9309: at least 500 KiB of a robots.txt are read, what follows may be left out.
_ROBOTS_BYTES: Final = 512 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may cost.

    Attributes:
        max_bytes: largest body, decompressed.
        timeout_s: for a request from connecting to the last byte, so that drips end as well.
        allow_private: also addresses that are not of the public internet.
    """

    max_bytes: int
    timeout_s: float
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask with for changes.

    Attributes:
        url: whose answer they came with; they are sent to no other.
        etag: the ``ETag``.
        last_modified: the ``Last-Modified``.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An answer.

    Attributes:
        data: its body; ``None`` where the server says that nothing has changed.
        validators: for the next request.
        whole: it said how long it is, so that nothing of it can be missing.
    """

    data: bytes | None
    validators: Validators
    whole: bool = True


class Fetcher:
    """Fetches pages, within the limits and as robots.txt allows.

    Args:
        session: does not decompress, keeps no cookies, takes no proxy from the environment.
        limits: of every request.
        hosts: the turns of the hosts.
        clock: tells the time.
    """

    def __init__(self, session: ClientSession, limits: Limits, hosts: Hosts, clock: Clock) -> None:
        self._session = session
        self._limits = limits
        self._hosts = hosts
        self._clock = clock
        self._robots = RobotsCache(self._robots_txt, clock)

    async def page(self, url: URL, known: Validators | None = None) -> Page:
        """Fetch a page; user name and password in its address go to its own origin only.

        Raises:
            FetchFailed: the network or the server failed.
            FetchRefused: a rule forbids it.
        """
        start = url
        for _ in range(_MOST_REDIRECTS + 1):
            self._check(url)
            rules = await self._robots.rules(url.origin())
            if not rules.allow(url.raw_path_qs):
                raise FetchRefused(f"robots.txt of {url.host} forbids it")
            auth = _auth(start) if url.origin() == start.origin() else None
            async with self._ask(url, known, auth, rules.delay_s) as response:
                if response.status not in _REDIRECTS:
                    return await self._page(url, response, known)
                url = _next(url, response)
        raise FetchRefused(f"it redirects more than {_MOST_REDIRECTS} times")

    async def _page(self, url: URL, response: ClientResponse, known: Validators | None) -> Page:
        address = str(url.with_user(None))
        if response.status == 304 and known is not None and known.url == address:
            return Page(None, known)
        if response.status not in _OK:
            raise self._failure(url, response)
        data = await body.read(response, self._limits.max_bytes)
        headers = response.headers
        whole = any(
            name in headers for name in ("Content-Length", "Transfer-Encoding", "Content-Encoding")
        )
        etag, modified = map(_plain, (headers.get("ETag"), headers.get("Last-Modified")))
        return Page(data, Validators(address, etag, modified), whole)

    async def _robots_txt(self, url: URL) -> tuple[int, bytes]:
        for _ in range(_MOST_REDIRECTS + 1):
            self._check(url)
            async with self._ask(url, None, None, 0.0) as response:
                if response.status in _REDIRECTS:
                    url = _next(url, response)
                    continue
                if response.status in _BUSY or response.status >= 500:
                    raise self._failure(url, response)
                if response.status not in _OK:
                    return response.status, b""
                return response.status, await body.read(response, _ROBOTS_BYTES, cut=True)
        return 404, b""  # RFC 9309: one that redirects for ever is none

    @asynccontextmanager
    async def _ask(
        self, url: URL, known: Validators | None, auth: str | None, delay_s: float
    ) -> AsyncIterator[ClientResponse]:
        headers = {"Accept-Encoding": body.ACCEPT_ENCODING}
        if known is not None and known.url == str(url.with_user(None)):
            if known.etag:
                headers["If-None-Match"] = known.etag
            if known.last_modified:
                headers["If-Modified-Since"] = known.last_modified
        if auth is not None:
            headers["Authorization"] = auth
        async with self._hosts.turn(url.host or "", delay_s):
            try:
                async with (
                    asyncio.timeout(self._limits.timeout_s),
                    self._session.get(
                        url.with_user(None), headers=headers, allow_redirects=False
                    ) as response,
                ):
                    yield response
            except TimeoutError:
                raise FetchFailed(
                    f"no complete answer within {self._limits.timeout_s:g} s"
                ) from None
            except ClientConnectorError as error:
                if isinstance(error.os_error, AddressRefused):
                    raise _not_public(error.os_error) from None
                raise FetchFailed(f"{url.host} cannot be reached: {error.os_error}") from error
            except InvalidURL:
                raise FetchRefused(f"{url.host} is not the name of a host") from None
            except (ClientError, OSError, ValueError) as error:
                raise FetchFailed(f"the answer is broken: {type(error).__name__}") from error

    def _check(self, url: URL) -> None:
        if url.scheme not in {"http", "https"} or not url.host:
            raise FetchRefused(
                f"{url.scheme or 'an address without a scheme'} is not http or https"
            )
        try:
            ip_address(url.host)
        except ValueError:
            return  # a name: checked when it is looked up
        if not self._limits.allow_private and not is_public(url.host):
            raise _not_public(AddressRefused(url.host))

    def _failure(self, url: URL, response: ClientResponse) -> FetchFailed:
        wait = retry_after_s(response.headers.get("Retry-After"), self._clock.now())
        if wait is not None and response.status in _BUSY:
            self._hosts.hold(url.host or "", wait)
        return FetchFailed(f"the server answered {response.status}", wait)


def _not_public(error: AddressRefused) -> FetchRefused:
    return FetchRefused(f"{error}; allow it with: --allow-private")


def _auth(url: URL) -> str | None:
    if url.user is None and url.password is None:
        return None
    login = f"{url.user or ''}:{url.password or ''}"
    return f"Basic {b64encode(login.encode()).decode()}"


def _plain(value: str | None) -> str | None:
    # it is stored and sent back: what could not be is as good as none
    if value is None or len(value) > _LONGEST_VALIDATOR:
        return None
    return value if value.isascii() and value.isprintable() else None


def _next(url: URL, response: ClientResponse) -> URL:
    location = response.headers.get("Location")
    if not location:
        raise FetchFailed(f"the server answered {response.status} without saying where to go")
    try:
        found = url.with_user(None).join(URL(location)).with_fragment(None)
    except ValueError:
        raise FetchFailed("the server redirects to something that is no address") from None
    # a name and password in the answer are somebody's wish that we log in with them
    return found.with_user(None) if found.host else found


def user_agent(version: str) -> str:
    """How the watcher calls itself."""
    return f"{robots.AGENT}/{version}"
