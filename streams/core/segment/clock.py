"""Times as live pages print them: a clock, a date, a zone, or how long ago."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

# Only names that mean one offset among newsrooms: IST and CST are three zones each.
OFFSETS: Final = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 60, "cet": 60, "mez": 60,
    "cest": 120, "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "trt": 180,
    "pkt": 300, "sgt": 480, "hkt": 480, "awst": 480, "jst": 540, "kst": 540, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780, "edt": -240, "est": -300, "cdt": -300, "mdt": -360,
    "mst": -420, "pdt": -420, "pst": -480,
}  # fmt: skip
_REGIONS: Final = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
# English, German, French, Spanish and Italian, as far as they are written out
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene gennaio gen",
            "feb february februar février fevrier févr febrero febbraio",
            "mar march märz maerz mars marzo",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag",
            "jun june juni juin junio giugno giu",
            "jul july juli juillet juil julio luglio lug",
            "aug august août aout agosto ago",
            "sep sept september septembre septiembre settembre set",
            "oct october oktober okt octobre octubre ottobre ott",
            "nov november novembre noviembre",
            "dec december dezember dez décembre decembre déc diciembre dic dicembre",
        ),
        1,
    )
    for name in names.split()
}

_ZONE: Final = (
    # in capitals: "17:48 et al" and "17:48 est tombé" name no zone
    r"(?P<zone>(?-i:gmt|bst|"
    + "|".join(name.upper() for name in sorted([*OFFSETS, *_REGIONS], key=len, reverse=True))
    + r"))\b\.?"
    r"|(?:(?:gmt|utc)\s?)?(?P<offset>[+-]\d{1,2}(?::?\d\d)?)\b"
)
_TIME: Final = (
    r"(?P<hour>2[0-3]|[01]?\d)(?:(?P<mark>[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?:uhr|hrs|h)\b)?"
    rf"(?:\s?[(/]?\s?(?:(?P<local>local time)|{_ZONE})\)?)?"
)
_MONTH: Final = rf"(?P<month#>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR: Final = r"(?:,?\s?(?P<year#>(?:19|20)\d\d))?"
_FORMS: Final = (
    rf"(?P<day#>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s(?:de\s)?{_MONTH}{_YEAR}",
    rf"{_MONTH}\s(?P<day#>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}",
    r"(?P<year#>(?:19|20)\d\d)-(?P<month#>\d\d)-(?P<day#>\d\d)",
    r"(?P<day#>\d{1,2})\.(?P<month#>\d{1,2})\.(?P<year#>(?:19|20)\d\d)",
    r"(?P<day#>\d{1,2})/(?P<month#>\d{1,2})/(?P<year#>(?:19|20)\d\d)",
)
_SLASHED: Final = "5"
_DATE: Final = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s|"
    r"(?:mo|di|mi|do|fr|sa|so)(?:\w{1,6}tag|ttwoch)?\.?,?\s)?(?:"
    + "|".join(form.replace("#", str(number)) for number, form in enumerate(_FORMS, 1))
    + ")"
)
_AGO: Final = re.compile(
    r"(?:(?P<now>just now)|(?:(?P<hours>\d{1,2})\s?h(?:(?:ou)?rs?)?\.?,?\s(?:and\s)?)?"
    r"(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s?(?P<unit>s(?:ec(?:ond)?s?)?|"
    r"m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?)\.?\sago)",
    re.IGNORECASE,
)
# "Hace 14 minutos", "Il y a 2 heures", "vor einer Stunde", "3 ore fa"
_AGO_ELSEWHERE: Final = re.compile(
    r"(?:hace|il y a|vor)\s(?P<count>un[ae]?|eine[rm]?|\d{1,3})\s(?P<unit>s(?:eg|ek)\w*|m\w*|"
    r"h\w*|st\w*|d[ií]\w*|t(?:ag\w*)|j(?:ours?)?)\.?|"
    r"(?P<count2>un[ao’']?|\d{1,3})\s?(?P<unit2>secondi|min(?:ut[oi])?|or[ae]|giorn[oi])\sfa",
    re.IGNORECASE,
)
# agencies print "1413 GMT"
_BARE_TIME: Final = re.compile(r"(?:2[0-3]|[01]\d)(?=[0-5]\d\s?(?:GMT|UTC|BST|CES?T|E[SD]T|hrs)\b)")
_JOIN: Final = re.compile(r"\s?(?:,|-|–|—|\||/|·|•|at\b|um\b|à\b)?\s?", re.IGNORECASE)
_CLOCK: Final = re.compile(_TIME, re.IGNORECASE)
_DAY: Final = re.compile(_DATE, re.IGNORECASE)
_BRACKET: Final = re.compile(r"\s?\((?P<inner>[^()]{4,40})\)")
_PLAYED: Final = re.compile(
    r"(?P<minute>1?\d{1,2})(?:\s?\+\s?(?P<added>\d{1,2}))?(?:\s?(?:mins?|minutes?)\b\.?|['’′])",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ’']")
_NUMBERS: Final = "one two three four five six seven eight nine ten".split()
_UNITS: Final = {"s": 0, "m": 1, "h": 60, "o": 60, "d": 1440, "g": 1440, "t": 1440, "j": 1440}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as far as the page gives it.

    Attributes:
        minutes: since midnight; absent for a bare date.
        seconds: past the minute.
        offset: of the zone, in minutes east of Greenwich.
        region: of the zone, where its offset depends on the season; an IANA name.
        date: the day.
        day_month: the day, where the page leaves out the year.
        ago: minutes before the page was fetched.
        played: minutes and added minutes of a match.
    """

    minutes: int | None = None
    seconds: int = 0
    offset: int | None = None
    region: str | None = None
    date: date | None = None
    day_month: tuple[int, int] | None = None
    ago: int | None = None
    played: tuple[int, int] | None = None

    @property
    def dated(self) -> bool:
        """Whether it names a day, with or without the year."""
        return self.date is not None or self.day_month is not None

    @property
    def timed(self) -> bool:
        """Whether it says more than a day."""
        return not (self.minutes is None and self.ago is None and self.played is None)

    @property
    def zoned(self) -> bool:
        """Whether it names a zone."""
        return self.offset is not None or self.region is not None


