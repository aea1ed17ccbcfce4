"""Where a client begins, and what it must know about that. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .cursor import Cursor, Offsets, later
from .live import Bounds
from .select import Begin

RETENTION: Final = "retention"
RECREATED: Final = "recreated"
PARTITIONS: Final = "partitions"

REASONS: Final = {
    RETENTION: "what comes next is older than what is kept; the stream goes on with the oldest",
    RECREATED: "the topic was made anew; the stream begins with the oldest",
    PARTITIONS: "the topic has another number of partitions; the stream begins with the oldest",
}
"""Why a cursor cannot be gone on from."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a client begins.

    Attributes:
        cursor: the offset of each partition's next record.
        reset: why it is not where the client wanted to go on, one of ``REASONS``; else ``None``.
    """

    cursor: Offsets
    reset: str | None = None


def begin(asked: Begin | Cursor, now: Offsets, bounds: Bounds) -> Beginning:
    """Where a client begins that asked for this.

    Args:
        asked: what the client asked for.
        now: where the live reading is.
        bounds: what Kafka has.
    """
    if asked == "now":
        return Beginning(now)
    if not isinstance(asked, Cursor):
        return Beginning(bounds.beginnings)
    if len(asked.offsets) != len(now):
        return Beginning(bounds.beginnings, PARTITIONS)
    if any(offset > end for offset, end in zip(asked.offsets, bounds.ends, strict=True)):
        return Beginning(bounds.beginnings, RECREATED)
    return kept(asked.offsets, bounds)


def kept(cursor: Offsets, bounds: Bounds) -> Beginning:
    """Where a client goes on whose next records may have been deleted by retention."""
    possible = later(cursor, bounds.beginnings)
    return Beginning(possible, None if possible == cursor else RETENTION)
