"""How long to wait before the next poll."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_JITTER: Final = 0.1
_LONGEST_BACKOFF_S: Final = 900.0
_LONGEST_RETRY_AFTER_S: Final = 86_400.0


def pause_s(
    every_s: float, failures: int, retry_after_s: float | None, rng: random.Random
) -> float:
    """Seconds until the next poll.

    After a good poll about ``every_s``: the jitter keeps many sources from polling in step.
    After failures in a row twice as long for each, up to a quarter of an hour, or up to
    ``every_s`` where that is longer. Never sooner than the server asks.
    """
    if failures:
        longest = max(every_s, _LONGEST_BACKOFF_S)
        wait = min(longest, every_s * 2.0 ** min(failures, 30))
        wait *= rng.uniform(0.75, 1.0)
    else:
        wait = every_s * rng.uniform(1 - _JITTER, 1 + _JITTER)
    if retry_after_s is not None:
        wait = max(wait, retry_after_s * rng.uniform(1.0, 1 + _JITTER))
    return wait


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """What ``Retry-After`` asks for, in seconds, a day at most; nothing where it makes no sense."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        wait = float(value[:12])
    else:
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        wait = (moment - now).total_seconds()
    return min(_LONGEST_RETRY_AFTER_S, max(0.0, wait)) if math.isfinite(wait) else None
