"""How much may be on its way to Kafka, so that a slow broker does not fill the memory."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from streams.errors import RequestRefused

_MOST_BYTES: Final = 128 * 1024 * 1024
_SLOW_SHARE: Final = 0.25


class InFlight:
    """Lets requests in while there is room and Kafka keeps up.

    Args:
        most: requests at once.
        send_timeout_s: how long a send may take; one that takes a quarter of it makes new
            requests wait outside.
        clock: seconds that never go back.
    """

    def __init__(
        self, most: int, send_timeout_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._slow_s = send_timeout_s * _SLOW_SHARE
        self._clock = clock
        self._numbers = itertools.count()
        self._sends: dict[int, float] = {}
        self._bytes = 0
        self.requests = 0

    @contextmanager
    def admitted(self, size: int) -> Iterator[None]:
        """Take a place for a request.

        Args:
            size: what its body may hold.

        Raises:
            RequestRefused: there is none.
        """
        if self.requests >= self._most or (self._bytes and self._bytes + size > _MOST_BYTES):
            raise RequestRefused(429, "too many requests are on their way", retry_after_s=1)
        oldest = min(self._sends.values(), default=None)
        if oldest is not None and self._clock() - oldest > self._slow_s:
            raise RequestRefused(429, "Kafka is slow; send less at once", retry_after_s=2)
        self.requests += 1
        self._bytes += size
        try:
            yield
        finally:
            self.requests -= 1
            self._bytes -= size

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Keep the time while Kafka takes a request."""
        number = next(self._numbers)
        self._sends[number] = self._clock()
        try:
            yield
        finally:
            del self._sends[number]
