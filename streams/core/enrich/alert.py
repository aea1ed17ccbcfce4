"""Which events people want to be woken for."""

from __future__ import annotations

from schemas import Corrected, Duplicated, Published, Revised, Withdrawn


def is_alert(event: Published | Revised | Corrected | Withdrawn | Duplicated, at_most: int) -> bool:
    """Whether an event also goes to the alerts: urgent or breaking, and new or put right.

    A revision is no alert of its own: the alert that it revises names the entry.
    """
    return isinstance(event, Published | Corrected) and (event.breaking or event.urgency <= at_most)
