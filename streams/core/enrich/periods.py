"""Periods and distances beside the entry's own time: "last month", "two years ago", "in a week"."""

from __future__ import annotations

import re
from datetime import date, timedelta, tzinfo

from .calendar_rules import Interval, Now, month_from, part_of, whole_days
from .time_values import count_of
from .time_words import Atom

_STEPS = {"last": -1, "previous": -1, "past": -1, "next": 1, "following": 1, "coming": 1}


def period_span(atom: Atom, now: Now) -> Interval:
    """A period beside the entry's own: "this week", "last year", "the week before last"."""
    match, today, zone = atom.match, now.today, now.zone
    if atom.how == "quarter":
        return _quarter(match, zone)
    words = match["which"].lower().split()
    step = next((_STEPS[word] for word in reversed(words) if word in _STEPS), 0)
    if match["part"]:
        part = match["part"].lower()
        if words == ["last"] and part == "night":
            return part_of(today - timedelta(days=1), part, zone)
        return part_of(today, "tonight" if part == "night" else part, zone)
    if match["beyond"]:
        step = -2 if "last" in match["beyond"] else 2
    unit = match["unit"].lower()
    if "same" in words and match["of"]:
        index = today.year * 12 + today.month - 1 - (12 if "year" in match["of"] else 1)
        return month_from(index // 12, index % 12 + 1, zone)
    if unit in {"hour", "minute"}:
        length = timedelta(hours=1) if unit == "hour" else timedelta(minutes=1)
        ends = sorted((now.at, now.at + step * length))
        return Interval(ends[0], ends[1])
    if unit in {"year", "decade", "century"}:
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        first = today.year // size * size + step * size
        return whole_days(date(first, 1, 1), date(first + size, 1, 1), zone)
    if unit in {"month", "quarter"}:
        size = 1 if unit == "month" else 3
        index = (today.year * 12 + today.month - 1) // size * size + step * size
        first, last = index, index + size
        return whole_days(
            date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, 1), zone
        )
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if unit == "weekend":
        return whole_days(monday + timedelta(days=5), monday + timedelta(days=7), zone)
    return whole_days(monday, monday + timedelta(days=7), zone)


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
    which = match["which"].lower()
    last = 12 // size
    index = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(which, last - 1)
    if index >= last:
        raise ValueError("a year has two halves")
    first = int(match["year"]) * 12 + index * size
    end = first + size
    return whole_days(date(first // 12, first % 12 + 1, 1), date(end // 12, end % 12 + 1, 1), zone)
