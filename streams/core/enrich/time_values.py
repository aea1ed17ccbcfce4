"""What was read of a time, as numbers."""

from __future__ import annotations

import re

from .numbers import value_of
from .time_patterns import FEASTS, NOON, SHORT_DAYS, SHORT_MONTHS

_MINUTES = {"half": 30, "quarter": 15, "twenty": 20, "ten": 10, "five": 5, "twenty-five": 25}
_VAGUE = {"a couple of": 2.0, "several": 3.0, "a few": 3.0, "few": 3.0}


def month_of(match: re.Match[str]) -> int:
    """The month that was read."""
    said = match["month"]
    return int(said) if said.isdigit() else SHORT_MONTHS[said[:3].lower()]


def weekday_of(match: re.Match[str]) -> int:
    """The day of the week that was read; Monday is 0."""
    return SHORT_DAYS[match["weekday"][:3].lower()]


def feast_of(match: re.Match[str]) -> tuple[int, int]:
    """Month and day of a feast."""
    return FEASTS[match["feast"].lower().replace("'", "’").removesuffix(" day")]


def count_of(match: re.Match[str]) -> float:
    """How many units of time."""
    said = (match["count"] or "a").lower()
    half = 0.5 if match["and"] else 0.0
    if said in _VAGUE:
        return _VAGUE[said]
    if said[0].isdigit():
        return float(said.replace(",", "")) + half
    if said.startswith("half"):
        return 0.5
    return (value_of(said) or 1.0) + half


def hour_of(match: re.Match[str], how: str) -> tuple[int, int, bool]:
    """Hour, minute, and whether the text says which half of the day."""
    if how == "bare":
        return NOON[match["word"].lower()], 0, True
    if how == "spoken":
        return _spoken(match)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        return hour % 12 + (12 if match["half"][0].lower() == "p" else 0), minute, True
    return hour, minute, hour > 12 or hour == 0 or match["hour"][0] == "0"


def _spoken(match: re.Match[str]) -> tuple[int, int, bool]:
    hour, minute = int(value_of(match["hour"]) or 0), 0
    if match["past"]:
        minute = _MINUTES[match["past"].lower()]
        if match["way"].lower() == "to":
            hour, minute = hour - 1, 60 - minute
    if match["part"]:
        later = match["part"].lower() != "morning" and hour < 12
        return hour + (12 if later else 0), minute, True
    return hour % 24, minute, False
