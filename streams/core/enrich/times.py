"""Times that the text names, resolved against the entry's own time, in its zone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from schemas import Time

from .tokens import Part

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
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
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_DAY = "|".join(name.capitalize() for name in _DAYS)
_PATTERN = re.compile(
    rf"""\b(?:
      (?P<until>until|till)\ the\ end\ of\ (?P<until_month>{_MONTH})
    | (?P<dmy>(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<m1>{_MONTH})(?:,?\ (?P<y1>(?:19|20)\d\d))?)
    | (?P<mdy>(?P<m2>{_MONTH})\ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\s?[ap]m)(?:,?\ (?P<y2>(?:19|20)\d\d))?)
    | (?P<my>(?P<m3>{_MONTH})\ (?P<y3>(?:19|20)\d\d))
    | (?P<iso>(?:19|20)\d\d-\d\d-\d\d)
    | (?P<part>(?i:this|yesterday|tomorrow|{_DAY}))\ (?P<of>morning|afternoon|evening|night)
    | (?P<word>(?i:today|tonight|yesterday|tomorrow|overnight|last\ night))
    | (?P<period>(?i:this|last|next))\ (?P<unit>week|month|year|weekend)
    | (?:(?P<which>(?i:last|next|this|on|by|since|until|from))\ )?(?P<day>{_DAY})
    | (?:(?P<rel>(?i:last|next|this|in|since|by|from|until|during|early|late|mid|of))\ )(?P<month>{_MONTH})
    | (?i:in|since|during|by|of)\ (?P<year>(?:19|20)\d\d)(?!\ \w+s\b)
    )\b""",
    re.VERBOSE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|to be held|due|set to|expected to|scheduled|plans? to|planning|going to|is to|are to|ahead of|upcoming)\b|[’']ll\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|said|held|won|met|began|came|went|took|made|gave|fell|rose|left"
    r"|lost|led|ran|spoke|struck|sent|saw|became|\w+ed)\b"
)
# "said on Thursday he would": the day belongs to the verb right before it
_TOLD = re.compile(r"\b(?:said|told|\w{3,}ed)(?: \w+)?(?: late| early)?(?: on)? ?$")
_TRIGGERS = frozenset(
    [*_DAYS, *_MONTHS, "today", "tonight", "yesterday", "tomorrow", "overnight", "night", "week", "month", "year", "weekend", "morning", "afternoon", "evening"]
)
_PARTS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 30)}

Interval = tuple[datetime, datetime]


def find(part: Part, at: datetime) -> list[Time]:
    """The times of one part that can be resolved, in order."""
    found = []
    for match in _matches(part):
        start, end = part.sentence_at(match.start())
        future = _ahead(part.text, start, end, match.start())
        try:
            interval = _resolve(match, at, future=future)
        except (ValueError, OverflowError):
            continue  # 31 November: the text errs, so nothing is said
        if interval is None or not 1990 <= interval[0].year < 2099:
            continue
        first = _first(match)
        found.append(
            Time.model_construct(
                text=part.text[first : match.end()],
                start=interval[0].astimezone(UTC),
                end=interval[1].astimezone(UTC),
                evidence=part.span(first, match.end()),
                rule="time.calendar/1",
                confidence=0.7 if match["day"] or match["month"] else 0.9,
            )
        )
    return found


def _matches(part: Part) -> Iterator[re.Match[str]]:
    """The pattern's matches, tried only round words that can be part of a time."""
    words = part.words
    done = 0
    for index, word in enumerate(words):
        year = word.text[:2] in {"19", "20"} and len(word.text) in {4, 10}
        if not year and word.lower not in _TRIGGERS:
            continue
        for first in range(max(index - 4, 0), index + 1):
            start = words[first].start
            match = _PATTERN.match(part.text, start) if start >= done else None
            if match and match.end() >= word.end:
                done = match.end()
                yield match
                break


def _ahead(text: str, start: int, end: int, at: int) -> bool:
    """Whether the sentence looks ahead; the clause of the time counts before the rest."""
    left = max(text.rfind(mark, start, at) for mark in (", ", "; ", " and ")) + 1 or start
    right = min(
        (found for mark in (", ", "; ") if (found := text.find(mark, at, end)) > 0), default=end
    )
    clause = text[left:right]
    if _TOLD.search(text, start, at):
        return False
    if _FUTURE.search(clause):
        return True
    return not _PAST.search(clause) and bool(_FUTURE.search(text, start, end))


def _first(match: re.Match[str]) -> int:
    """Where the mention starts: prepositions are not part of a date or a weekday."""
    if match["day"] and (match["which"] or "").lower() not in {"last", "next", "this"}:
        return match.start("day")
    if match["month"] and (match["rel"] or "").lower() in {
        "of",
        "by",
        "since",
        "from",
        "during",
        "in",
    }:
        return match.start("month")
    return match.start("year") if match["year"] else match.start()


def _resolve(match: re.Match[str], at: datetime, *, future: bool) -> Interval | None:
    zone = at.tzinfo
    today = at.date()
    for group, rule in _RULES:
        if match[group]:
            return rule(match, today, at, zone, future)
    return None


def _whole_days(first: date, last: date, zone: tzinfo | None) -> Interval:
    return datetime.combine(first, time(), zone), datetime.combine(last, time(), zone)


def _day(day: date, zone: tzinfo | None) -> Interval:
    return _whole_days(day, day + timedelta(days=1), zone)


def _month(year: int, month: int, zone: tzinfo | None) -> Interval:
    following = date(year + month // 12, month % 12 + 1, 1)
    return _whole_days(date(year, month, 1), following, zone)


def _number(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


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
    if word in _DAYS:
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
    ahead = (_DAYS.index(name) - today.weekday()) % 7
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
_RULES: tuple[tuple[str, _Rule], ...] = (
    ("until", _until), ("dmy", _date), ("mdy", _date), ("my", _month_year), ("iso", _iso),
    ("part", _part_of_day), ("word", _word), ("period", _period), ("day", _on_day),
    ("month", _in_month), ("year", _year),
)  # fmt: skip