def read(text: str) -> tuple[Clock, str] | None:
    """The time that a text opens with, and what follows it; nothing where there is none.

    A bare number is no time: it needs a colon or point, "am" or "pm", or to be of a match.
    """
    if bare := _BARE_TIME.match(text):
        text = f"{bare[0]}:{text[bare.end() :]}"
    if ago := _AGO.match(text):
        clock, end = _ago(ago, text)
    elif elsewhere := _AGO_ELSEWHERE.match(text):
        clock, end = Clock(ago=_elsewhere(elsewhere)), elsewhere.end()
    elif played := _PLAYED.match(text):
        clock = Clock(played=(int(played["minute"]), int(played["added"] or 0)))
        end = played.end()
    else:
        found = _dated(text)
        if found is None:
            return None
        clock, end = found
    # "17:48th" and "5pmish" are something else; "3h agoTue 4 Mar" and "13:12Ida Brandt" are two things
    whole = not text[end : end + 1].isalnum() or _BEGINS.match(text, end)
    return (clock, text[end:]) if whole else None


def _ago(found: re.Match[str], text: str) -> tuple[Clock, int]:
    # "12m ago (16:45 GMT)": what stands in brackets is exact
    bracket = _BRACKET.match(text, found.end())
    exact = _dated(bracket["inner"]) if bracket else None
    if bracket and exact and exact[0].minutes is not None and exact[1] == len(bracket["inner"]):
        return exact[0], bracket.end()
    if found["now"]:
        return Clock(ago=0), found.end()
    count = _count(found["count"])
    minutes = count * _UNITS[found["unit"][0].lower()] + 60 * int(found["hours"] or 0)
    return Clock(ago=minutes), found.end()


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return _NUMBERS.index(word.lower()) + 1 if word.lower() in _NUMBERS else 1


def _elsewhere(found: re.Match[str]) -> int:
    count = found["count"] or found["count2"]
    unit = (found["unit"] or found["unit2"]).lower()
    # "Stunden" are hours, "segundos" and "Sekunden" seconds
    minutes = 60 if unit.startswith("st") else _UNITS[unit[0]]
    return minutes * (int(count) if count.isdecimal() else 1)


def _dated(text: str) -> tuple[Clock, int] | None:
    # the day may stand before the time or behind it
    day, end = _day(text, 0)
    time, after = _time(text, _skip(text, end) if day else 0)
    if time is None:
        return (day, end) if day else None
    if day is None:
        day, late = _day(text, _skip(text, after))
        after = late if day else after
    if day:
        time = replace(time, date=day.date, day_month=day.day_month)
    return time, after


def _skip(text: str, start: int) -> int:
    found = _JOIN.match(text, start)
    return found.end() if found else start


def _time(text: str, start: int) -> tuple[Clock | None, int]:
    found = _CLOCK.match(text, start)
    if not found or (found["minute"] is None and not found["half"]):
        return None, start
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None, start
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    zone = (found["zone"] or "").lower()
    return Clock(
        minutes=hour * 60 + int(found["minute"] or 0),
        seconds=int(found["second"] or 0),
        offset=_offset(found["offset"]) if found["offset"] else OFFSETS.get(zone),
        region=_REGIONS.get(zone),
    ), found.end()


def _offset(text: str) -> int | None:
    digits = text[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    total = int(hours) * 60 + int(minutes)
    return (-total if text[0] == "-" else total) if total <= 14 * 60 else None


def _day(text: str, start: int) -> tuple[Clock | None, int]:
    found = _DAY.match(text, start)
    form = next((n for n in "12345" if found and found[f"day{n}"]), None)
    if not found or not form:
        return None, start
    named = found[f"month{form}"].lower()
    month = int(named) if named.isdecimal() else _MONTHS[named]
    day, year = int(found[f"day{form}"]), found[f"year{form}"]
    if form == _SLASHED and day != month:
        if day <= 12 and month <= 12:
            return Clock(), found.end()  # papers differ in which of the two is the month
        day, month = max(day, month), min(day, month)
    try:
        # a leap year, so that 29 February may stand without its year
        known = date(int(year) if year else 2000, month, day)
    except ValueError:
        return None, start
    return (Clock(date=known) if year else Clock(day_month=(month, day))), found.end()
