"""The settings of threading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """What decides which story an entry joins. docs/models/idf.md says what they were tuned on.

    Attributes:
        join: how alike an entry and a story must be; below, the entry opens its own.
        link: how alike an entry and a second story must be to ask whether both are one.
        merge: how alike two stories must be to become one.
        part: how unlike the two halves of a story must be to become two.
        same_coverage: added where a story already stands in the entry's live blog.
        window_days: a story without an entry for so long takes up no more.
        fade_days: an entry so long after a story's last one is half as alike.
        near: how many of a story's latest entries an entry is compared with one by one.
        candidates: how many stories are compared in full.
        crowded: a word that stands in more stories than this finds none.
    """

    join: float = 0.3
    link: float = 0.2
    merge: float = 0.28
    part: float = 0.12
    same_coverage: float = 0.05
    window_days: int = 7
    fade_days: int = 14
    near: int = 6
    candidates: int = 3
    crowded: int = 32
