"""The table: every part of the gateway. A new part adds itself here."""

from __future__ import annotations

from typing import Final

from . import feeds, pushing, reading, service, streaming, webhooks
from .table import Part

PARTS: Final[tuple[Part, ...]] = (
    pushing.PART,
    reading.EVENTS,
    reading.STORIES,
    feeds.PART,
    streaming.PART,
    webhooks.PART,
    service.SESSION,
    service.CONTRACT,
    service.HEALTH,
)
