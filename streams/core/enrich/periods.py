"""Periods and distances beside the entry's own time: "last month", "two years ago", "in a week"."""

from __future__ import annotations

import re
from datetime import date, timedelta, tzinfo

from .calendar_rules import Interval, Now, month_from, part_of, whole_days
from .time_values import count_of
from .time_words import Atom

_STEPS = {"last": -1, "previous": -1, "past": -1, "next": 1, "following": 1, "coming": 1}

_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def period_span(atom: Atom, now: Now) -> Interval:
    """A period beside the entry's own: "this week", "last year", "the week before last"."""
    match, today, zone = atom.match, now.today, now.zone
    if atom.how == "quarter":
        return _quarter(match, zone)
    words = match["which"].lower().split()
    if match["part"]:
        part = match["part"].lower()
        before = words == ["last"] and part == "night"
        spoken = "tonight" if part == "night" and not before else part
        return part_of(today - timedelta(days=before), spoken, zone)
    unit = match["unit"].lower()
    if "same" in words and match["of"]:
        months = today.year * 12 + today.month - 1
        return _months(months - (12 if "year" in match["of"] else 1), 1, zone)
    step = next((_STEPS[word] for word in reversed(words) if word in _STEPS), 0)
    if match["beyond"]:
        step = -2 if "last" in match["beyond"] else 2
    return _beside(unit, step, now)


def _beside(unit: str, step: int, now: Now) -> Interval:
    """The week, month or year so many steps from the entry's own."""
    today, zone = now.today, now.zone
    if unit in _MONTHS_IN:
        size = _MONTHS_IN[unit]
        months = (today.year * 12 + today.month - 1) // size * size
        return _months(months + step * size, size, zone)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    first = monday + timedelta(days=5 if unit == "weekend" else 0)
    return whole_days(first, monday + timedelta(days=7), zone)


def _months(index: int, count: int, zone: tzinfo | None) -> Interval:
    """Whole months, the first of them counted from the year nought."""
    last = index + count
    return whole_days(
        date(index // 12, index % 12 + 1, 1), date(last // 12, last % 12 + 1, 1), zone
    )


def ago_span(atom: Atom, now: Now) -> Interval:
    """What lies so far back: years are calendar years, hours are exact."""
    count, unit = count_of(atom.match), atom.match["unit"].lower()
    return distant(-count, unit, now)


def distant(count: float, unit: str, now: Now) -> Interval:
    """What lies so many units ahead, or back where the count is negative."""
    years = {"year": 1, "decade": 10, "century": 100, "centurie": 100}
    if unit in {"second", "minute", "hour"}:
        then = now.at + timedelta(**{f"{unit}s": count})
        return Interval(then, then + timedelta(minutes=1), instant=True)
    if unit in years:
        year = now.today.year + round(count * years[unit])
        return whole_days(date(year, 1, 1), date(year + 1, 1, 1), now.zone)
    if unit == "month":
        index = now.today.year * 12 + now.today.month - 1 + round(count)
        return month_from(index // 12, index % 12 + 1, now.zone)
    days = {"week": 7, "weekend": 7, "fortnight": 14, "quarter": 91}.get(unit, 1)
    day = now.today + timedelta(days=round(count * days))
    return whole_days(day, day + timedelta(days=1), now.zone)


def length_of(count: float, unit: str) -> timedelta:
    """How long so many units are; months count 30 days, years 365."""
    days = {"second": 1 / 86_400, "minute": 1 / 1_440, "hour": 1 / 24, "week": 7, "weekend": 7, "fortnight": 14,
            "month": 30, "quarter": 91, "year": 365, "decade": 3_652, "century": 36_524, "centurie": 36_524}  # fmt: skip
    return timedelta(days=count * days.get(unit, 1))


def _quarter(match: re.Match[str], zone: tzinfo | None) -> Interval:
    size = 3 if match["unit"].lower() == "quarter" else 6
    last = 12 // size
    index = _ORDER.get(match["which"].lower(), last - 1)
    if index >= last:
        raise ValueError("a year has two halves")
    return _months(int(match["year"]) * 12 + index * size, size, zone)
