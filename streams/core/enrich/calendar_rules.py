"""What each way of naming a time means, on the calendar of the entry's own zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


_PARTS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 30)}


Interval = tuple[datetime, datetime]


def _whole_days(first: date, last: date, zone: tzinfo | None) -> Interval:
    return datetime.combine(first, time(), zone), datetime.combine(last, time(), zone)


def _day(day: date, zone: tzinfo | None) -> Interval:
    return _whole_days(day, day + timedelta(days=1), zone)


def _month(year: int, month: int, zone: tzinfo | None) -> Interval:
    following = date(year + month // 12, month % 12 + 1, 1)
    return _whole_days(date(year, month, 1), following, zone)


def _number(name: str) -> int:
    return MONTHS.index(name.lower()) + 1


def _nearest(day: int, month: int, today: date, *, future: bool) -> date:
    """The nearest such date: past unless the sentence looks ahead."""
    this = date(today.year, month, day)
    if future and this < today - timedelta(days=30):
        return this.replace(year=today.year + 1)
    if not future and this > today + timedelta(days=30):
        return this.replace(year=today.year - 1)
    return this


def _until(
    match: re.Match[str], today: date, at: datetime, zone: tzinfo | None, _: bool
) -> Interval | None:
    month = _number(match["until_month"])
    year = today.year + (month < today.month)
    return at, _month(year, month, zone)[1]


def _date(
    match: re.Match[str], today: date, _at: datetime, zone: tzinfo | None, future: bool
) -> Interval | None:
    day, month, year = (
        (match["d1"], match["m1"], match["y1"])
        if match["dmy"]
        else (match["d2"], match["m2"], match["y2"])
    )
    if year:
        return _day(date(int(year), _number(month), int(day)), zone)
    return _day(_nearest(int(day), _number(month), today, future=future), zone)


def _month_year(
    match: re.Match[str], _today: date, _at: datetime, zone: tzinfo | None, _: bool
) -> Interval | None:
    return _month(int(match["y3"]), _number(match["m3"]), zone)


def _iso(
    match: re.Match[str], _today: date, _at: datetime, zone: tzinfo | None, _: bool
) -> Interval | None:
    return _day(date.fromisoformat(match["iso"]), zone)


def _part_of_day(
    match: re.Match[str], today: date, _at: datetime, zone: tzinfo | None, future: bool
) -> Interval | None:
    word = match["part"].lower()
    if word in DAYS:
        day = _weekday(word, today, future=future)
    else:
        day = today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    first, last = _PARTS[match["of"]]
    midnight = datetime.combine(day, time(), zone)
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def _word(
    match: re.Match[str], today: date, _at: datetime, zone: tzinfo | None, _: bool
) -> Interval | None:
    word = match["word"].lower()
    if word in {"tonight", "last night", "overnight"}:
        midnight = datetime.combine(today, time(), zone)
        evening = midnight + timedelta(hours=18 if word == "tonight" else -6)
        return evening, evening + timedelta(hours=12)
    return _day(today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0)), zone)


def _period(
    match: re.Match[str], today: date, _at: datetime, zone: tzinfo | None, _: bool
) -> Interval | None:
    step = {"last": -1, "this": 0, "next": 1}[match["period"].lower()]
    unit = match["unit"]
    if unit == "year":
        return _whole_days(date(today.year + step, 1, 1), date(today.year + step + 1, 1, 1), zone)
    if unit == "month":
        index = today.year * 12 + today.month - 1 + step
        return _month(index // 12, index % 12 + 1, zone)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if unit == "weekend":
        return _whole_days(monday + timedelta(days=5), monday + timedelta(days=7), zone)
    return _whole_days(monday, monday + timedelta(days=7), zone)


def _weekday(name: str, today: date, *, future: bool) -> date:
    ahead = (DAYS.index(name) - today.weekday()) % 7
    if future or ahead == 0:
        return today + timedelta(days=ahead)
    return today + timedelta(days=ahead - 7)


def _on_day(
    match: re.Match[str], today: date, _at: datetime, zone: tzinfo | None, future: bool
) -> Interval | None:
    which = (match["which"] or "").lower()
    day = _weekday(
        match["day"].lower(), today, future=(future and which != "last") or which == "next"
    )
    if day == today and which in {"last", "next"}:
        day += timedelta(days=7 if which == "next" else -7)
    return _day(day, zone)


def _in_month(
    match: re.Match[str], today: date, _at: datetime, zone: tzinfo | None, future: bool
) -> Interval | None:
    month, relation = _number(match["month"]), match["rel"].lower()
    year = today.year
    if relation == "last":
        year -= month >= today.month
    elif relation == "next":
        year += month <= today.month
    elif future:
        year += month < today.month
    else:
        year -= month > today.month
    return _month(year, month, zone)


def _year(
    match: re.Match[str], _today: date, _at: datetime, zone: tzinfo | None, _: bool
) -> Interval | None:
    year = int(match["year"])
    return _whole_days(date(year, 1, 1), date(year + 1, 1, 1), zone)


_Rule = Callable[[re.Match[str], date, datetime, tzinfo | None, bool], Interval | None]


RULES: tuple[tuple[str, _Rule], ...] = (
    ("until", _until), ("dmy", _date), ("mdy", _date), ("my", _month_year), ("iso", _iso),
    ("part", _part_of_day), ("word", _word), ("period", _period), ("day", _on_day),
    ("month", _in_month), ("year", _year),
)  # fmt: skip
