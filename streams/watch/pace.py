"""How long to wait before the next poll."""

from __future__ import annotations

import random
from typing import Final

_JITTER: Final = 0.1
_LONGEST_BACKOFF_S: Final = 900.0


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
