"""Quantities: counts, measures, shares, sums of money and victims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from schemas import Quantity

from . import bounds, uncounted
from .bounds import Bound
from .casualties import Casualty, casualty
from .counted import counted, extension, mass
from .numbers import ARTICLES, STARTS, Number, digits_at, follows_article, words_at
from .tokens import Part
from .units import ALONE, CLOCK, SPANS, Unit, currency_before, degrees, unit_at

_MONEY_GLUED = re.compile(
    r"(?:K?[Ss]h|Rs|RM|Rp|Tk|[A-Z]{3}|R(?=\d{3}|\d[\d.,]*(?: ?million| ?billion|bn|m|k|,\d)))(?=\d)"
)
_STEPS = (" to ", " and ", "-", "–", " or ")
_JOINS = (", ", " and ", " ", ", and ")
_COMPOUND = re.compile(
    r"-(?P<what>storey|story|page|party|strong|day|hour|minute|second|week|month|year|mile|metre|meter|foot|inch|acre"
    r"|nation|member|seat|bed|bedroom|lane|room|person|man|woman|piece|part|count|ton|tonne|pound|point|run|game|match|way|km|"
    r"ounce|gallon|star|goal|set|round|course|judge|car|vehicle|building|volume|episode|country|state|team|player)\b(?!-old)"
)
_MEASURED = {"storey": "storey", "story": "storey", "page": "page"}
_ARTICLE_BEFORE = re.compile(
    r"\b(?:for|in|by|after|within|over|than|about|nearly|almost|every|just|least|of|another|last|lasted|took|take|takes"
    r"|to|is|was|and|spend|spent|wait|waited|only|up|under|around|half|as|quarter|be|off|till|until|asked for|weighs?|weighed)$",
    re.IGNORECASE,
)
_LATER = re.compile(r" (?:later|before|after|earlier|long|early|late|ahead|apart|and a half)\b")
_RATE = re.compile(r" (?:ago|old|olds)\b")
_METRES = re.compile(
    r" (?:below|above|away|from|long|high|deep|wide|tall|off|north|south|east|west|race|final|hurdles|freestyle|relay|under|down|up)\b"
)
_BARE_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_OF_A = re.compile(r"(?: of)? an?(?= )")
_SHARES = re.compile(
    r" (?:of|a|an|the|his|her|its|their|that|less|more|majority|full|empty|in|are|is|was|were|did|do|have|has|had|said|say"
    r"|by|to|from|at|on|as|since|than|and|or|don’t|didn’t)\b|[.,;:)]|$| (?!times|days)[a-z]+s\b"
)
_HALVES = re.compile(r"hal(?:f|ves)|quarters?", re.IGNORECASE)
_HALF_LEAD = re.compile(
    r"(?:^|[.!?:;,“\"(\n—–] ?|\b(?:to|by|for|than|of|from|at|with|nearly|almost|about|is|was|are|were|be|lost|cost|costs|and|or|over|under|least|some|up|roughly"
    r"|around|just|only|a|cut|up|more|eat|took|take|has|have|had|called it “?) )[“‘]?$",
    re.IGNORECASE,
)
_OF_THE = re.compile(r" of (?!(?:them|whom),? (?:an?|was|is|were) )")
_SINGULAR = re.compile(r" (?:is|was|has)\b")
_WORSE = re.compile(
    r" (?:of (?:them|whom)|seriously|critically|severely|badly|fatally|in (?:a )?critical)\b"
)
_DEPENDENT = re.compile(
    r"[^.;:!?\n]*(?:,| including| among them| of them,)(?: at least| among them| including)? ?$"
)


class _Read(NamedTuple):
    """A number with what was read beside it, before the context is asked."""

    number: Number
    start: int
    end: int
    unit: str | None
    value: float
    bound: Bound


def find(
    part: Part, taken: Iterable[tuple[int, int]] = (), offset: timedelta | None = None
) -> list[Quantity]:
    """The quantities of one part, in order.

    Args:
        part: the text.
        taken: stretches that are something else: times.
        offset: the zone of the entry, which tells dollars and degrees apart.
    """
    read = _ranges(part, _joined(part, list(_reads(part, sorted(taken), offset))))
    found: list[Quantity] = []
    for one in read:
        quantity = _quantity(part, one, found[-1] if found else None)
        if quantity:
            found.append(quantity)
    return found


@lru_cache(maxsize=1 << 15)
def _starts(word: str) -> bool:
    return (
        word in STARTS
        or "0" <= word[0] <= "9"
        or "0" <= word[-1] <= "9"
        or ("-" in word and word.split("-", 1)[0] in STARTS)
    )


def _numbers(part: Part, taken: list[tuple[int, int]]) -> Iterator[Number]:
    """The numbers, tried only at words that can start one."""
    text = part.text
    blocked = iter([*taken, (len(text) + 1, len(text) + 1)])
    start, stop = next(blocked)
    words, done = part.words, 0
    # few words can start a number, and "a" only before some
    starting = [index for index, word in enumerate(words) if _starts(word.lower)]
    for index in starting:
        word = words[index]
        if word.start < done:
            continue
        at, digit, lower = word.start, word.text[0].isdigit(), word.lower
        if lower in ARTICLES and (
            index + 1 == len(words) or not follows_article(words[index + 1].lower)
        ):
            continue
        if not digit and lower not in STARTS and lower.split("-", 1)[0] not in STARTS:
            glued = _MONEY_GLUED.match(word.text) if word.capital else None
            if glued is None:
                continue
            at, digit = at + glued.end(), True
        while word.start >= stop:
            start, stop = next(blocked)
        if word.start >= start:
            continue
        number = digits_at(text, at) if digit else words_at(text, at)
        if number is None or number.end > start:
            continue
        before = text[number.start - 1 : number.start]
        if digit and before and before in "./:#№" and text[number.start - 2 : number.start] != "$.":
            continue
        done = number.end
        yield number


def _reads(part: Part, taken: list[tuple[int, int]], offset: timedelta | None) -> Iterator[_Read]:
    text, floor = part.text, 0
    for number in _numbers(part, taken):
        if number.start < floor:
            continue
        money = currency_before(text, number.start, offset)
        start = money[1] if money else number.start
        unit = None if money else _unit(text, number, offset)
        if unit is None and not money:
            if (
                text[number.start - 1 : number.start] in {"-", "–"}
                and number.start
                and text[number.start - 2 : number.start - 1].isalpha()
            ):
                continue
            if number.form == "article" or _glued(text, number):
                continue
        if number.form == "article" and unit and not _counts_alone(part, number, unit):
            continue
        end = unit.end if unit else number.end
        if unit and (unit.name in SPANS) and _RATE.match(text, end):
            continue
        value = number.value * (unit.factor if unit else 1)
        name = money[0] if money else unit.name if unit else None
        if (
            not money
            and not unit
            and number.scaled
            and text[number.end - 1] == "m"
            and value >= 1e6
            and "." not in text[number.start : number.end]
            and _METRES.match(text, end)
        ):
            value, name = value / 1e6, "m"
        if name == "degree":
            name = degrees(value, offset)
        if name is None and re.search(
            r"\bmagnitude(?: of)? $|\bmagnitude-$", text[max(0, start - 14) : start]
        ):
            name, start = "magnitude", text.rfind("magnitude", 0, start)
        bound, start = bounds.before(
            text, start, floor, span=name in SPANS, money=money is not None
        )
        if number.vague and bound == "exactly":
            bound = number.vague
        if later := bounds.after(text, end):
            bound, end = later
        floor = end
        yield _Read(number, start, end, name, round(value, 6), bound)


def _unit(text: str, number: Number, offset: timedelta | None) -> Unit | None:
    end = number.end
    if number.form == "share" and (article := _OF_A.match(text, end)):
        # "half an hour", "a quarter of a mile", "half a cent"
        unit = unit_at(text, article.end(), offset)
        return unit if unit and unit.name not in {"time", "point"} else None
    if (
        number.form == "share"
        and text.startswith(" point", end)
        and not text.startswith(" points", end)
    ):
        return Unit("percentage-point", 1.0, end + 6)
    if (
        number.form == "share"
        and text[number.start].isalpha()
        and not _HALVES.search(text[number.start : end])
    ):
        return None
    unit = unit_at(text, end, offset)
    if unit is None:
        free = text[end : end + 6]
        if free == " free " and (unit := unit_at(text, end + 5, offset)):
            return unit
        return None
    written = text[end : unit.end]
    if number.form != "digits" and written.strip(" -") in {
        "m",
        "g",
        "C",
        "F",
        "p",
        "mi",
        "in",
        "bob",
        "real",
    }:
        return None
    if (
        written.startswith(" ")
        and written.strip() in {"m", "g", "C", "F", "p", "real", "won"}
        and number.form == "digits"
    ):
        return (
            None
            if written.strip() not in {"m", "g", "p"} or text[unit.end : unit.end + 1].isalnum()
            else unit
        )
    if unit.name == "star" and (
        number.value > 5 or text[unit.end : unit.end + 1] not in {".", ",", ";", "!", "", "\n"}
    ):
        return None
    if (
        unit.name in {"stone", "page", "KRW"}
        and not written.startswith("-")
        and written.strip() in {"stone", "page", "won"}
    ):
        return None
    if written.startswith("-") and text.startswith("-old", unit.end):
        return None
    if unit.name == "magnitude" or (unit.name == "point" and number.form == "share"):
        return None
    return unit


def _glued(text: str, number: Number) -> bool:
    """Whether a number is only the start of something longer: "34-year-old", "24th", "80s"."""
    end = number.end
    follows = text[end : end + 1]
    if number.form == "digits" and (follows.isalnum() or follows == "_"):
        return True
    if follows in {"-", "’", "'"}:
        return not (
            _COMPOUND.match(text, end)
            or text.startswith("-plus", end)
            or text[end + 1 : end + 2] in {"", " "}
            or text[end + 1 : end + 2].isdigit()
        )
    return follows == "/" or (follows in {".", ":"} and text[end + 1 : end + 2].isdigit())


def _counts_alone(part: Part, number: Number, unit: Unit) -> bool:
    """Whether "a" counts its unit ("for a year") and is not a mere article or a rate ("$5 a day")."""
    text = part.text
    if unit.name not in ALONE:
        return False
    if _RATE.match(text, unit.end) or text[unit.end : unit.end + 1] in {"-", "’", "'"}:
        return False
    if _LATER.match(text, unit.end):
        return text[max(0, number.start - 2) : number.start - 1] not in {"%", *"0123456789"}
    head = text[max(0, number.start - 12) : number.start].rstrip()
    if head.endswith("of") and unit.name not in SPANS:
        return False
    found = _ARTICLE_BEFORE.search(head)
    return bool(found) and (not text.startswith(" of ", unit.end) or head.endswith("within"))


def _joined(part: Part, read: list[_Read]) -> list[_Read]:
    """Lengths of time and heights in two units as one: "two hours and 45 minutes"."""
    text, found = part.text, list[_Read]()
    for one in read:
        last = found[-1] if found else None
        if (
            last
            and last.unit
            and one.unit
            and one.start == one.number.start
            and text[last.end : one.start] in _JOINS
        ):
            if one.unit in CLOCK and CLOCK[one.unit] < CLOCK.get(last.unit, 0):
                value = last.value * CLOCK[last.unit] / CLOCK[one.unit] + one.value
                found[-1] = one._replace(
                    number=last.number, start=last.start, value=value, bound=last.bound
                )
                continue
            if (last.unit, one.unit) == ("ft", "inch"):
                found[-1] = last._replace(end=one.end, value=round(last.value + one.value / 12, 6))
                continue
        found.append(one)
    return found


def _ranges(part: Part, read: list[_Read]) -> list[_Read]:
    """Two numbers that are the ends of one range as one: "between 3 and 5 per cent"."""
    text, found = part.text, list[_Read]()
    for one in read:
        last = found[-1] if found else None
        if last is None or text[last.end : one.start] not in _STEPS or last.number.form == "share":
            found.append(one)
            continue
        step = text[last.end : one.start]
        between = text[max(0, last.start - 8) : last.start] in {"between ", "Between "}
        ends = last.unit is None or last.unit == one.unit
        rising = (
            last.value
            * (
                one.value / one.number.value
                if last.unit is None
                and one.unit
                and one.number.value
                and not last.number.scaled
                and one.number.scaled
                else 1
            )
            < one.value
        )
        bare = one.unit is None and last.unit is None
        both = last.unit is not None and not between
        signs = (last.start < last.number.start, one.start < one.number.start)
        if last.unit and one.unit and signs[0] != signs[1] and not between:
            found.append(one)
            continue
        changed = (
            both
            and step == " to "
            and re.search(r"\b(?:from) $", text[max(0, last.start - 5) : last.start])
        )
        if (
            not ends
            or not rising
            or (step == " and " and not between)
            or changed
            or one.bound not in {"exactly"}
            or (bare and step != " and " and counted(part, one.end)[0] is None)
            or (step == " or " and bare and one.number.form != last.number.form)
        ):
            found.append(one)
            continue
        value = last.value
        if last.unit is None and one.number.scaled and not last.number.scaled and last.value < 1000:
            value = round(last.value * one.value / max(one.number.value, 1e-9), 6)
        start = last.start - 8 if between else last.start
        found[-1] = one._replace(start=start, value=value, bound="exactly", number=last.number)
    return found


def _quantity(part: Part, one: _Read, last: Quantity | None) -> Quantity | None:
    text, number, unit = part.text, one.number, one.unit
    start, end = one.start, one.end
    counts: str | None = None
    compound = (
        _COMPOUND.match(text, number.end)
        if unit is None or text[number.end : number.end + 1] == "-"
        else None
    )
    if compound and number.end + len(compound[0]) >= end:
        end = compound.end()
        unit = unit or _MEASURED.get(compound["what"])
        if compound["what"] not in {"strong"} and unit is None:
            end = compound.end()
    if unit is None and not compound and _excluded(text, one):
        return None
    single = number.value == 1 and number.form == "words"
    if single and unit is None and _OF_THE.match(text, end):
        return None
    if unit is None:
        end = extension(part, end, others=True)
        if end != one.end and text[one.end : end] == " others":
            after = end
        elif single or compound:
            counts, after = counted(part, end, single=True)
            if counts is None and compound:
                counts, after = counted(part, end)
        else:
            counts, after = counted(part, end)
    else:
        after = end
        if unit not in {"time", "storey"}:
            counts, after = _measured(part, end, hyphen=compound is not None)
    victims, _ = (None, None) if unit or compound else casualty(part, number.start, after)
    if victims is None and unit is None and last is not None and last.casualty and last.evidence:
        victims = _inherited(text, last, start, after, last.casualty)
    if single and unit is None and counts is None and victims is None:
        return None
    if number.form == "share" and unit is None:
        head = text[max(0, start - 12) : start]
        half = text[number.start : number.end].lower() == "half"
        if text[number.start : number.end].lower() == "a third" and _SINGULAR.match(
            text, number.end
        ):
            return None
        if not _SHARES.match(text, number.end) or (
            half and one.bound == "exactly" and not _HALF_LEAD.search(head)
        ):
            return None
    if number.form != "digits" and number.value == 0 and counts is None and unit is None:
        return None
    if unit is None and counts is None and text[end - 1] == "+":
        return None
    if victims and counts and counts.lower() in {"dead", "injured", "missing", "wounded"}:
        counts, after = None, end
    return Quantity.model_construct(
        value=one.value,
        unit=unit,
        bound=one.bound,
        counts=counts,
        casualty=victims,
        evidence=part.span(start, max(after, end)),
        rule="quantity.pattern/2",
        confidence=_confidence(one, unit, counts, victims),
    )


def _measured(part: Part, end: int, *, hyphen: bool) -> tuple[str | None, int]:
    """What is measured: "20 tons of roses", "an eight-day trip"."""
    if part.text.startswith(" of ", end):
        index = part.at_or_after(end) + 1
        if index < len(part.words) and part.gap(index) == " ":
            thing, after = counted(part, end)
            return (thing, after) if thing else mass(part, index)
    if hyphen:
        return counted(part, end, single=True)
    return None, end


def _excluded(text: str, one: _Read) -> bool:
    number = one.number
    if number.form in {"vague", "share", "ratio"}:
        return False
    if number.form == "digits":
        if uncounted.is_phone(text, number.start, number.end) or uncounted.is_mark(text, number):
            return True
        written = text[number.start : number.end]
        if (
            one.bound == "exactly"
            and _BARE_YEAR.fullmatch(written)
            and not re.match(r" [a-z]", text[number.end :])
        ):
            return True
    if uncounted.is_score(text, number.start, one.end):
        return True
    if uncounted.is_age(text, number):
        return True
    if one.bound == "exactly" and one.start == number.start and uncounted.names(text, number):
        return True
    return number.form == "words" and number.value == 1 and uncounted.is_pronoun(text, number)


def _inherited(
    text: str, last: Quantity, start: int, after: int, victims: Casualty
) -> Casualty | None:
    """Victims among those that were counted before: "nine were hurt, two of them seriously"."""
    if last.evidence is None or not 0 <= start - last.evidence.end < 80:
        return None
    between = text[last.evidence.end : start]
    if not _DEPENDENT.fullmatch(between):
        return None
    including = between.rstrip().endswith(("including", "among them", "among them at least"))
    return (
        victims
        if including or _WORSE.match(text, after) or " of them" in text[start:after]
        else None
    )


def _confidence(one: _Read, unit: str | None, counts: str | None, victims: str | None) -> float:
    return 0.9 if unit or victims else 0.85 if counts else 0.7
