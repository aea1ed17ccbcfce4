"""What moments mean: from their pieces to instants."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .calendar_rules import (
    Interval,
    Now,
    clock_on,
    day_of,
    month_span,
    part_of,
    whole_days,
    year_span,
)
from .moments import Moment
from .periods import ago_span, period_span
from .time_words import Atom


def interval(moment: Moment, now: Now) -> Interval | None:
    """What a moment means.

    Raises:
        ValueError: there is no such time.
    """
    main = moment.main
    if moment.clock:
        day = moment.day and _first_day(moment.day, moment.which, now)
        return clock_on(moment.clock, day, now)
    if moment.day:
        return _day(moment, moment.day, now)
    if moment.part:
        return part_of(now.today, moment.part, now.zone)
    if main.kind == "month":
        return month_span(main, moment.which, now)
    reckon = _RECKON.get(main.kind)
    return reckon(main, now) if reckon else None


_RECKON = {"year": year_span, "ago": ago_span, "period": period_span}


def _first_day(atom: Atom, which: str | None, now: Now) -> date:
    # "at nine this morning" is today
    return now.today if atom.kind == "period" else day_of(atom, which, now)[0]


def _day(moment: Moment, atom: Atom, now: Now) -> Interval:
    first, last = day_of(atom, moment.which, now)
    groups = atom.match.groupdict()
    part = (
        moment.part
        or groups.get("part")
        or (
            atom.match["word"].lower()
            if atom.how == "near" and atom.match["word"].lower() in {"tonight", "overnight"}
            else None
        )
    )
    if part:
        return part_of(first, part.lower(), now.zone)
    midnight = datetime.combine(first, time(), now.zone)
    if moment.shade == "late":
        return Interval(midnight + timedelta(hours=18), midnight + timedelta(hours=24))
    if moment.shade == "early":
        return Interval(midnight, midnight + timedelta(hours=6))
    return whole_days(first, last + timedelta(days=1), now.zone)


def middle(span: Interval) -> Interval:
    """The day in the middle of a period, which "mid-August" is as a limit."""
    day = (span.start + (span.end - span.start) / 2).date()
    first = (
        date(day.year, day.month, 15)
        if (span.end - span.start).days > 27 and (span.end - span.start).days < 32
        else day
    )
    return whole_days(first, first + timedelta(days=1), span.start.tzinfo)
