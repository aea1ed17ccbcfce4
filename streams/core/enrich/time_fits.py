"""Whether a word that can name a time does so where it stands: "May" the month, "Sun" the day."""

from __future__ import annotations

import re

from .lexicon import word_set
from .time_patterns import DAYS, MONTH

_PRESS = re.compile(
    r" (?:Times|Telegraph|Mirror|Mail|Express|Independent|World|Post|Herald|Sun|Brunch|Agreement"
    r"|Night|League|Club|Politics|Supplement|Review|Prayers|Mass|Schools?)\b"
    r"|[- ](?:schedule|prayers|school|roast|league|service|best|newspaper|papers|edition)\b"
)
_FESTIVE = word_set(
    "black good easter ash bloody super cyber palm holy maundy shrove spy giving whit man girl every"
    " each"
)
_OWNED = word_set("a his her their my your our its")
_ON = word_set("on next last this by until from")
_MONTH_LEADS = word_set(
    "in since until till by of from last next this early mid late before after during and to for"
    " through between around mid-"
)
_FEAST_LEADS = word_set("since until before after by on till")
_VERBS = word_set("may march mar sun dec jan august")
_NAMES = word_set("april june august")
_NAME_AFTER = re.compile(r" (?:[A-Z][a-z’']+)")
_DATED = re.compile(r",? ?\d|,? [A-Z][a-z]{2}")
_EDGE = re.compile(r"(?:end|start|beginning|middle|close) of $")
_NAMED = re.compile(
    r"(?:^|[\s“(])(?!(?:In|Since|By|From|Until|Of|Before|After|During|And|The|Between|To)\b)"
    r"[A-Z][\w’'-]*\w $"
)
_DATING = re.compile(r"\b(?:in|since|until|by|of|from|before|after) $", re.IGNORECASE)
_COUNTING = re.compile(
    r"\b(?:about|some|nearly|almost|least|the|first|all|no|level|number|flight|room) $",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" (?:(?:[a-z]+ )?[a-z]{3,}(?<!ie)s\b(?<!was)(?<!has)(?<!goes)(?<!this)|people|men|women|more"
    r"|of\b|km|m\b|feet|hectares|megawatt)"
)
_PEOPLE = re.compile(r" (?:people|men|women|more)")
_AT = re.compile(r"\b(?:at|by|until|from|since) $")
_MEASURED = re.compile(r" ?(?:per|%|million|bn|m\b|km|points?|degrees|[a-z]+s\b)|[-\w]")
_YEARS = (1500, 2099)


def weekday(text: str, match: re.Match[str], before: str) -> bool:
    """Whether it is a day, and not a paper, a feast or "a Sunday"."""
    if before in _OWNED or before in _FESTIVE:
        return False
    if _PRESS.match(text, match.end()) and not match["part"]:
        return False
    if match["weekday"].lower() in DAYS:
        return True
    short = match["weekday"][0].isupper()
    return short and (before in _ON or bool(_DATED.match(text, match.end())))


def date(_text: str, match: re.Match[str], _before: str) -> bool:
    """Whether a month has such a day."""
    plain = match["month"].lower().strip(".")
    return int(match["day"]) <= 31 and (match["month"][0].isupper() or len(plain) > 3)


def month(text: str, match: re.Match[str], before: str) -> bool:
    """Whether it is a month, and not a verb, a name or a march."""
    plain = match["month"].lower().strip(".")
    if not match["month"][0].isupper() and plain in _VERBS:
        return False
    if match.re is not MONTH:
        return True
    dotted = match["month"].endswith(".")
    if plain in {"may", "march"} or (len(plain) == 3 and not dotted):
        return before in _MONTH_LEADS
    if plain not in _NAMES:
        return True
    named = text[: match.start()].rstrip()[-1:].isalpha() and before.istitle()
    return not (_NAME_AFTER.match(text, match.end()) or named)


def near(_text: str, match: re.Match[str], before: str) -> bool:
    """Whether "today" is a day: "USA Today" is a paper."""
    return before != "usa" and match is not None


def period(text: str, match: re.Match[str], before: str) -> bool:
    """Whether it is a period on the calendar; "the last year" is a length that ends now."""
    which, unit = match["which"].lower(), match["unit"]
    if which == "the" and not match["beyond"]:
        if _EDGE.search(text, max(0, match.start() - 13), match.start()):
            return unit is not None and unit not in {"hour", "minute"}
        named = match["part"] == "afternoon" or unit == "weekend"
        return named and not text.startswith((" of", "’s"), match.end())
    if which == "past" or unit in {"hour", "minute"}:
        return False
    if unit and before == "the" and not match["beyond"] and which in {"last", "next"}:
        return False
    return match["part"] is None or which in {"this", "last"}


def quarter(_text: str, match: re.Match[str], _before: str) -> bool:
    """A quarter or half of a year always is."""
    return match is not None


def feast(_text: str, _match: re.Match[str], before: str) -> bool:
    """Whether a feast is used as a date."""
    return before in _FEAST_LEADS


def clock(text: str, match: re.Match[str]) -> bool:
    """Whether digits are a time of day."""
    if match["half"]:
        return int(match["hour"]) <= 12
    if match["clock"] or match["zone"]:
        return True
    if match["sign"] is None:
        return False
    head = text[max(0, match.start() - 8) : match.start()]
    follows = text[match.end() : match.end() + 12]
    if match["sign"] == ":":
        # "2:16:02" is how long somebody ran, "(2:41)" how long a film
        longer = text[match.end("minute") : match.end("minute") + 2]
        running = longer[:1] == ":" and longer[1:].isdigit()
        return not running and not (head[-1:] == "(" and follows[:1] == ")")
    if _AT.search(head):
        return not _MEASURED.match(follows)
    # a list of key events has them at the start of its lines
    return len(match["hour"]) == 2 and head[-1:] in {"", "\n"} and follows[:1] == " "


def year(text: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year, and not a count, a name's part or a notice of copyright."""
    head = text[max(0, match.start() - 14) : match.start()]
    if head.endswith("© "):
        return False
    if match["decade"]:
        return True
    if _NAMED.search(head) or _COUNTING.search(head):
        return False
    if _COUNTED.match(text, match.end()):
        return bool(_DATING.search(head)) and not _PEOPLE.match(text, match.end())
    early, late = _YEARS
    return early <= int(match["year"]) <= late or bool(_DATING.search(head))
