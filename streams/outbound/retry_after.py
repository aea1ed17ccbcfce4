"""The header ``Retry-After``. Pure."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST_RETRY_AFTER_S: Final = 86_400.0


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
