"""Units and currencies, as data: how text writes them, and what they are called in events."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import NamedTuple

_WRITTEN = {
    "percent": "%|percent|per cent|percentage|pct|pc",
    "percentage-point": "percentage points?|percentage-points?|pp",
    "basis-point": "basis points?|bps",
    "point": "points?",
    "mm": "mm|millimet(?:er|re)s?", "cm": "cm|centimet(?:er|re)s?", "m": "m|met(?:er|re)s?",
    "km": "km|kms|kilomet(?:er|re)s?", "inch": "inch(?:es)?", "ft": "ft|foot|feet", "yard": "yards?",
    "mile": "mi|miles?", "nautical-mile": "nautical miles?", "light-year": "light[- ]years?",
    "km/h": "km/h|kph|kmh|kmph|km per hour|kilomet(?:er|re)s (?:per|an) hour", "knot": "knots?",
    "mph": "mph|miles (?:per|an) hour", "m/s": "m/s|met(?:er|re)s (?:per|a) second",
    "acre": "acres?", "hectare": "ha|hectares?",
    "square-m": "square met(?:er|re)s?|sq m|m2|m²", "square-km": "square kilomet(?:er|re)s?|sq km|km2|km²",
    "square-mile": "square miles?|sq miles?", "square-ft": "square f(?:oo|ee)t|sq ft",
    "mg": "mg|milligrams?", "g": "g|gram(?:me)?s?", "kg": "kg|kgs|kilos?|kilogram(?:me)?s?",
    "tonne": "tonnes?|metric tons?|tons?", "pound": "lbs?", "ounce": "oz|ounces?", "stone": "stone",
    "quintal": "quintals?", "carat": "carats?",
    "ml": "ml|millilit(?:er|re)s?", "litre": "lit(?:er|re)s?", "gallon": "gallons?", "pint": "pints?",
    "barrel": "barrels?", "cubic-m": "cubic met(?:er|re)s?|m3|m³", "cubic-ft": "cubic f(?:oo|ee)t",
    "cubic-ft/s": "cubic feet per second|cfs",
    "kW": "kW|kilowatts?", "MW": "MW|megawatts?", "GW": "GW|gigawatts?", "kWh": "kWh|kilowatt[- ]hours?",
    "MWh": "MWh|megawatt[- ]hours?", "GHz": "GHz|gigahertz", "MHz": "MHz|megahertz",
    "KB": "KB|kilobytes?", "MB": "MB|megabytes?", "GB": "GB|gigabytes?", "TB": "TB|terabytes?",
    "celsius": "°C|ºC|°c|C|degrees? (?:Celsius|celsius|centigrade|C)|Celsius|celsius",
    "fahrenheit": "°F|F|degrees? (?:Fahrenheit|fahrenheit|F)|Fahrenheit|fahrenheit",
    "degree": "degrees?|deg|°|º",
    "second": "secs?|seconds?", "minute": r"mins?\.?|minutes?", "hour": "hrs?|hours?", "day": "days?",
    "week": "weeks?", "fortnight": "fortnights?", "month": "months?", "year": "yrs?|years?",
    "decade": "decades?", "century": "centur(?:y|ies)",
    "time": "times?", "star": "stars?", "storey": "storeys?", "page": "page",
    "magnitude": "magnitude",
}  # fmt: skip
_MONEY = {
    "USD": "US dollars?|us dollars?|U\\.S\\. dollars?", "dollar": "dollars?", "EUR": "euros?", "GBP": "pounds?(?: sterling)?|quid",
    "RUB": "rou?bles?", "CNY": "yuan|renminbi", "JPY": "yen", "INR": "rupees?", "UAH": "hryvnias?|hryvnya",
    "KRW": "won", "TRY": "Turkish lira|turkish lira|lira|liras", "CHF": "Swiss francs?|francs?", "PLN": "zloty|zlotys", "SEK": "kronor",
    "KES": "shillings?|bob", "NGN": "naira", "ZAR": "rand", "ILS": "shekels?", "PHP": "pesos?",
    "THB": "baht", "MYR": "ringgit", "IDR": "rupiah", "VND": "dong", "IRR": "rials?", "BRL": "reais|real",
    "BGN": "leva", "HUF": "forints?", "SAR": "riyals?", "AED": "dirhams?", "PKR": "Pakistani rupees?",
    "cent": "cents?", "penny": "pence|p", "AUD": "Australian dollars?", "CAD": "Canadian dollars?",
}  # fmt: skip
_CODES = (
    "USD|EUR|GBP|JPY|CNY|INR|AUD|CAD|NZD|SGD|HKD|CHF|KES|NGN|ZAR|RUB|UAH|PHP|BGN|MYR|THB|KRW|BRL|MXN"
    "|TRY|PLN|SEK|NOK|DKK|ILS|AED|SAR|EGP|PKR|BDT|IDR|VND|GHS|UGX|TZS"
)
_SIGNS = {
    "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "S$": "SGD", "HK$": "HKD",
    "NT$": "TWD", "R$": "BRL", "Mex$": "MXN", "$": "dollar", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR",
    "₦": "NGN", "₱": "PHP", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND", "฿": "THB",
    "₴": "UAH", "₡": "CRC", "₭": "LAK", "Rs": "INR", "Rs.": "INR", "KSh": "KES", "Ksh": "KES", "Sh": "KES",
    "RM": "MYR", "R": "ZAR", "N": "NGN", "Tk": "BDT", "Rp": "IDR", "Fr": "CHF",
} | {code: code for code in _CODES.split("|")}  # fmt: skip
CALENDAR = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week")}
"""Units that events give in a smaller one."""
CLOCK = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
"""Seconds in the units that add up exactly."""
SPANS = frozenset({*CLOCK, "week", "month", "year", *CALENDAR})
"""Units of time."""
ALONE = frozenset({
    "hour", "minute", "day", "week", "month", "year", "decade", "century", "inch", "ft", "m", "km",
    "mile", "cent", "percentage-point", "tonne", "litre", "pint", "gallon", "acre", "hectare", "fortnight", "kg",
})  # fmt: skip
"""Units that "a" can count: "an hour", "a mile"."""

_TABLE = _WRITTEN | _MONEY
for _code in _CODES.split("|"):
    _TABLE[_code] = "|".join(filter(None, (_MONEY.get(_code), _code)))
# "km/h" comes before "km": the longer form wins
_FORMS = sorted(
    (form for forms in _TABLE.values() for form in re.split(r"\|(?![^(]*\))", forms)),
    key=len,
    reverse=True,
)
_JOINTS = frozenset(" \u00a0-")
# a pattern for each letter that units begin with: one for all would be tried form by form
_UNITS = {
    letter: re.compile(rf"({'|'.join(form for form in _FORMS if form[0] == letter)})(?!\w)")
    for letter in {form[0] for form in _FORMS}
}
_SIGN = re.compile(
    "(?:" + "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))) + r")[ \u00a0]?$"
)
_SIGN_ENDS = frozenset(sign[-1] for sign in _SIGNS)
# a dollar is what the readers of that zone pay with; where two currencies share one, the more usual
_DOLLARS = {8: "SGD", 9: "AUD", 10: "AUD", 11: "AUD", 12: "NZD", 13: "NZD"}


class Unit(NamedTuple):
    """A unit behind a number: its name, what it multiplies the value with, where it ends."""

    name: str
    factor: float
    end: int


def unit_at(text: str, end: int, offset: timedelta | None) -> Unit | None:
    """The unit that follows a number."""
    start = end + (text[end : end + 1] in _JOINTS)
    pattern = _UNITS.get(text[start : start + 1])
    match = pattern and pattern.match(text, start)
    if not match:
        return None
    name = _name(match[1])
    factor = 1.0
    if name == "cent":
        name, factor = dollar(offset), 0.01
    elif name == "penny":
        name, factor = "GBP", 0.01
    elif name in CALENDAR:
        factor, name = CALENDAR[name]
    return Unit(dollar(offset) if name == "dollar" else name, factor, match.end())


@cache
def _name(written: str) -> str:
    return next(name for name, forms in _TABLE.items() if re.fullmatch(forms, written))


def currency_before(text: str, start: int, offset: timedelta | None) -> tuple[str, int] | None:
    """The currency whose sign or code ends there, and where it starts."""
    before = text[start - 1 : start]
    sign = text[start - 2 : start - 1] if before in {" ", "\u00a0"} else before
    if not sign or (sign.islower() and sign not in _SIGN_ENDS):
        return None
    match = _SIGN.search(text, max(0, start - 6), start)
    if match is None:
        return None
    sign = match[0].strip(" \u00a0")
    at = match.start()
    if at and (text[at - 1].isalnum() or text[at - 1] in "-.") and sign[0].isalpha():
        return None
    name = _SIGNS[sign]
    return (dollar(offset) if name == "dollar" else name), at


def dollar(offset: timedelta | None) -> str:
    """Which dollar an entry from this zone means where it does not say."""
    hours = round(offset.total_seconds() / 3600) if offset else 0
    return _DOLLARS.get(hours, "USD")


def degrees(value: float, offset: timedelta | None) -> str:
    """Which degrees are meant: in America, those of Fahrenheit."""
    hours = offset.total_seconds() / 3600 if offset else 0
    return "fahrenheit" if -11 <= hours <= -4 and value > -60 else "celsius"
