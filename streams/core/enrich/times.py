"""Times that the text names, resolved against the entry's own time, in its zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from schemas import Time

from .calendar_rules import Interval, Now, distant, length_of
from .moments import Moment, interval, middle, moments
from .tense import Tense, tense
from .time_values import count_of
from .tokens import Part

_RELATION = re.compile(
    r"(?<!\w)(?:(?P<until>(?:up )?until|till)|(?P<by>by|no later than)|(?P<before>before|prior to)"
    r"|(?P<since>(?:ever )?since)|(?P<after>after)|(?P<between>between)|(?P<from>from))"
    r"(?: (?:about|around|at least))?(?: on)?(?: the)? $",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(r"(?<!\w)(?P<since>since) (?:[\w’'-]+ ){2,6}(?:on )?$")
_ABOUT = re.compile(
    r"(?<!\w)(?:at )?(?P<about>(?:about|around|approximately|roughly|exactly|nearly|almost|just|shortly|soon)(?: (?:after|before|past|gone))?) $",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?<!\w)(?:(?P<in>(?:with)?in|over|during|for|throughout)(?: just| about| only)? )?(?:the )?(?P<which>last|past|next|coming|previous|preceding|following)"
    r"(?: (?:about|around|few|couple of|several))? $",
    re.IGNORECASE,
)
_IN = re.compile(r"(?<!\w)in (?:just |about |around |under |less than )?$", re.IGNORECASE)
_WITHIN = re.compile(r"(?<!\w)within (?:the )?$", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:every|each|per|most|any|some)(?: (?:other|second|single))? $", re.IGNORECASE
)
_DAILY = re.compile(r" ?(?:daily|every|each|a day|on weekdays|weekdays|at weekends|nightly)\b")
_USUALLY = re.compile(r"\b(?:daily|every day|weekdays|nightly|always)\b", re.IGNORECASE)
# "between 2 and 4pm": the first hour leans on the second
_HOUR = re.compile(
    r"(?<!\w)(?:(?P<between>between)|(?P<from>from)) (?P<hour>\d\d?)(?:[:.](?P<minute>[0-5]\d))?(?: and | to | until |-|–)",
    re.IGNORECASE,
)
_TO = frozenset({" to ", "-", "–", " - ", " – ", " until ", " till ", " through ", "—"})
_AHEAD = frozenset({"until", "by", "before"})


class Mention(NamedTuple):
    """A time as it is named, before it is resolved.

    Attributes:
        start: of its first character.
        end: behind its last one.
        relation: ``until``, ``since`` and so on.
        first: the moment named, or the first of two.
        second: the other end.
        drop: it is none after all, but its numbers count nothing either ("every Friday").
    """

    start: int
    end: int
    relation: str | None
    first: Moment
    second: Moment | None = None
    drop: bool = False


def mentions(part: Part) -> list[Mention]:
    """The times of one part as they are named, in order."""
    found: list[Mention] = []
    named = moments(part)
    index = 0
    while index < len(named):
        first = named[index]
        floor = named[index - 1].end if index else 0
        second = named[index + 1] if index + 1 < len(named) else None
        one = _mention(part.text, first, second, floor)
        if one:
            found.append(one)
        index += 2 if one and one.second else 1
    return found


def _mention(text: str, first: Moment, second: Moment | None, floor: int) -> Mention | None:
    head = text[max(floor, first.start - 44) : first.start].rpartition("\n")[2]
    start = first.start
    if first.main.kind == "length":
        return _length(text, first, head)
    if _EVERY.search(head):
        return Mention(start, first.end, None, first, drop=True)
    if first.clock and (hour := _last(_HOUR, head)) and int(hour["hour"]) <= 12:
        return Mention(start - len(head) + hour.start(), first.end, "hours", first)
    relation = _RELATION.search(head) or (
        _SINCE_CLAUSE.search(head) if first.main.kind == "day" else None
    )
    named = relation.lastgroup if relation else None
    if second and second.main.kind != "length":
        gap = text[first.end : second.start]
        joined = (gap == " and " and named == "between") or (gap in _TO and _alike(first, second))
        if joined:
            opens = relation and named in {"between", "from"}
            begin = (
                first.start - (len(head) - relation.start()) if opens and relation else first.start
            )
            drop = bool(_DAILY.match(text, second.end) or _USUALLY.search(head))
            return Mention(begin, second.end, "between", first, second, drop=drop)
    if _DAILY.match(text, first.end) and first.clock:
        return Mention(start, first.end, None, first, drop=True)
    if relation and named in {"until", "by", "before", "since"}:
        return Mention(start - (len(head) - relation.start()), first.end, named, first)
    if (
        relation
        and named == "after"
        and first.main.kind == "year"
        and not head.lower().endswith("the ")
    ):
        return Mention(start - (len(head) - relation.start()), first.end, named, first)
    if first.clock and first.clock is first.main and (about := _ABOUT.search(head)):
        start -= len(head) - about.start("about")
        if about["about"].lower() in {"just", "soon"}:
            start = first.start
    if (
        first.main.kind == "year"
        and first.main.how == "decade"
        and head.lower().endswith("the ")
        and not first.shade
    ):
        start -= 4
    return Mention(start, first.end, None, first)


def _last(pattern: re.Pattern[str], head: str) -> re.Match[str] | None:
    """A match that ends where the text does."""
    match = pattern.search(head)
    return match if match and match.end() == len(head) else None


def _alike(first: Moment, second: Moment) -> bool:
    """Whether two moments can be the ends of one period."""
    kinds = {first.main.kind, second.main.kind}
    return len(kinds) == 1 or (bool(first.clock) and bool(second.clock))


def _length(text: str, first: Moment, head: str) -> Mention | None:
    """Lengths that are counted from now: "in the last 24 hours", "in three weeks"."""
    match = first.main.match
    if match["count"] is None and match["unit"].lower() in {"night", "weekend"}:
        return None
    if span := _SPAN.search(head):
        begin = (
            span.start("in")
            if span["in"] and span["in"].lower() != "for"
            else span.end("in") + 1
            if span["in"]
            else span.start()
        )
        if (
            match["count"] is None
            and not re.search(r"few|couple|several", span[0])
            and text[first.end - 1] != "s"
        ):
            if not span["in"] and "the" not in span[0]:
                return None
        if not span["in"] and "the" not in span[0].lower().split():
            return None
        if re.match(r" (?:of|in)\b", text[first.end :]) and not span["in"]:
            return None
        ahead = span["which"].lower() in {"next", "coming", "following"}
        return Mention(
            first.start - len(head) + begin, first.end, "next" if ahead else "past", first
        )
    if within := _WITHIN.search(head):
        if match["count"] is None and not re.match(r" of\b", text[first.end :]):
            return Mention(first.start - len(head) + within.start(), first.end, "within", first)
        return None
    if (
        match["count"]
        and (found := _IN.search(head))
        and not re.match(r"[’']| of\b", text[first.end :])
    ):
        return Mention(first.start - len(head) + found.start(), first.end, "in", first)
    return None


def find(part: Part, at: datetime, named: list[Mention] | None = None) -> list[Time]:
    """The times of one part that can be resolved, in order.

    Args:
        part: the text.
        at: the entry's own time, with its zone.
        named: what ``mentions`` found in it, where it is known already.
    """
    found = []
    for mention in mentions(part) if named is None else named:
        if mention.drop:
            continue
        looks = _looks(part, mention)
        try:
            meant = _resolve(part.text, mention, Now(at, looks))
            times = meant and (meant.start.astimezone(UTC), meant.end.astimezone(UTC))
        except (ValueError, OverflowError):
            continue  # 31 November: the text errs, so nothing is said
        if not times or times[0] >= times[1]:
            continue
        found.append(
            Time.model_construct(
                text=part.text[mention.start : mention.end],
                start=times[0],
                end=times[1],
                evidence=part.span(mention.start, mention.end),
                rule="time.calendar/2",
                confidence=_confidence(mention, looks),
            )
        )
    return found


def spans(part: Part, named: list[Mention]) -> list[tuple[int, int]]:
    """Where times stand: their numbers are no quantities.

    "In nine months" is a time only of what will be; of what was, it is a quantity.
    """
    return [
        (one.start, one.end)
        for one in named
        if one.relation != "in" or _looks(part, one) == "future"
    ]


def _looks(part: Part, mention: Mention) -> Tense | None:
    if mention.relation == "since":
        return "past"
    head = part.text[max(0, mention.start - 5) : mention.start].lower()
    if mention.relation == "until" or (mention.relation is None and head.endswith("for ")):
        return "future"
    looks = tense(part, mention.start, mention.end)
    if mention.relation in {"by", "before"} and looks == "past":
        start, end = part.sentence_at(mention.start)
        return "past" if re.search(r"\bhad\b", part.text[start:end]) else "future"
    return "future" if looks is None and head.endswith("from ") else looks


def _resolve(text: str, mention: Mention, now: Now) -> Interval | None:
    at, relation, first = now.at, mention.relation, mention.first
    if first.main.kind == "length":
        count, unit = count_of(first.main.match), first.main.match["unit"].lower()
        several = first.main.match[0].endswith("s") and first.main.match["count"] is None
        if several:
            count = 3.0 if relation != "within" else 4.0
        if relation == "in":
            return distant(count, unit, now) if now.tense == "future" else None
        length = length_of(count, unit)
        if relation == "within" and now.tense != "future":
            return Interval(at - length, at) if not several else None
        return Interval(at - length, at) if relation == "past" else Interval(at, at + length)
    if relation == "hours":
        return _hours(text, mention, now)
    if relation == "between" and mention.second:
        return _between(first, mention.second, now)
    meant = interval(first, now)
    if meant is None:
        return None
    if first.shade == "mid" and relation in {"until", "by", "before", "since"}:
        meant = middle(meant)
    if relation == "since":
        return Interval(meant.start, at)
    if relation == "after":
        return Interval(meant.end, at) if meant.end < at else meant
    if relation in {"until", "by"}:
        end = meant.start if meant.instant else meant.end
        if (
            relation == "until"
            and first.clock
            and first.day is None
            and end <= at
            and now.tense == "future"
            and not meant.instant
        ):
            end += timedelta(days=1)
        return Interval(at, end) if end > at else Interval(_opening(meant), end)
    if relation == "before":
        if first.part in {"dawn", "daybreak", "sunrise"} or (first.main.kind == "part"):
            midnight = meant.start.replace(hour=0)
            return Interval(midnight, meant.start)
        end = meant.end if first.shade == "late" else meant.start
        return Interval(at, end) if end > at else meant
    return meant


def _opening(meant: Interval) -> datetime:
    """Where a limit that is past began: with its day, month or year."""
    if meant.instant:
        return meant.start.replace(hour=0, minute=0)
    if meant.end - meant.start <= timedelta(days=1):
        return meant.start.replace(day=1)
    return meant.start


def _hours(text: str, mention: Mention, now: Now) -> Interval | None:
    """From a bare hour to a full clock time: in the same half of the day, if it comes before."""
    hour, last = _HOUR.match(text, mention.start), interval(mention.first, now)
    if hour is None or last is None:
        return None
    start = last.start.replace(hour=int(hour["hour"]) % 12, minute=int(hour["minute"] or 0))
    afternoon = start + timedelta(hours=12)
    return Interval(afternoon if afternoon < last.start else start, last.start)


def _between(first: Moment, second: Moment, now: Now) -> Interval | None:
    if first.clock and first.day is None and second.day is not None:
        first = first._replace(day=second.day, which=second.which)
    start, end = interval(first, now), interval(second, now)
    if start is None or end is None:
        return None
    last = end.start if end.instant else end.end
    if last <= start.start and first.clock and second.day is None:
        last += timedelta(days=1)
    return Interval(start.start, last)


def _confidence(mention: Mention, looks: Tense | None) -> float:
    if mention.first.day and mention.first.day.how == "weekday" and not mention.first.which:
        return 0.9 if looks else 0.75
    return 0.9
