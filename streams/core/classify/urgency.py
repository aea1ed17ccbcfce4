"""How urgent an entry is, on the IPTC scale: 1 most, 5 normal, 8 least."""

from __future__ import annotations

from typing import Final

import numpy as np

from schemas import Entry, Kind

from .heads import LEVELS, Scores

# Kinds without news of their own have their level, and little room round it.
_ROOM: Final[dict[str, tuple[int, int]]] = {
    "boilerplate": (8, 8),
    "housekeeping": (8, 8),
    "related": (7, 7),
    "gallery": (7, 7),
    "embed": (6, 7),
    "live-event": (5, 6),
    "correction": (5, 6),
    "explainer": (5, 6),
    "summary": (2, 6),
    "key-points": (2, 6),
    "statement": (2, 6),
    "quote": (2, 6),
}
_NEWS, _PLAIN = (1, 7), 5
_BREAKING, _SOURCE_BREAKING = 3, 2
LEAST_BREAKING: Final = -0.8
"""The score from which the words call an entry breaking, where the source says how urgent it is."""


def urgency_of(entry: Entry, kind: Kind, scores: Scores | None) -> tuple[int, bool]:
    """The level, and whether the entry is breaking news.

    The source's own number wins. An entry that its source marks as a key event goes up one level.
    """
    news = kind not in {"boilerplate", "housekeeping", "related", "gallery"}
    if entry.urgency is not None:
        words = scores is not None and scores.breaking > LEAST_BREAKING
        return entry.urgency, news and (
            entry.urgency <= _SOURCE_BREAKING or (words and entry.urgency <= _BREAKING)
        )
    if scores is None:
        return min(max(_PLAIN, _ROOM.get(kind, _NEWS)[0]), 8), False
    level = level_of(scores, kind)
    if entry.key_event and kind == "report" and level > 1:
        level -= 1
    return level, is_breaking(kind, level)


def level_of(scores: Scores, kind: Kind) -> int:
    """The likeliest level among those that the kind leaves."""
    low, high = _ROOM.get(kind, _NEWS)
    return low + int(np.argmax(scores.urgency[:LEVELS][low - 1 : high]))


def is_breaking(kind: Kind, level: int) -> bool:
    """What changes a country or more, where it is reported and not summed up."""
    return kind in {"report", "live-event", "quote"} and level <= _SOURCE_BREAKING
