"""Moments: pieces of time that stand together and name one point or period, with what limits it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

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
from .periods import ago_span, period_span
from .time_words import Atom, atoms
from .tokens import Part

_TO_DAY = frozenset(
    {
        " ",
        ", ",
        " on ",
        ", on ",
        " on the ",
        " of ",
        " this ",
        " (",
        " local time on ",
        " local time ",
    }
)
_TO_CLOCK = frozenset(
    {
        " at ",
        " ",
        ", at ",
        " at about ",
        " at around ",
        " at exactly ",
        ", ",
        " by ",
        " from ",
        " until ",
    }
)
_TO_DATE = frozenset({" ", ", ", ", the ", " the "})
_SHADES = re.compile(
    r"\b(?P<shade>early|late|mid|beginning of|start of|end of|close of|middle of|early hours of|dawn on|turn of)(?P<link>-| on | in | |)(?:the )?$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?P<which>this coming|this past|the coming|this|last|next|past)(?: early| late)? $",
    re.IGNORECASE,
)
_PART_LEAD = re.compile(
    r"\b(?:in the|during the|through the|before|until|since|at|by|after|from|into the|early|late|of the) $",
    re.IGNORECASE,
)


class Moment(NamedTuple):
    """A point or period, with its words.

    Attributes:
        start: of its first character.
        end: behind its last one.
        main: the piece that fixes it.
        day: the day of a clock time or a part of the day.
        part: of the day.
        clock: the time of day.
        which: "this", "last" or "next" before a day or month.
        shade: "early", "late", "start", "end" and so on.
    """

    start: int
    end: int
    main: Atom
    day: Atom | None = None
    part: str | None = None
    clock: Atom | None = None
    which: str | None = None
    shade: str | None = None


def moments(part: Part) -> list[Moment]:
    """All of one part, in order."""
    found: list[Moment] = []
    pieces = atoms(part)
    index = 0
    while index < len(pieces):
        moment, index = _moment(part.text, pieces, index)
        if moment:
            floor = found[-1].end if found else 0
            found.append(_modified(part.text, moment, floor))
    return found


def _moment(text: str, pieces: list[Atom], index: int) -> tuple[Moment | None, int]:
    first = pieces[index]
    index += 1

    def gap() -> str:
        return text[end : pieces[index].start] if index < len(pieces) else "\n"

    end = first.end
    day, clock, part = (first if first.kind == "day" else None), None, None
    if first.kind == "clock":
        clock = first
        if (
            gap() == " ("
            and pieces[index].kind == "clock"
            and text[pieces[index].end : pieces[index].end + 1] == ")"
        ):
            end = pieces[index].end + 1
            index += 1
        if gap() in _TO_DAY and _is_day(pieces[index]):
            day, end = pieces[index], pieces[index].end
            index += 1
    if (
        day
        and day.how == "weekday"
        and gap() in _TO_DATE
        and pieces[index].kind == "day"
        and pieces[index].how in {"dmy", "mdy", "of_month", "iso"}
    ):
        day, end = pieces[index], pieces[index].end
        index += 1
    if day and clock is None and index < len(pieces):
        if (
            gap() in _TO_CLOCK
            and pieces[index].kind == "clock"
            and (gap() != ", " or pieces[index].how == "clock")
        ):
            # "tomorrow until noon" has its limit inside
            if gap() in {" by ", " from ", " until "}:
                return Moment(first.start, end, first, day=day), index
            clock, end = pieces[index], pieces[index].end
            index += 1
        elif gap() in {" at ", " before ", " in the ", " "} and pieces[index].kind == "part":
            part, end = pieces[index].match["word"].lower(), pieces[index].end
            index += 1
    if first.kind == "part" and not _PART_LEAD.search(text[max(0, first.start - 12) : first.start]):
        return None, index
    if first.kind == "part":
        part = first.match["word"].lower()
        if part in {"night", "sunset", "dusk"} or text[first.end : first.end + 3] == " of":
            return None, index
    return Moment(first.start, end, first, day, part, clock), index


def _is_day(atom: Atom) -> bool:
    return atom.kind == "day" or (
        atom.kind == "period" and atom.how == "period" and bool(atom.match["part"])
    )


def _modified(text: str, moment: Moment, floor: int) -> Moment:
    """The moment with the words before it that shift it."""
    head = text[max(floor, moment.start - 24) : moment.start]
    start, which, shade = moment.start, None, None
    kind = moment.main.kind
    if (
        kind in {"day", "month"}
        and moment.main.how in {"weekday", "month"}
        and (found := _WHICH.search(head))
    ):
        which = found["which"].lower().split()[-1]
        start -= len(head) - found.start()
        head = head[: found.start()]
    if kind in {"day", "month", "year", "period"} and (found := _SHADES.search(head)):
        shade = found["shade"].lower().removesuffix(" of").removesuffix(" hours")
        on = found["link"] == " on "
        if not (on and kind != "day") and not (
            shade in {"early", "late"}
            and kind == "period"
            and moment.main.match.groupdict().get("unit") is None
        ):
            start -= len(head) - found.start()
            article = head[: found.start()]
            if (
                article.endswith("the ")
                and shade not in {"late", "mid"}
                and found["shade"].lower() not in {"early"}
            ):
                start -= 4
    if moment.main.how == "quarter" and head.endswith("the "):
        start -= 4
    return moment._replace(start=start, which=which, shade=shade)


def interval(moment: Moment, now: Now) -> Interval | None:
    """What a moment means.

    Raises:
        ValueError: there is no such time.
    """
    main = moment.main
    if moment.clock:
        day = None
        if moment.day:
            day = (
                now.today
                if moment.day.kind == "period"
                else day_of(moment.day, moment.which, now)[0]
            )
        return clock_on(moment.clock, day, now)
    if moment.day:
        return _day(moment, moment.day, now)
    if moment.part:
        return part_of(now.today, moment.part, now.zone)
    if main.kind == "month":
        return month_span(main, moment.which, now)
    if main.kind == "year":
        return year_span(main, now)
    if main.kind == "ago":
        return ago_span(main, now)
    return period_span(main, now) if main.kind == "period" else None


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
