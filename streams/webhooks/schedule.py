"""When a delivery that failed is tried again. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

_UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0}
_PAUSE: Final = re.compile(r"(\d+(?:\.\d+)?)([smh])")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Pauses between the attempts of one delivery.

    Attributes:
        pauses_s: seconds from each failure to the next attempt; after the last one none is left.
        jitter: by which share a pause may be longer or shorter, so that many do not come at once.
    """

    pauses_s: Sequence[float]
    jitter: float = 0.1

    @classmethod
    def parse(cls, text: str) -> Self:
        """The schedule that a setting asks for, like ``5s,5m,2h``.

        Raises:
            ValueError: it is not a list of pauses.
        """
        found = [_PAUSE.fullmatch(part.strip()) for part in text.split(",")]
        if not all(found):
            raise ValueError('must be pauses like "5s,5m,2h"')
        return cls(tuple(float(one[1]) * _UNITS[one[2]] for one in found if one))

    def pause(
        self, attempts: int, retry_after_s: float | None, rng: random.Random
    ) -> timedelta | None:
        """The pause after so many failed attempts; ``None`` when the delivery is to be given up.

        Args:
            attempts: 1 or more.
            retry_after_s: what the endpoint asks for; the pause is never shorter.
            rng: draws the jitter.
        """
        if attempts > len(self.pauses_s):
            return None
        wait = self.pauses_s[attempts - 1] * rng.uniform(1 - self.jitter, 1 + self.jitter)
        if retry_after_s is not None:
            wait = max(wait, retry_after_s * rng.uniform(1, 1 + self.jitter))
        return timedelta(seconds=wait)
