"""The shorthand in which bench/gold writes what a time means, as instants.

A point is ``at`` (the entry's own time, also ``at-24h``, ``at+3d``), a year ``2019``, a month
``2025-03``, a day ``2025-03-01`` or ``03-01`` (of the entry's year), or a minute ``03-01T15:00`` or
``T15:00`` (of the entry's day). After a day may follow ``morning``, ``week`` and so on. ``A/B`` runs
from the start of A to the end of B. All in the entry's zone, unless a minute names its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_PARTS = {
    # hours after midnight of the day named
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "tonight": (18, 30),
    "night": (20, 30),
}
_DAYS = {"week": 7, "weekend": 2}
_POINT = re.compile(
    r"(?P<at>at)(?:(?P<shift>[+-]\d+)(?P<unit>[mhdw]))?"
    r"|(?P<year>\d{4})(?:-(?P<month>\d\d))?"
    r"|(?:(?:(?P<in_year>\d{4})-)?(?P<of_month>\d\d)-(?P<day>\d\d))?"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?P<zone>[+-]\d\d:\d\d)?)?(?: (?P<part>[a-z]+))?"
)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``start`` up to, not including, ``end``.

    Attributes:
        start: first instant meant.
        end: first instant no longer meant.
        grain: ``minute``, ``part-of-day``, ``day``, ``week``, ``month``, ``year``, or ``interval``
            where two points were named.
    """

    start: datetime
    end: datetime
    grain: str


def interval(shorthand: str, at: datetime) -> Interval:
    """Read the shorthand.

    Raises:
        ValueError: it is none, or ends before it starts.
    """
    first, slash, last = shorthand.strip().partition("/")
    found = _point(first, at)
    if slash:
        other = _point(last, at)
        # "by 6pm" ends at six, not a minute later
        end = other.start if other.grain == "minute" else other.end
        found = Interval(found.start, end, "interval")
    if found.end < found.start:
        raise ValueError(f"{shorthand!r} ends before it starts")
    return found


def _point(text: str, at: datetime) -> Interval:
    match = _POINT.fullmatch(text)
    if not text or match is None:
        raise ValueError(f"{text!r} is no point in time; see bench/score/gold_time.py")
    if match["at"]:
        shift = timedelta(**{_UNITS[match["unit"] or "m"]: int(match["shift"] or 0)})
        return Interval(at + shift, at + shift, "minute")
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if match["year"]:
        return _year_or_month(midnight, int(match["year"]), match["month"])
    if match["day"]:
        midnight = midnight.replace(
            year=int(match["in_year"] or at.year),
            month=int(match["of_month"]),
            day=int(match["day"]),
        )
    if match["hour"]:
        time = midnight.replace(hour=int(match["hour"]), minute=int(match["minute"]))
        if match["zone"]:
            time = datetime.fromisoformat(time.isoformat()[:19] + match["zone"])
        return Interval(time, time + timedelta(minutes=1), "minute")
    return _day(midnight, match["part"])


def _day(midnight: datetime, part: str | None) -> Interval:
    if part in _PARTS:
        start, end = (midnight + timedelta(hours=hours) for hours in _PARTS[part])
        return Interval(start, end, "part-of-day")
    if part is not None and part not in _DAYS:
        raise ValueError(f"{part!r} is no part of a day: use {', '.join([*_PARTS, *_DAYS])}")
    grain = "day" if part is None else "week" if part == "week" else "interval"
    return Interval(midnight, midnight + timedelta(days=_DAYS.get(part or "", 1)), grain)


def _year_or_month(midnight: datetime, year: int, month: str | None) -> Interval:
    start = midnight.replace(year=year, month=int(month or 1), day=1)
    if month is None:
        return Interval(start, start.replace(year=year + 1), "year")
    following = start.replace(year=year + start.month // 12, month=start.month % 12 + 1)
    return Interval(start, following, "month")
