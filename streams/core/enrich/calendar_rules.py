"""What each way of naming a time means, on the calendar of the entry's own zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from .tense import Tense
from .time_patterns import PARTS
from .time_values import feast_of, hour_of, month_of, weekday_of
from .time_words import Atom
from .zones import zone_named


class Interval(NamedTuple):
    """From ``start`` up to, not including, ``end``; ``instant`` where a minute is meant."""

    start: datetime
    end: datetime
    instant: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """What times are reckoned from: the entry's time, and whether the text looks back or ahead."""

    at: datetime
    tense: Tense | None

    @property
    def zone(self) -> tzinfo | None:
        """The entry's zone."""
        return self.at.tzinfo

    @property
    def today(self) -> date:
        """The entry's day."""
        return self.at.date()

    @property
    def american(self) -> bool:
        """Whether the month comes before the day in figures, as west of the Atlantic."""
        offset = self.at.utcoffset()
        return offset is not None and timedelta(hours=-11) <= offset <= timedelta(hours=-3)


_AGAINST = 4
"""A day that the tense speaks against must be so much nearer."""


def whole_days(first: date, last: date, zone: tzinfo | None) -> Interval:
    """From one midnight to another."""
    return Interval(datetime.combine(first, time(), zone), datetime.combine(last, time(), zone))


def part_of(day: date, part: str, zone: tzinfo | None) -> Interval:
    """The morning, afternoon … of a day."""
    first, last = PARTS[part]
    midnight = datetime.combine(day, time(), zone)
    return Interval(midnight + timedelta(hours=first), midnight + timedelta(hours=last))


def day_of(atom: Atom, which: str | None, now: Now) -> tuple[date, date]:
    """The first and the last day that a name of days means.

    Raises:
        ValueError: there is no such day.
    """
    match, today = atom.match, now.today
    if atom.how == "weekday":
        day = _weekday(weekday_of(match), which, now, week=bool(match["week"]))
    elif atom.how == "near":
        word = match["word"].lower()
        days = 2 if "after tomorrow" in word else -2 if "before yesterday" in word else 0
        day = today + timedelta(days=days or {"yesterday": -1, "tomorrow": 1}.get(word, 0))
        if word == "overnight" and (now.at.hour < 14 or now.tense != "future"):
            day -= timedelta(days=1)
    elif atom.how == "iso":
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    elif atom.how == "slashed":
        day = _slashed(match, now)
    elif atom.how == "of_month":
        day = _of_month(int(match["day"]), now)
    elif atom.how == "feast":
        day = _nearest(*feast_of(match), now)
    else:
        groups = match.groupdict()
        first, month = int(match["day"]), month_of(match)
        year = groups.get("year")
        day = date(int(year), month, first) if year else _nearest(month, first, now)
        if groups.get("last"):
            return day, day.replace(day=int(groups["last"] or first))
    return day, day


def month_span(atom: Atom, which: str | None, now: Now) -> Interval:
    """The month that is named."""
    month, today = month_of(atom.match), now.today
    year = atom.match.groupdict().get("year")
    if year:
        return month_from(int(year), month, now.zone)
    if which == "last":
        return month_from(today.year - (month >= today.month), month, now.zone)
    if which == "next":
        return month_from(today.year + (month <= today.month), month, now.zone)
    months = min(
        (month - today.month + 12 * year for year in (-1, 0, 1)), key=lambda one: _apart(one, now)
    )
    return month_from(today.year + (today.month - 1 + months) // 12, month, now.zone)


def month_from(year: int, month: int, zone: tzinfo | None) -> Interval:
    """A whole month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return whole_days(date(year, month, 1), following, zone)


def year_span(atom: Atom, now: Now) -> Interval:
    """The year or decade that is named."""
    first = int(atom.match["year"])
    last = first + (10 if atom.how == "decade" else 1)
    to = atom.match["to"]
    if to:
        last = int(to if len(to) == 4 else f"{first // 100}{to}") + 1
    if last <= first:
        raise ValueError("a span of years that ends before it begins")
    return whole_days(date(first, 1, 1), date(last, 1, 1), now.zone)


def clock_on(atom: Atom, day: date | None, now: Now) -> Interval:
    """A clock time, of a day or of the one that fits."""
    zone = zone_named(atom.match.groupdict().get("zone"), day or now.today, now.zone)
    hour, minute, certain = hour_of(atom.match, atom.how)
    local = now.at.astimezone(zone)
    on = datetime.combine(
        day or (local.date() if zone is not now.zone else now.today), time(), zone
    )
    then = on + timedelta(hours=hour, minutes=minute)
    if not certain and hour <= 12:
        then = _half_of_day(then, hour, day, now)
    if day is None:
        if now.tense == "future" and then < now.at - timedelta(hours=6):
            then += timedelta(days=1)
        elif now.tense == "past" and then > now.at + timedelta(hours=6):
            then -= timedelta(days=1)
    return Interval(then, then + timedelta(minutes=1), instant=True)


def _half_of_day(then: datetime, hour: int, day: date | None, now: Now) -> datetime:
    """Whether the morning or the afternoon is meant, where the text does not say."""
    other = then + timedelta(hours=12 if hour < 12 else 0)
    if day is not None and day != now.today:
        return other if 1 <= hour <= 6 else then
    if now.tense == "future":
        return then if then >= now.at or other < now.at else other
    return other if then <= now.at and other <= now.at else then


def _weekday(index: int, which: str | None, now: Now, *, week: bool) -> date:
    today = now.today
    ahead = (index - today.weekday()) % 7
    monday = today - timedelta(days=today.weekday())
    if week:
        return today + timedelta(days=(ahead or 7) + 7)
    if which in {"this", "coming"}:
        return today + timedelta(days=ahead)
    if which in {"last", "past", "previous"}:
        return monday + timedelta(days=index - 7)
    if which == "next":
        return monday + timedelta(days=index + 7)
    if ahead == 0 or now.tense == "future" or (now.tense is None and ahead <= 3):
        return today + timedelta(days=ahead)
    return today + timedelta(days=ahead - 7)


def _nearest(month: int, day: int, now: Now) -> date:
    """The date in the year that fits: the nearest one unless the text looks back or ahead."""
    today = now.today
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise ValueError("no such day")
    return min(found, key=lambda one: _apart((one - today).days, now))


def _apart(days: int, now: Now) -> float:
    """How far something lies off; what the tense speaks against counts for more."""
    against = (days > 0 and now.tense == "past") or (days < 0 and now.tense == "future")
    return abs(days) * (_AGAINST if against else 1)


def _of_month(day: int, now: Now) -> date:
    this = now.today.replace(day=day)
    if now.tense == "future" and this < now.today:
        return month_from(this.year, this.month, None).end.date().replace(day=day)
    if now.tense == "past" and this > now.today:
        return (this.replace(day=1) - timedelta(days=1)).replace(day=day)
    return this


def _slashed(match: re.Match[str], now: Now) -> date:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    year += 2000 if year < 100 else 0
    month, day = (one, two) if (now.american and one <= 12) or two > 12 else (two, one)
    return date(year, month, day)
