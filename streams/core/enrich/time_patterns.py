"""How English writes clock times, days, dates, months, years, periods and lengths."""

from __future__ import annotations

import re

from .numbers import SMALL
from .zones import ZONE

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

SHORT_MONTHS = {name[:3]: index for index, name in enumerate(MONTHS, start=1)}
SHORT_DAYS = {name[:3]: index for index, name in enumerate(DAYS)}
PARTS = {
    "morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (20, 30), "dawn": (6, 12),
    "lunchtime": (12, 14), "tonight": (18, 30), "overnight": (20, 30), "daybreak": (6, 12), "dusk": (18, 24),
    "sunrise": (6, 12), "sunset": (18, 24), "nightfall": (18, 24),
}  # fmt: skip
"""Hours after the midnight at which the day begins."""
NOON = {"noon": 12, "midday": 12, "midnight": 24, "teatime": 17}
_UNITS = r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)s?"
_COUNT = rf"(?P<count>\d[\d,]*|a couple of|a few|few|several|an?|half an?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![\w])"
)
_YEAR = r"(?P<year>(?:1\d|20)\d\d)(?![\d%]|[.,]\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
DMY = re.compile(rf"(?P<day>\d\d?){_ORDINAL}(?: of)?[ -]{_MONTH}(?:,?[ -]{_YEAR})?", re.IGNORECASE)
DAYS_MONTH = re.compile(
    rf"(?P<day>\d\d?){_ORDINAL}(?: ?[-–] ?| to | and )(?P<last>\d\d?){_ORDINAL} {_MONTH}(?:,? {_YEAR})?",
    re.IGNORECASE,
)
MDY = re.compile(
    rf"{_MONTH},? (?:the )?(?P<day>\d\d?){_ORDINAL}(?![\d:%]|[.,]\d| ?[ap]\.?m\b| per)(?: ?[-–] ?(?P<last>\d\d?){_ORDINAL}(?![\d:]))?(?:,? {_YEAR})?",
    re.IGNORECASE,
)
MONTH_YEAR = re.compile(rf"{_MONTH}(?: of|,)? {_YEAR}", re.IGNORECASE)
MONTH = re.compile(_MONTH, re.IGNORECASE)
ISO = re.compile(r"(?P<year>(?:1\d|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])")
SLASHED = re.compile(
    r"(?P<one>\d\d?)[/.-](?P<two>\d\d?)[/.-](?P<year>(?:19|20)\d\d|\d\d)(?![\w/.-]*\d)"
)
YEAR = re.compile(
    rf"{_YEAR}(?:(?P<decade>[’']?s)(?!\w)|(?:[-–/](?P<to>\d\d(?:\d\d)?)(?![\w/-]))?(?![\w-]))"
)
CLOCK = re.compile(
    r"(?P<hour>\d\d?)(?:(?P<sign>[:.])(?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
    r"(?: ?(?P<half>[ap]\.m\.|[ap]m(?!\w)|[AP]M(?!\w)|[AP]\.M\.)| ?(?P<clock>o[’']clock))?"
    + ZONE
    + r"(?! ?%)"
)
SPOKEN = re.compile(
    rf"(?:(?P<past>half|quarter|twenty|ten|five|twenty-five)[- ](?P<way>past|to) )?(?P<hour>{'|'.join(list(SMALL)[1:13])})"
    r"(?: o[’']clock)?(?: (?:in the (?P<part>morning|afternoon|evening)|at night))?",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)(?!\w)(?P<week> week\b)?"
    r"(?: (?:in the )?(?P<part>morning|afternoon|evening|night|lunchtime)\b)?",
    re.IGNORECASE,
)
NEAR = re.compile(
    r"(?P<word>today|tonight|yesterday|tomorrow|overnight|the day before yesterday|(?:the )?day after tomorrow|this day)\b"
    r"(?: (?:in the )?(?P<part>morning|afternoon|evening|night|lunchtime)\b)?",
    re.IGNORECASE,
)
PERIOD = re.compile(
    r"(?P<which>(?:the )?(?:same|following|previous|coming)|this(?: coming| past)?|last|next|past|the)"
    r" (?:(?P<part>morning|afternoon|evening|night|lunchtime)|(?P<unit>week|weekend|month|quarter|year|decade|century|hour|minute))\b"
    r"(?P<beyond> (?:before last|after next))?(?P<of> last year| last month)?",
    re.IGNORECASE,
)
QUARTER = re.compile(
    r"(?P<which>first|second|third|fourth|last|final) (?P<unit>quarter|half) of (?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
LENGTH = re.compile(
    rf"(?:{_COUNT}(?P<and> and a half)?[ -])?{_UNITS}(?P<ago> ago\b| earlier\b| before\b)?",
    re.IGNORECASE,
)
OF_MONTH = re.compile(r"(?P<day>\d\d?)(?:st|nd|rd|th)\b(?! [A-Za-z’]+)")
FEASTS = {"christmas": (12, 25), "new year": (1, 1), "new year’s": (1, 1),
          "christmas eve": (12, 24), "new year’s eve": (12, 31), "boxing": (12, 26), "halloween": (10, 31)}  # fmt: skip
FEAST = re.compile(
    r"(?P<feast>Christmas(?: (?:Day|Eve))?|New Year(?:[’']s (?:Day|Eve))?|Boxing Day|Halloween)(?!\w| [A-Z]| (?:party|tree|market|dinner|lights|card))"
)

WORD = re.compile(rf"(?P<word>\w+){ZONE}")
