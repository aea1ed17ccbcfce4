"""Times that the text names, resolved against the entry's own time, in its zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from schemas import Time
from schemas.base import EARLIEST, LATEST

from .calendar_rules import Interval, Now
from .moment_spans import interval, middle
from .moments import Moment
from .periods import distant, length_of
from .tense import Tense, tense
from .time_mentions import HOUR, Mention, mentions
from .time_values import count_of
from .tokens import Part

_HAD = re.compile(r"\bhad\b")
_LIMITS = frozenset({"until", "by", "before", "since"})
_SEVERAL = {"within": 4.0}
"""What "within weeks" means at most, in the unit; elsewhere a plural without a number is three."""


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
        # "in 1846", "in 5,000 years": a time that the contract has no room for is left out
        if not times or not EARLIEST <= times[0] < times[1] < LATEST:
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
    if mention.relation in {"by", "before"}:
        start, end = part.sentence_at(mention.start)
        past = looks == "past" and _HAD.search(part.text, start, end)
        return "past" if past else "future"
    return "future" if looks is None and head.endswith("from ") else looks


def _resolve(text: str, mention: Mention, now: Now) -> Interval | None:
    first = mention.first
    if first.main.kind == "length":
        return _counted(mention, now)
    if mention.relation == "hours":
        return _hours(text, mention, now)
    if mention.second:
        return _between(first, mention.second, now)
    meant = interval(first, now)
    if meant is None or mention.relation is None:
        return meant
    if first.shade == "mid" and mention.relation in _LIMITS:
        meant = middle(meant)
    return _RELATED[mention.relation](mention, meant, now)


def _counted(mention: Mention, now: Now) -> Interval | None:
    """A length that is counted from now."""
    match, relation = mention.first.main.match, mention.relation
    unit = match["unit"].lower()
    several = match["count"] is None and match[0].endswith("s")
    count = _SEVERAL.get(relation or "", 3.0) if several else count_of(match)
    if relation == "in":
        return distant(count, unit, now) if now.tense == "future" else None
    length = length_of(count, unit)
    if relation == "within" and now.tense != "future":
        return None if several else Interval(now.at - length, now.at)
    if relation == "past":
        return Interval(now.at - length, now.at)
    return Interval(now.at, now.at + length)


def _until(mention: Mention, meant: Interval, now: Now) -> Interval:
    """From now to a limit; to one that is past, from where its day, month or year began."""
    opens = meant.instant or mention.first.shade in {"start", "beginning"}
    end = meant.start if opens else meant.end
    return Interval(now.at, end) if end > now.at else Interval(_opening(meant), end)


def _since(_mention: Mention, meant: Interval, now: Now) -> Interval:
    return Interval(meant.start, now.at)


def _after(_mention: Mention, meant: Interval, now: Now) -> Interval:
    return Interval(meant.end, now.at) if meant.end < now.at else meant


def _before(mention: Mention, meant: Interval, now: Now) -> Interval:
    first = mention.first
    if first.main.kind == "part":
        # "before dawn" is the part of the day that dawn ends
        return Interval(meant.start.replace(hour=0), meant.start)
    end = meant.end if first.shade == "late" else meant.start
    return Interval(now.at, end) if end > now.at else meant


_RELATED: dict[str, Callable[[Mention, Interval, Now], Interval]] = {
    "since": _since,
    "after": _after,
    "before": _before,
    "until": _until,
    "by": _until,
}


def _opening(meant: Interval) -> datetime:
    """Where a limit that is past began: with its day, month or year."""
    if meant.instant:
        return meant.start.replace(hour=0, minute=0)
    if meant.end - meant.start <= timedelta(days=1):
        return meant.start.replace(day=1)
    return meant.start


def _hours(text: str, mention: Mention, now: Now) -> Interval | None:
    """From a bare hour to a full clock time: in the same half of the day, if it comes before."""
    hour, last = HOUR.match(text, mention.start), interval(mention.first, now)
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


# How often each sort was right in span and meaning in the dev half of bench/gold, by the share of
# new sentences that were right when the rules first met them (0.94).
_CONFIDENCE = {"clock": 0.9, "day": 0.94, "month": 0.84, "period": 0.91, "year": 0.94, "ago": 0.8}


def _confidence(mention: Mention, looks: Tense | None) -> float:
    first = mention.first
    if first.main.kind == "part" and mention.relation is None:
        return 0.5  # "in the evening" is any evening as often as this one
    if mention.relation and first.clock:
        return 0.8
    undecided = looks is None and (first.day or first.main).how in {"weekday", "month"}
    return _CONFIDENCE.get(first.main.kind, 0.9) - 0.05 * undecided
