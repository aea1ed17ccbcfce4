"""What each way of naming a time means, on the calendar of the entry's own zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from .tense import Tense
from .time_patterns import PARTS
from .time_values import count_of, feast_of, hour_of, month_of, weekday_of
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
