"""One attempt: a signed request to an endpoint of others, bounded in every way."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
)
from aiohttp.abc import AbstractResolver
from yarl import URL

from streams import __version__
from streams.outbound.addresses import AddressRefused, connector
from streams.outbound.clock import Clock
from streams.outbound.retry_after import retry_after_s

from .backlog import Failure
from .message import CONTENT_TYPE
from .model import Subscription
from .vault import InvalidToken, Vault

_CONNECT_WITHIN_S: Final = 10.0
# an answer's body says nothing to us; a short one is read so that the connection can go on
_MOST_OF_A_BODY: Final = 4096
_BODY_WITHIN_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an attempt.

    Attributes:
        failure: why it failed; ``None`` where it was delivered.
        status: of the answer, where there was one.
        seconds: how long it took.
    """

    failure: Failure | None
    status: int | None
    seconds: float


def session(*, allow_private: bool, resolver: AbstractResolver | None = None) -> ClientSession:
    """How webhooks talk HTTP: no cookies, no proxy, nothing unpacked, public addresses only."""
    return ClientSession(
        # as many connections as there are attempts: slow endpoints must not use up those of others
        connector=connector(allow_private=allow_private, resolver=resolver, most=0),
        auto_decompress=False,
        cookie_jar=DummyCookieJar(),
        headers={"User-Agent": f"copydesk-webhooks/{__version__}"},
        timeout=ClientTimeout(total=None, sock_connect=_CONNECT_WITHIN_S),
    )


class Poster:
    """Makes attempts.

    Args:
        http: see ``session``.
        vault: signs.
        clock: tells the time.
        timeout_s: for an attempt from connecting to the head of the answer.
    """

    def __init__(self, http: ClientSession, vault: Vault, clock: Clock, timeout_s: float) -> None:
        self._http = http
        self._vault = vault
        self._clock = clock
        self._timeout_s = timeout_s

    async def post(self, subscription: Subscription, id_: str, body: bytes) -> Answer:
        """Make one attempt; what goes wrong is in the answer."""
        began = self._clock.monotonic()
        failure, status = await self._failure(subscription, id_, body)
        return Answer(failure, status, self._clock.monotonic() - began)

    async def _failure(
        self, subscription: Subscription, id_: str, body: bytes
    ) -> tuple[Failure | None, int | None]:
        try:
            headers = self._vault.sign(subscription.secrets, id_, body, self._clock.now())
            headers["Content-Type"] = CONTENT_TYPE
            async with asyncio.timeout(self._timeout_s):
                response = await self._http.post(
                    URL(subscription.url), data=body, headers=headers, allow_redirects=False
                )
        except (InvalidToken, ClientError, OSError, ValueError) as error:
            return Failure(self._said(error)), None
        try:
            return self._judged(response), response.status
        finally:
            await _leave(response)

    def _said(self, error: Exception) -> str:
        # the first that fits: some of them are kinds of others
        match error:
            case InvalidToken():
                return "its secret was sealed with another COPYDESK_WEBHOOKS_KEY"
            case ClientConnectorError(os_error=AddressRefused() as refused):
                return str(refused)
            case ClientConnectorError():
                return (
                    f"the endpoint cannot be reached: {error.os_error.strerror or error.os_error}"
                )
            case InvalidURL():
                return "the address has no name of a host"
            case TimeoutError():
                return f"no answer within {self._timeout_s:g} s"
            case _:
                return f"the answer is broken: {type(error).__name__}"

    def _judged(self, response: ClientResponse) -> Failure | None:
        status = response.status
        if 200 <= status < 300:
            return None
        said = f"the answer was {status}"
        if 300 <= status < 400:
            said += ", and redirects are not followed: change the address"
        wait = retry_after_s(response.headers.get("Retry-After"), self._clock.now())
        return Failure(said, status, wait)


async def _leave(response: ClientResponse) -> None:
    """Read a short body and keep the connection; cut off a long or a slow one."""
    try:
        async with asyncio.timeout(_BODY_WITHIN_S):
            left = _MOST_OF_A_BODY
            while left > 0 and not response.content.at_eof():
                left -= len(await response.content.read(left))
    except (TimeoutError, ClientError, OSError, ValueError):
        pass
    finally:
        if response.content.at_eof():
            response.release()
        else:
            response.close()
