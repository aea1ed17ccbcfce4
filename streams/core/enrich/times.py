"""Times that the text names, resolved against the entry's own time, in its zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from schemas import Time

from .calendar_rules import DAYS, MONTHS, RULES, Interval
from .tokens import Part

_MONTH = "|".join(name.capitalize() for name in MONTHS)
_DAY = "|".join(name.capitalize() for name in DAYS)
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
    [
        *DAYS,
        *MONTHS,
        "today",
        "tonight",
        "yesterday",
        "tomorrow",
        "overnight",
        "night",
        "week",
        "month",
        "year",
        "weekend",
        "morning",
        "afternoon",
        "evening",
    ]
)


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
    for group, rule in RULES:
        if match[group]:
            return rule(match, today, at, zone, future)
    return None
