"""Numbers of a text with what stands at them: sign or unit, and the words that bound them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from . import bounds
from .bounds import Bound
from .numbers import ARTICLES, Number, digits_at, follows_article, words_at
from .starts import starts
from .tokens import Part
from .units import ALONE, SPANS, Unit, currency_before, degrees, unit_at

COMPOUND = re.compile(
    r"-(?P<what>storey|story|page|party|strong|day|hour|minute|second|week|month|year|mile|metre"
    r"|meter|foot|inch|acre|nation|member|seat|bed|bedroom|lane|room|person|man|woman|piece|part"
    r"|count|ton|tonne|pound|point|run|game|match|way|km|ounce|gallon|star|goal|set|round|course"
    r"|judge|car|vehicle|building|volume|episode|country|state|team|player)\b(?!-old)"
)
"""What a number joins with a hyphen: "an eight-day trip", "a four-party coalition"."""

_GLUED_SIGN = re.compile(
    r"(?:K?[Ss]h|Rs|RM|Rp|Tk|[A-Z]{3}|R(?=\d{3}|\d[\d.,]*(?: ?[mb]illion|bn|m|k|,\d)))(?=\d)"
)
_ARTICLE_LEAD = re.compile(
    r"\b(?:for|in|by|after|within|over|than|about|nearly|almost|every|just|least|of|another|last"
    r"|lasted|took|take|takes|to|is|was|and|spend|spent|wait|waited|only|up|under|around|half|as"
    r"|quarter|be|off|till|until|asked for|weighs?|weighed)$",
    re.IGNORECASE,
)
_LATER = re.compile(r" (?:later|before|after|earlier|long|early|late|ahead|apart)\b")
_AGO = re.compile(r" (?:ago|old|olds)\b")
_METRES = re.compile(
    r" (?:below|above|away|from|long|high|deep|wide|tall|off|north|south|east|west|race|final"
    r"|hurdles|freestyle|relay|under|down|up)\b"
)
_TALL = re.compile(r" (?:below|above|away|long|high|deep|wide|tall)\b")
_OF_A = re.compile(r"(?: of)? an?(?= )")
_HALVES = re.compile(r"hal(?:f|ves)|quarters?", re.IGNORECASE)
_MAGNITUDE = re.compile(r"\b[Mm]agnitude(?: of| at| was| is)? $|\b[Mm]agnitude-$")
# abbreviations that a number in words never has, and those that digits have glued to them only
_AFTER_DIGITS = frozenset("m g C F p mi in bob real".split())
_GLUED_ONLY = frozenset("C F real won".split())
_MOST = 1e30
"""What comes to more counts nothing; some hundreds of digits would not even be a number in JSON."""


class Measure(NamedTuple):
    """A number with sign, unit and bound.

    Attributes:
        number: as it is written.
        start: of the bound or the number.
        end: behind unit and bound.
        unit: what it measures in.
        value: with the unit's factor.
        bound: what the words beside it make of it.
    """

    number: Number
    start: int
    end: int
    unit: str | None
    value: float
    bound: Bound


def read(
    part: Part, taken: Iterable[tuple[int, int]], offset: timedelta | None
) -> Iterator[Measure]:
    """All of one part, in order."""
    text, floor = part.text, 0
    for number in _numbers(part, sorted(taken)):
        if number.start < floor:
            continue
        money = currency_before(text, number.start, offset)
        name: str | None
        if money:
            name, start, end, value = money[0], money[1], number.end, number.value
        else:
            unit = _unit(text, number, offset)
            if not _stands(text, number, unit):
                continue
            end = unit.end if unit else number.end
            name, value, start = _settled(text, number, unit, offset)
        span = name in SPANS
        bound, start = bounds.before(text, start, floor, span=span, money=money is not None)
        if number.vague and bound == "exactly":
            bound = number.vague
        if later := bounds.after(text, end):
            bound, end = later
        floor = end
        yield Measure(number, start, end, name, round(value, 6), bound)


def _numbers(part: Part, taken: list[tuple[int, int]]) -> Iterator[Number]:
    """The numbers, tried only at words that can start one."""
    text, words, done = part.text, part.words, 0
    blocked = iter([*taken, (len(text) + 1, len(text) + 1)])
    start, stop = next(blocked)
    for index in starts(part).numbers:
        word = words[index]
        if word.start < done:
            continue
        if word.lower in ARTICLES and (
            index + 1 == len(words) or not follows_article(words[index + 1].lower)
        ):
            continue
        while word.start >= stop:
            start, stop = next(blocked)
        number = _number(text, word.start, word.text) if word.start < start else None
        if number and number.end <= start and number.value <= _MOST:
            done = number.end
            yield number


def _number(text: str, start: int, word: str) -> Number | None:
    """The number that a word starts: in words, in digits, or digits glued to a sign ("Sh500")."""
    if not word[0].isdigit():
        sign = _GLUED_SIGN.match(word)
        return digits_at(text, start + sign.end()) if sign else words_at(text, start, word)
    before = text[start - 1 : start] if start else ""
    if before and before in "./:#№" and text[start - 2 : start] != "$.":
        return None
    return digits_at(text, start)


def _stands(text: str, number: Number, unit: Unit | None) -> bool:
    """Whether a number stands alone or with its unit, and is no piece of something else."""
    if unit is None:
        if number.form == "article" or _is_glued(text, number):
            return False
        before = text[max(0, number.start - 2) : number.start]
        return not (before[-1:] in {"-", "–"} and before[:1].isalpha())
    if unit.name in SPANS and _AGO.match(text, unit.end):
        return False
    return number.form != "article" or _counts_alone(text, number, unit)


def _is_glued(text: str, number: Number) -> bool:
    """Whether a number is only the start of something longer: "34-year-old", "24th", "80s"."""
    end = number.end
    follows, second = text[end : end + 1], text[end + 1 : end + 2]
    if number.form == "digits" and (follows.isalnum() or follows == "_"):
        return True
    if follows in {"-", "’", "'"}:
        whole = COMPOUND.match(text, end) or text.startswith("-plus", end)
        return not (whole or second in {"", " "} or second.isdigit())
    return follows == "/" or (follows in {".", ":"} and second.isdigit())


def _counts_alone(text: str, number: Number, unit: Unit) -> bool:
    """Whether "a" counts its unit ("for a year"), and is no mere article or rate ("$5 a day")."""
    if unit.name not in ALONE or text[unit.end : unit.end + 1] in {"-", "’", "'"}:
        return False
    if _LATER.match(text, unit.end):
        return text[max(0, number.start - 2) : number.start - 1] not in {"%", *"0123456789"}
    head = text[max(0, number.start - 12) : number.start].rstrip()
    if head.endswith("of") and unit.name not in SPANS:
        return False
    if text.startswith(" of ", unit.end) and not head.endswith("within"):
        return False
    return bool(_ARTICLE_LEAD.search(head))


def _settled(
    text: str, number: Number, unit: Unit | None, offset: timedelta | None
) -> tuple[str | None, float, int]:
    """Unit, value and start; the words round a number may say more than what follows it."""
    start, end = number.start, unit.end if unit else number.end
    if unit:
        value = number.value * unit.factor
        name = degrees(value, offset) if unit.name == "degree" else unit.name
        return name, value, start
    if "agnitude" in text[max(0, start - 14) : start] and _MAGNITUDE.search(
        text, max(0, start - 14), start
    ):
        apart = text.endswith((" at ", " was ", " is "), 0, start)
        first = start if apart else text.lower().rfind("magnitude", 0, start)
        return "magnitude", number.value, first
    written = text[start:end]
    # "500m below the summit" are metres, "500m people" millions
    metres = number.scaled and written[-1] == "m"
    if metres and (_TALL if "." in written else _METRES).match(text, end):
        return "m", number.value / 1e6, start
    return None, number.value, start


def _unit(text: str, number: Number, offset: timedelta | None) -> Unit | None:
    """The unit that a number has, directly or over "of a" ("half a mile")."""
    end = number.end
    if number.form == "share":
        if article := _OF_A.match(text, end):
            unit = unit_at(text, article.end(), offset)
            return unit if unit and unit.name not in {"time", "point"} else None
        if re.compile(r" point\b").match(text, end):
            return Unit("percentage-point", 1.0, end + 6)
        if text[number.start].isalpha() and not _HALVES.search(text, number.start, end):
            return None
    unit = unit_at(text, end, offset)
    if unit is None:
        # "three free hours"
        return unit_at(text, end + 5, offset) if text.startswith(" free ", end) else None
    return unit if _is_unit(text, number, unit) else None


def _is_unit(text: str, number: Number, unit: Unit) -> bool:
    """Whether what looks like a unit is one: "five C" is none, nor are the stars of a flag."""
    written = text[number.end : unit.end]
    plain, follows = written.strip(" -"), text[unit.end : unit.end + 1]
    if number.form != "digits" and plain in _AFTER_DIGITS:
        return False
    if written[0] == " " and plain in _GLUED_ONLY:
        return False
    if unit.name == "star":
        return number.value <= 5 and follows in {".", ",", ";", "!", "", "\n"}
    if written[0] != "-" and plain in {"stone", "page", "won"}:
        return False
    if unit.name == "magnitude" or (unit.name == "point" and number.form == "share"):
        return False
    return not (written[0] == "-" and text.startswith("-old", unit.end))
