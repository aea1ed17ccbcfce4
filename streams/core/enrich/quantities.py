"""Quantities: counts, measures, shares, sums of money and victims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from schemas import Quantity

from .casualties import casualty
from .counted import counted
from .numbers import SCALES, SMALL, SUFFIXES, value_of
from .tokens import Part

Bound = Literal["exactly", "at-least", "at-most", "about"]

_WORD = "|".join(sorted(SMALL, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_SPELLED = rf"(?:(?:{_WORD})(?:-(?:{_WORD}))?|a(?= (?:{_SCALE})\b))(?: (?:{_SCALE})\b(?: and (?:{_WORD})(?:-(?:{_WORD}))?\b)?)*"
_NUMBER = re.compile(
    r"(?<![\w.,:/£$€#+-])(?P<money>(?:US|A|C|NZ)?\$|£|€|¥)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?i:{_SPELLED})\b)"
    r"(?P<suffix>(?:bn|tn|mn|m|k)\b)?"
    rf"(?: ?(?P<scale>million|billion|trillion|thousand|hundred|dozen|bn|m)\b)?"
    r"(?:(?=(?:km|kg|mph|mm|cm|ft|pc)\b)|(?![\w:/]|[.,]\d|[-–—]\d))"
)
_UNITS = {
    "%": "percent", "per cent": "percent", "percent": "percent", "pc": "percent",
    "percentage points": "percentage-points", "km": "km", "kilometres": "km", "kilometers": "km",
    "miles": "mile", "mile": "mile", "metres": "m", "meters": "m", "feet": "ft", "ft": "ft",
    "mph": "mph", "km/h": "km/h", "kmh": "km/h", "kg": "kg", "tonnes": "tonne", "tons": "ton",
    "acres": "acre", "hectares": "hectare", "litres": "litre", "gallons": "gallon",
    "barrels": "barrel", "degrees": "degree", "°C": "celsius", "C": "celsius", "mm": "mm",
    "cm": "cm", "inches": "inch", "megawatts": "MW", "MW": "MW", "gigawatts": "GW", "GW": "GW",
    "dollars": "USD", "euros": "EUR", "pounds": "GBP", "roubles": "RUB", "rubles": "RUB",
    "yuan": "CNY", "yen": "JPY", "rupees": "INR", "hryvnia": "UAH", "magnitude": "magnitude",
    "hours": "hour", "minutes": "minute", "seconds": "second", "days": "day", "weeks": "week",
    "months": "month", "years": "year",
}  # fmt: skip
_UNIT = re.compile(
    r"[ -]?(?:" + "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True))) + r")(?![\w])"
)
_MONEY = {
    "$": "USD",
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
}
_BOUND = re.compile(
    r"(?:\b(?P<least>at least|more than|over|no fewer than|no less than|upwards of|a minimum of|not less than|in excess of)"
    r"|\b(?P<most>at most|up to|no more than|fewer than|less than|under|a maximum of|as many as|not more than)"
    r"|\b(?P<about>about|around|some|roughly|approximately|nearly|almost|an estimated|estimated|close to))"
    r" (?:an? (?:further|additional) |another )?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r" or (more|fewer|less)\b")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_DATE_BEFORE = re.compile(rf"\b(?:{_MONTHS})\.? $")
_DATE_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b(?! \w+s\b)|(?:st|nd|rd|th)\b|\.\d\d ?[ap]m|\s?(?:am|pm|a\.m|p\.m)\b|s\b| ?(?:GMT|BST|UTC|EST|CET|ET)\b| o[’']clock| (?:today|tomorrow|yesterday)"
)
_NOT_AFTER = re.compile(
    r"(?:\b(?:No|number|article|page|chapter|section|phase|type|aged?|flight|day|channel|group|level|route|room|week|grade|category|(?:at|by|from|until|since|before|after) half past|half past)\.? |\d,? (?:to|or) |\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty) (?:to|or) |\b(?:last|past|next|first|top) )$",
    re.IGNORECASE,
)
_SCORE = re.compile(r" ?(?:[-–]|to|of) ?\d")
_CURRENCY = re.compile(r"\b(?:US|A|C|NZ)$")
_PHONE = re.compile(r"(?:\d[\d ()-]{7,}\d)")


def find(part: Part) -> list[Quantity]:
    """The quantities of one part, in order."""
    phones = [match.span() for match in _PHONE.finditer(part.text) if _is_phone(match[0])]
    found = []
    for match in _matches(part):
        if any(start <= match.start() < end for start, end in phones):
            continue
        quantity = _quantity(part, match)
        if quantity:
            found.append(quantity)
    return found


def _matches(part: Part) -> Iterator[re.Match[str]]:
    """The numbers, tried only at words that can start one."""
    text, words = part.text, part.words
    done = 0
    for index, word in enumerate(words):
        if word.start < done:
            continue
        if not word.text[0].isdigit() and word.lower.split("-", 1)[0] not in SMALL:
            scaled = index + 1 < len(words) and words[index + 1].lower in SCALES
            if word.lower != "a" or not scaled:
                continue
        start = word.start
        if start and text[start - 1] in "$£€¥":
            start -= 1
            prefix = _CURRENCY.search(text, max(0, start - 2), start)
            start -= len(prefix[0]) if prefix else 0
        match = _NUMBER.match(text, start)
        if match:
            done = match.end()
            yield match


def _is_phone(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= 9 and "," not in text


def _quantity(part: Part, match: re.Match[str]) -> Quantity | None:
    text = part.text
    start, end = match.span()
    value = _value(match)
    if value is None or _SCORE.match(text, end):
        return None
    money = _MONEY.get(match["money"] or "")
    before = text[max(0, start - 30) : start].rpartition("\n")[2]
    unit, unit_end = money, end
    if not money and (found := _UNIT.match(text, end)):
        unit = _UNITS[found[0].strip(" -")]
        unit_end = found.end()
    if unit is None and re.search(r"\bmagnitude[ -](?:of )?$", before):
        unit = "magnitude"
    if not money and _is_time(text, match, before):
        return None
    bounded = _BOUND.search(before)
    bound: Bound = "exactly"
    if bounded:
        bound = "at-least" if bounded["least"] else "at-most" if bounded["most"] else "about"
        start -= len(before) - bounded.start()
    counts, after = counted(part, unit_end) if unit is None else (None, unit_end)
    more = _OR_MORE.match(text, unit_end)
    if more:
        bound, after = ("at-least" if more[1] == "more" else "at-most"), more.end()
        counts = None
    victims, shown = casualty(part, match.start(), after)
    year = match["number"].isdigit() and len(match["number"]) == 4 and 1900 <= value < 2100
    if year and not (bounded or unit or victims):
        return None
    single = match["number"].lower() in {"one", "a"} and match["scale"] is None
    if (unit, counts, victims) == (None, None, None) or (single and not (unit or victims)):
        return None
    if victims and counts in {"dead", "injured", "missing"}:
        counts = None
    return Quantity.model_construct(
        value=value,
        unit=unit,
        bound=bound,
        counts=counts,
        casualty=victims,
        evidence=part.span(start, max(after, unit_end)),
        rule="quantity.pattern/1",
        confidence=0.9 if unit or victims else 0.8 if shown is None else 0.7,
    )


def _value(match: re.Match[str]) -> float | None:
    number = match["number"]
    digits = number.replace(",", "")
    value = float(digits) if digits[0].isdigit() else value_of(number)
    if value is None:
        return None
    if match["suffix"]:
        if match["suffix"] in {"m", "k"} and not match["money"] and "." not in number:
            # 400m is a distance as often as a number of people
            return None
        value *= SUFFIXES[match["suffix"]]
    if match["scale"]:
        value *= SCALES.get(match["scale"]) or SUFFIXES[match["scale"]]
    return round(value, 6)


def _is_time(text: str, match: re.Match[str], before: str) -> bool:
    end = match.end()
    if _DATE_BEFORE.search(before) and not before.rstrip().endswith("some"):
        return True
    if _DATE_AFTER.match(text, end) or _NOT_AFTER.search(before):
        return True
    # an age between commas, or glued to a hyphen: "34-year-old", "24-hour"
    follows = text[end : end + 1]
    if match["number"].isdigit() and before.endswith(", ") and follows in {",", "."}:
        return True
    return follows in {"-", "’", "'"} and not _UNIT.match(text, end)
