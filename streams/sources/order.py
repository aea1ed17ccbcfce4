"""Oldest first, where there are times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from schemas import RawEntry

_START = datetime.min.replace(tzinfo=UTC)


def oldest_first(entries: Sequence[RawEntry]) -> list[RawEntry]:
    """The entries by time of publication; equal ones, and those without times, as they stood.

    An entry without a time stays behind the one that it followed. Times are compared as
    instants, whatever their zones.
    """
    if not any(entry.published_at or entry.updated_at for entry in entries):
        return list(entries)
    keyed = []
    last = _START
    for entry in entries:
        last = entry.published_at or entry.updated_at or last
        keyed.append((last, entry))
    keyed.sort(key=lambda pair: pair[0])
    return [entry for _, entry in keyed]
