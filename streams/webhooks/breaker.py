"""A circuit breaker: an endpoint that is down is asked seldom, not by everything that waits. Pure.

Closed, it lets everything through. After some failures in a row it opens, and nothing is tried
for a pause. Then it is half-open: one attempt at a time goes through as a probe. A success closes
it; a failure opens it again for twice the pause.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import Field

from schemas import Model
from schemas.base import UtcTime

_MOST_DOUBLINGS: Final = 30


@dataclass(frozen=True, slots=True)
class BreakerRules:
    """When it opens, and for how long.

    Attributes:
        failures: in a row, to open it.
        pause_s: the first pause.
        longest_s: no pause is longer.
        jitter: by which share a pause may be longer or shorter.
    """

    failures: int = 5
    pause_s: float = 10.0
    longest_s: float = 900.0
    jitter: float = 0.1


class Breaker(Model):
    """The state of one endpoint's breaker.

    Attributes:
        failures: in a row.
        opened: how often it was opened since it was last closed.
        until: when the pause is over; absent while closed.
    """

    failures: int = Field(0, ge=0)
    opened: int = Field(0, ge=0)
    until: UtcTime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether everything goes through."""
        return self.until is None

    def lets_through(self, now: datetime, in_flight: int) -> int | None:
        """How many more attempts may begin; ``None`` for any number."""
        if self.until is None:
            return None
        return 1 if now >= self.until and in_flight == 0 else 0

    def after_success(self) -> Breaker:
        """The state after an attempt that succeeded."""
        return Breaker()

    def after_failure(self, now: datetime, rules: BreakerRules, rng: random.Random) -> Breaker:
        """The state after an attempt that failed."""
        failures = self.failures + 1
        if self.until is not None and now < self.until:
            # it had begun before the breaker opened, and says nothing new
            return self.model_copy(update={"failures": failures})
        if self.until is None and failures < rules.failures:
            return Breaker(failures=failures)
        pause = rules.pause_s * 2.0 ** min(self.opened, _MOST_DOUBLINGS)
        pause = min(rules.longest_s, pause) * rng.uniform(1 - rules.jitter, 1 + rules.jitter)
        return Breaker(
            failures=failures, opened=self.opened + 1, until=now + timedelta(seconds=pause)
        )
