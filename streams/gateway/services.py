"""What the routes share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from aiohttp import web

from streams.raw_producer import Position

from .auth import Guard, Right
from .idempotency import Kept
from .in_flight import InFlight
from .metrics import Metrics


class Sender(Protocol):
    """Puts records onto ``news.raw``."""

    @property
    def overdue(self) -> int:
        """Records that were not acknowledged in time, and are still on their way."""

    async def send(self, records: Sequence[tuple[bytes, bytes]]) -> list[Position]:
        """Send keys and values; returns when Kafka has all of them.

        Raises:
            SendFailed: it has not, or not all.
        """

    async def ping(self, timeout_s: float) -> bool:
        """Whether a broker answers."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the routes share.

    Attributes:
        sender: puts records onto ``news.raw``.
        guard: knows who may read and push.
        in_flight: bounds what is on its way.
        kept: answers by their idempotency keys.
        metrics: counters.
    """

    sender: Sender
    guard: Guard
    in_flight: InFlight
    kept: Kept
    metrics: Metrics


SERVICES: Final = web.AppKey("services", Services)
CLIENT: Final = web.RequestKey("client", str)
RIGHTS: Final = web.RequestKey("rights", frozenset[Right])
