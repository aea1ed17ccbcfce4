"""The pieces that times are made of: clock times, days, dates, months, years, periods, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from .numbers import SMALL, value_of
from .tokens import Part
from .zones import ZONE

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
Kind = Literal["clock", "part", "day", "month", "year", "period", "length", "ago"]

_SHORT = {name[:3]: index for index, name in enumerate(MONTHS, start=1)}
_WEEK = {name[:3]: index for index, name in enumerate(DAYS)}
PARTS = {
    "morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (20, 30), "dawn": (6, 12),
    "lunchtime": (12, 14), "tonight": (18, 30), "overnight": (20, 30), "daybreak": (6, 12), "dusk": (18, 24),
    "sunrise": (6, 12), "sunset": (18, 24), "nightfall": (18, 24),
}  # fmt: skip
"""Hours after the midnight at which the day begins."""
_NOON = {"noon": 12, "midday": 12, "midnight": 24, "teatime": 17}
_UNITS = r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)s?"
_COUNT = rf"(?P<count>\d[\d,]*|a couple of|a few|few|several|an?|half an?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"

_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![\w])"
)
_YEAR = r"(?P<year>(?:1\d|20)\d\d)(?![\d%]|[.,]\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DMY = re.compile(rf"(?P<day>\d\d?){_ORDINAL}(?: of)?[ -]{_MONTH}(?:,?[ -]{_YEAR})?", re.IGNORECASE)
_DAYS_MONTH = re.compile(
    rf"(?P<day>\d\d?){_ORDINAL}(?: ?[-–] ?| to | and )(?P<last>\d\d?){_ORDINAL} {_MONTH}(?:,? {_YEAR})?",
    re.IGNORECASE,
)
_MDY = re.compile(
    rf"{_MONTH},? (?:the )?(?P<day>\d\d?){_ORDINAL}(?![\d:%]|[.,]\d| ?[ap]\.?m\b| per)(?: ?[-–] ?(?P<last>\d\d?){_ORDINAL}(?![\d:]))?(?:,? {_YEAR})?",
    re.IGNORECASE,
)
_MY = re.compile(rf"{_MONTH}(?: of|,)? {_YEAR}", re.IGNORECASE)
_M = re.compile(_MONTH, re.IGNORECASE)
_ISO = re.compile(r"(?P<year>(?:1\d|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])")
_SLASHED = re.compile(
    r"(?P<one>\d\d?)[/.-](?P<two>\d\d?)[/.-](?P<year>(?:19|20)\d\d|\d\d)(?![\w/.-]*\d)"
)
_A_YEAR = re.compile(
    rf"{_YEAR}(?:(?P<decade>[’']?s)(?!\w)|(?:[-–/](?P<to>\d\d(?:\d\d)?)(?![\w/-]))?(?![\w-]))"
)
_CLOCK = re.compile(
    r"(?P<hour>\d\d?)(?:(?P<sign>[:.])(?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
    r"(?: ?(?P<half>[ap]\.m\.|[ap]m(?!\w)|[AP]M(?!\w)|[AP]\.M\.)| ?(?P<clock>o[’']clock))?"
    + ZONE
    + r"(?! ?%)"
)
_SPOKEN = re.compile(
    rf"(?:(?P<past>half|quarter|twenty|ten|five|twenty-five)[- ](?P<way>past|to) )?(?P<hour>{'|'.join(list(SMALL)[1:13])})"
    r"(?: o[’']clock)?(?: (?:in the (?P<part>morning|afternoon|evening)|at night))?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)(?!\w)(?P<week> week\b)?"
    r"(?: (?:in the )?(?P<part>morning|afternoon|evening|night|lunchtime)\b)?",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"(?P<word>today|tonight|yesterday|tomorrow|overnight|the day before yesterday|(?:the )?day after tomorrow|this day)\b"
    r"(?: (?:in the )?(?P<part>morning|afternoon|evening|night|lunchtime)\b)?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?P<which>(?:the )?(?:same|following|previous|coming)|this(?: coming| past)?|last|next|past|the)"
    r" (?:(?P<part>morning|afternoon|evening|night|lunchtime)|(?P<unit>week|weekend|month|quarter|year|decade|century|hour|minute))\b"
    r"(?P<beyond> (?:before last|after next))?(?P<of> last year| last month)?",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"(?P<which>first|second|third|fourth|last|final) (?P<unit>quarter|half) of (?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"(?:{_COUNT}(?P<and> and a half)?[ -])?{_UNITS}(?P<ago> ago\b| earlier\b| before\b)?",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(r"(?P<day>\d\d?)(?:st|nd|rd|th)\b(?! [A-Za-z’]+)")
_FEASTS = {"christmas": (12, 25), "new year": (1, 1), "new year’s day": (1, 1), "new year's day": (1, 1),
           "christmas eve": (12, 24), "new year’s eve": (12, 31), "boxing day": (12, 26), "halloween": (10, 31)}  # fmt: skip
_FEAST = re.compile(
    r"(?P<feast>Christmas(?: (?:Day|Eve))?|New Year(?:[’']s (?:Day|Eve))?|Boxing Day|Halloween)(?!\w| [A-Z]| (?:party|tree|market|dinner|lights|card))"
)

_WORDS: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    **dict.fromkeys(DAYS, (("weekday", _WEEKDAY),)),
    **dict.fromkeys(("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"), (("weekday", _WEEKDAY),)),
    **dict.fromkeys((*MONTHS, *_SHORT, "sept"), (("mdy", _MDY), ("month", _MY), ("month", _M))),
    **dict.fromkeys(("today", "tonight", "yesterday", "tomorrow", "overnight"), (("near", _NEAR),)),
    **dict.fromkeys(("this", "last", "next", "past", "the", "same", "following", "previous", "coming"), (("near", _NEAR), ("quarter", _QUARTER), ("period", _PERIOD))),
    **dict.fromkeys(("first", "second", "third", "fourth", "final"), (("quarter", _QUARTER),)),
    **dict.fromkeys(("christmas", "new", "boxing", "halloween"), (("feast", _FEAST),)),
    "day": (("near", _NEAR),),
}  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an"})
_COUNTS = frozenset({"a", "an", "few", "several", "half", *SMALL})
_LENGTHS = frozenset(
    "hours days weeks months years decades minutes centuries hour day week month year".split()
)

_STARTS = frozenset(_WORDS) | _COUNTS | _LENGTHS | frozenset(PARTS) | frozenset(_NOON) | {"quarter"}
_AFTER_ARTICLE = _LENGTHS | frozenset(
    "same following previous coming first second third fourth last final day afternoon weekend half few couple quarter fortnight "
    "second minute".split()
)


class Atom(NamedTuple):
    """A piece of a time.

    Attributes:
        kind: what it fixes.
        start: of its first character.
        end: behind its last one.
        how: which way of naming it is.
        match: what was read.
    """

    kind: Kind
    start: int
    end: int
    how: str
    match: re.Match[str]


def atoms(part: Part) -> list[Atom]:
    """The pieces in order; none overlaps another."""
    found: list[Atom] = []
    words, done = part.words, 0
    # few words can start a piece; "the" and "a", which many can follow, are asked for the next one
    starting = [index for index, word in enumerate(words) if _starts(word.lower)]
    for index in starting:
        word = words[index]
        if word.start < done:
            continue
        if word.lower in _ARTICLES and (
            index + 1 == len(words) or words[index + 1].lower not in _AFTER_ARTICLE
        ):
            continue
        for atom in _at(part, index):
            found.append(atom)
            done = atom.end
            break
    return found


def _at(part: Part, index: int) -> Iterator[Atom]:
    """What may start with a word, the longest first."""
    word, text = part.words[index], part.text
    start = word.start
    if word.text[0].isdigit():
        before = text[start - 1 : start]
        if (
            (before
            and before in "$£€¥₹#/")
            or (before in {".", ",", ":"} and text[start - 2 : start - 1].isdigit())
        ):
            return
        yield from _numeric(text, start)
        return
    lower = word.lower
    shade, dash, rest = lower.partition("-")
    if dash and shade in {"mid", "early", "late"}:
        lower, start = rest, start + len(shade) + 1
    for how, pattern in _WORDS.get(lower, ()):
        match = pattern.match(text, start)
        if match and _fits(part, index, how, match):
            yield Atom(_KINDS[how], start, match.end(), how, match)
    if lower in PARTS or lower in _NOON:
        match = _WORD.match(text, start)
        if match:
            yield Atom("part" if lower in PARTS else "clock", start, match.end(), "bare", match)
    if lower in _COUNTS or lower in _LENGTHS:
        yield from _length(text, start)
        if lower not in {"a", "an"} and lower not in _LENGTHS:
            yield from _spoken(text, start)
    elif lower.split("-")[0] == "twenty" or lower in {"quarter", "half"}:
        yield from _spoken(text, start)


@lru_cache(maxsize=1 << 15)
def _starts(word: str) -> bool:
    return word in _STARTS or "0" <= word[0] <= "9" or ("-" in word and bool(_DASHED.match(word)))


_DASHED = re.compile(r"twenty-|mid-|early-|late-")
_WORD = re.compile(rf"(?P<word>\w+){ZONE}")
_KINDS: dict[str, Kind] = {
    "weekday": "day", "mdy": "day", "month": "month", "near": "day", "period": "period", "quarter": "period", "feast": "day",
}  # fmt: skip


def _numeric(text: str, start: int) -> Iterator[Atom]:
    for how, pattern in (
        ("iso", _ISO),
        ("days", _DAYS_MONTH),
        ("dmy", _DMY),
        ("slashed", _SLASHED),
    ):
        if match := pattern.match(text, start):
            yield Atom("day", start, match.end(), how, match)
    match = _CLOCK.match(text, start)
    if match and int(match["hour"]) <= 24 and _is_clock(text, match):
        yield Atom("clock", start, match.end(), "clock", match)
    match = _A_YEAR.match(text, start)
    if match and _is_year(text, match):
        yield Atom("year", start, match.end(), "decade" if match["decade"] else "year", match)
    yield from _length(text, start)
    match = _OF_MONTH.match(text, start)
    if match and text[max(0, start - 4) : start] == "the " and int(match["day"]) <= 31:
        yield Atom("day", start, match.end(), "of_month", match)


def _is_clock(text: str, match: re.Match[str]) -> bool:
    if match["half"]:
        return int(match["hour"]) <= 12
    if match["clock"] or match["zone"]:
        return True
    if match["sign"] == ":":
        # "2:16:02" is how long somebody ran, "(2:41)" how long a film
        bracket = (
            text[match.start() - 1 : match.start()] == "("
            and text[match.end() : match.end() + 1] == ")"
        )
        return not re.match(r":\d", text[match.end("minute") :]) and not bracket
    if match["sign"] == ".":
        head = text[max(0, match.start() - 8) : match.start()]
        if re.search(r"\b(?:at|by|until|from|since) $", head):
            return not re.match(
                r" ?(?:per|%|million|bn|m\b|km|points?|degrees|[a-z]+s\b)|[-\w]",
                text[match.end() :],
            )
        return (
            len(match["hour"]) == 2
            and bool(re.search(r"(?:\n|^)$", head))
            and text[match.end() : match.end() + 1] == " "
        )
    return False


_NAMED = re.compile(
    r"(?:^|[\s“(])(?!(?:In|Since|By|From|Until|Of|Before|After|During|And|The|Between|To)\b)[A-Z][\w’'-]*\w $"
)


def _is_year(text: str, match: re.Match[str]) -> bool:
    head = text[max(0, match.start() - 14) : match.start()]
    if head.endswith("© ") or (_NAMED.search(head) and not match["decade"]):
        return False
    if match["decade"]:
        return True
    if re.search(
        r"\b(?:about|some|around|nearly|almost|than|over|least|to|of the|first|up|all|no|level|number|flight|room) $",
        head,
        re.IGNORECASE,
    ) and not re.search(r"\b(?:around|over|to|than|since|up) $", head):
        return False
    if re.match(
        r" (?:(?:[a-z]+ )?[a-z]{3,}(?<!ie)s\b(?<!was)(?<!has)(?<!goes)(?<!this)|people|men|women|more|of\b|km|m\b|feet|hectares|megawatt)",
        text[match.end() :],
    ):
        return bool(
            re.search(r"\b(?:in|since|until|by|of|from|before|after) $", head, re.IGNORECASE)
        ) and not re.match(r" (?:people|men|women|more)", text[match.end() :])
    if 1500 <= int(match["year"]) <= 2099:
        return True
    return bool(re.search(r"\b(?:in|since|of|until) $", head))


def _length(text: str, start: int) -> Iterator[Atom]:
    match = _LENGTH.match(text, start)
    if match is None or (text[match.end() : match.end() + 1] in {"-", "’", "'"} and not match["ago"]):
        return
    if text[match.end() : match.end() + 1].isalnum():
        return
    if match["count"] and (match["ago"] or "").strip() == "ago":
        yield Atom("ago", start, match.end(), "ago", match)
        return
    end = match.start("ago") if match["ago"] else match.end()
    yield Atom("length", start, end, "length", match)


def _spoken(text: str, start: int) -> Iterator[Atom]:
    match = _SPOKEN.match(text, start)
    if match is None:
        return
    clocked = match["past"] or match["part"] or "clock" in match[0]
    if clocked or (
        re.search(r"\bat $", text[max(0, start - 3) : start])
        and re.match(r" (?:on |tomorrow|today|tonight|yesterday)", text[match.end() :])
    ):
        yield Atom("clock", start, match.end(), "spoken", match)


_NAMES_AFTER = re.compile(r" (?:[A-Z][a-z’']+)")
_PRESS = re.compile(
    r" (?:Times|Telegraph|Mirror|Mail|Express|Independent|World|Post|Herald|Sun|Brunch|Agreement|Night|League|Club|Politics|Supplement|Review|Prayers|Mass|School|Schools)\b"
    r"|[- ](?:schedule|prayers|school|roast|league|service|best|newspaper|papers|edition)\b"
)
_FESTIVE = frozenset(
    "black good easter ash bloody super cyber palm holy maundy shrove spy giving whit man girl every each".split()
)
_OWNED = frozenset("a his her their my your our its".split())
_MONTH_LEADS = frozenset(
    "in since until till by of from last next this early mid late before after during and to for through between until around mid-".split()
)


def _fits(part: Part, index: int, how: str, match: re.Match[str]) -> bool:
    """Whether a word that can name a time does so here."""
    word, text = part.words[index], part.text
    before = part.words[index - 1].lower if index and part.gap(index) in {" ", "-"} else ""
    if how == "weekday":
        if (
            before in _OWNED
            or before in _FESTIVE
            or (_PRESS.match(text, match.end()) and not match["part"])
        ):
            return False
        if len(word.text) > 5 and word.lower in DAYS:
            return True
        return word.capital and (
            before in {"on", "next", "last", "this", "by", "until", "from"}
            or bool(re.match(r",? ?\d|,? [A-Z][a-z]{2}", text[match.end() :]))
        )
    if how == "near":
        return before not in {"usa", "every"} and not (
            word.capital and text[match.end() : match.end() + 2] in {" S", "‘s"} and before == "usa"
        )
    if how in {"mdy", "month"}:
        plain = match["month"].lower().strip(".")
        if (
            not text[match.start()].isupper()
            and plain in {"may", "march", "mar", "sun", "dec", "jan", "august"}
            and how == "month"
        ):
            return False
        if how == "mdy" and int(match["day"]) > 31:
            return False
        if how == "month" and match.re is _M:
            doubtful = plain in {"may", "march", "april", "june", "august"} or len(plain) < 4
            if len(plain) == 3 and plain != "may" and not match["month"].endswith("."):
                return before in _MONTH_LEADS
            if plain in {"may", "march"} or len(plain) < 4:
                return before in _MONTH_LEADS
            return not (
                doubtful
                and (
                    _NAMES_AFTER.match(text, match.end())
                    or (before and part.words[index - 1].capital)
                )
            )
    if how == "period":
        which, unit = match["which"].lower(), match["unit"]
        if (
            which == "the"
            and not match["beyond"]
            and re.search(
                r"(?:end|start|beginning|middle|close) of $",
                text[max(0, match.start() - 13) : match.start()],
            )
        ):
            return unit is not None and unit not in {"hour", "minute"}
        if which == "the" and not match["beyond"]:
            return (match["part"] in {"afternoon"} or unit == "weekend") and not text.startswith(
                (" of", " ’s", "’s"), match.end()
            )
        if before == "the" and unit and not match["beyond"] and which in {"last", "past", "next"}:
            return False
        if which == "past":
            return False
        if unit in {"hour", "minute"}:
            return False
        if match["part"] and which not in {"this", "last"}:
            return False
        return True
    if how == "feast":
        return before in {"since", "until", "before", "after", "by", "on", "till"}
    return True


def month_of(match: re.Match[str]) -> int:
    """The month that was read."""
    said = match["month"]
    return int(said) if said.isdigit() else _SHORT[said[:3].lower()]


def weekday_of(match: re.Match[str]) -> int:
    """The day of the week that was read; Monday is 0."""
    return _WEEK[match["weekday"][:3].lower()]


def feast_of(match: re.Match[str]) -> tuple[int, int]:
    """Month and day of a feast."""
    name = match["feast"].lower().removesuffix(" day")
    return _FEASTS.get(name) or _FEASTS.get(match["feast"].lower()) or (1, 1)


def count_of(match: re.Match[str]) -> float:
    """How many units of time."""
    said = (match["count"] or "a").lower()
    if said in {"a couple of", "several", "a few", "few"}:
        return {"a couple of": 2, "several": 3}.get(said, 3)
    value = (
        0.5
        if said.startswith("half")
        else 1.0
        if said in {"a", "an"}
        else float(said.replace(",", ""))
        if said[0].isdigit()
        else value_of(said) or 1.0
    )
    return value + (0.5 if match["and"] else 0.0)


def hour_of(atom: Atom) -> tuple[int, int, bool]:
    """Hour, minute and whether morning or afternoon is said."""
    match = atom.match
    if atom.how == "bare":
        return _NOON[match["word"].lower()], 0, True
    if atom.how == "spoken":
        hour, minute = int(value_of(match["hour"]) or 0), 0
        if match["past"]:
            minutes = {
                "half": 30,
                "quarter": 15,
                "twenty": 20,
                "ten": 10,
                "five": 5,
                "twenty-five": 25,
            }
            minute = minutes[match["past"].lower()]
            if match["way"].lower() == "to":
                hour, minute = hour - 1, 60 - minute
        if match["part"]:
            return hour + (12 if match["part"] != "morning" and hour < 12 else 0), minute, True
        return hour % 24, minute, False
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        return hour % 12 + (12 if match["half"][0].lower() == "p" else 0), minute, True
    return hour, minute, hour > 12 or hour == 0 or match["hour"][0] == "0"
